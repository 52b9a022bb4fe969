package text

import (
	"strings"
	"unicode/utf8"
)

// Words is a set of literals that one pass over a text finds. Chinese text makes searching for each of them in turn slow: the
// first byte of a word is that of every third byte of the text. Here one look a character at a small table, by the low
// bits of its code, passes over all that begin no word.
type Words struct {
	begins [1 << 12]uint8 // place in groups of the words whose first character has these low bits, 0 for none
	groups [][]int
	words  []string
}

// NewWords makes a set of words, none of them empty. Their first characters may have at most 255 different hashes.
func NewWords(words ...string) *Words {
	w := &Words{groups: make([][]int, 1), words: words}
	for i, word := range words {
		r, _ := utf8.DecodeRuneInString(word)
		g := &w.begins[r&0xFFF]
		if *g == 0 {
			if len(w.groups) > 0xFF {
				panic("too many words for one set")
			}
			*g = uint8(len(w.groups))
			w.groups = append(w.groups, nil)
		}
		w.groups[*g] = append(w.groups[*g], i)
	}
	return w
}

// Each calls found with each word in s and its place, in order of the places; words may overlap.
func (w *Words) Each(s string, found func(word, at int)) {
	for i, g := w.next(s, 0); i < len(s); i, g = w.next(s, i+width(s[i])) {
		for _, word := range w.groups[g] {
			if strings.HasPrefix(s[i:], w.words[word]) {
				found(word, i)
			}
		}
	}
}

// In tells whether s holds one of the words.
func (w *Words) In(s string) bool {
	at, _ := w.First(s)
	return at >= 0
}

// First is the place of the first of the words in s and the word, -1 if there is none.
func (w *Words) First(s string) (at int, word string) {
	for i, g := w.next(s, 0); i < len(s); i, g = w.next(s, i+width(s[i])) {
		for _, word := range w.groups[g] {
			if strings.HasPrefix(s[i:], w.words[word]) {
				return i, w.words[word]
			}
		}
	}
	return -1, ""
}

// Begins tells whether s begins with one of the words.
func (w *Words) Begins(s string) bool {
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	for _, word := range w.groups[w.begins[r&0xFFF]] {
		if strings.HasPrefix(s, w.words[word]) {
			return true
		}
	}
	return false
}

// next is the first place from i on whose character may begin a word, and their group; len(s) if there is none.
func (w *Words) next(s string, i int) (at int, group uint8) {
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if g := w.begins[c]; g != 0 {
				return i, g
			}
			i++
			continue
		}
		for c >= 0xE0 && i+2 < len(s) {
			if g := w.begins[uint(s[i+1]&0x3F)<<6|uint(s[i+2]&0x3F)]; g != 0 {
				return i, g
			}
			if i += 3; i >= len(s) {
				return i, 0
			}
			c = s[i]
		}
		if c >= 0xC0 && c < 0xE0 && i+1 < len(s) {
			if g := w.begins[uint(c&0x1F)<<6|uint(s[i+1]&0x3F)]; g != 0 {
				return i, g
			}
			i += 2
		} else if c >= 0x80 {
			i++ // a byte within a character
		}
	}
	return len(s), 0
}

// width is the length of the character that begins with c, as far as next goes at once.
func width(c byte) int {
	switch {
	case c < utf8.RuneSelf:
		return 1
	case c < 0xE0:
		return 2
	}
	return 3
}

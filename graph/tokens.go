package graph

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Classes of searchable text: the Search values of the schema table.
const (
	ClassNumber  = 1
	ClassTitle   = 2
	ClassHeading = 3
	ClassBody    = 4
)

// Both stores index tokens that are made here, so that they find alike. A text is folded (Fold) to a row of
// characters, and each two neighbours make a token, Latin and digits included: a phrase of tokens is then
// exactly a substring, and no second look at the text is needed. The first and last character of a
// value make tokens with a mark, so that "begins with" and "equals" are phrases too, and the last character can be
// found alone (one character is searched as the prefix of a token).
//
// The alphabet is one that SQLite's unicode61 and Lucene's whitespace analyzer both leave whole: Han of
// the basic plane, lower ASCII letters and digits, and private-use characters; all else is written with escape.
const (
	escape   = '\ue000' // begins an escaped character: four more, base 32
	markHead = '\ue001' // before the first character of a number or title
	markStop = '\ue002' // after the last character before a hard boundary
	markTail = '\ue003' // after the last character of a value
	base32   = "abcdefghijklmnopqrstuvwxyz234567"
	hard     = '\n' // a hard boundary in a folded text: nothing matches across it
)

// MaxQuery is the longest folded search text, in characters. A longer one is refused (ErrBadQuery).
const MaxQuery = 256

// Fold is the form in which texts are compared: NFKC, lower case, punctuation and blanks away. Between two Latin
// letters or digits one blank stays (2021〕24 is not 202124), a point between digits stays, and a thousands comma
// goes. Ends of sentences and lines become one line end.
func Fold(text string) string {
	if strings.IndexFunc(text, odd) >= 0 {
		text = norm.NFKC.String(text)
	}
	return fold(text)
}

// fold folds what is in NFKC already, but for full-width forms of ASCII.
func fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	var last, gap rune // the last kept character; what was passed since: 0, ' ', hard, or a lone '.' or ','
	for i, r := range text {
		if 0xff01 <= r && r <= 0xff5e {
			r -= 0xfee0
		}
		switch {
		case invisible(r):
		case kept(r):
			r = lower(r)
			writeGap(&b, last, gap, r, text[i:])
			b.WriteRune(r)
			last, gap = r, 0
		case ends(r) || gap == hard:
			gap = hard
		case gap == 0 && (r == '.' || r == ','):
			gap = r
		default:
			gap = ' '
		}
	}
	return b.String()
}

// writeGap writes what stays of the gap between the characters last and next; rest begins with next.
func writeGap(b *strings.Builder, last, gap, next rune, rest string) {
	switch {
	case last == 0 || gap == 0:
	case gap == hard:
		b.WriteRune(hard)
	case gap == '.' && isDigit(last) && isDigit(next):
		b.WriteByte('.')
	case gap == ',' && isDigit(last) && threeDigits(rest):
	case narrow(last) && narrow(next):
		b.WriteByte(' ')
	}
}

func threeDigits(s string) bool {
	n := 0
	for _, r := range s {
		if !isDigit(r) && (r < '０' || r > '９') {
			break
		}
		n++
	}
	return n == 3
}

// odd characters need NFKC, which is slow; most texts have none: ASCII, Han, usual punctuation and full-width forms.
func odd(r rune) bool {
	return r >= 0x80 && !han(r) && (r < 0x3000 || r > 0x301b) && (r < 0xff01 || r > 0xff5e) &&
		(r < 0x2014 || r > 0x201d || r == 0x2017) && r != 0xb7
}

func han(r rune) bool { return 0x4e00 <= r && r <= 0x9fa5 }

func lower(r rune) rune {
	if han(r) {
		return r
	}
	return unicode.ToLower(r)
}

// kept tells whether a character is part of the folded text. Those that no token can hold are not.
func kept(r rune) bool {
	return han(r) || r < 0xe0000 && r != unicode.ReplacementChar &&
		(unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.Is(unicode.Co, r))
}

// invisible characters are not there for a reader: zero-width ones, soft hyphens, variation selectors.
func invisible(r rune) bool {
	return r >= 0xad && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r))
}

func ends(r rune) bool {
	switch r {
	case '。', '；', ';', '！', '!', '？', '?', '\n', '\r', '\u2028', '\u2029', '\t':
		return true
	}
	return false
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// narrow characters make words: a blank between two of them means something.
func narrow(r rune) bool { return r < 0x2e80 }

// IndexTokens lists the tokens of one value, in order of place. The class is a Search value of the schema table.
func IndexTokens(text string, class int) []string {
	return strings.Fields(IndexText([]string{text}, class))
}

// IndexText is the text to hand to the full-text index for the values of one class: their tokens, parted by
// blanks. No phrase matches across two values.
func IndexText(values []string, class int) string {
	var b strings.Builder
	for _, v := range values {
		folded := []rune(Fold(v))
		b.Grow(8 * len(folded))
		writeTokens(&b, folded, class <= ClassTitle, true)
	}
	return strings.TrimSuffix(b.String(), " ")
}

// IndexNode gives what to hand to the full-text index for a node, by class: its properties that are searched, and body, the text of
// a document. ok is false if nodes of the type are not searched.
func IndexNode(schema *NodeSchema, props Props, body string) (tokens [ClassBody + 1]string, ok bool) {
	var texts [ClassBody + 1][]string
	for _, p := range schema.Props {
		if p.Search == 0 {
			continue
		}
		ok = true
		switch v := props[p.Name].(type) {
		case string:
			texts[p.Search] = append(texts[p.Search], v)
		case []string:
			texts[p.Search] = append(texts[p.Search], v...)
		}
	}
	if ok && body != "" {
		texts[ClassBody] = append(texts[ClassBody], body)
	}
	for class := ClassNumber; class <= ClassBody; class++ {
		tokens[class] = IndexText(texts[class], class)
	}
	return tokens, ok
}

// writeTokens writes the tokens of a folded value; head and tail tell whether its ends are marked.
func writeTokens(b *strings.Builder, value []rune, head, tail bool) {
	if len(value) == 0 {
		return
	}
	if head {
		b.WriteRune(markHead)
		writeRune(b, value[0])
		b.WriteByte(' ')
	}
	for i, r := range value {
		last := i+1 == len(value)
		if r == hard || last && !tail {
			continue
		}
		writeRune(b, r)
		switch {
		case last:
			b.WriteRune(markTail)
		case value[i+1] == hard:
			b.WriteRune(markStop)
		default:
			writeRune(b, value[i+1])
		}
		b.WriteByte(' ')
	}
}

func writeRune(b *strings.Builder, r rune) {
	if isDigit(r) || 'a' <= r && r <= 'z' || 0x3400 <= r && r <= 0x4db5 || han(r) {
		b.WriteRune(r)
		return
	}
	b.WriteRune(escape)
	for shift := 15; shift >= 0; shift -= 5 {
		b.WriteByte(base32[r>>shift&31])
	}
}

// TypeToken is the token that stands for a node type, so that an index can filter by it.
func TypeToken(t NodeType) string { return "type" + strings.ToLower(string(t)) }

// Phrase is a row of tokens that must stand side by side in one value. If Prefix is set there is one
// token only, and tokens that begin with it match.
type Phrase struct {
	Tokens []string
	Prefix bool
}

// Query is a search text made ready: every phrase of All must occur (in any values of the classes looked at). Exact
// is a phrase of a whole value that equals the text, Begins of a value that begins with it.
type Query struct {
	Folded string
	Terms  []string // folded: what must be contained
	All    []Phrase
	Exact  []Phrase // any of them: a document number is also exact without its 号
	Begins Phrase
}

// QueryTokens makes a search text ready. Blanks and ends of sentences part it into terms that must all be
// found; nothing in it is an operator. A text without a letter, digit or character finds nothing: All is empty.
func QueryTokens(text string) (Query, error) {
	// Measured before anything is made of it: NFKC makes at most 18 characters of one.
	if len(text) > 16*MaxQuery {
		return Query{}, fmt.Errorf("%w: search text longer than %d characters", ErrBadQuery, MaxQuery)
	}
	whole := Fold(text)
	q := Query{Folded: whole}
	if n := len([]rune(whole)); n > MaxQuery {
		return Query{}, fmt.Errorf("%w: search text longer than %d characters", ErrBadQuery, MaxQuery)
	}
	seen := map[string]bool{}
	for _, field := range strings.Fields(text) {
		for _, term := range strings.Split(Fold(field), string(hard)) {
			if term != "" && !seen[term] {
				seen[term] = true
				q.Terms = append(q.Terms, term)
				q.All = append(q.All, phrase([]rune(term), false, false))
			}
		}
	}
	if len(q.All) == 0 {
		return q, nil
	}
	value := []rune(whole)
	q.Begins = phrase(value, true, false)
	q.Exact = []Phrase{phrase(value, true, true)}
	if isDigit(value[len(value)-1]) {
		q.Exact = append(q.Exact, phrase([]rune(whole+"号"), true, true))
	}
	return q, nil
}

func phrase(value []rune, head, tail bool) Phrase {
	var b strings.Builder
	if len(value) == 1 && !head && !tail {
		writeRune(&b, value[0])
		return Phrase{Tokens: []string{b.String()}, Prefix: true}
	}
	writeTokens(&b, value, head, tail)
	return Phrase{Tokens: strings.Fields(b.String())}
}

// HasTerm is what a match means, for one value: folded, it holds the term.
func HasTerm(value, term string) bool { return strings.Contains(Fold(value), term) }

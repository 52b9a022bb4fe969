package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// line is a line of the normalised text without its end and without blanks around it.
type line struct {
	start, end int
	gap        bool // an empty line stands before it
	has        sign
}

// sign tells which telling characters a line holds, so that most lines need no search.
type sign uint16

const (
	hasStop   sign = 1 << iota // 。
	hasQuote                   // “ or ”
	hasTitle                   // 《
	hasNumber                  // 号
	hasYear                    // 年
	hasStart                   // 起
	hasTerm                    // 有效期, 执行至 and the like
	hasForce                   // 施行
	hasTab
	hasTag // <
)

func (l line) span() text.Span { return text.Span{Start: l.start, End: l.end} }

func (l line) any(h sign) bool { return l.has&h != 0 }

// lines cuts s into its non-empty lines.
func lines(s string) []line {
	out := make([]line, 0, 16+len(s)/120)
	gap := false
	for i := 0; i < len(s); {
		j, has := scanLine(s, i)
		a, b := i, j
		// Emphasis (*…*), quotation (>) and forced line ends (\) of Markdown are no text.
		for a < b && (s[a] == ' ' || s[a] == '*' || s[a] == '>') {
			a++
		}
		for a < b && (s[b-1] == ' ' || s[b-1] == '*' || s[b-1] == '\\') {
			b--
		}
		if a < b {
			out = append(out, line{a, b, gap, has})
			gap = false
		} else {
			gap = true
		}
		i = j + 1
	}
	return out
}

// tells marks the low bits of the characters that a sign begins with or ends in; others, most of a text, are skipped.
var tells = func() (set [1 << 6]uint64) {
	for _, r := range "“”。《号年期施起至" {
		set[r>>6&0x3F] |= 1 << (r & 63)
	}
	return set
}()

// scanLine finds the end of the line at i and the telling characters in it, in one pass.
func scanLine(s string, i int) (int, sign) {
	var has sign
	for i < len(s) {
		c := s[i]
		if c < 0x80 {
			switch c {
			case '\n':
				return i, has
			case '\t':
				has |= hasTab
			case '<':
				has |= hasTag
			}
			i++
			continue
		}
		if c < 0xE0 || i+2 >= len(s) {
			i++
			continue
		}
		if r := uint(s[i+1]&0x3F)<<6 | uint(s[i+2]&0x3F); tells[r>>6]>>(r&63)&1 == 0 {
			i += 3
			continue
		}
		switch c {
		case 0xE2:
			if s[i+1] == 0x80 && (s[i+2] == 0x9C || s[i+2] == 0x9D) {
				has |= hasQuote
			}
		case 0xE3:
			if s[i+1] == 0x80 {
				switch s[i+2] {
				case 0x82:
					has |= hasStop
				case 0x8A:
					has |= hasTitle
				}
			}
		case 0xE5:
			switch {
			case s[i+1] == 0x8F && s[i+2] == 0xB7:
				has |= hasNumber
			case s[i+1] == 0xB9 && s[i+2] == 0xB4:
				has |= hasYear
			}
		case 0xE6:
			switch {
			case s[i+1] == 0x9C && s[i+2] == 0x9F && endsAny(s[:i], "效", "行", "施"):
				has |= hasTerm
			case s[i+1] == 0x96 && s[i+2] == 0xBD && strings.HasPrefix(s[i+3:], "行"):
				has |= hasForce
			}
		case 0xE8:
			switch {
			case s[i+1] == 0xB5 && s[i+2] == 0xB7:
				has |= hasStart
			case s[i+1] == 0x87 && s[i+2] == 0xB3 && endsAny(s[:i], "效", "行", "施", "间", "限"):
				has |= hasTerm
			}
		}
		i += 3
	}
	return min(i, len(s)), has
}

// closing tells whether s ends a sentence, so that what follows is another paragraph.
func closing(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	switch r {
	case '”', '）', '』', '"', '’':
		// 。） and 。” end a sentence; （市经信局） alone at the end of a line does as well.
		return r != '”' && r != '’' || n == len(s) || closing(s[:len(s)-n]) || len(s) < 40
	case '。', '；', '：', '！', '？', '…', '.', ';', ':':
		return true
	}
	return false
}

// runes counts characters.
func runes(s string) int { return utf8.RuneCountInString(s) }

// hasAny tells whether s holds one of the words.
func hasAny(s string, words ...string) bool {
	return text.HasAny(s, words...)
}

// endsAny tells whether s ends in one of the words.
func endsAny(s string, words ...string) bool {
	return text.EndsAny(s, words...)
}

// startsAny tells whether s starts with one of the words.
func startsAny(s string, words ...string) bool {
	return text.StartsAny(s, words...)
}

// tight drops the blanks and line ends of a title that was printed on several lines; between two Latin
// words one blank stays.
func tight(s string) string {
	if !strings.ContainsAny(s, " \n\t") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != ' ' && c != '\n' && c != '\t' {
			b.WriteByte(c)
			continue
		}
		if c == ' ' && i > 0 && i+1 < len(s) && isLatin(s[i-1]) && isLatin(s[i+1]) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func isLatin(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

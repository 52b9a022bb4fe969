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
}

func (l line) span() text.Span { return text.Span{Start: l.start, End: l.end} }

// lines cuts s into its non-empty lines.
func lines(s string) []line {
	out := make([]line, 0, 16+len(s)/120)
	gap := false
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '\n')
		if j < 0 {
			j = len(s)
		} else {
			j += i
		}
		a, b := i, j
		for a < b && s[a] == ' ' {
			a++
		}
		for a < b && s[b-1] == ' ' {
			b--
		}
		if a < b {
			out = append(out, line{a, b, gap})
			gap = false
		} else {
			gap = true
		}
		i = j + 1
	}
	return out
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
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// endsAny tells whether s ends in one of the words.
func endsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// startsAny tells whether s starts with one of the words.
func startsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
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

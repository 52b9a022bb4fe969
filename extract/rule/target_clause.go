package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/mention"
)

// targetClause is a stretch of a sentence between ， ； ： outside brackets and quotation marks; at is its place in
// the sentence.
type targetClause struct {
	text string
	at   int
}

// targetClauses cuts a sentence. 、 stays inside: it joins the members of one predicate.
func targetClauses(s string) []targetClause {
	var out []targetClause
	depth, start := 0, 0
	for i, r := range s {
		switch r {
		case '（', '“', '《', '〈', '‘':
			depth++
		case '）', '”', '》', '〉', '’':
			if depth > 0 {
				depth--
			}
		case '，', '；', '：', '。', '！', '\n', ',', ';':
			if r == ',' && i > 0 && isDigitByte(s[i-1]) && i+1 < len(s) && isDigitByte(s[i+1]) {
				continue // 4,500家
			}
			if r == '：' && betweenDigits(s, i, i+len("：")) {
				continue // 2.6：1
			}
			// An unbalanced bracket must not swallow the rest: a full stop closes all.
			if r == '。' || r == '\n' {
				depth = 0
			}
			if depth == 0 {
				out = appendClause(out, s, start, i)
				start = i + utf8.RuneLen(r)
			}
		}
	}
	return appendClause(out, s, start, len(s))
}

// betweenDigits tells whether digits stand on both sides of s[start:end], with blanks or without.
func betweenDigits(s string, start, end int) bool {
	before, after := strings.TrimRight(s[:start], " "), strings.TrimLeft(s[end:], " ")
	return before != "" && isDigitByte(before[len(before)-1]) && after != "" && isDigitByte(after[0])
}

func appendClause(out []targetClause, s string, start, end int) []targetClause {
	for start < end && (s[start] == ' ' || s[start] == '\n' || s[start] == '\t') {
		start++
	}
	if start < end {
		out = append(out, targetClause{s[start:end], start})
	}
	return out
}

// piece is the part of a clause that belongs to one quantity.
type piece struct {
	q          mention.Quantity
	start, end int    // place in the clause: from its first word to its last
	before     string // from the start of the piece to the quantity
	after      string // from the quantity to the end of the piece
	reached    bool   // the word that reaches it was taken out of before
}

// pieces cuts a clause at the members of its list: 新增A10个、B20个, 新增10个A、20个B和30家C.
func pieces(c string, qs []mention.Quantity) []piece {
	var out []piece
	start := 0
	for k, q := range qs {
		next := len(c)
		if k+1 < len(qs) {
			next = qs[k+1].Span.Start
		}
		p := piece{q: q, start: start, before: c[start:q.Span.Start]}
		end, resume := cutBetween(c, q.Span.End, next, k+1 < len(qs))
		p.after, p.end = c[q.Span.End:end], end
		out = append(out, p)
		// Without a joint the quantity belongs to what the next one counts: 投资额达到10亿元的项目不少于20个.
		if resume < next || end < resume {
			start = resume
		}
	}
	return out
}

var joints = [...]string{"、", "以及", "和", "及", "与", "或"}

// cutBetween finds where the words after a quantity that ends at from stop belonging to it. Before another
// quantity that is the last joint at depth 0; without a joint nothing but the quantity itself is taken.
func cutBetween(c string, from, to int, another bool) (end, resume int) {
	if !another {
		return to, to
	}
	depth, end, resume := 0, -1, -1
	for i := from; i < to; {
		r, w := utf8.DecodeRuneInString(c[i:])
		switch r {
		case '（', '“', '《':
			depth++
		case '）', '”', '》':
			depth--
		}
		step := w
		if depth == 0 {
			for _, j := range joints {
				if strings.HasPrefix(c[i:to], j) && !(j != "、" && insideWord(c, i, j)) {
					end, resume, step = i, i+len(j), len(j)
					break
				}
			}
		}
		i += step
	}
	if end < 0 {
		return to, to
	}
	return end, resume
}

// insideWord tells whether the joint at i is a character of a word: 和谐, 参与, 及时, 涉及, 普及, 以及.
func insideWord(c string, i int, joint string) bool {
	for _, w := range [...]string{"和谐", "和平", "及时", "及其", "及以上", "及以下", "与会", "及格", "和信息化", "和旅游", "和城乡建设", "和社会保障", "和改革", "和自然资源", "和草原"} {
		if strings.HasPrefix(c[i:], w) {
			return true
		}
	}
	for _, w := range [...]string{"参与", "涉及", "普及", "共和", "缓和", "饱和", "调和", "给与", "综和", "惠及", "以及"} {
		if strings.HasSuffix(c[:i+len(joint)], w) && w != joint {
			return true
		}
	}
	return false
}

package policy

import (
	"strings"
	"unicode/utf8"
)

// Typists and printers indent the first line of a paragraph by two characters. Where a hard-wrapped text keeps its blanks
// (pdftotext -layout), they tell what goes on, whatever a line happens to end in: a line at the margin below a full one.

// margins are the columns that the lines of a wrapped text begin in, in half characters.
type margins struct {
	left int  // the margin
	kept bool // first lines are indented throughout
}

// maxIndent bounds the blanks that are counted.
const maxIndent = 40

// findMargins finds the margin of a wrapped text: the leftmost column that many of its wide lines begin in.
func (h *healer) findMargins() margins {
	var begin [maxIndent + 1]int
	wide := 0
	for i := range h.ls {
		if n := h.indent(i); n >= 0 && columns(h.s[h.ls[i].start:h.ls[i].end]) >= h.width-4 {
			begin[n]++
			wide++
		}
	}
	for left, n := range begin {
		if n > 2 && n*6 > wide {
			return margins{left, h.indented(left)}
		}
	}
	return margins{}
}

// indented tells whether hardly a line at the margin begins a paragraph: stands below a short one that ends a sentence.
func (h *healer) indented(left int) bool {
	flush, indented := 0, 0
	for i := 1; i < len(h.ls); i++ {
		a := h.s[h.ls[i-1].start:h.ls[i-1].end]
		if columns(a) > h.width-4 || !closing(a) {
			continue
		}
		switch n := h.indent(i) - left; {
		case n >= 3 && n <= 6:
			indented++
		case n >= 0 && n <= 1:
			flush++
		}
	}
	return indented > 2 && flush*8 <= indented
}

// indent is how far the blanks in front of line i reach in the decoded text; -1 where something else stands in front.
func (h *healer) indent(i int) int {
	at, _ := h.src.RawSpan(h.ls[i].span())
	raw, n := h.src.Raw, 0
	for at > 0 && n < maxIndent {
		r, k := utf8.DecodeLastRuneInString(raw[:at])
		switch r {
		case '\n', '\f', '\r':
			return n
		case ' ', '\u00a0':
			n++
		case '\u3000':
			n += 2
		default:
			return -1
		}
		at -= k
	}
	if at == 0 || n >= maxIndent {
		return min(n, maxIndent)
	}
	return -1
}

// flush tells whether line i stands at the margin below a full line, so that it goes on with its paragraph.
func (h *healer) flush(prev, i int) bool {
	if !h.kept {
		return false
	}
	n := h.indent(i) - h.left
	if n < 0 || n > 1 {
		return false
	}
	start, end := h.src.RawSpan(h.ls[prev].span()) // with the blanks around digits
	return columns(h.src.Raw[start:end])+(h.indent(prev)-h.left)/2 >= h.width-1
}

// wrappedItems tells whether a list of numbered items, which are names and no sentences, is wrapped at width: what stands
// above a mark is seldom as wide as a full line, what stands below a full line seldom has a mark.
func wrappedItems(s string, ls []line, width int) bool {
	marks, aboveFull, full := 0, 0, 0
	for i := 1; i < len(ls); i++ {
		n := columns(s[ls[i-1].start:ls[i-1].end])
		isFull := n >= width-2 && n <= width+1
		if isFull {
			full++
		}
		if markAt(s[ls[i].start:min(len(s), ls[i].start+40)]).level > 0 {
			marks++
			if isFull {
				aboveFull++
			}
		}
	}
	return marks*6 >= len(ls) && full >= 5 && aboveFull*4 <= marks && aboveFull*5 <= full
}

// midSentence tells whether a full line that could be the end of a title stands in the middle of para: the paragraph is a
// sentence or an item of a list, whose number follows (…的通知⏎（江政发〔2003〕9号）).
func midSentence(para, b string) bool {
	if m := markAt(para); m.level >= levelThird {
		return strings.HasPrefix(b, "（")
	}
	return hasAny(para, "，", "。") || startsAny(para, "为", "根据", "按照", "现将", "经")
}

// itemLabels begin lines of their own in lists whose items say of each thing the same (发文时间：… 说明：…).
var itemLabels = []string{"说明：", "备注：", "文号：", "发文单位：", "发文时间：", "发布时间", "废止理由：", "责任单位：", "责任部门：", "牵头单位：", "牵头部门：", "配合单位：", "配合部门：", "完成时限：", "完成时间：", "主要任务：", "工作目标："}

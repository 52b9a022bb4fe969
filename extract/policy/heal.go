package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// heal gives the source one paragraph a line: page numbers and running heads go, lines that a page or a
// line end cut in two are joined, and crawls that print a whole document as one line are cut where
// headings, articles, signatures and trailers begin.
func heal(src *text.Source) (*text.Source, []line) {
	h := healer{src: src, s: src.Norm, ls: lines(src.Norm)}
	if h.width = wrapWidth(h.s, h.ls); h.width > 0 {
		h.margins = h.findMargins()
	}
	h.heads = runningHeads(h.s, h.ls)
	h.opens = openingOf(h.s, h.ls)
	h.pageHeads()
	h.run()
	if !h.changed {
		return src, h.ls
	}
	src = src.Recut(h.cuts)
	return src, h.healed(src.Norm)
}

type healer struct {
	src   *text.Source
	s     string
	ls    []line
	width int          // characters of a full line where the text is hard wrapped, else 0
	heads map[int]bool // lines that are running heads
	opens int          // line behind the contents of an issue, 0 for other texts
	margins
	cuts  []text.Cut
	first int // line where the paragraph so far began

	changed bool
}

func (h *healer) run() {
	g := gluer{}
	prev := -1 // index of the last kept line
	h.first = -1
	for i, l := range h.ls {
		if h.furniture(i) {
			h.changed = true
			continue
		}
		prefix := pagePrefix(h.s[l.start:l.end])
		if n := prefix; n > 0 {
			h.changed = true
			l.start += n
			h.ls[i] = l
		}
		joined := prev >= 0 && i >= h.opens && !h.headBegins(i) && h.joins(prev, i)
		if !joined {
			h.first = i
		} else {
			h.changed = true
			h.cuts[len(h.cuts)-1].Joint = h.joint(prev, i)
		}
		g.below = !joined && prev >= 0 && h.dayBelow(prev, l)
		var breaks []int
		if i >= h.opens {
			breaks = g.breaks(h.s, l, i < h.opens+8 && !(joined && h.inBrackets(prev, l)))
		}
		if b := h.gluedSigner(i); b > 0 {
			breaks = append(breaks, b)
		}
		if n := len(h.cuts); n > 0 && prev == i-1 && !joined && prefix == 0 {
			// Lines that stay as they are make one cut.
			last := &h.cuts[n-1]
			if len(breaks) == 0 {
				last.Keep.End = l.end
			} else {
				last.Keep.End, last.Joint = l.start, ""
				h.keep(l, breaks)
			}
		} else {
			h.keep(l, breaks)
		}
		prev = i
	}
}

// inBrackets tells whether line l goes on with a bracket, so that the number it begins with is no head's (（江政⏎办发〔2003〕9号）).
func (h *healer) inBrackets(prev int, l line) bool {
	a := h.s[h.ls[prev].start:h.ls[prev].end]
	return strings.HasPrefix(h.s[l.start:l.end], "（") || strings.Count(a, "（") > strings.Count(a, "）")
}

// joint is what parts two joined lines: nothing, or a blank between Latin words and between a post and a name.
func (h *healer) joint(prev, i int) string {
	a, b := h.s[h.ls[prev].start:h.ls[prev].end], h.s[h.ls[i].start:h.ls[i].end]
	if len(b) <= 20 && endsAny(a, posts...) || needsBlank(a, b) {
		return " "
	}
	return ""
}

// gluedSigner finds the name of the signing body at the end of a paragraph when the day stands on the next line.
func (h *healer) gluedSigner(i int) int {
	l := h.ls[i]
	if l.end-l.start < 150 || i+1 >= len(h.ls) {
		return 0
	}
	next := h.ls[i+1]
	if t := h.s[next.start:next.end]; dayStart(t) == 0 && wholeDate(t) == "" {
		return 0
	}
	t := h.s[l.start:l.end]
	cut := max(strings.LastIndex(t, "。")+len("。"), strings.LastIndex(t, "）")+len("）"))
	if cut < len("。") || cut >= len(t) || !signer(t[cut:]) {
		return 0
	}
	return l.start + cut
}

// dayBelow tells whether line l begins with the day of a signature, glued to what follows: the names stand above it, on
// line prev or on what was cut off its end; or it forwards a text, whose authors stand behind the day.
func (h *healer) dayBelow(prev int, l line) bool {
	if dayStart(h.s[l.start:l.end]) == 0 {
		return false
	}
	a := max(h.ls[prev].start, h.cuts[len(h.cuts)-1].Keep.Start)
	above, t := h.s[a:h.ls[prev].end], h.s[l.start:l.end]
	if signer(above) {
		return true
	}
	rest := t[dayStart(t):]
	return strings.HasSuffix(above, "。") && strings.Contains(above, "转发") && (authorsAt(rest) > 0 || signer(rest))
}

// dayStart gives the length of the day that t begins with, 0 if the sentence goes on behind it.
func dayStart(t string) int {
	if _, n := dateAt(t); n > 0 && strings.HasSuffix(t[:n], "日") && !runsOn(t[n:]) {
		return n
	}
	return 0
}

// needsBlank keeps the blank between two Latin words that a line end parted.
func needsBlank(a, b string) bool {
	return a != "" && b != "" && isLatin(a[len(a)-1]) && isLatin(b[0])
}

// keep appends a line, cut at the given places.
func (h *healer) keep(l line, breaks []int) {
	at := l.start
	for _, b := range breaks {
		if b > at && b < l.end {
			h.changed = true
			h.cuts = append(h.cuts, text.Cut{Keep: text.Span{Start: at, End: b}, Joint: "\n"})
			at = b
		}
	}
	h.cuts = append(h.cuts, text.Cut{Keep: text.Span{Start: at, End: l.end}, Joint: "\n"})
}

// furniture tells whether line i is a page number or a running head.
func (h *healer) furniture(i int) bool {
	s := h.s[h.ls[i].start:h.ls[i].end]
	if i < portalLines && portalLine(s) {
		return true
	}
	if len(s) > 120 {
		return false
	}
	return pageNumber(s) || h.heads[i] || h.pageEnd(i)
}

// pageEnd tells whether line i is a bare number that the end of a page (a form feed) follows.
func (h *healer) pageEnd(i int) bool {
	l := h.ls[i]
	if l.end-l.start > 3 || !allDigits(h.s[l.start:l.end]) {
		return false
	}
	_, end := h.src.RawSpan(l.span())
	rest := h.src.Raw[end:]
	return strings.HasPrefix(strings.TrimLeft(rest[:min(len(rest), 200)], " \r\n"), "\f")
}

// pageNumber reads - 12 -, —12—, · 3 ·, 第3页, 第3页 共10页, 3/12. A bare number may be a cell of a
// table that lost its tabs, so it stays.
func pageNumber(s string) bool {
	t := strings.Trim(s, "-—·•─ ")
	if t == "" {
		return s != "" && !strings.Contains(s, "——")
	}
	if len(t) <= 4 && allDigits(t) {
		return len(t) < len(s) && !isDigit(s[0])
	}
	if strings.HasPrefix(t, "第") && strings.Contains(t, "页") && len(t) < 45 {
		t = strings.NewReplacer("第", "", "页", "", "共", "", " ", "", "，", "", "/", "").Replace(t)
		return allDigits(t)
	}
	return false
}

// pagePrefix gives the length of a page number (— 12 —) that a PDF glued to the line behind it.
func pagePrefix(s string) int {
	if len(s) < 12 || s[0] != '-' && !strings.HasPrefix(s, "—") {
		return 0
	}
	dash := s[:1]
	if s[0] != '-' {
		dash = "—"
	}
	t := strings.TrimLeft(strings.TrimPrefix(s, dash), " ")
	n := 0
	for n < len(t) && n < 3 && isDigit(t[n]) {
		n++
	}
	rest := strings.TrimLeft(t[n:], " ")
	if n == 0 || !strings.HasPrefix(rest, dash) {
		return 0
	}
	rest = strings.TrimLeft(rest[len(dash):], " ")
	if rest == "" || strings.HasPrefix(rest, dash) {
		return 0
	}
	return len(s) - len(rest)
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// wrapWidth finds the width at which a text is hard wrapped: many of its longer lines are equally wide and do not
// end a sentence, and hardly any is as wide as a paragraph.
func wrapWidth(s string, ls []line) int {
	var ended, all [80]int // lines by their width: those that do not end a sentence, and all
	long := 0
	for _, l := range ls {
		if l.end-l.start < 54 || l.any(hasTab|hasTag) {
			continue
		}
		n := len(all)
		if l.end-l.start <= 240 {
			n = columns(s[l.start:l.end])
		}
		if n < 18 {
			continue
		}
		if long++; n >= len(all) {
			continue
		}
		all[n]++
		if !closing(s[l.start:l.end]) {
			ended[n]++
		}
	}
	best, sum, full := 0, 0, 0
	for w := 20; w+3 < len(all); w++ {
		if k := ended[w-2] + ended[w-1] + ended[w] + ended[w+1]; k > sum {
			best, sum, full = w, k, all[w-2]+all[w-1]+all[w]+all[w+1]
		}
	}
	paragraphs := long // lines so wide that they are whole paragraphs, not those of a box in smaller print
	for w := 0; w < len(all) && w < best*7/4; w++ {
		paragraphs -= all[w]
	}
	if sum < 3 || sum*4 < long || full*2 < long && sum*5 < long*2 || paragraphs*8 > long || !prose(s, ls) && !wrappedItems(s, ls, best) {
		return 0
	}
	return best
}

// prose tells whether a fair part of the longer lines are pieces of sentences, not names in a list.
func prose(s string, ls []line) bool {
	long, pieces := 0, 0
	for _, l := range ls {
		if l.end-l.start < 54 {
			continue
		}
		long++
		if l.any(hasStop) || strings.Contains(s[l.start:l.end], "，") {
			pieces++
		}
	}
	return pieces*3 > long
}

// columns is the width of a line in Chinese characters: two digits or Latin letters are as wide as one.
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			n++
		case c >= 0xC0:
			n += 2
		}
	}
	return (n + 1) / 2
}

// joins tells whether line i goes on with the sentence of the line before it.
func (h *healer) joins(prev, i int) bool {
	a := h.s[h.ls[prev].start:h.ls[prev].end]
	b := h.s[h.ls[i].start:h.ls[i].end]
	if len(a) <= 60 && len(b) <= 20 && endsAny(a, posts...) && allNames(a) && allNames(b) && i+1 < len(h.ls) && wholeDate(h.s[h.ls[i+1].start:h.ls[i+1].end]) != "" {
		return true // a post and a name that a wide gap parts (总理　　某某), above the day
	}
	if (h.ls[prev].has|h.ls[i].has)&hasTab != 0 || strings.HasPrefix(a, "|") || strings.HasPrefix(b, "|") || strings.HasPrefix(b, "<") || strings.HasSuffix(a, ">") {
		return false
	}
	if markAt(b).level > 0 || startsAny(b, "附件", "附：", "——", "- ", "（此", "抄送", "专栏", "表", "注：", "【", "*") {
		return false
	}
	switch {
	case startsAny(b, "）", "》", "，", "。", "、", "；", "”"):
		return true
	case h.flush(prev, i):
		return !h.signs(i) && wholeDate(b) == ""
	case closing(a) && (h.ls[i].gap || !h.midway(a)):
		return false
	}
	para := h.s[h.ls[h.first].start:h.ls[prev].end]
	if open := openBrackets(a) || len(para) < 3000 && openBrackets(para); open && (len(para) > 90 || strings.Contains(b, "）") || strings.Contains(b, "》")) {
		return !h.signs(i)
	}
	if startsAny(b, itemLabels...) {
		return false
	}
	if _, at := endDate(a); at > 0 && signer(a[:at]) || h.signs(i) || wholeDate(b) != "" || wholeDate(a) != "" {
		return false
	}
	if strings.HasSuffix(a, "、") || strings.HasSuffix(a, "，") && (!strings.HasSuffix(b, "：") || addressees(strings.TrimSuffix(b, "：")) && addressees(strings.TrimSuffix(para, "，"))) || h.full(a) && (!titleLike(a) || midSentence(para, b)) {
		return true
	}
	n := runes(a)
	// A short last line of a paragraph that was joined before counts with it.
	a = para
	n = max(n, runes(a))
	m := markAt(a)
	if m.level > 0 && !strings.Contains(a, "。") && n <= 45 || titleLike(a) || titleLike(b) {
		return false
	}
	return n >= 34 && hasAny(a, "，", "。", "；", "、") && (m.level > 0 || hasAny(a, "，", "。", "；"))
}

// full tells whether a is as wide as the lines of a hard-wrapped text are. The blanks around its digits are gone, so
// that it may have been wider than it is now.
func (h *healer) full(a string) bool {
	if h.width == 0 || len(a) > 6*h.width || columns(a) > h.width+3 || runes(a) < h.width-2 {
		return false
	}
	return (a[len(a)-1] >= utf8.RuneSelf || isDigit(a[len(a)-1]) || isLatin(a[len(a)-1])) && !knownField(a)
}

// midway tells whether a full line that ends in a bracket goes on: （新材料科技城）管理委员会 may, a clause of duties
// (（市园林局负责）) may not.
func (h *healer) midway(a string) bool {
	if !strings.HasSuffix(a, "）") || !h.full(a) {
		return false
	}
	i := openOf(a)
	return i > 0 && !hasAny(a[i:], "。", "负责", "牵头", "单位", "责任", "：", "配合", "略", "下同")
}

// signs tells whether line i is a signature: a short line without punctuation and then a day.
func (h *healer) signs(i int) bool {
	b := h.s[h.ls[i].start:h.ls[i].end]
	if len(b) > 150 || hasAny(b, "，", "。", "；", "：") {
		return false
	}
	if _, at := endDate(b); at > 0 && signer(b[:at]) {
		return true
	}
	for k := i + 1; k < len(h.ls) && k < i+4; k++ {
		t := h.s[h.ls[k].start:h.ls[k].end]
		if wholeDate(t) != "" {
			return true
		}
		if len(t) > 120 || hasAny(t, "，", "。") {
			return false
		}
	}
	return false
}

// openBrackets tells whether s leaves a bracket or a quoted title open.
func openBrackets(s string) bool {
	return strings.Count(s, "（") > strings.Count(s, "）") || strings.Count(s, "《") > strings.Count(s, "》")
}

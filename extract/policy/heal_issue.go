package policy

import "strings"

// openingOf gives the line where the text of an issue of a gazette begins, behind masthead and contents; 0 where no line on
// top names a gazette. What stands above it are no paragraphs, so nothing there is joined or cut.
func openingOf(s string, ls []line) int {
	named := false
	for i := 0; i < min(len(ls), 12) && !named; i++ {
		t := s[ls[i].start:ls[i].end]
		if ls[i].any(hasStop) || len(t) > 120 {
			return 0
		}
		for _, w := range gazetteNames {
			t := tight(t)
			k := strings.Index(t, w)
			named = named || k >= 0 && issueWords(t[k+len(w):]) && !hasAny(t, "关于", "统计")
		}
	}
	if !named {
		return 0
	}
	for i, l := range ls {
		if t := s[l.start:l.end]; l.any(hasStop) && !hasLeaders(t) || strings.HasSuffix(t, "：") && addressees(strings.TrimSuffix(t, "：")) || i >= 400 {
			return i
		}
	}
	return len(ls)
}

// hasLeaders tells whether t is a line of contents with dots before the page.
func hasLeaders(t string) bool { return hasAny(t, "……", "....", "····") }

// headBegins tells whether line i is the first of a title that its document's number follows, or such a number: a head in
// narrow print may stand at the margin, right below a full line.
func (h *healer) headBegins(i int) bool {
	p := scanner{s: h.s, ls: h.ls}
	if h.ls[i].any(hasNumber) && plainNumber(p.text(i)) || i > 0 && h.ls[i].any(hasNumber) && h.orderAbove(i) {
		return true
	}
	if h.ls[i].any(hasStop) || h.ls[i].end-h.ls[i].start > 150 {
		return false
	}
	if i+1 < len(h.ls) && h.ls[i+1].any(hasNumber) && h.orderAbove(i+1) {
		return true
	}
	for e := i + 1; e < len(h.ls) && e <= i+maxTitle; e++ {
		if h.ls[e].any(hasStop | hasTab) {
			return false
		}
		if h.ls[e].any(hasNumber) && plainNumber(p.text(e)) {
			t := p.join(i, e)
			return titleLike(t) && strings.Contains(t, "关于")
		}
	}
	return false
}

// orderAbove tells whether line i is the number of an order or announcement whose name stands above: 江东省人民政府令 / 第12号.
func (h *healer) orderAbove(i int) bool {
	t, above := h.s[h.ls[i].start:h.ls[i].end], h.s[h.ls[i-1].start:h.ls[i-1].end]
	if len(t) >= 40 || len(above) > 150 || !endsAny(above, "令", "公告") {
		return false
	}
	n, ok := wholeNumber(tight(above + t))
	return ok && n.order
}

// plainNumber tells whether t is a line with nothing but a number, not one in brackets, which may belong to a sentence.
func plainNumber(t string) bool {
	n, ok := wholeNumber(t)
	return ok && !n.order && !strings.HasPrefix(t, "（")
}

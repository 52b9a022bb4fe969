package policy

import "strings"

// pageHeads adds to heads what the pages of a text that form feeds part (pdftotext) have in common: the lines that recur as
// the first or last of three pages or more (of both, if there are two), the number of the page aside, and bare numbers
// there. It looks twice, for a number may stand outside a head. On the first page a head that can be the title stays.
func (h *healer) pageHeads() {
	if strings.IndexByte(h.src.Raw, '\f') < 0 || len(h.ls) == 0 {
		return
	}
	starts := h.pageStarts()
	if len(starts) == 0 {
		return
	}
	least := min(minHeads, len(starts)+1)
	opening := h.pageKey(0)
	for range 2 {
		places := map[string][]int{opening: {0}}
		for _, first := range starts {
			last := first - 1
			for last > 0 && h.heads[last] {
				last--
			}
			for first+1 < len(h.ls) && h.heads[first] {
				first++
			}
			for _, i := range []int{last, first} {
				if key := h.pageKey(i); key != "" {
					places[key] = append(places[key], i)
				}
			}
		}
		for key, at := range places {
			for k := 0; k < len(at) && len(at) >= least && key != ""; k++ {
				h.heads[at[k]] = at[k] > 0 || !titleLike(key) || h.titleNear()
			}
		}
	}
}

// titleNear tells whether another title stands below the first line.
func (h *healer) titleNear() bool {
	for i, l := range h.ls[1:min(len(h.ls), 5)] {
		if t := h.s[l.start:l.end]; titleLike(t) && !strings.Contains(t, "，") && h.pageKey(i+1) != h.pageKey(0) {
			return true
		}
	}
	return false
}

// pageKey is what line i says apart from the number of the page; nothing for a line that is no head.
func (h *healer) pageKey(i int) string {
	t := h.s[h.ls[i].start:h.ls[i].end]
	switch {
	case len(t) <= 3 && allDigits(t):
		return "#"
	case h.heads[i] || len(t) > 120 || h.ls[i].any(hasStop|hasTab|hasTag) || markAt(t).level > 0 || wholeDate(t) != "":
		return ""
	}
	return withoutPage(t)
}

// pageStarts lists the lines that begin a page, but for the first.
func (h *healer) pageStarts() []int {
	var out []int
	from := 0 // end of the line before
	for i, l := range h.ls {
		start, end := h.src.RawSpan(l.span())
		if i > 0 && from < start && strings.IndexByte(h.src.Raw[from:start], '\f') >= 0 {
			out = append(out, i)
		}
		from = end
	}
	return out
}

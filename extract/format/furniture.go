package format

import (
	"math"
	"strings"
)

// Page furniture would stand in the middle of the sentences that a page break cuts, so page numbers and running
// heads go while their places are known.

// repeats is on how many pages a line must stand in one place to be a running head.
const repeats = 3

// withoutFurniture drops page numbers and running heads: lines alone at the top or bottom of a page that are a number,
// or say the same on several pages. A head may have lines below it, so it looks twice.
func withoutFurniture(pieces []piece) []piece {
	for range 2 {
		outer := outermost(pieces)
		places := map[string][]float64{}
		for i, l := range outer {
			if l != nil {
				w := wording(pieces[i].line.String())
				places[w] = append(places[w], l.bottom)
			}
		}
		kept := make([]piece, 0, len(pieces))
		for i, p := range pieces {
			if l := outer[i]; l != nil && (isPageNumber(l.String()) || runs(places[wording(l.String())], l.bottom)) {
				continue
			}
			kept = append(kept, p)
		}
		pieces = kept
	}
	return pieces
}

// outermost gives for each piece the line that it is if that is the first or last of its page and stands alone at
// its height, else nil.
func outermost(pieces []piece) []*printed {
	outer := make([]*printed, len(pieces))
	for start := 0; start < len(pieces); {
		end := start + 1
		for end < len(pieces) && pieces[end].page == pieces[start].page {
			end++
		}
		for i := start; i < end; i++ {
			if l := pieces[i].line; l != nil && atEdge(pieces[start:end], l) {
				outer[i] = l
			}
		}
		start = end
	}
	return outer
}

// atEdge tells whether all other pieces of the page are above l, or all are below it.
func atEdge(page []piece, l *printed) bool {
	above, below := true, true
	for _, p := range page {
		var b box
		switch {
		case p.line == l:
			continue
		case p.line != nil:
			b = p.line.box
		case p.table != nil:
			b = p.table.box
		}
		above = above && b.bottom >= l.top-1
		below = below && b.top <= l.bottom+1
	}
	return above || below
}

// wording is what a running head says apart from the number of the page.
func wording(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == ' ' || r == '　' {
			return -1
		}
		return r
	}, s)
}

// runs tells whether enough pages have the line at this height.
func runs(bottoms []float64, bottom float64) bool {
	count := 0
	for _, b := range bottoms {
		if math.Abs(b-bottom) < 5 {
			count++
		}
	}
	return count >= repeats
}

// isPageNumber reads 3, — 3 —, -3-, 3/12, 第3页 and 第3页共12页. A bare year is none.
func isPageNumber(s string) bool {
	s = strings.TrimSpace(s)
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune(" 　-—–－─·•/第共页", r):
			return ' '
		}
		return 'x'
	}, s)
	fields := strings.Fields(digits)
	if len(fields) == 0 || len(fields) > 2 || strings.Contains(digits, "x") {
		return false
	}
	for _, f := range fields {
		if len(f) > 4 {
			return false
		}
	}
	return len(s) < 4 || len(fields) == 2 || s != digits
}

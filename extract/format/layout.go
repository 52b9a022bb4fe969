package format

import (
	"math"
	"strings"
	"unicode/utf8"
)

// box is a place on a page in points, from the lower left.
type box struct{ left, bottom, right, top float64 }

func (b box) middle() (x, y float64) { return (b.left + b.right) / 2, (b.bottom + b.top) / 2 }

// glyph is a printed character. A blank or \n that the engine put between characters has no place of its own.
type glyph struct {
	r rune
	box
	generated bool
}

// printed is a printed line, in the order of the page.
type printed struct {
	box
	text strings.Builder
	em   float64 // width of its widest character: that of a Chinese one, if it has any
}

func (l *printed) add(g glyph) {
	if g.generated || g.r == ' ' {
		if l.text.Len() > 0 {
			l.text.WriteRune(g.r)
		}
		return
	}
	if l.em == 0 {
		l.box = g.box
	}
	l.right, l.left = max(l.right, g.right), min(l.left, g.left)
	l.bottom, l.top = min(l.bottom, g.bottom), max(l.top, g.top)
	l.em = max(l.em, g.right-g.left, 1)
	l.text.WriteRune(g.r)
}

// sameLine tells whether g goes on in the line although the engine ended it, which it does between widely spaced
// characters (目　　录).
func (l *printed) sameLine(g glyph) bool {
	overlap := min(l.top, g.top) - max(l.bottom, g.bottom)
	gap := g.left - l.right
	return !l.empty() && overlap > 0.6*(g.top-g.bottom) && gap > -0.1*l.em && gap < 6*l.em
}

func (l *printed) empty() bool { return l.em == 0 }

func (l *printed) String() string { return strings.TrimSpace(l.text.String()) }

// piece is a stretch of a page: a line, a ruled table, or the lines of a page whose layout says nothing.
type piece struct {
	page  int
	line  *printed
	table *ruled
	plain string
}

// layout gives the text of a document: paragraphs of one line each, across pages, and ruled tables as rows. Pages are
// numbered from 0 in pieces.
func layout(pieces []piece, pageCount int) (string, []PageOffset) {
	var b strings.Builder
	offsets := make([]PageOffset, 0, pageCount)
	reach := func(page int) {
		for len(offsets) <= page {
			offsets = append(offsets, PageOffset{Page: len(offsets) + 1, Start: b.Len()})
		}
	}
	for i, p := range pieces {
		reach(p.page)
		switch {
		case p.table != nil:
			p.table.write(&b)
		case p.line == nil:
			b.WriteString(p.plain)
		case i+1 < len(pieces) && goesOn(pieces, i):
			b.WriteString(p.line.String())
			b.WriteString(joint(p.line.String(), pieces[i+1].line.String()))
		default:
			b.WriteString(p.line.String())
			b.WriteByte('\n')
		}
	}
	reach(pageCount - 1)
	return b.String(), offsets
}

// arrange deals the characters out to lines and to cells of tables; a table stands where its first character does.
func arrange(page int, glyphs []glyph, tables []*ruled) []piece {
	var pieces []piece
	line := &printed{}
	var in *ruled
	broken := false // the engine ended a line
	endLine := func() {
		if !line.empty() {
			pieces = append(pieces, piece{page: page, line: line})
		}
		line = &printed{}
	}
	for _, g := range glyphs {
		if !g.generated {
			in = tableAt(tables, g.box)
		}
		switch {
		case in != nil:
			endLine()
			if !in.placed {
				in.placed = true
				pieces = append(pieces, piece{page: page, table: in})
			}
			in.add(g)
		case g.r == '\n':
			broken = true
			continue
		case broken && !g.generated && !line.sameLine(g):
			endLine()
			line.add(g)
		case broken && !g.generated:
			line.add(glyph{r: ' ', generated: true})
			line.add(g)
		default:
			line.add(g)
			continue
		}
		broken = false
	}
	endLine()
	return pieces
}

func tableAt(tables []*ruled, b box) *ruled {
	x, y := b.middle()
	for _, t := range tables {
		if x > t.left && x < t.right && y > t.bottom && y < t.top {
			return t
		}
	}
	return nil
}

// window is how many lines on either side tell the margins of a line's column.
const window = 8

// goesOn tells whether the paragraph of line i goes on in the next one: line i reaches the right margin, and the next
// is the same print at the left margin below it, or on the next page. A paragraph's first line is indented by two
// characters, a heading or a signature ends before the margin.
func goesOn(pieces []piece, i int) bool {
	a, b := pieces[i].line, pieces[i+1].line
	if b == nil || !a.samePrint(b) || isEntry(a.String()) {
		return false
	}
	if pieces[i].page == pieces[i+1].page && (a.bottom-b.top > 1.8*(a.top-a.bottom) || b.bottom >= a.bottom) {
		return false
	}
	left, right, same := math.Inf(1), math.Inf(-1), 0
	for _, p := range pieces[max(0, i-window):min(len(pieces), i+window)] {
		if l := p.line; l != nil && l.left < a.right && l.right > a.left && l.samePrint(a) {
			left, right, same = min(left, l.left), max(right, l.right), same+1
		}
	}
	return same > 2 && a.right >= right-1.7*a.em && b.left <= left+0.7*a.em && right-left > 4*a.em
}

// isEntry tells whether a line is one of a list of contents: leaders, then the number of a page.
func isEntry(s string) bool {
	head := strings.TrimRight(s, "0123456789（）() ")
	return head != s && (strings.HasSuffix(head, "…") || strings.HasSuffix(head, "...") || strings.HasSuffix(head, ". .") || strings.HasSuffix(head, "··"))
}

// samePrint tells whether two lines are set in the same size.
func (l *printed) samePrint(other *printed) bool { return math.Abs(l.em-other.em) <= 0.15*l.em }

// joint is what stands between two lines of a paragraph: a blank between Latin words. Numbers are cut at any digit.
func joint(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if isLatin(last) && (isLatin(first) || isDigit(first)) || isDigit(last) && isLatin(first) {
		return " "
	}
	return ""
}

func isLatin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == ',' || r == ')'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

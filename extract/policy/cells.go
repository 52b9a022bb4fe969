package policy

import "github.com/policygraph/policygraph/extract/text"

// cellTable reads a table that a conversion left as one cell a line, from its head 序号 at line i on, and gives the line
// behind it; i if it is none. The ordinals of its rows must stand where the number of columns puts them, which is the
// only sign that no cell is missing or broken.
func (o *outliner) cellTable(i int) int {
	first := i + 1
	for first < o.end && first-i <= 10 && o.text(first) != "1" {
		if !o.cellLine(first) {
			return i
		}
		first++
	}
	width := first - i
	if width < 3 || width > 10 || first >= o.end {
		return i
	}
	rows := [][]Cell{o.cellRow(i, first, width)}
	at := first
	for k := 1; at+width <= o.end+1 && wholeOrdinal(o.text(at)) == k; k++ {
		e := o.rowEnd(at, width, k, tight(o.text(first-1)) == "备注")
		if e == at {
			break
		}
		rows = append(rows, o.cellRow(at, e, width))
		if at = e; at >= o.end {
			break
		}
	}
	if len(rows) < 3 {
		return i
	}
	o.table(i, at, rows)
	return at
}

// rowEnd gives the line behind row k, which begins at line at; at if the lines are none. Remarks may be missing.
func (o *outliner) rowEnd(at, width, k int, remarks bool) int {
	next := func(n int) bool { return at+n < o.end && wholeOrdinal(o.text(at+n)) == k+1 }
	e := at + width
	switch {
	case next(width):
	case remarks && next(width-1):
		e--
	}
	if e > o.end {
		return at
	}
	for n := at; n < e; n++ {
		if !o.cellLine(n) {
			return at
		}
	}
	return e
}

// cellLine tells whether line i can be a cell: short, no sentence, no heading.
func (o *outliner) cellLine(i int) bool {
	t := o.text(i)
	m := markAt(t).level
	return len(t) <= 180 && !o.ls[i].any(hasStop|hasTab|hasTag) && (m == 0 || m > levelSecond) && !annexLine(t)
}

// cellRow makes lines [a,b) a row of so many cells.
func (o *outliner) cellRow(a, b, width int) []Cell {
	row := make([]Cell, 0, width)
	for k := a; k < b; k++ {
		row = append(row, cell(o.s, o.ls[k].start, o.ls[k].end))
	}
	for len(row) < width {
		row = append(row, Cell{Span: text.Span{Start: o.ls[b-1].end, End: o.ls[b-1].end}})
	}
	return row
}

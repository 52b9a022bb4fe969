package format

import "strings"

// maxColumns and maxSpan bound what a table may claim: a page of some bytes must not make a text of gigabytes.
const (
	maxColumns = 200
	maxSpan    = 2000
)

// grid lays out a table whose cells span columns and rows. The text of a cell stands at its first place; the
// other places that it covers are empty cells, so that columns stay in line.
type grid struct {
	rows [][]string
	down []int // for each column the number of coming rows that a cell from above covers
	col  int
}

func (g *grid) newRow() {
	g.endRow()
	g.rows = append(g.rows, nil)
	g.col = 0
}

// endRow fills the places at the end of the row that cells from above cover.
func (g *grid) endRow() {
	if len(g.rows) == 0 {
		return
	}
	for ; g.col < len(g.down); g.col++ {
		if g.down[g.col] > 0 {
			g.down[g.col]--
			g.put(g.col, "")
		}
	}
}

func (g *grid) put(col int, s string) {
	row := &g.rows[len(g.rows)-1]
	for len(*row) <= col {
		*row = append(*row, "")
	}
	(*row)[col] = s
}

// add puts the next cell of the row.
func (g *grid) add(s string, colspan, rowspan int) {
	if len(g.rows) == 0 {
		g.newRow()
	}
	for g.col < len(g.down) && g.down[g.col] > 0 {
		g.down[g.col]--
		g.put(g.col, "")
		g.col++
	}
	for i := range min(max(colspan, 1), maxColumns) {
		if g.col >= maxColumns {
			return
		}
		for len(g.down) <= g.col {
			g.down = append(g.down, 0)
		}
		g.down[g.col] = min(max(rowspan, 1), maxSpan) - 1
		if i > 0 {
			g.put(g.col, "")
		} else {
			g.put(g.col, s)
		}
		g.col++
	}
}

// write gives each row that holds text a line, with its cells between tabs.
func (g *grid) write(b *strings.Builder) {
	g.endRow()
	for _, row := range g.rows {
		empty := true
		for _, cell := range row {
			empty = empty && cell == ""
		}
		if empty {
			continue
		}
		b.WriteString(strings.Join(row, "\t"))
		b.WriteByte('\n')
	}
}

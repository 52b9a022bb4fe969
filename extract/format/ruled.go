package format

import (
	"math"
	"slices"
	"strings"
)

// Tables of official PDFs are ruled. Their cells are found from the rules, for the text alone comes cell by cell,
// or line by line across cells, as the program that made the file liked.

// rule is a straight line parallel to an edge of the page: at is its y if it is horizontal, else its x.
type rule struct {
	horizontal   bool
	at, from, to float64
}

// near is the distance at which two coordinates are one; borders are drawn cell by cell and do not quite meet.
const near = 3.0

// maxRules bounds the work on a page: beyond it the lines are a drawing.
const maxRules = 4000

// ruled is a table made of rules. The base cells are those between neighbouring coordinates; cell tells for each the
// one that its text goes to, because no rule parts them.
type ruled struct {
	box
	xs, ys []float64 // xs ascending, ys descending
	cell   []int
	texts  map[int]*cellLines
	last   *cellLines // cell of the last character
	placed bool
}

// cellLines gathers the text of a cell.
type cellLines struct {
	box
	lines []*printed
}

// ruledTables finds the tables that rules make: groups of rules that meet and part at least two columns.
func ruledTables(rules []rule) []*ruled {
	if len(rules) > maxRules {
		return nil
	}
	var tables []*ruled
	for _, group := range meeting(rules) {
		if t := newRuled(group); t != nil {
			tables = append(tables, t)
		}
	}
	return tables
}

// meeting groups rules that meet.
func meeting(rules []rule) [][]rule {
	parent := newForest(len(rules))
	for i, a := range rules {
		if !a.horizontal {
			continue
		}
		for j, b := range rules {
			if !b.horizontal && within(b.at, a.from, a.to) && within(a.at, b.from, b.to) {
				parent.join(i, j)
			}
		}
	}
	groups := map[int][]rule{}
	var order []int
	for i, r := range rules {
		root := parent.find(i)
		if groups[root] == nil {
			order = append(order, root)
		}
		groups[root] = append(groups[root], r)
	}
	var found [][]rule
	for _, root := range order {
		found = append(found, groups[root])
	}
	return found
}

func within(at, from, to float64) bool { return at >= from-near && at <= to+near }

// newRuled makes a table of rules that meet, nil if they part no columns (a frame, a lattice of nothing).
func newRuled(rules []rule) *ruled {
	var xs, ys []float64
	for _, r := range rules {
		if r.horizontal {
			ys = append(ys, r.at)
		} else {
			xs = append(xs, r.at)
		}
	}
	xs, ys = distinct(xs), distinct(ys)
	slices.Reverse(ys)
	if len(xs) < 3 || len(ys) < 2 || len(xs) > maxColumns {
		return nil
	}
	t := &ruled{xs: xs, ys: ys, texts: map[int]*cellLines{}}
	t.box = box{xs[0], ys[len(ys)-1], xs[len(xs)-1], ys[0]}
	t.merge(rules)
	return t
}

// distinct sorts coordinates and drops those near the one before.
func distinct(values []float64) []float64 {
	slices.Sort(values)
	return slices.CompactFunc(values, func(a, b float64) bool { return math.Abs(a-b) <= near })
}

// merge joins base cells that no rule parts. The first cell of a group, from the top left, takes the text.
func (t *ruled) merge(rules []rule) {
	columns, rows := len(t.xs)-1, len(t.ys)-1
	f := newForest(columns * rows)
	for r := range rows {
		for c := range columns {
			if c+1 < columns && !parted(rules, false, t.xs[c+1], t.ys[r+1], t.ys[r]) {
				f.join(r*columns+c, r*columns+c+1)
			}
			if r+1 < rows && !parted(rules, true, t.ys[r+1], t.xs[c], t.xs[c+1]) {
				f.join(r*columns+c, (r+1)*columns+c)
			}
		}
	}
	t.cell = make([]int, columns*rows)
	for i := range t.cell {
		t.cell[i] = f.find(i)
	}
}

// parted tells whether rules cover most of a border.
func parted(rules []rule, horizontal bool, at, from, to float64) bool {
	covered := 0.0
	for _, r := range rules {
		if r.horizontal == horizontal && math.Abs(r.at-at) <= near {
			covered += max(0, min(r.to, to)-max(r.from, from))
		}
	}
	return covered >= 0.6*(to-from)
}

// add puts a character into its cell; what the engine put between characters goes with the one before.
func (t *ruled) add(g glyph) {
	if g.generated {
		if t.last == nil {
			return
		}
		if g.r == '\n' {
			t.last.lines = append(t.last.lines, &printed{})
		} else {
			t.last.lines[len(t.last.lines)-1].add(g)
		}
		return
	}
	x, y := g.middle()
	c := min(max(countBefore(t.xs, x)-1, 0), len(t.xs)-2)
	r := 0
	for r < len(t.ys)-2 && y < t.ys[r+1] {
		r++
	}
	i := t.cell[r*(len(t.xs)-1)+c]
	if t.texts[i] == nil {
		t.texts[i] = &cellLines{box: box{t.xs[c], t.ys[r+1], t.xs[c+1], t.ys[r]}, lines: []*printed{{}}}
	}
	cell := t.texts[i]
	cell.left, cell.right = min(cell.left, t.xs[c]), max(cell.right, t.xs[c+1])
	if cell != t.last && t.last != nil && !cell.lines[len(cell.lines)-1].empty() {
		cell.lines = append(cell.lines, &printed{})
	}
	t.last = cell
	cell.lines[len(cell.lines)-1].add(g)
}

func countBefore(xs []float64, x float64) int {
	i, _ := slices.BinarySearch(xs, x)
	return i
}

// write gives each row that holds text a line, with its cells between tabs.
func (t *ruled) write(b *strings.Builder) {
	var g grid
	columns := len(t.xs) - 1
	for r := range len(t.ys) - 1 {
		g.newRow()
		for c := range columns {
			s := ""
			if text := t.texts[r*columns+c]; text != nil {
				s = text.String()
			}
			g.add(s, 1, 1)
		}
	}
	g.write(b)
}

// String joins the lines of a cell: one that fills it goes on in the next, others stay apart by a blank.
func (c *cellLines) String() string {
	var b strings.Builder
	var before *printed
	for _, l := range c.lines {
		if l.empty() {
			continue
		}
		if before != nil {
			if room := c.right - c.left - (before.right - before.left); room > 2.5*before.em {
				b.WriteByte(' ')
			} else {
				b.WriteString(joint(before.String(), l.String()))
			}
		}
		b.WriteString(strings.ReplaceAll(l.String(), "\t", " "))
		before = l
	}
	return b.String()
}

// forest is a union-find; the root of a group is its least member.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) find(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(i, j int) {
	i, j = f.find(i), f.find(j)
	f[max(i, j)] = min(i, j)
}

package policy

import (
	"strings"

	"github.com/policygraph/policygraph/extract/text"
)

// tabTable reads lines with tabs from i on as one table and gives the line behind it; i if it is none. Lines
// between two rows that hold only the group of the rows behind them belong to it.
func (o *outliner) tabTable(i int) int {
	e := i
	for e < o.end && strings.IndexByte(o.text(e), '\t') >= 0 && !strings.Contains(o.text(e), "<table") {
		e++
	}
	if e-i < 2 {
		return i
	}
	rows := make([][]Cell, 0, e-i)
	for k := i; k < e; k++ {
		rows = append(rows, o.tabRow(k))
	}
	o.table(i, e, trimColumns(alignOrdinals(rows)))
	return e
}

// alignOrdinals gives back the empty first cell that OCR drops at the top of a page: a row that begins with the
// ordinal that should stand in its second column is moved right.
func alignOrdinals(rows [][]Cell) [][]Cell {
	for k := 1; k < len(rows); k++ {
		up, r := rows[k-1], rows[k]
		if len(up) < 3 || len(r) < 2 || len(r) >= len(rows[0])+1 {
			continue
		}
		if a, b := wholeOrdinal(up[1].Text), wholeOrdinal(r[0].Text); a > 0 && a+1 == b {
			empty := Cell{Span: text.Span{Start: r[0].Span.Start, End: r[0].Span.Start}}
			rows[k] = append([]Cell{empty}, r...)
		}
	}
	return rows
}

// wholeOrdinal reads a cell that is nothing but a small number, 0 for others.
func wholeOrdinal(s string) int {
	if s == "" || len(s) > 3 || !allDigits(s) {
		return 0
	}
	v, _ := ordinal(s)
	return v
}

// tabRow cuts a line at its tabs. A line that began with a tab has an empty first cell.
func (o *outliner) tabRow(k int) []Cell {
	var row []Cell
	at := o.ls[k].start
	for _, c := range strings.Split(o.text(k), "\t") {
		row = append(row, cell(o.s, at, at+len(c)))
		at += len(c) + 1
	}
	return row
}

func cell(s string, a, b int) Cell {
	for a < b && s[a] == ' ' {
		a++
	}
	for a < b && s[b-1] == ' ' {
		b--
	}
	return Cell{Text: s[a:b], Span: text.Span{Start: a, End: b}}
}

// trimColumns drops columns at the right that are empty in every row.
func trimColumns(rows [][]Cell) [][]Cell {
	width := 0
	for _, r := range rows {
		for i, c := range r {
			if c.Text != "" {
				width = max(width, i+1)
			}
		}
	}
	for i, r := range rows {
		if len(r) > width {
			rows[i] = r[:width]
		}
	}
	return rows
}

// pipeTable reads a Markdown table. A cell with breaks in it (<br>) runs over several lines.
func (o *outliner) pipeTable(i int) int {
	e := i
	for e < o.end && strings.HasPrefix(o.text(e), "|") {
		e = o.pipeRow(e)
	}
	if e-i < 2 {
		return i
	}
	var rows [][]Cell
	for k := i; k < e; {
		from := k
		k = o.pipeRow(k)
		t := o.s[o.ls[from].start:o.ls[k-1].end]
		if strings.Trim(t, "|-: ") == "" {
			continue
		}
		var row []Cell
		at := o.ls[from].start + 1
		for _, c := range strings.Split(strings.TrimSuffix(t[1:], "|"), "|") {
			row = append(row, cell(o.s, at, at+len(c)))
			at += len(c) + 1
		}
		rows = append(rows, row)
	}
	o.table(i, e, trimColumns(rows))
	return e
}

// pipeRow gives the line behind the row that begins at line i: the next one, or the first that ends as rows do.
func (o *outliner) pipeRow(i int) int {
	if strings.HasSuffix(o.text(i), "|") {
		return i + 1
	}
	for k := i + 1; k < o.end && k < i+12 && !strings.HasPrefix(o.text(k), "|"); k++ {
		if strings.HasSuffix(o.text(k), "|") {
			return k + 1
		}
	}
	return i + 1
}

// table adds lines [i,e) as a table block; its first row is the header.
func (o *outliner) table(i, e int, rows [][]Cell) {
	for k := i; k < e; k++ {
		o.kinds[k] = o.part
	}
	sp := text.Span{Start: o.ls[i].start, End: o.ls[e-1].end}
	o.addTable(sp, rows)
}

func (o *outliner) addTable(sp text.Span, rows [][]Cell) {
	if len(rows) == 0 {
		return
	}
	t := &TableData{Header: rows[0], Rows: rows[1:]}
	carryDown(t)
	b := &Block{Kind: Table, Part: o.part, Span: sp, Section: o.top(), Table: t, Caption: o.caption}
	if first := o.printedBefore(b); first != nil {
		b.Duplicate, b.Caption = true, first.Caption
	}
	o.caption = ""
	o.d.Blocks = append(o.d.Blocks, b)
}

// carryDown fills the empty cells of a leading column from above: OCR prints a cell that spans rows once. Only
// columns before the first one that is always filled can span.
func carryDown(t *TableData) {
	width := len(t.Header)
	full := make([]bool, width)
	for c := range full {
		full[c] = true
		for _, r := range t.Rows {
			if c >= len(r) || r[c].Text == "" {
				full[c] = false
				break
			}
		}
	}
	for c := 0; c < width && !full[c]; c++ {
		for k := 1; k < len(t.Rows); k++ {
			r, up := t.Rows[k], t.Rows[k-1]
			if c < len(r) && c < len(up) && r[c].Text == "" && up[c].Text != "" && len(r) >= 2 {
				r[c] = Cell{Text: up[c].Text, Span: up[c].Span, Carried: true}
			}
		}
	}
}

// printedBefore gives the earlier table of the document that prints the same cells, and remembers b.
func (o *outliner) printedBefore(b *Block) *Block {
	k := tableKey(b.Table)
	if first := o.tables[k]; first != nil {
		return first
	}
	if o.tables == nil {
		o.tables = map[string]*Block{}
	}
	o.tables[k] = b
	return nil
}

// tableKey is the text of all cells in order, carried ones left out, so that two prints of one table are equal.
func tableKey(t *TableData) string {
	var b strings.Builder
	for _, r := range append([][]Cell{t.Header}, t.Rows...) {
		for _, c := range r {
			if !c.Carried {
				b.WriteString(bare(c.Text))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// htmlTable reads a line that holds HTML tables, text around them included.
func (o *outliner) htmlTable(i int) int {
	e := i + 1
	for !strings.Contains(o.text(e-1), "</table>") && e < o.end && e < i+400 {
		e++
	}
	for k := i; k < e; k++ {
		o.kinds[k] = o.part
	}
	at, stop := o.ls[i].start, o.ls[e-1].end
	for at < stop {
		a := strings.Index(o.s[at:stop], "<table")
		if a < 0 {
			break
		}
		a += at
		b := strings.Index(o.s[a:stop], "</table>")
		if b < 0 {
			b = stop
		} else {
			b += a + len("</table>")
		}
		o.markup(at, a)
		o.addTable(text.Span{Start: a, End: b}, htmlRows(o.s, a, b))
		at = b
	}
	o.markup(at, stop)
	return e
}

// markup adds the text between the tags of s[a:b] as paragraphs.
func (o *outliner) markup(a, b int) {
	for a < b {
		n := strings.IndexByte(o.s[a:b], '<')
		if n < 0 {
			n = b - a
		}
		c := cell(o.s, a, a+n)
		if t := strings.Trim(c.Text, " \t"); t != "" {
			o.bare(c.Span)
		}
		k := strings.IndexByte(o.s[a+n:b], '>')
		if k < 0 {
			return
		}
		a += n + k + 1
	}
}

func (o *outliner) bare(sp text.Span) {
	b := &Block{Kind: Paragraph, Part: o.part, Span: sp, Section: o.top()}
	b.Sentences = text.Sentences(o.s, sp)
	o.d.Blocks = append(o.d.Blocks, b)
	if t := o.s[sp.Start:sp.End]; captionLike(t) {
		o.caption = tight(t)
	}
}

// htmlRows reads the rows of an HTML table; spanning cells are filled in.
func htmlRows(s string, a, b int) [][]Cell {
	var rows [][]Cell
	var hang []span // cells that reach into the rows below
	for _, tr := range elements(s, a, b, "tr") {
		var row []Cell
		col := 0
		place := func() {
			for col < len(hang) && hang[col].rows > 0 {
				c := hang[col].cell
				c.Carried = true
				row = append(row, c)
				hang[col].rows--
				col++
			}
		}
		for _, td := range cells(s, tr.inner.Start, tr.inner.End) {
			place()
			c := cell(s, td.inner.Start, td.inner.End)
			c.Text = stripTags(c.Text)
			down, across := attribute(s[td.tag.Start:td.tag.End], "rowspan"), attribute(s[td.tag.Start:td.tag.End], "colspan")
			for k := 0; k < across && k < 50; k++ {
				for len(hang) <= col {
					hang = append(hang, span{})
				}
				hang[col] = span{c, down - 1}
				d := c
				d.Carried = k > 0
				row = append(row, d)
				col++
			}
		}
		place()
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

type span struct {
	cell Cell
	rows int
}

// element is an HTML element: its opening tag and what is inside.
type element struct{ tag, inner text.Span }

// elements lists the elements of a name in s[a:b]; an unclosed one reaches to the next or the end.
func elements(s string, a, b int, name string) []element {
	var out []element
	for a < b {
		i := strings.Index(s[a:b], "<"+name)
		if i < 0 {
			return out
		}
		i += a
		g := strings.IndexByte(s[i:b], '>')
		if g < 0 {
			return out
		}
		g += i + 1
		// The next element of the name, or the end, bounds the search for the closing tag.
		e := nextElement(s, g, b, name)
		if k := strings.Index(s[g:e], "</"+name); k >= 0 {
			e = g + k
		}
		out = append(out, element{text.Span{Start: i, End: g}, text.Span{Start: g, End: e}})
		a = e
	}
	return out
}

// nextElement gives where the next element of the name opens in s[g:b], b if none does.
func nextElement(s string, g, b int, name string) int {
	for at := g; ; {
		k := strings.Index(s[at:b], "<"+name)
		if k < 0 {
			return b
		}
		at += k + 1 + len(name)
		if at >= b || s[at] == ' ' || s[at] == '>' {
			return at - 1 - len(name)
		}
	}
}

// cells lists the th and td elements of a row in order.
func cells(s string, a, b int) []element {
	head, data := elements(s, a, b, "th"), elements(s, a, b, "td")
	out := make([]element, 0, len(head)+len(data))
	for len(head) > 0 || len(data) > 0 {
		if len(data) == 0 || len(head) > 0 && head[0].tag.Start < data[0].tag.Start {
			if !strings.HasPrefix(s[head[0].tag.Start:], "<thead") {
				out = append(out, head[0])
			}
			head = head[1:]
		} else {
			out = append(out, data[0])
			data = data[1:]
		}
	}
	return out
}

// attribute reads a number from a tag, 1 if it is absent.
func attribute(tag, name string) int {
	i := strings.Index(tag, name+"=")
	if i < 0 {
		return 1
	}
	v := strings.Trim(tag[i+len(name)+1:], "\"' ")
	n := 0
	for k := 0; k < len(v) && isDigit(v[k]) && k < 3; k++ {
		n = n*10 + int(v[k]-'0')
	}
	return max(n, 1)
}

func stripTags(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	var b strings.Builder
	in := false
	for _, r := range s {
		switch {
		case r == '<':
			in = true
		case r == '>':
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

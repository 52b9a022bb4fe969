package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// target_table reads indicator tables: one target for each year column of each row, the past ones as baselines.
var _ = register(Rule{
	Name:  "target_table",
	Kind:  fact.KindTarget,
	Scope: Table,
	Find:  findTableTargets,
})

func findTableTargets(c *Context) []Finding {
	t := c.Block.Table
	if t == nil || c.Block.Duplicate || tellsOnly(c.Doc) {
		return nil
	}
	last := c.State.Get("target_table.last", func() any { return &tableMemory{} }).(*tableMemory)
	r := &tableReader{ctx: c, memory: last}
	rows := t.Rows
	cols := columnsOf(c, t)
	switch {
	case cols != nil:
		last.shape, last.section, last.row = cols, c.Block.Section, rowMemory{}
		if cols.rows > 0 { // a header of two rows
			rows = rows[cols.rows:]
		}
	case last.shape != nil && last.section == c.Block.Section && last.shape.continues(t):
		// A page break cut the table: what stands in the place of the header is a row.
		cols = last.shape
		rows = append([][]policy.Cell{t.Header}, rows...)
	default:
		last.shape = nil
		return nil
	}
	r.cols = cols
	for _, row := range rows {
		r.row(withoutShift(t.Header, row))
	}
	return r.found
}

// tableMemory is what a table leaves for the one that continues it after a page break.
type tableMemory struct {
	shape   *tableColumns
	section *policy.Section
	row     rowMemory
	number  int // the last row number that stood before an indicator in its cell
}

// rowMemory is what a row leaves for the rows that its cells span.
type rowMemory struct {
	category, indicator, unit string
	span                      text.Span
}

type tableReader struct {
	ctx    *Context
	memory *tableMemory
	cols   *tableColumns
	found  []Finding
}

// row makes the targets of a row.
func (r *tableReader) row(row []policy.Cell) {
	row = trimRight(row)
	shift := r.cols.align(row)
	first := r.cols.values[0].at + shift
	if first <= 0 || r.section(row, first) {
		return
	}
	label, ok := r.labels(row[:first], shift)
	if !ok {
		return
	}
	base := fact.Target{Indicator: label.indicator, Unit: label.unit, Category: label.category}
	if i := r.cols.attribute + shift; r.cols.attribute >= 0 && i < len(row) {
		if a := row[i].Text; strings.Contains(a, "约束") || strings.Contains(a, "预期") {
			base.Attribute = strings.Trim(a, "（）[] ")
		}
	}
	if i := r.cols.unit; i >= 0 && i < len(row) && base.Unit == "" && !isAbsent(row[i].Text) {
		base.Unit = row[i].Text
	}
	if i := r.cols.leads + shift; r.cols.leads >= 0 && i < len(row) {
		base.Leads = leadUnits(r.ctx, row[i])
	}
	for _, v := range r.cols.values {
		if i := v.at + shift; i < len(row) {
			r.value(base, v, row[i], label.span)
		}
	}
}

// section takes a row that only names a group for the category of those below it: one cell over all columns, or a
// number and a name.
func (r *tableReader) section(row []policy.Cell, first int) bool {
	name := ""
	for i, c := range row {
		switch {
		case c.Text == "" || isRowNumber(c.Text) && i < first || c.Text == name:
		case name != "" || runes(c.Text) > 20:
			return false
		default:
			name = c.Text
		}
	}
	if name == "" || len(row) > first && row[first].Text != name {
		return false
	}
	r.memory.row = rowMemory{category: name[listMark(name):]}
	return true
}

func (r *tableReader) value(t fact.Target, col valueColumn, c policy.Cell, from text.Span) {
	raw := rawCell(r.ctx.File, c)
	if isAbsent(raw) {
		return
	}
	t.Raw, t.Year, t.Baseline, t.Period = raw, col.year, col.baseline, col.period
	if _, sum := bracketed(raw); col.unit != "" && !sum { // a sum over the period is no rate
		t.Unit = col.unit
	}
	readValue(&t, c.Text)
	t.Task = targetTask(r.ctx.Block.Section)
	span := text.Span{Start: min(from.Start, c.Span.Start), End: max(from.End, c.Span.End)}
	r.found = append(r.found, Finding{Span: span, Body: &t})
}

// withoutShift drops an empty cell before the number of a row where the header begins with the column of numbers.
func withoutShift(header, row []policy.Cell) []policy.Cell {
	if len(row) > len(header) && len(header) > 0 && containsAny(header[0].Text, []string{"序", "号"}) && row[0].Text == "" && isRowNumber(row[1].Text) {
		return row[1:]
	}
	return row
}

func trimRight(row []policy.Cell) []policy.Cell {
	for len(row) > 0 && row[len(row)-1].Text == "" {
		row = row[:len(row)-1]
	}
	return row
}

// rawCell is a cell as printed, for blanks that the normal form drops part units and numbers.
func rawCell(f *policy.File, c policy.Cell) string {
	start, end := f.Src.RawSpan(c.Span)
	s := f.Src.Raw[start:end]
	if strings.Contains(s, "<") {
		s = c.Text
	}
	return strings.Join(strings.Fields(s), " ")
}

// leadUnits lists the units of a 牵头单位 cell: parted by blanks, commas or 、.
func leadUnits(c *Context, cell policy.Cell) []fact.Unit {
	var out []fact.Unit
	for _, u := range strings.FieldsFunc(rawCell(c.File, cell), func(r rune) bool { return strings.ContainsRune(" 、，,；;/", r) }) {
		u = strings.TrimSuffix(strings.TrimSuffix(u, "等"), "。")
		if runes(u) >= 2 {
			name, collective := authority.Canonical(u, c.Doc.Region, c.Doc.Head.Signed)
			out = append(out, fact.Unit{Text: u, Name: name, Collective: collective})
		}
	}
	return out
}

package rule

import (
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// rowLabel is what the cells before the values say.
type rowLabel struct {
	category, indicator, unit string
	span                      text.Span
}

// labels reads the cells before the values: number, category, indicator, and the part of an indicator that a row of
// its own goes into (学前段, 义务段).
func (r *tableReader) labels(cells []policy.Cell, shift int) (rowLabel, bool) {
	m := &r.memory.row
	var names []policy.Cell
	spanned := false // the number of the row is that of the row above
	category := ""
	for i, c := range cells {
		switch {
		case c.Text == "" || i == r.cols.unit && shift == 0:
		case isRowNumber(c.Text):
			spanned = c.Carried
		case i == r.cols.group && shift == 0:
			category = c.Text
		case i == r.cols.category && i == 0 && len(cells) > 1:
			category = c.Text
		case len(names) > 0 && names[len(names)-1].Text == c.Text: // a cell that spans columns
		default:
			names = append(names, c)
		}
	}
	// A table without a category column may still group its indicators in the first column.
	if category == "" && len(names) > 1 && r.cols.indicator > 0 && shift == 0 && cells[r.cols.indicator].Text != names[0].Text {
		category, names = names[0].Text, names[1:]
	}
	if category == "" {
		category = m.category
	}
	if len(names) == 0 {
		return rowLabel{}, false
	}
	return r.name(names, category, spanned), true
}

func (r *tableReader) name(names []policy.Cell, category string, spanned bool) rowLabel {
	m := &r.memory.row
	l := rowLabel{category: category, span: names[0].Span}
	l.indicator, l.unit = splitUnit(r.memory.unnumbered(names[0].Text))
	sub := ""
	switch {
	case len(names) > 1:
		*m = rowMemory{category, l.indicator, l.unit, l.span}
		sub = names[1].Text
	case spanned && m.indicator != "":
		sub, l.indicator, l.unit, l.span = names[0].Text, m.indicator, m.unit, names[0].Span
		m.category = category
	default:
		*m = rowMemory{category, l.indicator, l.unit, l.span}
	}
	if sub != "" {
		part, unit := splitUnit(sub)
		if unit != "" {
			l.unit = unit
		}
		if inner, ok := strings.CutPrefix(part, "（"); ok && strings.HasSuffix(inner, "）") {
			part = strings.TrimSuffix(inner, "）")
		}
		l.indicator += "（" + part + "）"
	}
	return l
}

// unnumbered takes the number of its row off an indicator: 3.每万人口床位数. Only a number that follows on the one
// before is a row's: 4.10G端口数 is the fourth.
func (m *tableMemory) unnumbered(s string) string {
	rest := strings.TrimLeft(s, "0123456789")
	n, err := strconv.Atoi(s[:len(s)-len(rest)])
	mark := prefixOf(rest, []string{".", "．", "、"})
	if err != nil || mark == "" || n != 1 && n != m.number+1 && n != m.number {
		return s
	}
	m.number = n
	return strings.TrimSpace(rest[len(mark):])
}

// isRowNumber tells whether a cell only numbers its row: 3, （一）, 二.
func isRowNumber(s string) bool {
	s = strings.Trim(s, "（）.、 ")
	return s != "" && (len(s) <= 3 && strings.Trim(s, "0123456789") == "" || runes(s) <= 3 && strings.Trim(s, "一二三四五六七八九十") == "")
}

// splitUnit takes the unit in brackets and footnote marks off the end of an indicator: 参保人数（万人）*.
func splitUnit(s string) (name, unit string) {
	s = strings.TrimRight(s, "*＊※# ")
	s = strings.TrimLeft(s, "*＊※# ")
	if s == "" || !strings.HasSuffix(s, "）") {
		return s, ""
	}
	i := lastOpen(s)
	if i <= 0 {
		return s, ""
	}
	inner := strings.TrimSpace(s[i+len("（") : len(s)-len("）")])
	if k := strings.LastIndexAny(inner, "，,"); k >= 0 {
		inner = strings.TrimLeft(inner[k:], "，, ")
	}
	inner = strings.TrimPrefix(inner, "单位：")
	if mention.IsUnit(inner) {
		return strings.TrimRight(s[:i], "*＊※# "), inner
	}
	return s, ""
}

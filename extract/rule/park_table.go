package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// park_table reads tables of parks: a name column, with the region in a bracket of the same cell or in a column of
// its own, the field and the leading industries. A table printed twice is read once.
var _ = register(Rule{
	Name:     "park_table",
	Kind:     fact.KindPark,
	Scope:    Table,
	Triggers: []string{"园", "开发区", "高新区", "经开区", "小镇", "集聚区", "科技城", "示范区"},
	Find:     findTableParks,
})

// parkColumns says what the columns of a park table hold; -1 where there is none.
type parkColumns struct{ name, region, field, industries int }

func findTableParks(c *Context) []Finding {
	t := c.Block.Table
	if t == nil || c.Block.Duplicate || c.Doc.Head.Explanatory {
		return nil
	}
	cols, ok := parkColumnsOf(t.Header)
	if !ok && cols.name < 0 && (cols.industries >= 0 || cols.region >= 0) && ofParks(c.Block.Caption) {
		cols.name, ok = barelyNamed(t.Header)
	}
	if !ok {
		return nil
	}
	seen := parksSeen(c)
	var out []Finding
	for _, row := range t.Rows {
		p, span := parkOfRow(c, cols, withoutShift(t.Header, row))
		if p == nil || seen.has(p.Name, p.Region) {
			continue
		}
		out = append(out, Finding{Span: span, Body: p})
	}
	return out
}

// ofParks tells whether a caption heads a list of parks: 化工园区名单.
func ofParks(caption string) bool {
	return containsAny(caption, []string{"名单", "目录", "一览表", "汇总表", "明细表"}) && containsAny(caption, []string{"园区", "产业园", "开发区", "高新区", "小镇", "集聚区", "示范区"})
}

// barelyNamed finds the column headed 名称 alone: its caption says of what.
func barelyNamed(header []policy.Cell) (int, bool) {
	for i, h := range header {
		if h.Text == "名称" {
			return i, true
		}
	}
	return -1, false
}

// parkColumnsOf reads a header. A name column speaks of parks and an industries column says that they are planned
// by industry; without one of industry or region it is some other list in which parks stand.
func parkColumnsOf(header []policy.Cell) (parkColumns, bool) {
	cols := parkColumns{-1, -1, -1, -1}
	for i, h := range header {
		t := strings.ReplaceAll(h.Text, " ", "")
		switch {
		case runes(t) > 16:
		case containsAny(t, []string{"产业方向", "主导产业", "主导细分", "细分行业", "重点产业领域", "产业定位", "主要产业", "特色产业", "主攻方向", "重点方向", "发展方向", "产业类别", "主导行业", "行业"}) && !strings.Contains(t, "园"):
			cols.industries = i
		case containsAny(t, []string{"园", "开发区", "小镇", "集聚区", "科技城", "示范区", "高新区", "经开区", "平台名称"}) && cols.name < 0 && !containsAny(t, []string{"数", "面积", "所在", "所属", "产值"}):
			cols.name = i
		case containsAny(t, []string{"区域", "地区", "所在", "属地", "所属", "区县", "县区", "县（市", "地市", "市州", "地点", "位置"}) || t == "市" || t == "县":
			cols.region = i
		case containsAny(t, []string{"领域", "类别", "门类", "产业"}):
			cols.field = i
		}
	}
	return cols, cols.name >= 0 && (cols.industries >= 0 || cols.region >= 0 || cols.field >= 0)
}

func parkOfRow(c *Context, cols parkColumns, row []policy.Cell) (*fact.Park, text.Span) {
	at := func(i int) policy.Cell {
		if i < 0 || i >= len(row) {
			return policy.Cell{}
		}
		return row[i]
	}
	cell := at(cols.name)
	if cell.Text == "" || cell.Carried || runes(cell.Text) > 40 || isRowNumber(cell.Text) {
		return nil, text.Span{}
	}
	p := &fact.Park{Name: cell.Text, Region: at(cols.region).Text, Field: at(cols.field).Text, Industries: industries(at(cols.industries).Text)}
	if strings.HasSuffix(p.Name, "）") {
		if i := lastOpen(p.Name); i > 0 && p.Region == "" {
			p.Region = p.Name[i+len("（") : len(p.Name)-len("）")]
			p.Name = strings.TrimSpace(p.Name[:i])
		}
	}
	p.Region = parkRegion(c.Doc.Region, p.Region)
	span := cell.Span
	if ind := at(cols.industries); ind.Text != "" && !ind.Carried && ind.Span.Start > span.Start {
		span.End = ind.Span.End
	}
	return p, span
}

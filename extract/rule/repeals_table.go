package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
)

// listColumns are the columns of a table of documents; -1 where there is none.
type listColumns struct{ name, number, date, issuer, result int }

// table reads a table of documents under a heading that ends them, or with a column that says what becomes of each.
func (l *lister) table(b *policy.Block) {
	if b.Duplicate {
		return
	}
	rows := b.Table.Rows
	head := b.Table.Header
	if len(head) == 0 && len(rows) > 0 {
		head, rows = rows[0], rows[1:]
	}
	cols := listColumnsOf(head)
	if cols.name < 0 {
		return
	}
	mode := l.mode
	if m, ok := l.header(b.Caption); ok {
		mode = m
	}
	for _, row := range rows {
		if len(row) == len(head)+1 && row[0].Text == "" {
			row = row[1:] // an indent that reads as a cell
		}
		l.row(b, row, cols, mode)
	}
}

func listColumnsOf(head []policy.Cell) listColumns {
	c := listColumns{-1, -1, -1, -1, -1}
	for i, cell := range head {
		t := cell.Text
		switch {
		case hasAny(t, "理由", "依据", "备注", "说明", "原因", "代替", "替代"):
		case c.result < 0 && hasAny(t, "清理结果", "处理意见", "清理意见", "处理结果", "清理方式"):
			c.result = i
		case c.number < 0 && hasAny(t, "文号", "字号", "令号", "文件号"):
			c.number = i
			if c.name < 0 && hasAny(t, "名称", "标题") {
				c.name = i
			}
		case c.name < 0 && hasAny(t, "名称", "标题", "题目", "文件名", "规章名", "法规名", "规范性文件", "文件"):
			c.name = i
		case c.date < 0 && hasAny(t, "日期", "时间"):
			c.date = i
		case c.issuer < 0 && hasAny(t, "机关", "单位", "部门"):
			c.issuer = i
		}
	}
	return c
}

// row reads a row; result, where the table has that column, decides for the row.
func (l *lister) row(b *policy.Block, row []policy.Cell, cols listColumns, mode string) {
	if cols.name >= len(row) {
		return
	}
	if cols.result >= 0 && cols.result < len(row) && l.deciding() {
		mode = ""
		if _, v := firstOf(row[cols.result].Text, repealVerbs); v != "" && !strings.Contains(row[cols.result].Text, "拟") {
			mode = repealMode(v)
		}
	}
	cell := row[cols.name]
	if mode == "" || cell.Carried {
		return
	}
	title, end := itemTitle(cell.Text)
	if title == "" {
		// In a column of names every cell is a title, whatever word it ends in.
		if title = innerTitle.Replace(strings.Trim(cell.Text, "《》 ")); utf8.RuneCountInString(title) < 5 || digitRun(title) == len(title) {
			return
		}
		end = len(cell.Text)
	}
	saved := l.mode
	l.mode = mode
	r := l.repeal(title)
	l.mode = saved
	l.fill(r, cell.Text[end:])
	for _, i := range [...]int{cols.number, cols.date} {
		if i >= 0 && i < len(row) && i != cols.name {
			l.fill(r, row[i].Text)
		}
	}
	if cols.issuer >= 0 && cols.issuer < len(row) && r.Target.Issuer == "" && mention.IsBody(row[cols.issuer].Text) {
		r.Target.Issuer = row[cols.issuer].Text
	}
	l.out = append(l.out, related{"repeals_list", cell.Span, -1, r})
}

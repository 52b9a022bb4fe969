package rule

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// assignment_layout reads task tables whose frame a crawl lost: each cell on a line of its own, or the rows run
// together behind their numbers (…责任部门 时间进度1建立平台科技部、财政部2016年底前完成2…).
var _ = register(Rule{
	Name: "assignment_layout", Kind: fact.KindAssignment, Scope: Document,
	Triggers: []string{"责任单位", "责任部门", "牵头单位", "牵头部门", "负责单位", "负责部门", "主办单位", "实施单位"},
	Find:     findLayouts,
})

func findLayouts(c *Context) []Finding {
	var out []Finding
	blocks := c.Doc.Blocks
	for i := 0; i < len(blocks); i++ {
		h, ok := layoutHeader(c, blocks, i)
		if !ok {
			continue
		}
		w := tableWriter{c: &Context{File: c.File, Doc: c.Doc, Block: blocks[i], State: c.State}, cols: h.cols, count: map[string]int{}}
		if h.glued >= 0 {
			w.gluedRows(blocks[h.end-1], h.glued)
			i = h.end - 1
		} else {
			i = w.lineRows(blocks, h) - 1
		}
		out = append(out, w.out...)
	}
	return out
}

// lostHeader is the header of a table without a frame: its columns, the block behind it, and, where the rows are
// glued to it, the place of the first row in its last block.
type lostHeader struct {
	cols    dutyColumns
	ordinal bool
	end     int
	glued   int
}

// layoutHeader reads the header that begins at block i: short lines, each the name of a column.
func layoutHeader(c *Context, blocks []*policy.Block, i int) (lostHeader, bool) {
	h := lostHeader{glued: -1}
	var cells []policy.Cell
	for h.end = i; h.end < len(blocks) && len(cells) < 9; h.end++ {
		b := blocks[h.end]
		if b.Kind == policy.Table {
			break
		}
		t := c.File.Text(b.Span)
		name, first := columnName(t)
		if name == "" {
			break
		}
		cells = append(cells, policy.Cell{Text: name, Span: b.Span})
		if first >= 0 {
			h.glued = first
			h.end++
			break
		}
	}
	if len(cells) < 3 {
		return h, false
	}
	if cells[0].Text == "序号" {
		h.ordinal = true
		cells = cells[1:]
	}
	var ok bool
	h.cols, ok = readDutyHeader(cells)
	return h, ok
}

// columnName reads a line as the name of a column; first is the place of the first row glued behind it, or -1.
func columnName(t string) (name string, first int) {
	if n := strings.Index(t, "1"); n > 0 && len(t) > n+30 {
		if name, _ := columnName(t[:n]); name != "" {
			return name, n
		}
	}
	if utf8.RuneCountInString(t) > 10 {
		return "", -1
	}
	bare := t
	if i := strings.Index(t, "（"); i > 0 {
		bare = t[:i]
	}
	if role, size := labelBefore(bare); size > 0 && size == len(bare) && role != roleIgnored || bare == "序号" || taskColumn(bare) {
		return t, -1
	}
	return "", -1
}

// lineRows reads rows of one line a cell and gives the block behind them. Numbers may be lines too.
func (w *tableWriter) lineRows(blocks []*policy.Block, h lostHeader) int {
	at := h.end
	for at < len(blocks) {
		var row []policy.Cell
		next := at
		for ; next < len(blocks) && len(row) < h.cols.width; next++ {
			b := blocks[next]
			if b.Kind == policy.Table || b.Part == policy.PartSignature {
				break
			}
			t := w.c.File.Text(b.Span)
			if len(row) == 0 && h.ordinal {
				if t = strings.TrimLeft(t, "0123456789.、 "); t == "" {
					continue
				}
			}
			row = append(row, policy.Cell{Text: t, Span: b.Span})
		}
		if len(row) < h.cols.width || !w.fits(row) {
			return at
		}
		w.row(row)
		at = next
	}
	return at
}

// fits tells whether the cells stand under their columns: units under the units.
func (w *tableWriter) fits(row []policy.Cell) bool {
	for _, col := range w.cols.units {
		var d duty
		d.list(dutySegment{col.role, row[col.at].Text})
		if row[col.at].Text != "" && (len(d.shares) == 0 || !mostlyKnown(d.shares)) {
			return false
		}
	}
	return true
}

// gluedRows reads rows that run together behind their numbers: task, units, time.
func (w *tableWriter) gluedRows(b *policy.Block, from int) {
	if len(w.cols.units) != 1 || len(w.cols.tasks) != 1 {
		return
	}
	t := w.c.File.Text(b.Span)
	for n := 1; from < len(t); n++ {
		start := from + len(strconv.Itoa(n))
		end, units := gluedRow(t, start, strconv.Itoa(n+1))
		if units.End == 0 {
			return
		}
		row := make([]policy.Cell, w.cols.width)
		put := func(i, from, to int) {
			if i >= 0 && i < len(row) {
				row[i] = policy.Cell{Text: t[from:to], Span: text.Span{Start: b.Span.Start + from, End: b.Span.Start + to}}
			}
		}
		put(w.cols.tasks[0], start, units.Start)
		put(w.cols.units[0].at, units.Start, units.End)
		put(w.cols.deadline, units.End, end)
		w.row(row)
		from = end
	}
}

// gluedRow finds the end of the row at start, where the next number stands behind units and their time, and the
// place of the units.
func gluedRow(t string, start int, next string) (end int, units text.Span) {
	for at := start; ; {
		i := strings.Index(t[at:], next)
		if i < 0 {
			end = len(t)
		} else {
			end = at + i
			if at = end + len(next); !rowNumber(t, end, at) {
				continue
			}
		}
		if a, z := unitsAtEnd(t[start:end]); z > 0 {
			return end, text.Span{Start: start + a, End: start + z}
		}
		if i < 0 {
			return end, text.Span{}
		}
	}
}

// rowNumber tells the number of a row from part of a date or amount.
func rowNumber(t string, from, to int) bool {
	if t[from-1] >= '0' && t[from-1] <= '9' || to < len(t) && t[to] <= '9' && t[to] >= '%' {
		return false
	}
	return !hasPrefixAny(t[to:], "年", "月", "日", "个", "项", "亿", "万", "家")
}

// unitsAtEnd finds the list of units that closes a row, with at most a time behind it; z is 0 if there is none.
func unitsAtEnd(row string) (a, z int) {
	if len(row) > 900 {
		return 0, 0
	}
	for i := range row {
		if i < len("任务") {
			continue
		}
		if n := listLength(row[i:]); n > 0 && (i+n == len(row) || isDeadline(row[i+n:])) {
			return i, i + n
		}
	}
	return 0, 0
}

// listLength is the length of the list of known units at the front of s, with 会同, 等 and 负责 in it.
func listLength(s string) int {
	at := 0
	for {
		n := knownPrefix(s[at:])
		if n == 0 {
			return 0
		}
		at += n
		for _, w := range []string{"等有关部门", "等部门", "等单位", "等"} {
			if strings.HasPrefix(s[at:], w) {
				at += len(w)
				break
			}
		}
		n = separator(s[at:])
		if n == 0 && strings.HasPrefix(s[at:], "会同") {
			n = len("会同")
		}
		if n == 0 || at+n >= len(s) {
			return at
		}
		if knownPrefix(s[at+n:]) == 0 {
			m := unknownPiece(s[at+n:])
			if m == 0 {
				return at
			}
			n += m
			at += n
			if n = separator(s[at:]); n == 0 || at+n >= len(s) {
				return at
			}
		}
		at += n
	}
}

// unknownPiece is the length of a unit in the middle of a list that the tables do not know; 等 or a time ends it too.
func unknownPiece(s string) int {
	i := strings.IndexAny(s, "、，等0123456789")
	if i < 0 {
		i = len(s)
	}
	if i > 36 || !mention.LooksLikeUnit(s[:i]) {
		return 0
	}
	if strings.HasPrefix(s[i:], "等") {
		i += len("等")
	}
	return i
}

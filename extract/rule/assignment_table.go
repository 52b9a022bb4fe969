package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// assignment_table reads task tables (任务分解表): columns for the task, the units by role and the deadline. Tables of
// indicators with a column 牵头单位 give leads of targets and no assignment.
var _ = register(Rule{
	Name: "assignment_table", Kind: fact.KindAssignment, Scope: Table,
	Triggers: []string{"牵头", "责任单位", "责任部门", "责任处室", "配合单位", "配合部门", "主办单位", "主责单位", "承办单位", "落实单位", "负责单位", "负责部门", "实施单位", "责任主体", "责任科室", "责任股室", "分工"},
	Find:     findTableDuties,
})

// dutyColumns says what the columns of a task table hold.
type dutyColumns struct {
	tasks    []int // from the widest to the narrowest
	units    []unitColumn
	deadline int
	header   int // rows of the body that repeat or belong to the header
	width    int
}

type unitColumn struct {
	at         int
	role       string
	convention dutyLegend // 责任单位（第一个为牵头单位）
}

func findTableDuties(c *Context) []Finding {
	t := c.Block.Table
	if t == nil || c.Block.Duplicate {
		return nil
	}
	cols, ok := dutyColumnsOf(t)
	if !ok {
		return nil
	}
	before := legendBefore(c)
	for i := range cols.units {
		if !cols.units[i].convention.stated && !cols.units[i].convention.firstLeads {
			cols.units[i].convention = before
		}
	}
	w := tableWriter{c: c, cols: cols, count: map[string]int{}}
	for _, row := range t.Rows[cols.header:] {
		if len(row) == cols.width+1 && row[0].Text == "" {
			row = row[1:] // an empty cell before the number, as OCR prints it
		}
		w.row(row)
	}
	return w.out
}

// dutyColumnsOf reads the columns of a table, whose header may stand below a caption or take two rows.
func dutyColumnsOf(t *policy.TableData) (dutyColumns, bool) {
	if len(t.Rows) == 0 {
		return readDutyHeader(t.Header)
	}
	head := withOrdinal(t.Header, len(t.Rows[0]))
	if below, ok := lowerHeader(head, t.Rows[0]); ok {
		if cols, ok := readDutyHeader(below); ok {
			cols.header = 1
			return cols, true
		}
	}
	cols, ok := readDutyHeader(head)
	if !ok {
		if cols, ok = readDutyHeader(t.Rows[0]); ok {
			cols.header = 1 // the first row is the caption
		}
	}
	return cols, ok
}

// withOrdinal parts 序号 from the next name of the header where only one blank is left between them.
func withOrdinal(head []policy.Cell, width int) []policy.Cell {
	if len(head)+1 != width {
		return head
	}
	rest, ok := strings.CutPrefix(head[0].Text, "序号 ")
	if !ok {
		return head
	}
	return append([]policy.Cell{{Text: "序号"}, {Text: rest, Span: head[0].Span}}, head[1:]...)
}

// lowerHeader puts the names of a second header row under the columns that it parts: 责任单位 over 牵头单位 and 配合单位.
func lowerHeader(head, row []policy.Cell) ([]policy.Cell, bool) {
	out := append([]policy.Cell{}, head...)
	labels := 0
	for i, c := range row {
		if c.Text == "" || c.Carried || i < len(head) && c.Text == head[i].Text {
			continue
		}
		role, size := labelBefore(c.Text)
		switch {
		case i >= len(out):
			return nil, false
		case size > 0 && size == len(c.Text) && role != roleIgnored:
			labels++
		case !taskColumn(c.Text) && role != roleIgnored:
			return nil, false
		}
		out[i] = c
	}
	return out, labels >= 2
}

// readDutyHeader reads the header; ok needs a column of units and one of tasks.
func readDutyHeader(header []policy.Cell) (dutyColumns, bool) {
	cols := dutyColumns{deadline: -1, width: len(header)}
	indicators, works := false, false
	for i, h := range header {
		name := strings.Trim(h.Text, " 　*")
		convention, _ := cutLegend(strings.Trim(cutFrom(name, "（"), "（）"))
		if j := strings.Index(name, "（"); j > 0 {
			name = name[:j]
		}
		indicators = indicators || strings.Contains(name, "指标")
		works = works || endsWithAny(name, "任务", "措施", "举措", "事项")
		name = withoutPersons(name)
		role, size := labelBefore(name)
		switch {
		case unitsColumn(name):
			cols.units = append(cols.units, unitColumn{i, roleResponsible, convention})
		case size > 0 && size == len(name) && role == roleDeadline:
			cols.deadline = i
		case size > 0 && size == len(name) && role != roleIgnored:
			cols.units = append(cols.units, unitColumn{i, role, convention})
		case taskColumn(name):
			cols.tasks = append(cols.tasks, i)
		}
	}
	return cols, len(cols.units) > 0 && len(cols.tasks) > 0 && (works || !indicators)
}

// unitsColumn tells a column whose cells say in words who does what: 市统计局牵头，市民政局配合.
func unitsColumn(name string) bool {
	switch name {
	case "分工", "部门分工", "责任分工", "职责分工", "单位分工", "责任落实", "牵头及配合单位", "牵头和配合单位", "牵头、配合单位", "牵头配合单位", "牵头/配合单位":
		return true
	}
	return false
}

// withoutPersons takes what else the cells of a column name off its head: 责任单位及责任人, 责任单位和完成时限.
func withoutPersons(name string) string {
	for _, w := range [...]string{"及责任人", "和责任人", "、责任人", "及负责人", "及联系人", "及完成时限", "和完成时限", "及时限", "及完成时间"} {
		if bare, ok := strings.CutSuffix(name, w); ok {
			return bare
		}
	}
	return name
}

func cutFrom(s, sep string) string {
	if i := strings.Index(s, sep); i >= 0 {
		return s[i:]
	}
	return ""
}

func taskColumn(name string) bool {
	return endsWithAny(name, "任务", "工作内容", "主要内容", "具体内容", "任务内容", "事项", "措施", "举措", "工作项目", "项目名称", "重点工作", "工作要求", "任务分解", "工作目标", "行动", "具体工作", "主要工作", "类别", "任务名称", "工作名称", "内容", "政策", "条款", "工程", "项目", "环节", "步骤", "任务分工", "要点", "改革事项")
}

type tableWriter struct {
	c     *Context
	cols  dutyColumns
	count map[string]int // ordinals by heading and path
	last  []string       // task cells of the row above
	out   []Finding
}

// legendBefore is the convention that the caption or the text before the table declared.
func legendBefore(c *Context) dutyLegend {
	l, _ := cutLegend(c.Block.Caption)
	if l.firstLeads {
		return l
	}
	for _, k := range dutyClauses(c) {
		if k.legend.stated && k.span.End <= c.Block.Span.Start && instrumentOf(k.block) == instrumentOf(c.Block) {
			l = k.legend
		}
	}
	if said, ok := legendAt(saidLegends(c, dutyClauses(c)), c.Block.Span.Start, instrumentOf(c.Block)); ok && !l.stated {
		return said.dutyLegend
	}
	return l
}

// row writes the duties of one row. The heading is the narrowest task cell that is short enough for one; cells
// left of it are its path, and the text is all of them.
func (w *tableWriter) row(row []policy.Cell) {
	cells := w.taskCells(row)
	if len(cells) == 0 || w.repeats(row) {
		return
	}
	d, spans := w.read(row)
	if len(d.shares) == 0 {
		return
	}
	at := len(cells) - 1
	for at > 0 && len(cells[at]) > 120 {
		at--
	}
	task := fact.Task{Heading: firstWords(cells[at], 60), Path: cells[:at:at], Text: strings.Join(cells, "\n")}
	if s := w.c.Block.Section; s != nil {
		task.Instrument = s.Instrument
	}
	if task.Path == nil {
		task.Path = []string{}
	}
	key := strings.Join(task.Path, "\x00") + "\x00" + task.Heading
	w.count[key]++
	task.Ordinal = w.count[key]
	for i, s := range d.shares {
		w.out = append(w.out, Finding{spans[i], &fact.Assignment{Role: s.role, Unit: unitOf(w.c, s), Task: task, Order: s.order,
			Deadline: d.deadline, Due: dueDate(d.deadline), Divided: s.divided, Open: s.open}})
	}
}

// repeats tells a row whose task and units are all carried down from the row above: 合计, a line of notes.
func (w *tableWriter) repeats(row []policy.Cell) bool {
	for _, col := range w.cols.units {
		if col.at < len(row) && row[col.at].Text != "" && !row[col.at].Carried {
			return false
		}
	}
	i := w.cols.tasks[len(w.cols.tasks)-1]
	return i >= len(row) || row[i].Carried
}

// taskCells gives the task cells of a row, from the widest; an empty one before the last is that of the row above, as
// a cell that spans rows is printed once.
func (w *tableWriter) taskCells(row []policy.Cell) []string {
	now := make([]string, len(w.cols.tasks))
	for n, i := range w.cols.tasks {
		if i < len(row) {
			now[n] = strings.ReplaceAll(row[i].Text, "\n", "")
		}
		if now[n] == "" && n+1 < len(now) && n < len(w.last) {
			now[n] = w.last[n]
		}
	}
	w.last = now
	var cells []string
	for _, c := range now {
		if c != "" {
			cells = append(cells, c)
		}
	}
	if now[len(now)-1] == "" {
		return nil
	}
	return cells
}

// read takes the units of a row from their columns, each with its cell as evidence.
func (w *tableWriter) read(row []policy.Cell) (d duty, spans []text.Span) {
	if i := w.cols.deadline; i >= 0 && i < len(row) {
		d.deadline = cleanDeadline(row[i].Text)
	}
	for _, col := range w.cols.units {
		if col.at >= len(row) || row[col.at].Text == "" || row[col.at].Span.Len() == 0 {
			continue
		}
		cell := duty{}
		if col.role == roleOversee {
			cell.persons(row[col.at].Text)
		} else if strings.Contains(row[col.at].Text, dutyColon) || holdsAny(row[col.at].Text, "牵头", "配合") {
			cell = readDuty(row[col.at].Text)
		} else {
			cell.list(dutySegment{col.role, row[col.at].Text})
		}
		col.convention.apply(&cell)
		if d.deadline == "" {
			d.deadline = cell.deadline
		}
		for _, s := range cell.shares {
			if _, n := labelBefore(s.unit); n == len(s.unit) {
				continue // the header, printed again at the top of a page
			}
			if mention.LooksLikeUnit(s.unit) || s.role == roleOversee {
				d.shares, spans = append(d.shares, s), append(spans, row[col.at].Span)
			}
		}
	}
	return d, spans
}

package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/policy"
)

// tableColumns says what the columns of an indicator table hold; -1 where there is none.
type tableColumns struct {
	indicator, category, unit, attribute, leads int
	group                                       int // 二级指标 where 三级指标 are the indicators
	values                                      []valueColumn
	width                                       int
	rows                                        int // rows of the body that still belong to the header
}

// valueColumn holds the values of a year.
type valueColumn struct {
	at       int
	year     int
	baseline bool
	period   string
	unit     string // printed in the header: 年均增速（%）
}

// columnsOf reads the header of an indicator table; nil if it is none.
func columnsOf(c *Context, t *policy.TableData) *tableColumns {
	if len(t.Rows) > 0 && secondHeader(t.Header, t.Rows[0]) {
		// A header of two rows: 指标 | 目标值 over 2023年 | 2025年.
		if s := readHeader(c, merge(t.Header, t.Rows[0])); s != nil {
			s.rows = 1
			return s
		}
	}
	return readHeader(c, t.Header)
}

// secondHeader tells whether a row goes on with the header: it names years and holds no values.
func secondHeader(header, row []policy.Cell) bool {
	years := 0
	for i, c := range row {
		switch {
		case headerYear(c.Text) > 0:
			years++
		case valueLike(c.Text) && c.Text != "" && !(i < len(header) && header[i].Text == c.Text):
			return false
		}
	}
	return years > 0
}

func merge(a, b []policy.Cell) []policy.Cell {
	out := make([]policy.Cell, max(len(a), len(b)))
	for i := range out {
		for _, row := range [][]policy.Cell{a, b} {
			if i < len(row) && !strings.Contains(out[i].Text, row[i].Text) {
				out[i].Text += row[i].Text
			}
		}
	}
	return out
}

func readHeader(c *Context, header []policy.Cell) *tableColumns {
	header = trimRight(header)
	s := &tableColumns{indicator: -1, category: -1, group: -1, unit: -1, attribute: -1, leads: -1, width: len(header)}
	spoken := strings.Contains(c.Block.Caption, "指标") || strings.Contains(c.Block.Caption, "目标")
	for i, h := range header {
		spoken = spoken || strings.Contains(h.Text, "指标") || strings.Contains(h.Text, "目标")
		s.column(i, h.Text)
	}
	if len(s.values) == 0 || !spoken || s.values[0].at == 0 {
		return nil
	}
	s.years(c)
	if s.onlyPast() {
		return nil
	}
	if s.indicator < 0 || s.indicator >= s.values[0].at {
		s.indicator = s.firstLabel(header)
	}
	if containsAny(header[s.indicator].Text, []string{"地区", "地市", "区域", "县", "市别", "学校", "企业", "姓名", "单位名称", "院校"}) {
		return nil // a task shared out among places: its rows are no indicators
	}
	return s
}

// column takes the role of one header cell.
func (s *tableColumns) column(i int, h string) {
	h = strings.ReplaceAll(h, " ", "")
	year := headerYear(h)
	switch {
	case runes(h) > 24:
	case strings.Contains(h, "属性"), strings.Contains(h, "性质"):
		s.attribute = i
	case containsAny(h, []string{"牵头", "责任", "负责", "主管部门", "部门"}):
		if s.leads < 0 || strings.Contains(h, "牵头") {
			s.leads = i
		}
	case strings.Contains(h, "单位") && year == 0:
		s.unit = i
	case containsAny(h, []string{"备注", "说明", "来源", "依据", "口径", "权重", "分值", "得分"}):
	case year > 0, containsAny(h, []string{"目标值", "目标数", "基期值", "基准值", "现状值", "基数", "规划值"}), h == "目标", h == "现状":
		s.values = append(s.values, valueColumn{at: i, year: year, baseline: containsAny(h, []string{"基期", "基数", "基准", "现状", "实际", "完成情况", "完成值", "基础"}), period: headerPeriod(h)})
	case containsAny(h, []string{"年均", "累计"}) && len(s.values) > 0:
		_, unit := splitUnit(h)
		if unit == "" && strings.Contains(h, "年均") {
			unit = "%"
		}
		s.values = append(s.values, valueColumn{at: i, period: headerPeriod(h), unit: unit})
	case containsAny(h, []string{"类别", "类型", "领域", "分类", "一级指标", "维度", "类"}) && s.category < 0:
		s.category = i
	case strings.Contains(h, "三级指标"):
		s.group, s.indicator = s.indicator, i
	case containsAny(h, []string{"指标", "名称", "项目", "内容", "目标"}):
		s.indicator = i
	}
}

func headerPeriod(h string) string {
	switch {
	case strings.Contains(h, "年均"):
		return "annual"
	case strings.Contains(h, "累计"):
		return "cumulative"
	}
	return ""
}

// headerYear is the year a value column is headed with: 2025年, 2025目标值, 2020年基数.
func headerYear(h string) int {
	for i := 0; i+4 <= len(h); i++ {
		if h[i] >= '0' && h[i] <= '9' {
			if y := yearBefore(h, i+4); y > 0 {
				return y
			}
			return 0
		}
	}
	for _, p := range fiveYearPlans { // “十四五”末, “十四五”目标值
		if strings.Contains(h, p.name) && containsAny(h, []string{"末", "目标", "完成", "实际", "规划", "值"}) {
			return p.year
		}
	}
	return 0
}

// years completes the columns headed without a year, and marks as baseline what lies before the document.
func (s *tableColumns) years(c *Context) {
	ref, last := referenceYear(c.Doc), 0
	for _, v := range s.values {
		last = max(last, v.year)
	}
	if last == 0 {
		last = headerYear(c.Block.Caption)
	}
	for i := range s.values {
		v := &s.values[i]
		switch {
		case v.year == 0 && !v.baseline:
			v.year = last
		case v.year > 0 && v.year < ref, ref == 0 && i == 0 && v.year > 0 && v.year < last:
			v.baseline = true
		}
	}
}

// onlyPast tells whether every value reports: a table of statistics.
func (s *tableColumns) onlyPast() bool {
	for _, v := range s.values {
		if !v.baseline {
			return false
		}
	}
	return true
}

// firstLabel is the last column before the values that is no number and no unit.
func (s *tableColumns) firstLabel(header []policy.Cell) int {
	for i := s.values[0].at - 1; i >= 0; i-- {
		if i != s.unit && i != s.category && !strings.Contains(header[i].Text, "序号") {
			return i
		}
	}
	return s.values[0].at - 1
}

// align finds by how much a row is shifted against the header: OCR drops the cells that a rowspan covers, and
// splits the name of an indicator in two.
func (s *tableColumns) align(row []policy.Cell) int {
	behind := s.width - 1 - s.values[len(s.values)-1].at
	right := len(row) - 1 - behind - s.values[len(s.values)-1].at
	if right != 0 && s.fit(row, right) > s.fit(row, 0) {
		return right
	}
	return 0
}

// fit adds to the score what the other columns say of a shift: a name before the values, an attribute in its place.
func (s *tableColumns) fit(row []policy.Cell, shift int) int {
	n := 2 * s.score(row, shift)
	for i := 0; i < s.values[0].at+shift && i < len(row); i++ {
		if row[i].Text != "" && !isRowNumber(row[i].Text) {
			n++
			break
		}
	}
	if i := s.attribute + shift; s.attribute >= 0 && i >= 0 && i < len(row) && (strings.Contains(row[i].Text, "约束") || strings.Contains(row[i].Text, "预期")) {
		n++
	}
	return n
}

// score counts the value cells that look like values under a shift.
func (s *tableColumns) score(row []policy.Cell, shift int) int {
	n := 0
	if s.values[0].at+shift <= 0 {
		return -1
	}
	for _, v := range s.values {
		if i := v.at + shift; i >= 0 && i < len(row) && valueLike(row[i].Text) {
			n++
		}
	}
	return n
}

// continues tells whether a table without a header of its own has rows of this shape.
func (s *tableColumns) continues(t *policy.TableData) bool {
	n, rows := 0, append([][]policy.Cell{t.Header}, t.Rows...)
	for _, row := range rows {
		row = trimRight(row)
		if s.score(row, s.align(row)) > 0 {
			n++
		}
	}
	return n*3 >= len(rows)*2
}

// valueLike tells whether a cell is a number with its bounds and unit, or says that there is none.
func valueLike(s string) bool {
	if isAbsent(s) {
		return s != ""
	}
	digits := 0
	for i := 0; i < len(s); i++ {
		if isDigitByte(s[i]) {
			digits++
		}
	}
	return digits > 0 && (runes(s)-digits <= 6 || strings.ContainsAny(s, "%％")) && !isOrdinalLabel(s)
}

func isOrdinalLabel(s string) bool {
	return strings.HasPrefix(s, "其中") || strings.HasPrefix(s, "（") && !strings.HasSuffix(s, "）")
}

func isAbsent(s string) bool {
	switch strings.TrimSpace(s) {
	case "", "—", "-", "－", "–", "——", "--", "/", "…", "……", "无", "*":
		return true
	}
	return false
}

package text

import (
	"strings"
	"unicode/utf8"
)

// Tables laid out by runs of blanks, as pdftotext -layout and typists leave them: three lines or more, one below the
// other, with equally many cells, three or more, that gaps of two blanks part; the first is the head. A row whose cell runs over several
// lines ends the table, for nothing in the line tells which cell goes on.

const (
	rowLimit  = 600 // bytes of a row, blanks included
	cellLimit = 40  // characters of a cell
)

// inColumns tells whether the gap at i stands in a row of such a table. Only a wide gap makes it look for one.
func (n *normalizer) inColumns(i int, wide bool) bool {
	if i < n.columns[1] {
		return i >= n.columns[0]
	}
	if !wide || i < n.looked {
		return false
	}
	start := strings.LastIndexByte(n.raw[max(0, i-rowLimit):i], '\n') + 1 + max(0, i-rowLimit)
	row, end := lineFrom(n.raw, start)
	n.looked = end
	cells := cellsOf(row)
	if cells < 3 || !headsColumns(row) {
		return false
	}
	rows, last := 1, end
	for at := end; at < len(n.raw); {
		row, next := lineFrom(n.raw, at)
		at = next
		if strings.TrimSpace(row) == "" {
			continue
		}
		if cellsOf(row) != cells {
			break
		}
		rows, last = rows+1, next
	}
	if rows < 3 {
		return false
	}
	n.columns = [2]int{start, last}
	return true
}

// columnHeads are words that head the columns of official tables, alone or at the end of a longer head.
var columnHeads = []string{"序号", "名称", "单位", "任务", "部门", "内容", "时限", "时间", "项目", "指标", "文号", "备注", "事项", "类别", "措施", "目标", "属性", "地区", "责任人", "年"}

// headsColumns tells whether row is the head of a table: two of its cells or more are heads of columns.
func headsColumns(row string) bool {
	heads := 0
	for _, cell := range strings.Fields(strings.ReplaceAll(row, "\u3000", " ")) {
		for _, w := range columnHeads {
			if strings.HasSuffix(cell, w) && len(cell) <= len("责任单位及责任人") {
				heads++
				break
			}
		}
	}
	return heads >= 2
}

// lineFrom gives the line of s that starts at i and where the next one starts; a line that is too long for a row is cut.
func lineFrom(s string, i int) (line string, next int) {
	rest := s[i:min(len(s), i+rowLimit)]
	if k := strings.IndexByte(rest, '\n'); k >= 0 {
		return strings.TrimSuffix(rest[:k], "\r"), i + k + 1
	}
	return rest, i + len(rest)
}

// cellsOf counts the cells of a row; 0 where the line is none: a cell is too long or a sentence, or single characters
// show that a word is letter-spaced (财    政    部).
func cellsOf(row string) int {
	cells, single, length, gap := 0, 0, 0, 2
	shut := func() {
		if length > 0 {
			cells++
		}
		if length == 1 {
			single++
		}
		length = 0
	}
	for i := 0; i < len(row); {
		r, size := utf8.DecodeRuneInString(row[i:])
		i += size
		switch {
		case r == 0x3000:
			gap += 2
		case isBlank(r):
			gap++
		case r == '。' || r == '\t' || r == '<' || r == '|':
			return 0
		default:
			if gap >= 2 {
				shut()
			}
			gap = 0
			if length++; length > cellLimit {
				return 0
			}
			if isDigit(r) {
				length++ // a number is a cell, however short
			}
		}
	}
	shut()
	if single*2 >= cells {
		return 0
	}
	return cells
}

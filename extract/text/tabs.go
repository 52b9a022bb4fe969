package text

import (
	"strings"
	"unicode/utf8"
)

// Tabs. A tab parts the cells of a row, but typists and conversions from word processors also indent paragraphs and
// signatures with tabs, leave them at the end of lines, and put one behind the mark of an item (一、⇥总体要求). So those at
// the start or end of a line that no other tab parts go, unless a row of as many cells stands above (⇥乙⇥) or one begins
// below; and one that only follows a mark is a blank.

// tabLine is the line whose tabs were judged last.
type tabLine struct {
	end  int // end of the line
	mark int // place of the tab that only follows a mark, -1 for none
	row  bool
	last int // end of the last row
	tabs int // its tabs
}

// tab treats the tab at i.
func (n *normalizer) tab(i int) int {
	if i >= n.tabs.end {
		n.judgeTabs(i)
	}
	if n.tabs.row {
		return i + 1
	}
	n.put(i, i+1, "")
	if i == n.tabs.mark && n.afterMark() {
		n.b.Replace(i, i+1, " ")
	}
	return i + 1
}

// judgeTabs judges the line around i, whose first tab that is.
func (n *normalizer) judgeTabs(i int) {
	start := strings.LastIndexByte(n.raw[:i], '\n') + 1
	end := len(n.raw)
	if k := strings.IndexByte(n.raw[i:], '\n'); k >= 0 {
		end = i + k
	}
	line := n.raw[start:end]
	tabs := strings.Count(line, "\t")
	inner := strings.Trim(line, " \t\r\u00a0\u3000")
	t := &n.tabs
	below := t.tabs > 0 && strings.TrimSpace(n.raw[t.last:start]) == "" // a row stands above
	t.end, t.mark = end, -1
	switch k := strings.IndexByte(inner, '\t'); {
	case k < 0:
		t.row = below && tabs <= t.tabs && !startsItem(inner) && (tabs == t.tabs || n.rowBelow(end)) ||
			!below && line[0] != '\t' && len(inner) <= 120 && n.rowBelow(end)
	case strings.LastIndexByte(inner, '\t') == k && !below && isMark(inner[:k]):
		t.row, t.mark = false, start+strings.Index(line, inner)+k
	default:
		t.row = true
	}
	if t.row {
		t.last, t.tabs = end, tabs
	}
}

// rowBelow tells whether the next line has a tab between two words.
func (n *normalizer) rowBelow(end int) bool {
	rest := strings.TrimLeft(n.raw[end:min(len(n.raw), end+rowLimit)], "\r\n")
	line, _, _ := strings.Cut(rest, "\n")
	inner := strings.Trim(line, " \t\r\u00a0\u3000")
	k := strings.IndexByte(inner, '\t')
	return k > 0 && !isMark(inner[:k])
}

// startsItem tells whether s is the first line of an item (一、 （一） 第一条), which no cell is.
func startsItem(s string) bool {
	if s == "" || s[0] < utf8.RuneSelf {
		return false
	}
	for i, r := range s[:min(len(s), 24)] {
		if strings.ContainsRune("、）条", r) {
			return isMark(s[:i+utf8.RuneLen(r)])
		}
	}
	return false
}

// isMark tells whether s is the mark of an item: 一、 （一） 1. 第一条 附件：.
func isMark(s string) bool {
	s = strings.TrimRight(s, " \u3000\u00a0")
	if len(s) > 24 || s == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	switch {
	case strings.ContainsRune("一二三四五六七八九十", first), first >= '0' && first <= '9':
		return strings.ContainsRune("、.．)）", last)
	case first == '(' || first == '（':
		return (last == ')' || last == '）') && len(s) <= 15
	case first == '第':
		return strings.ContainsRune("条章节编", last)
	case first == '附':
		return last == '：' || last == ':'
	}
	return false
}

package policy

import (
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/extract/text"
)

// minHeads is how often a line must stand in a text to be a running head.
const minHeads = 3

// runningHeads finds the lines that a gazette prints on top or at the foot of every page: its name, year and number, with
// or without the page number beside them, and the name of the group of documents, at least three times. The masthead
// itself, which says the same before the text begins, stays.
func runningHeads(s string, ls []line) map[int]bool {
	places := map[string][]int{}
	issue := false // a line that names the gazette recurs
	for i, l := range ls {
		if l.end-l.start > 120 || l.end-l.start < len("期") {
			continue
		}
		t := s[l.start:l.end]
		if !issue && !gazetteWords.In(t) {
			continue
		}
		t = withoutPage(t)
		named := hasAny(t, gazetteNames...)
		if (named || strings.Contains(t, "期") || issue && groupName(t)) && !hasAny(t, "。", "，", "：") && markAt(t).level == 0 {
			places[t] = append(places[t], i)
			issue = issue || named && len(places[t]) > 1
		}
	}
	heads := map[int]bool{}
	opens := opening(s, ls)
	for _, at := range places {
		if len(at) < minHeads {
			continue
		}
		for _, i := range at {
			if i >= opens {
				heads[i] = true
			}
		}
	}
	if len(heads) > 0 || openingOf(s, ls) > 0 {
		barePages(s, ls, heads)
	}
	return heads
}

// barePages adds to heads the lines of an issue that are nothing but a number, each a little more than the last, at the
// distance of a page: five of them at least, so that they are no cells of a table.
func barePages(s string, ls []line, heads map[int]bool) {
	var numbers []int
	for i, l := range ls {
		if l.end-l.start <= 3 && allDigits(s[l.start:l.end]) {
			numbers = append(numbers, i)
		}
	}
	for k := 0; k < len(numbers) && k < 1000; k++ {
		run := pageRun(s, ls, numbers[k:])
		if len(run) < 5 {
			continue
		}
		for _, i := range run {
			heads[i] = true
		}
		for k+1 < len(numbers) && numbers[k+1] <= run[len(run)-1] {
			k++
		}
	}
}

// pageRun follows the numbers of pages from the first of the lines at on.
func pageRun(s string, ls []line, at []int) []int {
	value := func(i int) int { v, _ := strconv.Atoi(s[ls[i].start:ls[i].end]); return v }
	run := at[:1:1]
	for _, i := range at[1:] {
		last := run[len(run)-1]
		if i-last > 300 {
			break
		}
		if d := value(i) - value(last); d >= 1 && d <= 3 && i-last >= 12 {
			run = append(run, i)
		}
	}
	return run
}

// gazetteNames are what names of gazettes end in.
var gazetteNames = []string{"公报", "政报", "文告"}

// gazetteWords are what one of the lines that name an issue holds.
var gazetteWords = text.NewWords(append([]string{"期"}, gazetteNames...)...)

// opening gives the line where the text of an issue begins: the first paragraph, behind cover and masthead.
func opening(s string, ls []line) int {
	for i, l := range ls {
		if i >= 40 || l.any(hasStop) || l.end-l.start > 200 || contentsHead(s[l.start:l.end]) {
			return i
		}
	}
	return len(ls)
}

// withoutPage cuts the number of the page from either end of a running head: 某省人民政府公报 2019年第3期 · 12 ·.
func withoutPage(t string) string {
	t = strings.Trim(t, pageSigns)
	if k := strings.TrimLeft(t, "0123456789"); len(t)-len(k) <= 3 && strings.IndexAny(k, pageSigns) == 0 {
		t = strings.TrimLeft(k, pageSigns)
	}
	k := strings.TrimRight(t, "0123456789")
	rest := strings.TrimRight(k, pageSigns)
	if len(t)-len(k) > 3 || rest == k || rest == "" {
		return t
	}
	if isDigit(rest[len(rest)-1]) && !strings.ContainsAny(k[len(rest):], " |-—") {
		return t // 2019·5 is year and number
	}
	return rest
}

// pageSigns are what stands around the number of a page.
const pageSigns = " \t-—·•|│/~"

// groupName tells whether t is the name of a group of documents, as gazettes print it between two documents and in running
// heads: 省政府文件, 【部门文件】, ◎人事任免.
func groupName(t string) bool {
	t = undecorated(t)
	return len(t) <= 48 && (endsAny(t, groupEnds...) || t == "省政府令" || t == "市政府令" || t == "国务院令") && !hasAny(t, "关于", "《", "〔", "，", "：") && markAt(t).level == 0
}

// groupEnds end the names of groups of documents.
var groupEnds = []string{"文件", "规章", "任免", "人事任命", "人事信息", "人事与机构", "机构编制", "讲话", "政策解读", "文件解读", "法规", "文件选登", "文件选编", "公文", "公告公示"}

// undecorated cuts what gazettes put around the name of a group: 【…】, ◎, ●, ◆…◆, ·…·, [ … ].
func undecorated(t string) string {
	return strings.Trim(tight(t), "【】[]〔〕〖〗◎●◆■★☆▲▼△○◇□※·•—-=*|│")
}

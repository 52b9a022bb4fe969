package policy

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
)

// issue is what a gazette says of itself: its masthead, contents and catalogue.
type issue struct {
	gazette  *fact.Gazette
	contents [2]int   // lines of the contents pages
	entries  []entry  // what the contents list
	groups   []string // headings of groups in the contents: they recur as dividers
	listed   []entry  // documents of the catalogue (发文目录)
	skip     [][2]int // lines of the parts that are no documents
}

// entry is a line of contents or catalogue.
type entry struct {
	title  string
	number string
	date   string // day of the text, where a catalogue prints it
	print  string // number as printed
	page   int
	first  int // lines
	last   int
}

// readIssue looks for a masthead (…公报 and 第N期 near the top) and, where there is one, for contents, catalogue and
// chronicle; nil when the text is no gazette. Where the masthead was a picture, the contents make a gazette of it.
func (p *scanner) readIssue() *issue {
	top := p.s[:min(len(p.s), 8000)]
	if !hasAny(top, gazetteNames...) && !hasAny(top, "公 报", "政 报") {
		return nil
	}
	g, end := p.masthead()
	if g == nil {
		return nil
	}
	is := &issue{gazette: g}
	p.readContents(is)
	if is.contents[1] == 0 {
		is.contents = [2]int{end, end}
	}
	if g.Issue == 0 && g.TotalIssue == 0 && len(is.entries) < 3 {
		return nil
	}
	p.listed = make(map[string]bool, len(is.entries))
	for _, e := range is.entries {
		if titleLike(e.title) {
			p.listed[bare(e.title)] = true
		}
	}
	p.readOthers(is)
	return is
}

// page finds the page of a title in the contents.
func (is *issue) page(title, number string) int {
	for _, e := range is.entries {
		if sameTitle(e.title, title) || e.number != "" && e.number == number {
			return e.page
		}
	}
	return 0
}

// readOthers finds the parts that are no documents behind the contents: chronicle, catalogue, imprint.
func (p *scanner) readOthers(is *issue) {
	for i := is.contents[1]; i < len(p.ls); i++ {
		t := p.text(i)
		if len(t) > 120 {
			continue
		}
		k := tight(t)
		switch {
		case catalogueHead(k) && (p.catalogueEntry(i+1) != nil || p.catalogueEntry(i+2) != nil):
			end := p.readCatalogue(is, i+1)
			is.skip = append(is.skip, [2]int{i, end})
			i = end - 1
		case chronicleHead(k):
			end := p.chronicleEnd(i + 1)
			if end > i+2 {
				is.skip = append(is.skip, [2]int{i, end})
				i = end - 1
			}
		case strings.HasPrefix(k, "《"+is.gazette.Title+"》") && hasAny(k, "简介", "征订", "启事", "赠阅", "发行") || is.imprint(k) && i > len(p.ls)/2 && i > len(p.ls)-60:
			is.skip = append(is.skip, [2]int{i, len(p.ls)})
			return
		case is.divider(k), groupName(k) && !letterhead(k):
			is.skip = append(is.skip, [2]int{i, i + 1})
		}
	}
}

// imprint tells whether k is a line of the imprint (版权页) that closes an issue.
func (is *issue) imprint(k string) bool {
	return startsAny(k, "主管：", "主办：", "主管单位：", "主办单位：", "编辑出版：", "出版：", "刊号：", "国内统一刊号", "国内统一连续出版物号", "邮发代号")
}

// divider tells whether k is the heading of a group of documents, known from the contents.
func (is *issue) divider(k string) bool {
	k = undecorated(k)
	for _, g := range is.groups {
		if g == k {
			return true
		}
	}
	return false
}

// catalogueHead tells whether k stands above a catalogue of what was issued, not above the annex of a decision that
// lists what it ends.
func catalogueHead(k string) bool {
	return len(k) < 100 && endsAny(k, "发文目录", "文件目录", "发文一览", "发文一览表", "文件索引", "发文目录索引") && markAt(k).level == 0 &&
		!hasAny(k, "废止", "失效", "修改", "保留", "有效", "清理", "规范性")
}

func chronicleHead(k string) bool {
	return len(k) < 90 && (endsAny(undecorated(k), "记事", "大事记", "大事纪要", "政务大事", "纪事", "要闻", "要闻简报", "政务动态") || strings.HasSuffix(k, "政务活动")) && markAt(k).level == 0
}

// chronicleEnd gives the line behind a chronicle that begins at i: its entries start with a day of the month.
func (p *scanner) chronicleEnd(i int) int {
	end := i
	for k := i; k < len(p.ls) && k-end < 4; k++ {
		t := p.text(k)
		if catalogueHead(tight(t)) {
			break
		}
		if strings.HasPrefix(t, "同日") || dayOfMonth(t) {
			end = k + 1
		}
	}
	return end
}

// dayOfMonth reads 1日, 12月3日, 8-9日 at the start of a line.
func dayOfMonth(t string) bool {
	i := strings.Index(t, "日")
	if i <= 0 || i > 24 {
		return false
	}
	return strings.Trim(t[:i], "0123456789-—~、月至日和年 一二三四五六七八九十▲●·") == ""
}

// catalogueEntry reads an entry of a catalogue at line i: a number and a title in any order. A long title may go
// on in the next lines.
func (p *scanner) catalogueEntry(i int) *entry {
	for e := i + 1; e <= len(p.ls) && e <= i+3; e++ {
		t := strings.TrimPrefix(p.text(i), "- ")
		if p.ls[e-1].any(hasStop) || e > i+1 && p.ls[e-1].any(hasTab) {
			return nil
		}
		if e > i+1 {
			next := p.text(e - 1)
			if n, ok := findNumber(next, 0); ok && n.start < len("（1）") || strings.HasPrefix(next, "- ") || markAt(next).level > 0 {
				return nil // the next entry
			}
			t = strings.TrimPrefix(p.join(i, e), "- ")
		}
		if c := readCatalogueEntry(t); c != nil {
			c.first, c.last = i, e-1
			return c
		}
	}
	return nil
}

// readCatalogueEntry reads the number, title and day of an entry.
func readCatalogueEntry(t string) *entry {
	n, ok := findNumber(t, 0)
	if !ok || len(t) > 600 {
		return nil
	}
	title := strings.Trim(t[n.end:], " \t）")
	if n.start > len("（123. ") {
		title = strings.Trim(t[:n.start], " \t（")
	}
	if m := markAt(title); m.level > 0 {
		title = title[m.size:]
	}
	date := ""
	if k := strings.IndexByte(title, '\t'); k >= 0 {
		name := title[:k]
		for _, c := range strings.Split(title, "\t") {
			if iso := wholeDate(strings.TrimSpace(c)); iso != "" {
				date = iso
			} else if len(c) > len(name) && genreOf(c) != "" {
				name = c // an ordinal stands before the title
			}
		}
		title = name
	}
	if genreOf(title) == "" || len(title) < 15 || strings.Contains(title, "：") {
		return nil
	}
	return &entry{title: tight(title), number: n.norm, date: date, print: n.printed}
}

// readCatalogue reads the entries from line i on and gives the line behind the last.
func (p *scanner) readCatalogue(is *issue, i int) int {
	end := i
	for ; i < len(p.ls) && i-end < 4; i++ {
		if e := p.catalogueEntry(i); e != nil {
			is.listed = append(is.listed, *e)
			i = e.last
			end = i + 1
		}
	}
	return end
}

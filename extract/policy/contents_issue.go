package policy

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// contentsEntry tells whether t is a line of a contents page: a title or number, then leaders or brackets and
// a page.
func contentsEntry(t string) bool {
	if len(t) > 700 {
		return false
	}
	rest, page := cutPage(t)
	if page == 0 {
		return false
	}
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return strings.HasPrefix(t, "…") || strings.HasPrefix(t, ".") || strings.HasPrefix(t, "·")
	}
	return (titleLike(strings.TrimPrefix(rest, "- ")) || strings.Contains(rest, "号") || hasAny(rest, "目录", "记事", "大事") || len(rest) < 300)
}

// cutPage cuts the page from the end of a contents line: （12）, ……12, ···(4), a tab and 59.
func cutPage(t string) (string, int) {
	if t == "" {
		return t, 0
	}
	s := strings.TrimRight(t, " -—")
	bracket := strings.HasSuffix(s, "）")
	s = strings.TrimSuffix(s, "）")
	b := len(s)
	for b > 0 && isDigit(s[b-1]) {
		b--
	}
	if b == len(s) || len(s)-b > 3 {
		return t, 0
	}
	page, _ := strconv.Atoi(s[b:])
	before := s[:b]
	if bracket {
		if !strings.HasSuffix(before, "（") {
			return t, 0
		}
		before = strings.TrimSuffix(before, "（")
		return strings.TrimRight(before, " \t.…·•"), page
	}
	before = strings.TrimRight(before, " -—")
	cut := strings.TrimRight(before, " \t.…·•")
	if len(before)-len(cut) == 0 || !hasAny(before[len(cut):], "\t", "…", "..", "··", "••") {
		return t, 0
	}
	return cut, page
}

// issuePage cuts the page from the end of a line of an issue's contents, which may also stand behind a stroke (…的通知/12)
// or a mere blank (…〔2015〕6号） 12), or on a line of its own.
func issuePage(t string) (string, int) {
	if rest, page := cutPage(t); page > 0 {
		return rest, page
	}
	s := strings.TrimRight(t, "0123456789")
	if n := len(t) - len(s); n == 0 || n > 3 {
		return t, 0
	}
	page, _ := strconv.Atoi(t[len(s):])
	rest := strings.TrimRight(s, " /")
	if rest == "" || rest != s && (endsAny(rest, "）", "号") || genreOf(rest) != "" || endsAny(rest, "目录", "记事", "大事记")) {
		return rest, page
	}
	return t, 0
}

// readContents reads the contents pages: from 目录 to the last line that ends or begins with a page.
func (p *scanner) readContents(is *issue) {
	start := 0
	for start < min(len(p.ls), 400) && !contentsHead(p.text(start)) {
		start++
	}
	if start >= min(len(p.ls), 400) {
		return
	}
	last, pages := start, 0
	for i := start + 1; i < min(len(p.ls), 400) && i-last <= 14; i++ {
		t := p.text(i)
		if len(t) > 700 || p.ls[i].any(hasStop) {
			break
		}
		if contentsEntry(t) {
			pages += 3 // leaders, brackets or a tab before the page leave no doubt
		}
		if _, page := issuePage(t); page > 0 {
			last = i
			pages++
		}
	}
	if pages < 3 {
		last = p.plainContents(start)
	}
	is.contents = [2]int{start, last + 1}
	p.readEntries(is)
}

// plainContents finds the end of contents without pages behind the titles: where the first listed title or number
// is printed again.
func (p *scanner) plainContents(start int) int {
	seen := map[string]bool{}
	top := min(len(p.ls), start+300)
	for i := start + 1; i < top; i++ {
		t := entryTitle(p.text(i))
		if len(t) > 420 || p.ls[i].any(hasStop) {
			return p.aboveOrder(i, start)
		}
		if n, ok := wholeNumber(t); ok {
			if seen[n.norm] {
				return p.aboveOrder(i, start)
			}
			seen[n.norm] = true
			continue
		}
		for e := i + 1; e <= top && e <= i+4 && p.titlePiece(e-1); e++ {
			if k := bare(entryTitle(p.join(i, e))); seen[k] && len(k) > 30 {
				return p.aboveOrder(i, start)
			}
		}
		seen[bare(t)] = true
	}
	return start
}

// entryTitle cuts page and number from a line of contents.
func entryTitle(t string) string {
	rest, _ := issuePage(dropPage(t))
	if n, ok := findNumber(rest, 0); ok && n.start > 0 {
		rest = strings.TrimRight(rest[:n.start], " （")
	}
	return strings.TrimLeft(rest, " /●◆■★◎○·")
}

// aboveOrder gives the last line of the contents above line i, where a document goes on: the head of an order and the name
// of a group above it are no entries.
func (p *scanner) aboveOrder(i, start int) int {
	for i--; i > start; i-- {
		t := tight(p.text(i))
		_, number := wholeNumber(t)
		ordinal := strings.HasSuffix(t, "号") && len(t) < 40 && startsAny(t, "第", "〔")
		if !number && !ordinal && !endsAny(t, "令") && !groupName(t) {
			break
		}
	}
	return i
}

// dropPage cuts the bullet or the page that some contents print before a title.
func dropPage(t string) string {
	t = strings.TrimPrefix(t, "- ")
	n := 0
	for n < len(t) && n < 3 && isDigit(t[n]) {
		n++
	}
	if n == 0 || n == len(t) || t[n] < utf8.RuneSelf && t[n] != ' ' && t[n] != '\t' {
		return t
	}
	if rest := strings.TrimLeft(t[n:], " \t"); genreOf(rest) != "" || strings.Contains(rest, "关于") {
		return rest
	}
	return t
}

// readEntries joins the lines of each contents entry (title, number, page).
func (p *scanner) readEntries(is *issue) {
	var e entry
	open := false
	flush := func() {
		if open && (e.title != "" || e.number != "") {
			is.entries = append(is.entries, e)
		}
		e, open = entry{}, false
	}
	for i := is.contents[0] + 1; i < is.contents[1]; i++ {
		t := strings.TrimPrefix(p.text(i), "- ")
		rest, page := issuePage(t)
		rest = strings.TrimSpace(rest)
		if open && e.page > 0 && groupName(rest) {
			flush()
			is.groups = append(is.groups, undecorated(rest))
			continue
		}
		if front := dropPage(rest); front != rest {
			// The page stands before the title, so a new entry begins.
			flush()
			v, _ := ordinal(rest)
			rest, front = front, ""
			e, open = entry{first: i, page: v}, true
		}
		if !open {
			e = entry{first: i}
			open = true
		}
		e.last = i
		if n, ok := findNumber(rest, 0); ok {
			e.number, e.print = n.norm, n.printed
			rest = strings.TrimRight(rest[:n.start], " （(")
		}
		e.title = tight(e.title + rest)
		if page > 0 || e.number != "" && e.title != "" && p.listsNext(i+1, is.contents[1]) {
			e.page = max(page, e.page)
			flush()
			continue
		}
		if e.number == "" && groupHead(e.title) {
			if g := undecorated(e.title); g != "" {
				is.groups = append(is.groups, g)
			}
			open = false
		}
	}
	flush()
}

// listsNext tells whether the line behind a complete entry begins another one.
func (p *scanner) listsNext(i, end int) bool {
	if i >= end {
		return true
	}
	t := dropPage(p.text(i))
	rest, page := issuePage(t)
	if page > 0 && strings.TrimSpace(rest) == "" {
		return false // the page of this entry, on a line of its own
	}
	return titleLike(tight(rest)) || strings.Contains(t, "关于") || groupHead(tight(t))
}

// groupHead tells whether a line of the contents is the heading of a group (市政府文件, 【部门文件】, 人事任免).
func groupHead(s string) bool {
	if s == "目录" {
		return true
	}
	return len(s) <= 45 && !hasAny(s, "关于", "转发", "印发", "批转") && !noticeTitle(s) && !endsAny(s, "部门", "条例", "办法", "规定", "细则")
}

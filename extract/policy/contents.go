package policy

import "strings"

// contentsHead tells whether t stands above a table of contents.
func contentsHead(t string) bool {
	if len(t) > 40 {
		return false
	}
	switch t = strings.Trim(strings.ToUpper(undecorated(t)), "：/"); strings.TrimSuffix(strings.TrimSuffix(t, "CONTENTS"), "/") {
	case "目录", "目次", "要目", "本期目录", "本期要目", "总目录", "":
		return t != ""
	}
	return false
}

// contentsEnd gives the line behind the table of contents whose head is line i: behind the last entry with a page, else
// where its first entry recurs, else behind the head alone.
func (p *scanner) contentsEnd(i, end int) int {
	last, pages := i, 0
	for k := i + 1; k < end && k <= last+4; k++ {
		if t := p.text(k); contentsEntry(t) {
			last = k
			pages++
		} else if len(t) > 200 || p.ls[k].any(hasStop) {
			break
		}
	}
	if pages >= 3 {
		return last + 1
	}
	if i+1 >= end {
		return i + 1
	}
	first := contentsTitle(p.text(i + 1))
	for k := i + 2; k < end && k < i+300; k++ {
		t := p.text(k)
		if len(t) > 300 && !contentsEntry(t) {
			break
		}
		if bare(t) == first {
			return k
		}
	}
	return i + 1
}

// contentsTitle is a line of a contents page without its leaders and page.
func contentsTitle(t string) string {
	rest, _ := cutPage(t)
	return bare(rest)
}

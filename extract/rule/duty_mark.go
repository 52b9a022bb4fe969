package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
)

// unglue repairs the task of a clause in a crawl that glued headings: 四、完善服务（十三）打造策源地。… keeps the heading of the
// first item in that of its section, and later items (（十四）…) have no section of their own.
func unglue(t *fact.Task, mark string) {
	outer, inner, glued := innerMark(t.Heading)
	if at := markSize(t.Text); at > 0 && t.Text[:at] != mark {
		if glued {
			t.Path = append(t.Path, outer)
		} else if t.Heading != "" {
			t.Path = append(t.Path, t.Heading)
		}
		t.Heading = itemHeading(t.Text[at:])
		return
	}
	if glued {
		t.Path, t.Heading = append(t.Path, outer), inner
	}
}

// innerMark parts 完善服务（十三）打造策源地 at the mark of the item within.
func innerMark(h string) (outer, inner string, ok bool) {
	for i := range h {
		if i >= 2*len("字") && strings.HasPrefix(h[i:], "（") {
			if n := markSize(h[i:]); n > 0 && len(h) > i+n {
				return h[:i], h[i+n:], true
			}
		}
	}
	return "", "", false
}

// markSize is the length of the mark （十三）, 3. or 三、 at the start of s, 0 for none.
func markSize(s string) int {
	i := 0
	open := strings.HasPrefix(s, "（")
	if open {
		i = len("（")
	}
	from := i
	for i < len(s) && !open && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i > from {
		if i-from <= 2 && strings.HasPrefix(s[i:], ".") && (i+1 == len(s) || s[i+1] < '0' || s[i+1] > '9') {
			return i + 1
		}
		return 0
	}
	for i < len(s) {
		_, n := utf8.DecodeRuneInString(s[i:])
		if !strings.Contains("一二三四五六七八九十", s[i:i+n]) {
			break
		}
		i += n
	}
	switch {
	case i == from || i-from > 4*len("十"):
		return 0
	case open && strings.HasPrefix(s[i:], "）"):
		return i + len("）")
	case !open && strings.HasPrefix(s[i:], "、"):
		return i + len("、")
	}
	return 0
}

// itemHeading is the heading of an item: its first sentence if that is short, else its first words.
func itemHeading(s string) string {
	s = strings.TrimLeft(s, " ")
	if i := strings.Index(s, "。"); i > 0 && utf8.RuneCountInString(s[:i]) <= 40 {
		return s[:i]
	}
	return firstWords(s, 30)
}

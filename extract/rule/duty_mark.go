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
		switch {
		case glued:
			t.Path = append(t.Path, outer)
		case strings.HasSuffix(t.Text[:at], "、") && t.Text[0] >= utf8.RuneSelf: // 二、 leaves the items before it
			t.Path = []string{}
		case t.Heading != "":
			t.Path = append(t.Path, t.Heading)
		}
		t.Heading = itemHeading(t.Text[at:])
		if outer, inner, glued = innerMark(t.Heading); glued { // 二、强化保障（三）保障用地
			t.Path, t.Heading = append(t.Path, outer), inner
		}
		return
	}
	if glued {
		t.Path, t.Heading = append(t.Path, outer), inner
	}
}

// narrow takes the one item inside the text for the task.
func narrow(t *fact.Task) {
	if item := onlyItem(t.Text); item != "" && item != t.Heading && t.Heading != "" {
		t.Path, t.Heading = append(t.Path, t.Heading), item
	}
}

// onlyItem is the heading of the one item that begins inside the text of a task, behind the heading of the section: its line was too
// short to be parted ((五)实施人才工程。1.引进人才。每年引进…), or dashes part the items (——扩大开放。取消…). Of several items
// none is meant.
func onlyItem(s string) string {
	found := 0
	for i := range s {
		if i > 0 && !endsWithAny(s[:i], "。", "）", "\n") {
			continue
		}
		n := namedMark(s[i:])
		if n == 0 && i > 0 {
			n = markSize(s[i:])
		}
		if n == 0 {
			continue
		}
		if found > 0 {
			return ""
		}
		found = i + n
	}
	if found == 0 {
		return ""
	}
	rest := strings.TrimLeft(s[found:], " —")
	if i := strings.IndexAny(rest, "。："); i > 0 && utf8.RuneCountInString(rest[:i]) <= 30 {
		return rest[:i]
	}
	return ""
}

// namedMark is the length of marks that outlines do not count: ——, 任务一：, 措施3.
func namedMark(s string) int {
	if strings.HasPrefix(s, "——") {
		return len("——")
	}
	for _, w := range [...]string{"任务", "措施", "举措", "行动", "工程", "事项"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		n := 0
		for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9') {
			n++
		}
		for n < len(rest) && strings.Contains("一二三四五六七八九十", firstRune(rest[n:])) {
			n += len("一")
		}
		if sep := firstRune(rest[n:]); n > 0 && (sep == "：" || sep == "." || sep == "、" || sep == " ") {
			return len(w) + n + len(sep)
		}
	}
	return 0
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
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

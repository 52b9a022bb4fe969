package rule

import (
	"sort"
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// amends_list reads the items of a decision that amends many documents where an item is a title alone and the changes
// stand below it: 对下列文件作如下修改：一、《…》（…号） / 将“…”修改为“…”, and the annexes 予以修改的文件.
var _ = register(Rule{
	Name:     "amends_list",
	Kind:     fact.KindRelation,
	Scope:    Document,
	Triggers: []string{"如下修改", "以下修改", "予以修改", "修改的", "修改如下"},
	Find:     func(c *Context) []Finding { return indexOf(c).pickListed(c, "amends") },
})

// amendHeader tells whether a line begins a list of amended documents.
func amendHeader(t string, runes int) bool {
	if strings.Contains(t, "保留") || strings.HasPrefix(t, "“") {
		return false
	}
	if hasAny(t, "如下修改", "以下修改", "修改如下") || hasAny(t, "决定", "现", "下列", "以下") && strings.HasSuffix(strings.TrimRight(t, " \n"), "予以修改：") {
		t = strings.TrimRight(t, " \n")
		return endsWith(t, "修改", "修改。", "修改：", "修改如下：", "修改如下")
	}
	return runes <= 40 && hasAny(t, "予以修改的", "决定修改的", "修改的") && (hasAny(t, "目录", "清单", "件）", "部）", "附件") || endsWith(t, "文件", "规章", "法规")) && !strings.Contains(t, "《")
}

// amended reads an item that is a title alone, with its number.
func (l *lister) amended(b *policy.Block, t string, mark int) {
	if mark == 0 {
		return
	}
	title, end := itemTitle(t[mark:])
	rest := t[mark+end:]
	ref := fact.Ref{Title: title}
	if title == "" {
		numbers := mention.Numbers(rest, l.place)
		if len(numbers) != 1 || numbers[0].Span.Start != 0 || numbers[0].Partial {
			return
		}
		ref.Number, rest = numbers[0].Text, rest[numbers[0].Span.End:]
	}
	if strings.Trim(dropBrackets(rest), " ：。；\n") != "" {
		return
	}
	plain := !strings.HasPrefix(t[mark:], "《") && len(mention.Numbers(t[mark:], l.place)) == 0
	if plain && !plainItem(t) {
		return // new wording of a provision may end in 标准 or 令 as well
	}
	r := &fact.Relation{Type: "amends", Target: ref, Cue: "修改", Mode: "in_place", Scope: "partial", Effective: l.ownDate()}
	l.fill(r, rest)
	end = b.Span.Start + len(strings.TrimRight(t, " "))
	next := sort.Search(len(l.cites), func(i int) bool { return l.cites[i].Lead >= end })
	if r.Articles = l.changed(end, next); plain && len(r.Articles) == 0 {
		return
	}
	l.out = append(l.out, related{"amends_list", text.Span{Start: b.Span.Start + mark, End: b.Span.Start + len(strings.TrimRight(t, " ：。；"))}, -1, r})
}

// plainItem tells whether a line is the title of a statute as a chapter of an amending annex, without 《》: 一、某省消防办法.
func plainItem(t string) bool {
	title, ok := strings.CutPrefix(t[digitRun(t):], "、")
	title = strings.TrimRight(title, " \n")
	return ok && t[0] >= 0x80 && len(title) < 120 && isStatute(title) && !strings.HasPrefix(title, "第") && !hasAny(title, "修改", "删", "改为", "《", "，", "：")
}

package rule

import (
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// An amending decision names a document once and changes it in the items and paragraphs below: 一、将《…》第三条修改为：“…”。/
// 删去第五条第二款。 They belong to it up to the next title that an item begins with.

// changed reads the provisions that are changed from a place on, up to the next document that is amended or ended. cite is
// the first citation behind it.
func (x *index) changed(from, cite int) []string {
	end := x.nextTarget(cite)
	blocks := x.doc.Blocks
	first := sort.Search(len(blocks), func(k int) bool { return blocks[k].Span.End > from })
	var r changedReader
	for k := first; k < len(blocks) && blocks[k].Span.Start < end; k++ {
		b := blocks[k]
		if b.Kind == policy.Table || b.Part != blocks[first].Part {
			break
		}
		t := x.file.Text(text.Span{Start: max(from, b.Span.Start), End: min(end, b.Span.End)})
		if k > first && !r.quoted && (startsWith(t, "本决定", "本修正案", "根据本决定", "附件") || plainItem(t)) {
			break
		}
		r.read(t)
	}
	return r.refs
}

// nextTarget gives where the next item with a title of its own begins.
func (x *index) nextTarget(cite int) int {
	for ; cite < len(x.cites); cite++ {
		c := &x.cites[cite]
		before := x.file.Text(text.Span{Start: c.Block.Span.Start, End: c.Lead})
		if strings.LastIndex(before, "“") > strings.LastIndex(before, "”") {
			continue
		}
		if lead := lastClause(before); isMark(lead) || endsWith(lead, "将", "对", "把", "删去", "删除", "修改", "修订", "修正", "废止") {
			return c.Lead
		}
	}
	return math.MaxInt
}

// changedReader gathers the provisions that items change. New wording stands in “…”, over several paragraphs too, and counts for
// nothing.
type changedReader struct {
	refs   []string
	quoted bool
	grown  bool // the clause before added an article: 增加一条，作为第六条
}

func (r *changedReader) read(t string) {
	var b strings.Builder
	for _, c := range t {
		switch {
		case c == '“':
			r.quoted = true
		case c == '”':
			r.quoted = false
		case !r.quoted:
			b.WriteRune(c)
		}
	}
	for _, clause := range strings.FieldsFunc(b.String(), func(c rune) bool { return strings.ContainsRune("，。；：\n", c) }) {
		r.clause(strings.TrimSpace(clause))
	}
}

// itemLeads stand before the provision that an item changes.
var itemLeads = []string{"其中", "同时", "并", "将", "把", "对", "在", "原", "宪法", "刑法", "删去", "删除", "取消"}

// itemVerbs are what an item does to a provision.
var itemVerbs = []string{"修改", "改为", "增加", "删去", "删除", "合并", "调整为", "修订为", "移至", "移作", "分为"}

func (r *changedReader) clause(s string) {
	s = s[markLength(s):]
	removed := false
	for again := true; again; {
		again = false
		for _, w := range itemLeads {
			if rest, ok := strings.CutPrefix(s, w); ok {
				s, again = rest, true
				removed = removed || w == "删去" || w == "删除" || w == "取消"
			}
		}
	}
	if added, ok := strings.CutPrefix(s, "作为"); ok && r.grown {
		refs, _ := mention.Articles(added)
		r.add(refs)
	}
	r.grown = strings.Contains(s, "增加") && strings.Contains(s, "条")
	if refs, n := mention.Articles(s); n > 0 && (removed || hasAny(s[n:], itemVerbs...)) {
		r.add(refs)
	}
}

func (r *changedReader) add(refs []string) {
	for _, ref := range refs {
		if strings.Contains(ref, "条") && !slices.Contains(r.refs, ref) {
			r.refs = append(r.refs, ref)
		}
	}
}

package rule

import (
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// cites reports every document that is named without a stronger relation, once per distinct document, at its
// first mention. The document itself and what it transmits are not cited.
var _ = register(Rule{
	Name:     "cites",
	Kind:     fact.KindRelation,
	Scope:    Document,
	Triggers: []string{"《", "〕", "令第", "公告第", "号令"},
	Find:     findCites,
})

func findCites(c *Context) []Finding {
	x := indexOf(c)
	seen := map[string]bool{}
	for _, r := range x.titleRelations(c) {
		mark(seen, r.found.Target)
	}
	listed := x.listed(c)
	for _, r := range listed {
		mark(seen, r.found.Target)
	}
	for _, r := range x.sentences(c) {
		mark(seen, r.found.Target)
	}
	var out []Finding
	for i := range x.cites {
		r := &x.cites[i]
		for len(listed) > 0 && listed[0].span.End < r.Name.End {
			listed = listed[1:]
		}
		if r.Own || known(seen, r.Ref) || x.historic(r) || len(listed) > 0 && listed[0].span.Contains(r.Name) {
			continue // what stands within the title of a listed document is part of its name
		}
		mark(seen, r.Ref)
		out = append(out, Finding{r.Span, &fact.Relation{Type: "cites", Level: "body", Target: r.Ref, Articles: r.Articles}})
	}
	return out
}

// historic tells whether a bare order is part of a history line that lost its place in the head: …人民政府令第5号修正.
func (x *index) historic(c *cited) bool {
	if !c.Bare || !hasAny(c.Number, "令", "公告") || c.Title != "" {
		return false
	}
	after := x.file.Text(text.Span{Start: c.Span.End, End: c.Block.Span.End})
	return startsWith(after, "公布", "发布", "修正", "修改", "修订", "颁布", "第")
}

// sentences reads the relations of every sentence that cites.
func (x *index) sentences(c *Context) []related {
	var out []related
	end := -1
	for i := range x.cites {
		r := &x.cites[i]
		if r.Span.Start < end || r.Block.Kind == policy.Table {
			continue
		}
		for _, s := range r.Block.Sentences {
			if s.Contains(r.Span) {
				out = append(out, relate(&Context{File: c.File, Doc: c.Doc, Block: r.Block, Span: s, Text: c.File.Text(s), State: c.State})...)
				end = s.End
				break
			}
		}
	}
	return out
}

// mark and known keep documents apart by number and by title.
func mark(seen map[string]bool, r fact.Ref) {
	if r.Number != "" {
		seen["#"+r.Number] = true
	}
	if r.Title != "" {
		seen[titleKey(r.Title)] = true
	}
}

func known(seen map[string]bool, r fact.Ref) bool {
	return r.Number != "" && seen["#"+r.Number] || r.Title != "" && seen[titleKey(r.Title)]
}

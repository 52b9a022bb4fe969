package extract

import (
	"cmp"
	"slices"
	"sort"
	"sync"

	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/rule"
	"github.com/policygraph/policygraph/extract/text"
)

// dispatch says which rules wake up at which trigger. All triggers of all rules are found in one pass.
type dispatch struct {
	triggers *text.Words
	rules    []rule.Rule
	wakes    [][]int // by trigger: rules of Sentence, Block or Table scope
	docWake  [][]int // by trigger: rules of Document scope
	always   []int   // rules without triggers
}

var machine = sync.OnceValue(func() *dispatch {
	d := &dispatch{rules: rule.All()}
	index := map[string]int{}
	var patterns []string
	for i, r := range d.rules {
		if len(r.Triggers) == 0 {
			d.always = append(d.always, i)
		}
		for _, t := range r.Triggers {
			p, ok := index[t]
			if !ok {
				p = len(patterns)
				index[t] = p
				patterns = append(patterns, t)
				d.wakes, d.docWake = append(d.wakes, nil), append(d.docWake, nil)
			}
			if r.Scope == rule.Document {
				d.docWake[p] = append(d.docWake[p], i)
			} else {
				d.wakes[p] = append(d.wakes[p], i)
			}
		}
	}
	d.triggers = text.NewWords(patterns...)
	return d
})

// findAll shows every rule the units that hold one of its triggers.
func findAll(f *policy.File) []finding {
	d := machine()
	var out []finding
	for _, doc := range f.Documents {
		if len(doc.Blocks) > 0 || doc.Span.Len() > 0 {
			out = append(out, d.document(f, doc)...)
		}
	}
	return out
}

// call is a rule to be shown a unit.
type call struct {
	rule  int
	block int
	span  text.Span
}

func (d *dispatch) document(f *policy.File, doc *policy.Document) []finding {
	woken := make([]bool, len(d.rules))
	for _, r := range d.always {
		woken[r] = d.rules[r].Scope == rule.Document
	}
	var units []call
	for b, block := range doc.Blocks {
		units = d.block(f, block, b, units, woken)
	}
	d.triggers.Each(f.Text(doc.Title), func(p, _ int) { wake(woken, d.docWake[p]) })
	calls := make([]call, 0, len(d.rules)+len(units))
	for r, w := range woken {
		if w {
			calls = append(calls, call{r, -1, doc.Span})
		}
	}
	return d.run(f, doc, append(calls, units...))
}

// run shows the rules their units, in the order of the calls.
func (d *dispatch) run(f *policy.File, doc *policy.Document, calls []call) []finding {
	state := &rule.DocState{}
	var out []finding
	var room []rule.Context
	for i, c := range calls {
		if len(room) == 0 {
			room = make([]rule.Context, min(64, len(calls)-i))
		}
		ctx := &room[0]
		room = room[1:]
		*ctx = rule.Context{File: f, Doc: doc, Span: c.span, Text: f.Text(c.span), State: state}
		if c.block >= 0 {
			ctx.Block = doc.Blocks[c.block]
		}
		for _, found := range d.rules[c.rule].Find(ctx) {
			out = append(out, finding{found, &d.rules[c.rule], doc})
		}
	}
	return out
}

// block adds the calls that the triggers in a block ask for, each once. Declarations (以下简称, 下同) bind what follows:
// units in order of the text, then rules by name.
func (d *dispatch) block(f *policy.File, b *policy.Block, i int, calls []call, woken []bool) []call {
	first := len(calls)
	d.triggers.Each(f.Text(b.Span), func(p, at int) {
		wake(woken, d.docWake[p])
		for _, r := range d.wakes[p] {
			if span, ok := unit(d.rules[r].Scope, b, b.Span.Start+at); ok {
				calls = append(calls, call{r, i, span})
			}
		}
	})
	for _, r := range d.always {
		scope := d.rules[r].Scope
		if scope == rule.Document { // once, not once a block
			continue
		}
		if scope == rule.Sentence {
			for _, s := range b.Sentences {
				calls = append(calls, call{r, i, s})
			}
		} else if span, ok := unit(scope, b, b.Span.Start); ok {
			calls = append(calls, call{r, i, span})
		}
	}
	slices.SortFunc(calls[first:], func(a, b call) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.rule, b.rule))
	})
	return calls[:first+len(slices.Compact(calls[first:]))]
}

func wake(woken []bool, rules []int) {
	for _, r := range rules {
		woken[r] = true
	}
}

// unit is the unit of the scope at a place of a block.
func unit(s rule.Scope, b *policy.Block, at int) (text.Span, bool) {
	switch {
	case s == rule.Table:
		return b.Span, b.Kind == policy.Table
	case b.Kind == policy.Table:
		return text.Span{}, false
	case s == rule.Block || len(b.Sentences) == 0:
		return b.Span, true
	}
	i := sort.Search(len(b.Sentences), func(i int) bool { return b.Sentences[i].End > at })
	if i == len(b.Sentences) {
		return text.Span{}, false
	}
	return b.Sentences[i], true
}

package reading

import (
	"context"
	"fmt"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// List is a list of nodes of one type in one order: rows are walked from either end, from or up to cursors.
type List struct {
	Type  graph.NodeType
	Where *graph.Pred
	Order []graph.Order
	Props []string // properties that are looked at; nil: all

	name          string
	after, before *graph.Cursor
}

// Walk asks for the first rows after one place and before another, or at them, from the start or from the end of the
// list. nil: no limit on that side.
type Walk struct {
	After, Before       *graph.Cursor
	Inclusive, Backward bool
	Limit               int
}

// Need is what a page needs of the store: Page nil for a total only. Beyond are walks of which only matters whether they
// find a row.
type Need struct {
	Total  bool
	Page   *Walk
	Beyond []Walk
}

// Found is a store's answer to a Need. Nodes are in the order of the walk.
type Found struct {
	Total  int
	Nodes  []*graph.Node
	Beyond []bool
}

// ListPage gives a page of nodes of one type. ask is called once, if at all.
func ListPage(ctx context.Context, q graph.NodeQuery, ask func(context.Context, *List, Need) (Found, error)) (graph.Page, error) {
	l, err := newList(q)
	if err != nil {
		return graph.Page{}, err
	}
	size, backward := q.First, false
	if q.Last > 0 {
		size, backward = q.Last, true
	}
	need := Need{Total: q.WantTotal}
	if size > 0 {
		need.Page = &Walk{After: l.after, Before: l.before, Backward: backward, Limit: size + 1}
		need.Beyond = l.beyond()
	}
	page := graph.Page{Total: -1}
	if !need.Total && need.Page == nil {
		return page, nil
	}
	found, err := ask(ctx, l, need)
	if err != nil {
		return graph.Page{}, err
	}
	if need.Total {
		page.Total = found.Total
	}
	l.fill(&page, found, size, backward)
	return page, nil
}

func newList(q graph.NodeQuery) (*List, error) {
	if graph.NodeSchemaOf(q.Type) == nil {
		return nil, fmt.Errorf("%w: no node type %q", graph.ErrBadQuery, q.Type)
	}
	if q.First < 0 || q.Last < 0 || q.First > 0 && q.Last > 0 {
		return nil, fmt.Errorf("%w: first %d and last %d", graph.ErrBadQuery, q.First, q.Last)
	}
	types := []graph.NodeType{q.Type}
	where, err := graph.CheckPred(types, q.Where)
	if err != nil {
		return nil, err
	}
	if err := graph.CheckOrder(types, q.Order); err != nil {
		return nil, err
	}
	l := &List{Type: q.Type, Where: where, Order: q.Order, Props: q.Props, name: graph.OrderName(q.Order)}
	if l.after, err = l.cursor(q.After); err != nil {
		return nil, err
	}
	l.before, err = l.cursor(q.Before)
	return l, err
}

func (l *List) cursor(text string) (*graph.Cursor, error) {
	if text == "" {
		return nil, nil
	}
	c, err := graph.DecodeCursor(text, l.name, len(l.Order))
	return &c, err
}

// beyond asks whether there are rows on the far side of the cursors that were given.
func (l *List) beyond() []Walk {
	var walks []Walk
	if l.after != nil {
		walks = append(walks, Walk{Before: l.after, Inclusive: true, Backward: true, Limit: 1})
	}
	if l.before != nil {
		walks = append(walks, Walk{After: l.before, Inclusive: true, Limit: 1})
	}
	return walks
}

// fill puts what was found on the page.
func (l *List) fill(page *graph.Page, found Found, size int, backward bool) {
	more := len(found.Nodes) > size
	page.Nodes = found.Nodes[:min(size, len(found.Nodes))]
	if backward {
		slices.Reverse(page.Nodes)
		page.HasPrev = more
	} else {
		page.HasNext = more
	}
	for i, w := range l.beyond() {
		if i < len(found.Beyond) && found.Beyond[i] {
			page.HasPrev = page.HasPrev || w.Backward
			page.HasNext = page.HasNext || !w.Backward
		}
	}
	for _, n := range page.Nodes {
		page.Cursors = append(page.Cursors, graph.Cursor{Values: valuesOf(n, l.Order), Key: n.Key}.Encode(l.name))
	}
}

// valuesOf gives a node's place in an order.
func valuesOf(n *graph.Node, order []graph.Order) []any {
	var values []any
	for _, o := range order {
		v := n.Props[o.Prop]
		if o.Prop == "key" {
			v = n.Key
		}
		values = append(values, v)
	}
	return values
}

// Segment is a stretch of a list that is walked in one go. Nulls come last, and no index holds them that way: the rows with
// a first sort value and those without are stretches of their own.
type Segment struct {
	Sorted        bool // there is a first sort value that can be null
	Null          bool // it is
	Terms         []Term
	After, Before []any // values of Terms to begin and to end at; nil: no bound
}

// Segments gives the stretches of a walk, in its order; field writes a property of the store's.
func (l *List) Segments(w Walk, field func(prop string) string) []Segment {
	sorted := len(l.Order) > 0 && l.Order[0].Prop != "key"
	if !sorted {
		return []Segment{{Terms: l.terms(false, field), After: l.place(w.After, false), Before: l.place(w.Before, false)}}
	}
	var out []Segment
	for _, null := range []bool{w.Backward, !w.Backward} {
		s := Segment{Sorted: true, Null: null, Terms: l.terms(null, field)}
		// A place among the nulls bounds nothing of what stands before them, and leaves nothing after it there.
		if w.After != nil && isNull(w.After) && !null || w.Before != nil && !isNull(w.Before) && null || null && l.valued() {
			continue
		}
		if w.After != nil && isNull(w.After) == null {
			s.After = l.place(w.After, null)
		}
		if w.Before != nil && isNull(w.Before) == null {
			s.Before = l.place(w.Before, null)
		}
		out = append(out, s)
	}
	return out
}

// valued tells whether the condition leaves only rows that have a first sort value.
func (l *List) valued() bool {
	return slices.ContainsFunc(Conjuncts(l.Where), func(p graph.Pred) bool {
		return p.Prop == l.Order[0].Prop && p.Op != graph.Ne && p.Op != graph.IsNull
	})
}

func isNull(c *graph.Cursor) bool { return c.Values[0] == nil }

// terms are the sort terms of a stretch: the key ends every order.
func (l *List) terms(null bool, field func(string) string) []Term {
	var terms []Term
	for i, o := range l.Order {
		p := graph.NodeProp([]graph.NodeType{l.Type}, o.Prop)
		t := Term{Expr: field(o.Prop), Type: p.Type, Desc: o.Desc, Nullable: i > 0 && o.Prop != "key"}
		if i > 0 || !null { // else all are the same
			terms = append(terms, t)
		}
		if o.Prop == "key" {
			return terms
		}
	}
	return append(terms, Term{Expr: field("key")})
}

// place gives the values of the terms at a cursor.
func (l *List) place(c *graph.Cursor, null bool) []any {
	if c == nil {
		return nil
	}
	var vals []any
	for i, o := range l.Order {
		if i > 0 || !null {
			vals = append(vals, c.Values[i])
		}
		if o.Prop == "key" {
			return vals
		}
	}
	return append(vals, c.Key)
}

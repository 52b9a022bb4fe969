package neo4j

import (
	"context"
	"fmt"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// list is a list of nodes of one type in one order: rows are walked from either end, from or up to cursors.
type list struct {
	*reader
	typ   graph.NodeType
	where *graph.Pred
	order []graph.Order // without "key", which ends every order
	name  string
}

// spot is a row of a list.
type spot struct {
	node *graph.Node
	pos  graph.Cursor
}

// bounds limit a walk to the rows after one place and before another, or at them. nil: no limit.
type bounds struct {
	after, before *graph.Cursor
	inclusive     bool
}

// List gives a page of nodes of one type.
func (r *reader) List(ctx context.Context, q graph.NodeQuery) (graph.Page, error) {
	l, b, err := r.newList(q)
	if err != nil {
		return graph.Page{}, err
	}
	page := graph.Page{Total: -1}
	if q.WantTotal {
		if page.Total, err = l.total(ctx); err != nil {
			return graph.Page{}, err
		}
	}
	size, backward := q.First, false
	if q.Last > 0 {
		size, backward = q.Last, true
	}
	if size == 0 {
		return page, nil
	}
	found, err := l.walk(ctx, b, backward, size+1)
	if err != nil {
		return graph.Page{}, err
	}
	more := len(found) > size
	found = found[:min(size, len(found))]
	if backward {
		slices.Reverse(found)
		page.HasPrev = more
	} else {
		page.HasNext = more
	}
	for _, s := range found {
		page.Nodes = append(page.Nodes, s.node)
		page.Cursors = append(page.Cursors, s.pos.Encode(l.name))
	}
	return page, l.beyond(ctx, &page, b)
}

func (r *reader) newList(q graph.NodeQuery) (*list, bounds, error) {
	var b bounds
	if graph.NodeSchemaOf(q.Type) == nil {
		return nil, b, fmt.Errorf("%w: no node type %q", graph.ErrBadQuery, q.Type)
	}
	if q.First < 0 || q.Last < 0 || q.First > 0 && q.Last > 0 {
		return nil, b, fmt.Errorf("%w: first %d and last %d", graph.ErrBadQuery, q.First, q.Last)
	}
	types := []graph.NodeType{q.Type}
	where, err := graph.CheckPred(types, q.Where)
	if err != nil {
		return nil, b, err
	}
	if err := graph.CheckOrder(types, q.Order); err != nil {
		return nil, b, err
	}
	l := &list{reader: r, typ: q.Type, where: where, order: q.Order, name: graph.OrderName(q.Order)}
	for _, end := range []struct {
		text string
		to   **graph.Cursor
	}{{q.After, &b.after}, {q.Before, &b.before}} {
		if end.text == "" {
			continue
		}
		c, err := graph.DecodeCursor(end.text, l.name, len(l.order))
		if err != nil {
			return nil, b, err
		}
		*end.to = &c
	}
	return l, b, nil
}

// beyond finds out whether there are rows on the far side of a cursor that was given.
func (l *list) beyond(ctx context.Context, page *graph.Page, b bounds) error {
	if b.after != nil && !page.HasPrev {
		found, err := l.walk(ctx, bounds{before: b.after, inclusive: true}, true, 1)
		if err != nil {
			return err
		}
		page.HasPrev = len(found) > 0
	}
	if b.before != nil && !page.HasNext {
		found, err := l.walk(ctx, bounds{after: b.before, inclusive: true}, false, 1)
		if err != nil {
			return err
		}
		page.HasNext = len(found) > 0
	}
	return nil
}

// total counts: of a whole type by the count store.
func (l *list) total(ctx context.Context) (int, error) {
	c := newCompiler()
	c.add("MATCH (t:%s)", l.typ)
	if l.where != nil {
		c.add(" WHERE ")
		c.pred(nodeScope("t", []graph.NodeType{l.typ}), l.where)
	}
	c.add(" RETURN count(t) AS n")
	return l.count(ctx, c.String(), c.params)
}

// walk gives up to limit rows within the bounds, from the start or from the end of the list. Nulls come last, and are in no
// index: the rows with a first sort value and those without are walked one after the other.
func (l *list) walk(ctx context.Context, b bounds, backward bool, limit int) ([]spot, error) {
	parts := []bool{false}
	if l.sorted() {
		parts = []bool{backward, !backward}
	}
	var out []spot
	for _, null := range parts {
		c := newCompiler()
		if !l.segment(c, b, null, backward, limit-len(out)) {
			continue
		}
		more, err := l.spots(ctx, c)
		if err != nil {
			return nil, err
		}
		if out = append(out, more...); len(out) == limit {
			break
		}
	}
	return out, nil
}

// sorted tells whether the order begins with a property that can be null.
func (l *list) sorted() bool { return len(l.order) > 0 && l.order[0].Prop != "key" }

func (l *list) spots(ctx context.Context, c *compiler) ([]spot, error) {
	records, err := l.ask(ctx, c.String(), c.params)
	if err != nil {
		return nil, err
	}
	out := make([]spot, len(records))
	for i, rec := range records {
		if out[i].node, err = l.keep(rec.Values[0]); err != nil {
			return nil, err
		}
		out[i].pos.Key = out[i].node.Key
		for _, o := range l.order {
			v := out[i].node.Props[o.Prop]
			if o.Prop == "key" {
				v = out[i].node.Key
			}
			out[i].pos.Values = append(out[i].pos.Values, v)
		}
	}
	return out, nil
}

// segment writes the question for the rows whose first sort value is null, or is not. It gives false if the bounds leave none.
func (l *list) segment(c *compiler, b bounds, null, backward bool, limit int) bool {
	terms := l.terms(null)
	c.add("MATCH (t:%s)", l.typ)
	sep := " WHERE "
	if l.sorted() {
		c.add("%st.`%s` IS %sNULL", sep, l.order[0].Prop, map[bool]string{false: "NOT "}[null])
		sep = " AND "
	}
	if l.where != nil {
		c.add("%s", sep)
		c.pred(nodeScope("t", []graph.NodeType{l.typ}), l.where)
		sep = " AND "
	}
	for _, end := range []struct {
		at     *graph.Cursor
		before bool
	}{{b.after, false}, {b.before, true}} {
		if end.at == nil {
			continue
		}
		vals := append(slices.Clone(end.at.Values), end.at.Key)
		if l.sorted() {
			if (vals[0] == nil) != null {
				if null == end.before { // the part with nulls is the later one
					return false
				}
				continue
			}
			if null {
				vals = vals[1:]
			}
		}
		c.add("%s", sep)
		c.beyond(terms, vals, end.before, b.inclusive)
		sep = " AND "
	}
	c.add(" RETURN t ORDER BY ")
	orderBy(c, terms, backward)
	c.add(" LIMIT %s", c.arg(limit))
	return true
}

// terms are the sort terms within a part.
func (l *list) terms(null bool) []term {
	var terms []term
	for i, o := range l.order {
		if i == 0 && null { // all the same
			continue
		}
		p := graph.NodeProp([]graph.NodeType{l.typ}, o.Prop)
		terms = append(terms, term{expr: "t.`" + o.Prop + "`", typ: p.Type, desc: o.Desc, nullable: i > 0 && o.Prop != "key"})
	}
	return append(terms, term{expr: "t.key"})
}

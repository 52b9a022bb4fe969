package sqlite

import (
	"context"
	"database/sql"
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

// row is a place in a list.
type row struct {
	id  int64
	pos graph.Cursor
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
	rows, err := l.walk(ctx, b, backward, size+1)
	if err != nil {
		return graph.Page{}, err
	}
	more := len(rows) > size
	rows = rows[:min(size, len(rows))]
	if backward {
		slices.Reverse(rows)
		page.HasPrev = more
	} else {
		page.HasNext = more
	}
	if err := l.beyond(ctx, &page, rows, b); err != nil {
		return graph.Page{}, err
	}
	return page, l.fill(ctx, &page, rows)
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
func (l *list) beyond(ctx context.Context, page *graph.Page, rows []row, b bounds) error {
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

func (l *list) fill(ctx context.Context, page *graph.Page, rows []row) error {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.id
	}
	nodes, err := l.nodesByID(ctx, ids)
	if err != nil {
		return err
	}
	for _, r := range rows {
		page.Nodes = append(page.Nodes, nodes[r.id])
		page.Cursors = append(page.Cursors, r.pos.Encode(l.name))
	}
	return nil
}

func (l *list) total(ctx context.Context) (int, error) {
	if l.where == nil {
		return l.count(ctx, "SELECT n FROM counts WHERE kind = 'node' AND type = ?", []any{string(l.typ)})
	}
	c := compiler{all: true}
	c.add("SELECT count(*) FROM %s t WHERE ", nodeTable(l.typ))
	c.pred(nodeScope("t", l.typ), l.where)
	return l.count(ctx, c.String(), c.args)
}

// walk gives up to limit rows within the bounds, from the start or from the end of the list. Nulls come last, which
// no index holds that way: the rows with a first sort value and those without are walked one after the other, each
// in the order of an index.
func (l *list) walk(ctx context.Context, b bounds, backward bool, limit int) ([]row, error) {
	parts := []bool{false}
	if len(l.order) > 0 && l.order[0].Prop != "key" {
		parts = []bool{backward, !backward}
	}
	var rows []row
	for _, null := range parts {
		query, args, ok := l.segment(b, null, backward, limit-len(rows))
		if !ok {
			continue
		}
		more, err := l.rows(ctx, query, args)
		if err != nil {
			return nil, err
		}
		if rows = append(rows, more...); len(rows) == limit {
			break
		}
	}
	return rows, nil
}

func (l *list) rows(ctx context.Context, query string, args []any) ([]row, error) {
	var rows []row
	err := l.each(ctx, query, args, func(r *sql.Rows) error {
		one := row{pos: graph.Cursor{Values: make([]any, len(l.order))}}
		into := []any{&one.id, &one.pos.Key}
		for i := range l.order {
			into = append(into, &one.pos.Values[i])
		}
		err := r.Scan(into...)
		rows = append(rows, one)
		return err
	})
	return rows, err
}

// segment writes the query for the rows whose first sort value is null, or is not. ok is false if the bounds leave none.
func (l *list) segment(b bounds, null, backward bool, limit int) (query string, args []any, ok bool) {
	terms := l.terms(null)
	var c compiler
	c.add("SELECT t.id, t.key")
	for _, o := range l.order {
		c.add(", %s", nodeField("t", l.typ, o.Prop))
	}
	c.add(" FROM %s t WHERE ", nodeTable(l.typ))
	switch {
	case len(l.order) == 0 || l.order[0].Prop == "key":
		c.add("TRUE")
	case null:
		c.add("%s IS NULL", nodeField("t", l.typ, l.order[0].Prop))
	default:
		c.add("%s IS NOT NULL", nodeField("t", l.typ, l.order[0].Prop))
	}
	if l.where != nil {
		c.add(" AND ")
		c.pred(nodeScope("t", l.typ), l.where)
	}
	if !l.bound(&c, terms, b.after, null, false, b.inclusive) || !l.bound(&c, terms, b.before, null, true, b.inclusive) {
		return "", nil, false
	}
	c.add(" ORDER BY ")
	orderBy(&c, terms, backward)
	c.add(" LIMIT ")
	c.arg(limit)
	return c.String(), c.args, true
}

// terms are the sort terms within a segment.
func (l *list) terms(null bool) []term {
	var terms []term
	for i, o := range l.order {
		if i == 0 && null { // all the same
			continue
		}
		terms = append(terms, term{expr: nodeField("t", l.typ, o.Prop), desc: o.Desc, nullable: i > 0 && o.Prop != "key"})
	}
	return append(terms, term{expr: "t.key"})
}

// bound writes the condition that rows are after (or before) a cursor; false if the segment has no such rows.
func (l *list) bound(c *compiler, terms []term, at *graph.Cursor, null, before, inclusive bool) bool {
	if at == nil {
		return true
	}
	vals := append(slices.Clone(at.Values), at.Key)
	if len(l.order) > 0 && l.order[0].Prop != "key" {
		if cursorNull := vals[0] == nil; cursorNull != null {
			return null != before // the segment with nulls is the later one
		}
		if null {
			vals = vals[1:]
		}
	}
	c.add(" AND ")
	c.beyond(terms, vals, before, inclusive)
	return true
}

// term is a part of an order. Nulls, where there can be some, come last both ways.
type term struct {
	expr           string
	desc, nullable bool
}

func orderBy(c *compiler, terms []term, backward bool) {
	for i, t := range terms {
		if i > 0 {
			c.add(", ")
		}
		if t.nullable {
			c.add("%s IS NULL%s, ", t.expr, map[bool]string{true: " DESC"}[backward])
		}
		c.add("%s%s", t.expr, map[bool]string{true: " DESC"}[t.desc != backward])
	}
}

// beyond writes that a row comes after (or before) the place with these values, or, inclusive, is at it.
func (c *compiler) beyond(terms []term, vals []any, before, inclusive bool) {
	t, v := terms[0], vals[0]
	if v == nil && !t.nullable { // a forged cursor: no row has such a place
		c.add("FALSE")
		return
	}
	op := ">"
	if t.desc != before {
		op = "<"
	}
	if len(terms) == 1 {
		if inclusive {
			op += "="
		}
		c.add("%s %s ", t.expr, op)
		c.arg(v)
		return
	}
	// A bound on the first term alone lets an index begin at the place.
	if !t.nullable {
		c.add("%s %s= ", t.expr, op)
		c.arg(v)
		c.add(" AND ")
	}
	c.add("(")
	c.strictly(t, v, op, before)
	c.add(" OR %s IS ", t.expr)
	c.arg(v)
	c.add(" AND ")
	c.beyond(terms[1:], vals[1:], before, inclusive)
	c.add(")")
}

// strictly writes that a term's value comes after (or before) v, nulls last.
func (c *compiler) strictly(t term, v any, op string, before bool) {
	switch {
	case v == nil && before:
		c.add("%s IS NOT NULL", t.expr)
	case v == nil:
		c.add("FALSE")
	default:
		c.add("(%s %s ", t.expr, op)
		c.arg(v)
		if t.nullable && !before {
			c.add(" OR %s IS NULL", t.expr)
		}
		c.add(")")
	}
}

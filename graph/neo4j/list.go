package neo4j

import (
	"context"
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// List gives a page of nodes of one type.
func (r *reader) List(ctx context.Context, q graph.NodeQuery) (graph.Page, error) {
	return reading.ListPage(ctx, q, r.listed)
}

// Parts of the answer about a list.
const (
	pageRows = iota
	pageTotal
	pageBeyond // and the next ones
)

// listed asks for all that a page needs in one statement.
func (r *reader) listed(ctx context.Context, l *reading.List, need reading.Need) (found reading.Found, err error) {
	c := &listing{compiler: newCompiler(), List: l, look: looked(l.Type, l.Props, l.Order)}
	if need.Page != nil {
		c.walk(pageRows, *need.Page, nodesOf("t", c.look)+" AS nodes, 0 AS n")
	}
	if need.Total {
		c.total()
	}
	for i, w := range need.Beyond {
		c.walk(pageBeyond+i, w, "[] AS nodes, count(t) AS n")
	}
	found.Beyond = make([]bool, len(need.Beyond))
	records, err := r.ask(ctx, c.String(), c.params)
	if err != nil {
		return found, err
	}
	for _, rec := range records {
		fields := row(rec.AsMap())
		switch part := fields.int("part"); part {
		case pageRows:
			list, _ := fields["nodes"].([]any)
			if found.Nodes, err = r.keepAll(list, l.Type, c.look); err != nil {
				return found, err
			}
		case pageTotal:
			found.Total = fields.int("n")
		default:
			found.Beyond[part-pageBeyond] = fields.int("n") > 0
		}
	}
	return found, nil
}

// listing makes the statement about a list.
type listing struct {
	*compiler
	*reading.List
	look []graph.Prop // of the nodes; nil: whole nodes
}

func (c *listing) union() {
	if c.Len() > 0 {
		c.Add("\nUNION ALL\n")
	}
}

// total counts: a whole type by the count store, which answers a question for nothing but a count.
func (c *listing) total() {
	c.union()
	c.Add("CALL () { ")
	if c.Where == nil {
		c.Add("MATCH (t:%s)", c.Type)
	} else {
		c.nodes("t", c.Type, c.Where, true)
	}
	c.Add(" RETURN count(t) AS n } RETURN %d AS part, [] AS nodes, n", pageTotal)
}

// walk asks for the first rows of a walk. Its stretches are joined in order, and the server reads no further than the
// limit asks for.
func (c *listing) walk(part int, w reading.Walk, result string) {
	segments := c.Segments(w, func(prop string) string { return "t.`" + prop + "`" })
	if len(segments) == 0 {
		return
	}
	c.union()
	c.Add("CALL () {\n")
	limit := c.arg(w.Limit)
	for i, s := range segments {
		if i > 0 {
			c.Add("\nUNION ALL\n")
		}
		(&stretch{c, s, w, limit}).write()
	}
	c.Add("\n} WITH t LIMIT %s RETURN %d AS part, %s", limit, part, result)
}

// stretch is a part of a walk that an index holds in order.
type stretch struct {
	*listing
	reading.Segment
	w     reading.Walk
	limit string // as written
}

// sortProp is the property that leads the order within the stretch, "" if only the key does. What lacks a value of it is
// marked.
func (s *stretch) sortProp() string {
	switch {
	case !s.Sorted:
		return ""
	case s.Null:
		return nullMark(s.Order[0].Prop)
	}
	return s.Order[0].Prop
}

func (s *stretch) write() {
	switch {
	case s.Where != nil || len(s.Terms) > 2 || s.Null && len(s.Terms) > 1:
		s.filtered()
	case s.Sorted && !s.Null:
		s.sorted()
	default:
		s.byKey()
	}
}

// ends gives the place where the walk begins, and the one where it ends.
func (s *stretch) ends() (start, end []any) {
	if s.w.Backward {
		return s.Before, s.After
	}
	return s.After, s.Before
}

// match begins a question that the index of the order answers, in its order.
func (s *stretch) match() {
	prop := s.sortProp()
	if prop == "" {
		s.Add("MATCH (t:%s) USING INDEX t:%s(key) WHERE t.key IS NOT NULL", s.Type, s.Type)
		return
	}
	s.Add("MATCH (t:%s) USING INDEX t:%s(`%s`, key) WHERE t.key IS NOT NULL", s.Type, s.Type, prop)
	if s.Null {
		s.Add(" AND t.`%s` = true", prop)
	}
}

// bound writes a limit of the walk, if there is one.
func (s *stretch) bound(terms []reading.Term, vals []any, before bool) {
	if vals != nil {
		s.Add(" AND ")
		reading.Beyond(s, terms, vals, before, s.w.Inclusive)
	}
}

// byKey asks for rows of which only the key matters.
func (s *stretch) byKey() {
	s.match()
	s.bound(s.Terms, s.After, false)
	s.bound(s.Terms, s.Before, true)
	s.finish(s.Terms[0].Desc != s.w.Backward)
}

// finish orders by the index: the property too where it is the same in all rows, or the server would not see that the index
// has the order.
func (s *stretch) finish(desc bool) {
	s.Add(" RETURN t ORDER BY ")
	if prop := s.sortProp(); prop != "" {
		s.Add("t.`%s`%s, ", prop, descending(desc))
	}
	s.Add("t.key%s LIMIT %s", descending(desc), s.limit)
}

func descending(yes bool) string {
	if yes {
		return " DESC"
	}
	return ""
}

// sorted asks for rows in the order of a property and the key. An index has both in one direction. Rows that share the
// value of the place where the walk begins are a question of their own, so that none before it is read.
func (s *stretch) sorted() {
	value, desc, backward := s.Terms[0], s.Terms[0].Desc != s.w.Backward, s.w.Backward
	start, end := s.ends()
	if start != nil {
		s.match()
		s.Add(" AND ")
		reading.Equal(s, value, start[0])
		s.Add(" AND ")
		reading.Beyond(s, s.Terms[1:], start[1:], backward, s.w.Inclusive)
		s.bound(s.Terms, end, !backward)
		s.finish(backward)
		s.Add("\nUNION ALL\n")
	}
	s.match()
	s.past(value, start)
	s.bound(s.Terms, end, !backward)
	if desc == backward {
		s.finish(backward)
		return
	}
	// The values in their order, and the rows of each in the order of keys.
	s.Add(" WITH %s AS v ORDER BY v%s LIMIT %s WITH DISTINCT v CALL (v) { ", value.Expr, descending(desc), s.limit)
	s.match()
	s.Add(" AND %s = v", value.Expr)
	s.bound(s.Terms, end, !backward)
	s.finish(backward)
	s.Add(" } RETURN t LIMIT %s", s.limit)
}

// past asks for rows whose value lies beyond the start, or that have one.
func (s *stretch) past(value reading.Term, start []any) {
	s.Add(" AND ")
	if start == nil {
		s.Add("%s IS NOT NULL", value.Expr)
		return
	}
	reading.Beyond(s, []reading.Term{value}, start[:1], s.w.Backward, false)
}

// filtered asks for rows that fit a condition, or in an order of several properties: the server chooses whether the
// condition's index or that of the order is the shorter way.
func (s *stretch) filtered() {
	if s.Where == nil {
		s.match()
	} else {
		s.nodes("t", s.Type, s.Where, false)
	}
	switch {
	case s.Null:
		s.Add(" AND t.`%s` = true", s.sortProp())
	case s.Sorted:
		s.Add(" AND t.`%s` IS NOT NULL", s.sortProp())
	}
	s.bound(s.Terms, s.After, false)
	s.bound(s.Terms, s.Before, true)
	s.Add(" RETURN t ORDER BY ")
	if p := s.fixed(); p != "" {
		s.Add("t.`%s`%s, ", p, descending(s.Terms[0].Desc != s.w.Backward))
	}
	reading.OrderBy(s, s.Terms, s.w.Backward)
	s.Add(" LIMIT %s", s.limit)
}

// fixed is a property that is the same in all rows and whose index has them in the order of keys; "" if there is none.
func (s *stretch) fixed() string {
	if s.Sorted {
		return ""
	}
	list := reading.Conjuncts(s.Where)
	i := slices.IndexFunc(list, func(p graph.Pred) bool {
		prop := graph.NodeProp([]graph.NodeType{s.Type}, p.Prop)
		return p.Op == graph.Eq && prop != nil && prop.Index && p.Prop != "key"
	})
	if i < 0 {
		return ""
	}
	return list[i].Prop
}

// nullMark is the property that marks nodes without a value of a property that lists are ordered by. An index holds no
// nulls; with the mark and the key it holds those nodes too, in the order of lists.
func nullMark(prop string) string { return "_no_" + prop }

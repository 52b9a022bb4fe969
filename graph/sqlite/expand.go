package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// Expand follows edges from many nodes, each query for all its nodes at once.
func (r *reader) Expand(ctx context.Context, qs []graph.ExpandQuery) ([]map[graph.Key]graph.EdgePage, error) {
	var all []graph.Key
	for _, q := range qs {
		all = append(all, q.From...)
	}
	slices.Sort(all)
	places, err := r.resolve(ctx, slices.Compact(all))
	if err != nil {
		return nil, err
	}
	// A node is decoded once, however many edges of however many queries lead to it.
	known := map[int64]*graph.Node{}
	out := make([]map[graph.Key]graph.EdgePage, len(qs))
	for i, q := range qs {
		x, err := r.newExpansion(q, places)
		if err != nil {
			return nil, err
		}
		if out[i], err = x.run(ctx, known); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// expansion is one query made ready.
type expansion struct {
	*reader
	graph.ExpandQuery
	places  map[graph.Key]place // of From; several keys can be one node
	sources []int64
	keys    map[int64]graph.Key // of the sources
	far     []graph.NodeType    // types that the other end can have
	typed   bool                // the other end's type or properties are asked for
	terms   []term
	name    string
	after   *graph.Cursor
}

func (r *reader) newExpansion(q graph.ExpandQuery, places map[graph.Key]place) (*expansion, error) {
	x := &expansion{reader: r, ExpandQuery: q, places: map[graph.Key]place{}, keys: map[int64]graph.Key{}}
	if err := x.check(); err != nil {
		return nil, err
	}
	for _, key := range q.From {
		p, ok := places[key]
		if !ok {
			continue
		}
		x.places[key] = p
		if x.keys[p.id] == "" {
			x.keys[p.id] = p.key
			x.sources = append(x.sources, p.id)
		}
	}
	x.setOrder()
	if q.After == "" {
		return x, nil
	}
	c, err := graph.DecodeCursor(q.After, x.name, len(x.terms)-1)
	x.after = &c
	return x, err
}

func (x *expansion) check() error {
	if err := graph.CheckEdgeTypes(x.Types); err != nil {
		return err
	}
	if x.First < 0 {
		return fmt.Errorf("%w: first %d", graph.ErrBadQuery, x.First)
	}
	x.far = graph.EndTypes(x.Types, x.Dir, nil)
	if x.NodeType != "" {
		if !slices.Contains(x.far, x.NodeType) {
			return fmt.Errorf("%w: %v edges lead to no %s", graph.ErrBadQuery, x.Types, x.NodeType)
		}
		x.typed = len(x.far) > 1 || x.Where != nil
		x.far = []graph.NodeType{x.NodeType}
	}
	x.typed = x.typed || x.Where != nil
	var err error
	if x.EdgeWhere, err = graph.CheckEdgePreds(x.Types, x.EdgeWhere); err != nil {
		return err
	}
	if x.Where, err = graph.CheckPred(x.far, x.Where); err != nil {
		return err
	}
	return graph.CheckOrder(x.far, x.Order)
}

// setOrder makes the sort terms: those asked for, else the edge's own order; then the other node's key and the edge's.
func (x *expansion) setOrder() {
	x.name = "edge:" + graph.OrderName(x.Order)
	for _, o := range x.Order {
		x.terms = append(x.terms, term{expr: x.farField(o.Prop), desc: o.Desc, nullable: true})
	}
	if len(x.Order) == 0 {
		x.terms = append(x.terms, term{expr: "e.ord", nullable: true})
	}
	x.terms = append(x.terms, term{expr: "o.key"}, term{expr: "e.key"})
}

// farField is a property of the other node, whose type is the edge's to choose where there are several.
func (x *expansion) farField(name string) string {
	if name == "key" {
		return "o.key"
	}
	var c compiler
	n := 0
	for _, t := range x.far {
		if graph.NodeProp([]graph.NodeType{t}, name) == nil {
			continue
		}
		c.add(", (SELECT %q FROM %s WHERE id = o.id)", name, nodeTable(t))
		n++
	}
	list := c.String()[len(", "):]
	if n > 1 {
		return "COALESCE(" + list + ")"
	}
	return list
}

func (x *expansion) run(ctx context.Context, known map[int64]*graph.Node) (map[graph.Key]graph.EdgePage, error) {
	pages := map[int64]*graph.EdgePage{}
	for _, id := range x.sources {
		pages[id] = &graph.EdgePage{Total: -1}
	}
	if len(x.sources) > 0 && x.First > 0 {
		if err := x.fetch(ctx, pages, known); err != nil {
			return nil, err
		}
	}
	if len(x.sources) > 0 && (x.WantTotal || x.First == 0) {
		if err := x.totals(ctx, pages); err != nil {
			return nil, err
		}
	}
	out := make(map[graph.Key]graph.EdgePage, len(x.places))
	for key, p := range x.places {
		out[key] = *pages[p.id]
	}
	return out, nil
}

// edges writes "FROM edge e [JOIN node o] WHERE" the edges of the node with the id that fit.
func (x *expansion) edges(c *compiler, id string, node bool) {
	c.add(" FROM edge e")
	if node {
		c.add(" CROSS JOIN node o ON o.id = %s", x.other("e", id))
	}
	c.add(" WHERE ")
	switch x.Dir {
	case graph.Out:
		c.add("e.src = %s", id)
	case graph.InDir:
		c.add("e.dst = %s", id)
	default:
		c.add("(e.src = %s OR e.dst = %s)", id, id)
	}
	c.edgeConds("e", x.Types, x.EdgeWhere)
	if x.typed {
		c.add(" AND ")
		c.nodeCond(x.other("e", id), x.far, x.Where)
	}
}

// other is the far end of the edge as seen from the node with the id.
func (x *expansion) other(edge, id string) string {
	switch x.Dir {
	case graph.Out:
		return edge + ".dst"
	case graph.InDir:
		return edge + ".src"
	}
	return fmt.Sprintf("iif(%s.src = %s, %s.dst, %s.src)", edge, id, edge, edge)
}

// fetch fills the pages. Which edges are on them is settled first, inside the query and with nothing but ids and sort
// values, so that a hub costs no more than its page.
func (x *expansion) fetch(ctx context.Context, pages map[int64]*graph.EdgePage, known map[int64]*graph.Node) error {
	picked, err := x.pick(ctx, pages)
	if err != nil || len(picked) == 0 {
		return err
	}
	found, err := x.read(ctx, picked)
	if err != nil {
		return err
	}
	var missing []int64
	for _, f := range found {
		if known[f.far] == nil {
			missing = append(missing, f.far)
		}
	}
	slices.Sort(missing)
	nodes, err := x.nodesByID(ctx, slices.Compact(missing))
	if err != nil {
		return err
	}
	maps.Copy(known, nodes)
	for _, f := range found {
		f.Node = known[f.far]
		page := pages[f.source]
		page.Edges = append(page.Edges, f.EdgeTo)
	}
	return nil
}

// pick gives pairs of source and edge, in order of the pages, and sets HasNext.
func (x *expansion) pick(ctx context.Context, pages map[int64]*graph.EdgePage) ([][2]int64, error) {
	var c compiler
	c.add("SELECT s.value, (SELECT json_group_array(id) FROM (SELECT e.id AS id")
	x.edges(&c, "s.value", true)
	if x.after != nil {
		c.add(" AND ")
		c.beyond(x.terms, append(slices.Clone(x.after.Values), x.after.Key), false, false)
	}
	c.add(" ORDER BY ")
	orderBy(&c, x.terms, false)
	c.add(" LIMIT ")
	c.arg(x.First + 1)
	c.add(")) FROM json_each(")
	c.arg(jsonOf(x.sources))
	c.add(") s")
	var picked [][2]int64
	err := x.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		var source int64
		var list []byte
		if err := rows.Scan(&source, &list); err != nil {
			return err
		}
		var ids []int64
		if err := json.Unmarshal(list, &ids); err != nil {
			return err
		}
		if len(ids) > x.First {
			ids = ids[:x.First]
			pages[source].HasNext = true
		}
		for _, id := range ids {
			picked = append(picked, [2]int64{source, id})
		}
		return nil
	})
	return picked, err
}

// found is an edge of a page before its other node is known.
type found struct {
	source, far int64
	graph.EdgeTo
}

// read gives the picked edges, in order.
func (x *expansion) read(ctx context.Context, picked [][2]int64) ([]found, error) {
	pairs, err := json.Marshal(picked)
	if err != nil {
		return nil, err
	}
	var c compiler
	c.add("SELECT k.key, e.src, e.key, e.type, e.props, e.statements, o.id, o.key")
	for _, t := range x.terms[:len(x.terms)-2] {
		c.add(", %s", t.expr)
	}
	c.add(" FROM (SELECT key, value ->> 0 AS source, value ->> 1 AS edge FROM json_each(")
	c.arg(string(pairs))
	c.add(")) k CROSS JOIN edge e ON e.id = k.edge CROSS JOIN node o ON o.id = %s ORDER BY k.key", x.other("e", "k.source"))
	list := make([]found, 0, len(picked))
	err = x.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		f, err := x.scan(rows, picked)
		list = append(list, f)
		return err
	})
	return list, err
}

func (x *expansion) scan(rows *sql.Rows, picked [][2]int64) (found, error) {
	var f found
	var far graph.Key
	var props string
	var i int
	var src int64
	sort := make([]any, len(x.terms)-1) // values of the terms, the other node's key last
	into := []any{&i, &src, &f.Edge.Key, &f.Edge.Type, &props, &f.Edge.Statements, &f.far, &far}
	for i := range sort[:len(sort)-1] {
		into = append(into, &sort[i])
	}
	if err := rows.Scan(into...); err != nil {
		return f, err
	}
	sort[len(sort)-1] = far
	f.Cursor = graph.Cursor{Values: sort, Key: f.Edge.Key}.Encode(x.name)
	f.source = picked[i][0]
	f.Edge.From, f.Edge.To = x.keys[f.source], far
	if src != f.source {
		f.Edge.From, f.Edge.To = far, x.keys[f.source]
	}
	return f, decodeEdge(&f.Edge, props)
}

// totals counts the edges of each source.
func (x *expansion) totals(ctx context.Context, pages map[int64]*graph.EdgePage) error {
	var c compiler
	c.add("SELECT s.value, (SELECT count(*)")
	x.edges(&c, "s.value", false)
	c.add(") FROM json_each(")
	c.arg(jsonOf(x.sources))
	c.add(") s")
	return x.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		var id int64
		var n int
		err := rows.Scan(&id, &n)
		pages[id].Total = n
		return err
	})
}

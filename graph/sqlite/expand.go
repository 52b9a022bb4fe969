package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// Expand follows edges from many nodes, each query for all its nodes at once.
func (r *reader) Expand(ctx context.Context, qs []graph.ExpandQuery) ([]map[graph.Key]graph.EdgePage, error) {
	return reading.Expand(ctx, qs, r.resolve, r.expand)
}

func (r *reader) expand(ctx context.Context, list []*reading.Expansion) error {
	// A node is decoded once, however many edges of however many queries lead to it.
	known := map[int64]*graph.Node{}
	for _, x := range list {
		if err := (&expansion{x, r}).run(ctx, known); err != nil {
			return err
		}
	}
	return nil
}

// expansion is one query made ready, and its reader.
type expansion struct {
	*reading.Expansion
	r *reader
}

func (x *expansion) terms() []reading.Term { return x.Terms(x.farField, "e.ord", "e.key") }

// farField is a property of the other node, whose type is the edge's to choose where there are several.
func (x *expansion) farField(name string) string {
	if name == "key" {
		return "o.key"
	}
	var c compiler
	n := 0
	for _, t := range x.Far {
		if graph.NodeProp([]graph.NodeType{t}, name) == nil {
			continue
		}
		c.Add(", (SELECT %q FROM %s WHERE id = o.id)", name, nodeTable(t))
		n++
	}
	list := c.String()[len(", "):]
	if n > 1 {
		return "COALESCE(" + list + ")"
	}
	return list
}

func (x *expansion) run(ctx context.Context, known map[int64]*graph.Node) error {
	if x.First > 0 {
		if err := x.fetch(ctx, known); err != nil {
			return err
		}
	}
	if x.Counted() {
		return x.totals(ctx)
	}
	return nil
}

// edges writes "FROM edge e [JOIN node o] WHERE" the edges of the node with the id that fit.
func (x *expansion) edges(c *compiler, id string, node bool) {
	c.Add(" FROM edge e")
	if node {
		c.Add(" CROSS JOIN node o ON o.id = %s", x.other("e", id))
	}
	c.Add(" WHERE ")
	switch x.Dir {
	case graph.Out:
		c.Add("e.src = %s", id)
	case graph.InDir:
		c.Add("e.dst = %s", id)
	default:
		c.Add("(e.src = %s OR e.dst = %s)", id, id)
	}
	c.edgeConds("e", x.Types, x.EdgeWhere)
	if x.Typed {
		c.Add(" AND ")
		c.nodeCond(x.other("e", id), x.Far, x.Where)
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
func (x *expansion) fetch(ctx context.Context, known map[int64]*graph.Node) error {
	picked, err := x.pick(ctx)
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
	nodes, err := x.r.nodesByID(ctx, slices.Compact(missing))
	if err != nil {
		return err
	}
	maps.Copy(known, nodes)
	for _, f := range found {
		x.Put(f.source, f.edge, f.out, known[f.far])
	}
	return nil
}

// pick gives pairs of source and edge, in order of the pages, and sets HasNext.
func (x *expansion) pick(ctx context.Context) ([][2]int64, error) {
	var c compiler
	c.Add("SELECT s.value, (SELECT json_group_array(id) FROM (SELECT e.id AS id")
	x.edges(&c, "s.value", true)
	if x.After != nil {
		c.Add(" AND ")
		reading.Beyond(&c, x.terms(), x.After, false, false)
	}
	c.Add(" ORDER BY ")
	reading.OrderBy(&c, x.terms(), false)
	c.Add(" LIMIT ")
	c.arg(x.First + 1)
	c.Add(")) FROM json_each(")
	c.arg(jsonOf(x.Sources))
	c.Add(") s")
	var picked [][2]int64
	err := x.r.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
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
			x.Pages[source].HasNext = true
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
	out         bool
	edge        graph.Edge
}

// read gives the picked edges, in order.
func (x *expansion) read(ctx context.Context, picked [][2]int64) ([]found, error) {
	pairs, err := json.Marshal(picked)
	if err != nil {
		return nil, err
	}
	var c compiler
	c.Add("SELECT k.key, e.src, e.key, e.type, e.props, e.statements, %s FROM (SELECT key, value ->> 0 AS source, value ->> 1 AS edge FROM json_each(", x.other("e", "k.source"))
	c.arg(string(pairs))
	c.Add(")) k CROSS JOIN edge e ON e.id = k.edge ORDER BY k.key")
	list := make([]found, 0, len(picked))
	err = x.r.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		f, err := x.scan(rows, picked)
		list = append(list, f)
		return err
	})
	return list, err
}

func (x *expansion) scan(rows *sql.Rows, picked [][2]int64) (found, error) {
	var f found
	var i int
	var src int64
	var props string
	if err := rows.Scan(&i, &src, &f.edge.Key, &f.edge.Type, &props, &f.edge.Statements, &f.far); err != nil {
		return f, err
	}
	f.source = picked[i][0]
	f.out = src == f.source
	return f, decodeEdge(&f.edge, props)
}

// totals counts the edges of each source.
func (x *expansion) totals(ctx context.Context) error {
	var c compiler
	c.Add("SELECT s.value, (SELECT count(*)")
	x.edges(&c, "s.value", false)
	c.Add(") FROM json_each(")
	c.arg(jsonOf(x.Sources))
	c.Add(") s")
	return x.r.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		var id int64
		var n int
		err := rows.Scan(&id, &n)
		x.Pages[id].Total = n
		return err
	})
}

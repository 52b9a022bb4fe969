package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// side is one end of the edges that are counted.
type side struct {
	column string // of edge
	types  []graph.NodeType
	where  *graph.Pred
	narrow bool // not every edge of the types fits: its nodes must be looked at
}

// Aggregate counts edges by the values of GroupBy: most first, then by group.
func (r *reader) Aggregate(ctx context.Context, q graph.AggQuery) ([]graph.Bucket, error) {
	sides, err := aggregateSides(q)
	if err != nil {
		return nil, err
	}
	c := compiler{all: true}
	c.add("SELECT count(*) AS n")
	groups, err := groupBy(&c, q, sides)
	if err != nil {
		return nil, err
	}
	first, err := r.drive(ctx, sides)
	if err != nil {
		return nil, err
	}
	near, far := sides[first], sides[1-first]
	c.add(" FROM (")
	for i, t := range near.types {
		if i > 0 {
			c.add(" UNION ALL ")
		}
		c.add("SELECT t.id FROM %s t", nodeTable(t))
		if near.where != nil {
			c.add(" WHERE ")
			c.pred(nodeScope("t", t), near.where)
		}
	}
	c.add(") d CROSS JOIN edge e ON e.%s = d.id WHERE TRUE", near.column)
	c.edgeConds("e", q.Types, nil)
	if far.narrow {
		c.add(" AND ")
		c.nodeCond("e."+far.column, far.types, far.where)
	}
	order := []string{"n DESC"}
	for i := range q.GroupBy {
		order = append(order, fmt.Sprintf("g%d", i))
	}
	c.add(" GROUP BY %s ORDER BY %s", strings.Join(groups, ", "), strings.Join(order, ", "))
	if q.Limit > 0 {
		c.add(" LIMIT ")
		c.arg(q.Limit)
	}
	return r.buckets(ctx, &c, len(q.GroupBy))
}

func aggregateSides(q graph.AggQuery) ([2]side, error) {
	var sides [2]side
	if err := graph.CheckEdgeTypes(q.Types); err != nil {
		return sides, err
	}
	if len(q.GroupBy) == 0 || q.Limit < 0 {
		return sides, fmt.Errorf("%w: group by %v, limit %d", graph.ErrBadQuery, q.GroupBy, q.Limit)
	}
	for i, s := range []struct {
		column string
		dir    graph.Direction
		typ    graph.NodeType
		where  *graph.Pred
	}{{"src", graph.InDir, q.FromType, q.From}, {"dst", graph.Out, q.ToType, q.To}} {
		types := graph.EndTypes(q.Types, s.dir, nil)
		narrow := s.where != nil
		if s.typ != "" {
			if !slices.Contains(types, s.typ) {
				return sides, fmt.Errorf("%w: %v edges have no %s at that end", graph.ErrBadQuery, q.Types, s.typ)
			}
			narrow = narrow || len(types) > 1
			types = []graph.NodeType{s.typ}
		}
		where, err := graph.CheckPred(types, s.where)
		if err != nil {
			return sides, err
		}
		sides[i] = side{s.column, types, where, narrow}
	}
	return sides, nil
}

// groupBy writes the groups' values into the select list, and gives what to group by: ids instead of keys.
func groupBy(c *compiler, q graph.AggQuery, sides [2]side) ([]string, error) {
	var groups []string
	for i, g := range q.GroupBy {
		end, prop, dotted := strings.Cut(g, ".")
		s := sides[0]
		if end == "to" {
			s = sides[1]
		}
		switch {
		case g == "type":
			c.add(", e.type AS g%d", i)
			groups = append(groups, "e.type")
		case g == "from" || g == "to":
			c.add(", (SELECT key FROM node WHERE id = e.%s) AS g%d", s.column, i)
			groups = append(groups, "e."+s.column)
		case dotted && (end == "from" || end == "to"):
			expr, err := groupProp(s, prop)
			if err != nil {
				return nil, err
			}
			c.add(", %s AS g%d", expr, i)
			groups = append(groups, fmt.Sprintf("g%d", i))
		default:
			return nil, fmt.Errorf("%w: no group %q", graph.ErrBadQuery, g)
		}
	}
	return groups, nil
}

// groupProp writes a property of the node at a side as text, "" for null.
func groupProp(s side, name string) (string, error) {
	p := graph.NodeProp(s.types, name)
	if p == nil || p.Type == graph.TextList {
		return "", fmt.Errorf("%w: no group by %q", graph.ErrBadQuery, name)
	}
	var fields []string
	for _, t := range s.types {
		if graph.NodeProp([]graph.NodeType{t}, name) == nil {
			continue
		}
		field := nodeField("t", t, name)
		if p.Type == graph.Bool {
			field = fmt.Sprintf("CASE %s WHEN 1 THEN 'true' WHEN 0 THEN 'false' END", field)
		}
		fields = append(fields, fmt.Sprintf("(SELECT CAST(%s AS TEXT) FROM %s t WHERE t.id = e.%s)", field, nodeTable(t), s.column))
	}
	return "COALESCE(" + strings.Join(append(fields, "''"), ", ") + ")", nil
}

// drive tells from which side to look up edges: one whose condition is answered by an index, else the one with fewer nodes.
func (r *reader) drive(ctx context.Context, sides [2]side) (int, error) {
	for i, s := range sides {
		if slices.ContainsFunc(s.types, func(t graph.NodeType) bool { return selective(s.where, t, true) }) {
			return i, nil
		}
	}
	counts, _, err := r.Counts(ctx)
	var n [2]int
	for i, s := range sides {
		for _, t := range s.types {
			n[i] += counts[t]
		}
	}
	if n[1] < n[0] {
		return 1, err
	}
	return 0, err
}

func (r *reader) buckets(ctx context.Context, c *compiler, groups int) ([]graph.Bucket, error) {
	var out []graph.Bucket
	err := r.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		b := graph.Bucket{Group: make([]string, groups)}
		into := []any{&b.Count}
		for i := range b.Group {
			into = append(into, &b.Group[i])
		}
		err := rows.Scan(into...)
		out = append(out, b)
		return err
	})
	return out, err
}

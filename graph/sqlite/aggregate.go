package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// columns of edge by side.
var columns = [2]string{"src", "dst"}

// Aggregate counts edges by the values of GroupBy: most first, then by group.
func (r *reader) Aggregate(ctx context.Context, q graph.AggQuery) ([]graph.Bucket, error) {
	a, err := reading.NewAggregation(q)
	if err != nil {
		return nil, err
	}
	c := compiler{all: true}
	c.Add("SELECT count(*) AS n")
	groups := groupBy(&c, a)
	first, err := r.drive(ctx, a.Sides)
	if err != nil {
		return nil, err
	}
	near, far := a.Sides[first], a.Sides[1-first]
	c.Add(" FROM (")
	for i, t := range near.Types {
		if i > 0 {
			c.Add(" UNION ALL ")
		}
		c.Add("SELECT t.id FROM %s t", nodeTable(t))
		if near.Where != nil {
			c.Add(" WHERE ")
			c.pred(nodeScope("t", t), near.Where)
		}
	}
	c.Add(") d CROSS JOIN edge e ON e.%s = d.id WHERE TRUE", columns[first])
	c.edgeConds("e", q.Types, nil)
	if far.Narrow {
		c.Add(" AND ")
		c.nodeCond("e."+columns[1-first], far.Types, far.Where)
	}
	order := []string{"n DESC"}
	for i := range a.Groups {
		order = append(order, fmt.Sprintf("g%d", i))
	}
	c.Add(" GROUP BY %s ORDER BY %s", strings.Join(groups, ", "), strings.Join(order, ", "))
	if q.Limit > 0 {
		c.Add(" LIMIT ")
		c.arg(q.Limit)
	}
	return r.buckets(ctx, &c, len(a.Groups))
}

// groupBy writes the groups' values into the select list, and gives what to group by: ids instead of keys.
func groupBy(c *compiler, a *reading.Aggregation) []string {
	var groups []string
	for i, g := range a.Groups {
		column := columns[g.Side]
		switch {
		case g.EdgeType:
			c.Add(", e.type AS g%d", i)
			groups = append(groups, "e.type")
		case g.Prop == nil:
			c.Add(", (SELECT key FROM node WHERE id = e.%s) AS g%d", column, i)
			groups = append(groups, "e."+column)
		default:
			c.Add(", %s AS g%d", groupProp(a.Sides[g.Side].Types, g.Prop, column), i)
			if !slices.ContainsFunc(a.Groups, func(o reading.Group) bool { return !o.EdgeType && o.Prop == nil && o.Side == g.Side }) { // else it is the same in the whole group, and read once for it
				groups = append(groups, fmt.Sprintf("g%d", i))
			}
		}
	}
	return groups
}

// groupProp writes a property of the node at a side as text, "" for null.
func groupProp(types []graph.NodeType, p *graph.Prop, column string) string {
	var fields []string
	for _, t := range types {
		if graph.NodeProp([]graph.NodeType{t}, p.Name) == nil {
			continue
		}
		field := nodeField("t", t, p.Name)
		if p.Type == graph.Bool {
			field = fmt.Sprintf("CASE %s WHEN 1 THEN 'true' WHEN 0 THEN 'false' END", field)
		}
		fields = append(fields, fmt.Sprintf("(SELECT CAST(%s AS TEXT) FROM %s t WHERE t.id = e.%s)", field, nodeTable(t), column))
	}
	return "COALESCE(" + strings.Join(append(fields, "''"), ", ") + ")"
}

// drive tells from which side to look up edges: one whose condition is answered by an index, else the one with fewer nodes.
func (r *reader) drive(ctx context.Context, sides [2]reading.Side) (int, error) {
	for i, s := range sides {
		if slices.ContainsFunc(s.Types, func(t graph.NodeType) bool { return reading.Selective(s.Where, t, true) }) {
			return i, nil
		}
	}
	counts, _, err := r.Counts(ctx)
	var n [2]int
	for i, s := range sides {
		for _, t := range s.Types {
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

package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// ends are the variables of the nodes at the sides of an edge.
var ends = [2]string{"s", "o"}

// Aggregate counts edges by the values of GroupBy: most first, then by group.
func (r *reader) Aggregate(ctx context.Context, q graph.AggQuery) ([]graph.Bucket, error) {
	a, err := reading.NewAggregation(q)
	if err != nil {
		return nil, err
	}
	c := newCompiler()
	if side, ok := byDegree(a); ok {
		degrees(c, a, side)
	} else {
		edges(c, a)
	}
	order := []string{"n DESC"}
	for i := range a.Groups {
		order = append(order, fmt.Sprintf("g%d", i))
	}
	c.Add(" ORDER BY %s", strings.Join(order, ", "))
	if q.Limit > 0 {
		c.Add(" LIMIT %s", c.arg(q.Limit))
	}
	return r.buckets(ctx, c, len(a.Groups))
}

// edges asks for the groups by going through the edges.
func edges(c *compiler, a *reading.Aggregation) {
	c.Add("MATCH %s", pattern("s", "e", "o", a.Types, graph.Out))
	sep := " WHERE "
	for i, s := range a.Sides {
		if s.Narrow {
			c.Add("%s(%s)", sep, labels(ends[i], s.Types))
			sep = " AND "
		}
		if s.Where != nil {
			c.Add("%s", sep)
			c.pred(nodeScope(ends[i], s.Types...), s.Where)
			sep = " AND "
		}
	}
	c.Add(" RETURN ")
	for i, g := range a.Groups {
		c.Add("%s AS g%d, ", groupExpr(g, "type(e)"), i)
	}
	c.Add("count(*) AS n")
}

// few are the types of nodes that have many edges each: to ask each for its number of edges is the shorter way.
var few = []graph.NodeType{graph.Unit, graph.Region, graph.Gazette, graph.Industry, graph.Work}

// byDegree tells whether the numbers of edges of the nodes at one side are all that is asked for, and at which.
func byDegree(a *reading.Aggregation) (side int, ok bool) {
	side = -1
	for _, g := range a.Groups {
		if g.EdgeType {
			continue
		}
		if side >= 0 && side != g.Side {
			return 0, false
		}
		side = g.Side
	}
	if side < 0 || a.Sides[1-side].Where != nil {
		return 0, false
	}
	return side, !slices.ContainsFunc(a.Sides[side].Types, func(t graph.NodeType) bool { return !slices.Contains(few, t) })
}

// degrees asks the nodes at a side for their numbers of edges. Where edges of a type lead elsewhere too, which is looked up in
// the count store first, those that fit are gone through instead, from whichever side has less to look at.
func degrees(c *compiler, a *reading.Aggregation, side int) {
	d := &degreeCount{c, ends[side], ends[1-side], graph.Direction(side), a.Sides[side]}
	var counts []string
	mixed := map[graph.EdgeType]string{} // how many edges of the type lead elsewhere
	for _, t := range a.Types {
		all := graph.EndTypes([]graph.EdgeType{t}, d.dir, d.side.Types)
		asked := slices.DeleteFunc(slices.Clone(all), func(t graph.NodeType) bool { return !slices.Contains(a.Sides[1-side].Types, t) })
		n := "COUNT { " + pattern(d.near, "", "", []graph.EdgeType{t}, d.dir) + " }"
		if len(asked) == 0 {
			continue
		}
		if others := otherEnds(c, t, d.dir, asked, all); others != "" {
			mixed[t] = others
			n = fmt.Sprintf("CASE %s WHEN 0 THEN %s ELSE 0 END", others, n)
		}
		counts = append(counts, fmt.Sprintf("['%s', %s]", t, n))
	}
	c.Add("CALL (*) { MATCH (%s:%s)", d.near, typeNames(d.side.Types))
	d.where(" WHERE ")
	c.Add(" UNWIND [%s] AS d RETURN %s, d[0] AS typ, d[1] AS m", strings.Join(counts, ", "), d.near)
	for _, t := range a.Types {
		if mixed[t] != "" {
			d.edges(t, mixed[t], a.Sides[1-side].Types)
		}
	}
	c.Add(" } WITH %s, typ, m WHERE m > 0 RETURN ", d.near)
	for i, g := range a.Groups {
		c.Add("%s AS g%d, ", groupExpr(g, "typ"), i)
	}
	c.Add("sum(m) AS n")
}

// degreeCount writes the parts of a count by the degrees of the nodes at a side.
type degreeCount struct {
	*compiler
	near, far string
	dir       graph.Direction
	side      reading.Side
}

func (d *degreeCount) where(word string) {
	if d.side.Where != nil {
		d.Add("%s", word)
		d.pred(nodeScope(d.near, d.side.Types...), d.side.Where)
	}
}

// edges goes through the edges of a type to nodes of the types asked for, if some of the type lead elsewhere. That is written
// as a list of one or none: after a mere condition the server looks at the nodes before it looks at the condition.
func (d *degreeCount) edges(t graph.EdgeType, others string, asked []graph.NodeType) {
	d.Add(" UNION ALL UNWIND CASE %s WHEN 0 THEN [] ELSE [0] END AS some MATCH %s WHERE (%s) AND (%s)", others,
		pattern(d.near, "", d.far, []graph.EdgeType{t}, d.dir), labels(d.near, d.side.Types), labels(d.far, asked))
	d.where(" AND ")
	d.Add(" RETURN %s, '%s' AS typ, count(*) AS m", d.near, t)
}

// otherEnds looks up how many edges of a type lead to nodes of other types than those asked for, and gives how to write it.
func otherEnds(c *compiler, t graph.EdgeType, dir graph.Direction, asked, all []graph.NodeType) string {
	var names []string
	for _, other := range all {
		if !slices.Contains(asked, other) {
			name := c.alias("c")
			c.Add("CALL () { MATCH %s RETURN count(r) AS %s } ", pattern("", "r", ":"+string(other), []graph.EdgeType{t}, dir), name)
			names = append(names, name)
		}
	}
	return strings.Join(names, " + ")
}

// degree gives how many edges of a type lead from a node to nodes of the types asked for. While none leads anywhere else,
// which is looked up in the count store first, it is the degree; else the ends have to be looked at.
func degree(c *compiler, near string, t graph.EdgeType, dir graph.Direction, asked, all []graph.NodeType) string {
	plain := "COUNT { " + pattern(near, "", "", []graph.EdgeType{t}, dir) + " }"
	others := otherEnds(c, t, dir, asked, all)
	if others == "" {
		return plain
	}
	return fmt.Sprintf("CASE %s WHEN 0 THEN %s ELSE COUNT { %s } END", others, plain,
		pattern(near, "", ":"+typeNames(asked), []graph.EdgeType{t}, dir))
}

// groupExpr writes the value of a group as text, "" for null.
func groupExpr(g reading.Group, edgeType string) string {
	switch {
	case g.EdgeType:
		return edgeType
	case g.Prop == nil:
		return ends[g.Side] + ".key"
	case g.Prop.Type == graph.Text:
		return fmt.Sprintf("coalesce(%s.`%s`, '')", ends[g.Side], g.Prop.Name)
	}
	return fmt.Sprintf("coalesce(toString(%s.`%s`), '')", ends[g.Side], g.Prop.Name)
}

func (r *reader) buckets(ctx context.Context, c *compiler, groups int) ([]graph.Bucket, error) {
	records, err := r.ask(ctx, c.String(), c.params)
	out := make([]graph.Bucket, 0, len(records))
	for _, rec := range records {
		b := graph.Bucket{Group: make([]string, groups)}
		for i := range b.Group {
			b.Group[i], _ = rec.Values[i].(string)
		}
		n, _ := rec.Values[groups].(int64)
		b.Count = int(n)
		out = append(out, b)
	}
	return out, err
}

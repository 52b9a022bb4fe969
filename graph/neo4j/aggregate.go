package neo4j

import (
	"context"
	"fmt"
	"maps"
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

// degrees asks the nodes at a side for their numbers of edges. Where a type of edges leads to other nodes too, those that
// lead to the lesser types are counted from there, and taken away from the degrees.
func degrees(c *compiler, a *reading.Aggregation, side int) {
	near, far := a.Sides[side], a.Sides[1-side]
	dir := graph.Direction(side)
	var plain []string
	counted := map[graph.EdgeType][]graph.NodeType{}
	for _, t := range a.Types {
		all := graph.EndTypes([]graph.EdgeType{t}, dir, near.Types)
		asked := slices.DeleteFunc(slices.Clone(all), func(t graph.NodeType) bool { return !slices.Contains(far.Types, t) })
		less := asked
		if len(asked) == len(all) || slices.Contains(asked, graph.Task) {
			plain = append(plain, fmt.Sprintf("['%s', COUNT { %s }]", t, pattern(ends[side], "", "", []graph.EdgeType{t}, dir)))
			less = slices.DeleteFunc(all, func(t graph.NodeType) bool { return slices.Contains(asked, t) })
		}
		counted[t] = less
	}
	d := &degreeCount{compiler: c, near: near, alias: ends[side], dir: dir, some: map[[2]string]string{}}
	d.lookUp(counted)
	c.Add("CALL (*) { ")
	if len(plain) > 0 {
		d.match("(" + ends[side] + ":" + typeNames(near.Types) + ")")
		c.Add(" UNWIND [%s] AS d RETURN %s AS x, d[0] AS typ, d[1] AS m", strings.Join(plain, ", "), ends[side])
		d.sep = " UNION ALL "
	}
	for _, t := range a.Types {
		sign := ""
		if slices.ContainsFunc(plain, func(p string) bool { return strings.HasPrefix(p, "['"+string(t)+"'") }) {
			sign = "-"
		}
		for _, end := range counted[t] {
			d.from(t, end, sign)
		}
	}
	c.Add(" } WITH x AS %s, typ, sum(m) AS m WHERE m > 0 RETURN ", ends[side])
	for i, g := range a.Groups {
		c.Add("%s AS g%d, ", groupExpr(g, "typ"), i)
	}
	c.Add("sum(m) AS n")
}

// degreeCount writes the parts of a question for degrees.
type degreeCount struct {
	*compiler
	near  reading.Side
	alias string
	dir   graph.Direction
	sep   string
	some  map[[2]string]string // how many edges of a type lead to nodes of a type at all
}

// lookUp asks the count store how many edges there are that will be gone through.
func (d *degreeCount) lookUp(counted map[graph.EdgeType][]graph.NodeType) {
	for _, t := range slices.Sorted(maps.Keys(counted)) {
		for _, end := range counted[t] {
			name := d.compiler.alias("c")
			d.Add("CALL () { MATCH %s RETURN count(r) AS %s } ", pattern("", "r", ":"+string(end), []graph.EdgeType{t}, d.dir), name)
			d.some[[2]string{string(t), string(end)}] = name
		}
	}
}

// match writes a match of the nodes that are asked, by a pattern.
func (d *degreeCount) match(pattern string) {
	d.Add("MATCH %s", pattern)
	if d.near.Where != nil {
		d.Add(" WHERE ")
		d.pred(nodeScope(d.alias, d.near.Types...), d.near.Where)
	}
}

// from counts the edges of a type from the nodes of one type at their other end, if there are any: a list of one or none lets
// the server look before it goes through the nodes.
func (d *degreeCount) from(t graph.EdgeType, end graph.NodeType, sign string) {
	d.Add("%sUNWIND CASE %s WHEN 0 THEN [] ELSE [0] END AS some ", d.sep, d.some[[2]string{string(t), string(end)}])
	d.match(pattern(d.alias+":"+typeNames(d.near.Types), "", "x:"+string(end), []graph.EdgeType{t}, d.dir) + " USING SCAN x:" + string(end))
	d.Add(" RETURN %s AS x, '%s' AS typ, %scount(*) AS m", d.alias, t, sign)
	d.sep = " UNION ALL "
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

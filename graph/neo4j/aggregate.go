package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

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
	if side, ok := byDegree(a); ok {
		return r.degrees(ctx, a, side)
	}
	c := newCompiler()
	edges(c, a)
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

// degrees asks the nodes at a side for their numbers of edges, and adds them up here: there are few, and each is one row. Where
// edges of a type lead elsewhere too, which is looked up in the count store first, those to the lesser types are gone through,
// and taken as they are, or away from the degrees.
func (r *reader) degrees(ctx context.Context, a *reading.Aggregation, side int) ([]graph.Bucket, error) {
	d := &degreeCount{compiler: newCompiler(), types: a.Types, near: ends[side], far: ends[1-side], dir: graph.Direction(side), side: a.Sides[side]}
	for _, g := range a.Groups {
		if !g.EdgeType {
			d.groups += ", " + groupExpr(g, "")
		}
	}
	counts := make([]string, len(a.Types))
	var rest []func()
	once := "" // written before the nodes are asked: where all degrees are useless, none is
	for i, t := range a.Types {
		all := graph.EndTypes([]graph.EdgeType{t}, d.dir, d.side.Types)
		asked, others := split(all, a.Sides[1-side].Types)
		switch elsewhere := otherEnds(d.compiler, t, d.dir, asked, all); {
		case len(asked) == 0:
			counts[i] = "0"
		case elsewhere == "":
			counts[i] = d.degree(t)
		case slices.Contains(asked, graph.Task): // nearly all are such
			counts[i] = d.degree(t)
			rest = append(rest, func() { d.edges(i, elsewhere, others, "-") })
		default:
			counts[i] = fmt.Sprintf("CASE %s WHEN 0 THEN %s ELSE 0 END", elsewhere, d.degree(t))
			if len(a.Types) == 1 {
				once = fmt.Sprintf("UNWIND CASE %s WHEN 0 THEN [0] ELSE [] END AS once ", elsewhere)
			}
			rest = append(rest, func() { d.edges(i, elsewhere, asked, "") })
		}
	}
	d.Add("CALL (*) { %sMATCH (%s:%s)", once, d.near, typeNames(d.side.Types))
	d.where(" WHERE ")
	d.Add(" RETURN -1 AS part, collect([[%s]%s]) AS found", strings.Join(counts, ", "), d.groups)
	for _, write := range rest {
		write()
	}
	d.Add(" } RETURN part, found")
	records, err := r.ask(ctx, d.String(), d.params)
	if err != nil {
		return nil, err
	}
	return sum(a, records), nil
}

// sum adds the numbers of edges of nodes up to buckets.
func sum(a *reading.Aggregation, records []*neo4j.Record) []graph.Bucket {
	s := summing{Aggregation: a, at: map[string]int{}, out: []graph.Bucket{}}
	for _, rec := range records {
		fields := row(rec.AsMap())
		part := fields.int("part")
		for _, f := range fields.rows("found") {
			numbers, _ := f[0].([]any)
			for i, v := range numbers {
				if n, _ := v.(int64); n != 0 {
					s.add(a.Types[max(part, i)], f[1:], int(n))
				}
			}
		}
	}
	s.out = slices.DeleteFunc(s.out, func(b graph.Bucket) bool { return b.Count <= 0 })
	slices.SortFunc(s.out, func(x, y graph.Bucket) int {
		if x.Count != y.Count {
			return y.Count - x.Count
		}
		return slices.Compare(x.Group, y.Group)
	})
	if a.Limit > 0 {
		s.out = s.out[:min(len(s.out), a.Limit)]
	}
	return s.out
}

// summing is a sum under way.
type summing struct {
	*reading.Aggregation
	at  map[string]int // of the buckets, by their groups
	out []graph.Bucket
}

func (s *summing) add(t graph.EdgeType, values []any, n int) {
	b := graph.Bucket{Group: make([]string, len(s.Groups)), Count: n}
	for i, g := range s.Groups {
		if g.EdgeType {
			b.Group[i] = string(t)
			continue
		}
		b.Group[i], _ = values[0].(string)
		values = values[1:]
	}
	key := strings.Join(b.Group, "\x00")
	if i, ok := s.at[key]; ok {
		s.out[i].Count += n
		return
	}
	s.at[key] = len(s.out)
	s.out = append(s.out, b)
}

// degreeCount writes the parts of a count by the degrees of the nodes at a side.
type degreeCount struct {
	*compiler
	types     []graph.EdgeType
	near, far string
	dir       graph.Direction
	side      reading.Side
	groups    string // their values, each after a comma
}

func (d *degreeCount) degree(t graph.EdgeType) string {
	return "COUNT { " + pattern(d.near, "", "", []graph.EdgeType{t}, d.dir) + " }"
}

func (d *degreeCount) where(word string) {
	if d.side.Where != nil {
		d.Add("%s", word)
		d.pred(nodeScope(d.near, d.side.Types...), d.side.Where)
	}
}

// edges goes through the edges of a type to nodes of some types, if there are any that lead elsewhere than asked for. That is
// written as a list of one or none: after a mere condition the server looks at the nodes before it looks at the condition.
func (d *degreeCount) edges(i int, elsewhere string, far []graph.NodeType, sign string) {
	d.Add(" UNION ALL UNWIND CASE %s WHEN 0 THEN [] ELSE [0] END AS some MATCH %s WHERE (%s) WITH %s, count(*) AS m WHERE (%s)", elsewhere,
		pattern(d.near, "", d.far, d.types[i:i+1], d.dir), labels(d.far, far), d.near, labels(d.near, d.side.Types))
	d.where(" AND ")
	d.Add(" RETURN %d AS part, collect([[%sm]%s]) AS found", i, sign, d.groups)
}

// split parts types into those that are asked for and the others.
func split(all, wanted []graph.NodeType) (asked, others []graph.NodeType) {
	for _, t := range all {
		if slices.Contains(wanted, t) {
			asked = append(asked, t)
		} else {
			others = append(others, t)
		}
	}
	return asked, others
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

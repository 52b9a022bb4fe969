package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// side is one end of the edges that are counted.
type side struct {
	alias  string
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
	c := newCompiler()
	c.add("MATCH %s", pattern("s", "e", "o", q.Types, graph.Out))
	sep := " WHERE "
	for _, s := range sides {
		if s.narrow {
			c.add("%s(%s)", sep, labels(s.alias, s.types))
			sep = " AND "
		}
		if s.where != nil {
			c.add("%s", sep)
			c.pred(nodeScope(s.alias, s.types), s.where)
			sep = " AND "
		}
	}
	c.add(" RETURN ")
	order := []string{"n DESC"}
	for i, g := range q.GroupBy {
		expr, err := groupExpr(g, sides)
		if err != nil {
			return nil, err
		}
		c.add("%s AS g%d, ", expr, i)
		order = append(order, fmt.Sprintf("g%d", i))
	}
	c.add("count(*) AS n ORDER BY %s", strings.Join(order, ", "))
	if q.Limit > 0 {
		c.add(" LIMIT %s", c.arg(q.Limit))
	}
	return r.buckets(ctx, c, len(q.GroupBy))
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
		alias string
		dir   graph.Direction
		typ   graph.NodeType
		where *graph.Pred
	}{{"s", graph.InDir, q.FromType, q.From}, {"o", graph.Out, q.ToType, q.To}} {
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
		sides[i] = side{s.alias, types, where, narrow}
	}
	return sides, nil
}

// groupExpr writes the value of a group as text, "" for null.
func groupExpr(group string, sides [2]side) (string, error) {
	end, prop, dotted := strings.Cut(group, ".")
	s := sides[0]
	if end == "to" {
		s = sides[1]
	}
	switch {
	case group == "type":
		return "type(e)", nil
	case group == "from" || group == "to":
		return s.alias + ".key", nil
	case !dotted || end != "from" && end != "to":
		return "", fmt.Errorf("%w: no group %q", graph.ErrBadQuery, group)
	}
	p := graph.NodeProp(s.types, prop)
	if p == nil || p.Type == graph.TextList {
		return "", fmt.Errorf("%w: no group by %q", graph.ErrBadQuery, prop)
	}
	return fmt.Sprintf("coalesce(toString(%s.`%s`), '')", s.alias, prop), nil
}

func (r *reader) buckets(ctx context.Context, c *compiler, groups int) ([]graph.Bucket, error) {
	records, err := r.ask(ctx, c.String(), c.params)
	var out []graph.Bucket
	for _, rec := range records {
		fields := row(rec.AsMap())
		b := graph.Bucket{Group: make([]string, groups), Count: fields.int("n")}
		for i := range b.Group {
			b.Group[i] = fields.text(fmt.Sprintf("g%d", i))
		}
		out = append(out, b)
	}
	return out, err
}

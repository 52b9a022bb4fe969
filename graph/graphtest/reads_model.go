package graphtest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// holds is what a condition means, told apart from SQL.
func (f *reads) holds(n *graph.Node, p *graph.Pred) bool {
	switch {
	case p.And != nil:
		return !slices.ContainsFunc(p.And, func(q graph.Pred) bool { return !f.holds(n, &q) })
	case p.Or != nil:
		return slices.ContainsFunc(p.Or, func(q graph.Pred) bool { return f.holds(n, &q) })
	case p.Not != nil:
		return !f.holds(n, p.Not)
	case p.Edge != nil:
		return f.hasEdge(n, p.Edge) != p.Edge.None
	case p.Prop == "key":
		return compares(n.Key, p)
	}
	return compares(n.Props[p.Prop], p)
}

func (f *reads) hasEdge(n *graph.Node, p *graph.EdgePred) bool {
	for _, e := range f.edges {
		for _, end := range [][2]graph.Key{{e.From, e.To}, {e.To, e.From}} {
			out := end[0] == e.From
			if end[0] != n.Key || !slices.Contains(p.Types, e.Type) || p.Dir == graph.Out && !out || p.Dir == graph.InDir && out {
				continue
			}
			fits := !slices.ContainsFunc(p.Props, func(q graph.Pred) bool { return !compares(e.Props[q.Prop], &q) })
			if fits && (p.Node == nil || f.holds(f.nodes[end[1]], p.Node)) {
				return true
			}
		}
	}
	return false
}

func compares(v any, p *graph.Pred) bool {
	switch p.Op {
	case graph.IsNull:
		return (v == nil) == p.Value.(bool)
	case graph.Ne:
		return v != p.Value
	case graph.In:
		return slices.Contains(p.Values, v)
	}
	if v == nil {
		return false
	}
	switch p.Op {
	case graph.Contains:
		if list, ok := v.([]string); ok {
			return slices.Contains(list, p.Value.(string))
		}
		return strings.Contains(v.(string), p.Value.(string))
	case graph.Prefix:
		return strings.HasPrefix(v.(string), p.Value.(string))
	}
	c := compareAny(v, p.Value)
	return map[graph.Op]bool{graph.Eq: c == 0, graph.Lt: c < 0, graph.Le: c <= 0, graph.Gt: c > 0, graph.Ge: c >= 0}[p.Op]
}

func compareAny(a, b any) int {
	switch a := a.(type) {
	case int64:
		return cmp.Compare(a, b.(int64))
	case bool:
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}
	return cmp.Compare(a.(string), b.(string))
}

// sorted gives the keys of all nodes that fit, in order.
func (f *reads) sorted(q graph.NodeQuery) []graph.Key {
	var nodes []*graph.Node
	for _, n := range f.nodes {
		if n.Type == q.Type && (q.Where == nil || f.holds(n, q.Where)) {
			nodes = append(nodes, n)
		}
	}
	slices.SortFunc(nodes, func(a, b *graph.Node) int {
		for _, o := range q.Order {
			x, y := a.Props[o.Prop], b.Props[o.Prop]
			c := 0
			switch {
			case x == nil && y == nil:
			case x == nil:
				return 1
			case y == nil:
				return -1
			case o.Desc:
				c = compareAny(y, x)
			default:
				c = compareAny(x, y)
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(a.Key, b.Key)
	})
	keys := make([]graph.Key, len(nodes))
	for i, n := range nodes {
		keys[i] = n.Key
	}
	return keys
}

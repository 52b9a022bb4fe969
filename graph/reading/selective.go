package reading

import (
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// Selective tells whether a condition on nodes of a type is best looked up: it holds an equality that an index answers. Of
// properties with few values that is so only if all rows are wanted.
func Selective(p *graph.Pred, t graph.NodeType, all bool) bool {
	switch {
	case p == nil:
		return false
	case p.And != nil:
		return slices.ContainsFunc(p.And, func(q graph.Pred) bool { return Selective(&q, t, all) })
	case p.Edge != nil:
		far := graph.EndTypes(p.Edge.Types, p.Edge.Dir, []graph.NodeType{t})
		return !p.Edge.None && len(far) == 1 && Selective(p.Edge.Node, far[0], all)
	case p.Op != graph.Eq && p.Op != graph.In:
		return false
	}
	prop := graph.NodeProp([]graph.NodeType{t}, p.Prop)
	return prop != nil && prop.Index && prop.Type != graph.Bool && (all || !broad[p.Prop])
}

// broad properties have few values, each of many nodes.
var broad = map[string]bool{"type": true, "genre": true, "rank": true, "state": true, "kind": true, "level": true, "period": true,
	"category": true, "attribute": true, "dataset": true}

// Conjuncts lists the conditions that must all hold.
func Conjuncts(p *graph.Pred) []graph.Pred {
	switch {
	case p == nil:
		return nil
	case p.And == nil:
		return []graph.Pred{*p}
	}
	var out []graph.Pred
	for i := range p.And {
		out = append(out, Conjuncts(&p.And[i])...)
	}
	return out
}

package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Side is one end of the edges that are counted.
type Side struct {
	Types  []graph.NodeType
	Where  *graph.Pred
	Narrow bool // not every edge of the types fits: its nodes must be looked at
}

// Group is one of the values that a bucket is keyed by: the type of the edge, or the key or a property of the node at a side.
type Group struct {
	EdgeType bool
	Side     int         // 0: from, 1: to
	Prop     *graph.Prop // nil: the key
}

// Aggregation is an AggQuery made ready.
type Aggregation struct {
	graph.AggQuery
	Sides  [2]Side // from, to
	Groups []Group
}

// NewAggregation checks a query.
func NewAggregation(q graph.AggQuery) (*Aggregation, error) {
	a := &Aggregation{AggQuery: q}
	if err := graph.CheckEdgeTypes(q.Types); err != nil {
		return nil, err
	}
	if len(q.GroupBy) == 0 || q.Limit < 0 {
		return nil, fmt.Errorf("%w: group by %v, limit %d", graph.ErrBadQuery, q.GroupBy, q.Limit)
	}
	var err error
	if a.Sides[0], err = newSide(q.Types, graph.InDir, q.FromType, q.From); err != nil {
		return nil, err
	}
	if a.Sides[1], err = newSide(q.Types, graph.Out, q.ToType, q.To); err != nil {
		return nil, err
	}
	for _, name := range q.GroupBy {
		g, err := a.group(name)
		if err != nil {
			return nil, err
		}
		a.Groups = append(a.Groups, g)
	}
	return a, nil
}

func newSide(edges []graph.EdgeType, dir graph.Direction, typ graph.NodeType, where *graph.Pred) (Side, error) {
	s := Side{Types: graph.EndTypes(edges, dir, nil), Narrow: where != nil}
	if typ != "" {
		if !slices.Contains(s.Types, typ) {
			return s, fmt.Errorf("%w: %v edges have no %s at that end", graph.ErrBadQuery, edges, typ)
		}
		s.Narrow = s.Narrow || len(s.Types) > 1
		s.Types = []graph.NodeType{typ}
	}
	var err error
	s.Where, err = graph.CheckPred(s.Types, where)
	return s, err
}

func (a *Aggregation) group(name string) (Group, error) {
	end, prop, dotted := strings.Cut(name, ".")
	g := Group{EdgeType: name == "type"}
	if end == "to" {
		g.Side = 1
	}
	switch {
	case g.EdgeType || name == "from" || name == "to":
		return g, nil
	case !dotted || end != "from" && end != "to":
		return g, fmt.Errorf("%w: no group %q", graph.ErrBadQuery, name)
	}
	g.Prop = graph.NodeProp(a.Sides[g.Side].Types, prop)
	if g.Prop == nil || g.Prop.Type == graph.TextList {
		return g, fmt.Errorf("%w: no group by %q", graph.ErrBadQuery, prop)
	}
	return g, nil
}

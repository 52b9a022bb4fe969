package reading

import (
	"context"
	"fmt"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// Expansion is one query of an Expand made ready. The store fills Pages by Put, in the order of the pages.
type Expansion struct {
	graph.ExpandQuery
	Sources []int64             // the nodes of From that exist, each once
	Keys    map[int64]graph.Key // of the sources
	Far     []graph.NodeType    // types that the other end can have
	Typed   bool                // the other end's type is asked for, or its properties
	After   []any               // values of Terms to begin after; nil: from the first
	Pages   map[int64]*graph.EdgePage

	places map[graph.Key]Place // of From; several keys can be one node
	name   string
}

// Expand follows edges from many nodes. resolve finds places; ask fills the pages of all expansions.
func Expand(ctx context.Context, qs []graph.ExpandQuery, resolve func(context.Context, []graph.Key) (map[graph.Key]Place, error),
	ask func(context.Context, []*Expansion) error) ([]map[graph.Key]graph.EdgePage, error) {
	var all []graph.Key
	expansions := make([]*Expansion, len(qs))
	for i, q := range qs {
		all = append(all, q.From...)
		var err error
		if expansions[i], err = newExpansion(q); err != nil {
			return nil, err
		}
	}
	slices.Sort(all)
	places, err := resolve(ctx, slices.Compact(all))
	if err != nil {
		return nil, err
	}
	var open []*Expansion
	for _, x := range expansions {
		if x.start(places); len(x.Sources) > 0 {
			open = append(open, x)
		}
	}
	if len(open) > 0 {
		if err := ask(ctx, open); err != nil {
			return nil, err
		}
	}
	out := make([]map[graph.Key]graph.EdgePage, len(qs))
	for i, x := range expansions {
		out[i] = x.pages()
	}
	return out, nil
}

func newExpansion(q graph.ExpandQuery) (*Expansion, error) {
	x := &Expansion{ExpandQuery: q, name: "edge:" + graph.OrderName(q.Order)}
	if err := x.check(); err != nil {
		return nil, err
	}
	if q.After == "" {
		return x, nil
	}
	c, err := graph.DecodeCursor(q.After, x.name, max(len(q.Order), 1)+1)
	x.After = append(c.Values, c.Key)
	return x, err
}

func (x *Expansion) check() error {
	if err := graph.CheckEdgeTypes(x.Types); err != nil {
		return err
	}
	if x.First < 0 {
		return fmt.Errorf("%w: first %d", graph.ErrBadQuery, x.First)
	}
	x.Far = graph.EndTypes(x.Types, x.Dir, nil)
	if x.NodeType != "" {
		if !slices.Contains(x.Far, x.NodeType) {
			return fmt.Errorf("%w: %v edges lead to no %s", graph.ErrBadQuery, x.Types, x.NodeType)
		}
		x.Typed = len(x.Far) > 1
		x.Far = []graph.NodeType{x.NodeType}
	}
	x.Typed = x.Typed || x.Where != nil
	var err error
	if x.EdgeWhere, err = graph.CheckEdgePreds(x.Types, x.EdgeWhere); err != nil {
		return err
	}
	if x.Where, err = graph.CheckPred(x.Far, x.Where); err != nil {
		return err
	}
	return graph.CheckOrder(x.Far, x.Order)
}

// start notes the nodes to start from.
func (x *Expansion) start(places map[graph.Key]Place) {
	x.places, x.Keys, x.Pages = map[graph.Key]Place{}, map[int64]graph.Key{}, map[int64]*graph.EdgePage{}
	for _, key := range x.From {
		p, ok := places[key]
		if !ok {
			continue
		}
		x.places[key] = p
		if x.Pages[p.ID] == nil {
			x.Keys[p.ID], x.Pages[p.ID] = p.Key, &graph.EdgePage{Total: -1}
			x.Sources = append(x.Sources, p.ID)
		}
	}
}

// Counted tells whether totals are wanted.
func (x *Expansion) Counted() bool { return x.WantTotal || x.First == 0 }

// Terms are the sort terms: those asked for, else the edge's own order; then the other node's key and the edge's. far
// writes a property of the other node.
func (x *Expansion) Terms(far func(prop string) string, edgeOrder, edgeKey string) []Term {
	var terms []Term
	for _, o := range x.Order {
		p := graph.NodeProp(x.Far, o.Prop)
		terms = append(terms, Term{Expr: far(o.Prop), Type: p.Type, Desc: o.Desc, Nullable: o.Prop != "key"})
	}
	if len(x.Order) == 0 {
		terms = append(terms, Term{Expr: edgeOrder, Type: graph.Int, Nullable: true})
	}
	return append(terms, Term{Expr: far("key")}, Term{Expr: edgeKey})
}

// Put puts the next edge on the page of its source, whose end the edge lacks; out tells that it leads away from there. An
// edge past the page's size only tells that there are more.
func (x *Expansion) Put(source int64, e graph.Edge, out bool, far *graph.Node) {
	page := x.Pages[source]
	if len(page.Edges) == x.First {
		page.HasNext = true
		return
	}
	if x.NodesOnly {
		page.Edges = append(page.Edges, graph.EdgeTo{Node: far})
		return
	}
	e.From, e.To = x.Keys[source], far.Key
	if !out {
		e.From, e.To = far.Key, x.Keys[source]
	}
	values := valuesOf(far, x.Order)
	if len(x.Order) == 0 {
		values = append(values, e.Props["order"])
	}
	c := graph.Cursor{Values: append(values, far.Key), Key: e.Key}
	page.Edges = append(page.Edges, graph.EdgeTo{Edge: e, Node: far, Cursor: c.Encode(x.name)})
}

func (x *Expansion) pages() map[graph.Key]graph.EdgePage {
	out := make(map[graph.Key]graph.EdgePage, len(x.places))
	for key, p := range x.places {
		out[key] = *x.Pages[p.ID]
	}
	return out
}

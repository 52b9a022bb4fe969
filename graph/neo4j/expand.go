package neo4j

import (
	"context"
	"fmt"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
)

// Expand follows edges from many nodes, each query for all its nodes at once.
func (r *reader) Expand(ctx context.Context, qs []graph.ExpandQuery) ([]map[graph.Key]graph.EdgePage, error) {
	var all []graph.Key
	for _, q := range qs {
		all = append(all, q.From...)
	}
	slices.Sort(all)
	places, err := r.resolve(ctx, slices.Compact(all))
	if err != nil {
		return nil, err
	}
	out := make([]map[graph.Key]graph.EdgePage, len(qs))
	for i, q := range qs {
		x, err := r.newExpansion(q, places)
		if err != nil {
			return nil, err
		}
		if out[i], err = x.run(ctx); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// expansion is one query made ready.
type expansion struct {
	*reader
	graph.ExpandQuery
	places  map[graph.Key]place // of From; several keys can be one node
	sources []int64
	keys    map[int64]graph.Key // of the sources
	far     []graph.NodeType    // types that the other end can have
	typed   bool                // the other end's type or properties are asked for
	terms   []term
	name    string
	after   *graph.Cursor
}

func (r *reader) newExpansion(q graph.ExpandQuery, places map[graph.Key]place) (*expansion, error) {
	x := &expansion{reader: r, ExpandQuery: q, places: map[graph.Key]place{}, keys: map[int64]graph.Key{}}
	if err := x.check(); err != nil {
		return nil, err
	}
	for _, key := range q.From {
		p, ok := places[key]
		if !ok {
			continue
		}
		x.places[key] = p
		if x.keys[p.id] == "" {
			x.keys[p.id] = p.node.Key
			x.sources = append(x.sources, p.id)
		}
	}
	x.setOrder()
	if q.After == "" {
		return x, nil
	}
	c, err := graph.DecodeCursor(q.After, x.name, len(x.terms)-1)
	x.after = &c
	return x, err
}

func (x *expansion) check() error {
	if err := graph.CheckEdgeTypes(x.Types); err != nil {
		return err
	}
	if x.First < 0 {
		return fmt.Errorf("%w: first %d", graph.ErrBadQuery, x.First)
	}
	x.far = graph.EndTypes(x.Types, x.Dir, nil)
	if x.NodeType != "" {
		if !slices.Contains(x.far, x.NodeType) {
			return fmt.Errorf("%w: %v edges lead to no %s", graph.ErrBadQuery, x.Types, x.NodeType)
		}
		x.typed = len(x.far) > 1
		x.far = []graph.NodeType{x.NodeType}
	}
	x.typed = x.typed || x.Where != nil
	var err error
	if x.EdgeWhere, err = graph.CheckEdgePreds(x.Types, x.EdgeWhere); err != nil {
		return err
	}
	if x.Where, err = graph.CheckPred(x.far, x.Where); err != nil {
		return err
	}
	return graph.CheckOrder(x.far, x.Order)
}

// setOrder makes the sort terms: those asked for, else the edge's own order; then the other node's key and the edge's.
func (x *expansion) setOrder() {
	x.name = "edge:" + graph.OrderName(x.Order)
	for _, o := range x.Order {
		p := graph.NodeProp(x.far, o.Prop)
		x.terms = append(x.terms, term{expr: "o.`" + o.Prop + "`", typ: p.Type, desc: o.Desc, nullable: true})
	}
	if len(x.Order) == 0 {
		x.terms = append(x.terms, term{expr: "e.order", typ: graph.Int, nullable: true})
	}
	x.terms = append(x.terms, term{expr: "o.key"}, term{expr: "e.key"})
}

func (x *expansion) run(ctx context.Context) (map[graph.Key]graph.EdgePage, error) {
	pages := map[int64]*graph.EdgePage{}
	for _, id := range x.sources {
		pages[id] = &graph.EdgePage{Total: -1}
	}
	if len(x.sources) > 0 && x.First > 0 {
		if err := x.fetch(ctx, pages); err != nil {
			return nil, err
		}
	}
	if len(x.sources) > 0 && (x.WantTotal || x.First == 0) {
		if err := x.totals(ctx, pages); err != nil {
			return nil, err
		}
	}
	out := make(map[graph.Key]graph.EdgePage, len(x.places))
	for key, p := range x.places {
		out[key] = *pages[p.id]
	}
	return out, nil
}

// edges writes the pattern and conditions of the edges of the node s that fit.
func (x *expansion) edges(c *compiler) {
	c.add("MATCH %s", pattern("s", "e", "o", x.Types, x.Dir))
	sep := " WHERE "
	if x.typed {
		c.add("%s(%s)", sep, labels("o", x.far))
		sep = " AND "
	}
	if x.Where != nil {
		c.add("%s", sep)
		c.pred(nodeScope("o", x.far), x.Where)
	}
	for i := range x.EdgeWhere {
		c.add("%s", sep)
		c.pred(edgeScope("e", x.Types), &x.EdgeWhere[i])
		sep = " AND "
	}
	if x.after != nil && x.First > 0 {
		c.add("%s", sep)
		c.beyond(x.terms, append(slices.Clone(x.after.Values), x.after.Key), false, false)
	}
}

// fetch fills the pages: one question for the edges of all sources, each source's cut to its page by the server; and one
// for the other nodes that this view has not read yet.
func (x *expansion) fetch(ctx context.Context, pages map[int64]*graph.EdgePage) error {
	c := newCompiler()
	c.add("UNWIND %s AS source MATCH (s:Entity {_id: source}) CALL (s) { ", c.arg(x.sources))
	x.edges(c)
	c.add(" RETURN e, startNode(e)._id AS src, o.key AS far")
	for i, t := range x.terms[:len(x.terms)-2] {
		c.add(", %s AS v%d", t.expr, i)
	}
	c.add(" ORDER BY ")
	orderBy(c, x.terms, false)
	c.add(" LIMIT %s } RETURN *", c.arg(x.First+1))
	records, err := x.ask(ctx, c.String(), c.params)
	if err != nil {
		return err
	}
	var far []graph.Key
	for _, rec := range records {
		far = append(far, row(rec.AsMap()).text("far"))
	}
	if err := x.learn(ctx, far); err != nil {
		return err
	}
	for _, rec := range records {
		if err := x.put(rec, pages); err != nil {
			return err
		}
	}
	return nil
}

// put puts an edge on the page of its source.
func (x *expansion) put(rec *neo4j.Record, pages map[int64]*graph.EdgePage) error {
	r := row(rec.AsMap())
	source, far := r.id("source"), r.text("far")
	page := pages[source]
	if len(page.Edges) == x.First {
		page.HasNext = true
		return nil
	}
	e, err := edgeOf(r["e"])
	if err != nil {
		return err
	}
	e.From, e.To = x.keys[source], far
	if r.id("src") != source {
		e.From, e.To = far, x.keys[source]
	}
	c := graph.Cursor{Key: e.Key}
	for i := range x.terms[:len(x.terms)-2] {
		c.Values = append(c.Values, fromServer(r[fmt.Sprintf("v%d", i)]))
	}
	c.Values = append(c.Values, far)
	page.Edges = append(page.Edges, graph.EdgeTo{Edge: e, Node: x.known[far].node, Cursor: c.Encode(x.name)})
	return nil
}

// totals counts the edges of each source; without conditions the server knows the degree.
func (x *expansion) totals(ctx context.Context, pages map[int64]*graph.EdgePage) error {
	c := newCompiler()
	counted := *x
	counted.First = 0 // from the first edge on, whatever page is asked for
	c.add("UNWIND %s AS source MATCH (s:Entity {_id: source}) RETURN source, COUNT { ", c.arg(x.sources))
	counted.edges(c)
	c.add(" } AS n")
	records, err := x.ask(ctx, c.String(), c.params)
	for _, rec := range records {
		r := row(rec.AsMap())
		pages[r.id("source")].Total = r.int("n")
	}
	return err
}

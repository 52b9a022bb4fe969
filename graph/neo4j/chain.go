package neo4j

import (
	"context"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// Chain walks edges from a node.
func (r *reader) Chain(ctx context.Context, q graph.ChainQuery) (graph.Chain, error) {
	q, err := reading.CheckChain(q)
	if err != nil {
		return graph.Chain{}, err
	}
	return reading.Chain(ctx, q, &walker{reader: r, query: q, props: edgeProps(q.Types)})
}

// walker reads what a walk meets: all that can be reached in one statement, if it is not more than the walk may hold; else
// level by level.
type walker struct {
	*reader
	query graph.ChainQuery
	props []graph.Prop
	steps map[int64][]reading.Step // by the node they start from, if all are known
	nodes map[int64]*graph.Node
}

// Start finds the node to start from, and reads on.
func (w *walker) Start(ctx context.Context, key graph.Key) (*graph.Node, int64, error) {
	found, err := w.reach(ctx, key)
	if err != nil || found {
		return w.start(key, err)
	}
	// Not a key of now.
	places, err := w.resolve(ctx, []graph.Key{key})
	if err != nil || len(places) == 0 {
		return nil, 0, err
	}
	if _, err := w.reach(ctx, places[key].Key); err != nil {
		return nil, 0, err
	}
	return w.start(places[key].Key, nil)
}

func (w *walker) start(key graph.Key, err error) (*graph.Node, int64, error) {
	p := w.known[key]
	if err != nil || p.node == nil {
		return nil, 0, err
	}
	return p.node, p.id, nil
}

// reach reads the nodes that can be reached, in order of depth, and the edges from them.
func (w *walker) reach(ctx context.Context, key graph.Key) (bool, error) {
	c := newCompiler()
	limit := w.query.MaxNodes + 1
	c.Add("MATCH (s:Entity {key: %s}) MATCH %s WITH DISTINCT o LIMIT %s OPTIONAL MATCH %s", c.arg(key),
		manyTimes(pattern("s", "", "o", w.query.Types, w.query.Dir)), c.arg(limit), pattern("o", "e", "x", w.query.Types, w.query.Dir))
	c.Add(" WITH o, e, x LIMIT %s RETURN o, collect(%s) AS found", c.arg(reading.ChainLevelEdges), w.step("o", "x"))
	records, err := w.ask(ctx, c.String(), c.params)
	if err != nil || len(records) == 0 {
		return false, err
	}
	steps, edges := map[int64][]reading.Step{}, 0
	nodes := map[int64]*graph.Node{}
	for _, rec := range records {
		p, err := w.keep(rec.Values[0])
		if err != nil {
			return false, err
		}
		nodes[p.id] = p.node
		found := rows(rec.Values[1])
		edges += len(found)
		if steps[p.id], err = w.decode(found); err != nil {
			return false, err
		}
	}
	if len(records) < limit && edges < reading.ChainLevelEdges {
		w.steps, w.nodes = steps, nodes
	}
	return true, nil
}

// step writes what is told of the edge e from a node to another.
func (w *walker) step(near, far string) string {
	c := newCompiler()
	c.Add("CASE WHEN e IS NOT NULL THEN [%s._id, %s._id, %s.key, %s.key, startNode(e) = %s, type(e), e.key, e.statements", near, far, near, far, near)
	for _, p := range w.props {
		c.Add(", e.`%s`", p.Name)
	}
	c.Add("] END")
	return c.String()
}

func (w *walker) decode(found [][]any) ([]reading.Step, error) {
	steps := make([]reading.Step, len(found))
	for i, f := range found {
		s := &steps[i]
		near, _ := f[2].(string)
		s.FarID, _ = f[1].(int64)
		s.Far, _ = f[3].(string)
		var err error
		if s.Edge, err = edgeOf(f[5:], w.props); err != nil {
			return nil, err
		}
		s.Edge.From, s.Edge.To = near, s.Far
		if f[4] != true {
			s.Edge.From, s.Edge.To = s.Far, near
		}
	}
	return steps, nil
}

// Follow gives the edges of a level.
func (w *walker) Follow(ctx context.Context, level []int64) ([]reading.Step, error) {
	if w.steps != nil {
		var met []reading.Step
		for _, id := range level {
			met = append(met, w.steps[id]...)
		}
		return met, nil
	}
	c := newCompiler()
	c.Add("UNWIND %s AS id MATCH (s:Entity {_id: id}) MATCH %s", c.arg(level), pattern("s", "e", "o", w.query.Types, w.query.Dir))
	c.Add(" WITH s, e, o LIMIT %s RETURN collect(%s) AS found", c.arg(reading.ChainLevelEdges+1), w.step("s", "o"))
	records, err := w.ask(ctx, c.String(), c.params)
	if err != nil {
		return nil, err
	}
	return w.decode(rows(records[0].Values[0]))
}

// Nodes gives nodes by row.
func (w *walker) Nodes(ctx context.Context, ids []int64) (map[int64]*graph.Node, error) {
	if w.nodes != nil {
		return w.nodes, nil
	}
	records, err := listed(ctx, w.reader, "nodes by id", ids)
	nodes := make(map[int64]*graph.Node, len(ids))
	for _, rec := range records {
		p, err := w.keep(rec.Values[0])
		if err != nil {
			return nil, err
		}
		nodes[p.id] = p.node
	}
	return nodes, err
}

// manyTimes makes a pattern match any number of edges in a row, none included.
func manyTimes(pattern string) string { return strings.Replace(pattern, "]", "*0..]", 1) }

package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Bounds of a walk where the query sets none, and of the edges read for one level whatever it sets.
const (
	chainDepth      = 50
	chainNodes      = 1000
	chainLevelEdges = 100_000
)

// chain is a walk, level by level: a node is met first at its least depth, and never again.
type chain struct {
	*reader
	graph.ChainQuery
	out   graph.Chain
	edges map[graph.Key]bool
}

// Chain walks edges from a node. The walk includes its start, at depth 0; an unknown start gives an empty chain.
func (r *reader) Chain(ctx context.Context, q graph.ChainQuery) (graph.Chain, error) {
	c := chain{reader: r, ChainQuery: q, edges: map[graph.Key]bool{}, out: graph.Chain{Depth: map[graph.Key]int{}}}
	if err := c.check(); err != nil {
		return graph.Chain{}, err
	}
	places, err := r.resolve(ctx, []graph.Key{q.Start})
	if err != nil || len(places) == 0 {
		return c.out, err
	}
	start := places[q.Start]
	c.out.Nodes = append(c.out.Nodes, start.node)
	c.out.Depth[start.node.Key] = 0
	level := []int64{start.id}
	for depth := 1; len(level) > 0; depth++ {
		if level, err = c.step(ctx, level, depth); err != nil {
			return graph.Chain{}, err
		}
	}
	c.out.Cyclic = cyclic(c.out.Edges)
	return c.out, nil
}

func (c *chain) check() error {
	if c.MaxDepth < 0 || c.MaxNodes < 0 {
		return fmt.Errorf("%w: depth %d, nodes %d", graph.ErrBadQuery, c.MaxDepth, c.MaxNodes)
	}
	if c.MaxDepth == 0 {
		c.MaxDepth = chainDepth
	}
	if c.MaxNodes == 0 {
		c.MaxNodes = chainNodes
	}
	return graph.CheckEdgeTypes(c.Types)
}

// chainEdge is an edge met on the walk, with the key of what it leads to.
type chainEdge struct {
	far  graph.Key
	edge graph.Edge
}

// step follows the edges of a level and gives the next one. Past the last depth no node is added, but edges between
// nodes that were met still are: one of them may close a cycle.
func (c *chain) step(ctx context.Context, level []int64, depth int) ([]int64, error) {
	met, err := c.follow(ctx, level)
	if err != nil {
		return nil, err
	}
	fresh := map[graph.Key]bool{}
	for _, m := range met {
		if _, known := c.out.Depth[m.far]; !known {
			fresh[m.far] = true
		}
	}
	keys := sortedKeys(fresh)
	room := c.MaxNodes - len(c.out.Nodes)
	if depth > c.MaxDepth {
		room = 0
	}
	if len(keys) > room {
		c.out.Truncated = true
		keys = keys[:max(room, 0)]
	}
	if err := c.learn(ctx, keys); err != nil {
		return nil, err
	}
	var next []int64
	for _, key := range keys {
		p := c.known[key]
		c.out.Depth[key] = depth
		c.out.Nodes = append(c.out.Nodes, p.node)
		next = append(next, p.id)
	}
	for _, m := range met {
		if _, kept := c.out.Depth[m.far]; kept && !c.edges[m.edge.Key] {
			c.edges[m.edge.Key] = true
			c.out.Edges = append(c.out.Edges, m.edge)
		}
	}
	return next, nil
}

// follow reads the edges of a level, ordered by far node and edge.
func (c *chain) follow(ctx context.Context, level []int64) ([]chainEdge, error) {
	b := newCompiler()
	b.add("UNWIND %s AS x MATCH (s:Entity {_id: x}) MATCH %s", b.arg(level), pattern("s", "e", "o", c.Types, c.Dir))
	b.add(" RETURN e, startNode(e).key AS src, endNode(e).key AS dst, o.key AS far LIMIT %s", b.arg(chainLevelEdges+1))
	records, err := c.ask(ctx, b.String(), b.params)
	if err != nil {
		return nil, err
	}
	met := make([]chainEdge, len(records))
	for i, rec := range records {
		r := row(rec.AsMap())
		if met[i].edge, err = edgeOf(r["e"]); err != nil {
			return nil, err
		}
		met[i].far, met[i].edge.From, met[i].edge.To = r.text("far"), r.text("src"), r.text("dst")
	}
	slices.SortFunc(met, func(a, b chainEdge) int {
		if c := strings.Compare(a.far, b.far); c != 0 {
			return c
		}
		return strings.Compare(a.edge.Key, b.edge.Key)
	})
	if len(met) > chainLevelEdges {
		c.out.Truncated = true
	}
	return met, nil
}

// cyclic tells whether the edges hold a directed cycle: nodes without an edge into them are taken away until none is
// left, or only cycles and what hangs on them are.
func cyclic(edges []graph.Edge) bool {
	into, next := map[graph.Key]int{}, map[graph.Key][]graph.Key{}
	for _, e := range edges {
		into[e.From] += 0
		into[e.To]++
		next[e.From] = append(next[e.From], e.To)
	}
	var free []graph.Key
	for key, n := range into {
		if n == 0 {
			free = append(free, key)
		}
	}
	taken := 0
	for ; len(free) > 0; taken++ {
		key := free[len(free)-1]
		free = free[:len(free)-1]
		for _, to := range next[key] {
			if into[to]--; into[to] == 0 {
				free = append(free, to)
			}
		}
	}
	return taken < len(into)
}

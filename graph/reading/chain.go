package reading

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
	ChainLevelEdges = 100_000
)

// Step is an edge that a walk meets, with what it leads to.
type Step struct {
	FarID int64
	Far   graph.Key
	Edge  graph.Edge
}

// Walker is what a store does for a walk. An edge followed both ways may be met twice.
type Walker interface {
	// Start finds the node to start from; nil if there is none.
	Start(ctx context.Context, key graph.Key) (*graph.Node, int64, error)
	// Follow gives the edges of a level, in any order; more than ChainLevelEdges need not be read.
	Follow(ctx context.Context, level []int64) ([]Step, error)
	// Nodes gives nodes by row.
	Nodes(ctx context.Context, ids []int64) (map[int64]*graph.Node, error)
}

// chain is a walk, level by level: a node is met first at its least depth, and never again.
type chain struct {
	Walker
	graph.ChainQuery
	out   graph.Chain
	edges map[graph.Key]bool
}

// CheckChain checks a query and sets its bounds where it has none.
func CheckChain(q graph.ChainQuery) (graph.ChainQuery, error) {
	if q.MaxDepth < 0 || q.MaxNodes < 0 {
		return q, fmt.Errorf("%w: depth %d, nodes %d", graph.ErrBadQuery, q.MaxDepth, q.MaxNodes)
	}
	if q.MaxDepth == 0 {
		q.MaxDepth = chainDepth
	}
	if q.MaxNodes == 0 {
		q.MaxNodes = chainNodes
	}
	return q, graph.CheckEdgeTypes(q.Types)
}

// Chain walks edges from a node; the query is one that CheckChain gave. The walk includes its start, at depth 0; an
// unknown start gives an empty chain.
func Chain(ctx context.Context, q graph.ChainQuery, w Walker) (graph.Chain, error) {
	c := chain{Walker: w, ChainQuery: q, edges: map[graph.Key]bool{}, out: graph.Chain{Depth: map[graph.Key]int{}}}
	start, id, err := w.Start(ctx, q.Start)
	if err != nil || start == nil {
		return c.out, err
	}
	c.out.Nodes = append(c.out.Nodes, start)
	c.out.Depth[start.Key] = 0
	level := []int64{id}
	for depth := 1; len(level) > 0; depth++ {
		if level, err = c.step(ctx, level, depth); err != nil {
			return graph.Chain{}, err
		}
	}
	c.out.Cyclic = cyclic(c.out.Edges)
	return c.out, nil
}

// step follows the edges of a level and gives the next one. Past the last depth no node is added, but edges between
// nodes that were met still are: one of them may close a cycle.
func (c *chain) step(ctx context.Context, level []int64, depth int) ([]int64, error) {
	met, err := c.follow(ctx, level)
	if err != nil {
		return nil, err
	}
	fresh := map[graph.Key]int64{}
	for _, m := range met {
		if _, known := c.out.Depth[m.Far]; !known {
			fresh[m.Far] = m.FarID
		}
	}
	keys := SortedKeys(fresh)
	room := c.MaxNodes - len(c.out.Nodes)
	if depth > c.MaxDepth {
		room = 0
	}
	if len(keys) > room {
		c.out.Truncated = true
		keys = keys[:max(room, 0)]
	}
	var next []int64
	for _, key := range keys {
		c.out.Depth[key] = depth
		next = append(next, fresh[key])
	}
	for _, m := range met {
		if _, kept := c.out.Depth[m.Far]; kept && !c.edges[m.Edge.Key] {
			c.edges[m.Edge.Key] = true
			c.out.Edges = append(c.out.Edges, m.Edge)
		}
	}
	if len(next) == 0 {
		return nil, nil
	}
	nodes, err := c.Nodes(ctx, next)
	for _, id := range next {
		if n := nodes[id]; n != nil { // else it went while we read
			c.out.Nodes = append(c.out.Nodes, n)
		}
	}
	return next, err
}

// follow reads the edges of a level, ordered by far node and edge.
func (c *chain) follow(ctx context.Context, level []int64) ([]Step, error) {
	met, err := c.Follow(ctx, level)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(met, func(a, b Step) int {
		if c := strings.Compare(a.Far, b.Far); c != 0 {
			return c
		}
		return strings.Compare(a.Edge.Key, b.Edge.Key)
	})
	if len(met) > ChainLevelEdges {
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

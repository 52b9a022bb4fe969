package register

import (
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// circles are the edges that cannot lead back: nobody ends, amends, forwards or rests on what did so to them.
var circles = []struct {
	types []graph.EdgeType
	edges []graph.Pred
}{
	{types: []graph.EdgeType{graph.Repeals}},
	{types: []graph.EdgeType{graph.Amends}},
	{types: []graph.EdgeType{graph.Forwards}},
	{types: []graph.EdgeType{graph.Implements}, edges: []graph.Pred{{Prop: "manner", Op: graph.Eq, Value: "basis"}}},
}

// cycles finds circles of edges of one kind, a shortest one of every set of documents that all lead to each other. It holds
// the documents that have such edges both ways, and no others.
func (s *scan) cycles(at spot) error {
	for _, c := range circles {
		lead := string(c.types[0])
		if at.before != "" && at.before != lead {
			continue
		}
		net, err := s.net(c.types, c.edges)
		if err != nil {
			return err
		}
		for _, ring := range net.rings() {
			if at.before == lead && ring[0] <= at.item {
				continue
			}
			if err := s.yield(net.row(ring), ring[0], string(Cycle), lead); err != nil {
				return err
			}
		}
		at = spot{}
	}
	return nil
}

// net is the edges between documents that have some both ways.
type net struct {
	nodes map[graph.Key]*graph.Node
	next  map[graph.Key][]graph.EdgeTo // in order of the other key
}

func (s *scan) net(types []graph.EdgeType, edges []graph.Pred) (*net, error) {
	n := &net{nodes: map[graph.Key]*graph.Node{}, next: map[graph.Key][]graph.EdgeTo{}}
	both := graph.Pred{And: []graph.Pred{
		{Edge: &graph.EdgePred{Types: types, Dir: graph.Out, Props: edges}},
		{Edge: &graph.EdgePred{Types: types, Dir: graph.InDir, Props: edges}},
	}}
	err := s.documents(both, nil, func(docs []*graph.Node) error {
		pages, err := s.expand(graph.ExpandQuery{From: keysOf(docs), Types: types, EdgeWhere: edges, Where: &both, First: 10_000})
		for _, d := range docs {
			n.nodes[d.Key], n.next[d.Key] = d, pages[d.Key].Edges
		}
		return err
	})
	return n, err
}

// rings gives a shortest circle through the first document of each set that has one, in order of these.
func (n *net) rings() [][]graph.Key {
	var rings [][]graph.Key
	for _, set := range n.components() {
		if len(set) > 1 {
			rings = append(rings, n.ring(slices.Min(set)))
		}
	}
	slices.SortFunc(rings, func(a, b []graph.Key) int { return compareText(a[0], b[0]) })
	return rings
}

// ring walks breadth first from a document until it is met again.
func (n *net) ring(start graph.Key) []graph.Key {
	before := map[graph.Key]graph.Key{}
	for queue := []graph.Key{start}; len(queue) > 0; queue = queue[1:] {
		for _, e := range n.next[queue[0]] {
			if e.Node.Key == start {
				ring := []graph.Key{queue[0]}
				for ring[0] != start {
					ring = slices.Insert(ring, 0, before[ring[0]])
				}
				return ring
			}
			if _, met := before[e.Node.Key]; !met {
				before[e.Node.Key] = queue[0]
				queue = append(queue, e.Node.Key)
			}
		}
	}
	return []graph.Key{start} // not reached: it is of a set that leads back
}

func (n *net) row(ring []graph.Key) *Row {
	row := &Row{Check: Cycle, Document: n.nodes[ring[0]]}
	for i, key := range ring {
		row.Documents = append(row.Documents, n.nodes[key])
		to := ring[(i+1)%len(ring)]
		for _, e := range n.next[key] {
			if e.Node.Key == to {
				row.Links = append(row.Links, linked(n.nodes[key], []graph.EdgeTo{e})...)
				break
			}
		}
	}
	row.Other = row.Documents[1%len(ring)]
	return row
}

// components are the sets of documents that all lead to each other (Tarjan), without recursion: rows of documents can be long.
func (n *net) components() [][]graph.Key {
	c := &components{net: n, index: map[graph.Key]int{}, low: map[graph.Key]int{}, open: map[graph.Key]bool{}}
	keys := make([]graph.Key, 0, len(n.nodes))
	for key := range n.nodes {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if _, done := c.index[key]; !done {
			c.visit(key)
		}
	}
	return c.sets
}

type components struct {
	*net
	index, low map[graph.Key]int
	open       map[graph.Key]bool
	stack      []graph.Key
	sets       [][]graph.Key
}

// step is a document on the way, and which of its edges comes next.
type step struct {
	key  graph.Key
	edge int
}

func (c *components) enter(key graph.Key) step {
	c.index[key], c.low[key] = len(c.index), len(c.index)
	c.stack, c.open[key] = append(c.stack, key), true
	return step{key: key}
}

func (c *components) visit(start graph.Key) {
	way := []step{c.enter(start)}
	for len(way) > 0 {
		top := &way[len(way)-1]
		if edges := c.next[top.key]; top.edge < len(edges) {
			to := edges[top.edge].Node.Key
			top.edge++
			switch _, seen := c.index[to]; {
			case c.nodes[to] == nil:
			case !seen:
				way = append(way, c.enter(to))
			case c.open[to]:
				c.low[top.key] = min(c.low[top.key], c.index[to])
			}
			continue
		}
		key := top.key
		way = way[:len(way)-1]
		if len(way) > 0 {
			up := way[len(way)-1].key
			c.low[up] = min(c.low[up], c.low[key])
		}
		if c.low[key] == c.index[key] {
			c.close(key)
		}
	}
}

// close takes a finished set off the stack.
func (c *components) close(root graph.Key) {
	at := slices.Index(c.stack, root)
	set := slices.Clone(c.stack[at:])
	c.stack = c.stack[:at]
	for _, key := range set {
		c.open[key] = false
	}
	c.sets = append(c.sets, set)
}

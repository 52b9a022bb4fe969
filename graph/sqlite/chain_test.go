package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func TestChain(t *testing.T) {
	f := newFixture(t)
	for _, key := range strings.Split("abcdefgxy", "") {
		f.node(key, graph.Document, graph.Props{"title": key})
	}
	// a→b→c→d is a row with the short cut a→c; e→f→g→e is a ring; x and y hang on it.
	for _, pair := range []string{"ab", "bc", "ac", "cd", "ef", "fg", "ge", "ex", "yf"} {
		f.edge(graph.Repeals, pair[:1], pair[1:], graph.Props{})
	}
	f.edge(graph.Cites, "d", "a", graph.Props{})
	for _, c := range []struct {
		q    graph.ChainQuery
		want string
	}{
		{graph.ChainQuery{Start: "a"}, "a0 b1 c1 d2 edges 4"},
		{graph.ChainQuery{Start: "d", Dir: graph.InDir}, "d0 c1 a2 b2 edges 4"},
		{graph.ChainQuery{Start: "b", Dir: graph.Both}, "b0 a1 c1 d2 edges 4"},
		{graph.ChainQuery{Start: "e"}, "e0 f1 x1 g2 edges 4 cyclic"},
		{graph.ChainQuery{Start: "e", Dir: graph.Both}, "e0 f1 g1 x1 y2 edges 5 cyclic"},
		{graph.ChainQuery{Start: "a", MaxDepth: 1}, "a0 b1 c1 edges 3 truncated"},
		{graph.ChainQuery{Start: "e", MaxDepth: 2}, "e0 f1 x1 g2 edges 4 cyclic"},
		{graph.ChainQuery{Start: "a", MaxNodes: 2}, "a0 b1 edges 1 truncated"},
		{graph.ChainQuery{Start: "x"}, "x0 edges 0"},
		{graph.ChainQuery{Start: "nobody"}, " edges 0"},
		{graph.ChainQuery{Start: "a", Types: []graph.EdgeType{graph.Repeals, graph.Cites}}, "a0 b1 c1 d2 edges 5 cyclic"},
	} {
		if c.q.Types == nil {
			c.q.Types = []graph.EdgeType{graph.Repeals}
		}
		chain, err := f.r.Chain(context.Background(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		var line []string
		for _, n := range chain.Nodes {
			line = append(line, fmt.Sprint(n.Key, chain.Depth[n.Key]))
		}
		got := strings.Join(line, " ") + fmt.Sprint(" edges ", len(chain.Edges))
		if chain.Cyclic {
			got += " cyclic"
		}
		if chain.Truncated {
			got += " truncated"
		}
		if got != c.want {
			t.Errorf("%+v:\n got %s\nwant %s", c.q, got, c.want)
		}
	}
	for _, q := range []graph.ChainQuery{{Start: "a"}, {Start: "a", Types: []graph.EdgeType{graph.Repeals}, MaxDepth: -1}} {
		if _, err := f.r.Chain(context.Background(), q); !errors.Is(err, graph.ErrBadQuery) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

package graphtest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func testChain(t *testing.T, open opener) {
	f := newReads(t, open)
	for _, key := range strings.Split("abcdefgxy", "") {
		f.node(key, graph.Document, graph.Props{"title": key})
	}
	// a→b→c→d is a row with the short cut a→c; e→f→g→e is a ring; x and y hang on it.
	for _, pair := range []string{"ab", "bc", "ac", "cd", "ef", "fg", "ge", "ex", "yf"} {
		f.edge(graph.Repeals, pair[:1], pair[1:], graph.Props{})
	}
	f.edge(graph.Cites, "d", "a", graph.Props{})
	f.load()
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
		chain, err := f.r.Chain(f.ctx, c.q)
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
		if _, err := f.r.Chain(f.ctx, q); !errors.Is(err, graph.ErrBadQuery) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func testAggregate(t *testing.T, open opener) {
	f := taskGraph(t, open)
	f.node("doc:1", graph.Document, graph.Props{"title": "方案", "year": int64(2022)})
	f.edge(graph.HasTask, "doc:1", "task:3", graph.Props{})
	f.load()
	roles := []graph.EdgeType{graph.Leads, graph.CooperatesOn}
	of := func(key string) *graph.Pred { return &graph.Pred{Prop: "key", Op: graph.Eq, Value: key} }
	for _, c := range []struct {
		name string
		q    graph.AggQuery
		want string
	}{
		{"by unit and role", graph.AggQuery{Types: roles, GroupBy: []string{"from", "type"}}, "unit:a/LEADS=6 unit:b/COOPERATES_ON=1 unit:b/LEADS=1"},
		{"the largest", graph.AggQuery{Types: roles, GroupBy: []string{"from", "type"}, Limit: 1}, "unit:a/LEADS=6"},
		{"tasks only", graph.AggQuery{Types: roles, ToType: graph.Task, GroupBy: []string{"from.name"}}, "甲局=5 乙局=2"},
		{"by a property of the other end", graph.AggQuery{Types: roles, GroupBy: []string{"to.due"}}, "2022-06-30=4 =3 2022-12-31=1"},
		{"of one unit", graph.AggQuery{Types: roles, From: of("unit:b"), FromType: graph.Unit, GroupBy: []string{"to"}}, "task:0=1 task:3=1"},
		{"to one task", graph.AggQuery{Types: roles, To: of("task:3"), ToType: graph.Task, GroupBy: []string{"from"}}, "unit:a=1 unit:b=1"},
		{"tasks of a year", graph.AggQuery{Types: roles, ToType: graph.Task, GroupBy: []string{"from"}, To: &graph.Pred{Edge: &graph.EdgePred{
			Types: []graph.EdgeType{graph.HasTask}, Dir: graph.InDir, Node: &graph.Pred{Prop: "year", Op: graph.Eq, Value: 2022}}}}, "unit:a=1 unit:b=1"},
		{"a number", graph.AggQuery{Types: []graph.EdgeType{graph.HasTask}, GroupBy: []string{"from.year"}}, "2022=1"},
		{"nothing", graph.AggQuery{Types: []graph.EdgeType{graph.Repeals}, GroupBy: []string{"to"}}, ""},
	} {
		buckets, err := f.r.Aggregate(f.ctx, c.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range buckets {
			got = append(got, fmt.Sprint(strings.Join(b.Group, "/"), "=", b.Count))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	for want, q := range map[string]graph.AggQuery{
		"group by []":        {Types: roles},
		`group by "colour"`:  {Types: roles, GroupBy: []string{"to.colour"}},
		`no group "sideway"`: {Types: roles, GroupBy: []string{"sideway"}},
		"have no Park":       {Types: roles, ToType: graph.Park, GroupBy: []string{"to"}},
	} {
		_, err := f.r.Aggregate(f.ctx, q)
		if !errors.Is(err, graph.ErrBadQuery) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

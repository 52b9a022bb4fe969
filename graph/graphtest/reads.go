package graphtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

type opener = func(*testing.T) graph.Store

// Reads runs the part of the suite that asks questions: lists, search, expansion, chains and counts, on small
// graphs of any shape, against models that know no query language.
func Reads(t *testing.T, open func(t *testing.T) graph.Store) {
	for _, group := range []struct {
		name string
		run  func(*testing.T, opener)
	}{
		{"list", testListFitsAModel},
		{"list between cursors", testListBetweenTwoCursors},
		{"bad lists", testBadListQueries},
		{"properties looked at", testLookedAt},
		{"search ranks", testSearchRanks},
		{"search", testSearchFitsAModel},
		{"search in texts", testSearchBodies},
		{"expand", testExpand},
		{"expand both ways", testExpandBackAndBothWays},
		{"hub", testHub},
		{"bad expansions", testBadExpandQueries},
		{"chain", testChain},
		{"aggregate", testAggregate},
	} {
		t.Run(group.name, func(t *testing.T) { group.run(t, open) })
	}
}

// reads is a store with a graph that one source claims outright, node by node, and a reader of it.
type reads struct {
	*fixture
	r     viewing
	nodes map[graph.Key]*graph.Node
	edges map[graph.Key]*graph.Edge // by a name of their own

	text strings.Builder
	set  graph.ChangeSet
}

func newReads(t *testing.T, open opener) *reads {
	f := &reads{fixture: newFixture(t, open), nodes: map[graph.Key]*graph.Node{}, edges: map[graph.Key]*graph.Edge{}}
	f.set.Source = makeSource("graph.txt").Source
	return f
}

func (f *reads) node(key graph.Key, typ graph.NodeType, props graph.Props) {
	f.nodes[key] = &graph.Node{Key: key, Type: typ, Props: props}
	f.set.Nodes = append(f.set.Nodes, graph.NodeClaim{Node: graph.End{Key: key}, Type: typ, Props: props})
}

// edge states an edge in a line of the source.
func (f *reads) edge(typ graph.EdgeType, from, to graph.Key, props graph.Props) {
	name := fmt.Sprintf("%s %s %s %v", typ, from, to, props)
	f.edges[name] = &graph.Edge{Type: typ, From: from, To: to, Props: props}
	start := f.text.Len()
	f.text.WriteString(name)
	f.set.Edges = append(f.set.Edges, graph.EdgeClaim{Type: typ, From: graph.End{Key: from}, To: graph.End{Key: to}, Props: props,
		Start: start, End: f.text.Len(), Quote: name, Rule: "by_hand"})
}

// load applies what was claimed.
func (f *reads) load() *reads {
	f.Helper()
	f.set.Source.Text = f.text.String()
	f.apply(f.set)
	f.r = viewing{f.store}
	return f
}

// viewing asks each question in a view of its own, as the requests of a server do.
type viewing struct{ store graph.Store }

func viewed[Q, A any](ctx context.Context, v viewing, method func(graph.Reader, context.Context, Q) (A, error), q Q) (answer A, err error) {
	err = v.store.View(ctx, func(r graph.Reader) error {
		answer, err = method(r, ctx, q)
		return err
	})
	return answer, err
}

func (v viewing) List(ctx context.Context, q graph.NodeQuery) (graph.Page, error) {
	return viewed(ctx, v, graph.Reader.List, q)
}

func (v viewing) Search(ctx context.Context, q graph.TextQuery) (graph.Page, error) {
	return viewed(ctx, v, graph.Reader.Search, q)
}

func (v viewing) Expand(ctx context.Context, qs []graph.ExpandQuery) ([]map[graph.Key]graph.EdgePage, error) {
	return viewed(ctx, v, graph.Reader.Expand, qs)
}

func (v viewing) Chain(ctx context.Context, q graph.ChainQuery) (graph.Chain, error) {
	return viewed(ctx, v, graph.Reader.Chain, q)
}

func (v viewing) Aggregate(ctx context.Context, q graph.AggQuery) ([]graph.Bucket, error) {
	return viewed(ctx, v, graph.Reader.Aggregate, q)
}

func keysIn(nodes []*graph.Node) string {
	keys := make([]string, len(nodes))
	for i, n := range nodes {
		keys[i] = n.Key
	}
	return strings.Join(keys, " ")
}

func (f *reads) list(q graph.NodeQuery) graph.Page {
	f.Helper()
	page, err := f.r.List(f.ctx, q)
	if err != nil {
		f.Fatalf("List(%+v): %v", q, err)
	}
	return page
}

func (f *reads) search(q graph.TextQuery) graph.Page {
	f.Helper()
	page, err := f.r.Search(f.ctx, q)
	if err != nil {
		f.Fatalf("Search(%+v): %v", q, err)
	}
	return page
}

func (f *reads) expand(q graph.ExpandQuery) map[graph.Key]graph.EdgePage {
	f.Helper()
	pages, err := f.r.Expand(f.ctx, []graph.ExpandQuery{q})
	if err != nil {
		f.Fatalf("Expand(%+v): %v", q, err)
	}
	return pages[0]
}

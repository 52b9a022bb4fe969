package graphtest

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// Where a caller names the properties that it looks at, the answer has them, in the same order and with the same cursors as a
// whole one; what is asked for whole later in the same view is whole.
func testLookedAt(t *testing.T, open opener) {
	f := listGraph(t, open, rand.New(rand.NewPCG(5, 11))).load()
	for _, looked := range [][]string{{}, {"title"}, {"number", "issuers", "signed"}} {
		q := graph.NodeQuery{Type: graph.Document, Order: []graph.Order{{Prop: "signed", Desc: true}}, First: 60}
		whole := f.list(q)
		q.Props = looked
		part := f.list(q)
		if !slices.Equal(part.Cursors, whole.Cursors) {
			t.Errorf("%v: other cursors", looked)
		}
		for i, n := range part.Nodes {
			hasProps(t, n, whole.Nodes[i], looked)
		}
		f.wholeLater(t, q, whole)
	}
	q := graph.ExpandQuery{Types: []graph.EdgeType{graph.IssuedBy}, First: 9}
	for key := range f.nodes {
		q.From = append(q.From, key)
	}
	whole := f.expand(q)
	q.NodeProps, q.NodesOnly = []string{"name"}, true
	for key, page := range f.expand(q) {
		if farKeys(page) != farKeys(whole[key]) {
			t.Errorf("%s: %s; whole %s", key, farKeys(page), farKeys(whole[key]))
			continue
		}
		for i, e := range page.Edges {
			hasProps(t, e.Node, whole[key].Edges[i].Node, q.NodeProps)
		}
	}
}

// wholeLater asks for a part of the nodes first, and in the same view for all of them.
func (f *reads) wholeLater(t *testing.T, q graph.NodeQuery, want graph.Page) {
	t.Helper()
	err := f.store.View(f.ctx, func(r graph.Reader) error {
		page, err := r.List(f.ctx, q)
		if err != nil {
			return err
		}
		var keys []graph.Key
		for _, n := range page.Nodes {
			keys = append(keys, n.Key)
		}
		nodes, err := r.Nodes(f.ctx, keys)
		for _, n := range want.Nodes {
			if got := nodes[n.Key]; err == nil && !reflect.DeepEqual(got, n) {
				t.Errorf("%s after a part of it: %v, want %v", n.Key, got, n)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// hasProps compares the properties that were looked at.
func hasProps(t *testing.T, got, want *graph.Node, looked []string) {
	t.Helper()
	if got.Key != want.Key || got.Type != want.Type {
		t.Errorf("%s %s; want %s %s", got.Type, got.Key, want.Type, want.Key)
	}
	for _, name := range looked {
		if !reflect.DeepEqual(got.Props[name], want.Props[name]) {
			t.Errorf("%s: %s is %v; want %v", got.Key, name, got.Props[name], want.Props[name])
		}
	}
}

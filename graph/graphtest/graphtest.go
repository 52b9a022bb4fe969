// Package graphtest is the suite that every store must pass: laws 4 to 7 of the graph (once, any order, whole or not at
// all, honest gaps), with change sets made by hand in the manner of real sources. A store's own tests call Run.
package graphtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// Thin is how many like cases (orders, seeds, random questions) one stands for: more than 1 where each costs a server's round
// trips, or a plan.
var Thin = 1

// thinned is how many of n like cases are run.
func thinned(n int) int { return max(n/Thin, 1) }

// Run runs the suite. open gives an empty store each time; the suite closes none.
func Run(t *testing.T, open func(t *testing.T) graph.Store) {
	for _, group := range []struct {
		name string
		run  func(*testing.T, func(*testing.T) graph.Store)
	}{
		{"once", testOnce},
		{"order", testOrder},
		{"replace", testReplace},
		{"whole", testWhole},
		{"identity", testIdentity},
		{"binding", testBinding},
		{"reads", Reads},
		{"registers", testRegisters},
	} {
		t.Run(group.name, func(t *testing.T) { group.run(t, open) })
	}
}

// fixture is a store under test.
type fixture struct {
	*testing.T
	store graph.Store
	ctx   context.Context
}

func newFixture(t *testing.T, open func(*testing.T) graph.Store) *fixture {
	return &fixture{T: t, store: open(t), ctx: t.Context()}
}

func (f *fixture) apply(sets ...graph.ChangeSet) []graph.Change {
	f.Helper()
	changes, err := f.store.Apply(f.ctx, sets...)
	if err != nil {
		f.Fatalf("Apply: %v", err)
	}
	if len(changes) != len(sets) {
		f.Fatalf("Apply of %d change sets tells of %d", len(sets), len(changes))
	}
	return changes
}

func (f *fixture) dump() string {
	f.Helper()
	s, err := Dump(f.ctx, f.store)
	if err != nil {
		f.Fatalf("Dump: %v", err)
	}
	return s
}

// same fails the test with the first lines that differ.
func (f *fixture) same(what, want string) {
	f.Helper()
	if got := f.dump(); got != want {
		f.Fatalf("%s:\n%s", what, Diff(want, got))
	}
}

// Diff lists the lines that only one of two dumps has, the first few.
func Diff(want, got string) string {
	count := map[string]int{}
	for _, l := range strings.Split(got, "\n") {
		count[l]++
	}
	var b strings.Builder
	n := 0
	show := func(mark, line string) {
		if n++; n <= 24 {
			fmt.Fprintf(&b, "%s %.600s\n", mark, line)
		}
	}
	for _, l := range strings.Split(want, "\n") {
		if count[l]--; count[l] < 0 {
			show("missing", l)
		}
	}
	for _, l := range strings.Split(got, "\n") {
		if count[l] > 0 {
			count[l]--
			show("surplus", l)
		}
	}
	return b.String()
}

// view reads in one view.
func (f *fixture) view(read func(graph.Reader) error) {
	f.Helper()
	if err := f.store.View(f.ctx, read); err != nil {
		f.Fatalf("View: %v", err)
	}
}

// documents finds Document nodes by title.
func (f *fixture) documents(title string) []*graph.Node {
	f.Helper()
	var nodes []*graph.Node
	f.view(func(r graph.Reader) error {
		page, err := r.List(f.ctx, graph.NodeQuery{Type: graph.Document, First: 100,
			Where: &graph.Pred{Prop: "title", Op: graph.Eq, Value: title}, Order: []graph.Order{{Prop: "signed"}}})
		nodes = page.Nodes
		return err
	})
	return nodes
}

// document finds the one Document node of a title and state.
func (f *fixture) document(title, state string) *graph.Node {
	f.Helper()
	nodes := f.documents(title)
	if len(nodes) != 1 || nodes[0].String("state") != state {
		f.Fatalf("documents titled %q: want one of state %q, got %s", title, state, describe(nodes))
	}
	return nodes[0]
}

// version finds the Document of a title and date of signing.
func (f *fixture) version(title, signed string) *graph.Node {
	f.Helper()
	nodes := f.documents(title)
	for _, n := range nodes {
		if n.String("signed") == signed {
			return n
		}
	}
	f.Fatalf("no document %q of %s among %s", title, signed, describe(nodes))
	return nil
}

func describe(nodes []*graph.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		fmt.Fprintf(&b, "\n  %s %v", n.Key, n.Props)
	}
	return b.String()
}

// targets lists the nodes that the edges of a type lead to.
func (f *fixture) targets(from *graph.Node, t graph.EdgeType) []*graph.Node {
	f.Helper()
	var nodes []*graph.Node
	f.view(func(r graph.Reader) error {
		pages, err := r.Expand(f.ctx, []graph.ExpandQuery{{From: []graph.Key{from.Key}, Types: []graph.EdgeType{t}, First: 100}})
		if err != nil {
			return err
		}
		for _, e := range pages[0][from.Key].Edges {
			nodes = append(nodes, e.Node)
		}
		return nil
	})
	return nodes
}

// target is the one node that the edges of a type lead to.
func (f *fixture) target(from *graph.Node, t graph.EdgeType) *graph.Node {
	f.Helper()
	nodes := f.targets(from, t)
	if len(nodes) != 1 {
		f.Fatalf("%s leads from %v to %d nodes, not one:%s", t, from.Props, len(nodes), describe(nodes))
	}
	return nodes[0]
}

package graphtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// Dumper is a store that can show its bookkeeping too (citations, names, claims): without ids of its own, as sorted
// lines, so that stores in the same state show the same.
type Dumper interface {
	DumpRows(ctx context.Context) ([]string, error)
}

// Dump writes all that a store holds as sorted lines: ledger, nodes, edges with their statements, texts of documents,
// counts, and the bookkeeping of a Dumper. Stores that hold the same graph dump the same bytes.
func Dump(ctx context.Context, store graph.Store) (string, error) {
	d := &dumper{ctx: ctx}
	if err := store.View(ctx, d.all); err != nil {
		return "", err
	}
	if rows, ok := store.(Dumper); ok {
		lines, err := rows.DumpRows(ctx)
		if err != nil {
			return "", err
		}
		d.lines = append(d.lines, lines...)
	}
	slices.Sort(d.lines)
	return strings.Join(d.lines, "\n") + "\n", nil
}

type dumper struct {
	ctx   context.Context
	lines []string
	nodes map[graph.NodeType]int
	edges map[graph.EdgeType]int
}

func (d *dumper) add(kind string, parts ...any) {
	b, err := json.Marshal(parts)
	if err != nil {
		panic(err)
	}
	d.lines = append(d.lines, kind+" "+string(b))
}

func (d *dumper) all(r graph.Reader) error {
	d.nodes, d.edges = map[graph.NodeType]int{}, map[graph.EdgeType]int{}
	sources, err := r.Sources(d.ctx, nil, false)
	if err != nil {
		return err
	}
	for key, s := range sources {
		with, err := r.Sources(d.ctx, []graph.Key{key}, true)
		if err != nil {
			return err
		}
		d.add("source", s, with[key].Text)
	}
	for _, schema := range graph.Nodes {
		if err := d.nodesOf(r, schema.Type); err != nil {
			return err
		}
	}
	return d.counts(r)
}

// nodesOf dumps the nodes of a type, page by page, and what hangs on them.
func (d *dumper) nodesOf(r graph.Reader, t graph.NodeType) error {
	q := graph.NodeQuery{Type: t, First: 500}
	for {
		page, err := r.List(d.ctx, q)
		if err != nil {
			return err
		}
		var keys []graph.Key
		for _, n := range page.Nodes {
			d.add("node", n)
			d.nodes[n.Type]++
			keys = append(keys, n.Key)
		}
		if len(keys) == 0 {
			return nil
		}
		if err := d.edgesFrom(r, keys); err != nil {
			return err
		}
		if t == graph.Document {
			if err := d.texts(r, keys); err != nil {
				return err
			}
		}
		if !page.HasNext {
			return nil
		}
		q.After = page.Cursors[len(page.Cursors)-1]
	}
}

func (d *dumper) edgesFrom(r graph.Reader, keys []graph.Key) error {
	var types []graph.EdgeType
	for _, e := range graph.Edges {
		types = append(types, e.Type)
	}
	answers, err := r.Expand(d.ctx, []graph.ExpandQuery{{From: keys, Types: types, Dir: graph.Out, First: 1 << 20}})
	if err != nil {
		return err
	}
	var edges []graph.Key
	for _, page := range answers[0] {
		for _, e := range page.Edges {
			if e.Node == nil {
				return fmt.Errorf("edge %s leads to no node", e.Edge.Key)
			}
			d.add("edge", e.Edge)
			d.edges[e.Edge.Type]++
			edges = append(edges, e.Edge.Key)
		}
	}
	statements, err := r.Statements(d.ctx, edges)
	if err != nil {
		return err
	}
	for _, list := range statements {
		for _, s := range list {
			d.add("statement", s)
		}
	}
	return nil
}

// texts dumps the records of documents and what each of them states, the witnesses' statements too.
func (d *dumper) texts(r graph.Reader, keys []graph.Key) error {
	records, err := r.Records(d.ctx, keys)
	if err != nil {
		return err
	}
	facts, err := r.Facts(d.ctx, keys)
	if err != nil {
		return err
	}
	for _, key := range keys {
		for i, rec := range records[key] {
			d.add("record", key, i, rec)
		}
		for i, s := range facts[key] {
			d.add("fact", key, i, s)
		}
	}
	return nil
}

// counts compares the counts that the store keeps with what was met.
func (d *dumper) counts(r graph.Reader) error {
	nodes, edges, err := r.Counts(d.ctx)
	if err != nil {
		return err
	}
	for _, s := range graph.Nodes {
		if nodes[s.Type] != d.nodes[s.Type] {
			return fmt.Errorf("the store counts %d %s nodes, there are %d", nodes[s.Type], s.Type, d.nodes[s.Type])
		}
	}
	for _, s := range graph.Edges {
		if edges[s.Type] != d.edges[s.Type] {
			return fmt.Errorf("the store counts %d %s edges, there are %d", edges[s.Type], s.Type, d.edges[s.Type])
		}
	}
	return nil
}

// Same fails the test unless two stores hold the same, in their rows too where both show them.
func Same(t testing.TB, what string, a, b graph.Store) {
	t.Helper()
	want, err := Dump(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Dump(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	if want != got {
		t.Fatalf("%s:\n%s", what, Diff(want, got))
	}
}

package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	g "github.com/policygraph/policygraph/graph"
)

// narrow is a store that gives of nodes only the properties that it was told are looked at.
type narrow struct {
	g.Store
	left int // properties that were left out
}

func (s *narrow) View(ctx context.Context, f func(g.Reader) error) error {
	return s.Store.View(ctx, func(r g.Reader) error { return f(&narrowReader{r, s}) })
}

type narrowReader struct {
	g.Reader
	store *narrow
}

func (r *narrowReader) Expand(ctx context.Context, qs []g.ExpandQuery) ([]map[g.Key]g.EdgePage, error) {
	pages, err := r.Reader.Expand(ctx, qs)
	for i := range pages {
		for _, page := range pages[i] {
			for k := range page.Edges {
				if e := &page.Edges[k]; qs[i].NodeProps != nil {
					e.Node = r.narrowed(e.Node, qs[i].NodeProps)
				}
				if qs[i].NodesOnly {
					page.Edges[k] = g.EdgeTo{Node: page.Edges[k].Node}
					r.store.left++
				}
			}
		}
	}
	return pages, err
}

func (r *narrowReader) List(ctx context.Context, q g.NodeQuery) (g.Page, error) {
	page, err := r.Reader.List(ctx, q)
	for i := range page.Nodes {
		if q.Props != nil {
			page.Nodes[i] = r.narrowed(page.Nodes[i], q.Props)
		}
	}
	return page, err
}

func (r *narrowReader) narrowed(n *g.Node, looked []string) *g.Node {
	out := &g.Node{Key: n.Key, Type: n.Type, Props: g.Props{}}
	for name, v := range n.Props {
		if slices.Contains(looked, name) {
			out.Props[name] = v
		} else {
			r.store.left++
		}
	}
	return out
}

// TestOnlyWhatIsLookedAt: answers need no property that the store was not told of.
func TestOnlyWhatIsLookedAt(t *testing.T) {
	whole := openStore(t, world()...)
	store := &narrow{Store: whole}
	wide, thin := newTestServer(t, Options{Store: whole}), newTestServer(t, Options{Store: store})
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	questions := map[string]any{
		`{documents{edges{node{title tasks(first:2){pageInfo{hasNextPage} totalCount edges{__typename node{heading}}} more:tasks(first:2){pageInfo{endCursor} edges{node{heading}}} issuedBy{edges{cursor node{name}}}}}}}`: nil,
		`{documents{edges{node{title tasks{edges{node{heading due document{title} leads{edges{node{name ...u}}}}}} implements{edges{node{title status{state}}}}}}}} fragment u on Unit{region leads{totalCount}}`:           nil,
		`{documents(orderBy:[{field:SIGNED}]){edges{cursor node{number}}} tasks(first:3){totalCount edges{node{...t}}}} fragment t on Task{heading document{title issued:signed}}`:                                          nil,
		`{units{edges{node{name leads{edges{node{id text statedIn{edges{node{number candidates state}}}}}} issued{edges{node{... on Document{signed issuers}}}}}}}}`:                                                        nil,
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var query string
		var variables any
		for _, f := range a.Files {
			switch f.Name {
			case "query":
				query = string(f.Data)
			case "variables":
				if err := json.Unmarshal(f.Data, &variables); err != nil {
					t.Fatal(err)
				}
			}
		}
		questions[query] = variables
	}
	for query, variables := range questions {
		_, want := ask(t, wide, query, variables)
		if _, got := ask(t, thin, query, variables); !bytes.Equal(got, want) {
			t.Errorf("%s\n got %.2000s\nwant %.2000s", query, got, want)
		}
	}
	if store.left < 100 {
		t.Errorf("only %d properties were left out", store.left)
	}
}

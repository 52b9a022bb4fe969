package gql

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	g "github.com/policygraph/policygraph/graph"
)

// counting counts the calls that a real store gets.
type counting struct {
	g.Store
	calls map[string]int
}

func (c *counting) View(ctx context.Context, f func(g.Reader) error) error {
	c.calls["View"]++
	return c.Store.View(ctx, func(r g.Reader) error { return f(&countingReader{r, c.calls}) })
}

type countingReader struct {
	g.Reader
	calls map[string]int
}

func (c *countingReader) Nodes(ctx context.Context, keys []g.Key) (map[g.Key]*g.Node, error) {
	c.calls["Nodes"]++
	return c.Reader.Nodes(ctx, keys)
}

func (c *countingReader) List(ctx context.Context, q g.NodeQuery) (g.Page, error) {
	c.calls["List"]++
	return c.Reader.List(ctx, q)
}

func (c *countingReader) Expand(ctx context.Context, qs []g.ExpandQuery) ([]map[g.Key]g.EdgePage, error) {
	c.calls["Expand"]++
	return c.Reader.Expand(ctx, qs)
}

func (c *countingReader) Statements(ctx context.Context, edges []g.Key) (map[g.Key][]g.Statement, error) {
	c.calls["Statements"]++
	return c.Reader.Statements(ctx, edges)
}

func (c *countingReader) Facts(ctx context.Context, documents []g.Key) (map[g.Key][]g.Statement, error) {
	c.calls["Facts"]++
	return c.Reader.Facts(ctx, documents)
}

func (c *countingReader) Records(ctx context.Context, documents []g.Key) (map[g.Key][]g.RecordInfo, error) {
	c.calls["Records"]++
	return c.Reader.Records(ctx, documents)
}

func (c *countingReader) Sources(ctx context.Context, keys []g.Key, text bool) (map[g.Key]g.SourceInfo, error) {
	c.calls["Sources"]++
	return c.Reader.Sources(ctx, keys, text)
}

func (c *countingReader) Chain(ctx context.Context, q g.ChainQuery) (g.Chain, error) {
	c.calls["Chain"]++
	return c.Reader.Chain(ctx, q)
}

func (c *countingReader) Aggregate(ctx context.Context, q g.AggQuery) ([]g.Bucket, error) {
	c.calls["Aggregate"]++
	return c.Reader.Aggregate(ctx, q)
}

// TestOneCallPerLevel: however many rows and fields a level has, the store is asked once.
func TestOneCallPerLevel(t *testing.T) {
	store := &counting{Store: openStore(t, world()...)}
	s := newTestServer(t, Options{Store: store})
	for _, c := range []struct {
		name, query string
		want        map[string]int
	}{
		{"four levels", `{documents{edges{node{tasks{edges{node{leads{edges{node{leads{edges{node{document{number}}}}}}}}}}}}}}`,
			map[string]int{"View": 1, "List": 1, "Expand": 4}},
		{"many fields and aliases of a level", `{documents{edges{node{
			a: tasks{edges{node{leads{edges{node{name}}} cooperators{edges{node{name}}} responsible{edges{node{name}}} targets{totalCount} document{number}}}}
			b: tasks(first:1){totalCount edges{node{x: leads{edges{node{name}}}}}}
			implements{edges{node{issuedBy{edges{node{name}}}}}} repeals{edges{node{title}}} repealedBy{edges{node{title}}} gazette{title} work{title} issuedBy{edges{node{name}}}
			parks{edges{node{industries{edges{node{name}}} document{title}}}} appointments{edges{node{person{holds{edges{node{post}}}}}}}
		}}}}`, map[string]int{"View": 1, "List": 1, "Expand": 2}},
		{"evidence", `{documents{edges{node{tasks{edges{evidence{quote context{before}} node{leads{edges{evidence{quote context{before}}}}}}}}}}}`,
			map[string]int{"View": 1, "List": 1, "Expand": 2, "Statements": 2, "Sources": 1}},
		{"texts and facts", `{documents{edges{node{text{content} facts{kind startUtf16} sources{source}}}}}`,
			map[string]int{"View": 1, "List": 1, "Records": 1, "Facts": 1, "Sources": 1}},
		{"nodes of facts", `{documents{edges{node{facts{from{id} to{id}}}}}}`,
			map[string]int{"View": 1, "List": 1, "Records": 1, "Facts": 1, "Sources": 1, "Nodes": 1}},
		{"statuses with what acts on what acts", `{documents(where:{number:{eq:"临政发〔2010〕3号"}}){edges{node{status{state} late:status(on:"2030-01-01"){state decidedBy{evidence{quote}}}}}}}`,
			map[string]int{"View": 1, "List": 1, "Expand": 2, "Statements": 1}},
		{"collaborators", `{units{edges{node{collaborators{edges{tasks node{name}}}}}}}`, map[string]int{"View": 1, "List": 1, "Expand": 2}},
		{"versions", `{documents{edges{node{versions{edges{node{title}}}}}}}`, map[string]int{"View": 1, "List": 1, "Expand": 2}},
		{"chain", `{repealChain(number:"临政发〔2016〕12号"){nodes{title status{state}} links{evidence{quote}}}}`,
			map[string]int{"View": 1, "List": 1, "Chain": 1, "Expand": 1, "Statements": 1}},
		{"nodes by id", `{a: node(id:"VW5pdDp1") {id} b: node(id:"VW5pdDp2") {id} nodes(ids:["VW5pdDp3"]) {id}}`, map[string]int{"View": 1, "Nodes": 1}},
		{"schema only", `{__schema{queryType{name}} __typename}`, map[string]int{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			store.calls = map[string]int{}
			if _, body := ask(t, s, c.query, nil); strings.Contains(string(body), `"errors"`) {
				t.Fatalf("%s", body)
			}
			if !reflect.DeepEqual(store.calls, c.want) {
				t.Errorf("calls %v, want %v", store.calls, c.want)
			}
		})
	}
}

// TestPlacesAreThoseOfJavaScript: content.slice(startUtf16, endUtf16) is the quote.
func TestPlacesAreThoseOfJavaScript(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	_, body := ask(t, s, `{documents{edges{node{text{content} facts{startUtf16 endUtf16 quote}}}}}`, nil)
	var r struct {
		Data struct {
			Documents struct {
				Edges []struct {
					Node struct {
						Text  *struct{ Content string }
						Facts []struct {
							StartUtf16, EndUtf16 int
							Quote                string
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range r.Data.Documents.Edges {
		for _, f := range e.Node.Facts {
			units := utf16.Encode([]rune(e.Node.Text.Content))
			if got := string(utf16.Decode(units[f.StartUtf16:f.EndUtf16])); got != f.Quote {
				t.Errorf("%d-%d is %q, not %q", f.StartUtf16, f.EndUtf16, got, f.Quote)
			}
			n++
		}
	}
	if n < 10 {
		t.Errorf("only %d facts", n)
	}
}

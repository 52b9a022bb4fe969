package neo4j

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/sqlite"
)

// long is a text of 20 KB, which no index of the server takes.
func long(end string) string {
	return strings.Repeat("关于进一步加强河道管理工作", 540) + end
}

// Texts of any length are kept, in names, keys and indexed properties: the server answers as the embedded store does.
func TestLongTexts(t *testing.T) {
	longTermOnly(t)
	var sets []graph.ChangeSet
	for i, set := range graphtest.Papers(6) {
		for _, name := range []string{"关于推进第1项重点工作的通知", "第0项任务", "临江市第5局"} {
			lengthen(&set, name, long(name[len(name)-3:]))
		}
		lengthen(&set, "关于推进第2项重点工作的通知", long("又"))
		if i == 3 {
			lengthen(&set, "关于推进第3项重点工作的通知", strings.Repeat("x", 60_000))
		}
		sets = append(sets, set)
	}
	onServer := newShelf(t).open(t)
	embedded, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer embedded.Close()
	for _, set := range sets {
		for _, s := range []graph.Store{embedded, onServer} {
			if _, err := s.Apply(t.Context(), set); err != nil {
				t.Fatalf("%T: %s: %.300v", s, set.Source.Key, err)
			}
		}
	}
	want, err := graphtest.Dump(t.Context(), embedded)
	if err != nil {
		t.Fatal(err)
	}
	got, err := graphtest.Dump(t.Context(), onServer.store)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("the stores hold unlike graphs:\n%s", graphtest.Diff(want, got))
	}
	if !strings.Contains(got, long("知")) {
		t.Error("the long title is not there as a whole")
	}
	for _, q := range longQuestions() {
		a, b := keysOfList(t, embedded, q), keysOfList(t, onServer, q)
		if !slices.Equal(a, b) {
			t.Errorf("%+v of %+.40v: the server gives %v, the embedded store %v", q.Order, q.Where, b, a)
		}
	}
}

// longQuestions ask for the long texts by all that can be asked of a text.
func longQuestions() (list []graph.NodeQuery) {
	order := []graph.Order{{Prop: "title"}}
	list = append(list, graph.NodeQuery{Order: order}, graph.NodeQuery{Order: []graph.Order{{Prop: "title", Desc: true}, {Prop: "signed"}}})
	text := long("知")
	for op, value := range map[graph.Op]string{graph.Eq: text, graph.Ne: text, graph.Lt: text[:len(text)-3], graph.Le: text, graph.Gt: text[:3399],
		graph.Ge: "关于推进", graph.Prefix: text[:len(text)-3], graph.Contains: text[len(text)-60:]} {
		list = append(list, graph.NodeQuery{Order: order, Where: &graph.Pred{Prop: "title", Op: op, Value: value}})
	}
	return append(list, graph.NodeQuery{Order: order, Where: &graph.Pred{Prop: "title", Op: graph.In, Values: []any{text, "关于推进第4项重点工作的通知"}}})
}

// keysOfList walks a list page by page, forth and back.
func keysOfList(t *testing.T, s graph.Store, q graph.NodeQuery) (keys []graph.Key) {
	t.Helper()
	q.Type, q.First = graph.Document, 100
	if q.Where == nil { // an order: its cursors hold the texts
		q.First = 3
	}
	err := s.View(t.Context(), func(r graph.Reader) error {
		for {
			page, err := r.List(context.Background(), q)
			if err != nil {
				return err
			}
			for _, n := range page.Nodes {
				keys = append(keys, n.Key)
			}
			if !page.HasNext {
				break
			}
			q.After = page.Cursors[len(page.Cursors)-1]
		}
		if q.After == "" {
			return nil
		}
		page, err := r.List(context.Background(), graph.NodeQuery{Type: q.Type, Where: q.Where, Order: q.Order, Before: q.After, Last: 3})
		for _, n := range page.Nodes {
			keys = append(keys, n.Key)
		}
		keys = append(keys, fmt.Sprint(page.HasNext, page.HasPrev))
		return err
	})
	if err != nil {
		t.Fatalf("%T: %.300v", s, err)
	}
	return keys
}

// lengthen puts another text in the place of one wherever the change set says it.
func lengthen(set *graph.ChangeSet, old, text string) {
	swap := func(s *string) { *s = strings.ReplaceAll(*s, old, text) }
	props := func(p graph.Props) {
		for name, v := range p {
			if s, ok := v.(string); ok {
				p[name] = strings.ReplaceAll(s, old, text)
			}
		}
	}
	end := func(e *graph.End) {
		swap(&e.Key)
		if e.Reference != nil {
			swap(&e.Reference.Title)
			for i := range e.Reference.Names {
				swap(&e.Reference.Names[i])
			}
		}
	}
	for i := range set.Records {
		r := &set.Records[i]
		swap(&r.Title)
		for j := range r.Names {
			swap(&r.Names[j])
		}
		for j := range r.Identifiers {
			swap(&r.Identifiers[j])
		}
		props(r.Props)
	}
	for i := range set.Nodes {
		end(&set.Nodes[i].Node)
		props(set.Nodes[i].Props)
	}
	for i := range set.Edges {
		end(&set.Edges[i].From)
		end(&set.Edges[i].To)
	}
}

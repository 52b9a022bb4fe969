package graphtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// listGraph has 60 documents with many equal and missing values, and tasks and units that they hang together with.
func listGraph(t *testing.T, open opener, rnd *rand.Rand) *reads {
	f := newReads(t, open)
	for i := range 60 {
		props := graph.Props{"printed": i%3 == 0}
		maybe := func(name string, v any) {
			if rnd.IntN(3) > 0 {
				props[name] = v
			}
		}
		maybe("title", fmt.Sprintf("关于%c事的通知", []rune("甲乙丙丁")[rnd.IntN(4)]))
		maybe("signed", fmt.Sprintf("2020-01-%02d", 1+rnd.IntN(5)))
		maybe("year", int64(2018+rnd.IntN(4)))
		maybe("number", fmt.Sprintf("临政发〔2020〕%d号", rnd.IntN(9)))
		maybe("issuers", []string{"临江市人民政府", fmt.Sprint("部门", rnd.IntN(3))})
		f.node(fmt.Sprintf("doc:%02d", i), graph.Document, props)
	}
	for i := range 20 {
		f.node(fmt.Sprintf("unit:%02d", i), graph.Unit, graph.Props{"name": fmt.Sprint("单位", i%7), "canonical": i%2 == 0})
	}
	for i := range 150 {
		f.edge(graph.IssuedBy, fmt.Sprintf("doc:%02d", rnd.IntN(60)), fmt.Sprintf("unit:%02d", rnd.IntN(20)), graph.Props{"order": int64(i)})
	}
	for range 60 {
		mode := []string{"in_place", "reissue"}[rnd.IntN(2)]
		from, to := rnd.IntN(60), rnd.IntN(60)
		props := graph.Props{"mode": mode, "articles": []string{fmt.Sprintf("第%d条", rnd.IntN(3))}}
		if key := fmt.Sprint(from, to, mode, props); f.edges[key] == nil && from != to {
			f.edge(graph.Amends, fmt.Sprintf("doc:%02d", from), fmt.Sprintf("doc:%02d", to), withUnique(f, props))
		}
	}
	return f
}

func withUnique(f *reads, props graph.Props) graph.Props {
	props["articles"] = append(props["articles"].([]string), fmt.Sprint("n", len(f.edges)))
	return props
}

func randomPred(rnd *rand.Rand, deep int) graph.Pred {
	list := func() []graph.Pred {
		out := make([]graph.Pred, 1+rnd.IntN(2))
		for i := range out {
			out[i] = randomPred(rnd, deep-1)
		}
		return out
	}
	ops := []graph.Op{graph.Eq, graph.Ne, graph.Lt, graph.Le, graph.Gt, graph.Ge}
	switch k := rnd.IntN(12); {
	case deep > 0 && k == 0:
		return graph.Pred{And: list()}
	case deep > 0 && k == 1:
		return graph.Pred{Or: list()}
	case deep > 0 && k <= 3:
		p := randomPred(rnd, deep-1)
		return graph.Pred{Not: &p}
	case deep > 0 && k <= 6:
		return graph.Pred{Edge: randomEdge(rnd, deep)}
	case k == 7:
		return graph.Pred{Prop: "signed", Op: ops[rnd.IntN(6)], Value: "2020-01-03"}
	case k == 8:
		return graph.Pred{Prop: "printed", Op: graph.Eq, Value: rnd.IntN(2) == 0}
	case k == 9:
		return graph.Pred{Prop: "issuers", Op: graph.Contains, Value: "部门1"}
	case k == 10:
		return graph.Pred{Prop: "title", Op: []graph.Op{graph.Contains, graph.Prefix}[rnd.IntN(2)], Value: "关于甲"}
	case k == 11:
		return graph.Pred{Prop: "number", Op: graph.IsNull, Value: rnd.IntN(2) == 0}
	}
	if rnd.IntN(2) == 0 {
		return graph.Pred{Prop: "year", Op: graph.In, Values: []any{int64(2019), int64(2021)}}
	}
	return graph.Pred{Prop: "year", Op: ops[rnd.IntN(6)], Value: int64(2019)}
}

func randomEdge(rnd *rand.Rand, deep int) *graph.EdgePred {
	e := &graph.EdgePred{None: rnd.IntN(3) == 0}
	if rnd.IntN(2) == 0 {
		e.Types = []graph.EdgeType{graph.IssuedBy}
		if rnd.IntN(3) > 0 {
			e.Node = &graph.Pred{Prop: []string{"name", "region"}[rnd.IntN(2)], Op: graph.Ne, Value: "单位3"}
			if e.Node.Prop == "name" {
				e.Node.Op = graph.Eq
			}
		}
		return e
	}
	e.Types, e.Dir = []graph.EdgeType{graph.Amends}, graph.Direction(rnd.IntN(3))
	if rnd.IntN(2) == 0 {
		e.Props = []graph.Pred{{Prop: "mode", Op: graph.Eq, Value: "reissue"}, {Prop: "articles", Op: graph.Contains, Value: "第1条"}}
	}
	if rnd.IntN(2) == 0 {
		p := randomPred(rnd, deep-1)
		e.Node = &p
	}
	return e
}

// Lists are walked page by page from both ends, and must give what sorting everything in Go gives.
func testListFitsAModel(t *testing.T, open opener) {
	rnd := rand.New(rand.NewPCG(3, 7))
	f := listGraph(t, open, rnd).load()
	props := []string{"title", "signed", "number", "key"}
	for range thinned(120) {
		q := graph.NodeQuery{Type: graph.Document, WantTotal: true}
		if rnd.IntN(5) > 0 {
			p := randomPred(rnd, 3)
			q.Where = &p
		}
		for range rnd.IntN(3) {
			q.Order = append(q.Order, graph.Order{Prop: props[rnd.IntN(3)], Desc: rnd.IntN(2) == 0})
		}
		want := f.sorted(q)
		if got := forward(f, q, 1+rnd.IntN(30)); !slices.Equal(got, want) {
			t.Fatalf("%+v %+v forward:\n got %v\nwant %v", q.Order, q.Where, got, want)
		}
		if got := backward(f, q, 1+rnd.IntN(30)); !slices.Equal(got, want) {
			t.Fatalf("%+v %+v backward:\n got %v\nwant %v", q.Order, q.Where, got, want)
		}
		if q.First = 0; f.list(q).Total != len(want) {
			t.Fatalf("%+v: total %d, want %d", q.Where, f.list(q).Total, len(want))
		}
	}
}

func forward(f *reads, q graph.NodeQuery, size int) (keys []graph.Key) {
	for q.First = size; ; {
		page := f.list(q)
		keys = append(keys, strings.Fields(keysIn(page.Nodes))...)
		if page.HasPrev != (q.After != "") {
			f.Errorf("HasPrev %t after %q", page.HasPrev, q.After)
		}
		if !page.HasNext {
			return keys
		}
		q.After = page.Cursors[len(page.Cursors)-1]
	}
}

func backward(f *reads, q graph.NodeQuery, size int) (keys []graph.Key) {
	for q.Last = size; ; {
		page := f.list(q)
		keys = append(strings.Fields(keysIn(page.Nodes)), keys...)
		if page.HasNext != (q.Before != "") {
			f.Errorf("HasNext %t before %q", page.HasNext, q.Before)
		}
		if !page.HasPrev {
			return keys
		}
		q.Before = page.Cursors[0]
	}
}

func testListBetweenTwoCursors(t *testing.T, open opener) {
	f := newReads(t, open)
	for i := range 6 {
		f.node(fmt.Sprint("doc:", i), graph.Document, graph.Props{"title": fmt.Sprint("题", i)})
	}
	f.load()
	all := f.list(graph.NodeQuery{Type: graph.Document, Order: []graph.Order{{Prop: "title"}}, First: 6})
	q := graph.NodeQuery{Type: graph.Document, Order: []graph.Order{{Prop: "title"}}, First: 6, After: all.Cursors[1], Before: all.Cursors[4]}
	if page := f.list(q); keysIn(page.Nodes) != "doc:2 doc:3" || !page.HasNext || !page.HasPrev {
		t.Errorf("%s, next %t, prev %t", keysIn(page.Nodes), page.HasNext, page.HasPrev)
	}
	q = graph.NodeQuery{Type: graph.Document, Order: []graph.Order{{Prop: "title"}}, First: 6, After: all.Cursors[5]}
	if page := f.list(q); len(page.Nodes) != 0 || page.HasNext || !page.HasPrev {
		t.Errorf("after the end: %s, next %t, prev %t", keysIn(page.Nodes), page.HasNext, page.HasPrev)
	}
}

// What could silently mean everything, and what the schema table does not know, is refused by name.
func testBadListQueries(t *testing.T, open opener) {
	f := newReads(t, open).load()
	eq := func(prop string, v any) *graph.Pred { return &graph.Pred{Prop: prop, Op: graph.Eq, Value: v} }
	issued := []graph.EdgeType{graph.IssuedBy}
	for want, q := range map[string]graph.NodeQuery{
		"needs exactly one":   {Where: &graph.Pred{}},
		`list of "and"`:       {Where: &graph.Pred{And: []graph.Pred{}}},
		`list of "or"`:        {Where: &graph.Pred{Not: &graph.Pred{Or: []graph.Pred{}}}},
		`"year": the list of`: {Where: &graph.Pred{Prop: "year", Op: graph.In, Values: []any{}}},
		`"title" is compared`: {Where: eq("title", nil)},
		`"signed" is compa`:   {Where: &graph.Pred{Prop: "signed", Op: graph.In, Values: []any{nil}}},
		`"colour"`:            {Where: eq("colour", "red")},
		`"body"`:              {Where: eq("body", "text")},
		`"2020"`:              {Where: eq("signed", "2020")},
		"type string":         {Where: eq("year", "2020")},
		`"year" cannot`:       {Where: &graph.Pred{Prop: "year", Op: graph.Prefix, Value: "2"}},
		"an empty text":       {Where: &graph.Pred{Prop: "title", Op: graph.Contains, Value: ""}},
		"isNull needs":        {Where: &graph.Pred{Prop: "title", Op: graph.IsNull}},
		`"heading"`:           {Where: &graph.Pred{Edge: &graph.EdgePred{Types: issued, Node: eq("heading", "x")}}},
		"no edge type":        {Where: &graph.Pred{Edge: &graph.EdgePred{}}},
		`edge type "LIKES"`:   {Where: &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{"LIKES"}}}},
		"joins [Document]":    {Where: &graph.Pred{Edge: &graph.EdgePred{Types: issued, Dir: graph.InDir}}},
		"by \"genre\"":        {Order: []graph.Order{{Prop: "genre"}}},
		"first -1":            {First: -1},
		"first 1 and last 1":  {First: 1, Last: 1},
		"damaged":             {First: 1, After: "x"},
		"of another order":    {First: 1, After: graph.Cursor{Values: []any{"a"}}.Encode("title+")},
	} {
		q.Type = graph.Document
		_, err := f.r.List(f.ctx, q)
		if !errors.Is(err, graph.ErrBadQuery) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := f.r.List(f.ctx, graph.NodeQuery{Type: "Thing", First: 1}); !errors.Is(err, graph.ErrBadQuery) {
		t.Errorf("an unknown type: %v", err)
	}
}

package graphtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// taskGraph has two units that lead tasks and one target, in known orders.
func taskGraph(t *testing.T, open opener) *reads {
	f := newReads(t, open)
	f.node("unit:a", graph.Unit, graph.Props{"name": "甲局"})
	f.node("unit:b", graph.Unit, graph.Props{"name": "乙局"})
	for i, due := range []string{"2022-06-30", "", "2022-12-31", "2022-06-30", ""} {
		props := graph.Props{"heading": fmt.Sprint("任务", i)}
		if due != "" {
			props["due"] = due
		}
		f.node(fmt.Sprint("task:", i), graph.Task, props)
		f.edge(graph.Leads, "unit:a", fmt.Sprint("task:", i), graph.Props{"order": int64(5 - i), "divided": i%2 == 0})
	}
	f.node("target:0", graph.Target, graph.Props{"indicator": "指标", "year": int64(2025)})
	f.edge(graph.Leads, "unit:a", "target:0", graph.Props{})
	f.edge(graph.Leads, "unit:b", "task:3", graph.Props{"order": int64(1)})
	f.edge(graph.CooperatesOn, "unit:b", "task:0", graph.Props{"order": int64(1)})
	return f
}

func farKeys(page graph.EdgePage) string {
	var keys []string
	for _, e := range page.Edges {
		keys = append(keys, e.Node.Key)
	}
	return strings.Join(keys, " ")
}

func testExpand(t *testing.T, open opener) {
	f := taskGraph(t, open).load()
	leads := []graph.EdgeType{graph.Leads}
	from := []graph.Key{"unit:a", "unit:b", "unit:none"}
	for _, c := range []struct {
		name string
		q    graph.ExpandQuery
		a, b string
	}{
		{"by the edge's order, without one last", graph.ExpandQuery{Types: leads, First: 9}, "task:4 task:3 task:2 task:1 task:0 target:0", "task:3"},
		{"one type of the other end", graph.ExpandQuery{Types: leads, NodeType: graph.Target, First: 9}, "target:0", ""},
		{"two types of edges", graph.ExpandQuery{Types: []graph.EdgeType{graph.Leads, graph.CooperatesOn}, First: 9}, "task:4 task:3 task:2 task:1 task:0 target:0", "task:0 task:3"},
		{"by a property, nulls last", graph.ExpandQuery{Types: leads, Order: []graph.Order{{Prop: "due", Desc: true}}, First: 9}, "task:2 task:0 task:3 target:0 task:1 task:4", "task:3"},
		{"upwards, nulls last", graph.ExpandQuery{Types: leads, Order: []graph.Order{{Prop: "due"}}, NodeType: graph.Task, First: 9}, "task:0 task:3 task:2 task:1 task:4", "task:3"},
		{"edges that fit", graph.ExpandQuery{Types: leads, EdgeWhere: []graph.Pred{{Prop: "divided", Op: graph.Eq, Value: true}}, First: 9}, "task:4 task:2 task:0", ""},
		{"nodes that fit", graph.ExpandQuery{Types: leads, Where: &graph.Pred{Prop: "due", Op: graph.Gt, Value: "2022-06-30"}, First: 9}, "task:2", ""},
		{"nodes that fit by what they hang together with", graph.ExpandQuery{Types: leads, First: 9, Where: &graph.Pred{Edge: &graph.EdgePred{
			Types: []graph.EdgeType{graph.CooperatesOn}, Dir: graph.InDir}}}, "task:0", ""},
	} {
		c.q.From, c.q.WantTotal = from, true
		pages := f.expand(c.q)
		a, b := pages["unit:a"], pages["unit:b"]
		if farKeys(a) != c.a || farKeys(b) != c.b || a.Total != len(a.Edges) || b.Total != len(b.Edges) || a.HasNext || len(pages) != 2 {
			t.Errorf("%s:\n got %s (%d) | %s (%d)\nwant %s | %s", c.name, farKeys(a), a.Total, farKeys(b), b.Total, c.a, c.b)
		}
		paged(t, f, c.q, c.a)
		c.q.First = 0
		if got := f.expand(c.q)["unit:a"]; len(got.Edges) != 0 || got.Total != a.Total {
			t.Errorf("%s: only the total: %d, %d edges", c.name, got.Total, len(got.Edges))
		}
	}
}

// paged walks the edges of unit:a two by two.
func paged(t *testing.T, f *reads, q graph.ExpandQuery, want string) {
	t.Helper()
	q.First, q.From = 2, []graph.Key{"unit:a"}
	var got []string
	for {
		page := f.expand(q)["unit:a"]
		got = append(got, strings.Fields(farKeys(page))...)
		if !page.HasNext {
			break
		}
		q.After = page.Edges[len(page.Edges)-1].Cursor
	}
	if strings.Join(got, " ") != want {
		t.Errorf("page by page: %v, want %s", got, want)
	}
}

func testExpandBackAndBothWays(t *testing.T, open opener) {
	f := newReads(t, open)
	for _, key := range []string{"doc:a", "doc:b", "doc:c"} {
		f.node(key, graph.Document, graph.Props{"title": key})
	}
	f.edge(graph.Cites, "doc:a", "doc:b", graph.Props{"articles": []string{"第三条", "第四条"}})
	f.edge(graph.Cites, "doc:b", "doc:c", graph.Props{})
	f.edge(graph.Cites, "doc:c", "doc:b", graph.Props{})
	f.load()
	cites := []graph.EdgeType{graph.Cites}
	for dir, want := range map[graph.Direction]string{graph.Out: "doc:c", graph.InDir: "doc:a doc:c", graph.Both: "doc:a doc:c doc:c"} {
		pages := f.expand(graph.ExpandQuery{From: []graph.Key{"doc:b"}, Types: cites, Dir: dir, First: 9, WantTotal: true})
		if got := farKeys(pages["doc:b"]); got != want || pages["doc:b"].Total != len(strings.Fields(want)) {
			t.Errorf("direction %d: %s, want %s", dir, got, want)
		}
	}
	e := f.expand(graph.ExpandQuery{From: []graph.Key{"doc:b"}, Types: cites, Dir: graph.InDir, First: 1})["doc:b"].Edges[0].Edge
	if e.From != "doc:a" || e.To != "doc:b" || e.Statements != 1 || !slices.Equal(e.Props["articles"].([]string), []string{"第三条", "第四条"}) {
		t.Errorf("the edge is %+v", e)
	}
}

// A node with very many edges gives its page and its total like any other.
func testHub(t *testing.T, open opener) {
	f := newReads(t, open)
	f.node("unit:hub", graph.Unit, graph.Props{"name": "发展改革局"})
	const n = 1500
	for i := range n {
		f.node(fmt.Sprintf("task:%04d", i), graph.Task, graph.Props{"heading": "任务"})
		f.edge(graph.Leads, "unit:hub", fmt.Sprintf("task:%04d", i), graph.Props{"order": int64(n - i)})
	}
	f.load()
	q := graph.ExpandQuery{From: []graph.Key{"unit:hub"}, Types: []graph.EdgeType{graph.Leads}, First: 3, WantTotal: true}
	page := f.expand(q)["unit:hub"]
	if got := farKeys(page); got != "task:1499 task:1498 task:1497" || page.Total != n || !page.HasNext {
		t.Errorf("first page: %s of %d", got, page.Total)
	}
	q.First, q.After = 2000, page.Edges[2].Cursor
	if page = f.expand(q)["unit:hub"]; len(page.Edges) != n-3 || page.HasNext || page.Edges[n-4].Node.Key != "task:0000" {
		t.Errorf("the rest: %d edges", len(page.Edges))
	}
}

func testBadExpandQueries(t *testing.T, open opener) {
	f := taskGraph(t, open).load()
	leads := []graph.EdgeType{graph.Leads}
	for want, q := range map[string]graph.ExpandQuery{
		"no edge type":      {First: 1},
		"lead to no Region": {Types: leads, NodeType: graph.Region},
		`order by "text"`:   {Types: leads, Order: []graph.Order{{Prop: "text"}}},
		`"size"`:            {Types: leads, EdgeWhere: []graph.Pred{{Prop: "size", Op: graph.Eq, Value: 1}}},
		"follow edges":      {Types: leads, EdgeWhere: []graph.Pred{{Edge: &graph.EdgePred{Types: leads}}}},
		`"due"`:             {Types: leads, NodeType: graph.Target, Where: &graph.Pred{Prop: "due", Op: graph.IsNull, Value: true}},
		"first -1":          {Types: leads, First: -1},
		"another order":     {Types: leads, First: 1, After: graph.Cursor{Key: "x"}.Encode("")},
	} {
		q.From = []graph.Key{"unit:a"}
		_, err := f.r.Expand(f.ctx, []graph.ExpandQuery{q})
		if !errors.Is(err, graph.ErrBadQuery) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

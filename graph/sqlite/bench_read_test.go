package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// benchGraph has 100,000 nodes and 350,000 edges: units of which a few lead very much, chains of repeals, titles
// that share their common words.
func benchGraph(b *testing.B) *fixture {
	f := newFixture(b)
	rnd := rand.New(rand.NewPCG(9, 9))
	fields := []string{"养老服务", "数字经济", "科技创新", "生态环境", "城市更新", "乡村振兴", "先进制造", "交通运输", "医疗卫生", "食品安全"}
	pick := func(list []string) string { return list[rnd.IntN(len(list))] }
	zipf := rand.NewZipf(rnd, 1.3, 4, 1999)
	for i := range 2000 {
		f.node(fmt.Sprintf("unit:%04d", i), graph.Unit, graph.Props{"name": fmt.Sprintf("第%d市%s局", i, pick(fields)), "canonical": true})
	}
	for i := range 20_000 {
		f.node(fmt.Sprintf("doc:%05d", i), graph.Document, graph.Props{
			"title":  fmt.Sprintf("临江市人民政府关于印发%s第%d号实施方案的通知", pick(fields), i),
			"number": fmt.Sprintf("临政发〔%d〕%d号", 2000+i%24, i/24), "genre": pick([]string{"通知", "意见", "决定"}), "printed": true,
			"signed": fmt.Sprintf("%d-%02d-%02d", 2000+i%24, 1+rnd.IntN(12), 1+rnd.IntN(28)), "year": int64(2000 + i%24),
			"body": fmt.Sprintf("为贯彻落实%s的决策部署，推进%s工作，制定本方案。", pick(fields), pick(fields))})
	}
	for i := range 50_000 {
		f.node(fmt.Sprintf("task:%05d", i), graph.Task, graph.Props{"heading": fmt.Sprintf("推进%s重点工作", pick(fields)), "ordinal": int64(i),
			"text": fmt.Sprintf("推进%s第%d项工作，加快建设。", pick(fields), i), "signed": fmt.Sprintf("%d-01-01", 2000+i%24)})
	}
	for i := range 28_000 {
		f.node(fmt.Sprintf("target:%05d", i), graph.Target, graph.Props{"indicator": pick(fields) + "增加值", "year": int64(2020 + i%9), "value": fmt.Sprint(i)})
	}
	for i := range 50_000 {
		f.edge(graph.HasTask, fmt.Sprintf("doc:%05d", i%20_000), fmt.Sprintf("task:%05d", i), graph.Props{})
		f.edge(graph.Leads, fmt.Sprintf("unit:%04d", zipf.Uint64()), fmt.Sprintf("task:%05d", i), graph.Props{"order": int64(1)})
		f.edge(graph.CooperatesOn, fmt.Sprintf("unit:%04d", rnd.IntN(2000)), fmt.Sprintf("task:%05d", i), graph.Props{"order": int64(2)})
	}
	for i := range 180_000 {
		f.edge(graph.Cites, fmt.Sprintf("doc:%05d", i%20_000), fmt.Sprintf("doc:%05d", rnd.IntN(20_000)), graph.Props{"articles": []string{fmt.Sprint(i)}})
	}
	for i := range 19_900 {
		if i%10 > 0 {
			f.edge(graph.Repeals, fmt.Sprintf("doc:%05d", i), fmt.Sprintf("doc:%05d", i-1), graph.Props{"scope": "full"})
		}
	}
	return f
}

// asks runs questions as benchmarks of their own, each with the rows that it found.
type asks struct {
	*testing.B
	*fixture
	docs []graph.Key
}

// BenchmarkReads prints the time of each kind of question on 100,000 nodes.
func BenchmarkReads(b *testing.B) {
	a := &asks{B: b, fixture: benchGraph(b)}
	for i := range 1000 {
		a.docs = append(a.docs, fmt.Sprintf("doc:%05d", i*20))
	}
	for _, text := range []string{"工作", "推进", "养老", "市", "养老服务 方案", "临政发2010 5", "第1234号实施方案"} {
		a.search(text)
	}
	a.search("人民政府", graph.Document)
	a.lists()
	a.expansions()
	a.counts()
}

func (a *asks) run(name string, ask func(context.Context) (int, error)) {
	a.B.Run(name, func(b *testing.B) {
		var n int
		var err error
		for b.Loop() {
			if n, err = ask(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n), "rows")
	})
}

func (a *asks) search(text string, types ...graph.NodeType) {
	a.run("search/"+text, func(ctx context.Context) (int, error) {
		page, err := a.r.Search(ctx, graph.TextQuery{Text: text, Types: types, First: 20, WantTotal: true})
		return page.Total, err
	})
}

func (a *asks) list(name string, typ graph.NodeType, where *graph.Pred) {
	q := graph.NodeQuery{Type: typ, Order: []graph.Order{{Prop: "signed", Desc: true}}, Where: where, First: 20, WantTotal: true}
	a.run("list/"+name, func(ctx context.Context) (int, error) {
		page, err := a.r.List(ctx, q)
		return page.Total, err
	})
}

func eq(prop string, value any) *graph.Pred {
	return &graph.Pred{Prop: prop, Op: graph.Eq, Value: value}
}

// via is a condition on what an edge leads to.
func via(t graph.EdgeType, dir graph.Direction, node *graph.Pred) *graph.Pred {
	return &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{t}, Dir: dir, Node: node}}
}

func (a *asks) lists() {
	a.list("all", graph.Document, nil)
	a.list("genre", graph.Document, eq("genre", "通知"))
	a.list("title-contains", graph.Document, &graph.Pred{Prop: "title", Op: graph.Contains, Value: "养老"})
	a.list("tasks-of-hub", graph.Task, via(graph.Leads, graph.InDir, eq("key", "unit:0000")))
	a.list("docs-with-task-of-unit", graph.Document, via(graph.HasTask, graph.Out, via(graph.Leads, graph.InDir, eq("key", "unit:0100"))))
	a.list("not-repealed", graph.Document, &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.Repeals}, Dir: graph.InDir, None: true}})
}

func (a *asks) expand(name string, q graph.ExpandQuery) {
	a.run("expand/"+name, func(ctx context.Context) (int, error) {
		pages, err := a.r.Expand(ctx, []graph.ExpandQuery{q})
		n := 0
		if err == nil {
			for _, page := range pages[0] {
				n += len(page.Edges)
			}
		}
		return n, err
	})
}

func (a *asks) expansions() {
	cites := []graph.EdgeType{graph.Cites}
	a.expand("1000-docs-cites", graph.ExpandQuery{From: a.docs, Types: cites, First: 20})
	a.expand("1000-docs-cited-by", graph.ExpandQuery{From: a.docs, Types: cites, Dir: graph.InDir, First: 20})
	a.expand("1000-docs-first-3-by-date", graph.ExpandQuery{From: a.docs, Types: cites, First: 3,
		Order: []graph.Order{{Prop: "signed", Desc: true}}, WantTotal: true})
	a.expand("hub-first-20", graph.ExpandQuery{From: []graph.Key{"unit:0000"}, Types: []graph.EdgeType{graph.Leads}, NodeType: graph.Task, First: 20, WantTotal: true})
	a.run("nodes/1000", func(ctx context.Context) (int, error) {
		nodes, err := a.r.Nodes(ctx, a.docs)
		return len(nodes), err
	})
	a.run("chain", func(ctx context.Context) (int, error) {
		c, err := a.r.Chain(ctx, graph.ChainQuery{Start: "doc:00009", Types: []graph.EdgeType{graph.Repeals}})
		return len(c.Nodes), err
	})
}

func (a *asks) aggregate(name string, q graph.AggQuery) {
	a.run("aggregate/"+name, func(ctx context.Context) (int, error) {
		buckets, err := a.r.Aggregate(ctx, q)
		return len(buckets), err
	})
}

func (a *asks) counts() {
	a.aggregate("top-50", graph.AggQuery{Types: []graph.EdgeType{graph.Leads}, FromType: graph.Unit, GroupBy: []string{"from"}, Limit: 50})
	a.aggregate("workload-of-a-year", graph.AggQuery{Types: []graph.EdgeType{graph.Leads, graph.CooperatesOn}, FromType: graph.Unit,
		ToType: graph.Task, To: via(graph.HasTask, graph.InDir, eq("year", 2010)), GroupBy: []string{"from", "type"}})
}

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

// BenchmarkReads prints the time of each kind of question on 100,000 nodes.
func BenchmarkReads(b *testing.B) {
	f := benchGraph(b)
	ctx := context.Background()
	docs := make([]graph.Key, 1000)
	for i := range docs {
		docs[i] = fmt.Sprintf("doc:%05d", i*20)
	}
	run := func(name string, ask func() (int, error)) {
		b.Run(name, func(b *testing.B) {
			var n int
			var err error
			for b.Loop() {
				if n, err = ask(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n), "rows")
		})
	}
	search := func(text string, types ...graph.NodeType) {
		run(fmt.Sprint("search/", text, types), func() (int, error) {
			page, err := f.r.Search(ctx, graph.TextQuery{Text: text, Types: types, First: 20, WantTotal: true})
			return page.Total, err
		})
	}
	search("工作")
	search("推进")
	search("养老")
	search("市")
	search("养老服务 方案")
	search("临政发2010 5")
	search("第1234号实施方案")
	search("人民政府", graph.Document)
	list := func(name string, q graph.NodeQuery) {
		q.First, q.WantTotal = 20, true
		run("list/"+name, func() (int, error) { page, err := f.r.List(ctx, q); return page.Total, err })
	}
	newest := []graph.Order{{Prop: "signed", Desc: true}}
	list("all", graph.NodeQuery{Type: graph.Document, Order: newest})
	list("genre", graph.NodeQuery{Type: graph.Document, Order: newest, Where: &graph.Pred{Prop: "genre", Op: graph.Eq, Value: "通知"}})
	list("title-contains", graph.NodeQuery{Type: graph.Document, Order: newest, Where: &graph.Pred{Prop: "title", Op: graph.Contains, Value: "养老"}})
	list("tasks-of-hub", graph.NodeQuery{Type: graph.Task, Where: &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.Leads},
		Dir: graph.InDir, Node: &graph.Pred{Prop: "key", Op: graph.Eq, Value: "unit:0000"}}}})
	list("docs-with-task-of-unit", graph.NodeQuery{Type: graph.Document, Order: newest, Where: &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.HasTask},
		Node: &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.Leads}, Dir: graph.InDir, Node: &graph.Pred{Prop: "key", Op: graph.Eq, Value: "unit:0100"}}}}}})
	list("not-repealed", graph.NodeQuery{Type: graph.Document, Order: newest, Where: &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.Repeals}, Dir: graph.InDir, None: true}}})
	expand := func(name string, q graph.ExpandQuery) {
		run("expand/"+name, func() (int, error) {
			pages, err := f.r.Expand(ctx, []graph.ExpandQuery{q})
			n := 0
			for _, page := range pages[0] {
				n += len(page.Edges)
			}
			return n, err
		})
	}
	cites := []graph.EdgeType{graph.Cites}
	expand("1000-docs-cites", graph.ExpandQuery{From: docs, Types: cites, First: 20})
	expand("1000-docs-cited-by", graph.ExpandQuery{From: docs, Types: cites, Dir: graph.InDir, First: 20})
	expand("1000-docs-first-3-by-date", graph.ExpandQuery{From: docs, Types: cites, First: 3, Order: newest, WantTotal: true})
	expand("hub-first-20", graph.ExpandQuery{From: []graph.Key{"unit:0000"}, Types: []graph.EdgeType{graph.Leads}, NodeType: graph.Task, First: 20, WantTotal: true})
	run("nodes/1000", func() (int, error) { nodes, err := f.r.Nodes(ctx, docs); return len(nodes), err })
	run("chain", func() (int, error) {
		c, err := f.r.Chain(ctx, graph.ChainQuery{Start: "doc:00009", Types: []graph.EdgeType{graph.Repeals}})
		return len(c.Nodes), err
	})
	run("aggregate/top-50", func() (int, error) {
		buckets, err := f.r.Aggregate(ctx, graph.AggQuery{Types: []graph.EdgeType{graph.Leads}, FromType: graph.Unit, GroupBy: []string{"from"}, Limit: 50})
		return len(buckets), err
	})
	run("aggregate/workload-of-a-year", func() (int, error) {
		year := &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.HasTask}, Dir: graph.InDir, Node: &graph.Pred{Prop: "year", Op: graph.Eq, Value: 2010}}}
		buckets, err := f.r.Aggregate(ctx, graph.AggQuery{Types: []graph.EdgeType{graph.Leads, graph.CooperatesOn}, FromType: graph.Unit, To: year, ToType: graph.Task,
			GroupBy: []string{"from", "type"}})
		return len(buckets), err
	})
}

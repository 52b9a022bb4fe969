package neo4j

import (
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
)

// hitsWorld makes sources of a graph that is always the same: so many documents, each with ten tasks and a target, 25 units
// of which the first leads all tasks, a chain of repeals, and laws that many cite. Every third task has a day when it is due.
func hitsWorld(from, to int) []graph.ChangeSet {
	w := &hitsSource{}
	w.set.Source = graph.SourceInfo{Key: fmt.Sprintf("hits/%d", from), Dataset: "hits", Path: fmt.Sprint(from), Root: "/hits", Hash: fmt.Sprint(from, to),
		RulesVersion: "1", Outcome: "ok", Format: "txt"}
	for i := range 25 {
		w.node(unitKey(i), graph.Unit, graph.Props{"name": fmt.Sprintf("澜川市第%02d局", i), "canonical": true, "region": "澜川市"})
	}
	for i := from; i < to; i++ {
		w.document(i)
	}
	w.set.Source.Text = w.text.String()
	return []graph.ChangeSet{w.set}
}

// hitsPapers are sources with records, whose facts and texts can be asked for.
func hitsPapers() []graph.ChangeSet { return graphtest.Papers(30) }

type hitsSource struct {
	set  graph.ChangeSet
	text strings.Builder
}

func documentKey(i int) graph.Key { return fmt.Sprintf("paper:%05d", i) }
func taskKey(i int) graph.Key     { return fmt.Sprintf("task:%06d", i) }
func unitKey(i int) graph.Key     { return fmt.Sprintf("unit:%02d", i) }

func (w *hitsSource) node(key graph.Key, typ graph.NodeType, props graph.Props) {
	w.set.Nodes = append(w.set.Nodes, graph.NodeClaim{Node: graph.End{Key: key}, Type: typ, Props: props})
}

func (w *hitsSource) edge(typ graph.EdgeType, from, to graph.Key, props graph.Props) {
	start := w.text.Len()
	fmt.Fprintf(&w.text, "%s %s %s", typ, from, to)
	w.set.Edges = append(w.set.Edges, graph.EdgeClaim{Type: typ, From: graph.End{Key: from}, To: graph.End{Key: to}, Props: props,
		Start: start, End: w.text.Len(), Quote: w.text.String()[start:], Rule: "by_hand"})
}

func (w *hitsSource) document(i int) {
	key := documentKey(i)
	kind := "通知"
	if i%10 == 0 {
		kind = "意见"
	}
	w.node(key, graph.Document, graph.Props{"number": fmt.Sprintf("澜政发〔2021〕%d号", i), "title": fmt.Sprintf("关于数字经济第%d项工作的%s", i, kind), "type": kind,
		"genre": kind, "issuer": "澜川市人民政府", "signed": day(i), "year": int64(2000 + i%20), "printed": true})
	if i%5 == 4 { // in steps of five, so that each half of the graph has whole chains
		for k := range 4 {
			w.edge(graph.Repeals, documentKey(i-k), documentKey(i-k-1), graph.Props{"scope": "full"})
		}
	}
	if i >= 10 {
		w.edge(graph.Cites, key, documentKey(i%10), graph.Props{})
	}
	for k := range 10 {
		w.task(key, 10*i+k, k)
	}
	target := fmt.Sprintf("target:%05d", i)
	w.node(target, graph.Target, graph.Props{"indicator": fmt.Sprintf("指标%d", i%7), "value": fmt.Sprint(i), "number": float64(i) / 4, "year": int64(2020 + i%10)})
	w.edge(graph.Sets, key, target, graph.Props{"order": int64(1)})
}

func (w *hitsSource) task(document graph.Key, i, ordinal int) {
	props := graph.Props{"heading": fmt.Sprintf("第%d项任务", i%700), "text": fmt.Sprintf("推进第%d项建设", i), "document": document, "ordinal": int64(ordinal)}
	if i%3 == 0 {
		props["due"] = day(i)
	}
	w.node(taskKey(i), graph.Task, props)
	w.edge(graph.HasTask, document, taskKey(i), graph.Props{"order": int64(ordinal)})
	w.edge(graph.Leads, unitKey(0), taskKey(i), graph.Props{"order": int64(1)})
	w.edge(graph.CooperatesOn, unitKey(1+i%24), taskKey(i), graph.Props{"order": int64(2)})
}

// day gives one of 336 days, so that many share one.
func day(i int) string { return fmt.Sprintf("20%02d-%02d-%02d", 20+i%4, 1+i%12, 1+i%28) }

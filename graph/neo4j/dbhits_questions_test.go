package neo4j

import (
	"context"
	"fmt"

	"github.com/policygraph/policygraph/graph"
)

// pageQuestion is a page of an unfiltered list.
type pageQuestion struct {
	name  string
	query graph.NodeQuery
	deep  bool // from the middle of the list
}

const hitsPage = 20

// pageQuestions asks for pages in each kind of order: by the key, by a property of all nodes and by one that most lack,
// of texts, dates and numbers, up and down, from either end.
func pageQuestions() (list []pageQuestion) {
	for _, order := range []struct {
		typ graph.NodeType
		graph.Order
	}{
		{graph.Task, graph.Order{}}, {graph.Task, graph.Order{Prop: "due"}}, {graph.Task, graph.Order{Prop: "due", Desc: true}},
		{graph.Task, graph.Order{Prop: "heading"}}, {graph.Document, graph.Order{Prop: "signed", Desc: true}}, {graph.Document, graph.Order{Prop: "title"}},
		{graph.Target, graph.Order{Prop: "number", Desc: true}}, {graph.Target, graph.Order{Prop: "year"}},
	} {
		q := graph.NodeQuery{Type: order.typ}
		name := string(order.typ) + " by key"
		if order.Prop != "" {
			q.Order = []graph.Order{order.Order}
			name = fmt.Sprintf("%s by %s%s", order.typ, order.Prop, map[bool]string{true: " down"}[order.Desc])
		}
		forward, backward := q, q
		forward.First, backward.Last = hitsPage, hitsPage
		list = append(list,
			pageQuestion{name + ", page 1", forward, false}, pageQuestion{name + ", deep page", forward, true},
			pageQuestion{name + ", last page", backward, false}, pageQuestion{name + ", deep page backward", backward, true})
	}
	counted := graph.NodeQuery{Type: graph.Task, First: hitsPage, WantTotal: true}
	only := graph.NodeQuery{Type: graph.Task, WantTotal: true}
	return append(list, pageQuestion{"Task by key, page 1 with total", counted, false}, pageQuestion{"Task by key, deep page with total", counted, true},
		pageQuestion{"Task, only the total", only, false})
}

// measurePage gives the cost of a page of a graph of so many documents.
func (m *meter) measurePage(q pageQuestion, documents int) cost {
	n := documents
	if q.query.Type == graph.Task {
		n *= 10
	}
	if q.deep {
		skip := q.query
		skip.WantTotal = false
		if skip.First > 0 {
			skip.First = n / 2
		} else {
			skip.Last = n / 2
		}
		page := m.list(skip)
		if skip.First > 0 {
			q.query.After = page.Cursors[len(page.Cursors)-1]
		} else {
			q.query.Before = page.Cursors[0]
		}
	}
	return m.measure(func(ctx context.Context, r graph.Reader) error {
		page, err := r.List(ctx, q.query)
		if want := q.query.First + q.query.Last; err == nil && want > 0 && len(page.Nodes) == 0 {
			err = fmt.Errorf("%s: an empty page", q.name)
		}
		return err
	})
}

func (m *meter) list(q graph.NodeQuery) (page graph.Page) {
	err := m.store.View(m.t.Context(), func(r graph.Reader) (err error) {
		page, err = r.List(m.t.Context(), q)
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return page
}

// hitsQuestion is any other question.
type hitsQuestion struct {
	name string
	ask  func(context.Context, graph.Reader) error
}

func hitsQuestions() (list []hitsQuestion) {
	list = append(list, filterQuestions()...)
	list = append(list, expandQuestions()...)
	return append(list, otherQuestions()...)
}

func filterQuestions() (list []hitsQuestion) {
	name := graph.Pred{Prop: "name", Op: graph.Eq, Value: "澜川市第07局"}
	led := &graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.CooperatesOn}, Dir: graph.InDir, Node: &name}}
	for _, c := range []struct {
		name  string
		query graph.NodeQuery
	}{
		{"filter by an index, page 1", graph.NodeQuery{Type: graph.Document, Where: &graph.Pred{Prop: "type", Op: graph.Eq, Value: "通知"}, First: hitsPage}},
		{"filter by an index, page 1 with total", graph.NodeQuery{Type: graph.Document, Where: &graph.Pred{Prop: "type", Op: graph.Eq, Value: "通知"}, First: hitsPage, WantTotal: true}},
		{"filter by an index, page 1, two properties", graph.NodeQuery{Type: graph.Document, Where: &graph.Pred{Prop: "type", Op: graph.Eq, Value: "通知"}, First: hitsPage,
			Props: []string{"number", "title"}}},
		{"filter by an index in another order", graph.NodeQuery{Type: graph.Document, Where: &graph.Pred{Prop: "type", Op: graph.Eq, Value: "意见"}, First: hitsPage,
			Order: []graph.Order{{Prop: "signed", Desc: true}}}},
		{"filter by one value", graph.NodeQuery{Type: graph.Document, Where: &graph.Pred{Prop: "number", Op: graph.Eq, Value: "澜政发〔2021〕77号"}, First: hitsPage, WantTotal: true}},
		{"filter by a range", graph.NodeQuery{Type: graph.Document, Where: &graph.Pred{Prop: "signed", Op: graph.Ge, Value: "2023-06-01"}, First: hitsPage,
			Order: []graph.Order{{Prop: "signed", Desc: true}}}},
		{"filter by a part of a text", graph.NodeQuery{Type: graph.Document, Where: &graph.Pred{Prop: "title", Op: graph.Contains, Value: "第11"}, First: hitsPage}},
		{"filter one hop away, page 1", graph.NodeQuery{Type: graph.Task, Where: led, First: hitsPage}},
		{"filter one hop away, total", graph.NodeQuery{Type: graph.Task, Where: led, WantTotal: true}},
	} {
		list = append(list, hitsQuestion{c.name, func(ctx context.Context, r graph.Reader) error {
			page, err := r.List(ctx, c.query)
			if err == nil && len(page.Nodes) == 0 && page.Total <= 0 {
				err = fmt.Errorf("%s: nothing found", c.name)
			}
			return err
		}})
	}
	return list
}

func expandQuestions() (list []hitsQuestion) {
	var documents, tasks []graph.Key
	for i := range hitsPage {
		documents = append(documents, documentKey(i))
	}
	for i := range 10 * hitsPage {
		tasks = append(tasks, taskKey(i))
	}
	leads := []graph.EdgeType{graph.Leads}
	for _, c := range []struct {
		name string
		qs   []graph.ExpandQuery
	}{
		{"tasks of 20 documents", []graph.ExpandQuery{{From: documents, Types: []graph.EdgeType{graph.HasTask}, First: hitsPage}}},
		{"tasks of 20 documents, two properties", []graph.ExpandQuery{{From: documents, Types: []graph.EdgeType{graph.HasTask}, First: hitsPage, NodeProps: []string{"heading", "due"}}}},
		{"tasks of 20 documents with totals", []graph.ExpandQuery{{From: documents, Types: []graph.EdgeType{graph.HasTask}, First: hitsPage, WantTotal: true}}},
		{"tasks of 20 documents by a property", []graph.ExpandQuery{{From: documents, Types: []graph.EdgeType{graph.HasTask}, First: hitsPage, Order: []graph.Order{{Prop: "due"}}}}},
		{"two kinds of units of 200 tasks", []graph.ExpandQuery{{From: tasks, Types: leads, Dir: graph.InDir, NodeType: graph.Unit, First: hitsPage},
			{From: tasks, Types: []graph.EdgeType{graph.CooperatesOn}, Dir: graph.InDir, First: hitsPage}}},
		{"first 20 of a hub's 2,400", []graph.ExpandQuery{{From: []graph.Key{unitKey(0)}, Types: leads, NodeType: graph.Task, First: hitsPage}}},
		{"only the total of a hub", []graph.ExpandQuery{{From: []graph.Key{unitKey(0)}, Types: leads, WantTotal: true}}},
		{"only the total of a hub, of one type", []graph.ExpandQuery{{From: []graph.Key{unitKey(0)}, Types: leads, NodeType: graph.Task, WantTotal: true}}},
	} {
		list = append(list, hitsQuestion{c.name, func(ctx context.Context, r graph.Reader) error {
			pages, err := r.Expand(ctx, c.qs)
			if err == nil && (len(pages) != len(c.qs) || len(pages[0]) != len(c.qs[0].From)) {
				err = fmt.Errorf("%s: pages are missing", c.name)
			}
			return err
		}})
	}
	return list
}

func otherQuestions() []hitsQuestion {
	search := func(q graph.TextQuery) func(context.Context, graph.Reader) error {
		return func(ctx context.Context, r graph.Reader) error {
			page, err := r.Search(ctx, q)
			if err == nil && len(page.Nodes) == 0 {
				err = fmt.Errorf("%q is not found", q.Text)
			}
			return err
		}
	}
	chain := func(types ...graph.EdgeType) func(context.Context, graph.Reader) error {
		return func(ctx context.Context, r graph.Reader) error {
			c, err := r.Chain(ctx, graph.ChainQuery{Start: documentKey(4), Types: types})
			if err == nil && len(c.Nodes) != 5 {
				err = fmt.Errorf("a chain of %d", len(c.Nodes))
			}
			return err
		}
	}
	aggregate := func(by ...string) func(context.Context, graph.Reader) error {
		return func(ctx context.Context, r graph.Reader) error {
			_, err := r.Aggregate(ctx, graph.AggQuery{Types: []graph.EdgeType{graph.Leads, graph.CooperatesOn, graph.Responsible}, ToType: graph.Task, GroupBy: by})
			return err
		}
	}
	return []hitsQuestion{
		{"one node by key", func(ctx context.Context, r graph.Reader) error {
			_, err := r.Nodes(ctx, []graph.Key{documentKey(7)})
			return err
		}},
		{"search, an exact number", search(graph.TextQuery{Text: "澜政发〔2021〕77号", First: hitsPage})},
		{"search, in the titles of all documents", search(graph.TextQuery{Text: "数字经济", First: hitsPage, Types: []graph.NodeType{graph.Document}})},
		{"search, of all types with total", search(graph.TextQuery{Text: "任务", First: hitsPage, WantTotal: true})},
		{"chain of five", chain(graph.Repeals)},
		{"aggregate by unit and role", aggregate("from", "type")},
		{"aggregate by unit, role and document", aggregate("from", "type", "to.document")},
		{"counts", func(ctx context.Context, r graph.Reader) error { _, _, err := r.Counts(ctx); return err }},
		{"evidence, facts and texts", evidence},
	}
}

// evidence asks for what a document's texts say and where.
func evidence(ctx context.Context, r graph.Reader) error {
	found, err := r.Search(ctx, graph.TextQuery{Text: "临政发〔2021〕7号", First: 1})
	if err != nil || len(found.Nodes) != 1 {
		return fmt.Errorf("%d nodes found: %w", len(found.Nodes), err)
	}
	keys := []graph.Key{found.Nodes[0].Key}
	pages, err := r.Expand(ctx, []graph.ExpandQuery{{From: keys, Types: []graph.EdgeType{graph.HasTask}, First: hitsPage}})
	if err != nil {
		return err
	}
	var edges []graph.Key
	for _, e := range pages[0][keys[0]].Edges {
		edges = append(edges, e.Edge.Key)
	}
	statements, err := r.Statements(ctx, edges)
	if err != nil || len(statements) != 4 {
		return fmt.Errorf("evidence of %d tasks: %w", len(statements), err)
	}
	if _, err := r.Facts(ctx, keys); err != nil {
		return err
	}
	records, err := r.Records(ctx, keys)
	if err != nil || len(records[keys[0]]) != 1 {
		return fmt.Errorf("%d texts: %w", len(records[keys[0]]), err)
	}
	_, err = r.Sources(ctx, []graph.Key{records[keys[0]][0].Source}, true)
	return err
}

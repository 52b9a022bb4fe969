package register

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// due lists tasks under each unit that has a part in them, units by name. Tasks of documents that are no longer in force
// are left out.
func (s *scan) due() error {
	at, err := s.place(1)
	if err != nil {
		return err
	}
	window := graph.Pred{And: []graph.Pred{{Prop: "due", Op: graph.Ge, Value: s.q.Day}, {Prop: "due", Op: graph.Le, Value: s.lastDay()}}}
	where := graph.Pred{Edge: &graph.EdgePred{Types: duties, Dir: graph.Out, Node: &window}}
	if s.q.Unit != "" {
		where = graph.Pred{And: []graph.Pred{where, {Or: []graph.Pred{{Prop: "name", Op: graph.Eq, Value: s.q.Unit},
			{Prop: "aliases", Op: graph.Contains, Value: s.q.Unit}}}}}
	}
	var from spot
	if at != nil {
		from = spot{text(at.Values[0]), at.Key}
	}
	return s.walk(graph.NodeQuery{Type: graph.Unit, Where: &where, Order: []graph.Order{{Prop: "name"}}}, from,
		func(units []*graph.Node) (map[graph.Key][]item, error) { return s.dueRows(units, &window) })
}

func (s *scan) dueRows(units []*graph.Node, window *graph.Pred) (map[graph.Key][]item, error) {
	parts, err := s.expand(graph.ExpandQuery{From: keysOf(units), Types: duties, Dir: graph.Out, NodeType: graph.Task, Where: window,
		Order: []graph.Order{{Prop: "due"}}, First: 10_000})
	if err != nil {
		return nil, err
	}
	documents, err := s.documentsInForce(parts)
	if err != nil {
		return nil, err
	}
	rows := map[graph.Key][]item{}
	for _, u := range units {
		for _, e := range parts[u.Key].Edges {
			if d := documents[e.Node.Key]; d != nil {
				day := e.Node.String("due")
				row := &Row{Unit: u, Task: e.Node, Document: d, Day: day, Links: []Link{{e.Edge, u, e.Node}}}
				rows[u.Key] = append(rows[u.Key], item{strings.Join([]string{day, e.Node.Key, e.Edge.Key}, "\x00"), row})
			}
		}
	}
	return rows, nil
}

// documentsInForce finds the documents that set tasks, by task; those that no longer bind anybody are left out.
func (s *scan) documentsInForce(parts map[graph.Key]graph.EdgePage) (map[graph.Key]*graph.Node, error) {
	seen := map[graph.Key]bool{}
	var tasks []graph.Key
	for _, p := range parts {
		for _, e := range p.Edges {
			if !seen[e.Node.Key] {
				seen[e.Node.Key] = true
				tasks = append(tasks, e.Node.Key)
			}
		}
	}
	pages, err := s.expand(graph.ExpandQuery{From: tasks, Types: []graph.EdgeType{graph.HasTask}, Dir: graph.InDir, NodeType: graph.Document, First: 1})
	if err != nil {
		return nil, err
	}
	found := map[graph.Key]*graph.Node{}
	var docs []*graph.Node
	for task, p := range pages {
		for _, e := range p.Edges {
			found[task] = e.Node
			docs = append(docs, e.Node)
		}
	}
	in, err := s.standings(docs)
	if err != nil {
		return nil, err
	}
	for task, d := range found {
		switch graph.StatusAt(d, s.q.Day, in).State {
		case graph.Repealed, graph.Replaced, graph.Expired:
			delete(found, task)
		}
	}
	return found, nil
}

package register

import (
	"cmp"
	"slices"
	"time"

	"github.com/policygraph/policygraph/graph"
)

// lastDay is the last of the window.
func (s *scan) lastDay() string { return addDays(s.q.Day, s.q.Days) }

func addDays(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// expiring lists documents by their last day. Few are extended: those whose extension ends in the window are sorted in among
// the others, which come in order.
func (s *scan) expiring() error {
	at, err := s.place(1)
	if err != nil {
		return err
	}
	from, after := s.q.Day, ""
	if at != nil {
		from, after = max(from, text(at.Values[0])), at.Key
	}
	held := func(r *Row) bool { // not shown before
		return at == nil || r.Day > from || r.Day == from && r.Document.Key > after
	}
	extended, err := s.extended(from)
	if err != nil {
		return err
	}
	extended = slices.DeleteFunc(extended, func(r *Row) bool { return !held(r) })
	give := func(upto *Row) error {
		for len(extended) > 0 && (upto == nil || compareDays(extended[0], upto) < 0) {
			if err := s.yield(extended[0], extended[0].Document.Key, extended[0].Day); err != nil {
				return err
			}
			extended = extended[1:]
		}
		return nil
	}
	err = s.documents(within("expires", from, s.lastDay()), []graph.Order{{Prop: "expires"}}, func(docs []*graph.Node) error {
		rows, err := s.ending(docs, func(d *graph.Node) string { return d.String("expires") })
		for _, row := range rows {
			if !held(row) {
				continue
			}
			if err := give(row); err != nil {
				return err
			}
			row.dated = row.Document
			if err := s.yield(row, row.Document.Key, row.Day); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return give(nil)
}

func compareDays(a, b *Row) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Document.Key, b.Document.Key))
}

func within(prop, from, until string) graph.Pred {
	return graph.Pred{And: []graph.Pred{{Prop: prop, Op: graph.Ge, Value: from}, {Prop: prop, Op: graph.Le, Value: until}}}
}

// documents lists documents that were read, in batches.
func (s *scan) documents(where graph.Pred, order []graph.Order, take func([]*graph.Node) error) error {
	where = graph.Pred{And: []graph.Pred{where, read()}}
	q := graph.NodeQuery{Type: graph.Document, Where: &where, Order: order, First: batch}
	for {
		page, err := s.r.List(s.ctx, q)
		if err != nil {
			return err
		}
		if err := take(page.Nodes); err != nil {
			return err
		}
		if !page.HasNext {
			return nil
		}
		q.After = page.Cursors[len(page.Cursors)-1]
	}
}

// extended finds the documents whose last extension ends in the window, in order.
func (s *scan) extended(from string) ([]*Row, error) {
	days := within("until", from, s.lastDay())
	var rows []*Row
	where := graph.Pred{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.Extends}, Dir: graph.InDir, Props: []graph.Pred{days}}}
	err := s.documents(where, nil, func(docs []*graph.Node) error {
		pages, err := s.expand(graph.ExpandQuery{From: keysOf(docs), Types: []graph.EdgeType{graph.Extends}, Dir: graph.InDir, First: batch})
		if err != nil {
			return err
		}
		last := map[graph.Key]graph.EdgeTo{}
		until := func(e graph.EdgeTo) string { return text(e.Edge.Props["until"]) }
		for key, p := range pages {
			if len(p.Edges) > 0 {
				last[key] = slices.MaxFunc(p.Edges, func(a, b graph.EdgeTo) int { return cmp.Compare(until(a), until(b)) })
			}
		}
		found, err := s.ending(docs, func(d *graph.Node) string { return until(last[d.Key]) })
		for _, row := range found {
			// One that is extended to the day that it ends on anyway comes with the others.
			if row.Day != row.Document.String("expires") && row.Day >= from && row.Day <= s.lastDay() {
				row.Links = linked(row.Document, []graph.EdgeTo{last[row.Document.Key]})
				rows = append(rows, row)
			}
		}
		return err
	})
	slices.SortFunc(rows, compareDays)
	return rows, err
}

// ending keeps the documents that are in force on a day of theirs, or may be (of some the first day is unknown), and expired
// on the next.
func (s *scan) ending(docs []*graph.Node, day func(*graph.Node) string) ([]*Row, error) {
	in, err := s.standings(docs)
	if err != nil {
		return nil, err
	}
	var rows []*Row
	for _, d := range docs {
		last := day(d)
		if last == "" {
			continue
		}
		st := graph.StatusAt(d, last, in)
		may := alive(st.State) || st.State == graph.Unknown && st.DecidedBy == nil
		if may && graph.StatusAt(d, addDays(last, 1), in).State == graph.Expired {
			rows = append(rows, &Row{Document: d, Day: last})
		}
	}
	return rows, nil
}

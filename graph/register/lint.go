package register

import (
	"fmt"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// Check names a contradiction that lint looks for.
type Check string

// The checks, in the order of their findings.
const (
	RestsOnEnded    Check = "rests_on_ended"   // in force by 根据《…》, which is repealed or replaced
	RepealsUnissued Check = "repeals_unissued" // ends a text that was issued later
	RepealsHigher   Check = "repeals_higher"   // ends a text of higher rank, or of an authority above its issuers
	Cycle           Check = "cycle"            // acts on itself in a circle
)

// Checks lists the checks.
var Checks = []Check{RestsOnEnded, RepealsUnissued, RepealsHigher, Cycle}

// lint runs the checks one after the other. The first value of a cursor is the check it stands in.
func (s *scan) lint() error {
	for _, c := range s.q.Checks {
		if !slices.Contains(Checks, c) {
			return fmt.Errorf("%w: no check %q", graph.ErrBadQuery, c)
		}
	}
	at, err := s.place(2)
	if err != nil {
		return err
	}
	run := map[Check]func(spot) error{RestsOnEnded: s.restsOnEnded, RepealsUnissued: s.repealsUnissued, RepealsHigher: s.repealsHigher, Cycle: s.cycles}
	first := 0
	if at != nil {
		first = slices.Index(Checks, Check(text(at.Values[0])))
		if first < 0 {
			return fmt.Errorf("%w: cursor is damaged", graph.ErrBadQuery)
		}
	}
	for i, c := range Checks[first:] {
		if len(s.q.Checks) > 0 && !slices.Contains(s.q.Checks, c) {
			continue
		}
		var from spot
		if i == 0 && at != nil {
			from = spot{text(at.Values[1]), at.Key}
		}
		if err := run[c](from); err != nil {
			return err
		}
	}
	return nil
}

// acting goes through the documents that have edges of a type, latest first; finding tells of an edge whether it is one.
func (s *scan) acting(at spot, check Check, edges graph.ExpandQuery, where graph.Pred, judge func([]*graph.Node, map[graph.Key]graph.EdgePage) (func(*graph.Node, graph.EdgeTo) *Row, error)) error {
	edges.Dir, edges.NodeType, edges.First = graph.Out, graph.Document, 10_000
	latest := []graph.Order{{Prop: "signed", Desc: true}}
	return s.walk(graph.NodeQuery{Type: graph.Document, Where: &where, Order: latest}, at, func(docs []*graph.Node) (map[graph.Key][]item, error) {
		edges.From = keysOf(docs)
		pages, err := s.expand(edges)
		if err != nil {
			return nil, err
		}
		finding, err := judge(docs, pages)
		if err != nil {
			return nil, err
		}
		found := map[graph.Key][]item{}
		for _, d := range docs {
			for _, e := range pages[d.Key].Edges {
				row := finding(d, e)
				if row == nil {
					continue
				}
				row.Check, row.Document, row.Other = check, d, e.Node
				row.Links = append(linked(d, []graph.EdgeTo{e}), row.Links...)
				found[d.Key] = append(found[d.Key], item{e.Edge.Key, row})
			}
			slices.SortFunc(found[d.Key], func(a, b item) int { return compareText(a.key, b.key) })
		}
		return found, nil
	}, string(check))
}

// ends are the edges that may end a text.
var ends = graph.Pred{Or: []graph.Pred{
	{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.Repeals}, Dir: graph.InDir}},
	{Edge: &graph.EdgePred{Types: []graph.EdgeType{graph.Amends}, Dir: graph.InDir, Props: []graph.Pred{{Prop: "mode", Op: graph.Eq, Value: "reissue"}}}},
}}

// restsOnEnded finds documents in force whose basis is not. A law that was only amended goes on under its name, so that its
// next version is no end of what rests on it; a 解读 rests on nothing.
func (s *scan) restsOnEnded(at spot) error {
	basis := []graph.Pred{{Prop: "manner", Op: graph.Eq, Value: "basis"}}
	rests := []graph.EdgeType{graph.Implements}
	where := graph.Pred{And: []graph.Pred{{Prop: "explanatory", Op: graph.Ne, Value: true},
		{Edge: &graph.EdgePred{Types: rests, Dir: graph.Out, Props: basis, Node: &ends}}}}
	return s.acting(at, RestsOnEnded, graph.ExpandQuery{Types: rests, EdgeWhere: basis, Where: &ends}, where,
		func(docs []*graph.Node, pages map[graph.Key]graph.EdgePage) (func(*graph.Node, graph.EdgeTo) *Row, error) {
			all := slices.Clone(docs)
			for _, p := range pages {
				for _, e := range p.Edges {
					all = append(all, e.Node)
				}
			}
			in, err := s.standings(unique(all))
			return func(d *graph.Node, e graph.EdgeTo) *Row { return s.ended(d, e.Node, in) }, err
		})
}

// ended makes a row if the document is in force and its basis is not, by the act of another document.
func (s *scan) ended(d, basis *graph.Node, in graph.StatusInput) *Row {
	st := graph.StatusAt(basis, s.q.Day, in)
	by := st.DecidedBy
	if st.State != graph.Repealed && st.State != graph.Replaced || by == nil || by.Edge.Type == graph.VersionOf || by.Node.Key == d.Key {
		return nil
	}
	if basis.String("signed") > st.Since { // another text of its title was meant: see repealsUnissued
		return nil
	}
	// What was signed after that day means the text that took its title over, which nobody has read.
	if d.String("signed") >= st.Since || !alive(graph.StatusAt(d, s.q.Day, in).State) {
		return nil
	}
	return &Row{Day: st.Since, Links: linked(basis, []graph.EdgeTo{*by})}
}

func unique(nodes []*graph.Node) []*graph.Node {
	seen := map[graph.Key]bool{}
	return slices.DeleteFunc(nodes, func(n *graph.Node) bool {
		was := seen[n.Key]
		seen[n.Key] = true
		return was
	})
}

// repealers are the documents that end another one as a whole or in part.
var (
	repeals   = []graph.EdgeType{graph.Repeals}
	repealers = graph.Pred{Edge: &graph.EdgePred{Types: repeals, Dir: graph.Out}}
)

// repealsUnissued finds repeals of what was signed later than the repealing text.
func (s *scan) repealsUnissued(at spot) error {
	return s.acting(at, RepealsUnissued, graph.ExpandQuery{Types: repeals}, repealers,
		func([]*graph.Node, map[graph.Key]graph.EdgePage) (func(*graph.Node, graph.EdgeTo) *Row, error) {
			return func(d *graph.Node, e graph.EdgeTo) *Row {
				own, other := d.String("signed"), e.Node.String("signed")
				if own == "" || other <= own { // "" too
					return nil
				}
				return &Row{Day: other}
			}, nil
		})
}

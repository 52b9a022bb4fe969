package register

import (
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// clashes lists numbers that documents of unlike titles carry. One of two numbers is misprinted or misread, or two places have
// the same agency code.
func (s *scan) clashes() error {
	at, err := s.place(0)
	if err != nil {
		return err
	}
	numbered := graph.Pred{Prop: "number", Op: graph.IsNull, Value: false}
	if at != nil {
		numbered = graph.Pred{Prop: "number", Op: graph.Gt, Value: at.Key}
	}
	var same []*graph.Node
	err = s.documents(numbered, []graph.Order{{Prop: "number"}}, func(docs []*graph.Node) error {
		var groups [][]*graph.Node
		for _, d := range docs {
			if len(same) > 0 && same[0].String("number") != d.String("number") {
				groups, same = append(groups, same), nil
			}
			same = append(same, d)
		}
		return s.clashing(groups)
	})
	if err != nil || len(same) == 0 {
		return err
	}
	return s.clashing([][]*graph.Node{same})
}

// clashing gives the groups whose titles are unlike.
func (s *scan) clashing(groups [][]*graph.Node) error {
	groups = slices.DeleteFunc(groups, func(g []*graph.Node) bool {
		return len(g) < 2 || g[0].String("number") == "" || restarts(g[0].String("number"))
	})
	var keys []graph.Key
	for _, g := range groups {
		keys = append(keys, keysOf(g)...)
	}
	if len(keys) == 0 {
		return nil
	}
	records, err := s.r.Records(s.ctx, keys)
	if err != nil {
		return err
	}
	titles, err := s.expand(graph.ExpandQuery{From: keys, Types: []graph.EdgeType{graph.VersionOf}, NodeType: graph.Work, First: 1})
	if err != nil {
		return err
	}
	for _, g := range groups {
		if !unlike(g, records) {
			continue
		}
		row := &Row{Number: g[0].String("number"), Documents: g}
		for _, d := range g {
			row.Links = append(row.Links, linked(d, titles[d.Key].Edges)...)
		}
		if err := s.yield(row, row.Number); err != nil {
			return err
		}
	}
	return nil
}

// restarts tells of numbers of orders without a year, which begin anew with every term of office: two texts of one such number
// are no clash. Nor are the laws that one order promulgates.
func restarts(number string) bool {
	return strings.Contains(number, "令") && !strings.ContainsAny(number, "〔年")
}

// unlike tells whether two documents of a group cannot be one text: no title of the one, its own or that of a plan it
// transmits, is like one of the other's. A text without a title tells nothing.
func unlike(docs []*graph.Node, records map[graph.Key][]graph.RecordInfo) bool {
	titles := make([][]string, len(docs))
	for i, d := range docs {
		for _, r := range records[d.Key] {
			for _, name := range r.Names {
				if title, ok := strings.CutPrefix(name, "t:"); ok {
					titles[i] = append(titles[i], title)
				}
			}
		}
		for _, before := range titles[:i] {
			if len(titles[i]) > 0 && len(before) > 0 && !anyAlike(titles[i], before) {
				return true
			}
		}
	}
	return false
}

func anyAlike(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return identity.Alike(x, y) })
	})
}

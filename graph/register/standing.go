package register

import (
	"maps"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// standings reads what the statuses of documents hang on, for all of them together.
func (s *scan) standings(docs []*graph.Node) (graph.StatusInput, error) {
	var in graph.StatusInput
	var laws []graph.Key
	for _, d := range docs {
		if graph.Versioned(d) {
			laws = append(laws, d.Key)
		}
	}
	pages, err := s.r.Expand(s.ctx, []graph.ExpandQuery{graph.StatusQuery(keysOf(docs)),
		{From: laws, Types: []graph.EdgeType{graph.VersionOf}, NodeType: graph.Work, First: batch}})
	if err != nil {
		return in, err
	}
	in.Add(pages[0])
	var works []graph.Key
	for _, p := range pages[1] {
		for _, e := range p.Edges {
			works = append(works, e.Node.Key)
		}
	}
	slices.Sort(works)
	second, err := s.r.Expand(s.ctx, []graph.ExpandQuery{graph.StatusQuery(in.Acting()),
		{From: slices.Compact(works), Types: []graph.EdgeType{graph.VersionOf}, Dir: graph.InDir, NodeType: graph.Document, First: 1000}})
	if err != nil {
		return in, err
	}
	in.Add(second[0])
	in.Versions, err = s.versions(pages[1], second[1])
	return in, err
}

// versions gives each law the versions of its works, with the dates of their texts.
func (s *scan) versions(works, laws map[graph.Key]graph.EdgePage) (map[graph.Key][]graph.Version, error) {
	wanted := map[graph.Key]bool{}
	for _, p := range laws {
		for _, e := range p.Edges {
			wanted[e.Node.Key] = true
		}
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	records, err := s.r.Records(s.ctx, slices.Sorted(maps.Keys(wanted)))
	if err != nil {
		return nil, err
	}
	out := map[graph.Key][]graph.Version{}
	for law, p := range works {
		for _, work := range p.Edges {
			for _, e := range laws[work.Node.Key].Edges {
				out[law] = append(out[law], graph.Version{EdgeTo: e, Date: graph.TextDate(records[e.Node.Key])})
			}
		}
	}
	return out, nil
}

// alive tells whether a document binds anybody in that state.
func alive(s graph.State) bool {
	return s == graph.InForce || s == graph.PartlyRepealed || s == graph.Suspended
}

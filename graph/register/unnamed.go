package register

import (
	"cmp"
	"maps"
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// What a unit does, and what is done with it.
var (
	duties = []graph.EdgeType{graph.Leads, graph.CooperatesOn, graph.Responsible, graph.Oversees}
	heads  = []graph.EdgeType{graph.IssuedBy, graph.ApprovedBy, graph.InterpretedBy, graph.AddressedTo}
)

// unnamed lists units by how many edges they have. Collective ones have no names to be known by.
func (s *scan) unnamed() error {
	at, err := s.place(2)
	if err != nil {
		return err
	}
	unknown := graph.Pred{And: []graph.Pred{{Prop: "canonical", Op: graph.Ne, Value: true}, {Prop: "collective", Op: graph.Ne, Value: true}}}
	uses := map[graph.Key]int{}
	for _, q := range []graph.AggQuery{
		{Types: duties, FromType: graph.Unit, From: &unknown, GroupBy: []string{"from"}},
		{Types: heads, ToType: graph.Unit, To: &unknown, GroupBy: []string{"to"}},
	} {
		buckets, err := s.r.Aggregate(s.ctx, q)
		if err != nil {
			return err
		}
		for _, b := range buckets {
			uses[b.Group[0]] += b.Count
		}
	}
	buckets := make([]graph.Bucket, 0, len(uses))
	for _, key := range slices.Sorted(maps.Keys(uses)) {
		buckets = append(buckets, graph.Bucket{Group: []string{key}, Count: uses[key]})
	}
	slices.SortStableFunc(buckets, func(a, b graph.Bucket) int { return cmp.Compare(b.Count, a.Count) })
	done := behind(buckets, at)
	return s.counted(buckets[done:], done, s.unnamedRows)
}

func (s *scan) unnamedRows(keys []graph.Key) (map[graph.Key]*Row, error) {
	nodes, err := s.r.Nodes(s.ctx, keys)
	if err != nil {
		return nil, err
	}
	pages, err := s.r.Expand(s.ctx, []graph.ExpandQuery{
		{From: keys, Types: duties, Dir: graph.Out, First: shown},
		{From: keys, Types: heads, Dir: graph.InDir, First: shown},
	})
	if err != nil {
		return nil, err
	}
	rows := map[graph.Key]*Row{}
	for key, n := range nodes {
		links := append(linked(n, pages[0][key].Edges), linked(n, pages[1][key].Edges)...)
		rows[key] = &Row{Unit: n, Links: links[:min(len(links), shown)]}
	}
	return rows, nil
}

package identity

import (
	"cmp"
	"maps"
	"slices"
)

// finish settles the props of edges and nodes, and puts into the difference what became another.
func (s *session) finish() error {
	if err := s.settleEdges(); err != nil {
		return err
	}
	s.settleNodes()
	return nil
}

// settleEdges: an edge shows the smallest props of its statements. Those of the store are asked only where the
// ones that were shown may have gone.
func (s *session) settleEdges() error {
	ids := slices.Sorted(maps.Keys(s.edges))
	var unsure []int64
	for _, id := range ids {
		if e := s.edges[id]; e.was != nil && e.Statements > 0 && e.changes[e.was.Props] < 0 {
			unsure = append(unsure, id)
		}
	}
	stored, err := s.rows.StatedProps(s.ctx, unsure)
	if err != nil {
		return err
	}
	for _, id := range ids {
		e := s.edges[id]
		if len(e.changes) == 0 {
			continue
		}
		counts := stored[id]
		if counts == nil {
			counts = map[string]int{}
			if e.was != nil {
				counts[e.was.Props] = e.was.Statements
			}
		}
		for props, n := range e.changes {
			counts[props] += n
		}
		maps.DeleteFunc(counts, func(_ string, n int) bool { return n <= 0 })
		s.settleEdge(e, counts)
	}
	return nil
}

func (s *session) settleEdge(e *edgeState, counts map[string]int) {
	if e.Statements > 0 {
		e.Props = slices.Min(slices.Collect(maps.Keys(counts)))
	}
	switch {
	case e.was == nil && e.Statements > 0:
		s.delta.NewEdges = append(s.delta.NewEdges, &e.EdgeRow)
		s.delta.EdgeCounts[e.Type]++
	case e.was != nil && e.Statements == 0:
		s.delta.DropEdges = append(s.delta.DropEdges, e.was)
		s.delta.EdgeCounts[e.Type]--
	case e.was != nil && e.EdgeRow != *e.was:
		s.delta.Edges = append(s.delta.Edges, &e.EdgeRow)
	}
}

func (s *session) settleNodes() {
	for _, id := range slices.Sorted(maps.Keys(s.nodes)) {
		n := s.nodes[id]
		if len(n.Values) == 0 {
			if n.was != nil {
				s.delta.DropNodes = append(s.delta.DropNodes, n.was)
				s.delta.NodeCounts[n.was.Type]--
			}
			continue
		}
		if n.was != nil && slices.Equal(n.Values, n.was.Values) {
			if n.reindex {
				s.delta.Reindex = append(s.delta.Reindex, &n.NodeRow)
			}
			continue
		}
		n.merge()
		switch {
		case n.was == nil:
			s.delta.NewNodes = append(s.delta.NewNodes, &n.NodeRow)
			s.delta.NodeCounts[n.Type]++
			continue
		case n.Type == n.was.Type && n.Props == n.was.Props && !n.reindex:
			s.delta.NodeValues = append(s.delta.NodeValues, &n.NodeRow)
			continue
		case n.Type != n.was.Type:
			n.WasType = n.was.Type
			s.delta.NodeCounts[n.was.Type]--
			s.delta.NodeCounts[n.Type]++
		}
		s.delta.Nodes = append(s.delta.Nodes, &n.NodeRow)
	}
	slices.SortFunc(s.delta.NewNodes, func(a, b *NodeRow) int { return cmp.Compare(a.ID, b.ID) })
}

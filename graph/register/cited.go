package register

import (
	"slices"

	"github.com/policygraph/policygraph/graph"
)

// citing are the edges that name another document. What is printed inside another one was read with it.
var citing = func() []graph.EdgeType {
	var types []graph.EdgeType
	for _, e := range graph.Edges {
		if e.Ends[0] == [2]graph.NodeType{graph.Document, graph.Document} && e.Type != graph.CarriedBy {
			types = append(types, e.Type)
		}
	}
	return types
}()

// missing lists what is only cited, or only named in a catalogue.
func (s *scan) missing() error {
	unprinted := graph.Pred{And: []graph.Pred{read(), {Prop: "printed", Op: graph.Eq, Value: false}}}
	return s.cited(graph.Pred{Or: []graph.Pred{{Prop: "state", Op: graph.Eq, Value: "stub"}, unprinted}})
}

func (s *scan) ambiguous() error {
	return s.cited(graph.Pred{Prop: "state", Op: graph.Eq, Value: "ambiguous"})
}

// cited lists documents by how many edges name them. A cursor holds the position too: the store gives the first buckets
// only as many as are asked for.
func (s *scan) cited(what graph.Pred) error {
	at, err := s.place(2)
	if err != nil {
		return err
	}
	limit := s.q.Limit
	if at != nil && limit > 0 {
		limit += max(number(at.Values[0]), 0)
	}
	var rest []graph.Bucket
	for {
		buckets, err := s.r.Aggregate(s.ctx, graph.AggQuery{Types: citing, To: &what, GroupBy: []string{"to"}, Limit: limit})
		if err != nil {
			return err
		}
		rest = buckets[behind(buckets, at):]
		if limit == 0 || len(buckets) < limit || len(rest) >= s.q.Limit {
			return s.counted(rest, len(buckets)-len(rest), s.citedRows)
		}
		limit *= 2
	}
}

// behind is how many buckets come before a place, or are at it.
func behind(buckets []graph.Bucket, at *graph.Cursor) int {
	if at == nil {
		return 0
	}
	count, key := number(at.Values[1]), at.Key
	i := slices.IndexFunc(buckets, func(b graph.Bucket) bool { return b.Count < count || b.Count == count && b.Group[0] > key })
	if i < 0 {
		return len(buckets)
	}
	return i
}

// counted gives the rows of buckets, the first of which has a position.
func (s *scan) counted(buckets []graph.Bucket, position int, rows func([]graph.Key) (map[graph.Key]*Row, error)) error {
	for chunk := range slices.Chunk(buckets, batch) {
		keys := make([]graph.Key, len(chunk))
		for i, b := range chunk {
			keys[i] = b.Group[0]
		}
		found, err := rows(keys)
		if err != nil {
			return err
		}
		for _, b := range chunk {
			position++
			row := found[b.Group[0]]
			if row == nil {
				continue
			}
			row.Count = b.Count
			if err := s.yield(row, b.Group[0], int64(position), int64(b.Count)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scan) citedRows(keys []graph.Key) (map[graph.Key]*Row, error) {
	nodes, err := s.r.Nodes(s.ctx, keys)
	if err != nil {
		return nil, err
	}
	edges, err := s.expand(graph.ExpandQuery{From: keys, Types: citing, Dir: graph.InDir, First: shown})
	if err != nil {
		return nil, err
	}
	candidates, err := s.candidates(nodes)
	if err != nil {
		return nil, err
	}
	rows := map[graph.Key]*Row{}
	for key, n := range nodes {
		row := &Row{Document: n, Links: linked(n, edges[key].Edges)}
		for _, k := range candidateKeys(n) {
			if c := candidates[k]; c != nil {
				row.Documents = append(row.Documents, c)
			}
		}
		rows[key] = row
	}
	return rows, nil
}

func candidateKeys(n *graph.Node) []graph.Key {
	keys, _ := n.Props["candidates"].([]string)
	return keys
}

func (s *scan) candidates(nodes map[graph.Key]*graph.Node) (map[graph.Key]*graph.Node, error) {
	var keys []graph.Key
	for _, n := range nodes {
		keys = append(keys, candidateKeys(n)...)
	}
	if len(keys) == 0 {
		return nil, nil
	}
	slices.Sort(keys)
	return s.r.Nodes(s.ctx, slices.Compact(keys))
}

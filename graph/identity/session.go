package identity

import (
	"context"
	"slices"
	"sort"

	"github.com/policygraph/policygraph/graph"
)

// session is the working memory of one Apply: the rows that the change touches, as they were and as they become.
type session struct {
	ctx  context.Context
	rows Rows

	nodes    map[int64]*nodeState
	nodeKeys map[graph.Key]*nodeState
	edges    map[int64]*edgeState
	edgeKeys map[graph.Key]*edgeState
	records  map[int64]*recordState
	refs     map[int64]*refState
	hashes   map[string]*refState

	gone     map[int64]bool // sources whose facts go
	vanished []*RecordRow   // their records
	carriers map[int64]*Candidate
	dirty    map[string]bool // names whose carriers changed

	newNodeClaims []*NodeClaimRow
	newEdgeClaims []*EdgeClaimRow
	delta         Delta
}

type nodeState struct {
	NodeRow
	was     *NodeRow // nil: new
	reindex bool
}

type edgeState struct {
	EdgeRow
	was     *EdgeRow
	changes map[string]int // by how much the numbers of statements with these props changed
}

type recordState struct {
	*RecordRow
	isNew     bool
	attached  bool // a plan printed alone that has found its notice
	wasDoc    int64
	wasSpeaks bool
}

type refState struct {
	*ReferenceRow
	was   ReferenceRow // Uses, State, Node, Value before
	isNew bool
}

func newSession(ctx context.Context, rows Rows) *session {
	return &session{
		ctx: ctx, rows: rows,
		nodes: map[int64]*nodeState{}, nodeKeys: map[graph.Key]*nodeState{},
		edges: map[int64]*edgeState{}, edgeKeys: map[graph.Key]*edgeState{},
		records: map[int64]*recordState{}, refs: map[int64]*refState{}, hashes: map[string]*refState{},
		gone: map[int64]bool{}, carriers: map[int64]*Candidate{}, dirty: map[string]bool{},
		delta: Delta{
			Carriers: map[int64]*Candidate{}, DropCarriers: map[int64]*Candidate{},
			NodeCounts: map[graph.NodeType]int{}, EdgeCounts: map[graph.EdgeType]int{},
		},
	}
}

// set collects distinct things to ask for, in the order met.
type set[K comparable] struct {
	seen map[K]bool
	list []K
}

func (s *set[K]) add(k K) bool {
	if s.seen[k] {
		return false
	}
	if s.seen == nil {
		s.seen = map[K]bool{}
	}
	s.seen[k] = true
	s.list = append(s.list, k)
	return true
}

// addID adds an id unless it is none.
func addID(s *set[int64], id int64) {
	if id != 0 {
		s.add(id)
	}
}

func (s *session) keepNodes(rows []*NodeRow) {
	for _, r := range rows {
		if s.nodes[r.ID] == nil {
			was := *r
			was.Values = slices.Clone(r.Values)
			n := &nodeState{NodeRow: *r, was: &was}
			s.nodes[r.ID], s.nodeKeys[r.Key] = n, n
		}
	}
}

func (s *session) loadNodesByID(ids []int64) error {
	rows, err := s.rows.NodesByID(s.ctx, missing(s.nodes, ids))
	s.keepNodes(rows)
	return err
}

func (s *session) loadNodes(keys []graph.Key) error {
	rows, err := s.rows.Nodes(s.ctx, missing(s.nodeKeys, keys))
	s.keepNodes(rows)
	return err
}

// isNew tells that a node is not in the store: nothing hangs on it there.
func (n *nodeState) isNew() bool { return n != nil && n.was == nil }

// node gives the node of a key that was asked for with loadNodes; it is made if the store has none.
func (s *session) node(key graph.Key) *nodeState {
	n := s.nodeKeys[key]
	if n == nil {
		n = &nodeState{NodeRow: NodeRow{ID: s.rows.NewID(NodeTable), Key: key}}
		s.nodes[n.ID], s.nodeKeys[key] = n, n
	}
	return n
}

func (s *session) keepEdges(rows []*EdgeRow) {
	for _, r := range rows {
		if s.edges[r.ID] == nil {
			was := *r
			e := &edgeState{EdgeRow: *r, was: &was}
			s.edges[r.ID], s.edgeKeys[r.Key] = e, e
		}
	}
}

// loadEdgesByID loads edges and their end nodes.
func (s *session) loadEdgesByID(ids []int64) error {
	rows, err := s.rows.EdgesByID(s.ctx, missing(s.edges, ids))
	if err != nil {
		return err
	}
	s.keepEdges(rows)
	var ends set[int64]
	for _, id := range ids {
		if e := s.edges[id]; e != nil {
			ends.add(e.From)
			ends.add(e.To)
		}
	}
	return s.loadNodesByID(ends.list)
}

func (s *session) loadEdges(keys []graph.Key) error {
	rows, err := s.rows.Edges(s.ctx, missing(s.edgeKeys, keys))
	s.keepEdges(rows)
	return err
}

func (s *session) edge(key graph.Key, t graph.EdgeType, from, to int64) *edgeState {
	e := s.edgeKeys[key]
	if e == nil {
		e = &edgeState{EdgeRow: EdgeRow{ID: s.rows.NewID(EdgeTable), Key: key, Type: t, From: from, To: to}}
		s.edges[e.ID], s.edgeKeys[key] = e, e
	}
	return e
}

// keepRecords adds records of sources that stay; it gives those that are new to the session.
func (s *session) keepRecords(rows []*RecordRow) (fresh []*recordState) {
	for _, r := range rows {
		if s.gone[r.Source] || s.records[r.ID] != nil {
			continue
		}
		rs := &recordState{RecordRow: r, wasDoc: r.Doc, wasSpeaks: r.Speaks}
		s.records[r.ID] = rs
		fresh = append(fresh, rs)
	}
	return fresh
}

func (s *session) keepReferences(rows []*ReferenceRow) {
	for _, r := range rows {
		if s.refs[r.ID] == nil {
			rs := &refState{ReferenceRow: r, was: *r}
			s.refs[r.ID], s.hashes[r.Hash] = rs, rs
		}
	}
}

// missing are the keys that the map does not hold, each once, sorted: stores read and lock in one order.
func missing[K int64 | string, V any](m map[K]V, keys []K) []K {
	var out set[K]
	for _, k := range keys {
		if _, ok := m[k]; !ok {
			out.add(k)
		}
	}
	slices.Sort(out.list)
	return out.list
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

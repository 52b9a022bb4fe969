package identity

import (
	"maps"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// ownerMark stands in the stored props of what belongs to a document for the key of that document. It cannot be mistaken
// for text: inside a JSON string quotes are escaped.
const (
	ownerMark  = "@"
	ownerField = `"document":"@"`
)

// materialise counts new claims, and those whose ends or voice changed, in the nodes and edges they mean now.
func (s *session) materialise() error {
	nodes, edges, err := s.movedClaims()
	if err != nil {
		return err
	}
	if err := s.loadOld(nodes, edges); err != nil {
		return err
	}
	moved, movedEdges := len(nodes), len(edges)
	nodes, edges = append(nodes, s.newNodeClaims...), append(edges, s.newEdgeClaims...)
	if err := s.loadEnds(nodes, edges); err != nil {
		return err
	}
	for i, c := range nodes {
		if s.linkNode(c) && i < moved {
			s.delta.NodeLinks = append(s.delta.NodeLinks, c)
		}
	}
	s.delta.NodeClaims = s.newNodeClaims
	if err := s.loadTargets(edges); err != nil {
		return err
	}
	for i, c := range edges {
		if s.linkEdge(c) && i < movedEdges {
			s.delta.EdgeLinks = append(s.delta.EdgeLinks, c)
		}
	}
	s.delta.EdgeClaims = s.newEdgeClaims
	return nil
}

// movedClaims are the standing claims whose record has another document or voice, or whose citation means another node.
func (s *session) movedClaims() ([]*NodeClaimRow, []*EdgeClaimRow, error) {
	var records, refs []int64
	for _, id := range slices.Sorted(maps.Keys(s.records)) {
		if r := s.records[id]; !r.isNew && (r.Doc != r.wasDoc || r.Speaks != r.wasSpeaks) {
			records = append(records, id)
			s.delta.RecordLinks = append(s.delta.RecordLinks, r.RecordRow)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.refs)) {
		if r := s.refs[id]; !r.isNew && r.Uses > 0 && r.moved() {
			refs = append(refs, id)
		}
	}
	nodes, edges, err := s.rows.ClaimsAt(s.ctx, records, refs)
	if err != nil {
		return nil, nil, err
	}
	seenNodes, seenEdges := map[int64]bool{}, map[int64]bool{}
	nodes = slices.DeleteFunc(nodes, func(c *NodeClaimRow) bool {
		twice := seenNodes[c.ID]
		seenNodes[c.ID] = true
		return twice || s.gone[c.Source]
	})
	edges = slices.DeleteFunc(edges, func(c *EdgeClaimRow) bool {
		twice := seenEdges[c.ID]
		seenEdges[c.ID] = true
		return twice || s.gone[c.Source]
	})
	return nodes, edges, nil
}

// loadEnds loads the records, citations and documents that the ends of claims hang on, then the nodes they mean.
func (s *session) loadEnds(nodes []*NodeClaimRow, edges []*EdgeClaimRow) error {
	var records, refs set[int64]
	need := func(record int64, ends ...EndRow) {
		addID(&records, record)
		for _, e := range ends {
			addID(&records, e.Record)
			addID(&refs, e.Reference)
		}
	}
	for _, c := range nodes {
		need(c.Record, c.End)
	}
	for _, c := range edges {
		need(c.Record, c.From, c.To)
	}
	recordRows, err := s.rows.RecordsByID(s.ctx, missing(s.records, records.list))
	if err != nil {
		return err
	}
	s.keepRecords(recordRows)
	refRows, err := s.rows.ReferencesByID(s.ctx, missing(s.refs, refs.list))
	if err != nil {
		return err
	}
	s.keepReferences(refRows)
	var ids set[int64]
	for _, id := range records.list {
		ids.add(s.records[id].Doc)
	}
	for _, id := range refs.list {
		ids.add(s.refs[id].Node)
	}
	if err := s.loadNodesByID(ids.list); err != nil {
		return err
	}
	var keys set[graph.Key]
	for _, c := range nodes {
		keys.add(s.endKey(c.End))
	}
	for _, c := range edges {
		keys.add(s.endKey(c.From))
		keys.add(s.endKey(c.To))
	}
	return s.loadNodes(keys.list)
}

// loadTargets loads the edges that the claims mean. Those of a node that the store does not know yet cannot be there, and in
// a new corpus nearly all are.
func (s *session) loadTargets(claims []*EdgeClaimRow) error {
	keys := make([]graph.Key, 0, len(claims))
	for _, c := range claims {
		if s.counts(c) && s.stands(c.From) && s.stands(c.To) {
			keys = append(keys, s.claimedEdge(c))
		}
	}
	return s.loadEdges(keys)
}

// stands tells whether the node that an end means is in the store.
func (s *session) stands(e EndRow) bool {
	n := s.nodeKeys[s.endKey(e)]
	return n != nil && !n.isNew()
}

// endKey is the key of the node that an end means.
func (s *session) endKey(e EndRow) graph.Key {
	switch {
	case e.Record != 0:
		return s.nodes[s.records[e.Record].Doc].Key + e.Key
	case e.Reference != 0:
		return s.nodes[s.refs[e.Reference].Node].Key
	}
	return e.Key
}

// silent tells whether a claim is only its record's, which does not speak.
func (s *session) silent(record int64, body bool) bool { return body && !s.records[record].Speaks }

// value is what a node claim says of its node.
func (c *NodeClaimRow) value(node graph.Key) Value {
	v := Value{Type: c.Type, Priority: c.Priority, Props: c.Props}
	if c.End.Record != 0 && c.End.Key != "" {
		doc, _ := DocumentOf(node)
		v.Props = strings.Replace(v.Props, ownerField, `"document":"`+doc+`"`, 1)
	}
	return v
}

// linkNode counts a claim where it belongs; it tells whether that is another node than before.
func (s *session) linkNode(c *NodeClaimRow) bool {
	var n *nodeState
	var id int64
	if !s.silent(c.Record, c.Body) {
		n = s.node(s.endKey(c.End))
		id = n.ID
	}
	if id == c.Node {
		return false
	}
	s.unlinkNode(c)
	if n != nil {
		n.count(c.value(n.Key), 1)
		c.Node = id
	}
	return true
}

// unlinkNode takes a claim out of the node it is counted in.
func (s *session) unlinkNode(c *NodeClaimRow) {
	if c.Node == 0 {
		return
	}
	n := s.nodes[c.Node]
	n.count(c.value(n.Key), -1)
	c.Node = 0
}

// counts tells whether a claim makes an edge: its record speaks, and the edge does not lead back to where it comes from.
func (s *session) counts(c *EdgeClaimRow) bool {
	return !s.silent(c.Record, c.Body) && s.endKey(c.From) != s.endKey(c.To)
}

func (s *session) claimedEdge(c *EdgeClaimRow) graph.Key {
	return edgeKey(c.Type, s.endKey(c.From), s.endKey(c.To), qualifiers(c.Type, c.Props))
}

// linkEdge counts a statement where it belongs; it tells whether that is another edge than before.
func (s *session) linkEdge(c *EdgeClaimRow) bool {
	var e *edgeState
	var id int64
	if s.counts(c) {
		from, to := s.node(s.endKey(c.From)), s.node(s.endKey(c.To))
		e = s.edge(s.claimedEdge(c), c.Type, from.ID, to.ID)
		id = e.ID
		if c.stated != nil {
			c.stated[e.Key] += c.sum()
		}
	}
	if id == c.Edge {
		return false
	}
	s.unlinkEdge(c)
	if e != nil {
		e.tally(c.Props, 1)
		s.hold(c.From, e.From, sideType(c.Type, 0), 1)
		s.hold(c.To, e.To, sideType(c.Type, 1), 1)
		c.Edge = id
	}
	return true
}

// unlinkEdge takes a statement out of the edge it is counted in.
func (s *session) unlinkEdge(c *EdgeClaimRow) {
	if c.Edge == 0 {
		return
	}
	e := s.edges[c.Edge]
	e.tally(c.Props, -1)
	s.hold(c.From, e.From, sideType(c.Type, 0), -1)
	s.hold(c.To, e.To, sideType(c.Type, 1), -1)
	c.Edge = 0
}

// tally counts a statement in or out, and keeps the smallest props of all of them.
func (e *edgeState) tally(props string, by int) {
	e.Statements += by
	if e.changes == nil {
		e.changes = map[string]int{}
	}
	e.changes[props] += by
}

// hold keeps the node at the end of an edge alive, whatever else is claimed of it. Documents and what citations mean
// are alive by themselves.
func (s *session) hold(end EndRow, node int64, types []graph.NodeType, by int) {
	if end.Reference != 0 || end.Record != 0 && end.Key == "" {
		return
	}
	n := s.nodes[node]
	n.count(Value{Type: impliedType(n.Key, types), Priority: edgePriority, Props: "{}"}, by)
}

// sideType are the node types that edges of a type have at one side.
func sideType(t graph.EdgeType, side int) []graph.NodeType {
	var types []graph.NodeType
	for _, ends := range graph.EdgeSchemaOf(t).Ends {
		types = append(types, ends[side])
	}
	return types
}

// impliedType is the type of a node that only edges know: by its key, where the edge leaves a choice.
func impliedType(key graph.Key, types []graph.NodeType) graph.NodeType {
	for _, t := range types {
		if strings.Contains(key, "/"+strings.ToLower(string(t))+"/") || strings.HasPrefix(key, strings.ToLower(string(t))+":") {
			return t
		}
	}
	return types[0]
}

// qualifiers are the properties that are part of an edge's identity, as canonical JSON.
func qualifiers(t graph.EdgeType, props string) string {
	if props == "{}" {
		return props
	}
	schema := graph.EdgeSchemaOf(t).Props
	all := true
	for i := range schema {
		all = all && schema[i].Qualifier
	}
	if all {
		return props
	}
	raw, err := rawProps(props)
	if err != nil {
		return props // the engine wrote it: cannot be
	}
	for i := range schema {
		if !schema[i].Qualifier {
			delete(raw, schema[i].Name)
		}
	}
	return encodeRaw(raw)
}

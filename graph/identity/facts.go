package identity

import (
	"encoding/json"
	"hash/fnv"
	"strconv"

	"github.com/policygraph/policygraph/graph"
)

// withdraw takes out of the graph what the sources said before.
func (s *session) withdraw(steps []*step) error {
	var sources []int64
	bySource := map[int64]*step{}
	for _, st := range steps {
		if st.known && st.replaces() {
			sources = append(sources, st.source.ID)
			bySource[st.source.ID] = st
			s.gone[st.source.ID] = true
		}
	}
	if len(sources) == 0 {
		return nil
	}
	s.delta.ClearFacts = sources
	var err error
	if s.vanished, err = s.rows.RecordsOf(s.ctx, sources); err != nil {
		return err
	}
	s.delta.DropRecords = s.vanished
	nodes, edges, err := s.rows.ClaimsOf(s.ctx, sources)
	if err != nil {
		return err
	}
	if err := s.loadOld(nodes, edges); err != nil {
		return err
	}
	if err := s.release(nodes, edges); err != nil {
		return err
	}
	for _, c := range nodes {
		s.unlinkNode(c)
	}
	for _, c := range edges {
		if c.Edge != 0 {
			bySource[c.Source].before[s.edges[c.Edge].Key] += c.sum()
		}
		s.unlinkEdge(c)
	}
	return nil
}

// loadOld loads what claims are counted in now.
func (s *session) loadOld(nodes []*NodeClaimRow, edges []*EdgeClaimRow) error {
	var nodeIDs, edgeIDs set[int64]
	for _, c := range nodes {
		addID(&nodeIDs, c.Node)
	}
	for _, c := range edges {
		addID(&edgeIDs, c.Edge)
	}
	if err := s.loadNodesByID(nodeIDs.list); err != nil {
		return err
	}
	return s.loadEdgesByID(edgeIDs.list)
}

// release lets go of the citations that the claims hold.
func (s *session) release(nodes []*NodeClaimRow, edges []*EdgeClaimRow) error {
	var ids set[int64]
	for _, c := range nodes {
		addID(&ids, c.End.Reference)
	}
	for _, c := range edges {
		addID(&ids, c.From.Reference)
		addID(&ids, c.To.Reference)
	}
	rows, err := s.rows.ReferencesByID(s.ctx, missing(s.refs, ids.list))
	if err != nil {
		return err
	}
	s.keepReferences(rows)
	drop := func(id int64) {
		if id != 0 {
			s.refs[id].Uses--
		}
	}
	for _, c := range nodes {
		drop(c.End.Reference)
	}
	for _, c := range edges {
		drop(c.From.Reference)
		drop(c.To.Reference)
	}
	return nil
}

// sum is a number for what the claim states, so that a changed statement is noticed.
func (c *EdgeClaimRow) sum() uint64 {
	h := fnv.New64a()
	for _, part := range []string{c.Props, c.Quote, c.Rule, c.FromText, c.ToText, strconv.Itoa(c.Start)} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// add makes rows of what the change sets say; ends stay unbound.
func (s *session) add(steps []*step) error {
	if err := s.loadCited(steps); err != nil {
		return err
	}
	for _, st := range steps {
		if st.set.Remove || !st.replaces() {
			continue
		}
		ids := s.addRecords(st)
		for i := range st.set.Nodes {
			s.addNodeClaim(st, ids, &st.set.Nodes[i])
		}
		for i := range st.set.Edges {
			s.addEdgeClaim(st, ids, i)
		}
	}
	return nil
}

// loadCited loads the citations of the change sets that the store has already.
func (s *session) loadCited(steps []*step) error {
	var hashes []string
	end := func(e *graph.End) {
		if e.Reference != nil {
			hashes = append(hashes, referenceHash(e.Reference))
		}
	}
	for _, st := range steps {
		for i := range st.set.Nodes {
			end(&st.set.Nodes[i].Node)
		}
		for i := range st.set.Edges {
			end(&st.set.Edges[i].From)
			end(&st.set.Edges[i].To)
		}
	}
	rows, err := s.rows.References(s.ctx, missing(s.hashes, hashes))
	s.keepReferences(rows)
	return err
}

func (s *session) addRecords(st *step) map[string]int64 {
	ids := make(map[string]int64, len(st.set.Records))
	for i := range st.set.Records {
		r := st.set.Records[i]
		if len(r.Identifiers) == 0 {
			r.Identifiers = []string{"s|" + st.source.Info.Key + "#" + r.ID}
		}
		row := &RecordRow{ID: s.rows.NewID(RecordTable), Source: st.source.ID, SourceKey: st.source.Info.Key, Record: r}
		row.PropsJSON = EncodeProps(withoutBody(r.Props))
		ids[r.ID] = row.ID
		s.records[row.ID] = &recordState{RecordRow: row, isNew: true}
		s.delta.Records = append(s.delta.Records, row)
	}
	return ids
}

// withoutBody leaves out the text of the document: it is in the source, and indexed from there.
func withoutBody(p graph.Props) graph.Props {
	if _, ok := p["body"]; !ok {
		return p
	}
	rest := graph.Props{}
	for name, v := range p {
		if name != "body" {
			rest[name] = v
		}
	}
	return rest
}

func (s *session) addNodeClaim(st *step, records map[string]int64, c *graph.NodeClaim) {
	end := s.addEnd(&c.Node, records)
	props := c.Props
	if end.Key != "" && end.Record != 0 && graph.NodeSchemaOf(c.Type).Prop("document") != nil {
		props = graph.Props{"document": ownerMark}
		for name, v := range c.Props {
			if name != "document" {
				props[name] = v
			}
		}
	}
	row := &NodeClaimRow{
		ID: s.rows.NewID(NodeClaimTable), Source: st.source.ID, Record: records[c.Record], Body: c.Body,
		End: end, Type: c.Type, Priority: c.Priority, Props: EncodeProps(withoutBody(props)),
	}
	s.newNodeClaims = append(s.newNodeClaims, row)
}

func (s *session) addEdgeClaim(st *step, records map[string]int64, i int) {
	c := &st.set.Edges[i]
	row := &EdgeClaimRow{
		ID: s.rows.NewID(EdgeClaimTable), Source: st.source.ID, Record: records[c.Record], Body: c.Body, Type: c.Type,
		From: s.addEnd(&c.From, records), To: s.addEnd(&c.To, records), Props: EncodeProps(c.Props), Seq: i,
		Start: c.Start, End: c.End, Quote: c.Quote, Rule: c.Rule, Confidence: c.Confidence, FromText: c.FromText, ToText: c.ToText,
	}
	row.stated = st.after
	s.newEdgeClaims = append(s.newEdgeClaims, row)
}

func (s *session) addEnd(e *graph.End, records map[string]int64) EndRow {
	switch {
	case e.Reference != nil:
		return EndRow{Reference: s.cite(e.Reference).ID}
	case e.Record != "":
		return EndRow{Record: records[e.Record], Key: Short(e.Suffix)}
	}
	return EndRow{Key: Short(e.Key)}
}

// cite gives the row of a citation, one for equal ones, and holds it once more.
func (s *session) cite(r *graph.Reference) *refState {
	hash := referenceHash(r)
	ref := s.hashes[hash]
	if ref == nil {
		ref = &refState{ReferenceRow: &ReferenceRow{ID: s.rows.NewID(ReferenceTable), Hash: hash, Ref: *r}, isNew: true}
		s.refs[ref.ID], s.hashes[hash] = ref, ref
	}
	ref.Uses++
	return ref
}

func referenceHash(r *graph.Reference) string {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // strings and a bool: cannot be
	}
	return digest(string(b))
}

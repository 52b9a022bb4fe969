package identity

import (
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// join works out anew which records are one document, wherever the change reaches: what new records share with others,
// and what those that went had held together.
func (s *session) join() error {
	if err := s.closure(); err != nil {
		return err
	}
	groups := attachPlans(s.bases())
	docs, err := s.place(groups)
	if err != nil {
		return err
	}
	return s.carry(docs)
}

// closure loads all records that hang together with the touched ones by identifiers or plan titles.
func (s *session) closure() error {
	var keys, plans, attached set[string]
	var nextKeys, nextPlans, nextAttached []string
	visit := func(r *RecordRow) {
		for _, id := range r.Identifiers {
			if k := DocumentKey(id); keys.add(k) {
				nextKeys = append(nextKeys, k)
			}
		}
		for _, t := range r.PlanTitles() {
			if attached.add(t) {
				nextAttached = append(nextAttached, t)
			}
		}
		for _, t := range r.Companion {
			if plans.add(t) {
				nextPlans = append(nextPlans, t)
			}
		}
	}
	for _, r := range s.vanished {
		visit(r)
	}
	for _, id := range slices.Sorted(maps.Keys(s.records)) {
		visit(s.records[id].RecordRow)
	}
	for len(nextKeys)+len(nextPlans)+len(nextAttached) > 0 {
		byKey, err := s.rows.RecordsByKey(s.ctx, nextKeys)
		if err != nil {
			return err
		}
		byPlan, err := s.rows.RecordsByPlan(s.ctx, PlanItself, nextPlans)
		if err != nil {
			return err
		}
		byNotice, err := s.rows.RecordsByPlan(s.ctx, PlanAttached, nextAttached)
		if err != nil {
			return err
		}
		nextKeys, nextPlans, nextAttached = nil, nil, nil
		for _, rows := range [][]*RecordRow{byKey, byPlan, byNotice} {
			for _, r := range s.keepRecords(rows) {
				visit(r.RecordRow)
			}
		}
	}
	return nil
}

// PlanTitles are the titles that a plan printed alone can be attached by.
func (r *RecordRow) PlanTitles() []string {
	if !r.Plan {
		return nil
	}
	var titles []string
	for _, n := range r.Names {
		if strings.HasPrefix(n, "t:") {
			titles = append(titles, n)
		}
	}
	return titles
}

// group is the records of one document.
type group []*recordState

// bases joins the records that share identifiers. Groups and their records come in a fixed order.
func (s *session) bases() []group {
	records := make([]*recordState, 0, len(s.records))
	for _, r := range s.records {
		r.attached = false
		records = append(records, r)
	}
	sort.Slice(records, func(i, j int) bool { return records[i].before(records[j]) })
	sets := newUnion(len(records))
	holders := map[string][]int{}
	for i, r := range records {
		for _, id := range r.Identifiers {
			holders[id] = append(holders[id], i)
		}
	}
	for id, list := range holders {
		for i, a := range list {
			// Titles are compared with all before, since likeness does not pass on.
			for _, b := range list[:i] {
				if sets.find(a) != sets.find(b) && (!byNumber(id) || Alike(records[a].Title, records[b].Title)) {
					sets.join(a, b)
				}
			}
		}
	}
	index := map[int]int{}
	var groups []group
	for n, r := range records {
		root := sets.find(n)
		i, ok := index[root]
		if !ok {
			i = len(groups)
			index[root] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// union is a union-find over 0..n-1.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) { u[u.find(i)] = u.find(j) }

// isPlan tells whether the group can be a plan printed without its notice.
func (g group) isPlan() bool {
	return !slices.ContainsFunc(g, func(r *recordState) bool { return !r.Plan })
}

// attachPlans adds plans printed alone to the notice that attaches them, if there is exactly one.
func attachPlans(groups []group) []group {
	notices := map[string][]int{} // by title of an attached plan
	for i, g := range groups {
		if g.isPlan() {
			continue
		}
		var titles set[string]
		for _, r := range g {
			for _, t := range r.Companion {
				if titles.add(t) {
					notices[t] = append(notices[t], i)
				}
			}
		}
	}
	joined := slices.Clone(groups)
	for i, g := range groups {
		if !g.isPlan() {
			continue
		}
		if n := noticeOf(g, groups, notices); n >= 0 {
			for _, r := range g {
				r.attached = true
			}
			joined[n] = append(slices.Clip(joined[n]), g...)
			joined[i] = nil
		}
	}
	return slices.DeleteFunc(joined, func(g group) bool { return len(g) == 0 })
}

// noticeOf finds the notice that attaches the plan: the only one, or the only one of the plan's date; -1 if there is
// none. A dated text of another day is another version.
func noticeOf(plan group, groups []group, notices map[string][]int) int {
	var fit, sameDay set[int]
	day := plan.date()
	for _, r := range plan {
		for _, t := range r.PlanTitles() {
			for _, n := range notices[t] {
				other := groups[n].date()
				if (day == "" || other == "" || day == other) && issuersMeet(plan, groups[n]) {
					fit.add(n)
				}
			}
		}
	}
	for _, n := range fit.list {
		if day != "" && day == groups[n].date() {
			sameDay.add(n)
		}
	}
	switch {
	case len(fit.list) == 1:
		return fit.list[0]
	case len(sameDay.list) == 1:
		return sameDay.list[0]
	}
	return -1
}

// issuersMeet: plans of one title by known, different issuers are different plans.
func issuersMeet(a, b group) bool {
	ia, ib := a.header().Issuers, b.header().Issuers
	return len(ia) == 0 || len(ib) == 0 || slices.ContainsFunc(ia, func(i string) bool { return slices.Contains(ib, i) })
}

func (g group) date() string {
	for _, r := range g {
		if r.Date != "" {
			return r.Date
		}
	}
	return ""
}

// before is the fixed order in which texts of one document speak: the notice before a plan printed without it, printed
// before listed, gazette, issuer's page, repost; fewest damaged parts; source key; record.
func (r *recordState) before(o *recordState) bool {
	switch {
	case r.attached != o.attached:
		return o.attached
	case r.Printed != o.Printed:
		return r.Printed
	case r.Standing != o.Standing:
		return r.Standing < o.Standing
	case r.Damage != o.Damage:
		return r.Damage < o.Damage
	case r.SourceKey != o.SourceKey:
		return r.SourceKey < o.SourceKey
	case len(r.Record.ID) != len(o.Record.ID):
		return len(r.Record.ID) < len(o.Record.ID)
	}
	return r.Record.ID < o.Record.ID
}

// key is the document key of the group: of its smallest identifier, those of plans printed alone left out.
func (g group) key() graph.Key {
	best := ""
	for _, r := range g {
		if r.attached {
			continue
		}
		for _, id := range r.named() {
			if best == "" || lessIdentifier(id, best) {
				best = id
			}
		}
	}
	return DocumentKey(best)
}

// head is what a document's header says: all properties, and those that citations look at.
type head struct {
	props   string
	Issuers []string
	Issuer  string
	Region  string
	Law     bool
}

// header merges the header values of the records in their order: the first holds, the others fill its gaps.
func (g group) header() head {
	values := make([]Value, len(g))
	printed := false
	for i, r := range g {
		values[i] = Value{Props: r.PropsJSON}
		printed = printed || r.Printed
	}
	raw := map[string]json.RawMessage{}
	for _, v := range values {
		props, err := rawProps(v.Props)
		if err != nil {
			continue // the engine wrote it: cannot be
		}
		for name, value := range props {
			if _, known := raw[name]; !known {
				raw[name] = value
			}
		}
	}
	raw["printed"] = appendValue(nil, printed)
	h := head{props: encodeRaw(raw)}
	h.Issuers, _ = decode[[]string](raw["issuers"])
	h.Issuer, _ = decode[string](raw["issuer"])
	h.Region, _ = decode[string](raw["region"])
	h.Law, _ = decode[bool](raw["law"])
	if len(h.Issuers) == 0 && h.Issuer != "" {
		h.Issuers = []string{h.Issuer}
	}
	return h
}

// candidate is the document as citations see it.
func (g group) candidate(key graph.Key, h head) *Candidate {
	c := &Candidate{Key: key, Date: g.date(), Law: h.Law, Region: h.Region, Issuers: h.Issuers, Names: []string{}}
	for _, r := range g {
		c.Names = append(c.Names, r.Names...)
	}
	sort.Strings(c.Names)
	c.Names = slices.Compact(c.Names)
	return c
}

// speaker is the record that speaks: the first printed one; nil if all are only listed.
func (g group) speaker() *recordState {
	for _, r := range g {
		if r.Printed {
			return r
		}
	}
	return nil
}

// place gives each group its node and header, each record its document and voice. Nodes of documents that are no
// more lose their header. The candidates are by node, nil for those.
func (s *session) place(groups []group) (map[int64]*Candidate, error) {
	var old set[int64]
	for _, r := range s.vanished {
		addID(&old, r.Doc)
	}
	keys := make([]graph.Key, len(groups))
	for i, g := range groups {
		sort.Slice(g, func(i, j int) bool { return g[i].before(g[j]) })
		keys[i] = g.key()
		for _, r := range g {
			addID(&old, r.wasDoc)
		}
	}
	if err := s.loadNodesByID(old.list); err != nil {
		return nil, err
	}
	if err := s.loadNodes(keys); err != nil {
		return nil, err
	}
	docs := map[int64]*Candidate{}
	for i, g := range groups {
		n := s.node(keys[i])
		h := g.header()
		n.setHeader(h.props)
		docs[n.ID] = g.candidate(n.Key, h)
		speaker := g.speaker()
		for _, r := range g {
			r.Doc, r.Speaks = n.ID, r == speaker
			n.reindex = n.reindex || r.Speaks != r.wasSpeaks
		}
	}
	for _, id := range old.list {
		if docs[id] == nil {
			s.nodes[id].setHeader("")
			docs[id] = nil
		}
	}
	return docs, nil
}

// carry writes down what the documents are to citations, and which names have other carriers than before.
func (s *session) carry(docs map[int64]*Candidate) error {
	ids := slices.Sorted(maps.Keys(docs))
	known := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return s.nodes[id].isNew() })
	before, err := s.rows.Carriers(s.ctx, known)
	if err != nil {
		return err
	}
	for _, id := range ids {
		was, is := before[id], docs[id]
		s.carriers[id] = is
		if was.equal(is) {
			continue
		}
		if was != nil {
			s.delta.DropCarriers[id] = was
			s.markDirty(was.Names)
		}
		if is != nil {
			s.delta.Carriers[id] = is
			s.markDirty(is.Names)
		}
	}
	return nil
}

func (s *session) markDirty(names []string) {
	for _, n := range names {
		s.dirty[n] = true
	}
}

func (c *Candidate) equal(d *Candidate) bool {
	if c == nil || d == nil {
		return c == d
	}
	return c.Key == d.Key && c.Date == d.Date && c.Law == d.Law && c.Region == d.Region &&
		slices.Equal(c.Issuers, d.Issuers) && slices.Equal(c.Names, d.Names)
}

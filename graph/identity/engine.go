package identity

import (
	"context"
	"fmt"

	"github.com/policygraph/policygraph/graph"
)

// Outcomes of a source.
const (
	OK     = "ok"
	Failed = "error"
)

// Apply puts what each change set's source says in the place of what it said before, in the store's open
// transaction. Change i tells of set i. If it fails, the transaction must be rolled back.
func Apply(ctx context.Context, rows Rows, sets []graph.ChangeSet) ([]graph.Change, error) {
	for i := range sets {
		if err := check(&sets[i]); err != nil {
			return nil, fmt.Errorf("apply: %w", err)
		}
	}
	changes := make([]graph.Change, len(sets))
	for start := 0; start < len(sets); {
		// A source that comes twice is applied twice: the last one holds.
		end := start + distinct(sets[start:])
		if err := applyDistinct(ctx, rows, sets[start:end], changes[start:end]); err != nil {
			return nil, err
		}
		start = end
	}
	return changes, nil
}

// distinct is the number of leading change sets of different sources.
func distinct(sets []graph.ChangeSet) int {
	var seen set[graph.Key]
	for i := range sets {
		if !seen.add(sets[i].Source.Key) {
			return i
		}
	}
	return len(sets)
}

// step is a change set that has something to do.
type step struct {
	set    *graph.ChangeSet
	change *graph.Change
	source *SourceRow // as it becomes; as it was for a withdrawal
	known  bool       // to the ledger: there are facts to withdraw
	before stated
	after  stated
}

func applyDistinct(ctx context.Context, rows Rows, sets []graph.ChangeSet, changes []graph.Change) error {
	s := newSession(ctx, rows)
	if err := s.lock(sets); err != nil {
		return err
	}
	steps, err := s.plan(sets, changes)
	if err != nil || len(steps) == 0 {
		return err
	}
	for _, work := range []func([]*step) error{s.withdraw, s.add} {
		if err := work(steps); err != nil {
			return err
		}
	}
	for _, work := range []func() error{s.join, s.bind, s.materialise, s.finish} {
		if err := work(); err != nil {
			return err
		}
	}
	s.report(steps)
	return rows.Write(ctx, &s.delta)
}

// lock takes the names that the change sets carry or cite, in sorted order, before anything is read.
func (s *session) lock(sets []graph.ChangeSet) error {
	names := map[string]bool{}
	addAll := func(list []string) {
		for _, n := range list {
			names[n] = true
		}
	}
	end := func(e *graph.End) {
		if e.Reference != nil {
			addAll(e.Reference.Names)
		}
	}
	for i := range sets {
		names["source:"+sets[i].Source.Key] = true
		for j := range sets[i].Records {
			r := &sets[i].Records[j]
			addAll(r.Identifiers)
			addAll(r.Names)
			addAll(r.Companion)
		}
		for j := range sets[i].Nodes {
			end(&sets[i].Nodes[j].Node)
		}
		for j := range sets[i].Edges {
			end(&sets[i].Edges[j].From)
			end(&sets[i].Edges[j].To)
		}
	}
	return s.rows.Lock(s.ctx, sortedKeys(names))
}

// plan compares the change sets with the ledger, and gives those whose facts change. Failures are recorded here.
func (s *session) plan(sets []graph.ChangeSet, changes []graph.Change) ([]*step, error) {
	keys := make([]graph.Key, len(sets))
	for i := range sets {
		keys[i] = sets[i].Source.Key
	}
	ledger, err := s.rows.Sources(s.ctx, keys)
	if err != nil {
		return nil, err
	}
	var steps []*step
	for i := range sets {
		info := sets[i].Source
		changes[i] = graph.Change{Source: info.Key}
		old := ledger[info.Key]
		st := &step{set: &sets[i], change: &changes[i], known: old != nil, before: stated{}, after: stated{}}
		switch {
		case sets[i].Remove && old == nil:
			changes[i].Skipped = true
			continue
		case sets[i].Remove:
			st.source = old
			s.delta.DropSources = append(s.delta.DropSources, old.ID)
			steps = append(steps, st)
			continue
		case old != nil && old.Info.Root != "" && info.Root != "" && old.Info.Root != info.Root:
			return nil, fmt.Errorf("%s: read from %s before, from %s now: %w", info.Key, old.Info.Root, info.Root, graph.ErrRootChanged)
		case old != nil && old.Info.Hash == info.Hash && old.Info.RulesVersion == info.RulesVersion && old.Info.Outcome == info.Outcome:
			changes[i].Skipped = true
			continue
		}
		st.source = newLine(old, info)
		if old == nil {
			st.source.ID = s.rows.NewID(SourceTable)
		}
		s.delta.Sources = append(s.delta.Sources, st.source)
		// Steps with failures go on even so: Write must be reached.
		steps = append(steps, st)
	}
	return steps, nil
}

// newLine is the ledger line after the change. A source that could not be read keeps the text and the facts of the last
// time, and says beside them what is wrong now.
func newLine(old *SourceRow, info graph.SourceInfo) *SourceRow {
	line := &SourceRow{Info: info, FactRules: info.RulesVersion, NewText: true}
	if info.Outcome == Failed {
		line.NewText = false
		line.FactRules = ""
		if old != nil {
			line.FactRules = old.FactRules
			line.Info.Format, line.Info.Bytes = old.Info.Format, old.Info.Bytes
		}
	}
	if old != nil {
		line.ID = old.ID
	}
	return line
}

// replaces tells whether the facts of the source change.
func (st *step) replaces() bool { return st.set.Remove || st.set.Source.Outcome != Failed }

// stated sums up what a source states of each edge, whatever the order.
type stated map[graph.Key]uint64

// report compares what each source stated before and states now.
func (s *session) report(steps []*step) {
	for _, st := range steps {
		for key, sum := range st.after {
			old, known := st.before[key]
			switch {
			case !known:
				st.change.Added++
			case old != sum:
				st.change.Changed++
			}
		}
		for key := range st.before {
			if _, still := st.after[key]; !still {
				st.change.Withdrew++
			}
		}
	}
}

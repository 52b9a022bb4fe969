package identity

import (
	"maps"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// bind works out what citations mean: those that are new, and those of names whose carriers changed. Others cannot
// mean anything else than before.
func (s *session) bind() error {
	rows, err := s.rows.ReferencesByName(s.ctx, sortedKeys(s.dirty))
	if err != nil {
		return err
	}
	s.keepReferences(rows)
	var todo []*refState
	var names set[string]
	var oldNodes set[int64]
	for _, id := range slices.Sorted(maps.Keys(s.refs)) {
		r := s.refs[id]
		addID(&oldNodes, r.Node)
		if r.Uses > 0 && (r.isNew || slices.ContainsFunc(r.Ref.Names, func(n string) bool { return s.dirty[n] })) {
			todo = append(todo, r)
			for _, n := range r.Ref.Names {
				names.add(n)
			}
		}
	}
	if err := s.loadNodesByID(oldNodes.list); err != nil {
		return err
	}
	carriers, err := s.carriersOf(names.list)
	if err != nil {
		return err
	}
	bindings := make([]Binding, len(todo))
	var keys set[graph.Key]
	for i, r := range todo {
		bindings[i] = Bind(&r.Ref, candidatesFor(&r.Ref, carriers))
		keys.add(bindings[i].Key)
	}
	if err := s.loadNodes(keys.list); err != nil {
		return err
	}
	for i, r := range todo {
		s.rebind(r, bindings[i])
	}
	s.settle()
	return nil
}

// carriersOf gives the documents that carry each of the names, as they are after the change, ordered by key.
func (s *session) carriersOf(names []string) (map[string][]*Candidate, error) {
	slices.Sort(names)
	stored, err := s.rows.CarriersOf(s.ctx, names)
	if err != nil {
		return nil, err
	}
	all := maps.Clone(s.carriers)
	for id, c := range stored {
		if _, changed := all[id]; !changed {
			all[id] = c
		}
	}
	wanted := make(map[string]bool, len(names))
	for _, n := range names {
		wanted[n] = true
	}
	byName := map[string][]*Candidate{}
	for _, c := range all {
		if c == nil {
			continue
		}
		for _, n := range c.Names {
			if wanted[n] {
				byName[n] = append(byName[n], c)
			}
		}
	}
	for _, list := range byName {
		slices.SortFunc(list, func(a, b *Candidate) int { return strings.Compare(a.Key, b.Key) })
	}
	return byName, nil
}

func candidatesFor(ref *graph.Reference, carriers map[string][]*Candidate) []Candidate {
	var list []Candidate
	for _, n := range ref.Names {
		for _, c := range carriers[n] {
			if !slices.ContainsFunc(list, func(d Candidate) bool { return d.Key == c.Key }) {
				list = append(list, *c)
			}
		}
	}
	slices.SortFunc(list, func(a, b Candidate) int { return strings.Compare(a.Key, b.Key) })
	return list
}

// rebind moves a citation, and what it says of a stub, to the node that it binds to now.
func (s *session) rebind(r *refState, b Binding) {
	value := ""
	if b.State != "" {
		value = EncodeProps(graph.Props{
			"state": b.State, "title": r.Ref.Title, "number": r.Ref.Number, "candidates": []string(b.Candidates),
		})
	}
	n := s.node(b.Key)
	if r.Node == n.ID && r.Value == value {
		return
	}
	if r.Value != "" {
		s.nodes[r.Node].count(referenceValue(r.Value), -1)
	}
	if value != "" {
		n.count(referenceValue(value), 1)
	}
	r.Node, r.State, r.Value = n.ID, b.State, value
}

func referenceValue(props string) Value {
	return Value{Type: graph.Document, Priority: referencePriority, Props: props}
}

// settle writes the citations that changed; those that no claim holds any more go.
func (s *session) settle() {
	for _, id := range slices.Sorted(maps.Keys(s.refs)) {
		r := s.refs[id]
		switch {
		case r.Uses == 0:
			if r.Value != "" {
				s.nodes[r.Node].count(referenceValue(r.Value), -1)
			}
			if !r.isNew {
				s.delta.DropReferences = append(s.delta.DropReferences, r.ReferenceRow)
			}
		case r.isNew || r.Uses != r.was.Uses || r.moved() || r.Value != r.was.Value:
			s.delta.References = append(s.delta.References, r.ReferenceRow)
		}
	}
}

// moved tells whether the citation means another node than before.
func (r *refState) moved() bool { return r.Node != r.was.Node }

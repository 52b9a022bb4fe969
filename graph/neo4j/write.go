package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Write applies a difference: what goes first, so that keys are free when what comes is put.
func (t *transaction) Write(_ context.Context, d *identity.Delta) error {
	for _, step := range []func(*identity.Delta) error{
		t.clearFacts, t.dropGraph, t.changeNames,
		t.putSources, t.putRecords, t.putCitations, t.putNodes, t.putEdges, t.putClaims, t.showFirst, t.putCounts,
	} {
		if err := step(d); err != nil {
			return err
		}
	}
	if err := t.send("keep next", map[string]any{"next": t.next}); err != nil {
		return err
	}
	return t.settle()
}

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// idsOf lists what id gives of each.
func idsOf[T any](list []T, id func(T) int64) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = id(v)
	}
	return out
}

// part is a statement with its rows.
type part struct {
	name string
	rows []any
}

func (t *transaction) writeAll(parts ...part) error {
	for _, p := range parts {
		if err := t.write(p.name, p.rows); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) clearFacts(d *identity.Delta) error {
	return t.writeAll(part{"drop facts of sources", anys(d.ClearFacts)}, part{"drop sources", anys(d.DropSources)})
}

func (t *transaction) dropGraph(d *identity.Delta) error {
	byType := map[graph.EdgeType][]any{}
	for _, e := range d.DropEdges {
		byType[e.Type] = append(byType[e.Type], e.Key)
		delete(t.stale, e.Key)
	}
	if err := t.writeTypes("drop edges of ", byType); err != nil {
		return err
	}
	return t.writeAll(part{"drop nodes", idsOf(d.DropNodes, func(n *identity.NodeRow) int64 { return n.ID })},
		part{"drop references", idsOf(d.DropReferences, func(r *identity.ReferenceRow) int64 { return r.ID })},
		part{"drop carriers", keysOf(d.DropCarriers)})
}

// writeTypes runs a statement for each type of edge that has rows, in the order of the schema table.
func (t *transaction) writeTypes(name string, byType map[graph.EdgeType][]any) error {
	for _, s := range graph.Edges {
		if err := t.write(name+string(s.Type), byType[s.Type]); err != nil {
			return err
		}
	}
	return nil
}

func keysOf[V any](m map[int64]V) []any {
	var out []any
	for id := range m {
		out = append(out, id)
	}
	return out
}

// nameRow is a row of Name.
type nameRow struct {
	name  string
	owner int64
}

func (n nameRow) props() map[string]any { return map[string]any{"name": n.name, "owner": n.owner} }

// recordNames lists the rows of Name that a record is found by.
func recordNames(r *identity.RecordRow) (names []nameRow) {
	names = listNames(ofIdentifier, r.ID, r.Keys())
	names = append(names, listNames(planName(identity.PlanItself, ""), r.ID, r.PlanTitles())...)
	return append(names, listNames(planName(identity.PlanAttached, ""), r.ID, r.Companion)...)
}

func listNames(prefix string, owner int64, list []string) []nameRow {
	names := make([]nameRow, len(list))
	for i, n := range prefixed(prefix, list) {
		names[i] = nameRow{n, owner}
	}
	return names
}

// nameSet collects rows of Name, each once.
type nameSet map[nameRow]bool

func (s nameSet) add(names []nameRow) {
	for _, n := range names {
		s[n] = true
	}
}

// rows are those that the other set has not, in the order of names, which is that of the index.
func (s nameSet) rows(without nameSet) []any {
	list := make([]nameRow, 0, len(s))
	for n := range s {
		if !without[n] {
			list = append(list, n)
		}
	}
	slices.SortFunc(list, func(a, b nameRow) int { return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.owner, b.owner)) })
	out := make([]any, len(list))
	for i, n := range list {
		out[i] = n.props()
	}
	return out
}

// changeNames drops and makes the rows of Name. Those of a document that goes on to carry a name stay.
func (t *transaction) changeNames(d *identity.Delta) error {
	gone, come := nameSet{}, nameSet{}
	for _, r := range d.DropRecords {
		gone.add(recordNames(r))
	}
	for _, r := range d.DropReferences {
		gone.add(listNames(ofReference, r.ID, r.Ref.Names))
	}
	for doc, c := range d.DropCarriers {
		gone.add(listNames(ofCarrier, doc, c.Names))
	}
	for _, r := range d.Records {
		come.add(recordNames(r))
	}
	for _, r := range d.References {
		if t.isNew(r.ID) {
			come.add(listNames(ofReference, r.ID, r.Ref.Names))
		}
	}
	for doc, c := range d.Carriers {
		come.add(listNames(ofCarrier, doc, c.Names))
	}
	return t.writeAll(part{"drop names", gone.rows(come)}, part{"create Name", come.rows(gone)})
}

func (t *transaction) putSources(d *identity.Delta) error {
	var freshLines, lines, freshTexts, texts []any
	for _, s := range d.Sources {
		if t.isNew(s.ID) {
			freshLines = append(freshLines, ledgerProps(s))
		} else {
			lines = append(lines, ledgerProps(s))
		}
		if !s.NewText {
			continue
		}
		t.texts[s.ID] = s.Info.Text
		if t.isNew(s.ID) {
			freshTexts = append(freshTexts, textProps(s))
		} else {
			texts = append(texts, textProps(s))
		}
	}
	return t.writeAll(part{"create Ledger", freshLines}, part{"put sources", lines}, part{"create Text", freshTexts}, part{"put texts", texts})
}

func (t *transaction) putRecords(d *identity.Delta) error {
	var rows, links []any
	for _, r := range d.Records {
		rows = append(rows, recordProps(r))
	}
	for _, r := range d.RecordLinks {
		links = append(links, map[string]any{"_id": r.ID, "doc": r.Doc, "speaks": r.Speaks})
	}
	return t.writeAll(part{"create Record", rows}, part{"link records", links})
}

func (t *transaction) putCitations(d *identity.Delta) error {
	var fresh, changed, carriers []any
	for _, r := range d.References {
		if !t.isNew(r.ID) {
			changed = append(changed, map[string]any{"_id": r.ID, "state": blank(r.State), "node": r.Node, "value": blank(r.Value), "uses": r.Uses})
			continue
		}
		props, err := referenceProps(r)
		if err != nil {
			return err
		}
		fresh = append(fresh, props)
	}
	for doc, c := range d.Carriers {
		props, err := carrierProps(doc, c)
		if err != nil {
			return err
		}
		carriers = append(carriers, props)
	}
	return t.writeAll(part{"create Reference", fresh}, part{"put references", changed}, part{"create Carrier", carriers})
}

// putCounts keeps the numbers of nodes and edges by type: the server has them too, but to plan a question for all of
// them takes it longer than to answer a hundred others.
func (t *transaction) putCounts(d *identity.Delta) error {
	var rows []any
	for typ, n := range d.NodeCounts {
		rows = append(rows, map[string]any{"kind": "node", "type": string(typ), "n": n})
	}
	for typ, n := range d.EdgeCounts {
		rows = append(rows, map[string]any{"kind": "edge", "type": string(typ), "n": n})
	}
	return t.write("put counts", rows)
}

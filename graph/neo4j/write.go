package neo4j

import (
	"context"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Write applies a difference: what goes first, so that keys are free when what comes is put.
func (t *transaction) Write(_ context.Context, d *identity.Delta) error {
	for _, step := range []func(*identity.Delta) error{
		t.clearFacts, t.dropGraph, t.dropNames,
		t.putSources, t.putRecords, t.putCitations, t.putNodes, t.putEdges, t.putClaims, t.putNames, t.showFirst, t.putCounts,
	} {
		if err := step(d); err != nil {
			return err
		}
	}
	_, err := t.run(statement("keep next"), map[string]any{"next": t.next})
	return err
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

// namesOf lists the rows of Name that a record, a carrier or a citation has.
func recordNames(r *identity.RecordRow) (names []any) {
	for _, k := range r.Keys() {
		names = append(names, []any{ofIdentifier + k, r.ID})
	}
	for role, titles := range [][]string{identity.PlanItself: r.PlanTitles(), identity.PlanAttached: r.Companion} {
		for _, title := range titles {
			names = append(names, []any{planName(role, title), r.ID})
		}
	}
	return names
}

func listNames(prefix string, owner int64, list []string) (names []any) {
	for _, n := range list {
		names = append(names, []any{prefix + n, owner})
	}
	return names
}

func (t *transaction) dropNames(d *identity.Delta) error {
	var names []any
	for _, r := range d.DropRecords {
		names = append(names, recordNames(r)...)
	}
	for _, r := range d.DropReferences {
		names = append(names, listNames(ofReference, r.ID, r.Ref.Names)...)
	}
	for doc, c := range d.DropCarriers {
		names = append(names, listNames(ofCarrier, doc, c.Names)...)
	}
	return t.write("drop names", names)
}

func (t *transaction) putNames(d *identity.Delta) error {
	var names []any
	for _, r := range d.Records {
		names = append(names, recordNames(r)...)
	}
	for _, r := range d.References {
		names = append(names, listNames(ofReference, r.ID, r.Ref.Names)...)
	}
	for doc, c := range d.Carriers {
		names = append(names, listNames(ofCarrier, doc, c.Names)...)
	}
	return t.write("put names", names)
}

func (t *transaction) putSources(d *identity.Delta) error {
	var lines, texts []any
	for _, s := range d.Sources {
		lines = append(lines, ledgerProps(s))
		if s.NewText {
			t.texts[s.ID] = s.Info.Text
			texts = append(texts, textProps(s))
		}
	}
	return t.writeAll(part{"put sources", lines}, part{"put texts", texts})
}

func (t *transaction) putRecords(d *identity.Delta) error {
	var rows, links []any
	for _, r := range d.Records {
		rows = append(rows, recordProps(r))
	}
	for _, r := range d.RecordLinks {
		links = append(links, map[string]any{"_id": r.ID, "doc": r.Doc, "speaks": r.Speaks})
	}
	return t.writeAll(part{"put records", rows}, part{"link records", links})
}

func (t *transaction) putCitations(d *identity.Delta) error {
	var references, carriers []any
	for _, r := range d.References {
		props, err := referenceProps(r)
		if err != nil {
			return err
		}
		references = append(references, props)
	}
	for doc, c := range d.Carriers {
		props, err := carrierProps(doc, c)
		if err != nil {
			return err
		}
		carriers = append(carriers, props)
	}
	return t.writeAll(part{"put references", references}, part{"put carriers", carriers})
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

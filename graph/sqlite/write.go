package sqlite

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Write applies a difference: what goes first, so that keys are free when what comes is put.
func (t *transaction) Write(_ context.Context, d *identity.Delta) error {
	for _, step := range []func(*identity.Delta) error{
		t.clearFacts, t.dropGraph, t.dropCitations,
		t.putSources, t.putRecords, t.putCitations, t.putNodes, t.putEdges, t.putClaims, t.putCounts,
	} {
		if err := step(d); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) clearFacts(d *identity.Delta) error {
	for _, r := range d.DropRecords {
		for _, k := range r.Keys() {
			if err := t.exec(`DELETE FROM identifier WHERE key = ? AND record = ?`, k, r.ID); err != nil {
				return err
			}
		}
		if err := t.planTitles(r, `DELETE FROM plan_title WHERE title = ? AND role = ? AND record = ?`); err != nil {
			return err
		}
	}
	for _, id := range d.ClearFacts {
		for _, query := range []string{
			`DELETE FROM node_claim WHERE source = ?`, `DELETE FROM edge_claim WHERE source = ?`, `DELETE FROM record WHERE source = ?`,
		} {
			if err := t.exec(query, id); err != nil {
				return err
			}
		}
	}
	for _, id := range d.DropSources {
		if err := t.exec(`DELETE FROM source WHERE id = ?`, id); err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM source_text WHERE source = ?`, id); err != nil {
			return err
		}
	}
	return nil
}

// planTitles runs a statement for each title that the record is or attaches a plan by.
func (t *transaction) planTitles(r *identity.RecordRow, query string) error {
	for role, titles := range [][]string{identity.PlanItself: r.PlanTitles(), identity.PlanAttached: r.Companion} {
		for _, title := range titles {
			if err := t.exec(query, title, role, r.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *transaction) dropGraph(d *identity.Delta) error {
	for _, e := range d.DropEdges {
		if err := t.exec(`DELETE FROM edge WHERE id = ?`, e.ID); err != nil {
			return err
		}
	}
	for _, n := range d.DropNodes {
		if err := t.exec(`DELETE FROM node WHERE id = ?`, n.ID); err != nil {
			return err
		}
		if err := t.dropColumns(n.Type, n.ID); err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM search WHERE rowid = ?`, n.ID); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) dropColumns(typ graph.NodeType, id int64) error {
	return t.exec(`DELETE FROM `+nodeTable(typ)+` WHERE id = ?`, id)
}

func (t *transaction) dropCitations(d *identity.Delta) error {
	for _, r := range d.DropReferences {
		if err := t.exec(`DELETE FROM reference WHERE id = ?`, r.ID); err != nil {
			return err
		}
		for _, n := range r.Ref.Names {
			if err := t.exec(`DELETE FROM refname WHERE name = ? AND reference = ?`, n, r.ID); err != nil {
				return err
			}
		}
	}
	for doc, c := range d.DropCarriers {
		if err := t.exec(`DELETE FROM carrier WHERE doc = ?`, doc); err != nil {
			return err
		}
		for _, n := range c.Names {
			if err := t.exec(`DELETE FROM name WHERE name = ? AND doc = ?`, n, doc); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *transaction) putSources(d *identity.Delta) error {
	for _, s := range d.Sources {
		i := &s.Info
		err := t.exec(`INSERT OR REPLACE INTO source (id, key, dataset, path, root, hash, rules, fact_rules, outcome, error, format, bytes)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			s.ID, i.Key, i.Dataset, i.Path, i.Root, i.Hash, i.RulesVersion, s.FactRules, i.Outcome, i.Error, i.Format, i.Bytes)
		if err != nil {
			return err
		}
		if !s.NewText {
			continue
		}
		if t.texts == nil {
			t.texts = map[int64]string{}
		}
		t.texts[s.ID] = i.Text
		if err := t.exec(`INSERT OR REPLACE INTO source_text VALUES (?, ?)`, s.ID, packText(i.Text)); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) putRecords(d *identity.Delta) error {
	for _, r := range d.Records {
		err := t.exec(`INSERT INTO record (id, source, rid, title, doc, speaks, date, printed, standing, damage, plan, start, stop,
			identifiers, names, companion, props) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			r.ID, r.Source, r.Record.ID, r.Title, r.Doc, r.Speaks, r.Date, r.Printed, r.Standing, r.Damage, r.Plan, r.Start, r.End,
			textList(r.Identifiers), textList(r.Names), textList(r.Companion), r.PropsJSON)
		if err != nil {
			return err
		}
		for _, k := range r.Keys() {
			if err := t.exec(`INSERT INTO identifier VALUES (?, ?)`, k, r.ID); err != nil {
				return err
			}
		}
		if err := t.planTitles(r, `INSERT OR IGNORE INTO plan_title VALUES (?, ?, ?)`); err != nil {
			return err
		}
	}
	for _, r := range d.RecordLinks {
		if err := t.exec(`UPDATE record SET doc = ?, speaks = ? WHERE id = ?`, r.Doc, r.Speaks, r.ID); err != nil {
			return err
		}
	}
	return nil
}

// textList is a list of strings as JSON, never null.
func textList(l []string) string {
	if len(l) == 0 {
		return "[]"
	}
	return jsonOf(l)
}

func (t *transaction) putCitations(d *identity.Delta) error {
	for _, r := range d.References {
		info, err := json.Marshal(r.Ref)
		if err != nil {
			return err
		}
		err = t.exec(`INSERT INTO reference (id, hash, info, state, node, value, uses) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET state = excluded.state, node = excluded.node, value = excluded.value, uses = excluded.uses`,
			r.ID, r.Hash, string(info), r.State, r.Node, r.Value, r.Uses)
		if err != nil {
			return err
		}
		for _, n := range r.Ref.Names {
			if err := t.exec(`INSERT OR IGNORE INTO refname VALUES (?, ?)`, n, r.ID); err != nil {
				return err
			}
		}
	}
	for doc, c := range d.Carriers {
		info, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if err := t.exec(`INSERT INTO carrier VALUES (?, ?)`, doc, string(info)); err != nil {
			return err
		}
		for _, n := range c.Names {
			if err := t.exec(`INSERT INTO name VALUES (?, ?)`, n, doc); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *transaction) putNodes(d *identity.Delta) error {
	bodies, err := t.bodies(d)
	if err != nil {
		return err
	}
	for _, n := range d.NewNodes {
		if err := t.exec(`INSERT INTO node (id, key, type, props, vals) VALUES (?, ?, ?, ?, ?)`, n.ID, n.Key, n.Type, n.Props, identity.EncodeValues(n)); err != nil {
			return err
		}
		if err := t.index(n, bodies[n.ID], true); err != nil {
			return err
		}
	}
	for _, n := range d.Nodes {
		if err := t.exec(`UPDATE node SET type = ?, props = ?, vals = ? WHERE id = ?`, n.Type, n.Props, identity.EncodeValues(n), n.ID); err != nil {
			return err
		}
		if n.WasType != "" {
			if err := t.dropColumns(n.WasType, n.ID); err != nil {
				return err
			}
		}
		if err := t.index(n, bodies[n.ID], false); err != nil {
			return err
		}
	}
	for _, n := range d.NodeValues {
		if err := t.exec(`UPDATE node SET vals = ? WHERE id = ?`, identity.EncodeValues(n), n.ID); err != nil {
			return err
		}
	}
	for _, n := range d.Reindex {
		if err := t.index(n, bodies[n.ID], false); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) putEdges(d *identity.Delta) error {
	for _, e := range d.NewEdges {
		err := t.exec(`INSERT INTO edge (id, key, type, src, dst, props, ord, statements) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			e.ID, e.Key, e.Type, e.From, e.To, e.Props, order(e), e.Statements)
		if err != nil {
			return err
		}
	}
	for _, e := range d.Edges {
		if err := t.exec(`UPDATE edge SET props = ?, ord = ?, statements = ? WHERE id = ?`, e.Props, order(e), e.Statements, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// order is the edge's property order, nil if it has none.
func order(e *identity.EdgeRow) any {
	if !strings.Contains(e.Props, `"order":`) {
		return nil
	}
	props, err := identity.DecodeProps(graph.EdgeSchemaOf(e.Type).Props, e.Props)
	if err != nil {
		return nil
	}
	return props["order"]
}

func (t *transaction) putClaims(d *identity.Delta) error {
	for _, c := range d.NodeClaims {
		err := t.exec(`INSERT INTO node_claim (id, source, record, body, end_record, end_reference, end_key, type, priority, props, node)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.ID, c.Source, null(c.Record), c.Body, null(c.End.Record), null(c.End.Reference), c.End.Key, c.Type, c.Priority, c.Props, null(c.Node))
		if err != nil {
			return err
		}
	}
	for _, c := range d.EdgeClaims {
		err := t.exec(`INSERT INTO edge_claim (id, source, record, body, type, from_record, from_reference, from_key, to_record, to_reference,
			to_key, props, start, stop, quote, rule, confidence, from_text, to_text, seq, edge)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.ID, c.Source, null(c.Record), c.Body, c.Type, null(c.From.Record), null(c.From.Reference), c.From.Key, null(c.To.Record),
			null(c.To.Reference), c.To.Key, c.Props, c.Start, c.End, c.Quote, c.Rule, c.Confidence, c.FromText, c.ToText, c.Seq, null(c.Edge))
		if err != nil {
			return err
		}
	}
	for _, c := range d.NodeLinks {
		if err := t.exec(`UPDATE node_claim SET node = ? WHERE id = ?`, null(c.Node), c.ID); err != nil {
			return err
		}
	}
	for _, c := range d.EdgeLinks {
		if err := t.exec(`UPDATE edge_claim SET edge = ? WHERE id = ?`, null(c.Edge), c.ID); err != nil {
			return err
		}
	}
	return nil
}

// null is an id as a value: NULL for none.
func null(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func (t *transaction) putCounts(d *identity.Delta) error {
	const query = `INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`
	for typ, n := range d.NodeCounts {
		if err := t.exec(query, "node", typ, n); err != nil {
			return err
		}
	}
	for typ, n := range d.EdgeCounts {
		if err := t.exec(query, "edge", typ, n); err != nil {
			return err
		}
	}
	return nil
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Sources gives ledger lines, without texts.
func (t *transaction) Sources(_ context.Context, keys []graph.Key) (map[graph.Key]*identity.SourceRow, error) {
	out := make(map[graph.Key]*identity.SourceRow, len(keys))
	const query = `SELECT s.id, s.key, s.dataset, s.path, s.root, s.hash, s.rules, s.fact_rules, s.outcome, s.error, s.format, s.bytes
		FROM json_each(?) k CROSS JOIN source s ON s.key = k.value`
	err := each(t, query, keys, func(r *sql.Rows) error {
		s := &identity.SourceRow{}
		i := &s.Info
		err := r.Scan(&s.ID, &i.Key, &i.Dataset, &i.Path, &i.Root, &i.Hash, &i.RulesVersion, &s.FactRules, &i.Outcome, &i.Error, &i.Format, &i.Bytes)
		out[i.Key] = s
		return err
	})
	return out, err
}

const recordColumns = `r.id, r.source, s.key, r.rid, r.title, r.doc, r.speaks, r.date, r.printed, r.standing, r.damage, r.plan,
	r.start, r.stop, r.identifiers, r.names, r.companion, r.props`

func recordsBy[K string | int64](t *transaction, from string, list []K) ([]*identity.RecordRow, error) {
	var out []*identity.RecordRow
	query := `SELECT ` + recordColumns + ` FROM json_each(?) k CROSS JOIN ` + from + ` CROSS JOIN source s ON s.id = r.source`
	err := each(t, query, list, func(rows *sql.Rows) error {
		r, err := scanRecordRow(rows)
		out = append(out, r)
		return err
	})
	return out, err
}

func scanRecordRow(rows *sql.Rows) (*identity.RecordRow, error) {
	r := &identity.RecordRow{}
	var identifiers, names, companion string
	err := rows.Scan(&r.ID, &r.Source, &r.SourceKey, &r.Record.ID, &r.Title, &r.Doc, &r.Speaks, &r.Date, &r.Printed, &r.Standing, &r.Damage,
		&r.Plan, &r.Start, &r.End, &identifiers, &names, &companion, &r.PropsJSON)
	if err != nil {
		return nil, err
	}
	for text, list := range map[string]*[]string{identifiers: &r.Identifiers, names: &r.Names, companion: &r.Companion} {
		if err := json.Unmarshal([]byte(text), list); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// RecordsOf gives the records of sources.
func (t *transaction) RecordsOf(_ context.Context, sources []int64) ([]*identity.RecordRow, error) {
	return recordsBy(t, `record r ON r.source = k.value`, sources)
}

// RecordsByID gives records.
func (t *transaction) RecordsByID(_ context.Context, ids []int64) ([]*identity.RecordRow, error) {
	return recordsBy(t, `record r ON r.id = k.value`, ids)
}

// RecordsByKey finds the records that have an identifier with one of these document keys.
func (t *transaction) RecordsByKey(_ context.Context, keys []graph.Key) ([]*identity.RecordRow, error) {
	return recordsBy(t, `identifier i ON i.key = k.value CROSS JOIN record r ON r.id = i.record`, keys)
}

// RecordsByPlan finds plans printed alone, or the notices that attach them, by title.
func (t *transaction) RecordsByPlan(_ context.Context, role int, titles []string) ([]*identity.RecordRow, error) {
	if role == identity.PlanItself {
		return recordsBy(t, `plan_title p ON p.title = k.value AND p.role = 0 CROSS JOIN record r ON r.id = p.record`, titles)
	}
	return recordsBy(t, `plan_title p ON p.title = k.value AND p.role = 1 CROSS JOIN record r ON r.id = p.record`, titles)
}

const nodeClaimColumns = `c.id, c.source, coalesce(c.record, 0), c.body, coalesce(c.end_record, 0), coalesce(c.end_reference, 0), c.end_key,
	c.type, c.priority, c.props, coalesce(c.node, 0)`

func (t *transaction) nodeClaims(on string, ids []int64) ([]*identity.NodeClaimRow, error) {
	var out []*identity.NodeClaimRow
	err := each(t, `SELECT `+nodeClaimColumns+` FROM json_each(?) k CROSS JOIN node_claim c ON `+on, ids, func(r *sql.Rows) error {
		c := &identity.NodeClaimRow{}
		out = append(out, c)
		return r.Scan(&c.ID, &c.Source, &c.Record, &c.Body, &c.End.Record, &c.End.Reference, &c.End.Key, &c.Type, &c.Priority, &c.Props, &c.Node)
	})
	return out, err
}

const edgeClaimColumns = `c.id, c.source, coalesce(c.record, 0), c.body, c.type,
	coalesce(c.from_record, 0), coalesce(c.from_reference, 0), c.from_key, coalesce(c.to_record, 0), coalesce(c.to_reference, 0), c.to_key,
	c.props, c.start, c.stop, c.quote, c.rule, c.from_text, c.to_text, coalesce(c.edge, 0)`

func (t *transaction) edgeClaims(on string, ids []int64) ([]*identity.EdgeClaimRow, error) {
	var out []*identity.EdgeClaimRow
	err := each(t, `SELECT `+edgeClaimColumns+` FROM json_each(?) k CROSS JOIN edge_claim c ON `+on, ids, func(r *sql.Rows) error {
		c := &identity.EdgeClaimRow{}
		out = append(out, c)
		return r.Scan(&c.ID, &c.Source, &c.Record, &c.Body, &c.Type, &c.From.Record, &c.From.Reference, &c.From.Key, &c.To.Record, &c.To.Reference,
			&c.To.Key, &c.Props, &c.Start, &c.End, &c.Quote, &c.Rule, &c.FromText, &c.ToText, &c.Edge)
	})
	return out, err
}

// ClaimsOf gives the claims of sources.
func (t *transaction) ClaimsOf(_ context.Context, sources []int64) ([]*identity.NodeClaimRow, []*identity.EdgeClaimRow, error) {
	nodes, err := t.nodeClaims(`c.source = k.value`, sources)
	if err != nil {
		return nil, nil, err
	}
	edges, err := t.edgeClaims(`c.source = k.value`, sources)
	return nodes, edges, err
}

// ClaimsAt gives the claims that a record makes or that have an end at one of the records or references.
func (t *transaction) ClaimsAt(_ context.Context, records, references []int64) ([]*identity.NodeClaimRow, []*identity.EdgeClaimRow, error) {
	var nodes []*identity.NodeClaimRow
	var edges []*identity.EdgeClaimRow
	for _, q := range []struct {
		on  string
		ids []int64
	}{
		{`c.source = (SELECT source FROM record WHERE id = k.value) AND c.record = k.value`, records},
		{`c.end_record = k.value AND c.end_record IS NOT c.record`, records},
		{`c.end_reference = k.value`, references},
	} {
		more, err := t.nodeClaims(q.on, q.ids)
		if err != nil {
			return nil, nil, err
		}
		nodes = append(nodes, more...)
	}
	for _, q := range []struct {
		on  string
		ids []int64
	}{
		{`c.source = (SELECT source FROM record WHERE id = k.value) AND c.record = k.value`, records},
		{`c.from_record = k.value AND c.from_record IS NOT c.record`, records},
		{`c.to_record = k.value AND c.to_record IS NOT c.record`, records},
		{`c.from_reference = k.value`, references},
		{`c.to_reference = k.value`, references},
	} {
		more, err := t.edgeClaims(q.on, q.ids)
		if err != nil {
			return nil, nil, err
		}
		edges = append(edges, more...)
	}
	return nodes, edges, nil
}

// StatedProps counts the claims of each edge by their props.
func (t *transaction) StatedProps(_ context.Context, edges []int64) (map[int64]map[string]int, error) {
	out := map[int64]map[string]int{}
	const query = `SELECT c.edge, c.props, count(*) FROM json_each(?) k CROSS JOIN edge_claim c ON c.edge = k.value GROUP BY c.edge, c.props`
	err := each(t, query, edges, func(r *sql.Rows) error {
		var edge int64
		var props string
		var n int
		err := r.Scan(&edge, &props, &n)
		if out[edge] == nil {
			out[edge] = map[string]int{}
		}
		out[edge][props] = n
		return err
	})
	return out, err
}

// Carriers gives documents as citations see them, by id.
func (t *transaction) Carriers(_ context.Context, docs []int64) (map[int64]*identity.Candidate, error) {
	return candidates(t, `SELECT c.doc, c.info FROM json_each(?) k CROSS JOIN carrier c ON c.doc = k.value`, docs)
}

// CarriersOf gives the documents that carry one of the names.
func (t *transaction) CarriersOf(_ context.Context, names []string) (map[int64]*identity.Candidate, error) {
	return candidates(t, `SELECT c.doc, c.info FROM carrier c WHERE c.doc IN
		(SELECT n.doc FROM json_each(?) k CROSS JOIN name n ON n.name = k.value)`, names)
}

func candidates[K string | int64](t *transaction, query string, list []K) (map[int64]*identity.Candidate, error) {
	out := map[int64]*identity.Candidate{}
	err := each(t, query, list, func(r *sql.Rows) error {
		var doc int64
		var info []byte
		if err := r.Scan(&doc, &info); err != nil {
			return err
		}
		out[doc] = &identity.Candidate{}
		return json.Unmarshal(info, out[doc])
	})
	return out, err
}

func referencesBy[K string | int64](t *transaction, where string, list []K) ([]*identity.ReferenceRow, error) {
	var out []*identity.ReferenceRow
	query := `SELECT r.id, r.hash, r.info, r.state, r.node, r.value, r.uses FROM reference r WHERE ` + where
	err := each(t, query, list, func(rows *sql.Rows) error {
		r := &identity.ReferenceRow{}
		out = append(out, r)
		var info []byte
		if err := rows.Scan(&r.ID, &r.Hash, &info, &r.State, &r.Node, &r.Value, &r.Uses); err != nil {
			return err
		}
		return json.Unmarshal(info, &r.Ref)
	})
	return out, err
}

// References finds citations by hash.
func (t *transaction) References(_ context.Context, hashes []string) ([]*identity.ReferenceRow, error) {
	return referencesBy(t, `r.hash IN (SELECT value FROM json_each(?))`, hashes)
}

// ReferencesByID gives citations.
func (t *transaction) ReferencesByID(_ context.Context, ids []int64) ([]*identity.ReferenceRow, error) {
	return referencesBy(t, `r.id IN (SELECT value FROM json_each(?))`, ids)
}

// ReferencesByName finds the citations that hold one of the names.
func (t *transaction) ReferencesByName(_ context.Context, names []string) ([]*identity.ReferenceRow, error) {
	return referencesBy(t, `r.id IN (SELECT n.reference FROM json_each(?) k CROSS JOIN refname n ON n.name = k.value)`, names)
}

func nodesBy[K string | int64](t *transaction, on string, list []K) ([]*identity.NodeRow, error) {
	var out []*identity.NodeRow
	query := `SELECT n.id, n.key, n.type, n.props, n.vals FROM json_each(?) k CROSS JOIN node n ON ` + on
	err := each(t, query, list, func(r *sql.Rows) error {
		n := &identity.NodeRow{}
		out = append(out, n)
		var values string
		if err := r.Scan(&n.ID, &n.Key, &n.Type, &n.Props, &values); err != nil {
			return err
		}
		return identity.DecodeValues(n, values)
	})
	return out, err
}

// Nodes gives nodes by key.
func (t *transaction) Nodes(_ context.Context, keys []graph.Key) ([]*identity.NodeRow, error) {
	return nodesBy(t, `n.key = k.value`, keys)
}

// NodesByID gives nodes.
func (t *transaction) NodesByID(_ context.Context, ids []int64) ([]*identity.NodeRow, error) {
	return nodesBy(t, `n.id = k.value`, ids)
}

func edgesBy[K string | int64](t *transaction, on string, list []K) ([]*identity.EdgeRow, error) {
	var out []*identity.EdgeRow
	query := `SELECT e.id, e.key, e.type, e.src, e.dst, e.props, e.statements FROM json_each(?) k CROSS JOIN edge e ON ` + on
	err := each(t, query, list, func(r *sql.Rows) error {
		e := &identity.EdgeRow{}
		out = append(out, e)
		return r.Scan(&e.ID, &e.Key, &e.Type, &e.From, &e.To, &e.Props, &e.Statements)
	})
	return out, err
}

// Edges gives edges by key.
func (t *transaction) Edges(_ context.Context, keys []graph.Key) ([]*identity.EdgeRow, error) {
	return edgesBy(t, `e.key = k.value`, keys)
}

// EdgesByID gives edges.
func (t *transaction) EdgesByID(_ context.Context, ids []int64) ([]*identity.EdgeRow, error) {
	return edgesBy(t, `e.id = k.value`, ids)
}

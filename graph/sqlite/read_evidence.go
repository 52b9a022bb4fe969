package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// claimColumns are what a statement is made of, its key first (the ordinal of the claim in its source): c is the claim, e its edge or nulls. The ends of a claim that is counted
// in no edge (a witness's) are bound here as the engine would bind them.
var claimColumns = `s.key || '#' || c.seq, COALESCE(e.key, ''), c.type, ` + claimEnd("from", "src") + `, ` + claimEnd("to", "dst") + `,
	s.key, COALESCE(r.rid, ''), c.start, c.stop, c.quote, c.rule, s.fact_rules, c.confidence, c.from_text, c.to_text`

func claimEnd(end, column string) string {
	return strings.NewReplacer("END", end, "COLUMN", column).Replace(`COALESCE(
		(SELECT key FROM node WHERE id = e.COLUMN),
		(SELECT n.key FROM record q JOIN node n ON n.id = q.doc WHERE q.id = c.END_record) || c.END_key,
		(SELECT n.key FROM reference q JOIN node n ON n.id = q.node WHERE q.id = c.END_reference), c.END_key)`)
}

func scanStatement(rows *sql.Rows, first ...any) (graph.Statement, error) {
	var s graph.Statement
	err := rows.Scan(append(first, &s.Key, &s.Edge, &s.EdgeType, &s.From, &s.To, &s.Source, &s.Record, &s.Start, &s.End,
		&s.Quote, &s.Rule, &s.RulesVersion, &s.Confidence, &s.FromText, &s.ToText)...)
	return s, err
}

// Statements gives the evidence of edges, by source, then place.
func (r *reader) Statements(ctx context.Context, edges []graph.Key) (map[graph.Key][]graph.Statement, error) {
	out := make(map[graph.Key][]graph.Statement, len(edges))
	if len(edges) == 0 {
		return out, nil
	}
	query := `SELECT ` + claimColumns + `
		FROM (SELECT DISTINCT value FROM json_each(?)) k CROSS JOIN edge e ON e.key = k.value
		CROSS JOIN edge_claim c ON c.edge = e.id CROSS JOIN source s ON s.id = c.source LEFT JOIN record r ON r.id = c.record
		ORDER BY s.key, c.start, c.stop, c.seq`
	err := r.each(ctx, query, []any{jsonOf(edges)}, func(rows *sql.Rows) error {
		s, err := scanStatement(rows)
		out[s.Edge] = append(out[s.Edge], s)
		return err
	})
	return out, err
}

// Facts gives the statements made by the texts of documents: those of the text that speaks, then the witnesses', each
// in order of place.
func (r *reader) Facts(ctx context.Context, documents []graph.Key) (map[graph.Key][]graph.Statement, error) {
	asked, err := r.resolve(ctx, documents)
	if err != nil || len(asked) == 0 {
		return map[graph.Key][]graph.Statement{}, err
	}
	byID := map[int64][]graph.Statement{}
	query := `SELECT r.doc, ` + claimColumns + `
		FROM json_each(?) k CROSS JOIN record r ON r.doc = k.value CROSS JOIN source s ON s.id = r.source
		CROSS JOIN edge_claim c ON c.source = r.source AND c.record = r.id LEFT JOIN edge e ON e.id = c.edge
		ORDER BY r.speaks DESC, s.key, c.start, c.stop, c.seq`
	err = r.each(ctx, query, []any{jsonOf(reading.IDs(asked))}, func(rows *sql.Rows) error {
		var doc int64
		s, err := scanStatement(rows, &doc)
		byID[doc] = append(byID[doc], s)
		return err
	})
	return reading.ByKey(asked, byID), err
}

// Records gives the texts of documents, the one that speaks first.
func (r *reader) Records(ctx context.Context, documents []graph.Key) (map[graph.Key][]graph.RecordInfo, error) {
	asked, err := r.resolve(ctx, documents)
	if err != nil || len(asked) == 0 {
		return map[graph.Key][]graph.RecordInfo{}, err
	}
	byID := map[int64][]graph.RecordInfo{}
	const query = `SELECT r.doc, n.key, s.key, r.speaks, r.rid, r.identifiers, r.names, r.date, r.printed, r.standing, r.damage,
			r.plan, r.start, r.stop, r.companion, r.props
		FROM json_each(?) k CROSS JOIN record r ON r.doc = k.value CROSS JOIN source s ON s.id = r.source
		CROSS JOIN node n ON n.id = r.doc
		ORDER BY r.speaks DESC, r.printed DESC, r.standing, r.damage, s.key, r.rid`
	err = r.each(ctx, query, []any{jsonOf(reading.IDs(asked))}, func(rows *sql.Rows) error {
		doc, info, err := scanRecord(rows)
		byID[doc] = append(byID[doc], info)
		return err
	})
	return reading.ByKey(asked, byID), err
}

func scanRecord(rows *sql.Rows) (doc int64, info graph.RecordInfo, err error) {
	var identifiers, names, companion []byte
	var props string
	if err = rows.Scan(&doc, &info.Document, &info.Source, &info.Speaks, &info.ID, &identifiers, &names, &info.Date,
		&info.Printed, &info.Standing, &info.Damage, &info.Plan, &info.Start, &info.End, &companion, &props); err != nil {
		return doc, info, err
	}
	for _, list := range []struct {
		from []byte
		to   *[]string
	}{{identifiers, &info.Identifiers}, {names, &info.Names}, {companion, &info.Companion}} {
		if err = json.Unmarshal(list.from, list.to); err != nil {
			return doc, info, err
		}
	}
	info.Props, err = decodeProps(graph.NodeSchemaOf(graph.Document).Props, props)
	return doc, info, err
}

// Sources gives ledger lines, with the decoded text if asked. nil keys: all, without texts.
func (r *reader) Sources(ctx context.Context, keys []graph.Key, withText bool) (map[graph.Key]graph.SourceInfo, error) {
	text := "NULL"
	if withText && keys != nil {
		text = "(SELECT text FROM source_text t WHERE t.source = s.id)"
	}
	from, args := "source s", []any(nil)
	if keys != nil {
		from, args = "json_each(?) k CROSS JOIN source s ON s.key = k.value", []any{jsonOf(keys)}
	}
	query := `SELECT s.key, s.dataset, s.path, s.root, s.hash, s.rules, s.outcome, s.error, s.format, s.bytes, ` + text + ` FROM ` + from
	out := map[graph.Key]graph.SourceInfo{}
	err := r.each(ctx, query, args, func(rows *sql.Rows) error {
		var s graph.SourceInfo
		var packed []byte
		err := rows.Scan(&s.Key, &s.Dataset, &s.Path, &s.Root, &s.Hash, &s.RulesVersion, &s.Outcome, &s.Error, &s.Format,
			&s.Bytes, &packed)
		if err == nil && packed != nil {
			s.Text, err = unpackText(packed)
		}
		out[s.Key] = s
		return err
	})
	return out, err
}

// Package sqlitetest shows tests the rows of a store file, so that bookkeeping which stays behind, or does not come along in a
// copy, is seen.
package sqlitetest

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"github.com/policygraph/policygraph/graph"
)

// queries give all rows of the store without its ids.
var queries = map[string]string{
	"values":     `SELECT key, type, props, vals FROM node`,
	"reference":  `SELECT r.hash, r.info, r.state, n.key, r.value, r.uses FROM reference r LEFT JOIN node n ON n.id = r.node`,
	"refname":    `SELECT f.name, r.hash FROM refname f LEFT JOIN reference r ON r.id = f.reference`,
	"carrier":    `SELECT n.key, c.info FROM carrier c LEFT JOIN node n ON n.id = c.doc`,
	"name":       `SELECT m.name, n.key FROM name m LEFT JOIN node n ON n.id = m.doc`,
	"identifier": `SELECT i.key, s.key, r.rid FROM identifier i LEFT JOIN record r ON r.id = i.record LEFT JOIN source s ON s.id = r.source`,
	"plan":       `SELECT p.title, p.role, s.key, r.rid FROM plan_title p LEFT JOIN record r ON r.id = p.record LEFT JOIN source s ON s.id = r.source`,
	"text":       `SELECT s.key, length(t.text) > 0 FROM source_text t LEFT JOIN source s ON s.id = t.source`,
	"ledger":     `SELECT key, hash, rules, fact_rules, outcome FROM source`,
	"node claim": `SELECT s.key, r.rid, c.body, e.rid, f.hash, c.end_key, c.type, c.priority, c.props, n.key FROM node_claim c
		LEFT JOIN source s ON s.id = c.source LEFT JOIN record r ON r.id = c.record LEFT JOIN record e ON e.id = c.end_record
		LEFT JOIN reference f ON f.id = c.end_reference LEFT JOIN node n ON n.id = c.node`,
	"edge claim": `SELECT s.key, r.rid, c.seq, c.type, f.rid, fr.hash, c.from_key, t.rid, tr.hash, c.to_key, c.props, c.quote, e.key FROM edge_claim c
		LEFT JOIN source s ON s.id = c.source LEFT JOIN record r ON r.id = c.record
		LEFT JOIN record f ON f.id = c.from_record LEFT JOIN reference fr ON fr.id = c.from_reference
		LEFT JOIN record t ON t.id = c.to_record LEFT JOIN reference tr ON tr.id = c.to_reference LEFT JOIN edge e ON e.id = c.edge`,
	"edge":   `SELECT e.key, a.key, b.key, e.props, e.ord, e.statements FROM edge e LEFT JOIN node a ON a.id = e.src LEFT JOIN node b ON b.id = e.dst`,
	"counts": `SELECT kind, type, n FROM counts WHERE n <> 0`,
	"words":  `SELECT n.key, v.col, v."offset", v.term FROM temp.words v LEFT JOIN node n ON n.id = v.doc`,
	"schema": `SELECT type, name, sql FROM sqlite_schema`,
}

// Rows gives all rows of the store in a file as lines.
func Rows(ctx context.Context, path string) ([]string, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(30000)")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'search', 'instance')`); err != nil {
		return nil, err
	}
	lines, err := linesOf(ctx, conn, queries)
	if err != nil {
		return nil, err
	}
	columns := map[string]string{}
	for i := range graph.Nodes {
		name := string(graph.Nodes[i].Type)
		table := "node_" + strings.ToLower(name)
		columns["columns "+name] = `SELECT n.key, c.* FROM (SELECT *, id AS hidden FROM ` + table + `) c LEFT JOIN node n ON n.id = c.hidden`
	}
	more, err := linesOf(ctx, conn, columns)
	return append(lines, more...), err
}

func linesOf(ctx context.Context, conn *sql.Conn, queries map[string]string) (lines []string, err error) {
	for name, query := range queries {
		rows, err := conn.QueryContext(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		more, err := rowLines(name, rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		lines = append(lines, more...)
	}
	return lines, nil
}

// rowLines writes rows as lines; columns of ids are left out.
func rowLines(name string, rows *sql.Rows) (lines []string, err error) {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		values := make([]any, len(columns))
		to := make([]any, len(columns))
		for i := range values {
			to[i] = &values[i]
		}
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		for i, c := range columns {
			if c == "id" || c == "hidden" {
				values[i] = nil
			}
		}
		b, err := json.Marshal(values)
		if err != nil {
			return nil, err
		}
		lines = append(lines, "row "+name+" "+string(b))
	}
	return lines, rows.Err()
}

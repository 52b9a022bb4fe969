package sqlite

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// fixture is a real store file whose graph rows are written by hand: a large graph without the texts that would state it.
type fixture struct {
	t     testing.TB
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	ids   map[graph.Key]int64
	edges int
	r     *reader
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; PRAGMA journal_mode = MEMORY;" + baseDDL + schemaDDL()); err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tx.Rollback(); db.Close() })
	return &fixture{t: t, tx: tx, stmts: map[string]*sql.Stmt{}, ids: map[graph.Key]int64{}, r: &reader{tx: tx}}
}

func (f *fixture) exec(query string, args ...any) {
	f.t.Helper()
	st := f.stmts[query]
	if st == nil {
		var err error
		if st, err = f.tx.Prepare(query); err != nil {
			f.t.Fatalf("%s: %v", query, err)
		}
		f.stmts[query] = st
	}
	if _, err := st.Exec(args...); err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
}

// node writes a node; what props say of the body is only indexed.
func (f *fixture) node(key graph.Key, typ graph.NodeType, props graph.Props) {
	f.t.Helper()
	schema := graph.NodeSchemaOf(typ)
	texts := make([][]string, graph.ClassBody+1)
	for _, p := range schema.Props {
		switch v := props[p.Name].(type) {
		case string:
			texts[p.Search] = append(texts[p.Search], v)
		case []string:
			texts[p.Search] = append(texts[p.Search], v...)
		}
	}
	kept := graph.Props{}
	for name, v := range props {
		if name != "body" {
			kept[name] = v
		}
	}
	id := int64(len(f.ids) + 1)
	f.ids[key] = id
	f.exec("INSERT INTO node VALUES (?, ?, ?, ?, '[]')", id, key, string(typ), identity.EncodeProps(kept))
	columns, args := "id, key", []any{id, key}
	for _, p := range nodeColumns(schema) {
		if v, ok := kept[p.Name]; ok {
			columns += fmt.Sprintf(", %q", p.Name)
			args = append(args, v)
		}
	}
	f.exec(fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", nodeTable(typ), columns, strings.Repeat(", ?", len(args))[2:]), args...)
	f.exec("INSERT INTO search(rowid, type, number, title, heading, body) VALUES (?, ?, ?, ?, ?, ?)", id, graph.TypeToken(typ),
		graph.IndexText(texts[1], 1), graph.IndexText(texts[2], 2), graph.IndexText(texts[3], 3), graph.IndexText(texts[4], 4))
	f.exec("INSERT INTO counts VALUES ('node', ?, 1) ON CONFLICT DO UPDATE SET n = n + 1", string(typ))
}

// edge writes an edge.
func (f *fixture) edge(typ graph.EdgeType, from, to graph.Key, props graph.Props) {
	f.t.Helper()
	f.edges++
	f.exec("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, 1)", f.edges, fmt.Sprint("edge:", f.edges), string(typ), f.ids[from], f.ids[to],
		identity.EncodeProps(props), props["order"])
	f.exec("INSERT INTO counts VALUES ('edge', ?, 1) ON CONFLICT DO UPDATE SET n = n + 1", string(typ))
}

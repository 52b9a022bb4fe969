package neo4j

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Import is a folder of CSV files that `neo4j-admin database import full` makes a store of, with all bookkeeping, and the
// script that calls it. Constraints and indexes are no part of an import: the imported store asks for policygraph migrate.
type Import struct {
	dir    string
	ids    identity.Renumbering
	tables map[string]*table // by kind or type, and what is unlike the rest
	order  []*table
	widest int // characters of the longest value
}

var _ identity.Filler = (*Import)(nil)

// ImportScript is the name of the script in the folder.
const ImportScript = "import.sh"

// NewImport makes the folder, which must be new or empty.
func NewImport(dir string) (*Import, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("%s holds %s and more: %w", dir, there[0].Name(), graph.ErrInUse)
	}
	return &Import{dir: dir, tables: map[string]*table{}}, nil
}

// Begin writes the version node, which says that the store was imported.
func (m *Import) Begin(_ context.Context, e identity.Extent) error {
	ids, next := e.Renumber()
	m.ids = ids
	return m.node("Schema", laidNode{[]string{"Schema"}, map[string]any{
		"name": "policygraph", "version": version, "state": imported, "turn": 0, "next": next,
	}})
}

// Put writes a part.
func (m *Import) Put(_ context.Context, p *identity.Part) error {
	m.ids.Apply(p)
	l, err := lay(p)
	if err != nil {
		return err
	}
	for _, kind := range kinds() {
		for _, n := range l.nodes[kind] {
			if err := m.node(kind, n); err != nil {
				return err
			}
		}
	}
	for i := range graph.Edges {
		typ := graph.Edges[i].Type
		for _, e := range l.edges[typ] {
			if err := m.edge(typ, e); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *Import) node(kind string, n laidNode) error {
	columns := nodeColumns(kind)
	cells, err := cellsOf(columns, n.props, &m.widest)
	if err != nil {
		return fmt.Errorf("%s %v: %w", kind, n.props["key"], err)
	}
	labels := quoted(strings.Join(n.labels, arrayMark))
	return m.row(kind, "--nodes=", []string{":LABEL"}, []string{labels}, columns, cells)
}

func (m *Import) edge(typ graph.EdgeType, e laidEdge) error {
	columns := edgeColumns(typ)
	cells, err := cellsOf(columns, e.props, &m.widest)
	if err != nil {
		return fmt.Errorf("edge %v: %w", e.props["key"], err)
	}
	return m.row(string(typ), "--relationships="+string(typ)+"=", []string{":START_ID(Entity)", ":END_ID(Entity)"},
		[]string{quoted(e.fromKey), quoted(e.toKey)}, columns, cells)
}

// row writes a row into the table of its kind, or, where a value is of another type than the schema table's (a misprinted date
// is a text), into one beside it with a header of its own.
func (m *Import) row(kind, option string, fixed, values []string, columns []column, cells *cells) error {
	name := kind + cells.unlike
	t := m.tables[name]
	if t == nil {
		file := kind + ".csv"
		if cells.unlike != "" {
			file = fmt.Sprintf("%s-%d.csv", kind, len(m.order))
		}
		// The calendar releases refuse the name of a file that names no folder.
		t = &table{option: option + "./" + file, file: filepath.Join(m.dir, file)}
		if err := t.begin(append(fixed, headers(columns, cells)...)); err != nil {
			return err
		}
		m.tables[name], m.order = t, append(m.order, t)
	}
	return t.write(append(values, cells.list...))
}

// Finish writes the script, without which the folder is not whole.
func (m *Import) Finish(context.Context) error {
	for _, t := range m.order {
		if err := t.close(); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(m.dir, ImportScript), []byte(m.script()), 0o755)
}

// Close closes the files of an import that was given up.
func (m *Import) Close() error {
	for _, t := range m.order {
		_ = t.close() // the error that counts is the one that ended it
	}
	return nil
}

// readBuffer is the longest value that neo4j-admin takes, in characters; it is told of longer ones.
const readBuffer = 4 << 20

func (m *Import) script() string {
	var b strings.Builder
	b.WriteString(`#!/bin/sh
# Makes a Neo4j database of the files in this folder. The server must be stopped.
#   import.sh [DATABASE [OPTION of neo4j-admin...]]      e.g. import.sh neo4j --overwrite-destination=true
# NEO4J_ADMIN names neo4j-admin where it is not on the PATH. Afterwards, with the server started:
#   policygraph migrate --store bolt://HOST:PORT         makes the constraints and indexes
set -eu
database=${1:-neo4j}
[ $# -eq 0 ] || shift
cd "$(dirname "$0")"
exec "${NEO4J_ADMIN:-neo4j-admin}" database import full "$database" --id-type=string --multiline-fields=true \
  --array-delimiter='` + arrayOption + `' --bad-tolerance=0 --report-file=./import.report`)
	if m.widest > readBuffer/2 {
		fmt.Fprintf(&b, " --read-buffer-size=%dm", 2*m.widest>>20+1)
	}
	for _, t := range m.order {
		b.WriteString(" \\\n  " + t.option)
	}
	b.WriteString(" \"$@\"\n")
	return b.String()
}

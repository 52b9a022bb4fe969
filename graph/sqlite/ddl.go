package sqlite

import (
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// applicationID marks a file as ours in its header ("PGph"), so that another program's database is refused.
const applicationID = 0x50477068

// baseDDL makes the tables whose shape does not depend on the schema table. Inside the store rows have integer
// ids; keys are the strings that leave it. JSON is canonical: sorted names, no blanks.
const baseDDL = `
CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT;

-- The ledger: one row a source. rules and hash are of the last attempt, fact_rules of the facts that stand.
CREATE TABLE source (
	id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, path TEXT NOT NULL, root TEXT NOT NULL,
	hash TEXT NOT NULL, rules TEXT NOT NULL, fact_rules TEXT NOT NULL, outcome TEXT NOT NULL, error TEXT NOT NULL,
	format TEXT NOT NULL, bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX source_dataset ON source(dataset, path);
CREATE TABLE source_text (source INTEGER PRIMARY KEY, text BLOB NOT NULL) STRICT; -- zstd

-- A record is a document as one source prints or lists it; doc is the node it is joined in.
CREATE TABLE record (
	id INTEGER PRIMARY KEY, source INTEGER NOT NULL, rid TEXT NOT NULL, title TEXT NOT NULL, doc INTEGER NOT NULL, speaks INTEGER NOT NULL,
	date TEXT NOT NULL, printed INTEGER NOT NULL, standing INTEGER NOT NULL, damage INTEGER NOT NULL, plan INTEGER NOT NULL,
	start INTEGER NOT NULL, stop INTEGER NOT NULL,
	identifiers TEXT NOT NULL, names TEXT NOT NULL, companion TEXT NOT NULL, -- JSON lists
	props TEXT NOT NULL,
	UNIQUE (source, rid)
) STRICT;
CREATE INDEX record_doc ON record(doc);
-- key is the document key that the identifier would give: current keys and former ones (aliases) are found here.
CREATE TABLE identifier (key TEXT NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (key, record)) STRICT, WITHOUT ROWID;
-- Titles of plans printed alone (role 0) and of plans that notices attach (role 1).
CREATE TABLE plan_title (title TEXT NOT NULL, role INTEGER NOT NULL, record INTEGER NOT NULL,
	PRIMARY KEY (title, role, record)) STRICT, WITHOUT ROWID;

-- What citations can bind to: documents by the names they carry. info is an identity.Candidate as JSON.
CREATE TABLE carrier (doc INTEGER PRIMARY KEY, info TEXT NOT NULL) STRICT;
CREATE TABLE name (name TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (name, doc)) STRICT, WITHOUT ROWID;

-- Citations as read, one row for equal ones; node is what they bind to, uses the claims that hold them.
CREATE TABLE reference (
	id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, info TEXT NOT NULL, -- a graph.Reference as JSON
	state TEXT NOT NULL, node INTEGER NOT NULL, value TEXT NOT NULL, uses INTEGER NOT NULL -- value: props it gives a stub
) STRICT;
CREATE TABLE refname (name TEXT NOT NULL, reference INTEGER NOT NULL, PRIMARY KEY (name, reference)) STRICT, WITHOUT ROWID;

-- Claims as stated, their ends late bound: a record with a suffix, a reference, or a key. node and edge are what they
-- are counted in now; NULL: the record does not speak, or the edge would lead to itself.
CREATE TABLE node_claim (
	id INTEGER PRIMARY KEY, source INTEGER NOT NULL, record INTEGER, body INTEGER NOT NULL,
	end_record INTEGER, end_reference INTEGER, end_key TEXT NOT NULL,
	type TEXT NOT NULL, priority INTEGER NOT NULL, props TEXT NOT NULL, node INTEGER
) STRICT;
CREATE INDEX node_claim_source ON node_claim(source, record);
CREATE INDEX node_claim_end ON node_claim(end_record) WHERE end_record IS NOT NULL AND end_record IS NOT record;
CREATE INDEX node_claim_reference ON node_claim(end_reference) WHERE end_reference IS NOT NULL;
CREATE TABLE edge_claim (
	id INTEGER PRIMARY KEY, source INTEGER NOT NULL, record INTEGER, body INTEGER NOT NULL, type TEXT NOT NULL,
	from_record INTEGER, from_reference INTEGER, from_key TEXT NOT NULL,
	to_record INTEGER, to_reference INTEGER, to_key TEXT NOT NULL,
	props TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL,
	confidence REAL NOT NULL, from_text TEXT NOT NULL, to_text TEXT NOT NULL, seq INTEGER NOT NULL, edge INTEGER -- seq: ordinal in the source
) STRICT;
CREATE INDEX edge_claim_source ON edge_claim(source, record);
CREATE INDEX edge_claim_edge ON edge_claim(edge) WHERE edge IS NOT NULL;
CREATE INDEX edge_claim_from ON edge_claim(from_record) WHERE from_record IS NOT NULL AND from_record IS NOT record;
CREATE INDEX edge_claim_to ON edge_claim(to_record) WHERE to_record IS NOT NULL AND to_record IS NOT record;
CREATE INDEX edge_claim_from_reference ON edge_claim(from_reference) WHERE from_reference IS NOT NULL;
CREATE INDEX edge_claim_to_reference ON edge_claim(to_reference) WHERE to_reference IS NOT NULL;

-- The graph: what the claims say together. vals are the claimed values that props was merged from.
CREATE TABLE node (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, type TEXT NOT NULL, props TEXT NOT NULL, vals TEXT NOT NULL) STRICT;
CREATE TABLE edge (
	id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, type TEXT NOT NULL, src INTEGER NOT NULL, dst INTEGER NOT NULL,
	props TEXT NOT NULL, ord INTEGER, -- ord is the property order, if any
	statements INTEGER NOT NULL
) STRICT;
CREATE INDEX edge_out ON edge(src, type, dst);
CREATE INDEX edge_in ON edge(dst, type, src);
CREATE TABLE counts (kind TEXT NOT NULL, type TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, type)) STRICT, WITHOUT ROWID; -- kind: node, edge

-- rowid is the node's id. The columns hold tokens made by graph.IndexText and graph.TypeToken; the tokenizer only parts at blanks. One character is
-- searched as the prefix of tokens: without its index 的 takes a second on 5,000 texts; it makes the file a quarter larger.
CREATE VIRTUAL TABLE search USING fts5(type, number, title, heading, body, content='', contentless_delete=1, tokenize='ascii', prefix='1');
`

// nodeTable names the table of the columns that nodes of a type are filtered and sorted by.
func nodeTable(t graph.NodeType) string { return "node_" + strings.ToLower(string(t)) }

// nodeColumns are the properties of a type that have a column in nodeTable, in the order of the schema table.
func nodeColumns(s *graph.NodeSchema) []graph.Prop {
	var cols []graph.Prop
	for _, p := range s.Props {
		if (p.Index || p.Sort) && p.Type != graph.TextList {
			cols = append(cols, p)
		}
	}
	return cols
}

// schemaDDL makes a table for each node type: id, key and the columns of nodeColumns, each column with an index (column, key).
// Columns that are only filtered by leave nulls out of theirs.
func schemaDDL() string {
	var b strings.Builder
	for i := range graph.Nodes {
		s := &graph.Nodes[i]
		table := nodeTable(s.Type)
		fmt.Fprintf(&b, "CREATE TABLE %s (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE", table)
		for _, p := range nodeColumns(s) {
			fmt.Fprintf(&b, ", %q %s", p.Name, columnType(p.Type))
		}
		b.WriteString(") STRICT;\n")
		for _, p := range nodeColumns(s) {
			fmt.Fprintf(&b, "CREATE INDEX %s_%s ON %s(%q, key)", table, p.Name, table, p.Name)
			if !p.Sort {
				fmt.Fprintf(&b, " WHERE %q IS NOT NULL", p.Name)
			}
			b.WriteString(";\n")
		}
	}
	return b.String()
}

func columnType(t graph.PropType) string {
	switch t {
	case graph.Int, graph.Bool:
		return "INTEGER"
	case graph.Float:
		return "REAL"
	}
	return "TEXT"
}

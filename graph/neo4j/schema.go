package neo4j

import (
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// bookkeeping lists what is unique and what is looked up among the bookkeeping labels.
var (
	bookkeepingKeys = [][2]string{
		{"Schema", "name"}, {"Entity", "key"}, {"Entity", "_id"}, {"Ledger", "key"}, {"Ledger", "_id"}, {"Text", "source"},
		{"Record", "_id"}, {"Claim", "_id"}, {"Statement", "key"}, {"Statement", "_id"},
		{"Reference", "_id"}, {"Reference", "hash"}, {"Carrier", "doc"}, {"Words", "node"},
	}
	bookkeepingIndexes = [][2]string{
		{"Record", "source"}, {"Record", "doc"},
		{"Claim", "source"}, {"Claim", "record"}, {"Claim", "alien"}, {"Claim", "endReference"},
		{"Statement", "edge"}, {"Statement", "_source"}, {"Statement", "_record"}, {"Statement", "_fromAlien"}, {"Statement", "_toAlien"},
		{"Statement", "_fromReference"}, {"Statement", "_toReference"},
	}
)

// schemaStatements makes the constraints and indexes of the schema table. All names are the table's.
func schemaStatements() []string { return append(constraintStatements(), indexStatements()...) }

func constraintStatements() (out []string) {
	for _, k := range bookkeepingKeys {
		out = append(out, unique(k[0], k[1]))
	}
	out = append(out, "CREATE CONSTRAINT pg_name IF NOT EXISTS FOR (n:Name) REQUIRE (n.name, n.owner) IS UNIQUE")
	out = append(out, "CREATE CONSTRAINT pg_count IF NOT EXISTS FOR (n:Count) REQUIRE (n.kind, n.type) IS UNIQUE")
	for _, s := range graph.Edges {
		out = append(out, fmt.Sprintf("CREATE CONSTRAINT pg_%s_key IF NOT EXISTS FOR ()-[r:%s]-() REQUIRE r.key IS UNIQUE", strings.ToLower(string(s.Type)), s.Type))
	}
	return out
}

func indexStatements() (out []string) {
	for _, k := range bookkeepingIndexes {
		out = append(out, index(k[0], k[1]))
	}
	for i := range graph.Nodes {
		out = append(out, nodeIndexes(&graph.Nodes[i])...)
	}
	return append(out, statement("word index"))
}

// nodeIndexes are those of the nodes of one type. Each ends with the key, and so holds what shares a value in the order of
// lists; what has no value of a property that lists are ordered by is in an index of its mark.
func nodeIndexes(s *graph.NodeSchema) []string {
	out := []string{index(string(s.Type), "key")}
	for _, p := range s.Props {
		if indexed(&p) {
			out = append(out, index(string(s.Type), p.Name, "key"))
		}
		if p.Sort {
			out = append(out, index(string(s.Type), nullMark(p.Name), "key"))
		}
	}
	return out
}

func indexed(p *graph.Prop) bool { return (p.Index || p.Sort) && p.Type != graph.TextList }

// formerIndexes drops the indexes of version 1, which had no key.
func formerIndexes() (out []string) {
	for i := range graph.Nodes {
		s := &graph.Nodes[i]
		for _, p := range s.Props {
			if indexed(&p) {
				out = append(out, fmt.Sprintf("DROP INDEX pg_%s_%s IF EXISTS", strings.ToLower(string(s.Type)), p.Name))
			}
		}
	}
	return out
}

// markNulls marks what lacks a value that lists are ordered by, as nodeRow does.
func markNulls() (out []string) {
	for i := range graph.Nodes {
		s := &graph.Nodes[i]
		var sets []string
		for _, p := range s.Props {
			if p.Sort {
				sets = append(sets, fmt.Sprintf("n.`%s` = CASE WHEN n.`%s` IS NULL THEN true END", nullMark(p.Name), p.Name))
			}
		}
		if len(sets) > 0 {
			out = append(out, fmt.Sprintf("MATCH (n:%s) CALL (n) { SET %s } IN TRANSACTIONS", s.Type, strings.Join(sets, ", ")))
		}
	}
	return out
}

func unique(label, prop string) string {
	return fmt.Sprintf("CREATE CONSTRAINT pg_%s_%s IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE", strings.ToLower(label), prop, label, prop)
}

func index(label string, props ...string) string {
	return fmt.Sprintf("CREATE INDEX pg_%s_%s IF NOT EXISTS FOR (n:%s) ON (n.%s)", strings.ToLower(label), strings.Join(props, "_"), label,
		strings.Join(props, ", n."))
}

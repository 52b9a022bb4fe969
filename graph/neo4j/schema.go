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
func schemaStatements() []string {
	var out []string
	for _, k := range bookkeepingKeys {
		out = append(out, unique(k[0], k[1]))
	}
	out = append(out, "CREATE CONSTRAINT pg_name IF NOT EXISTS FOR (n:Name) REQUIRE (n.name, n.owner) IS UNIQUE")
	out = append(out, "CREATE CONSTRAINT pg_count IF NOT EXISTS FOR (n:Count) REQUIRE (n.kind, n.type) IS UNIQUE")
	for _, k := range bookkeepingIndexes {
		out = append(out, index(k[0], k[1]))
	}
	for i := range graph.Nodes {
		s := &graph.Nodes[i]
		for _, p := range s.Props {
			if (p.Index || p.Sort) && p.Type != graph.TextList {
				out = append(out, index(string(s.Type), p.Name))
			}
		}
	}
	for _, s := range graph.Edges {
		out = append(out, fmt.Sprintf("CREATE CONSTRAINT pg_%s_key IF NOT EXISTS FOR ()-[r:%s]-() REQUIRE r.key IS UNIQUE", strings.ToLower(string(s.Type)), s.Type))
	}
	return append(out, statement("word index"))
}

func unique(label, prop string) string {
	return fmt.Sprintf("CREATE CONSTRAINT pg_%s_%s IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE", strings.ToLower(label), prop, label, prop)
}

func index(label, prop string) string {
	return fmt.Sprintf("CREATE INDEX pg_%s_%s IF NOT EXISTS FOR (n:%s) ON (n.%s)", strings.ToLower(label), prop, label, prop)
}

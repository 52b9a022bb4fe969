package neo4j

import (
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
)

// What a change looks up for lists of keys and ids it finds by an index, also when the plan was made while the database was
// empty, as that of a new store is, and stays: a scan would make every change as slow as the store is large.
func TestChangesScanNothing(t *testing.T) {
	s := newShelf(t)
	if err := s.empty(); err != nil {
		t.Fatal(err)
	}
	looked := 0
	for name, query := range statements {
		typ := name[strings.LastIndex(name, " ")+1:]
		if !strings.Contains(query, "UNWIND $") || !strings.Contains(query, "MATCH") && !strings.Contains(query, "MERGE") ||
			graph.EdgeSchemaOf(graph.EdgeType(typ)) != nil && typ != string(graph.Repeals) { // the types are all alike
			continue
		}
		result, err := neo4j.ExecuteQuery(t.Context(), s.driver, "EXPLAIN "+query, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		looked++
		for _, op := range operators(result.Summary.Plan()) {
			if strings.Contains(op, "Scan") {
				t.Errorf("%s: %s", name, op)
			}
		}
	}
	if looked < 40 {
		t.Errorf("only %d statements looked at", looked)
	}
}

// operators lists the operators of a plan.
func operators(p neo4j.Plan) []string {
	list := []string{p.Operator()}
	for _, c := range p.Children() {
		list = append(list, operators(c)...)
	}
	return list
}

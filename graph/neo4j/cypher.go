package neo4j

import (
	"embed"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

//go:embed cypher/*.cypher
var files embed.FS

// statements are the fixed statements by name. Those that speak of one type of edge are there once for each (named
// "… of REPEALS"), because a relationship type cannot be a parameter of MATCH and its index be used.
var statements = readStatements()

const typeMark = "TYPE"

func readStatements() map[string]string {
	out := map[string]string{}
	entries, err := files.ReadDir("cypher")
	if err != nil {
		panic(err) // embedded: cannot be
	}
	for _, e := range entries {
		text, err := files.ReadFile("cypher/" + e.Name())
		if err != nil {
			panic(err)
		}
		for _, section := range strings.Split(string(text), "//= ")[1:] {
			name, body, _ := strings.Cut(section, "\n")
			addStatement(out, strings.TrimSpace(name), strings.TrimSpace(body))
		}
	}
	return out
}

func addStatement(out map[string]string, name, body string) {
	if strings.HasSuffix(name, kindMark) {
		addCreations(out, name, body)
		return
	}
	if !strings.HasSuffix(name, typeMark) {
		out[name] = body
		return
	}
	for _, s := range graph.Edges {
		t := string(s.Type)
		full := strings.TrimSuffix(name, typeMark) + t
		out[full] = strings.ReplaceAll(body, ":"+typeMark, ":"+t)
		addEdgeCreation(out, full, s.Type)
	}
}

// statement gives a fixed statement; a name that is not there is a defect.
func statement(name string) string {
	s, ok := statements[name]
	if !ok {
		panic("neo4j: no statement " + name)
	}
	return s
}

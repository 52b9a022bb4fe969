package main

import (
	"encoding/json"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/policygraph/policygraph/"

// allowed holds which of our packages each package may import: the flow of extract is its import order,
// extract and gql never meet, graph imports nothing of ours, nothing imports cmd.
var allowed = map[string][]string{
	"config":                  {},
	"extract/fact":            {},
	"extract/format":          {},
	"extract/text":            {},
	"extract/authority":       {"extract/text"},
	"extract/policy":          {"extract/fact", "extract/text", "extract/authority"},
	"extract/mention":         {"extract/fact", "extract/text", "extract/authority"},
	"extract/rule":            {"extract/fact", "extract/text", "extract/authority", "extract/policy", "extract/mention"},
	"extract":                 {"extract/fact", "extract/format", "extract/text", "extract/policy", "extract/rule"},
	"extract/eval":            {},
	"graph":                   {},
	"graph/identity":          {"graph"},
	"graph/resolve":           {"graph", "extract", "extract/fact", "extract/policy", "extract/authority"},
	"graph/reading":           {"graph", "graph/identity"},
	"graph/sqlite":            {"graph", "graph/identity", "graph/reading"},
	"graph/sqlite/sqlitetest": {"graph"},
	"graph/neo4j":             {"graph", "graph/identity", "graph/reading"},
	"graph/neo4j/neo4jtest":   {},
	"graph/register":          {"graph", "graph/identity"},
	"graph/graphtest":         {"graph", "graph/register"},
	"graph/export":            {"graph"},
	"gql":                     {"graph", "graph/register", "gql/execute", "gql/guard"},
	"gql/execute":             {},
	"gql/npmtest":             {},
	"gql/peer":                {},
	"gql/guard":               {},
	"cmd/policygraph":         {"config", "extract", "extract/eval", "extract/fact", "extract/format", "extract/rule", "graph", "graph/export", "graph/identity", "graph/neo4j", "graph/register", "graph/resolve", "graph/sqlite", "gql", "gql/guard"},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	d := json.NewDecoder(strings.NewReader(string(out)))
	for d.More() {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		may, ok := allowed[name]
		if !ok {
			t.Errorf("package %s is not in the table: say what it may import", name)
			continue
		}
		for _, i := range p.Imports {
			if ours, found := strings.CutPrefix(i, module); found && !slices.Contains(may, ours) {
				t.Errorf("%s imports %s; the table allows %v", name, ours, may)
			}
		}
	}
}

// The top-level folders are the agreed five.
func TestFolders(t *testing.T) {
	out, err := exec.Command("git", "-C", "../..", "ls-files").Output()
	if err != nil {
		t.Skip("not a git checkout")
	}
	for _, f := range strings.Fields(string(out)) {
		top, _, nested := strings.Cut(f, "/")
		if nested && !strings.HasPrefix(top, ".") && !slices.Contains([]string{"extract", "graph", "gql", "cmd", "config"}, top) {
			t.Errorf("%s lies outside the agreed folders", path.Clean(f))
		}
	}
}

package graphtest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

//go:embed testdata/frozen.json
var frozen []byte

// Frozen gives the sources that stores of former versions were filled with before they were put beside the tests of
// migrations. They never change, whatever becomes of World and Odd.
func Frozen(t testing.TB) []graph.ChangeSet {
	t.Helper()
	var sets []graph.ChangeSet
	d := json.NewDecoder(bytes.NewReader(frozen))
	d.UseNumber()
	if err := d.Decode(&sets); err != nil {
		t.Fatal(err)
	}
	for i := range sets {
		for j := range sets[i].Records {
			plain(t, sets[i].Records[j].Props)
		}
		for j := range sets[i].Nodes {
			plain(t, sets[i].Nodes[j].Props)
		}
		for j := range sets[i].Edges {
			plain(t, sets[i].Edges[j].Props)
		}
	}
	return sets
}

// plain gives values the types of the schema table again: numbers with a fraction are Float, lists are texts.
func plain(t testing.TB, props graph.Props) {
	t.Helper()
	for name, v := range props {
		var err error
		switch v := v.(type) {
		case json.Number:
			if strings.ContainsAny(v.String(), ".eE") {
				props[name], err = v.Float64()
			} else {
				props[name], err = v.Int64()
			}
		case []any:
			list := make([]string, len(v))
			for i := range v {
				list[i], _ = v[i].(string)
			}
			props[name] = list
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

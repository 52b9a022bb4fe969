package sqlite

import (
	"math"
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// What identity writes is read back alike.
func FuzzDecodeProps(f *testing.F) {
	f.Add("题\"\\\n\x01", int64(7), 0.5, true, "a,]}", "")
	f.Fuzz(func(t *testing.T, text string, n int64, x float64, b bool, one, two string) {
		if !utf8.ValidString(text) || !utf8.ValidString(one) || !utf8.ValidString(two) || text == "" || math.IsNaN(x) || math.IsInf(x, 0) {
			return
		}
		schema := []graph.Prop{{Name: "text"}, {Name: "n", Type: graph.Int}, {Name: "x", Type: graph.Float}, {Name: "b", Type: graph.Bool},
			{Name: "list", Type: graph.TextList}}
		props := graph.Props{"text": text, "n": n, "x": x, "b": b, "list": []string{one, two}, "other": []string{text}, "more": one + "x"}
		s := identity.EncodeProps(props)
		delete(props, "other")
		delete(props, "more")
		if got, err := decodeProps(schema, s); err != nil || !reflect.DeepEqual(got, props) {
			t.Errorf("%s came back as %v, %v", s, got, err)
		}
		for i := range s {
			if got, err := decodeProps(schema, s[:i]); err == nil {
				t.Errorf("%s, cut to %s, gave %v", s, s[:i], got)
			}
		}
		if _, err := decodeProps(schema, text); err != nil && text == "{}" {
			t.Error(err)
		}
	})
}

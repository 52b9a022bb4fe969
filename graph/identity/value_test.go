package identity

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func TestPropsSurvive(t *testing.T) {
	schema := []graph.Prop{{Name: "a"}, {Name: "b", Type: graph.Int}, {Name: "c", Type: graph.Float}, {Name: "d", Type: graph.Bool},
		{Name: "e", Type: graph.TextList}, {Name: "f", Type: graph.Date}}
	props := graph.Props{"a": "《甲》\n\"乙\"\\\t\x01", "b": int64(-1 << 60), "c": 0.25, "d": false, "e": []string{"一", "", "一"}, "f": "2021-02-03"}
	text := EncodeProps(props)
	got, err := DecodeProps(schema, text)
	if err != nil || !reflect.DeepEqual(got, props) {
		t.Errorf("%s: %v, %v", text, got, err)
	}
	if got := EncodeProps(graph.Props{"a": "", "e": []string{}, "x": nil}); got != "{}" {
		t.Errorf("what is unknown is written: %s", got)
	}
}

func FuzzPropsSurvive(f *testing.F) {
	f.Add("河道\x00", "\"")
	f.Fuzz(func(t *testing.T, a, b string) {
		schema := []graph.Prop{{Name: "a"}, {Name: "e", Type: graph.TextList}}
		first := EncodeProps(graph.Props{"a": a, "e": []string{a, b}})
		props, err := DecodeProps(schema, first)
		if err != nil {
			t.Fatalf("%q: %v", first, err)
		}
		if again := EncodeProps(props); again != first {
			t.Errorf("%q becomes %q", first, again)
		}
	})
}

func TestMerge(t *testing.T) {
	v := func(priority int, p graph.Props) Value {
		return Value{Type: graph.Unit, Priority: priority, Props: EncodeProps(p)}
	}
	values := []Value{
		v(0, graph.Props{"name": "乙", "aliases": []string{"市局", "局"}}),
		v(0, graph.Props{"name": "甲", "region": "临江市"}),
		v(1, graph.Props{"name": "丙", "kind": "局", "aliases": []string{"局", "本局"}}),
		{Type: graph.Unit, Priority: edgePriority, Props: "{}"},
	}
	var n NodeRow
	for _, i := range rand.Perm(len(values)) {
		n.count(values[i], 1)
		n.count(values[i], 2)
	}
	n.merge()
	// Of equal priority the first in the order of spelling holds, gaps are filled, lists united.
	want := EncodeProps(graph.Props{"name": "乙", "aliases": []string{"市局", "局", "本局"}, "region": "临江市", "kind": "局"})
	if n.Props != want || n.Type != graph.Unit {
		t.Errorf("merged %s, want %s", n.Props, want)
	}
	for _, val := range values {
		n.count(val, -3)
	}
	if len(n.Values) != 0 {
		t.Errorf("values that nothing claims: %v", n.Values)
	}
}

func TestAlike(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"关于防汛的通知", "关于防汛的通知", true},
		{"临江市人民政府关于防汛的通知", "关于防汛的通知", true},
		{"关于进一步做好防汛抗旱工作的通知", "关于进一步做好防讯抗旱工作的通知", true}, // one character misread
		{"关于防汛的通知", "教育督导规定", false},
		{"关于防汛的通知", "关于印发教育督导规定的通知", false},
		{"关于防汛的通知", "", false},
	} {
		if Alike(test.a, test.b) != test.want || Alike(test.b, test.a) != test.want {
			t.Errorf("Alike(%s, %s) is not %v", test.a, test.b, test.want)
		}
	}
}

func TestIdentifiersByNumberComeFirst(t *testing.T) {
	ids := []string{"s|x", "t|市府|甲|2020-01-01", "n|市府|1号|2020-01-01", "n|市府|1号|"}
	slices.SortFunc(ids, func(a, b string) int {
		if lessIdentifier(a, b) {
			return -1
		}
		return 1
	})
	if want := []string{"n|市府|1号|", "n|市府|1号|2020-01-01", "t|市府|甲|2020-01-01", "s|x"}; !slices.Equal(ids, want) {
		t.Errorf("order %v", ids)
	}
}

func TestCheckRefuses(t *testing.T) {
	good := func() graph.ChangeSet {
		return graph.ChangeSet{
			Source:  graph.SourceInfo{Key: "d/a", Text: "正文"},
			Records: []graph.Record{{ID: "0", End: 6, Props: graph.Props{"signed": "2020-01-01"}}},
			Nodes:   []graph.NodeClaim{{Record: "0", Type: graph.Unit, Node: graph.End{Key: "u"}}},
			Edges:   []graph.EdgeClaim{{Record: "0", Type: graph.IssuedBy, From: graph.End{Record: "0"}, To: graph.End{Key: "u"}}},
		}
	}
	set := good()
	if err := check(&set); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*graph.ChangeSet){
		"no source":             func(s *graph.ChangeSet) { s.Source.Key = "" },
		"repeated record":       func(s *graph.ChangeSet) { s.Records = append(s.Records, s.Records[0]) },
		"record outside":        func(s *graph.ChangeSet) { s.Records[0].End = 7 },
		"date":                  func(s *graph.ChangeSet) { s.Records[0].Date = "2020年" },
		"unknown property":      func(s *graph.ChangeSet) { s.Records[0].Props["colour"] = "red" },
		"type of property":      func(s *graph.ChangeSet) { s.Records[0].Props["year"] = "2020" },
		"form of date":          func(s *graph.ChangeSet) { s.Records[0].Props["signed"] = "20200101" },
		"unknown node type":     func(s *graph.ChangeSet) { s.Nodes[0].Type = "Thing" },
		"unknown record":        func(s *graph.ChangeSet) { s.Nodes[0].Record = "9" },
		"body of no record":     func(s *graph.ChangeSet) { s.Nodes[0].Record, s.Nodes[0].Body = "", true },
		"two ends in one":       func(s *graph.ChangeSet) { s.Edges[0].To.Reference = &graph.Reference{Title: "x"} },
		"no end":                func(s *graph.ChangeSet) { s.Edges[0].To = graph.End{} },
		"suffix without record": func(s *graph.ChangeSet) { s.Edges[0].To.Suffix = "/task/1" },
		"suffix without slash":  func(s *graph.ChangeSet) { s.Edges[0].From.Suffix = "task" },
		"citation of nothing":   func(s *graph.ChangeSet) { s.Edges[0].To = graph.End{Reference: &graph.Reference{}} },
		"citing date": func(s *graph.ChangeSet) {
			s.Edges[0].To = graph.End{Reference: &graph.Reference{Title: "x", Citing: "now"}}
		},
		"property of other edge": func(s *graph.ChangeSet) { s.Edges[0].Props = graph.Props{"manner": "basis"} },
	} {
		set := good()
		spoil(&set)
		if check(&set) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

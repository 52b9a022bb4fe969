package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/identity"
	"github.com/policygraph/policygraph/graph/sqlite"
)

func filled(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	sets := append(append(graphtest.World(51, 12), graphtest.Papers(40)...), graphtest.Odd()...)
	sets = append(sets, busy())
	if _, err := s.Apply(t.Context(), sets...); err != nil {
		t.Fatal(err)
	}
	return s
}

// busy is a paper whose one unit leads more tasks than a page holds.
func busy() graph.ChangeSet {
	unit := graph.End{Key: "unit/临江市水利局"}
	set := graph.ChangeSet{
		Source:  graph.SourceInfo{Key: "test/busy.txt", Dataset: "test", Path: "busy.txt", Hash: "busy", RulesVersion: "rules-1", Outcome: "ok", Text: "清单"},
		Records: []graph.Record{{ID: "0", Title: "清单", Printed: true, Names: []string{"t:清单"}, End: len("清单"), Props: graph.Props{"title": "清单"}}},
		Nodes:   []graph.NodeClaim{{Record: "0", Node: unit, Type: graph.Unit, Props: graph.Props{"name": "临江市水利局"}}},
	}
	for i := range 2*page + 10 {
		task := graph.End{Record: "0", Suffix: fmt.Sprintf("/task/%d", i)}
		set.Nodes = append(set.Nodes, graph.NodeClaim{Record: "0", Body: true, Node: task, Type: graph.Task, Props: graph.Props{"heading": fmt.Sprint(i)}})
		set.Edges = append(set.Edges, graph.EdgeClaim{Record: "0", Body: true, Type: graph.Leads, From: unit, To: task, Props: graph.Props{"order": int64(i)}})
	}
	return set
}

// lines is what an export holds, a line a thing, in the form of graphtest.Dump: nodes, edges, and the evidence of edges.
type lines map[string]int

func (l lines) add(parts ...any) {
	b, err := json.Marshal(parts)
	if err != nil {
		panic(err)
	}
	l[string(b)]++
}

func (l lines) statement(edge, source, quote, rule, rules string, start, end int, confidence float64) {
	l.add("statement", edge, source, start, end, quote, rule, rules, confidence)
}

// held is what the store holds in that form, by the suite's own dump.
func held(t *testing.T, s graph.Store) lines {
	t.Helper()
	dump, err := graphtest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	l := lines{}
	for _, line := range strings.Split(dump, "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "node":
			l.add("node", read[[]graph.Node](t, rest)[0])
		case "edge":
			l.add("edge", read[[]graph.Edge](t, rest)[0])
		case "statement":
			st := read[[]graph.Statement](t, rest)[0]
			l.statement(st.Edge, st.Source, st.Quote, st.Rule, st.RulesVersion, st.Start, st.End, st.Confidence)
		}
	}
	if len(l) < 4*page {
		t.Fatalf("only %d things in the dump", len(l))
	}
	return l
}

func read[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

func compare(t *testing.T, want, got lines) {
	t.Helper()
	text := func(l lines) string { return strings.Join(slices.Sorted(maps.Keys(l)), "\n") }
	if !maps.Equal(want, got) {
		t.Fatalf("read back:\n%s", graphtest.Diff(text(want), text(got)))
	}
}

func TestJSONL(t *testing.T) {
	s := filled(t)
	var out bytes.Buffer
	if err := s.View(t.Context(), func(r graph.Reader) error { return JSONL(t.Context(), r, &out) }); err != nil {
		t.Fatal(err)
	}
	got := lines{}
	scan := bufio.NewScanner(&out)
	scan.Buffer(nil, 1<<24)
	for scan.Scan() {
		line := read[struct {
			Node       graph.NodeType
			Edge       graph.EdgeType
			Key        graph.Key
			From, To   graph.Key
			Props      graph.Props
			Statements []statement
		}](t, scan.Text())
		if line.Node != "" {
			got.add("node", graph.Node{Key: line.Key, Type: line.Node, Props: line.Props})
			continue
		}
		got.add("edge", graph.Edge{Key: line.Key, Type: line.Edge, From: line.From, To: line.To, Props: line.Props, Statements: len(line.Statements)})
		for _, st := range line.Statements {
			got.statement(line.Key, st.Source, st.Quote, st.Rule, st.Rules, st.Start, st.End, st.Confidence)
		}
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	compare(t, held(t, s), got)
}

func TestCSV(t *testing.T) {
	s := filled(t)
	dir := filepath.Join(t.TempDir(), "out")
	if err := s.View(t.Context(), func(r graph.Reader) error { return CSV(t.Context(), r, dir) }); err != nil {
		t.Fatal(err)
	}
	got := lines{}
	for i := range graph.Nodes {
		schema := &graph.Nodes[i]
		for _, row := range rowsOf(t, dir, strings.ToLower(string(schema.Type))) {
			n := graph.Node{Key: row["key"], Type: schema.Type, Props: graph.Props{}}
			for _, p := range schema.Props {
				if text := row[p.Name]; text != "" {
					n.Props[p.Name] = value(t, p.Type, text)
				}
			}
			got.add("node", n)
		}
	}
	said := map[string]int{}
	for _, row := range rowsOf(t, dir, "statements") {
		said[row["edge"]]++
		confidence := 0.0
		if row["confidence"] != "" {
			confidence = read[float64](t, row["confidence"])
		}
		got.statement(row["edge"], row["source"], row["quote"], row["rule"], row["rulesVersion"], read[int](t, row["start"]), read[int](t, row["end"]), confidence)
	}
	for _, row := range rowsOf(t, dir, "edges") {
		got.add("edge", graph.Edge{Key: row["key"], Type: graph.EdgeType(row["type"]), From: row["from"], To: row["to"],
			Props: read[graph.Props](t, row["props"]), Statements: said[row["key"]]})
	}
	want := lines{}
	for line, n := range held(t, s) {
		want[strings.ReplaceAll(line, `\r\n`, `\n`)] += n // Go's reader of CSV makes one line end of both
	}
	compare(t, want, got)
}

// rowsOf reads a file back, a map a row.
func rowsOf(t *testing.T, dir, name string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("%s: %d rows, %v", name, len(all), err)
	}
	for _, values := range all[1:] {
		row := map[string]string{}
		for i, head := range all[0] {
			row[head] = values[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// value reads a cell by the type of the schema table.
func value(t *testing.T, typ graph.PropType, text string) any {
	t.Helper()
	switch typ {
	case graph.TextList:
		return members(text)
	case graph.Int, graph.Float, graph.Bool:
		props, err := identity.DecodeProps([]graph.Prop{{Name: "x", Type: typ}}, `{"x":`+text+`}`)
		if err != nil {
			t.Fatal(err)
		}
		return props["x"]
	}
	return text
}

// members parts a list at the bars that no backslash stands before.
func members(text string) []string {
	list := []string{""}
	escaped := false
	for _, c := range text {
		last := &list[len(list)-1]
		switch {
		case escaped:
			*last += string(c)
			escaped = false
		case c == '\\':
			escaped = true
		case c == '|':
			list = append(list, "")
		default:
			*last += string(c)
		}
	}
	return list
}

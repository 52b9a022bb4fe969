package neo4j

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// A store as version 1 wrote it: its constraints and indexes, and nodes, then relationships, one a line, of the sources that
// graphtest.Frozen gives.
var (
	//go:embed testdata/version1.cypher
	version1Schema string
	//go:embed testdata/version1.jsonl
	version1Rows []byte
)

// layDown makes the store of version 1 in the database.
func (s *shelf) layDown(t *testing.T) {
	t.Helper()
	s.bare(t)
	for _, query := range strings.Split(strings.ReplaceAll(version1Schema, "\nOPTIONS", " OPTIONS"), "\n") {
		if query == "" {
			continue
		}
		if _, err := s.run(query, nil); err != nil {
			t.Fatal(err)
		}
	}
	var nodes, edges []any
	scan := bufio.NewScanner(bytes.NewReader(version1Rows))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		row := map[string]any{}
		d := json.NewDecoder(bytes.NewReader(scan.Bytes()))
		d.UseNumber()
		if err := d.Decode(&row); err != nil {
			t.Fatal(err)
		}
		props, _ := row["props"].(map[string]any)
		for name, v := range props {
			props[name] = serverValue(t, v)
		}
		if row["type"] == nil {
			nodes = append(nodes, row)
		} else {
			edges = append(edges, row)
		}
	}
	if _, err := s.run(`UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.props`, map[string]any{"rows": nodes}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.run(`UNWIND $rows AS row MATCH (a:Entity {key: row.a}) MATCH (b:Entity {key: row.b}) CREATE (a)-[r:$(row.type)]->(b) SET r = row.props`,
		map[string]any{"rows": edges}); err != nil {
		t.Fatal(err)
	}
}

// serverValue reads a value of the file: numbers with a fraction are floats, dates are marked.
func serverValue(t *testing.T, v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, err := v.Float64()
		if err != nil {
			t.Fatal(err)
		}
		return f
	case map[string]any:
		text, _ := v["date"].(string)
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return neo4j.DateOf(day)
	}
	return v
}

// bare empties the database and drops all constraints and indexes.
func (s *shelf) bare(t *testing.T) {
	t.Helper()
	s.wiped(t)
	for _, drop := range []string{"CONSTRAINT", "INDEX"} { // in this order: constraints have indexes of their own
		found, err := s.run("SHOW "+drop+" YIELD name RETURN name", nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range found {
			if name, _ := r.Values[0].(string); strings.HasPrefix(name, "pg_") {
				if _, err := s.run("DROP "+drop+" "+name+" IF EXISTS", nil); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// schema lists constraints and indexes.
func (s *shelf) schema(t *testing.T) (list []string) {
	t.Helper()
	for _, query := range []string{
		"SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN name, type, labelsOrTypes, properties",
		"SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties, options RETURN name, type, state, labelsOrTypes, properties, options",
	} {
		found, err := s.run(query, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range found {
			b, err := json.Marshal(r.Values)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(b, []byte("pg_")) {
				list = append(list, string(b))
			}
		}
	}
	slices.Sort(list)
	return list
}

// A store of version 1 with data in it is refused by name, migrated by four processes at once, and is then what this version makes
// of the same sources, constraints and indexes too. The second time there is nothing to do.
func TestMigrate(t *testing.T) {
	longTermOnly(t)
	s := newShelf(t)
	fresh := s.open(t)
	if _, err := fresh.Apply(t.Context(), graphtest.Frozen(t)...); err != nil {
		t.Fatal(err)
	}
	want, err := graphtest.Dump(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	wantSchema := s.schema(t)

	s.layDown(t)
	o := options(t, neo4jtest.Shared(t))
	if err := closed(Open(t.Context(), o)); version > 1 && (!errors.Is(err, graph.ErrOlder) || !strings.Contains(err.Error(), "policygraph migrate")) {
		t.Errorf("a store of version 1 was opened, or not refused by name: %v", err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, to, err := Migrate(t.Context(), o); err != nil || to != version {
				t.Errorf("migrated to %d: %v", to, err)
			}
		})
	}
	wg.Wait()
	migrated := s.openShelved(t)
	if got, err := graphtest.Dump(t.Context(), migrated); err != nil || got != want {
		t.Errorf("%v\n%s", err, graphtest.Diff(want, got))
	}
	if got := s.schema(t); !slices.Equal(got, wantSchema) {
		t.Errorf("constraints and indexes:\n%s", graphtest.Diff(strings.Join(wantSchema, "\n"), strings.Join(got, "\n")))
	}
	if from, to, err := Migrate(t.Context(), o); from != version || to != version || err != nil {
		t.Errorf("the second time: from %d to %d, %v", from, to, err)
	}
}

// An empty database is set up by those who write, by many at once too, and refused by those who read.
func TestEmptyDatabase(t *testing.T) {
	s := newShelf(t)
	s.bare(t)
	o := options(t, neo4jtest.Shared(t))
	existing := o
	existing.Existing = true
	if err := closed(Open(t.Context(), existing)); !errors.Is(err, graph.ErrEmpty) {
		t.Errorf("opened to be read: %v", err)
	}
	if list := s.schema(t); len(list) > 0 {
		t.Errorf("reading made %v", list)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := closed(Open(t.Context(), o)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := closed(Open(t.Context(), existing)); err != nil {
		t.Error(err)
	}
	nodes, err := s.run("MATCH (n) RETURN n.version, n.state", nil)
	if err != nil || len(nodes) != 1 || nodes[0].Values[0] != int64(version) || nodes[0].Values[1] != nil {
		t.Errorf("set up by four: %v, %v", nodes, err)
	}
	if _, err := s.run("MATCH (m:Schema) SET m.version = 999", nil); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"open": closed(Open(t.Context(), o)), "read": closed(Open(t.Context(), existing)), "migrate": second(Migrate(t.Context(), o)),
	} {
		if !errors.Is(err, ErrNewer) {
			t.Errorf("%s a newer store: %v", name, err)
		}
	}
	s.bare(t)
	if _, err := s.run("CREATE (:Song {title: '渔舟唱晚'})", nil); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"open": closed(Open(t.Context(), o)), "migrate": second(Migrate(t.Context(), o)), "copy": closed(NewCopy(t.Context(), o, true)),
	} {
		if !errors.Is(err, ErrNotAStore) {
			t.Errorf("%s another program's database: %v", name, err)
		}
	}
	s.bare(t)
	if err := closed(Open(t.Context(), o)); err != nil { // as the other tests find it
		t.Error(err)
	}
}

func second(_, _ int, err error) error { return err }

package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// Each of the suite's many like cases costs some plans of the server: one in 24 runs, all with POLICYGRAPH_TEST_FULL=1.
func TestMain(m *testing.M) {
	if os.Getenv("POLICYGRAPH_TEST_FULL") != "1" {
		graphtest.Thin = 24
	}
	os.Exit(neo4jtest.Main(m))
}

// longTermOnly skips a test on the calendar line under make test, where both lines share the machine: what it tries (bookkeeping,
// files, faults of our own) is of the program more than of the release. POLICYGRAPH_TEST_FULL=1 tries it on each.
func longTermOnly(t *testing.T) {
	t.Helper()
	if neo4jtest.Chosen().Name != neo4jtest.LTS.Name && os.Getenv("POLICYGRAPH_TEST_FULL") != "1" {
		t.Skip("on the long-term line")
	}
}

// options are those of a test server. A notice of deprecation or of a slow plan fails the test.
func options(t testing.TB, s *neo4jtest.Server) Options {
	return Options{URI: s.URI, User: s.User, Password: s.Password, watch: func(sum neo4j.ResultSummary) {
		for _, n := range sum.Notifications() {
			t.Errorf("%s: %s\n%s", n.Code(), n.Description(), sum.Query().Text())
		}
	}}
}

// shelf keeps several stores in the one database that a Community server has: the store in use is in the database, the
// others are out of it, node by node as they were.
type shelf struct {
	server *neo4jtest.Server
	mu     sync.Mutex
	driver neo4j.DriverWithContext
	in     *shelved
}

// shelved is a store on the shelf.
type shelved struct {
	*shelf
	store        *Store
	nodes, edges []any // when it is out
}

func newShelf(t testing.TB) *shelf { return newShelfOn(t, neo4jtest.Shared(t)) }

func newShelfOn(t testing.TB, server *neo4jtest.Server) *shelf {
	driver, err := server.Driver()
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{server: server, driver: driver}
	t.Cleanup(func() {
		if err := s.empty(); err != nil {
			t.Error(err)
		}
		driver.Close(context.Background())
	})
	return s
}

func (s *shelf) run(query string, params map[string]any) ([]*neo4j.Record, error) {
	result, err := neo4j.ExecuteQuery(context.Background(), s.driver, query, params, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
	if err != nil {
		return nil, fmt.Errorf("%.80s: %w", query, err)
	}
	return result.Records, nil
}

func (s *shelf) empty() error {
	_, err := s.run(`MATCH (n) WHERE NOT n:Schema DETACH DELETE n`, nil)
	return err
}

// open gives a new, empty store.
func (s *shelf) open(t testing.TB) *shelved { return s.openWith(t, options(t, s.server)) }

func (s *shelf) openWith(t testing.TB, o Options) *shelved {
	store, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return &shelved{shelf: s, store: store}
}

// take brings the store into the database.
func (s *shelved) take() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.in == s {
		return nil
	}
	if s.in != nil {
		if err := s.in.save(); err != nil {
			return err
		}
	}
	if err := s.empty(); err != nil {
		return err
	}
	s.in = s
	if _, err := s.run(`UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.props`, map[string]any{"rows": s.nodes}); err != nil {
		return err
	}
	_, err := s.run(`UNWIND $rows AS row MATCH (a:Entity {key: row.a}) MATCH (b:Entity {key: row.b}) CREATE (a)-[r:$(row.type)]->(b) SET r = row.props`,
		map[string]any{"rows": s.edges})
	return err
}

func (s *shelved) save() error {
	s.nodes, s.edges = []any{}, []any{}
	nodes, err := s.run(`MATCH (n) WHERE NOT n:Schema RETURN n`, nil)
	if err != nil {
		return err
	}
	for _, r := range nodes {
		n := r.Values[0].(neo4j.Node)
		s.nodes = append(s.nodes, map[string]any{"labels": n.Labels, "props": n.Props})
	}
	edges, err := s.run(`MATCH (a)-[r]->(b) RETURN r, a.key, b.key`, nil)
	for _, r := range edges {
		e := r.Values[0].(neo4j.Relationship)
		s.edges = append(s.edges, map[string]any{"type": e.Type, "props": e.Props, "a": r.Values[1], "b": r.Values[2]})
	}
	return err
}

// View and Apply take the store from the shelf first. Preview is not among them: a view is no snapshot here, and the suite
// must not take it for one.
func (s *shelved) View(ctx context.Context, f func(graph.Reader) error) error {
	if err := s.take(); err != nil {
		return err
	}
	return s.store.View(ctx, f)
}

func (s *shelved) Apply(ctx context.Context, sets ...graph.ChangeSet) ([]graph.Change, error) {
	if err := s.take(); err != nil {
		return nil, err
	}
	return s.store.Apply(ctx, sets...)
}

func (s *shelved) Close() error { return s.store.Close() }

var _ graphtest.Dumper = (*shelved)(nil)

// rowQueries give all bookkeeping without the store's own ids.
var rowQueries = map[string]string{
	"entity":    `MATCH (n:Entity) RETURN n {.*, _id: 0}, [l IN labels(n) WHERE NOT l IN ['Entity', 'Law']], n:Law`,
	"shown":     `MATCH (a)-[r]->(b) RETURN r {.*, _id: 0}, a.key, b.key`,
	"reference": `MATCH (r:Reference) OPTIONAL MATCH (n:Entity {_id: r.node}) RETURN r.hash, r.info, r.state, n.key, r.value, r.uses`,
	"carrier":   `MATCH (c:Carrier) OPTIONAL MATCH (n:Entity {_id: c.doc}) RETURN n.key, c.info`,
	"name": `MATCH (m:Name) OPTIONAL MATCH (r:Record {_id: m.owner}) OPTIONAL MATCH (f:Reference {_id: m.owner})
		OPTIONAL MATCH (c:Carrier {doc: m.owner}) OPTIONAL MATCH (n:Entity {_id: c.doc}) RETURN m.name, r.sourceKey, r.record, f.hash, n.key`,
	"record": `MATCH (r:Record) OPTIONAL MATCH (n:Entity {_id: r.doc}) RETURN r.sourceKey, r.record, r.speaks, n.key, r.props`,
	"text":   `MATCH (t:Text) OPTIONAL MATCH (s:Ledger {_id: t.source}) RETURN s.key, t.key, t.text`,
	"ledger": `MATCH (s:Ledger) RETURN s.key, s.hash, s.rulesVersion, s._factRules, s.outcome`,
	"claim": `MATCH (c:Claim) OPTIONAL MATCH (s:Ledger {_id: c.source}) OPTIONAL MATCH (r:Record {_id: c.record}) OPTIONAL MATCH (e:Record {_id: c.endRecord})
		OPTIONAL MATCH (f:Reference {_id: c.endReference}) OPTIONAL MATCH (n:Entity {_id: c.node})
		RETURN s.key, r.record, c.body, e.record, f.hash, c.endKey, c.type, c.priority, c.props, n.key`,
	"statement": `MATCH (c:Statement) OPTIONAL MATCH (s:Ledger {_id: c._source}) OPTIONAL MATCH (r:Record {_id: c._record})
		RETURN s.key, r.record, c.key, c.type, c.edge, c.from, c.to, c.record, c.rulesVersion, c._props, c._fromKey, c._toKey`,
	"words": `MATCH (w:Words) OPTIONAL MATCH (n:Entity {_id: w.node}) RETURN n.key, w.key, w.date, w.type, w.number, w.title, w.heading, w.body`,
}

// DumpRows gives all rows as lines.
func (s *shelved) DumpRows(context.Context) ([]string, error) {
	if err := s.take(); err != nil {
		return nil, err
	}
	var lines []string
	for name, query := range rowQueries {
		records, err := s.run(query, nil)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			b, err := json.Marshal(r.Values)
			if err != nil {
				return nil, err
			}
			lines = append(lines, "row "+name+" "+string(b))
		}
	}
	return lines, nil
}

func TestSuite(t *testing.T) {
	s := newShelf(t)
	graphtest.Run(t, func(t *testing.T) graph.Store { return s.open(t) })
}

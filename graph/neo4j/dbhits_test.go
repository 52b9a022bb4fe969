package neo4j

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

var updateHits = flag.Bool("update-hits", false, "write testdata/dbhits.txt anew")

const (
	hitsFile  = "testdata/dbhits.txt"
	smallHits = 60 // documents
	largeHits = 240

	// A measured cost may differ from the table by a tenth, or by this: the lines of releases count a few things otherwise,
	// and so do plans that look at an index once more.
	hitsSlack = 12
)

const hitsHead = `# What each kind of question costs the server: statements (round trips), and database hits (PROFILE, summed over the plans)
# on a graph of 60 documents and on one of 240, of which each has ten tasks. "-": not measured on the small one.
# A cost may differ by a tenth or by 12. It is held on both lines of releases. Made by: go test ./graph/neo4j -run TestDatabaseHits -update-hits
`

// cost is what a question cost.
type cost struct{ statements, hits int }

// meter adds up the costs of a store's statements.
type meter struct {
	t     testing.TB
	store *Store
	cost
}

func newMeter(t testing.TB) *meter {
	m := &meter{t: t}
	o := options(t, neo4jtest.Shared(t))
	notices := o.watch
	o.watch = func(sum neo4j.ResultSummary) {
		notices(sum)
		if p := sum.Profile(); p != nil {
			m.statements++
			m.hits += hitsOf(p)
		}
	}
	store, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	m.store = store
	return m
}

func hitsOf(p neo4j.ProfiledPlan) int {
	n := int(p.DbHits())
	for _, c := range p.Children() {
		n += hitsOf(c)
	}
	return n
}

// measure gives the cost of what is asked in one view.
func (m *meter) measure(ask func(context.Context, graph.Reader) error) cost {
	m.t.Helper()
	m.cost, m.store.options.profile = cost{}, true
	defer func() { m.store.options.profile = false }()
	if err := m.store.View(m.t.Context(), func(r graph.Reader) error { return ask(m.t.Context(), r) }); err != nil {
		m.t.Fatal(err)
	}
	return m.cost
}

func (m *meter) apply(sets []graph.ChangeSet) {
	if _, err := m.store.Apply(m.t.Context(), sets...); err != nil {
		m.t.Fatal(err)
	}
}

// settle has the server count anew, and plan by that.
func settle(t testing.TB, s *shelf) {
	if _, err := s.run(`CALL db.prepareForReplanning(60)`, nil); err != nil {
		t.Fatal(err)
	}
}

// TestDatabaseHits holds the cost of each kind of question against a table. Pages of unfiltered lists cost the same
// however deep and in however large a graph.
func TestDatabaseHits(t *testing.T) {
	longTermOnly(t)
	shelf := newShelf(t)
	if err := shelf.empty(); err != nil {
		t.Fatal(err)
	}
	m := newMeter(t)
	m.apply(hitsWorld(0, smallHits))
	settle(t, shelf)
	table := &hitsTable{t: t, rows: map[string]string{}}
	small := map[string]cost{}
	for _, q := range pageQuestions() {
		small[q.name] = m.measurePage(q, smallHits)
	}
	m.apply(hitsWorld(smallHits, largeHits))
	for _, q := range pageQuestions() {
		large := m.measurePage(q, largeHits)
		if s := small[q.name]; large.hits > s.hits+s.hits/10+hitsSlack || large.statements != s.statements {
			t.Errorf("%s: %d hits in a small graph, %d in a large one", q.name, s.hits, large.hits)
		}
		table.add(q.name, large.statements, small[q.name].hits, large.hits)
	}
	m.apply(hitsPapers())
	settle(t, shelf)
	for _, q := range hitsQuestions() {
		c := m.measure(q.ask)
		table.add(q.name, c.statements, -1, c.hits)
	}
	table.finish()
}

// hitsTable is what was measured, in order.
type hitsTable struct {
	t     testing.TB
	names []string
	rows  map[string]string
}

func (h *hitsTable) add(name string, statements, small, large int) {
	if _, twice := h.rows[name]; twice {
		h.t.Fatalf("two questions are called %q", name)
	}
	h.names = append(h.names, name)
	first := "-"
	if small >= 0 {
		first = fmt.Sprint(small)
	}
	h.rows[name] = fmt.Sprintf("%d\t%s\t%d", statements, first, large)
}

// finish writes the table, or compares it with the one that was committed.
func (h *hitsTable) finish() {
	if *updateHits {
		h.write()
		return
	}
	want := readHits(h.t)
	for _, name := range h.names {
		if _, ok := want[name]; !ok {
			h.t.Errorf("%s is not in %s", name, hitsFile)
			continue
		}
		h.compare(name, h.rows[name], want[name])
		delete(want, name)
	}
	for name := range want {
		h.t.Errorf("%s is in %s and was not asked", name, hitsFile)
	}
}

func (h *hitsTable) compare(name, got, want string) {
	g, w := strings.Fields(got), strings.Fields(want)
	if g[0] != w[0] {
		h.t.Errorf("%s: %s statements, in the table %s", name, g[0], w[0])
	}
	for i := 1; i < 3; i++ {
		if g[i] == w[i] {
			continue
		}
		var have, table int
		fmt.Sscan(g[i], &have)
		fmt.Sscan(w[i], &table)
		slack := max(table/10, hitsSlack)
		switch {
		case have > table+slack:
			h.t.Errorf("%s: %d hits, more than the %d of the table", name, have, table)
		case have < table-slack:
			h.t.Errorf("%s: %d hits, far fewer than the %d of the table: write it anew", name, have, table)
		}
	}
}

func (h *hitsTable) write() {
	f, err := os.Create(hitsFile)
	if err != nil {
		h.t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprint(f, hitsHead)
	w := tabwriter.NewWriter(f, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "# question\t| statements\tsmall\tlarge")
	for _, name := range h.names {
		fmt.Fprintf(w, "%s\t| %s\n", name, h.rows[name])
	}
	w.Flush()
}

func readHits(t testing.TB) map[string]string {
	f, err := os.Open(hitsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := map[string]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if name, rest, ok := strings.Cut(s.Text(), "|"); ok && !strings.HasPrefix(name, "#") {
			want[strings.TrimSpace(name)] = rest
		}
	}
	return want
}

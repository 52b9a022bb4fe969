package peer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/neo4j"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
	"github.com/policygraph/policygraph/graph/sqlite"
)

// cell is how long one server is asked one question in one round, warm how long before the first round.
const (
	cell = time.Second
	warm = 1500 * time.Millisecond
)

// heap is the database's: the peer collects the whole list for each of its pages, and eight of them at once are reckoned larger
// than the server lets transactions be.
const (
	heap      = "3g"
	unlimited = "dbms.memory.transaction.total.max=0"
)

var clientCounts = []int{1, 8}

// BenchmarkPeer prints the throughput of our server and the peer's on one database, and of ours on an embedded store. Each
// iteration is a round in which the servers take turns.
func BenchmarkPeer(b *testing.B) {
	db := neo4jtest.Own(b, neo4jtest.LTS, neo4jtest.Production(), neo4jtest.Heap(heap), neo4jtest.PageCache("512m"), neo4jtest.Settings(unlimited))
	peer := startPeer(b, db)
	file := filepath.Join(b.TempDir(), "graph.db")
	load(b, db, file)
	program := build(b)
	servers := []*server{
		startOurs(b, "policygraph", program, db.URI, db), peer,
		startOurs(b, "embedded", program, "sqlite:"+file, db),
	}
	servers[2].share = 0.5
	t := &table{servers: servers, questions: questions(b, servers[0]), got: map[place][]measure{}}
	t.compare(b)
	for b.Loop() {
		t.round(b)
	}
	t.print(b)
}

// load puts the generated graph into both stores, by Apply.
func load(b *testing.B, db *neo4jtest.Server, file string) {
	ctx := b.Context()
	server, err := neo4j.Open(ctx, neo4j.Options{URI: db.URI, User: db.User, Password: db.Password})
	if err != nil {
		b.Fatal(err)
	}
	embedded, err := sqlite.Open(ctx, file)
	if err != nil {
		b.Fatal(err)
	}
	sets := newWorld().sources()
	for _, store := range []graph.Store{server, embedded} {
		start := time.Now()
		for batch := range slices.Chunk(sets, 100) {
			if _, err := store.Apply(ctx, batch...); err != nil {
				b.Fatal(err)
			}
		}
		b.Logf("%d documents loaded into %T in %v", len(sets), store, time.Since(start).Round(time.Second))
		check(b, store)
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// check holds the graph against what it is meant to be.
func check(b *testing.B, store graph.Store) {
	ctx := b.Context()
	err := store.View(ctx, func(r graph.Reader) error {
		nodes, _, err := r.Counts(ctx)
		if nodes[graph.Document] != documents || nodes[graph.Task] != tasks || nodes[graph.Unit] != units {
			b.Fatalf("%d documents, %d tasks, %d units", nodes[graph.Document], nodes[graph.Task], nodes[graph.Unit])
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// place is a cell of the table.
type place struct {
	question, server string
	clients          int
}

// measure is what one cell of one round showed.
type measure struct {
	perSecond float64
	p50, p95  time.Duration
}

type table struct {
	servers   []*server
	questions []question
	got       map[place][]measure
	turn      int
}

// compare checks that all servers say the same, and warms them.
func (t *table) compare(b *testing.B) {
	for _, q := range t.questions {
		want := ""
		for _, s := range t.servers {
			r := q.to(s)
			got := canonical(b, q, s, s.answer(b, r))
			if want == "" {
				want = got
			}
			if got != want {
				b.Fatalf("%s: %s says otherwise than %s:\n%s\n%s", q.name, s.name, t.servers[0].name, got, want)
			}
		}
		for _, s := range t.servers {
			for range 20 {
				s.answer(b, q.to(s))
			}
			loop(b, s, q.to(s), 8, time.Duration(float64(warm)*s.share))
		}
	}
}

func (q *question) to(s *server) request {
	r := q.ours
	if s.peers {
		r = q.peers
	}
	return r
}

// canonical writes an answer in the form that all servers share.
func canonical(b *testing.B, q question, s *server, body []byte) string {
	var got struct{ Data map[string]any }
	if err := json.Unmarshal(body, &got); err != nil {
		b.Fatal(err)
	}
	var v any
	for _, v = range got.Data {
		v = plain(v)
	}
	if s.peers {
		switch q.name {
		case "chain":
			v = unnest(v)
		case "document":
			v = v.([]any)[0]
		}
	}
	out, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return string(out)
}

func (t *table) round(b *testing.B) {
	t.turn++
	for _, q := range t.questions {
		for _, n := range clientCounts {
			for i := range t.servers {
				s := t.servers[(i+t.turn)%len(t.servers)]
				m := loop(b, s, q.to(s), n, time.Duration(float64(cell)*s.share))
				at := place{q.name, s.name, n}
				t.got[at] = append(t.got[at], m)
			}
		}
	}
}

// loop asks in a closed loop; every answer must be the first.
func loop(b *testing.B, s *server, r request, clients int, long time.Duration) measure {
	first := bytes.Clone(s.answer(b, r))
	took := make([][]time.Duration, clients)
	start := time.Now()
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() {
			c, err := newClient(s, r)
			if err != nil {
				b.Error(err)
				return
			}
			defer c.http.CloseIdleConnections()
			for time.Since(start) < long {
				asked := time.Now()
				got, err := c.ask()
				if err != nil || !bytes.Equal(got, first) {
					b.Errorf("%s: another answer than the first: %v: %.300s", s.name, err, got)
					return
				}
				took[i] = append(took[i], time.Since(asked))
			}
		})
	}
	all.Wait()
	spent := time.Since(start)
	sorted := slices.Concat(took...)
	slices.Sort(sorted)
	if len(sorted) == 0 {
		b.Fatalf("%s: no answers", s.name)
	}
	return measure{float64(len(sorted)) / spent.Seconds(), sorted[len(sorted)/2], sorted[len(sorted)*95/100]}
}

// middle is the median of the rounds.
func (t *table) middle(at place) measure {
	rounds := slices.Clone(t.got[at])
	slices.SortFunc(rounds, func(x, y measure) int { return int(math.Copysign(1, x.perSecond-y.perSecond)) })
	return rounds[len(rounds)/2]
}

func (t *table) print(b *testing.B) {
	ours, peer, embedded := t.servers[0].name, t.servers[1].name, t.servers[2].name
	fmt.Printf("\nThroughput of GraphQL over one Neo4j database: %d documents, %d tasks, %d units; medians of %d rounds\n", documents, tasks, units, t.turn)
	w := tabwriter.NewWriter(os.Stdout, 2, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "query\tclients\t%s req/s\tp50 ms\tp95 ms\t%s req/s\tp50 ms\tp95 ms\tratio\t%s req/s\tp50 ms\t\n", ours, peer, embedded)
	product, n, least := 1.0, 0, math.Inf(1)
	for _, q := range t.questions {
		for _, clients := range clientCounts {
			us, they, file := t.middle(place{q.name, ours, clients}), t.middle(place{q.name, peer, clients}), t.middle(place{q.name, embedded, clients})
			ratio := us.perSecond / they.perSecond
			product, n, least = product*ratio, n+1, min(least, ratio)
			fmt.Fprintf(w, "%s\t%d\t%.0f\t%.2f\t%.2f\t%.0f\t%.2f\t%.2f\t%.2f\t%.0f\t%.2f\t\n", q.name, clients,
				us.perSecond, ms(us.p50), ms(us.p95), they.perSecond, ms(they.p50), ms(they.p95), ratio, file.perSecond, ms(file.p50))
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	mean := math.Pow(product, 1/float64(n))
	fmt.Printf("geometric mean of the ratios %.2f, least %.2f\n\n", mean, least)
	b.ReportMetric(mean, "times-peer")
	b.ReportMetric(least, "times-peer-least")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

package neo4j

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
)

const (
	loadPapers = 640
	loadBatch  = 128 // sources in one transaction, as ingest has them
)

// BenchmarkLoad compares Apply with a bare loader: the same rows (nodes of every label, relationships) in the same number of
// transactions through the same driver into the same constraints and indexes, by sorted UNWIND batches of CREATE. The bare loader
// knows all rows beforehand, looks nothing up and decides nothing. Both load in turns into an emptied database.
func BenchmarkLoad(b *testing.B) {
	s := newShelf(b).open(b)
	l := &loadBench{B: b, shelved: s, sets: graphtest.Papers(loadPapers)}
	l.record()
	var ours, bare []time.Duration
	for b.Loop() {
		ours = append(ours, l.time(l.apply))
		bare = append(bare, l.time(l.bare))
	}
	a, c := median(ours), median(bare)
	b.ReportMetric(float64(l.rows)/a.Seconds(), "rows/s")
	b.ReportMetric(float64(l.rows)/c.Seconds(), "bare-rows/s")
	b.ReportMetric(c.Seconds()/a.Seconds(), "ratio")
	b.Logf("%d sources, %d rows: Apply %v, bare loader %v", len(l.sets), l.rows, ours, bare)
}

func median(list []time.Duration) time.Duration {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

// loadBench loads the same rows in two ways.
type loadBench struct {
	*testing.B
	*shelved
	sets  []graph.ChangeSet
	loads []bareLoad // a transaction each
	rows  int
}

// bareLoad is what one transaction of the bare loader writes: rows by statement, nodes first.
type bareLoad struct {
	nodes, edges map[string][]any
}

func (l *loadBench) time(load func() error) time.Duration {
	if err := l.clear(); err != nil {
		l.Fatal(err)
	}
	start := time.Now()
	if err := load(); err != nil {
		l.Fatal(err)
	}
	return time.Since(start)
}

func (l *loadBench) clear() error {
	session := l.driver.NewSession(context.Background(), neo4j.SessionConfig{DatabaseName: "neo4j"})
	defer session.Close(context.Background())
	result, err := session.Run(context.Background(), `MATCH (n) WHERE NOT n:Schema CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS`, nil)
	if err == nil {
		_, err = result.Consume(context.Background())
	}
	return err
}

func (l *loadBench) apply() error {
	for chunk := range slices.Chunk(l.sets, loadBatch) {
		if _, err := l.store.Apply(l.Context(), chunk...); err != nil {
			return err
		}
	}
	return nil
}

func (l *loadBench) bare() error {
	session := l.store.session(l.Context(), neo4j.AccessModeWrite)
	defer session.Close(l.Context())
	for i := range l.loads {
		_, err := session.ExecuteWrite(l.Context(), func(tx neo4j.ManagedTransaction) (any, error) {
			for _, statements := range []map[string][]any{l.loads[i].nodes, l.loads[i].edges} {
				for _, query := range slices.Sorted(maps.Keys(statements)) {
					for rows := range slices.Chunk(statements[query], batch) {
						if _, err := collect(l.Context(), tx, nil, query, map[string]any{"rows": rows}); err != nil {
							return nil, err
						}
					}
				}
			}
			return nil, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// record loads once, and takes down what then stands: each row in the transaction that it came with, by its id.
func (l *loadBench) record() {
	if err := l.clear(); err != nil {
		l.Fatal(err)
	}
	var ends []int64
	for chunk := range slices.Chunk(l.sets, loadBatch) {
		if _, err := l.store.Apply(l.Context(), chunk...); err != nil {
			l.Fatal(err)
		}
		found, err := l.run(`MATCH (m:Schema) RETURN m.next`, nil)
		if err != nil {
			l.Fatal(err)
		}
		ends = append(ends, found[0].Values[0].(int64))
		l.loads = append(l.loads, bareLoad{map[string][]any{}, map[string][]any{}})
	}
	l.recordNodes(ends)
	l.recordEdges(ends)
	for _, load := range l.loads {
		for _, statements := range []map[string][]any{load.nodes, load.edges} {
			for _, rows := range statements {
				l.rows += len(rows)
			}
		}
	}
}

func transactionOf(ends []int64, id int64) int {
	i, _ := slices.BinarySearch(ends, id+1)
	return min(i, len(ends)-1)
}

// idProps are the properties by which rows of bookkeeping know their owner.
var idProps = []string{"_id", "source", "doc", "node", "owner"}

func (l *loadBench) recordNodes(ends []int64) {
	found, err := l.run(`MATCH (n) WHERE NOT n:Schema RETURN n`, nil)
	if err != nil {
		l.Fatal(err)
	}
	for _, r := range found {
		n := r.Values[0].(neo4j.Node)
		var id int64
		for _, name := range idProps {
			if v, ok := n.Props[name].(int64); ok {
				id = v
				break
			}
		}
		slices.Sort(n.Labels)
		query := "UNWIND $rows AS row CREATE (n:" + strings.Join(n.Labels, ":") + ") SET n = row"
		nodes := l.loads[transactionOf(ends, id)].nodes
		nodes[query] = append(nodes[query], n.Props)
	}
	for _, load := range l.loads {
		for _, rows := range load.nodes {
			slices.SortFunc(rows, func(a, b any) int { return cmp.Compare(sortKey(a), sortKey(b)) })
		}
	}
}

func sortKey(row any) string {
	for _, name := range []string{"key", "hash", "name"} {
		if s, ok := row.(map[string]any)[name].(string); ok {
			return s
		}
	}
	return ""
}

func (l *loadBench) recordEdges(ends []int64) {
	found, err := l.run(`MATCH (a)-[r]->(b) RETURN r, a._id AS f, b._id AS t ORDER BY f, t`, nil)
	if err != nil {
		l.Fatal(err)
	}
	for _, r := range found {
		e := r.Values[0].(neo4j.Relationship)
		query := "UNWIND $rows AS row MATCH (a:Entity {_id: row.f}) MATCH (b:Entity {_id: row.t}) CREATE (a)-[r:" + e.Type + "]->(b) SET r = row.props"
		edges := l.loads[transactionOf(ends, e.Props["_id"].(int64))].edges
		edges[query] = append(edges[query], map[string]any{"f": r.Values[1], "t": r.Values[2], "props": e.Props})
	}
}

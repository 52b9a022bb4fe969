package sqlite

import (
	"testing"

	"github.com/policygraph/policygraph/graph/graphtest"
)

// BenchmarkApply loads generated papers into a new store: about 20 edges a document, a fifth of them to a few laws that
// all cite.
func BenchmarkApply(b *testing.B) {
	for _, batch := range []struct {
		name string
		size int
	}{{"one", 1}, {"batch-50", 50}} {
		b.Run(batch.name, func(b *testing.B) {
			const documents = 1000
			papers := graphtest.Papers(documents)
			edges := 0
			for i := range papers {
				edges += len(papers[i].Edges)
			}
			for b.Loop() {
				s := openNew(b)
				for i := 0; i < len(papers); i += batch.size {
					if _, err := s.Apply(b.Context(), papers[i:min(i+batch.size, len(papers))]...); err != nil {
						b.Fatal(err)
					}
				}
			}
			seconds := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(documents/seconds, "docs/s")
			b.ReportMetric(float64(edges)/seconds, "edges/s")
		})
	}
}

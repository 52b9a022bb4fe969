package sqlite

import (
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
)

// Many hits are found in another way than few, with the same answers.
func TestManyHits(t *testing.T) {
	defer func(n int) { fewHits = n }(fewHits)
	fewHits = 5
	graphtest.Reads(t, func(t *testing.T) graph.Store { return openNew(t) })
}

package gql

import (
	"context"

	"github.com/policygraph/policygraph/graph"
)

// thunk is what the executor takes for a value that comes later; no other function type will do.
type thunk = func() (any, error)

// batch collects the keys that a level of the query asks for and fetches them in one call when the first of their thunks is
// forced. All resolvers of a level have run by then, because thunks are forced breadth first. One
// request runs on one goroutine, so nothing here is locked.
type batch[V any] struct {
	fetch   func(context.Context, []graph.Key) (map[graph.Key]V, error)
	pending []graph.Key
	asked   map[graph.Key]bool // true once it was fetched
	got     map[graph.Key]V
	failed  map[graph.Key]error
}

func newBatch[V any](fetch func(context.Context, []graph.Key) (map[graph.Key]V, error)) *batch[V] {
	return &batch[V]{fetch, nil, map[graph.Key]bool{}, map[graph.Key]V{}, map[graph.Key]error{}}
}

// want notes a key; get may be called once all of a level are noted.
func (b *batch[V]) want(key graph.Key) {
	if _, ok := b.asked[key]; !ok {
		b.asked[key] = false
		b.pending = append(b.pending, key)
	}
}

func (b *batch[V]) get(ctx context.Context, key graph.Key) (v V, found bool, err error) {
	b.want(key)
	if !b.asked[key] {
		keys := b.pending
		b.pending = nil
		got, err := b.fetch(ctx, keys)
		for _, k := range keys {
			b.asked[k] = true
			if err != nil {
				b.failed[k] = err
			} else if v, ok := got[k]; ok {
				b.got[k] = v
			}
		}
	}
	v, found = b.got[key]
	return v, found, b.failed[key]
}

// shape is an expansion that a field asks for, whatever node it starts from.
type shape struct {
	query   graph.ExpandQuery
	page    page // of the field that asks, where it is a connection
	pending []graph.Key
	asked   map[graph.Key]bool // true once it was fetched
	pages   map[graph.Key]graph.EdgePage
	failed  map[graph.Key]error
}

// expander turns all expansions of a level, of all its fields, into one call.
type expander struct {
	shapes []*shape
	rows   int // edges read so far
}

func (x *expander) add(q graph.ExpandQuery) *shape {
	s := &shape{query: q, asked: map[graph.Key]bool{}, pages: map[graph.Key]graph.EdgePage{}, failed: map[graph.Key]error{}}
	x.shapes = append(x.shapes, s)
	return s
}

func (s *shape) want(key graph.Key) {
	if _, ok := s.asked[key]; !ok {
		s.asked[key] = false
		s.pending = append(s.pending, key)
	}
}

// follow notes that a node's edges are wanted and returns how to get them.
func (q *request) follow(s *shape, from graph.Key) func() (graph.EdgePage, error) {
	s.want(from)
	return func() (graph.EdgePage, error) {
		if !s.asked[from] {
			q.expandAll()
		}
		return s.pages[from], s.failed[from]
	}
}

func (q *request) expandAll() {
	var asked []*shape
	var queries []graph.ExpandQuery
	for _, s := range q.expands.shapes {
		if len(s.pending) == 0 {
			continue
		}
		e := s.query
		e.From, s.pending = s.pending, nil
		asked, queries = append(asked, s), append(queries, e)
	}
	pages, err := q.expandOnce(queries)
	for i, s := range asked {
		for _, key := range queries[i].From {
			s.asked[key] = true
			if err != nil {
				s.failed[key] = err
			} else {
				s.pages[key] = pages[i][key]
			}
		}
	}
}

func (q *request) expandOnce(queries []graph.ExpandQuery) ([]map[graph.Key]graph.EdgePage, error) {
	if err := q.ctx.Err(); err != nil {
		return nil, err
	}
	pages, err := q.reader.Expand(q.ctx, queries)
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		for _, page := range p {
			q.expands.rows += len(page.Edges)
		}
	}
	if q.expands.rows > q.server.limits.Rows {
		return nil, fail(TooComplex, "the request reads more than %d edges", q.server.limits.Rows)
	}
	return pages, nil
}

// twoStep follows edges of the nodes that a first step leads to. A thunk cannot return another thunk, so
// the second step of all nodes of a level is asked for when the first thunk is forced: two calls a level.
type twoStep struct {
	first, second *shape
	pending       []graph.Key
}

// step takes the first step of all nodes of a level, and asks for the second.
func (q *request) step(h *twoStep) error {
	for _, key := range h.pending {
		first, err := q.follow(h.first, key)()
		if err != nil {
			return err
		}
		for _, e := range first.Edges {
			h.second.want(e.Node.Key)
		}
	}
	h.pending = nil
	return nil
}

// through gives the edges of the first step and, for each, those of the second.
func (q *request) through(h *twoStep, from graph.Key) func() (graph.EdgePage, []graph.EdgePage, error) {
	h.first.want(from)
	h.pending = append(h.pending, from)
	return func() (graph.EdgePage, []graph.EdgePage, error) {
		if err := q.step(h); err != nil {
			return graph.EdgePage{}, nil, err
		}
		first, err := q.follow(h.first, from)()
		second := make([]graph.EdgePage, len(first.Edges))
		for i := 0; i < len(second) && err == nil; i++ {
			second[i], err = q.follow(h.second, first.Edges[i].Node.Key)()
		}
		return first, second, err
	}
}

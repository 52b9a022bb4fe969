package gql

import (
	"context"
	"slices"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/graph"
)

// request is the state of one execution: the reader of its View and the loaders. It is the root value, used by one
// goroutine.
type request struct {
	ctx    context.Context // with the deadline
	id     string
	server *Server
	reader graph.Reader
	today  string

	expands expander
	shapes  map[shapeKey]*shape
	hops    map[shapeKey]*twoStep
	acts    *twoStep // for statuses

	editions *twoStep // of laws
	dating   []func() (graph.EdgePage, []graph.EdgePage, error)

	nodes      *batch[*graph.Node]
	statements *batch[[]graph.Statement]
	facts      *batch[[]graph.Statement]
	records    *batch[[]graph.RecordInfo]
	sources    *batch[graph.SourceInfo] // with texts

	facing []graph.Key // documents whose facts the level asks for
	read   int         // bytes of texts
}

func newRequest(ctx context.Context, s *Server, id string, r graph.Reader) *request {
	q := &request{ctx: ctx, id: id, server: s, reader: r, today: s.now().Format("2006-01-02"),
		shapes: map[shapeKey]*shape{}, hops: map[shapeKey]*twoStep{}}
	if r == nil { // introspection only
		return q
	}
	q.nodes = newBatch(r.Nodes)
	q.statements = newBatch(r.Statements)
	q.facts = newBatch(r.Facts)
	q.records = newBatch(r.Records)
	q.sources = newBatch(q.texts)
	return q
}

// Texts of sources are large: a request reads them a few at a time, and only so many bytes.
const (
	textsAtOnce = 200
	maxTexts    = 64 << 20
)

func (q *request) texts(ctx context.Context, keys []graph.Key) (map[graph.Key]graph.SourceInfo, error) {
	all := make(map[graph.Key]graph.SourceInfo, len(keys))
	for chunk := range slices.Chunk(keys, textsAtOnce) {
		got, err := q.reader.Sources(ctx, chunk, true)
		if err != nil {
			return nil, err
		}
		for key, s := range got {
			all[key] = s
			q.read += len(s.Text)
		}
		if q.read > maxTexts {
			return nil, fail(TooComplex, "the request reads more than %d bytes of texts", maxTexts)
		}
	}
	return all, nil
}

// resolver resolves a field; it may return a thunk.
type resolver func(q *request, p graphql.ResolveParams) (any, error)

// guarded makes a resolver of graphql-go of one that works for a request.
func guarded(f resolver) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) {
		q := p.Info.RootValue.(*request)
		if err := q.ctx.Err(); err != nil { // the executor does not look
			return nil, err
		}
		return f(q, p)
	}
}

// later makes a thunk of a typed function.
func later[V any](f func() (V, error)) thunk {
	return func() (any, error) {
		v, err := f()
		if err != nil {
			return nil, err
		}
		return v, nil
	}
}

// selects tells whether a field's selection has one of the names, in fragments too.
func selects(info graphql.ResolveInfo, names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return selectsBelow(info, n) })
}

// selectsBelow tells whether a field's selection has a path of names, in fragments too.
func selectsBelow(info graphql.ResolveInfo, path ...string) bool {
	return len(selections(info, path...)) > 0
}

// selections gives the selections of the fields that a path of names leads to; nil for those of leaves.
func selections(info graphql.ResolveInfo, path ...string) []*ast.SelectionSet {
	var sets []*ast.SelectionSet
	for _, f := range info.FieldASTs {
		sets = append(sets, f.SelectionSet)
	}
	for _, name := range path {
		sets = selected(info, sets)[name]
	}
	return sets
}

// selected gives the fields of selections, with their own.
func selected(info graphql.ResolveInfo, sets []*ast.SelectionSet) map[string][]*ast.SelectionSet {
	below := map[string][]*ast.SelectionSet{}
	for _, set := range sets {
		gather(below, info, set)
	}
	return below
}

func gather(to map[string][]*ast.SelectionSet, info graphql.ResolveInfo, set *ast.SelectionSet) {
	if set == nil {
		return
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			to[sel.Name.Value] = append(to[sel.Name.Value], sel.SelectionSet)
		case *ast.InlineFragment:
			gather(to, info, sel.SelectionSet)
		case *ast.FragmentSpread:
			if f, ok := info.Fragments[sel.Name.Value].(*ast.FragmentDefinition); ok {
				gather(to, info, f.SelectionSet)
			}
		}
	}
}

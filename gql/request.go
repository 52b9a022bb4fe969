package gql

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/graph"
)

// request is the state of one execution: the reader of its View, the loaders, and the codes of its errors (graphql-go
// loses the extensions of an error that a thunk returns). It is the root value, used by one goroutine.
type request struct {
	ctx    context.Context // with the deadline; the executor gets one that never ends, see execute.go
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

	failures map[string]*Error // by path
}

func newRequest(ctx context.Context, s *Server, id string, r graph.Reader) *request {
	q := &request{ctx: ctx, id: id, server: s, reader: r, today: s.now().Format("2006-01-02"),
		shapes: map[shapeKey]*shape{}, hops: map[shapeKey]*twoStep{}, failures: map[string]*Error{}}
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

// guarded makes a resolver of graphql-go: errors keep their codes, panics are told to the log and to nobody else.
func guarded(f resolver) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (v any, err error) {
		q := p.Info.RootValue.(*request)
		defer q.settle(p.Info.Path, &err)
		if err = q.ctx.Err(); err != nil { // the executor does not look
			return nil, err
		}
		if v, err = f(q, p); err != nil {
			return nil, err
		}
		if later, ok := v.(thunk); ok {
			return func() (v any, err error) {
				defer q.settle(p.Info.Path, &err)
				return later()
			}, nil
		}
		return v, nil
	}
}

func (q *request) settle(path *graphql.ResponsePath, err *error) {
	if r := recover(); r != nil {
		q.server.log.Error("panic in a resolver", "request", q.id, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
		*err = fail(Internal, "internal error")
	}
	if *err == nil {
		return
	}
	seen := public(*err)
	if seen.Code == Internal {
		q.server.log.Error("a field failed", "request", q.id, "path", fmt.Sprint(path.AsArray()), "error", (*err).Error())
	}
	q.failures[pathKey(path.AsArray())] = seen
	*err = seen
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
	for _, f := range info.FieldASTs {
		if inSet(info, f.SelectionSet, names) {
			return true
		}
	}
	return false
}

func inSet(info graphql.ResolveInfo, set *ast.SelectionSet, names []string) bool {
	if set == nil {
		return false
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			for _, n := range names {
				if sel.Name.Value == n {
					return true
				}
			}
		case *ast.InlineFragment:
			if inSet(info, sel.SelectionSet, names) {
				return true
			}
		case *ast.FragmentSpread:
			if f, ok := info.Fragments[sel.Name.Value].(*ast.FragmentDefinition); ok && inSet(info, f.SelectionSet, names) {
				return true
			}
		}
	}
	return false
}

func pathKey(path []any) string { return fmt.Sprint(path...) }

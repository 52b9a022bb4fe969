package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// reader answers questions inside one read transaction, which begins with the first of them.
type reader struct {
	store   *Store
	session neo4j.SessionWithContext

	mu    sync.Mutex // a transaction is one conversation
	tx    neo4j.ExplicitTransaction
	known map[graph.Key]place // nodes that were read in this view, by their keys
}

// place is where a node is: its id, and the node.
type place struct {
	id   int64
	node *graph.Node
}

var _ graph.Reader = (*reader)(nil)

// View gives a reader. Each of its answers is of what was committed then.
func (s *Store) View(ctx context.Context, f func(graph.Reader) error) error {
	r := &reader{store: s, session: s.session(ctx, neo4j.AccessModeRead), known: map[graph.Key]place{}}
	defer r.close(ctx)
	return f(r)
}

func (r *reader) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if r.tx != nil {
		_ = r.tx.Close(ctx) // it read only: there is nothing to lose
	}
	_ = r.session.Close(ctx)
}

// ask runs a statement and gives all its rows. A connection that died while it was idle is noticed at the first one,
// which is then asked again.
func (r *reader) ask(ctx context.Context, query string, params map[string]any) ([]*neo4j.Record, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	first := r.tx == nil
	records, err := r.try(ctx, query, params)
	if err != nil && first && ctx.Err() == nil && neo4j.IsRetryable(err) {
		records, err = r.try(ctx, query, params)
	}
	if err != nil {
		return nil, r.store.explain(ctx, err)
	}
	return records, nil
}

func (r *reader) try(ctx context.Context, query string, params map[string]any) ([]*neo4j.Record, error) {
	if r.tx == nil {
		var limits []func(*neo4j.TransactionConfig)
		if end, ok := ctx.Deadline(); ok {
			limits = append(limits, neo4j.WithTxTimeout(max(time.Until(end), time.Millisecond)))
		}
		var err error
		if r.tx, err = r.session.BeginTransaction(ctx, limits...); err != nil {
			r.tx = nil
			return nil, err
		}
	}
	records, err := collect(ctx, r.tx, r.store.options.watch, query, params)
	if err != nil { // the server has ended the transaction with it
		_ = r.tx.Close(context.WithoutCancel(ctx))
		r.tx = nil
	}
	return records, err
}

// rows asks a fixed question about a list; no list, no rows.
func rows[K string | int64](ctx context.Context, r *reader, name string, list []K) ([]*neo4j.Record, error) {
	if len(list) == 0 {
		return nil, nil
	}
	return r.ask(ctx, statement(name), map[string]any{"list": list})
}

// Nodes finds nodes by key; former keys of documents resolve as aliases.
func (r *reader) Nodes(ctx context.Context, keys []graph.Key) (map[graph.Key]*graph.Node, error) {
	places, err := r.resolve(ctx, keys)
	if err != nil {
		return nil, err
	}
	out := make(map[graph.Key]*graph.Node, len(places))
	for key, p := range places {
		out[key] = p.node
	}
	return out, nil
}

// resolve finds nodes by key. Unknown ones are left out.
func (r *reader) resolve(ctx context.Context, keys []graph.Key) (map[graph.Key]place, error) {
	if err := r.learn(ctx, keys); err != nil {
		return nil, err
	}
	places := make(map[graph.Key]place, len(keys))
	// A former key of a document is the key of one of its identifiers; what belongs to the document moved with it.
	former := map[graph.Key][]graph.Key{}
	for _, key := range keys {
		if p, ok := r.known[key]; ok {
			places[key] = p
		} else if doc, _ := identity.DocumentOf(key); strings.HasPrefix(doc, "doc:") {
			former[doc] = append(former[doc], key)
		}
	}
	if len(former) == 0 {
		return places, nil
	}
	asked, err := r.currentKeys(ctx, former)
	if err != nil {
		return nil, err
	}
	if err := r.learn(ctx, sortedKeys(asked)); err != nil {
		return nil, err
	}
	for now, list := range asked {
		if p, ok := r.known[now]; ok {
			for _, key := range list {
				places[key] = p
			}
		}
	}
	return places, nil
}

// currentKeys finds the keys that former ones lead to: key now → keys asked for.
func (r *reader) currentKeys(ctx context.Context, former map[graph.Key][]graph.Key) (map[graph.Key][]graph.Key, error) {
	records, err := rows(ctx, r, "current keys", prefixed(ofIdentifier, sortedKeys(former)))
	asked := map[graph.Key][]graph.Key{}
	for _, rec := range records {
		r := row(rec.AsMap())
		old, now := strings.TrimPrefix(r.text("name"), ofIdentifier), r.text("key")
		for _, key := range former[old] {
			_, suffix := identity.DocumentOf(key)
			asked[now+suffix] = append(asked[now+suffix], key)
		}
	}
	return asked, err
}

func sortedKeys[V any](m map[graph.Key]V) []graph.Key {
	keys := make([]graph.Key, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// learn reads the nodes that this view has not read yet.
func (r *reader) learn(ctx context.Context, keys []graph.Key) error {
	var missing []graph.Key
	for _, key := range keys {
		if _, ok := r.known[key]; !ok {
			missing = append(missing, key)
		}
	}
	slices.Sort(missing)
	records, err := rows(ctx, r, "nodes by key", slices.Compact(missing))
	if err != nil {
		return err
	}
	for _, rec := range records {
		if _, err := r.keep(rec.Values[0]); err != nil {
			return err
		}
	}
	return nil
}

// keep makes a node of a row, and remembers it.
func (r *reader) keep(v any) (*graph.Node, error) {
	n, ok := v.(neo4j.Node)
	if !ok {
		return nil, fmt.Errorf("neo4j: a %T in the place of a node", v)
	}
	fields := row(n.Props)
	node := &graph.Node{Key: fields.text("key"), Type: typeOf(n.Labels)}
	schema := graph.NodeSchemaOf(node.Type)
	if schema == nil {
		return nil, fmt.Errorf("neo4j: node %s has the labels %v and none of a type", node.Key, n.Labels)
	}
	if p, ok := r.known[node.Key]; ok {
		return p.node, nil
	}
	node.Props = propsOut(schema.Props, fields)
	r.known[node.Key] = place{id: fields.id("_id"), node: node}
	return node, nil
}

func edgeOf(v any) (graph.Edge, error) {
	rel, _ := v.(neo4j.Relationship)
	fields := row(rel.Props)
	e := graph.Edge{Key: fields.text("key"), Type: graph.EdgeType(rel.Type), Statements: fields.int("statements")}
	schema := graph.EdgeSchemaOf(e.Type)
	if schema == nil {
		return e, fmt.Errorf("neo4j: edge %s has the unknown type %q", e.Key, rel.Type)
	}
	e.Props = propsOut(schema.Props, fields)
	return e, nil
}

// Counts gives the numbers of nodes and edges by type.
func (r *reader) Counts(ctx context.Context) (map[graph.NodeType]int, map[graph.EdgeType]int, error) {
	nodes, edges := map[graph.NodeType]int{}, map[graph.EdgeType]int{}
	records, err := r.ask(ctx, statement("counts"), nil)
	for _, rec := range records {
		r := row(rec.AsMap())
		switch n := r.int("n"); {
		case r.text("kind") == "node":
			nodes[graph.NodeType(r.text("type"))] = n
		default:
			edges[graph.EdgeType(r.text("type"))] = n
		}
	}
	return nodes, edges, err
}

// count asks a question whose answer is one number.
func (r *reader) count(ctx context.Context, query string, params map[string]any) (int, error) {
	records, err := r.ask(ctx, query, params)
	if err != nil || len(records) != 1 {
		return 0, err
	}
	n, _ := records[0].Values[0].(int64)
	return int(n), nil
}

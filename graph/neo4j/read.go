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
	"github.com/policygraph/policygraph/graph/reading"
)

// reader answers questions in one session. Neo4j is read committed, and a transaction of several questions would see no
// more of one moment than several do: each question is a transaction of its own, which costs one round trip in place of
// three. The session's bookmarks keep a later answer from being older than an earlier one, on a cluster too.
type reader struct {
	store   *Store
	session neo4j.SessionWithContext
	mu      sync.Mutex          // a session is one conversation
	known   map[graph.Key]place // nodes that were read in this view, by their keys
}

// place is where a node is: its id, and the node, whole or with the properties that were looked at so far.
type place struct {
	id    int64
	node  *graph.Node
	whole bool
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
	_ = r.session.Close(ctx) // it read only: there is nothing to lose
}

// grace is how much later than the caller's end the server's own comes: the caller's tells what it was.
const grace = time.Second

// soon is how quickly a connection fails that died while it was idle. What takes longer is a server that does not answer.
const soon = time.Second

// ask runs a statement and gives all its rows. A connection that died while it was idle is noticed only now: what could
// not be asked is then asked once more.
func (r *reader) ask(ctx context.Context, query string, params map[string]any) ([]*neo4j.Record, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.store.options.profile {
		query = "PROFILE " + query
	}
	watched, done, err := r.store.pulse.watch(ctx)
	if err != nil {
		return nil, r.store.explain(ctx, err)
	}
	defer done()
	start := time.Now()
	records, err := r.try(watched, query, params)
	if err != nil && watched.Err() == nil && neo4j.IsRetryable(lostOnly(err)) && time.Since(start) < soon {
		records, err = r.try(watched, query, params)
	}
	if err != nil {
		return nil, r.store.explain(ctx, hanging(watched, err))
	}
	return records, nil
}

func (r *reader) try(ctx context.Context, query string, params map[string]any) ([]*neo4j.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	result, err := r.session.Run(ctx, query, params, limits(ctx)...)
	if err != nil {
		return nil, named(query, err)
	}
	return gather(ctx, result, r.store.options.watch, query)
}

// listed asks a fixed question about a list; no list, no rows.
func listed[K string | int64](ctx context.Context, r *reader, name string, list []K) ([]*neo4j.Record, error) {
	if len(list) == 0 {
		return nil, nil
	}
	return r.ask(ctx, statement(name), map[string]any{"list": list})
}

// Nodes finds nodes by key; former keys of documents resolve as aliases.
func (r *reader) Nodes(ctx context.Context, keys []graph.Key) (map[graph.Key]*graph.Node, error) {
	places, err := reading.Places(ctx, keys, func(ctx context.Context, keys []graph.Key) (map[graph.Key]reading.Place, error) {
		return r.lookUp(ctx, keys, true)
	}, r.currentKeys)
	if err != nil {
		return nil, err
	}
	out := make(map[graph.Key]*graph.Node, len(places))
	for key, p := range places {
		out[key] = r.known[p.Key].node
	}
	return out, nil
}

// resolve finds nodes by key. Unknown ones are left out.
func (r *reader) resolve(ctx context.Context, keys []graph.Key) (map[graph.Key]reading.Place, error) {
	return reading.Places(ctx, keys, func(ctx context.Context, keys []graph.Key) (map[graph.Key]reading.Place, error) {
		return r.lookUp(ctx, keys, false)
	}, r.currentKeys)
}

// lookUp reads the nodes that this view has not read yet, or not whole.
func (r *reader) lookUp(ctx context.Context, keys []graph.Key, whole bool) (map[graph.Key]reading.Place, error) {
	var missing []graph.Key
	for _, key := range keys {
		if p, ok := r.known[key]; !ok || whole && !p.whole {
			missing = append(missing, key)
		}
	}
	slices.Sort(missing)
	records, err := listed(ctx, r, "nodes by key", slices.Compact(missing))
	if err != nil {
		return nil, err
	}
	for _, rec := range records {
		if _, err := r.keep(rec.Values[0]); err != nil {
			return nil, err
		}
	}
	places := make(map[graph.Key]reading.Place, len(keys))
	for _, key := range keys {
		if p, ok := r.known[key]; ok {
			places[key] = reading.Place{ID: p.id, Key: key}
		}
	}
	return places, nil
}

// currentKeys finds the keys that former ones of documents lead to.
func (r *reader) currentKeys(ctx context.Context, former []graph.Key) (map[graph.Key]graph.Key, error) {
	records, err := listed(ctx, r, "current keys", prefixed(ofIdentifier, former))
	now := map[graph.Key]graph.Key{}
	for _, rec := range records {
		r := row(rec.AsMap())
		now[strings.TrimPrefix(r.text("name"), ofIdentifier)] = r.text("key")
	}
	return now, err
}

// keep makes a node of a row, and remembers it.
func (r *reader) keep(v any) (place, error) {
	n, ok := v.(neo4j.Node)
	if !ok {
		return place{}, fmt.Errorf("neo4j: a %T in the place of a node", v)
	}
	fields := row(n.Props)
	key := fields.text("key")
	if p, ok := r.known[key]; ok && p.whole {
		return p, nil
	}
	node := &graph.Node{Key: key, Type: typeOf(n.Labels)}
	schema := graph.NodeSchemaOf(node.Type)
	if schema == nil {
		return place{}, fmt.Errorf("neo4j: node %s has the labels %v and none of a type", key, n.Labels)
	}
	node.Props = propsOut(schema.Props, fields)
	p := place{id: fields.id("_id"), node: node, whole: true}
	r.known[key] = p
	return p, nil
}

// keepPart makes a node of its key, id and some properties, or adds these to what is known of it.
func (r *reader) keepPart(typ graph.NodeType, props []graph.Prop, values []any) place {
	key, _ := values[0].(string)
	p, ok := r.known[key]
	if !ok {
		id, _ := values[1].(int64)
		p = place{id: id, node: &graph.Node{Key: key, Type: typ, Props: make(graph.Props, len(props))}}
		r.known[key] = p
	}
	for i := 0; i < len(props) && !p.whole; i++ {
		if v := values[i+2]; v != nil {
			p.node.Props[props[i].Name] = fromServer(v)
		}
	}
	return p
}

// keepAs keeps what nodesOf gave.
func (r *reader) keepAs(v any, typ graph.NodeType, look []graph.Prop) (place, error) {
	if values, ok := v.([]any); ok && look != nil {
		return r.keepPart(typ, look, values), nil
	}
	return r.keep(v)
}

func (r *reader) keepAll(list []any, typ graph.NodeType, look []graph.Prop) ([]*graph.Node, error) {
	nodes := make([]*graph.Node, len(list))
	for i, v := range list {
		p, err := r.keepAs(v, typ, look)
		if err != nil {
			return nil, err
		}
		nodes[i] = p.node
	}
	return nodes, nil
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

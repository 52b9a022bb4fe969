package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

func nodesBy[K string | int64](t *transaction, name string, list []K) ([]*identity.NodeRow, error) {
	var out []*identity.NodeRow
	err := each(t, name, list, func(rec *neo4j.Record) error {
		r, labels := nodeOf(rec)
		n, err := entityRow(r, labels)
		t.keys[n.ID] = n.Key
		out = append(out, n)
		return err
	})
	return out, err
}

func entityRow(r row, labels []string) (*identity.NodeRow, error) {
	n := &identity.NodeRow{ID: r.id("_id"), Key: r.text("key"), Type: typeOf(labels)}
	schema := graph.NodeSchemaOf(n.Type)
	if schema == nil {
		return n, fmt.Errorf("node %s has the labels %v and none of a type", n.Key, labels)
	}
	n.Props = identity.EncodeProps(propsOut(schema.Props, r))
	return n, identity.DecodeValues(n, r.text("_values"))
}

// Nodes gives nodes by key.
func (t *transaction) Nodes(_ context.Context, keys []graph.Key) ([]*identity.NodeRow, error) {
	return nodesBy(t, "nodes by key", keys)
}

// NodesByID gives nodes.
func (t *transaction) NodesByID(_ context.Context, ids []int64) ([]*identity.NodeRow, error) {
	return nodesBy(t, "nodes by id", ids)
}

// Edges gives edges by key. Their types, which an index needs, are those of their statements: no edge is without one.
func (t *transaction) Edges(_ context.Context, keys []graph.Key) ([]*identity.EdgeRow, error) {
	byType := map[string][]graph.Key{}
	err := each(t, "types of edges", keys, func(r *neo4j.Record) error {
		key, _ := r.Values[0].(string)
		typ, _ := r.Values[1].(string)
		byType[typ] = append(byType[typ], key)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t.edgesOf(byType)
}

// EdgesByID gives edges whose statements were read before.
func (t *transaction) EdgesByID(_ context.Context, ids []int64) ([]*identity.EdgeRow, error) {
	byType := map[string][]graph.Key{}
	for _, id := range ids {
		e := t.edges[id]
		byType[string(e.typ)] = append(byType[string(e.typ)], e.key)
	}
	return t.edgesOf(byType)
}

func (t *transaction) edgesOf(byType map[string][]graph.Key) ([]*identity.EdgeRow, error) {
	var out []*identity.EdgeRow
	for _, typ := range slices.Sorted(maps.Keys(byType)) {
		err := each(t, "edges of "+typ, byType[typ], func(rec *neo4j.Record) error {
			e := relationshipRow(graph.EdgeType(typ), rec)
			p := edgePlace{key: e.Key, typ: e.Type}
			p.from, _ = rec.Values[3].(string)
			p.to, _ = rec.Values[4].(string)
			t.edges[e.ID] = p
			out = append(out, e)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// relationshipRow reads an edge with the ids of its ends.
func relationshipRow(typ graph.EdgeType, rec *neo4j.Record) *identity.EdgeRow {
	rel, _ := rec.Values[0].(neo4j.Relationship)
	r := row(rel.Props)
	e := &identity.EdgeRow{ID: r.id("_id"), Key: r.text("key"), Type: typ, Statements: r.int("statements")}
	e.From, _ = rec.Values[1].(int64)
	e.To, _ = rec.Values[2].(int64)
	e.Props = identity.EncodeProps(propsOut(graph.EdgeSchemaOf(typ).Props, r))
	return e
}

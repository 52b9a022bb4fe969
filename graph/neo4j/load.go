package neo4j

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// nodeOf is the node in the first column.
func nodeOf(r *neo4j.Record) (row, []string) {
	n, _ := r.Values[0].(neo4j.Node)
	return n.Props, n.Labels
}

// Sources gives ledger lines, without texts.
func (t *transaction) Sources(_ context.Context, keys []graph.Key) (map[graph.Key]*identity.SourceRow, error) {
	out := make(map[graph.Key]*identity.SourceRow, len(keys))
	err := each(t, "sources", keys, func(rec *neo4j.Record) error {
		r, _ := nodeOf(rec)
		s := sourceRow(r)
		out[s.Info.Key] = s
		return nil
	})
	return out, err
}

func sourceRow(r row) *identity.SourceRow {
	return &identity.SourceRow{ID: r.id("_id"), FactRules: r.text("_factRules"), Info: sourceInfo(r)}
}

func sourceInfo(r row) graph.SourceInfo {
	return graph.SourceInfo{
		Key: r.text("key"), Dataset: r.text("dataset"), Path: r.text("path"), Root: r.text("root"), Hash: r.text("hash"),
		RulesVersion: r.text("rulesVersion"), Outcome: r.text("outcome"), Error: r.text("error"), Format: r.text("format"), Bytes: r.id("bytes"),
	}
}

func recordsBy[K string | int64](t *transaction, name string, list []K) ([]*identity.RecordRow, error) {
	var out []*identity.RecordRow
	err := each(t, name, list, func(rec *neo4j.Record) error {
		r, _ := nodeOf(rec)
		out = append(out, recordRow(r))
		return nil
	})
	return out, err
}

func recordRow(r row) *identity.RecordRow {
	return &identity.RecordRow{
		ID: r.id("_id"), Source: r.id("source"), SourceKey: r.text("sourceKey"), Record: recordOf(r),
		PropsJSON: r.text("props"), Doc: r.id("doc"), Speaks: r.bool("speaks"),
	}
}

// recordOf reads a record but for its props.
func recordOf(r row) graph.Record {
	return graph.Record{
		ID: r.text("record"), Title: r.text("title"), Identifiers: r.list("identifiers"), Names: r.list("names"), Companion: r.list("companion"),
		Date: r.text("date"), Printed: r.bool("printed"), Standing: r.int("standing"), Damage: r.int("damage"), Plan: r.bool("plan"),
		Start: r.int("start"), End: r.int("end"),
	}
}

// RecordsOf gives the records of sources.
func (t *transaction) RecordsOf(_ context.Context, sources []int64) ([]*identity.RecordRow, error) {
	return recordsBy(t, "records of sources", sources)
}

// RecordsByID gives records.
func (t *transaction) RecordsByID(_ context.Context, ids []int64) ([]*identity.RecordRow, error) {
	return recordsBy(t, "records by id", ids)
}

// What a Name leads to: its name begins with one of these.
const (
	ofIdentifier = "key|"  // document keys that the identifiers of a record would give
	ofPlan       = "plan|" // with the role of a plan's title
	ofCarrier    = "text|" // names that a document can be cited by
	ofReference  = "cite|" // names that a citation holds
)

func planName(role int, title string) string { return ofPlan + strconv.Itoa(role) + "|" + title }

// prefixed are the names as rows of Name hold them: a title can be longer than an index takes.
func prefixed(prefix string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = identity.Short(prefix + n)
	}
	return out
}

// RecordsByKey finds the records that have an identifier with one of these document keys.
func (t *transaction) RecordsByKey(_ context.Context, keys []graph.Key) ([]*identity.RecordRow, error) {
	return recordsBy(t, "records by name", prefixed(ofIdentifier, keys))
}

// RecordsByPlan finds plans printed alone, or the notices that attach them, by title.
func (t *transaction) RecordsByPlan(_ context.Context, role int, titles []string) ([]*identity.RecordRow, error) {
	return recordsBy(t, "records by name", prefixed(planName(role, ""), titles))
}

func claimRow(r row) *identity.NodeClaimRow {
	return &identity.NodeClaimRow{
		ID: r.id("_id"), Source: r.id("source"), Record: r.id("record"), Body: r.bool("body"),
		End:  identity.EndRow{Record: r.id("endRecord"), Reference: r.id("endReference"), Key: r.text("endKey")},
		Type: graph.NodeType(r.text("type")), Priority: r.int("priority"), Props: r.text("props"), Node: r.id("node"),
	}
}

func statementRow(r row) *identity.EdgeClaimRow {
	return &identity.EdgeClaimRow{
		ID: r.id("_id"), Source: r.id("_source"), Record: r.id("_record"), Body: r.bool("_body"), Type: graph.EdgeType(r.text("type")),
		From:  identity.EndRow{Record: r.id("_fromRecord"), Reference: r.id("_fromReference"), Key: r.text("_fromKey")},
		To:    identity.EndRow{Record: r.id("_toRecord"), Reference: r.id("_toReference"), Key: r.text("_toKey")},
		Props: r.text("_props"), Edge: r.id("_edge"), Seq: r.int("_seq"), Start: r.int("start"), End: r.int("end"),
		Quote: r.text("quote"), Rule: r.text("rule"), Confidence: r.float("confidence"), FromText: r.text("fromText"), ToText: r.text("toText"),
	}
}

// claims reads claims and statements; the edges that the statements are counted in may show another one afterwards.
func (t *transaction) claims(nodesBy, edgesBy string, params map[string]any) ([]*identity.NodeClaimRow, []*identity.EdgeClaimRow, error) {
	records, err := t.run(statement(nodesBy), params)
	if err != nil {
		return nil, nil, err
	}
	nodes := make([]*identity.NodeClaimRow, len(records))
	for i, rec := range records {
		r, _ := nodeOf(rec)
		nodes[i] = claimRow(r)
	}
	if records, err = t.run(statement(edgesBy), params); err != nil {
		return nil, nil, err
	}
	edges := make([]*identity.EdgeClaimRow, len(records))
	for i, rec := range records {
		r, _ := nodeOf(rec)
		edges[i] = statementRow(r)
		if c := edges[i]; c.Edge != 0 {
			t.edges[c.Edge] = edgePlace{key: r.text("edge"), typ: c.Type, from: r.text("from"), to: r.text("to")}
			t.stale[r.text("edge")] = string(c.Type)
		}
	}
	return nodes, edges, nil
}

// ClaimsOf gives the claims of sources.
func (t *transaction) ClaimsOf(_ context.Context, sources []int64) ([]*identity.NodeClaimRow, []*identity.EdgeClaimRow, error) {
	if len(sources) == 0 {
		return nil, nil, nil
	}
	return t.claims("claims of sources", "statements of sources", map[string]any{"list": sources})
}

// ClaimsAt gives the claims that a record makes or that have an end at one of the records or references.
func (t *transaction) ClaimsAt(_ context.Context, records, references []int64) ([]*identity.NodeClaimRow, []*identity.EdgeClaimRow, error) {
	if len(records)+len(references) == 0 {
		return nil, nil, nil
	}
	return t.claims("claims at", "statements at", map[string]any{"list": records, "references": references})
}

// StatedProps counts the claims of each edge by their props. The edges were read before.
func (t *transaction) StatedProps(_ context.Context, edges []int64) (map[int64]map[string]int, error) {
	out := map[int64]map[string]int{}
	keys := make([]graph.Key, len(edges))
	for i, id := range edges {
		keys[i] = t.edges[id].key
	}
	err := each(t, "stated props", keys, func(rec *neo4j.Record) error {
		r := row(rec.AsMap())
		edge := r.id("edge")
		if out[edge] == nil {
			out[edge] = map[string]int{}
		}
		out[edge][r.text("props")] = r.int("n")
		return nil
	})
	return out, err
}

// Carriers gives documents as citations see them, by id.
func (t *transaction) Carriers(_ context.Context, docs []int64) (map[int64]*identity.Candidate, error) {
	return candidates(t, "carriers", docs)
}

// CarriersOf gives the documents that carry one of the names.
func (t *transaction) CarriersOf(_ context.Context, names []string) (map[int64]*identity.Candidate, error) {
	return candidates(t, "carriers by name", prefixed(ofCarrier, names))
}

func candidates[K string | int64](t *transaction, name string, list []K) (map[int64]*identity.Candidate, error) {
	out := map[int64]*identity.Candidate{}
	err := each(t, name, list, func(rec *neo4j.Record) error {
		r, _ := nodeOf(rec)
		c := &identity.Candidate{}
		out[r.id("doc")] = c
		return json.Unmarshal([]byte(r.text("info")), c)
	})
	return out, err
}

func referencesBy[K string | int64](t *transaction, name string, list []K) ([]*identity.ReferenceRow, error) {
	var out []*identity.ReferenceRow
	err := each(t, name, list, func(rec *neo4j.Record) error {
		r, _ := nodeOf(rec)
		ref, err := referenceRow(r)
		out = append(out, ref)
		return err
	})
	return out, err
}

func referenceRow(r row) (*identity.ReferenceRow, error) {
	ref := &identity.ReferenceRow{ID: r.id("_id"), Hash: r.text("hash"), State: r.text("state"), Node: r.id("node"), Value: r.text("value"), Uses: r.int("uses")}
	return ref, json.Unmarshal([]byte(r.text("info")), &ref.Ref)
}

// References finds citations by hash.
func (t *transaction) References(_ context.Context, hashes []string) ([]*identity.ReferenceRow, error) {
	return referencesBy(t, "references by hash", hashes)
}

// ReferencesByID gives citations.
func (t *transaction) ReferencesByID(_ context.Context, ids []int64) ([]*identity.ReferenceRow, error) {
	return referencesBy(t, "references by id", ids)
}

// ReferencesByName finds the citations that hold one of the names.
func (t *transaction) ReferencesByName(_ context.Context, names []string) ([]*identity.ReferenceRow, error) {
	return referencesBy(t, "references by name", prefixed(ofReference, names))
}

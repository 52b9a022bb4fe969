package neo4j

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
	"github.com/policygraph/policygraph/graph/reading"
)

func statementOf(r row) graph.Statement {
	return graph.Statement{
		Key: r.text("key"), Edge: r.text("edge"), EdgeType: graph.EdgeType(r.text("type")), From: r.text("from"), To: r.text("to"),
		Source: r.text("source"), Record: r.text("record"), Start: r.int("start"), End: r.int("end"), Quote: r.text("quote"), Rule: r.text("rule"),
		RulesVersion: r.text("rulesVersion"), Confidence: r.float("confidence"), FromText: r.text("fromText"), ToText: r.text("toText"),
	}
}

// Statements gives the evidence of edges, by source, then place.
func (r *reader) Statements(ctx context.Context, edges []graph.Key) (map[graph.Key][]graph.Statement, error) {
	out := make(map[graph.Key][]graph.Statement, len(edges))
	list := slices.Clone(edges)
	slices.Sort(list)
	records, err := listed(ctx, r, "statements of edges", slices.Compact(list))
	for _, rec := range records {
		fields, _ := nodeOf(rec)
		s := statementOf(fields)
		out[s.Edge] = append(out[s.Edge], s)
	}
	return out, err
}

// silent is an end of a statement that is counted in no edge (a witness's), to be bound as the engine would bind it.
type silent struct {
	to                *graph.Key
	record, reference int64
	key               string
}

// Facts gives the statements made by the texts of documents: those of the text that speaks, then the witnesses', each
// in order of place.
func (r *reader) Facts(ctx context.Context, documents []graph.Key) (map[graph.Key][]graph.Statement, error) {
	asked, err := r.resolve(ctx, documents)
	if err != nil {
		return nil, err
	}
	records, err := listed(ctx, r, "facts of documents", reading.IDs(asked))
	if err != nil {
		return nil, err
	}
	list := make([]graph.Statement, len(records))
	byID := map[int64][]*graph.Statement{}
	var open []silent
	for i, rec := range records {
		fields, _ := nodeOf(rec)
		list[i] = statementOf(fields)
		doc, _ := rec.Values[1].(int64)
		byID[doc] = append(byID[doc], &list[i])
		if list[i].Edge == "" {
			open = append(open,
				silent{&list[i].From, fields.id("_fromRecord"), fields.id("_fromReference"), fields.text("_fromKey")},
				silent{&list[i].To, fields.id("_toRecord"), fields.id("_toReference"), fields.text("_toKey")})
		}
	}
	if err := r.bindSilent(ctx, open); err != nil {
		return nil, err
	}
	out := map[graph.Key][]graph.Statement{}
	for key, p := range asked {
		for _, s := range byID[p.ID] {
			out[key] = append(out[key], *s)
		}
	}
	return out, nil
}

func (r *reader) bindSilent(ctx context.Context, open []silent) error {
	records, references := map[int64]graph.Key{}, map[int64]graph.Key{}
	for _, e := range open {
		if e.record != 0 {
			records[e.record] = ""
		}
		if e.reference != 0 {
			references[e.reference] = ""
		}
	}
	if err := r.ends(ctx, "record ends", records); err != nil {
		return err
	}
	if err := r.ends(ctx, "reference ends", references); err != nil {
		return err
	}
	for _, e := range open {
		switch {
		case e.record != 0:
			*e.to = records[e.record] + e.key
		case e.reference != 0:
			*e.to = references[e.reference]
		default:
			*e.to = e.key
		}
	}
	return nil
}

// ends fills in the keys of the nodes that records or references mean.
func (r *reader) ends(ctx context.Context, name string, of map[int64]graph.Key) error {
	ids := make([]int64, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	found, err := listed(ctx, r, name, ids)
	for _, rec := range found {
		fields := row(rec.AsMap())
		of[fields.id("id")] = fields.text("key")
	}
	return err
}

// Records gives the texts of documents, the one that speaks first.
func (r *reader) Records(ctx context.Context, documents []graph.Key) (map[graph.Key][]graph.RecordInfo, error) {
	asked, err := r.resolve(ctx, documents)
	if err != nil {
		return nil, err
	}
	found, err := listed(ctx, r, "records of documents", reading.IDs(asked))
	if err != nil {
		return nil, err
	}
	byID := map[int64][]graph.RecordInfo{}
	for _, rec := range found {
		fields, _ := nodeOf(rec)
		info := graph.RecordInfo{Record: recordOf(fields), Source: fields.text("sourceKey"), Speaks: fields.bool("speaks")}
		info.Title = "" // the embedded store does not tell it either: it is in the header values
		info.Document, _ = rec.Values[1].(string)
		if info.Props, err = identity.DecodeProps(graph.NodeSchemaOf(graph.Document).Props, fields.text("props")); err != nil {
			return nil, err
		}
		byID[fields.id("doc")] = append(byID[fields.id("doc")], info)
	}
	return reading.ByKey(asked, byID), nil
}

// Sources gives ledger lines, with the decoded text if asked. nil keys: all, without texts.
func (r *reader) Sources(ctx context.Context, keys []graph.Key, withText bool) (map[graph.Key]graph.SourceInfo, error) {
	var found []*neo4j.Record
	var err error
	switch {
	case keys == nil:
		found, err = r.ask(ctx, statement("all sources"), nil)
	case withText:
		found, err = listed(ctx, r, "sources with text", keys)
	default:
		found, err = listed(ctx, r, "sources", keys)
	}
	out := make(map[graph.Key]graph.SourceInfo, len(found))
	for _, rec := range found {
		fields, _ := nodeOf(rec)
		s := sourceInfo(fields)
		if len(rec.Values) > 1 {
			s.Text, _ = rec.Values[1].(string)
		}
		out[s.Key] = s
	}
	return out, err
}

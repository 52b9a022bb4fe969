package neo4j

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

var _ identity.Snapshooter = (*Store)(nil)

// How many rows a part has: less where texts come with them.
const (
	partRows  = 2000
	partNodes = 500
	partTexts = 16
)

// Snapshot hands out all that the store holds. The server has no snapshots: what was written meanwhile is found out at the
// end, and is an error (graph.ErrChanged).
func (s *Store) Snapshot(ctx context.Context, begin func(identity.Extent) error, f func(*identity.Part) error) error {
	p := &snapshot{store: s, ctx: ctx, give: f}
	before, err := p.standing()
	if err != nil {
		return s.explain(ctx, err)
	}
	all, err := p.ask(statement("rows in all"), nil)
	if err != nil {
		return s.explain(ctx, err)
	}
	e := identity.Extent{Rows: row(all[0].AsMap()).int("n"), Shared: true}
	for t := range e.Next {
		e.Next[t] = before.next
	}
	if err := begin(e); err != nil {
		return err
	}
	for _, step := range []func() error{p.sources, p.records, p.references, p.carriers, p.nodes, p.edges, p.claims, p.statements, p.counts} {
		if err := step(); err != nil {
			return err
		}
	}
	after, err := p.standing()
	if err == nil && after != before {
		err = graph.ErrChanged
	}
	return s.explain(ctx, err)
}

// snapshot is a store whose rows are given away part by part.
type snapshot struct {
	store *Store
	ctx   context.Context
	give  func(*identity.Part) error
}

// standing is what every write changes: the turn of writers and the next id.
type standing struct{ next, turn int64 }

func (s *snapshot) standing() (standing, error) {
	records, err := s.ask(statement("standing"), nil)
	if err != nil {
		return standing{}, err
	}
	if len(records) != 1 {
		return standing{}, fmt.Errorf("the version node is gone: %w", ErrNotAStore)
	}
	r := row(records[0].AsMap())
	return standing{r.id("next"), r.id("turn")}, nil
}

func (s *snapshot) ask(query string, params map[string]any) ([]*neo4j.Record, error) {
	session := s.store.session(s.ctx, neo4j.AccessModeRead)
	defer session.Close(context.WithoutCancel(s.ctx))
	records, err := session.ExecuteRead(s.ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return collect(s.ctx, tx, s.store.options.watch, query, params)
	})
	if err != nil {
		return nil, err
	}
	list, _ := records.([]*neo4j.Record)
	return list, nil
}

// pages gives the rows of a paged statement away, a page a part. add puts a row into the part, and gives the place after
// which the next page begins.
func (s *snapshot) pages(name string, limit int, after any, add func(*identity.Part, *neo4j.Record) (any, error), before ...func(*identity.Part) error) error {
	for {
		records, err := s.ask(statement(name), map[string]any{"after": after, "limit": limit})
		if err != nil {
			return s.store.explain(s.ctx, err)
		}
		if len(records) == 0 {
			return nil
		}
		part := &identity.Part{}
		for _, r := range records {
			if after, err = add(part, r); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		for _, f := range before {
			if err := f(part); err != nil {
				return s.store.explain(s.ctx, err)
			}
		}
		if err := s.give(part); err != nil {
			return err
		}
		if len(records) < limit {
			return nil
		}
	}
}

func (s *snapshot) sources() error {
	return s.pages("page of sources", partTexts, int64(0), func(p *identity.Part, rec *neo4j.Record) (any, error) {
		r, _ := nodeOf(rec)
		src := sourceRow(r)
		src.Info.Text, src.NewText = rec.Values[1].(string)
		p.Sources = append(p.Sources, src)
		return src.ID, nil
	})
}

func (s *snapshot) records() error {
	return s.pages("page of records", partRows, int64(0), func(p *identity.Part, rec *neo4j.Record) (any, error) {
		r, _ := nodeOf(rec)
		p.Records = append(p.Records, recordRow(r))
		return r.id("_id"), nil
	})
}

func (s *snapshot) references() error {
	return s.pages("page of references", partRows, int64(0), func(p *identity.Part, rec *neo4j.Record) (any, error) {
		r, _ := nodeOf(rec)
		ref, err := referenceRow(r)
		p.References = append(p.References, ref)
		return ref.ID, err
	})
}

func (s *snapshot) carriers() error {
	return s.pages("page of carriers", partRows, int64(0), func(p *identity.Part, rec *neo4j.Record) (any, error) {
		r, _ := nodeOf(rec)
		if p.Carriers == nil {
			p.Carriers = map[int64]*identity.Candidate{}
		}
		c := &identity.Candidate{}
		p.Carriers[r.id("doc")] = c
		return r.id("doc"), json.Unmarshal([]byte(r.text("info")), c)
	})
}

func (s *snapshot) nodes() error {
	return s.pages("page of nodes", partNodes, int64(0), func(p *identity.Part, rec *neo4j.Record) (any, error) {
		r, labels := nodeOf(rec)
		n, err := entityRow(r, labels)
		p.NewNodes = append(p.NewNodes, n)
		return r.id("_id"), err
	}, s.bodies)
}

// bodies adds the texts that speak for the documents of a part.
func (s *snapshot) bodies(p *identity.Part) error {
	docs := []int64{}
	for _, n := range p.NewNodes {
		if n.Type == graph.Document {
			docs = append(docs, n.ID)
		}
	}
	records, err := s.ask(statement("speaking texts"), map[string]any{"list": docs})
	if err != nil {
		return err
	}
	places := make([]identity.Speaking, len(records))
	for i, rec := range records {
		r := row(rec.AsMap())
		places[i] = identity.Speaking{Doc: r.id("doc"), Source: r.id("source"), Start: r.int("start"), End: r.int("stop")}
	}
	p.Bodies, err = identity.Bodies(places, func(source int64) (string, error) {
		records, err := s.ask(statement("texts"), map[string]any{"list": []int64{source}})
		if err != nil || len(records) == 0 {
			return "", err
		}
		return row(records[0].AsMap()).text("text"), nil
	})
	return err
}

func (s *snapshot) edges() error {
	for i := range graph.Edges {
		typ := graph.Edges[i].Type
		err := s.pages("page of edges of "+string(typ), partRows, "", func(p *identity.Part, rec *neo4j.Record) (any, error) {
			e := relationshipRow(typ, rec)
			at := row(rec.AsMap())
			rel, _ := rec.Values[0].(neo4j.Relationship)
			r := row(rel.Props)
			p.NewEdges = append(p.NewEdges, e)
			p.Shown = append(p.Shown, identity.Shown{From: at.text("srcKey"), To: at.text("dstKey"),
				Quote: r.text("quote"), Source: r.text("source"), Rule: r.text("rule")})
			return e.Key, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *snapshot) claims() error {
	return s.pages("page of claims", partRows, int64(0), func(p *identity.Part, rec *neo4j.Record) (any, error) {
		r, _ := nodeOf(rec)
		p.NodeClaims = append(p.NodeClaims, claimRow(r))
		return r.id("_id"), nil
	})
}

func (s *snapshot) statements() error {
	return s.pages("page of statements", partRows, int64(0), func(p *identity.Part, rec *neo4j.Record) (any, error) {
		r, _ := nodeOf(rec)
		p.EdgeClaims = append(p.EdgeClaims, statementRow(r))
		p.Stated = append(p.Stated, identity.Stated{Source: r.text("source"), Record: r.text("record"), FactRules: r.text("rulesVersion"),
			Edge: r.text("edge"), From: r.text("from"), To: r.text("to")})
		return r.id("_id"), nil
	})
}

// counts come last, in one part.
func (s *snapshot) counts() error {
	p := &identity.Part{Delta: identity.Delta{NodeCounts: map[graph.NodeType]int{}, EdgeCounts: map[graph.EdgeType]int{}}}
	records, err := s.ask(statement("counts"), nil)
	if err != nil {
		return s.store.explain(s.ctx, err)
	}
	for _, rec := range records {
		r := row(rec.AsMap())
		if r.text("kind") == "node" {
			p.NodeCounts[graph.NodeType(r.text("type"))] = r.int("n")
		} else {
			p.EdgeCounts[graph.EdgeType(r.text("type"))] = r.int("n")
		}
	}
	return s.give(p)
}

package neo4j

import (
	"context"
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// search is a text query made ready. It asks Lucene for the tokens that graph.QueryTokens made, and has no use for its
// scores: hits come in the order of graph.Rank.
type search struct {
	*reader
	query graph.Query
	types []graph.NodeType
	after *graph.Hit
}

// Search gives a page of nodes by text, rank by rank until the page is full.
func (r *reader) Search(ctx context.Context, q graph.TextQuery) (graph.Page, error) {
	page := graph.Page{Total: -1}
	s, err := r.newSearch(q)
	if err != nil {
		return page, err
	}
	if q.WantTotal {
		if page.Total, err = s.total(ctx); err != nil {
			return page, err
		}
	}
	if len(s.query.All) == 0 || q.First == 0 {
		return page, nil
	}
	hits, err := s.hits(ctx, q.First+1)
	if err != nil {
		return page, err
	}
	page.HasPrev = s.after != nil
	if page.HasNext = len(hits) > q.First; page.HasNext {
		hits = hits[:q.First]
	}
	keys := make([]graph.Key, len(hits))
	for i, h := range hits {
		keys[i] = h.Key
	}
	if err := r.learn(ctx, keys); err != nil {
		return page, err
	}
	for _, h := range hits {
		if p, ok := r.known[h.Key]; ok { // else it went while we read
			page.Nodes = append(page.Nodes, p.node)
			page.Cursors = append(page.Cursors, h.Cursor())
		}
	}
	return page, nil
}

func (r *reader) newSearch(q graph.TextQuery) (*search, error) {
	s := &search{reader: r}
	if q.First < 0 {
		return nil, fmt.Errorf("%w: first %d", graph.ErrBadQuery, q.First)
	}
	var err error
	if s.types, err = graph.SearchTypes(q.Types); err != nil {
		return nil, err
	}
	if s.query, err = graph.QueryTokens(q.Text); err != nil {
		return nil, err
	}
	if q.After != "" {
		h, err := graph.DecodeHit(q.After)
		s.after = &h
		return s, err
	}
	return s, nil
}

func (s *search) total(ctx context.Context) (int, error) {
	if len(s.query.All) == 0 {
		return 0, nil
	}
	return s.count(ctx, statement("search total"), map[string]any{"query": s.must(s.fits(graph.RankBody))})
}

func (s *search) hits(ctx context.Context, limit int) ([]graph.Hit, error) {
	var hits []graph.Hit
	first := graph.RankExactNumber
	if s.after != nil {
		first = s.after.Rank
	}
	for rank := first; rank < graph.Ranks && len(hits) < limit; rank++ {
		more, err := s.ranked(ctx, rank, limit-len(hits))
		if err != nil {
			return nil, err
		}
		hits = append(hits, more...)
	}
	return hits, nil
}

// ranked gives the next hits of a rank, in order.
func (s *search) ranked(ctx context.Context, rank graph.Rank, limit int) ([]graph.Hit, error) {
	name, params := "search", map[string]any{"query": s.match(rank), "limit": limit}
	if s.after != nil && s.after.Rank == rank {
		name = "search after undated"
		if params["key"] = s.after.Key; s.after.Date != nil {
			name, params["date"] = "search after date", s.after.Date
		}
	}
	records, err := s.ask(ctx, statement(name), params)
	hits := make([]graph.Hit, len(records))
	for i, rec := range records {
		hits[i] = graph.Hit{Rank: rank, Key: row(rec.AsMap()).text("key"), Date: rec.Values[1]}
	}
	return hits, err
}

// match writes the full-text expression for what has exactly the rank and is of one of the types.
func (s *search) match(rank graph.Rank) string {
	expr := s.must(s.fits(rank))
	for _, r := range rank.Without() {
		expr += " -" + s.fits(r)
	}
	return expr
}

// must asks for an expression and for one of the types.
func (s *search) must(expr string) string {
	tokens := make([]string, len(s.types))
	for i, t := range s.types {
		tokens[i] = "type:" + graph.TypeToken(t)
	}
	return "+" + expr + " +(" + strings.Join(tokens, " ") + ")"
}

// fits writes the expression for what fits the rank, lower ranks included.
func (s *search) fits(rank graph.Rank) string {
	var parts []string
	switch rank {
	case graph.RankExactNumber, graph.RankExactTitle:
		for _, p := range s.query.Exact { // any of them
			parts = append(parts, phrase(rank, p))
		}
	case graph.RankTitlePrefix:
		parts = []string{phrase(rank, s.query.Begins)}
	default:
		for _, p := range s.query.All {
			parts = append(parts, "+"+phrase(rank, p))
		}
	}
	return "(" + strings.Join(parts, " ") + ")"
}

// phrase writes a phrase in any of the classes of a rank. Tokens hold nothing that means something to Lucene.
func phrase(rank graph.Rank, p graph.Phrase) string {
	var parts []string
	for _, class := range rank.Classes() {
		if p.Prefix {
			parts = append(parts, wordFields[class]+":"+p.Tokens[0]+"*")
		} else {
			parts = append(parts, wordFields[class]+`:"`+strings.Join(p.Tokens, " ")+`"`)
		}
	}
	return "(" + strings.Join(parts, " ") + ")"
}

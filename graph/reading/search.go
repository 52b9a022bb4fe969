package reading

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Search is a text query made ready. A store finds what matches, by the tokens of Query, and has no use for scores: hits
// come in the order of graph.Rank.
type Search struct {
	Query graph.Query
	Types []graph.NodeType
	After *graph.Hit
	Limit int  // how many hits are wanted
	Total bool // the number of all is wanted
}

// Hit is a hit with its node.
type Hit struct {
	graph.Hit
	ID   int64 // the node's row, where the store fills in the node later
	Node *graph.Node
}

// SearchPage gives a page of nodes by text. ask gives hits in order and the total; it is called once, if at all.
func SearchPage(ctx context.Context, q graph.TextQuery, ask func(context.Context, *Search) ([]Hit, int, error)) (graph.Page, error) {
	page := graph.Page{Total: -1}
	s, err := newSearch(q)
	if err != nil {
		return page, err
	}
	if len(s.Query.All) == 0 {
		if q.WantTotal {
			page.Total = 0
		}
		return page, nil
	}
	if q.First == 0 && !q.WantTotal {
		return page, nil
	}
	hits, total, err := ask(ctx, s)
	if err != nil {
		return page, err
	}
	if q.WantTotal {
		page.Total = total
	}
	if q.First == 0 {
		return page, nil
	}
	page.HasPrev = s.After != nil
	if page.HasNext = len(hits) > q.First; page.HasNext {
		hits = hits[:q.First]
	}
	for _, h := range hits {
		if h.Node != nil { // else it went while we read
			page.Nodes = append(page.Nodes, h.Node)
			page.Cursors = append(page.Cursors, h.Cursor())
		}
	}
	return page, nil
}

func newSearch(q graph.TextQuery) (*Search, error) {
	s := &Search{Total: q.WantTotal}
	if q.First < 0 {
		return nil, fmt.Errorf("%w: first %d", graph.ErrBadQuery, q.First)
	}
	if q.First > 0 {
		s.Limit = q.First + 1
	}
	var err error
	if s.Types, err = graph.SearchTypes(q.Types); err != nil {
		return nil, err
	}
	if s.Query, err = graph.QueryTokens(q.Text); err != nil {
		return nil, err
	}
	if q.After != "" {
		h, err := graph.DecodeHit(q.After)
		s.After = &h
		return s, err
	}
	return s, nil
}

// First is the rank to begin with.
func (s *Search) First() graph.Rank {
	if s.After != nil {
		return s.After.Rank
	}
	return graph.RankExactNumber
}

// Place is where to go on from within a rank; nil: from its first hit.
func (s *Search) Place(rank graph.Rank) *graph.Hit {
	if s.After != nil && s.After.Rank == rank {
		return s.After
	}
	return nil
}

// CompareHits orders hits of one rank.
func CompareHits(a, b Hit) int {
	x, _ := a.Date.(string)
	y, _ := b.Date.(string)
	if c := strings.Compare(y, x); c != 0 { // "" is least: no date comes last
		return c
	}
	return strings.Compare(a.Key, b.Key)
}

// Merge sorts hits of one rank and keeps the first.
func Merge(hits []Hit, limit int) []Hit {
	slices.SortFunc(hits, CompareHits)
	return hits[:min(limit, len(hits))]
}

// PhrasesOf lists the phrases that fit a rank, lower ranks included; any tells that one of them is enough.
func (s *Search) PhrasesOf(rank graph.Rank) (phrases []graph.Phrase, any bool) {
	switch rank {
	case graph.RankExactNumber, graph.RankExactTitle:
		return s.Query.Exact, true
	case graph.RankTitlePrefix:
		return []graph.Phrase{s.Query.Begins}, false
	}
	return s.Query.All, false
}

package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// fewHits is up to how many hits of a rank are sorted (a variable for the tests). More are found by walking the nodes in the order of hits until
// the page is full, which then does not take long.
var fewHits = 2000

// searchColumns are the columns of the table search by class.
var searchColumns = [...]string{graph.ClassNumber: "number", graph.ClassTitle: "title", graph.ClassHeading: "heading", graph.ClassBody: "body"}

// search is a text query made ready.
type search struct {
	*reader
	query graph.Query
	types []graph.NodeType
	after *graph.Hit
}

// hit is a hit with the node's id.
type hit struct {
	id int64
	graph.Hit
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
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.id
	}
	nodes, err := r.nodesByID(ctx, ids)
	for _, h := range hits {
		page.Nodes = append(page.Nodes, nodes[h.id])
		page.Cursors = append(page.Cursors, h.Cursor())
	}
	return page, err
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
	match := typed(s.fits(graph.RankBody), s.types)
	return s.count(ctx, "SELECT count(*) FROM search WHERE search MATCH ?", []any{match})
}

func (s *search) hits(ctx context.Context, limit int) ([]hit, error) {
	var hits []hit
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

// ranked gives the next hits of a rank.
func (s *search) ranked(ctx context.Context, rank graph.Rank, limit int) ([]hit, error) {
	w := hitWalk{search: s, rank: rank, limit: limit}
	if s.after != nil && s.after.Rank == rank {
		w.after = s.after
	}
	if hits, few, err := w.few(ctx, s.types); few || err != nil {
		return hits, err
	}
	var hits []hit
	for _, t := range s.types {
		ofType, few, err := w.few(ctx, []graph.NodeType{t})
		if err == nil && !few {
			ofType, err = w.walk(ctx, t)
		}
		if err != nil {
			return nil, err
		}
		hits = append(hits, ofType...)
	}
	slices.SortFunc(hits, compareHits)
	return hits[:min(limit, len(hits))], nil
}

// compareHits orders hits of one rank.
func compareHits(a, b hit) int {
	x, _ := a.Date.(string)
	y, _ := b.Date.(string)
	if c := strings.Compare(y, x); c != 0 { // "" is least: no date comes last
		return c
	}
	return strings.Compare(a.Key, b.Key)
}

// hitWalk reads the hits of one rank in order.
type hitWalk struct {
	*search
	rank  graph.Rank
	limit int
	after *graph.Hit
}

// few sorts the hits of the types, if they are few.
func (w *hitWalk) few(ctx context.Context, types []graph.NodeType) (hits []hit, few bool, err error) {
	match := w.match(w.rank, types)
	n, err := w.count(ctx, "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", []any{match, fewHits + 1})
	if err != nil || n == 0 || n > fewHits {
		return nil, n == 0, err
	}
	var dates []string
	for _, t := range types {
		if d := graph.SearchDate(t); d != "" {
			dates = append(dates, fmt.Sprintf("(SELECT %q FROM %s WHERE id = n.id)", d, nodeTable(t)))
		}
	}
	date := "COALESCE(" + strings.Join(append(dates, "NULL", "NULL"), ", ") + ")"
	var c compiler
	c.add("SELECT * FROM (SELECT n.id, n.key AS key, %s AS date FROM search s CROSS JOIN node n ON n.id = s.rowid WHERE s.search MATCH ", date)
	c.arg(match)
	c.add(") WHERE TRUE")
	terms := []term{{expr: "date", desc: true, nullable: true}, {expr: "key"}}
	hits, err = w.read(ctx, &c, terms)
	return hits, true, err
}

// walk goes through the nodes of a type in the order of hits, those with a date before those without, and keeps hits.
func (w *hitWalk) walk(ctx context.Context, t graph.NodeType) ([]hit, error) {
	if graph.SearchDate(t) == "" {
		return w.part(ctx, t, false)
	}
	var hits []hit
	if w.after == nil || w.after.Date != nil {
		var err error
		if hits, err = w.part(ctx, t, true); err != nil || len(hits) == w.limit {
			return hits, err
		}
	}
	rest := *w
	rest.limit -= len(hits)
	more, err := rest.part(ctx, t, false)
	return append(hits, more...), err
}

// part gives the first hits of a type that have a date, or those that have none.
func (w *hitWalk) part(ctx context.Context, t graph.NodeType, dated bool) ([]hit, error) {
	rest := *w
	if w.after != nil && w.after.Date != nil && !dated {
		rest.after = nil // all without a date come after one with
	}
	date, terms := "NULL", []term{{expr: "t.key"}}
	if d := graph.SearchDate(t); d != "" {
		date = nodeField("t", t, d)
	}
	var c compiler
	c.add("SELECT t.id, t.key, %s FROM %s t WHERE t.id IN (SELECT rowid FROM search WHERE search MATCH ", date, nodeTable(t))
	c.arg(w.match(w.rank, []graph.NodeType{t}))
	c.add(")")
	if dated {
		terms = append([]term{{expr: date, desc: true}}, terms...)
		c.add(" AND %s IS NOT NULL", date)
	} else {
		c.add(" AND %s IS NULL", date)
	}
	return rest.read(ctx, &c, terms)
}

// read ends a query for hits with the place to go on from, the order and the limit, and runs it.
func (w *hitWalk) read(ctx context.Context, c *compiler, terms []term) ([]hit, error) {
	if w.after != nil {
		c.add(" AND ")
		c.beyond(terms, []any{w.after.Date, w.after.Key}[2-len(terms):], false, false)
	}
	c.add(" ORDER BY ")
	orderBy(c, terms, false)
	c.add(" LIMIT ")
	c.arg(w.limit)
	var hits []hit
	err := w.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		h := hit{Hit: graph.Hit{Rank: w.rank}}
		err := rows.Scan(&h.id, &h.Key, &h.Date)
		hits = append(hits, h)
		return err
	})
	return hits, err
}

// match writes the full-text expression for what has exactly the rank and is of one of the types.
func (s *search) match(rank graph.Rank, types []graph.NodeType) string {
	expr := s.fits(rank)
	var without []string
	for _, r := range rank.Without() {
		without = append(without, s.fits(r))
	}
	if len(without) > 0 {
		expr = "(" + expr + ") NOT (" + strings.Join(without, " OR ") + ")"
	}
	return typed(expr, types)
}

// typed limits an expression to the types.
func typed(expr string, types []graph.NodeType) string {
	tokens := make([]string, len(types))
	for i, t := range types {
		tokens[i] = `"` + graph.TypeToken(t) + `"`
	}
	return "(" + expr + ") AND type : (" + strings.Join(tokens, " OR ") + ")"
}

// fits writes the expression for what fits the rank, lower ranks included.
func (s *search) fits(rank graph.Rank) string {
	columns := make([]string, 0, 4)
	for _, class := range rank.Classes() {
		columns = append(columns, searchColumns[class])
	}
	var parts []string
	word := " AND "
	switch rank {
	case graph.RankExactNumber, graph.RankExactTitle:
		word = " OR "
		parts = phrases(s.query.Exact)
	case graph.RankTitlePrefix:
		parts = phrases([]graph.Phrase{s.query.Begins})
	default:
		parts = phrases(s.query.All)
	}
	return "{" + strings.Join(columns, " ") + "} : (" + strings.Join(parts, word) + ")"
}

// phrases writes phrases in FTS5's syntax. Tokens hold no quote.
func phrases(ps []graph.Phrase) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = `"` + strings.Join(p.Tokens, " ") + `"`
		if p.Prefix {
			out[i] += " *"
		}
	}
	return out
}

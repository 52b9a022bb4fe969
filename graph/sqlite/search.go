package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// fewHits is up to how many hits of a rank are sorted (a variable for the tests). More are found by walking the nodes in the order of hits until
// the page is full, which then does not take long.
var fewHits = 2000

// searchColumns are the columns of the table search by class.
var searchColumns = [...]string{graph.ClassNumber: "number", graph.ClassTitle: "title", graph.ClassHeading: "heading", graph.ClassBody: "body"}

// search is a text query made ready, and its reader.
type search struct {
	*reader
	*reading.Search
}

// Search gives a page of nodes by text.
func (r *reader) Search(ctx context.Context, q graph.TextQuery) (graph.Page, error) {
	return reading.SearchPage(ctx, q, func(ctx context.Context, s *reading.Search) ([]reading.Hit, int, error) {
		return (&search{r, s}).run(ctx)
	})
}

// run gives hits, rank by rank until they are enough, and the total.
func (s *search) run(ctx context.Context) (hits []reading.Hit, total int, err error) {
	if s.Total {
		match := typed(s.fits(graph.RankBody), s.Types)
		if total, err = s.count(ctx, "SELECT count(*) FROM search WHERE search MATCH ?", []any{match}); err != nil {
			return nil, 0, err
		}
	}
	for rank := s.First(); rank < graph.Ranks && len(hits) < s.Limit; rank++ {
		more, err := s.ranked(ctx, rank, s.Limit-len(hits))
		if err != nil {
			return nil, 0, err
		}
		hits = append(hits, more...)
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	nodes, err := s.nodesByID(ctx, ids)
	for i := range hits {
		hits[i].Node = nodes[hits[i].ID]
	}
	return hits, total, err
}

// ranked gives the next hits of a rank.
func (s *search) ranked(ctx context.Context, rank graph.Rank, limit int) ([]reading.Hit, error) {
	w := hitWalk{search: s, rank: rank, limit: limit, after: s.Place(rank)}
	if hits, few, err := w.few(ctx, s.Types); few || err != nil {
		return hits, err
	}
	var hits []reading.Hit
	for _, t := range s.Types {
		ofType, few, err := w.few(ctx, []graph.NodeType{t})
		if err == nil && !few {
			ofType, err = w.walk(ctx, t)
		}
		if err != nil {
			return nil, err
		}
		hits = append(hits, ofType...)
	}
	return reading.Merge(hits, limit), nil
}

// hitWalk reads the hits of one rank in order.
type hitWalk struct {
	*search
	rank  graph.Rank
	limit int
	after *graph.Hit
}

// few sorts the hits of the types, if they are few.
func (w *hitWalk) few(ctx context.Context, types []graph.NodeType) (hits []reading.Hit, few bool, err error) {
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
	c.Add("SELECT * FROM (SELECT n.id, n.key AS key, %s AS date FROM search s CROSS JOIN node n ON n.id = s.rowid WHERE s.search MATCH ", date)
	c.arg(match)
	c.Add(") WHERE TRUE")
	terms := []reading.Term{{Expr: "date", Desc: true, Nullable: true}, {Expr: "key"}}
	hits, err = w.read(ctx, &c, terms)
	return hits, true, err
}

// walk goes through the nodes of a type in the order of hits, those with a date before those without, and keeps hits.
func (w *hitWalk) walk(ctx context.Context, t graph.NodeType) ([]reading.Hit, error) {
	if graph.SearchDate(t) == "" {
		return w.part(ctx, t, false)
	}
	var hits []reading.Hit
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
func (w *hitWalk) part(ctx context.Context, t graph.NodeType, dated bool) ([]reading.Hit, error) {
	rest := *w
	if w.after != nil && w.after.Date != nil && !dated {
		rest.after = nil // all without a date come after one with
	}
	date, terms := "NULL", []reading.Term{{Expr: "t.key"}}
	if d := graph.SearchDate(t); d != "" {
		date = nodeField("t", t, d)
	}
	var c compiler
	c.Add("SELECT t.id, t.key, %s FROM %s t WHERE t.id IN (SELECT rowid FROM search WHERE search MATCH ", date, nodeTable(t))
	c.arg(w.match(w.rank, []graph.NodeType{t}))
	c.Add(")")
	if dated {
		terms = append([]reading.Term{{Expr: date, Desc: true}}, terms...)
		c.Add(" AND %s IS NOT NULL", date)
	} else {
		c.Add(" AND %s IS NULL", date)
	}
	return rest.read(ctx, &c, terms)
}

// read ends a query for hits with the place to go on from, the order and the limit, and runs it.
func (w *hitWalk) read(ctx context.Context, c *compiler, terms []reading.Term) ([]reading.Hit, error) {
	if w.after != nil {
		c.Add(" AND ")
		reading.Beyond(c, terms, []any{w.after.Date, w.after.Key}[2-len(terms):], false, false)
	}
	c.Add(" ORDER BY ")
	reading.OrderBy(c, terms, false)
	c.Add(" LIMIT ")
	c.arg(w.limit)
	var hits []reading.Hit
	err := w.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
		h := reading.Hit{Hit: graph.Hit{Rank: w.rank}}
		err := rows.Scan(&h.ID, &h.Key, &h.Date)
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
	word := " AND "
	list, any := s.PhrasesOf(rank)
	if any {
		word = " OR "
	}
	return "{" + strings.Join(columns, " ") + "} : (" + strings.Join(phrases(list), word) + ")"
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

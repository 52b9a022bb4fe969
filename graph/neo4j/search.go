package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// Search gives a page of nodes by text. It asks Lucene for the tokens that graph.QueryTokens made.
func (r *reader) Search(ctx context.Context, q graph.TextQuery) (graph.Page, error) {
	return reading.SearchPage(ctx, q, r.search)
}

// search asks for the hits of all ranks in one statement, of which the server reads no more ranks than it takes to fill
// the page.
func (r *reader) search(ctx context.Context, s *reading.Search) (hits []reading.Hit, total int, err error) {
	c := newCompiler()
	if s.Limit > 0 {
		limit := c.arg(s.Limit)
		c.Add("CALL () {\n")
		for rank := s.First(); rank < graph.Ranks; rank++ {
			if rank > s.First() {
				c.Add("\nUNION ALL\n")
			}
			ranked(c, s, rank, limit)
		}
		c.Add("\n} WITH rank, date, key LIMIT %s MATCH (n:Entity {key: key}) RETURN rank, date, n, 0 AS total", limit)
	}
	if s.Total {
		if s.Limit > 0 {
			c.Add("\nUNION ALL\n")
		}
		c.Add("%s RETURN -1 AS rank, null AS date, null AS n, count(node) AS total", found(c, must(s, fits(s, graph.RankBody))))
	}
	records, err := r.ask(ctx, c.String(), c.params)
	if err != nil {
		return nil, 0, err
	}
	for _, rec := range records {
		fields := row(rec.AsMap())
		if fields.int("rank") < 0 {
			total = fields.int("total")
			continue
		}
		p, err := r.keep(fields["n"])
		if err != nil {
			return nil, 0, err
		}
		hits = append(hits, reading.Hit{Hit: graph.Hit{Rank: graph.Rank(fields.int("rank")), Date: fields["date"], Key: p.node.Key}, Node: p.node})
	}
	slices.SortFunc(hits, func(a, b reading.Hit) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), reading.CompareHits(a, b))
	})
	return hits, total, nil
}

// found writes the call for what fits a full-text expression.
func found(c *compiler, expr string) string {
	return "CALL db.index.fulltext.queryNodes('pg_words', " + c.arg(expr) + ") YIELD node"
}

// ranked asks for the next hits of a rank, in order.
func ranked(c *compiler, s *reading.Search, rank graph.Rank, limit string) {
	c.Add("%s", found(c, match(s, rank)))
	if place := s.Place(rank); place != nil {
		c.Add(" WHERE ")
		reading.Beyond(c, []reading.Term{{Expr: "node.date", Desc: true, Nullable: true}, {Expr: "node.key"}}, []any{place.Date, place.Key}, false, false)
	}
	c.Add(" RETURN %d AS rank, node.date AS date, node.key AS key ORDER BY date IS NULL, date DESC, key LIMIT %s", rank, limit)
}

// match writes the full-text expression for what has exactly the rank and is of one of the types.
func match(s *reading.Search, rank graph.Rank) string {
	expr := must(s, fits(s, rank))
	for _, r := range rank.Without() {
		expr += " -" + fits(s, r)
	}
	return expr
}

// must asks for an expression and for one of the types.
func must(s *reading.Search, expr string) string {
	tokens := make([]string, len(s.Types))
	for i, t := range s.Types {
		tokens[i] = "type:" + graph.TypeToken(t)
	}
	return "+" + expr + " +(" + strings.Join(tokens, " ") + ")"
}

// fits writes the expression for what fits the rank, lower ranks included.
func fits(s *reading.Search, rank graph.Rank) string {
	list, any := s.PhrasesOf(rank)
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = phrase(rank, p)
		if !any {
			parts[i] = "+" + parts[i]
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

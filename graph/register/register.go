package register

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/policygraph/policygraph/graph"
)

// Name names a register.
type Name string

// The registers.
const (
	Missing   Name = "missing"   // documents that are cited and not in the corpus, the most cited first
	Ambiguous Name = "ambiguous" // citations that fit several documents, with these
	Expiring  Name = "expiring"  // documents whose validity ends within some days
	Due       Name = "due"       // tasks that are due within some days, by unit
	Unnamed   Name = "unnamed"   // units as printed that no canonical name is known of, the most used first
	Clashes   Name = "clashes"   // numbers that documents of unlike titles carry
	Lint      Name = "lint"      // what contradicts itself; see Check
)

// Names lists the registers, lint left out.
var Names = []Name{Missing, Ambiguous, Expiring, Due, Unnamed, Clashes}

// Query asks for the rows of a register.
type Query struct {
	Name   Name
	Day    string  // YYYY-MM-DD: the day of statuses, and the first of the window
	Days   int     // expiring, due: the window ends so many days later
	Unit   string  // due: only of units of this name, full or as printed
	Checks []Check // lint: only these; empty: all
	After  string  // cursor of the row before; "" from the first
	Limit  int     // 0: all
}

// Row is a line of a register. Which parts it has hangs on the register.
type Row struct {
	Cursor   string
	Check    Check       // lint
	Document *graph.Node // what it is about; of due: the document that sets the task; of lint: the acting one
	Other    *graph.Node // lint: the document acted on
	Unit     *graph.Node // due, unnamed
	Task     *graph.Node // due
	Number   string      // clashes
	// Count is the number of edges that lead to what is missing, ambiguous or unnamed.
	Count int
	// Day is the last day in force (expiring), the day a task is due, the day since which the basis is ended or the day on
	// which the repealed text was issued (lint).
	Day       string
	Documents []*graph.Node     // candidates (ambiguous), carriers of the number (clashes), the documents of a cycle in order (lint)
	Links     []Link            // the edges that the row rests on, of many the first few
	Evidence  []graph.Statement // of these edges and of the row's own date, at most a few of each edge

	dated *graph.Node // its own words on its last day are evidence
}

// Link is an edge with the nodes at its ends.
type Link struct {
	graph.Edge
	Source, Target *graph.Node
}

// Page reads rows up to a number, and tells whether there are more.
func Page(ctx context.Context, r graph.Reader, q Query, first int) (rows []*Row, more bool, err error) {
	if first <= 0 {
		return nil, false, nil
	}
	q.Limit = first + 1
	err = Read(ctx, r, q, func(row *Row) error { rows = append(rows, row); return nil })
	if len(rows) > first {
		return rows[:first], true, err
	}
	return rows, false, err
}

// Read gives the rows of a register one after the other, in an order that hangs on the graph alone. A bad query is
// graph.ErrBadQuery; an error of out ends the reading and is given back.
func Read(ctx context.Context, r graph.Reader, q Query, out func(*Row) error) error {
	if _, err := time.Parse(time.DateOnly, q.Day); err != nil {
		return fmt.Errorf("%w: %q is no day YYYY-MM-DD", graph.ErrBadQuery, q.Day)
	}
	if q.Days < 0 || q.Days > maxDays || q.Limit < 0 {
		return fmt.Errorf("%w: 0 to %d days", graph.ErrBadQuery, maxDays)
	}
	s := &scan{ctx: ctx, r: r, q: q, out: out}
	run := map[Name]func() error{Missing: s.missing, Ambiguous: s.ambiguous, Expiring: s.expiring, Due: s.due, Unnamed: s.unnamed,
		Clashes: s.clashes, Lint: s.lint}[q.Name]
	if run == nil {
		return fmt.Errorf("%w: no register %q", graph.ErrBadQuery, q.Name)
	}
	if err := run(); err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return s.flush()
}

const (
	batch   = 100     // nodes, and rows, that are looked at together
	shown   = 3       // edges of a row, and statements of an edge
	maxDays = 100_000 // of a window
)

// errEnough ends a scan whose limit is reached.
var errEnough = errors.New("enough rows")

// scan is one reading of a register.
type scan struct {
	ctx  context.Context
	r    graph.Reader
	q    Query
	out  func(*Row) error
	rows []*Row // found and not given yet
	n    int    // found
}

func (s *scan) order() string { return "register:" + string(s.q.Name) }

// place reads the cursor: the values that the register's rows are ordered by, and a key; nil at the start.
func (s *scan) place(n int) (*graph.Cursor, error) {
	if s.q.After == "" {
		return nil, nil
	}
	c, err := graph.DecodeCursor(s.q.After, s.order(), n)
	return &c, err
}

// yield gives a row, whose place in the register the values and the key are.
func (s *scan) yield(row *Row, key graph.Key, values ...any) error {
	row.Cursor = graph.Cursor{Values: values, Key: key}.Encode(s.order())
	s.rows = append(s.rows, row)
	s.n++
	if s.n == s.q.Limit {
		return errEnough
	}
	if len(s.rows) >= batch {
		return s.flush()
	}
	return s.ctx.Err()
}

// flush gives the rows that were found, with their evidence.
func (s *scan) flush() error {
	rows := s.rows
	s.rows = nil
	if err := s.prove(rows); err != nil {
		return err
	}
	for _, row := range rows {
		if err := s.out(row); err != nil {
			return err
		}
	}
	return nil
}

// spot is a place in a walk: behind a row of the node that comes after a cursor of the list.
type spot struct{ before, item string }

// item is a row of a node in a walk; the rows of one node are ordered by key.
type item struct {
	key string
	row *Row
}

// walk goes through a list of nodes; rows finds the rows of a batch of them. lead are the first values of its cursors.
func (s *scan) walk(q graph.NodeQuery, at spot, rows func([]*graph.Node) (map[graph.Key][]item, error), lead ...any) error {
	q.First, q.After = batch, at.before
	before := at.before
	for {
		page, err := s.r.List(s.ctx, q)
		if err != nil {
			return err
		}
		found, err := rows(page.Nodes)
		if err != nil {
			return err
		}
		for i, n := range page.Nodes {
			for _, it := range found[n.Key] {
				if before == at.before && it.key <= at.item {
					continue
				}
				if err := s.yield(it.row, it.key, append(slices.Clip(lead), before)...); err != nil {
					return err
				}
			}
			before = page.Cursors[i]
		}
		if !page.HasNext {
			return nil
		}
		q.After = before
	}
}

// text reads a value of a cursor.
func text(v any) string { s, _ := v.(string); return s }

func number(v any) int { n, _ := v.(int64); return int(n) }

func keysOf(nodes []*graph.Node) []graph.Key {
	keys := make([]graph.Key, len(nodes))
	for i, n := range nodes {
		keys[i] = n.Key
	}
	return keys
}

// linked makes links of the edges of a node.
func linked(n *graph.Node, edges []graph.EdgeTo) []Link {
	links := make([]Link, len(edges))
	for i, e := range edges {
		links[i] = Link{e.Edge, n, e.Node}
		if e.Edge.To == n.Key {
			links[i] = Link{e.Edge, e.Node, n}
		}
	}
	return links
}

// expand follows edges of one kind from many nodes.
func (s *scan) expand(q graph.ExpandQuery) (map[graph.Key]graph.EdgePage, error) {
	if len(q.From) == 0 {
		return nil, nil
	}
	pages, err := s.r.Expand(s.ctx, []graph.ExpandQuery{q})
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// read holds for documents that are not only cited.
func read() graph.Pred {
	return graph.Pred{Or: []graph.Pred{{Prop: "state", Op: graph.IsNull, Value: true}, {Prop: "state", Op: graph.Eq, Value: ""}}}
}

package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/register"
)

const registerHelp = `Lists what somebody who keeps the graph has to look at. NAME is

  missing    documents that are cited and not in the corpus, the most cited first
  ambiguous  citations that fit several documents, with these
  expiring   documents whose validity ends within --days
  due        tasks due within --days, by unit; those of documents that have ended are left out
  unnamed    units as printed that no canonical name is known of, the most used first
  clashes    numbers that documents of unlike titles carry

Every row shows the words that it rests on, with their source and the bytes where they stand.`

func (a *app) registerCommand() *cobra.Command {
	var q register.Query
	var form rowForm
	cmd := &cobra.Command{
		Use: "register NAME [--days N] [--on DAY] [--unit NAME] [--json | --csv]", Short: "List what is missing, ambiguous, expiring, due, unnamed or clashing",
		Long: registerHelp,
		Args: args(1, "the NAME of a register"),
		RunE: func(cmd *cobra.Command, given []string) error {
			q.Name = register.Name(given[0])
			if len(given) > 1 || !slices.Contains(register.Names, q.Name) {
				return usageError{fmt.Errorf("register %q: use one of %v", strings.Join(given, " "), register.Names)}
			}
			return a.register(cmd, q, form)
		},
	}
	cmd.Flags().IntVar(&q.Days, "days", 90, "expiring, due: so many days from the day on")
	cmd.Flags().StringVar(&q.Unit, "unit", "", "due: only of units of this name, full or as printed")
	form.flags(cmd, &q)
	return cmd
}

const lintHelp = `Lists what contradicts itself, with the words of both sides. --check names one or more of

  rests_on_ended    a document in force by 根据《…》, which another one repealed or replaced
  repeals_unissued  a repeal of a text that was issued later than the repealing one
  repeals_higher    a repeal by a text of lower rank, or by an authority below that of the repealed one
  cycle             documents that repeal, amend, forward or rest on each other in a circle

Findings are no error: the exit code is 0.`

func (a *app) lintCommand() *cobra.Command {
	q := register.Query{Name: register.Lint}
	var form rowForm
	var checks []string
	cmd := &cobra.Command{
		Use: "lint [--on DAY] [--check NAME] [--json | --csv]", Short: "List what contradicts itself", Long: lintHelp, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, c := range checks {
				q.Checks = append(q.Checks, register.Check(c))
			}
			return a.register(cmd, q, form)
		},
	}
	cmd.Flags().StringSliceVar(&checks, "check", nil, "only this check; several are parted by commas")
	form.flags(cmd, &q)
	return cmd
}

// rowForm is how rows are written.
type rowForm struct{ json, csv bool }

func (f *rowForm) flags(cmd *cobra.Command, q *register.Query) {
	cmd.Flags().StringVar(&q.Day, "on", "", "the day that counts, YYYY-MM-DD (default today)")
	cmd.Flags().IntVar(&q.Limit, "limit", 0, "so many rows; 0: all")
	cmd.Flags().BoolVar(&f.json, "json", false, "one JSON object a line")
	cmd.Flags().BoolVar(&f.csv, "csv", false, "CSV with a line of heads")
}

// register writes a register as it is read.
func (a *app) register(cmd *cobra.Command, q register.Query, form rowForm) error {
	if form.json && form.csv {
		return usageError{errors.New("--json and --csv cannot go together")}
	}
	q.Day = cmp.Or(q.Day, time.Now().Format(time.DateOnly))
	store, err := a.openExisting(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	out := bufio.NewWriterSize(a.out, 1<<16)
	write, end := form.writer(out)
	err = store.View(cmd.Context(), func(r graph.Reader) error { return register.Read(cmd.Context(), r, q, write) })
	if errors.Is(err, graph.ErrBadQuery) {
		return usageError{err}
	}
	return errors.Join(err, end(), out.Flush())
}

// writer gives what writes a row, and what ends the writing.
func (f rowForm) writer(out io.Writer) (write func(*register.Row) error, end func() error) {
	switch {
	case f.json:
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		return func(r *register.Row) error { return e.Encode(newLine(r)) }, func() error { return nil }
	case f.csv:
		w := csv.NewWriter(out)
		_ = w.Write(csvHead) // Error tells
		return func(r *register.Row) error { _ = w.Write(newLine(r).cells()); return nil }, func() error { w.Flush(); return w.Error() }
	}
	return func(r *register.Row) error { return newLine(r).print(out) }, func() error { return nil }
}

// line is a row as it is written.
type line struct {
	Check      register.Check `json:"check,omitempty"`
	Count      int            `json:"count,omitempty"`
	Day        string         `json:"day,omitempty"`
	Unit       *thing         `json:"unit,omitempty"`
	Role       string         `json:"role,omitempty"`
	Task       *thing         `json:"task,omitempty"`
	Number     string         `json:"number,omitempty"`
	Document   *thing         `json:"document,omitempty"`
	Other      *thing         `json:"other,omitempty"`
	Candidates []*thing       `json:"documents,omitempty"`
	Evidence   []proof        `json:"evidence"`
}

// thing is a node as rows name it.
type thing struct {
	Key    graph.Key `json:"key"`
	Name   string    `json:"name"` // of a unit; heading of a task; title of a document
	Number string    `json:"number,omitempty"`
	Signed string    `json:"signed,omitempty"`
	Rank   string    `json:"rank,omitempty"`
}

// proof is a statement as rows show it.
type proof struct {
	Source string `json:"source"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Quote  string `json:"quote"`
	Rule   string `json:"rule,omitempty"`
}

func newThing(n *graph.Node) *thing {
	if n == nil {
		return nil
	}
	return &thing{Key: n.Key, Name: cmp.Or(n.String("title"), n.String("name"), n.String("heading")), Number: n.String("number"), Signed: n.String("signed"), Rank: n.String("rank")}
}

func newLine(r *register.Row) *line {
	l := &line{Check: r.Check, Count: r.Count, Day: r.Day, Unit: newThing(r.Unit), Task: newThing(r.Task), Number: r.Number,
		Document: newThing(r.Document), Other: newThing(r.Other), Evidence: []proof{}}
	if r.Task != nil {
		l.Role = string(r.Links[0].Type)
	}
	for _, d := range r.Documents {
		l.Candidates = append(l.Candidates, newThing(d))
	}
	for _, s := range r.Evidence {
		l.Evidence = append(l.Evidence, proof{s.Source, s.Start, s.End, s.Quote, s.Rule})
	}
	return l
}

func (t *thing) String() string {
	switch {
	case t == nil:
		return ""
	case t.Number == "":
		return t.Name
	case t.Name == "":
		return t.Number
	}
	return t.Name + "（" + t.Number + "）"
}

var csvHead = []string{"check", "count", "day", "unit", "role", "task", "number", "document", "other", "documents", "source", "start", "end", "quote"}

// cells are the cells of a line of CSV: the first statement, and lists parted by |.
func (l *line) cells() []string {
	cells := []string{string(l.Check), "", l.Day, l.Unit.String(), l.Role, l.Task.String(), l.Number, l.Document.String(), l.Other.String(), l.list("|"), "", "", "", ""}
	if l.Count > 0 {
		cells[1] = strconv.Itoa(l.Count)
	}
	if len(l.Evidence) > 0 {
		e := l.Evidence[0]
		copy(cells[10:], []string{e.Source, strconv.Itoa(e.Start), strconv.Itoa(e.End), e.Quote})
	}
	return cells
}

func (l *line) list(between string) string {
	names := make([]string, len(l.Candidates))
	for i, d := range l.Candidates {
		names[i] = strings.TrimSpace(d.String() + " " + d.Signed)
	}
	return strings.Join(names, between)
}

// print writes a row for people: what it says on one line, then a line for each statement.
func (l *line) print(out io.Writer) error {
	parts := []string{string(l.Check), l.Day, l.Unit.String(), l.Role, l.Task.String(), l.Number, l.Document.String()}
	if l.Count > 0 {
		parts[0] = strconv.Itoa(l.Count)
	}
	switch {
	case len(l.Candidates) > 0:
		parts = append(parts, "["+l.list(" | ")+"]")
	case l.Other != nil:
		parts = append(parts, "→ "+l.Other.String())
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if _, err := fmt.Fprintln(out, strings.Join(parts, "  ")); err != nil {
		return err
	}
	for _, e := range l.Evidence {
		if _, err := fmt.Fprintf(out, "    %s:%d-%d  %s\n", e.Source, e.Start, e.End, oneLine(e.Quote)); err != nil {
			return err
		}
	}
	return nil
}

// oneLine shows the line ends of a quote.
func oneLine(quote string) string { return strings.NewReplacer("\r", "", "\n", "⏎").Replace(quote) }

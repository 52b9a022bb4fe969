// Package export writes the graph for other tools. It reads through graph.Reader only, a page at a time, so
// that memory stays flat and every store exports alike.
package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

const page = 500

// nodes calls f with the nodes of a type, by key.
func nodes(ctx context.Context, r graph.Reader, t graph.NodeType, f func([]*graph.Node) error) error {
	q := graph.NodeQuery{Type: t, First: page}
	for {
		p, err := r.List(ctx, q)
		if err != nil {
			return err
		}
		if len(p.Nodes) > 0 {
			if err := f(p.Nodes); err != nil {
				return err
			}
		}
		if !p.HasNext {
			return nil
		}
		q.After = p.Cursors[len(p.Cursors)-1]
	}
}

// edges calls f with the outgoing edges of the nodes, with their statements.
func edges(ctx context.Context, r graph.Reader, from []*graph.Node, f func(graph.Edge, []graph.Statement) error) error {
	keys := make([]graph.Key, len(from))
	for i, n := range from {
		keys[i] = n.Key
	}
	for _, s := range graph.Edges {
		if !leaves(s, from[0].Type) {
			continue
		}
		found, err := r.Expand(ctx, []graph.ExpandQuery{{From: keys, Types: []graph.EdgeType{s.Type}, Dir: graph.Out, First: page}})
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := hub(ctx, r, s.Type, key, found[0][key], f); err != nil {
				return err
			}
		}
	}
	return nil
}

func leaves(s graph.EdgeSchema, t graph.NodeType) bool {
	for _, e := range s.Ends {
		if e[0] == t {
			return true
		}
	}
	return false
}

// hub writes the edges of one node, page by page.
func hub(ctx context.Context, r graph.Reader, t graph.EdgeType, from graph.Key, p graph.EdgePage, f func(graph.Edge, []graph.Statement) error) error {
	for {
		keys := make([]graph.Key, len(p.Edges))
		for i := range p.Edges {
			keys[i] = p.Edges[i].Edge.Key
		}
		said, err := r.Statements(ctx, keys)
		if err != nil {
			return err
		}
		for i := range p.Edges {
			if err := f(p.Edges[i].Edge, said[keys[i]]); err != nil {
				return err
			}
		}
		if !p.HasNext {
			return nil
		}
		found, err := r.Expand(ctx, []graph.ExpandQuery{{From: []graph.Key{from}, Types: []graph.EdgeType{t}, Dir: graph.Out, First: page, After: p.Edges[len(p.Edges)-1].Cursor}})
		if err != nil {
			return err
		}
		p = found[0][from]
	}
}

// statement is the evidence of an edge as exported.
type statement struct {
	Source     string  `json:"source"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Quote      string  `json:"quote"`
	Rule       string  `json:"rule"`
	Rules      string  `json:"rulesVersion"`
	Confidence float64 `json:"confidence,omitempty"`
}

func statements(in []graph.Statement) []statement {
	out := make([]statement, len(in))
	for i, s := range in {
		out[i] = statement{s.Source, s.Start, s.End, s.Quote, s.Rule, s.RulesVersion, s.Confidence}
	}
	return out
}

// JSONL writes one object a line: all nodes by type and key, then all edges by the node they leave.
func JSONL(ctx context.Context, r graph.Reader, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, s := range graph.Nodes {
		err := nodes(ctx, r, s.Type, func(ns []*graph.Node) error {
			for _, n := range ns {
				line := struct {
					Node  graph.NodeType `json:"node"`
					Key   graph.Key      `json:"key"`
					Props graph.Props    `json:"props"`
				}{n.Type, n.Key, n.Props}
				if err := enc.Encode(line); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("export %s: %w", s.Type, err)
		}
	}
	for _, s := range graph.Nodes {
		err := nodes(ctx, r, s.Type, func(ns []*graph.Node) error {
			return edges(ctx, r, ns, func(e graph.Edge, said []graph.Statement) error {
				return enc.Encode(struct {
					Edge       graph.EdgeType `json:"edge"`
					Key        graph.Key      `json:"key"`
					From       graph.Key      `json:"from"`
					To         graph.Key      `json:"to"`
					Props      graph.Props    `json:"props"`
					Statements []statement    `json:"statements"`
				}{e.Type, e.Key, e.From, e.To, e.Props, statements(said)})
			})
		})
		if err != nil {
			return fmt.Errorf("export the edges of %s: %w", s.Type, err)
		}
	}
	return out.Flush()
}

// CSV writes a folder: one file a node type with a column a property, edges.csv and statements.csv. Members of a list are parted
// by "|" (a bar inside one is "\|", a backslash "\\"), the properties of an edge are JSON.
func CSV(ctx context.Context, r graph.Reader, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	edgeFile, err := newTable(dir, "edges", []string{"key", "type", "from", "to", "props"})
	if err != nil {
		return err
	}
	defer edgeFile.close()
	saidFile, err := newTable(dir, "statements", []string{"edge", "source", "start", "end", "quote", "rule", "rulesVersion", "confidence"})
	if err != nil {
		return err
	}
	defer saidFile.close()
	for _, s := range graph.Nodes {
		if err := nodeTable(ctx, r, dir, s, edgeFile, saidFile); err != nil {
			return fmt.Errorf("export %s: %w", s.Type, err)
		}
	}
	if err := edgeFile.close(); err != nil {
		return err
	}
	return saidFile.close()
}

func nodeTable(ctx context.Context, r graph.Reader, dir string, s graph.NodeSchema, edgeFile, saidFile *table) error {
	var names []string
	for _, p := range s.Props {
		names = append(names, p.Name)
	}
	t, err := newTable(dir, strings.ToLower(string(s.Type)), append([]string{"key"}, names...))
	if err != nil {
		return err
	}
	defer t.close()
	err = nodes(ctx, r, s.Type, func(ns []*graph.Node) error {
		for _, n := range ns {
			row := []string{n.Key}
			for _, name := range names {
				row = append(row, cell(n.Props[name]))
			}
			t.write(row...)
		}
		return edges(ctx, r, ns, func(e graph.Edge, said []graph.Statement) error {
			props, err := propsCell(e.Props)
			if err != nil {
				return err
			}
			edgeFile.write(e.Key, string(e.Type), e.From, e.To, props)
			for _, st := range said {
				saidFile.write(e.Key, st.Source, strconv.Itoa(st.Start), strconv.Itoa(st.End), st.Quote, st.Rule, st.RulesVersion, confidenceCell(st.Confidence))
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return t.close()
}

// table is a CSV file (RFC 4180, UTF-8).
type table struct {
	f *os.File
	w *csv.Writer
}

func newTable(dir, name string, header []string) (*table, error) {
	f, err := os.Create(filepath.Join(dir, name+".csv"))
	if err != nil {
		return nil, err
	}
	t := &table{f, csv.NewWriter(f)}
	t.write(header...)
	return t, nil
}

// write adds a row; an error is kept by the writer and comes out of close.
func (t *table) write(row ...string) { _ = t.w.Write(row) }

// close flushes and closes; a second call does nothing.
func (t *table) close() error {
	if t.f == nil {
		return nil
	}
	t.w.Flush()
	err := t.w.Error()
	if e := t.f.Close(); err == nil {
		err = e
	}
	t.f = nil
	return err
}

func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []string:
		escaped := make([]string, len(v))
		for i, s := range v {
			escaped[i] = memberEscape.Replace(s)
		}
		return strings.Join(escaped, "|")
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// memberEscape keeps a bar inside a member of a list apart from those between members.
var memberEscape = strings.NewReplacer(`\`, `\\`, `|`, `\|`)

// confidenceCell leaves out what is not measured.
func confidenceCell(c float64) string {
	if c == 0 {
		return ""
	}
	return cell(c)
}

// propsCell is the properties of an edge as JSON, in name order.
func propsCell(p graph.Props) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(p)
	return strings.TrimSuffix(b.String(), "\n"), err
}

package graphtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// doc is a document as a source prints it, from which a change set is made in the manner of resolve. The text of the
// source is written along, so that evidence is real: quotes stand where they are said to.
type doc struct {
	number, title, issuer, date string

	listed   bool     // only named in a catalogue
	plan     bool     // printed without the notice that attaches it
	law      bool     // a law or regulation
	attach   []string // titles of the plans that it transmits
	standing int
	damage   int
	region   string
	cites    []cite
	tasks    []task
	more     graph.Props // other header values
}

// cite is a relation to a document.
type cite struct {
	edge          graph.EdgeType
	title, number string
	issuer        string
	mode, manner  string
	undated       bool // the citation knows no date of the citing text
	older         bool
}

// task is an item with its units, the first in the lead.
type task struct {
	heading string
	units   []string
}

// source is a change set under construction.
type source struct {
	set  graph.ChangeSet
	text strings.Builder
}

// makeSource makes the contribution of a source that prints the documents.
func makeSource(path string, docs ...doc) graph.ChangeSet {
	s := &source{set: graph.ChangeSet{Source: graph.SourceInfo{
		Key: "test/" + path, Dataset: "test", Path: path, Root: "/srv/papers", RulesVersion: "rules-1", Outcome: "ok", Format: "txt",
	}}}
	for i, d := range docs {
		s.document(strconv.Itoa(i), d)
	}
	s.set.Source.Text = s.text.String()
	s.set.Source.Bytes = int64(s.text.Len())
	sum := sha256.Sum256([]byte(s.set.Source.Text))
	s.set.Source.Hash = hex.EncodeToString(sum[:])
	return s.set
}

// unreadable is the same source when it could not be read.
func unreadable(set graph.ChangeSet) graph.ChangeSet {
	info := set.Source
	info.Text, info.Outcome, info.Error, info.Hash, info.Bytes = "", "error", "page 3 has no text layer", "0000", 0
	return graph.ChangeSet{Source: info}
}

// removal withdraws a source.
func removal(set graph.ChangeSet) graph.ChangeSet {
	return graph.ChangeSet{Source: graph.SourceInfo{Key: set.Source.Key}, Remove: true}
}

// write appends a line to the text and gives its place, without the line end.
func (s *source) write(format string, args ...any) (start, end int) {
	start = s.text.Len()
	fmt.Fprintf(&s.text, format, args...)
	end = s.text.Len()
	s.text.WriteByte('\n')
	return start, end
}

func (s *source) document(id string, d doc) {
	start, _ := s.write("%s", d.title)
	s.write("%s %s（%s）", d.issuer, d.number, d.date)
	for _, c := range d.cites {
		s.cite(id, d, c)
	}
	for i, t := range d.tasks {
		s.task(id, i, t)
	}
	rec := graph.Record{
		ID: id, Title: d.title, Date: d.date, Printed: !d.listed, Plan: d.plan, Standing: d.standing, Damage: d.damage,
		Identifiers: d.identifiers(), Names: d.names(), Start: start, End: s.text.Len(),
		Props: graph.Props{"title": d.title, "number": d.number, "signed": d.date, "issuer": d.issuer, "law": d.law, "region": d.region,
			"attached": d.attach, "body": "not kept"},
	}
	if d.issuer != "" {
		rec.Props["issuers"] = []string{d.issuer}
	}
	maps.Copy(rec.Props, d.more)
	for _, a := range d.attach {
		rec.Companion = append(rec.Companion, "t:"+a)
	}
	s.set.Records = append(s.set.Records, rec)
	if d.issuer != "" {
		unit := s.unit(id, d.issuer, d.issuer)
		s.edge(graph.EdgeClaim{Record: id, Type: graph.IssuedBy, From: graph.End{Record: id}, To: unit, Props: graph.Props{"order": int64(1)}}, "%s印发", d.issuer)
	}
}

func (d doc) identifiers() []string {
	var ids []string
	if d.number != "" && d.issuer != "" {
		if !d.law {
			ids = append(ids, "n|"+d.issuer+"|"+d.number+"|")
		}
		if d.date != "" {
			ids = append(ids, "n|"+d.issuer+"|"+d.number+"|"+d.date)
		}
	}
	if d.date != "" {
		ids = append(ids, "t|"+d.issuer+"|"+d.title+"|"+d.date)
	}
	return ids
}

func (d doc) names() []string {
	var names []string
	if d.number != "" {
		names = append(names, "n:"+d.number)
	}
	names = append(names, "t:"+d.title)
	for _, a := range d.attach {
		names = append(names, "t:"+a)
	}
	return names
}

// edge claims an edge, with a sentence of its own as evidence.
func (s *source) edge(e graph.EdgeClaim, format string, args ...any) {
	e.Start, e.End = s.write(format, args...)
	e.Quote = s.text.String()[e.Start:e.End]
	e.Rule = "test_" + strings.ToLower(string(e.Type))
	s.set.Edges = append(s.set.Edges, e)
}

func (s *source) cite(id string, d doc, c cite) {
	ref := &graph.Reference{Title: c.title, Number: c.number, Issuer: c.issuer, Citing: d.date, Older: c.older}
	if c.undated {
		ref.Citing = ""
	}
	if c.number != "" {
		ref.Names = append(ref.Names, "n:"+c.number)
	}
	if c.title != "" {
		ref.Names = append(ref.Names, "t:"+c.title)
	}
	props := graph.Props{}
	if c.mode != "" {
		props["mode"] = c.mode
	}
	if c.manner != "" {
		props["manner"] = c.manner
	}
	s.edge(graph.EdgeClaim{Record: id, Body: true, Type: c.edge, From: graph.End{Record: id}, To: graph.End{Reference: ref}, Props: props, ToText: c.title},
		"%s《%s》%s%s", c.issuer, c.title, c.number, c.edge)
}

func (s *source) unit(id, name, printed string) graph.End {
	end := graph.End{Key: "unit/" + name}
	s.set.Nodes = append(s.set.Nodes, graph.NodeClaim{Record: id, Node: end, Type: graph.Unit,
		Props: graph.Props{"name": name, "canonical": true, "aliases": []string{printed}}})
	return end
}

func (s *source) task(id string, ordinal int, t task) {
	end := graph.End{Record: id, Suffix: fmt.Sprintf("/task/%d", ordinal)}
	s.set.Nodes = append(s.set.Nodes, graph.NodeClaim{Record: id, Body: true, Node: end, Type: graph.Task,
		Props: graph.Props{"heading": t.heading, "text": t.heading + "工作。", "ordinal": int64(ordinal)}})
	s.edge(graph.EdgeClaim{Record: id, Body: true, Type: graph.HasTask, From: graph.End{Record: id}, To: end}, "（%d）%s。", ordinal+1, t.heading)
	for i, u := range t.units {
		role := graph.Leads
		if i > 0 {
			role = graph.CooperatesOn
		}
		// A claim that holds only while the text speaks: the unit is known from nowhere else.
		unit := graph.End{Key: "unit/" + u}
		s.set.Nodes = append(s.set.Nodes, graph.NodeClaim{Record: id, Body: true, Node: unit, Type: graph.Unit,
			Props: graph.Props{"name": u, "aliases": []string{u, strings.TrimPrefix(u, "临江")}}})
		s.edge(graph.EdgeClaim{Record: id, Body: true, Type: role, From: unit, To: end, Props: graph.Props{"order": int64(i + 1)}}, "（责任单位：%s）", u)
	}
}

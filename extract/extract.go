package extract

import (
	"slices"
	"sort"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/format"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/rule"
	"github.com/policygraph/policygraph/extract/text"
)

// RulesVersion names the rules and what takes the text out of files: facts of another version are read anew.
var RulesVersion = "3+" + format.Version + "+" + rule.PrecisionVersion

// Result is what one source says.
type Result struct {
	Source  string
	Decoded format.Decoded
	File    *policy.File
	Facts   []fact.Fact // documents first, then by document, place and rule
}

// Read extracts the facts of one file. path is the name facts give as their source; data its bytes. The
// error is that of format.Read: only taking text out of bytes can fail, reading it cannot.
func Read(path string, data []byte) (*Result, error) {
	decoded, err := format.Read(path, data)
	if err != nil {
		return nil, err
	}
	file := policy.Parse(path, text.Normalize(decoded.Text))
	r := &Result{Source: path, Decoded: decoded, File: file}
	for _, d := range file.Documents {
		r.Facts = append(r.Facts, r.document(d))
	}
	for _, d := range file.Documents {
		r.Facts = append(r.Facts, r.versions(d)...)
	}
	r.findings(findAll(file))
	return r, nil
}

// document states a document of the file, with the places of its header values.
func (r *Result) document(d *policy.Document) fact.Fact {
	head := d.Head
	head.Gazette = r.File.Gazette
	head.Stated = make(map[string]fact.Evidence, len(d.Stated))
	for field, span := range d.Stated {
		if span.Len() > 0 {
			head.Stated[field] = r.evidence(span)
		}
	}
	if d.Carrier != nil {
		head.CarriedBy, head.CarriedIndex = d.Carrier.Name(), d.Carrier.Index+1
	}
	return fact.Fact{Source: r.Source, DocIndex: d.Index, Evidence: r.evidence(d.Title), Rule: "document", Body: &head}
}

func (r *Result) versions(d *policy.Document) []fact.Fact {
	var out []fact.Fact
	for i := range d.History {
		out = append(out, r.fact(d, d.History[i].Span, "version", &d.History[i].Version))
	}
	return out
}

// findings adds what the rules found as facts, ordered by document, place, rule.
func (r *Result) findings(found []finding) {
	sort.SliceStable(found, func(i, j int) bool {
		a, b := &found[i], &found[j]
		if a.doc.Index != b.doc.Index {
			return a.doc.Index < b.doc.Index
		}
		if a.Span != b.Span {
			return a.Span.Start < b.Span.Start || a.Span.Start == b.Span.Start && a.Span.End < b.Span.End
		}
		return a.rule.Name < b.rule.Name
	})
	r.Facts = slices.Grow(r.Facts, len(found)) // of a large file they are many
	for _, f := range found {
		if f.Span.Len() > 0 {
			r.Facts = append(r.Facts, r.fact(f.doc, f.Span, f.rule.Name, f.Body))
		}
	}
}

func (r *Result) fact(d *policy.Document, span text.Span, name string, body fact.Body) fact.Fact {
	return fact.Fact{Source: r.Source, Doc: d.Name(), DocIndex: d.Index, Evidence: r.evidence(span), Rule: name, Confidence: rule.Confidence(name), Body: body}
}

func (r *Result) evidence(span text.Span) fact.Evidence {
	start, end := r.File.Src.RawSpan(span)
	return fact.Evidence{Start: start, End: end, Quote: r.File.Src.Raw[start:end], Page: r.Decoded.PageAt(start)}
}

// finding is a rule's finding with where it came from.
type finding struct {
	rule.Finding
	rule *rule.Rule
	doc  *policy.Document
}

// Package rule holds the rules that find facts, one file each, with a golden file of the same name under
// testdata. A rule is data: it can be listed, printed and filtered. Rules see one unit of their scope
// inside its document and only if it holds one of their triggers.
package rule

import (
	"sort"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// Scope is the unit of text that Find is called with.
type Scope int

const (
	Sentence Scope = iota // one sentence of a paragraph or heading
	Block                 // one paragraph or heading, whole
	Table                 // one table
	Document              // once a document
)

func (s Scope) String() string {
	return [...]string{"sentence", "block", "table", "document"}[s]
}

// Rule finds facts of one kind.
type Rule struct {
	Name     string // snake_case, equal to its file
	Kind     fact.Kind
	Scope    Scope
	Triggers []string // normal-form literals; a unit without any is not shown; empty: every unit is
	Find     func(*Context) []Finding
}

// Finding is a fact before its place is turned into bytes of the source.
type Finding struct {
	Span text.Span // in the normalised text
	Body fact.Body
}

// Context is what a rule may read: the unit at Span inside Block (nil for Document scope) of Doc.
type Context struct {
	File  *policy.File
	Doc   *policy.Document
	Block *policy.Block
	Span  text.Span
	Text  string    // File.Text(Span)
	State *DocState // what the document declared so far; made by the first rule that needs it
}

// DocState is shared by the rules of one document: lazily built, keyed by the rule package's own names.
type DocState struct{ values map[string]any }

// Get returns the value of key, made by build on first use. Not safe for concurrent use: a document is
// read by one goroutine.
func (s *DocState) Get(key string, build func() any) any {
	if v, ok := s.values[key]; ok {
		return v
	}
	if s.values == nil {
		s.values = map[string]any{}
	}
	v := build()
	s.values[key] = v
	return v
}

var all []Rule

func register(r Rule) struct{} {
	all = append(all, r)
	return struct{}{}
}

// All lists the rules by name.
func All() []Rule {
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

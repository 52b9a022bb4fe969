package gql

import (
	"bytes"
	"encoding/json"
	"sort"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/gql/guard"
)

// answer is an encoded response: with data, or only with errors if the request never ran.
type answer struct {
	body   []byte
	status int
	ran    bool
	code   Code // of the first error, "" if there is none
}

// shown is an error as the response has it.
type shown struct {
	Message    string         `json:"message"`
	Locations  any            `json:"locations,omitempty"`
	Path       []any          `json:"path,omitempty"`
	Extensions map[string]any `json:"extensions"`
}

func (e *Error) shown(id string) shown {
	ext := map[string]any{}
	for k, v := range e.Extensions {
		ext[k] = v
	}
	ext["code"] = e.Code
	if id != "" && (e.Code == Internal || e.Code == Unavailable) {
		ext["requestId"] = id
	}
	return shown{Message: e.Message, Extensions: ext}
}

// refusal is a response without data.
func refusal(status int, id string, errs ...shown) *answer {
	var b bytes.Buffer
	b.WriteString(`{"errors":`)
	writeJSON(&b, errs)
	b.WriteByte('}')
	code, _ := errs[0].Extensions["code"].(Code)
	return &answer{body: b.Bytes(), status: status, code: code}
}

func writeJSON(b *bytes.Buffer, v any) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil { // values are ours or JSON already; a float that slipped through becomes null
		b.WriteString("null")
		return
	}
	b.Truncate(b.Len() - 1)
}

// encoder writes data with keys in the order of the query: graphql-go gives maps.
type encoder struct {
	buf *bytes.Buffer
	doc *guard.Document
}

// plan is the order of the response keys of a selection, and the plans below them.
type plan struct {
	names []string
	below map[string]*plan
	sets  map[string][]*ast.SelectionSet
}

func (e *encoder) plan(sets []*ast.SelectionSet) *plan {
	p := &plan{below: map[string]*plan{}, sets: map[string][]*ast.SelectionSet{}}
	seen := map[string]bool{}
	for _, set := range sets {
		e.collect(p, set, seen)
	}
	return p
}

func (e *encoder) collect(p *plan, set *ast.SelectionSet, seen map[string]bool) {
	if set == nil {
		return
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			name := sel.Name.Value
			if sel.Alias != nil {
				name = sel.Alias.Value
			}
			if _, ok := p.sets[name]; !ok {
				p.names = append(p.names, name)
				p.sets[name] = nil
			}
			if sel.SelectionSet != nil {
				p.sets[name] = append(p.sets[name], sel.SelectionSet)
			}
		case *ast.InlineFragment:
			e.collect(p, sel.SelectionSet, seen)
		case *ast.FragmentSpread:
			if f := e.doc.Fragments[sel.Name.Value]; f != nil && !seen[sel.Name.Value] {
				seen[sel.Name.Value] = true
				e.collect(p, f.SelectionSet, seen)
			}
		}
	}
}

func (e *encoder) child(p *plan, name string) *plan {
	c := p.below[name]
	if c == nil {
		c = e.plan(p.sets[name])
		p.below[name] = c
	}
	return c
}

func (e *encoder) value(v any, p *plan) {
	switch v := v.(type) {
	case map[string]any:
		e.object(v, p)
	case []any:
		e.buf.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				e.buf.WriteByte(',')
			}
			e.value(x, p)
		}
		e.buf.WriteByte(']')
	default:
		writeJSON(e.buf, v)
	}
}

func (e *encoder) object(m map[string]any, p *plan) {
	e.buf.WriteByte('{')
	first := true
	for _, name := range p.names {
		v, ok := m[name]
		if !ok {
			continue
		}
		if !first {
			e.buf.WriteByte(',')
		}
		first = false
		writeJSON(e.buf, name)
		e.buf.WriteByte(':')
		e.value(v, e.child(p, name))
	}
	e.buf.WriteByte('}')
}

// encode writes the result of an execution.
func (q *request) encode(r *graphql.Result, doc *guard.Document, op *ast.OperationDefinition) *answer {
	var b bytes.Buffer
	a := &answer{status: 200, ran: true}
	b.WriteByte('{')
	if errs := q.shownErrors(r); len(errs) > 0 {
		a.code, _ = errs[0].Extensions["code"].(Code)
		b.WriteString(`"errors":`)
		writeJSON(&b, errs)
		b.WriteByte(',')
	}
	b.WriteString(`"data":`)
	e := encoder{buf: &b, doc: doc}
	e.value(r.Data, e.plan([]*ast.SelectionSet{op.SelectionSet}))
	b.WriteByte('}')
	a.body = b.Bytes()
	return a
}

// maxErrors is the most errors that a response shows: a list of 1000 may fail 1000 times.
const maxErrors = 50

// shownErrors gives errors back the codes that graphql-go lost, and masks those that are no answer for a client.
func (q *request) shownErrors(r *graphql.Result) []shown {
	var list []shown
	for _, e := range r.Errors {
		own := q.failures[pathKey(e.Path)]
		if own == nil {
			q.server.log.Error("the executor failed", "request", q.id, "path", pathKey(e.Path), "error", e.Message)
			own = fail(Internal, "internal error")
		}
		s := own.shown(q.id)
		s.Path = e.Path
		if len(e.Locations) > 0 {
			s.Locations = e.Locations
		}
		list = append(list, s)
	}
	sort.SliceStable(list, func(i, j int) bool { return pathKey(list[i].Path) < pathKey(list[j].Path) })
	return list[:min(len(list), maxErrors)]
}

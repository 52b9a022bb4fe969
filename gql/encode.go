package gql

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"sort"

	"github.com/policygraph/policygraph/gql/execute"
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

// encode writes the result of an execution.
func (q *request) encode(r *execute.Result) *answer {
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
	a.body = append(r.AppendData(b.Bytes()), '}')
	return a
}

// maxErrors is the most errors that a response shows: a list of 1000 may fail 1000 times.
const maxErrors = 50

// shownErrors gives errors their codes, and masks those that are no answer for a client: the log has them.
func (q *request) shownErrors(r *execute.Result) []shown {
	var list []shown
	for _, e := range r.Errors {
		seen := public(e.Cause)
		if seen.Code == Internal {
			q.report(e)
		}
		s := seen.shown(q.id)
		s.Path, s.Locations = e.Path, e.Locations
		list = append(list, s)
	}
	sort.SliceStable(list, func(i, j int) bool { return pathKey(list[i].Path) < pathKey(list[j].Path) })
	return list[:min(len(list), maxErrors)]
}

func (q *request) report(e execute.Error) {
	path := fmt.Sprint(e.Path)
	var p *execute.Panic
	switch {
	case errors.As(e.Cause, &p):
		q.server.log.Error("panic in a resolver", "request", q.id, "path", path, "panic", fmt.Sprint(p.Value), "stack", string(p.Stack))
	case e.Cause == nil:
		q.server.log.Error("a field is null that cannot be", "request", q.id, "path", path)
	default:
		q.server.log.Error("a field failed", "request", q.id, "path", path, "error", e.Cause.Error())
	}
}

func pathKey(path []any) string { return fmt.Sprint(path...) }

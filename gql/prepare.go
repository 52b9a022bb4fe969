package gql

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/location"
	"github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/source"
	"github.com/policygraph/policygraph/gql/guard"
)

// maxCached is the longest query whose parse is remembered, and cacheSize the number of them: what strangers can make
// the server hold is bounded by both.
const (
	maxCached = 16 << 10
	cacheSize = 512
)

// prepared is a query that was parsed and validated, or the refusal of it.
type prepared struct {
	doc     *guard.Document
	refused *answer
}

// prepare scans, parses and validates a query, or remembers having done so.
func (s *Server) prepare(query string) *prepared {
	key := sha256.Sum256([]byte(query))
	if p, ok := s.cache.Get(key); ok {
		return p
	}
	p := s.parse(query)
	if len(query) <= maxCached {
		s.cache.Add(key, p)
	}
	return p
}

func (s *Server) parse(query string) (p *prepared) {
	defer func() {
		// The library's parser and rules have panicked on odd text before.
		if r := recover(); r != nil {
			s.log.Error("panic while a query was parsed", "panic", r)
			p = &prepared{refused: refusal(http.StatusInternalServerError, "", fail(Internal, "internal error").shown(""))}
		}
	}()
	scanned, err := guard.Scan(query, s.limits)
	if err != nil {
		return refused(err)
	}
	text := source.NewSource(&source.Source{Body: []byte(scanned), Name: "query"})
	doc, err := parser.Parse(parser.ParseParams{Source: text})
	text.Body = []byte(query) // as long, and with the lines that errors are located by
	if err != nil {
		return &prepared{refused: refusal(http.StatusBadRequest, "", syntaxError(text, err))}
	}
	if err := guard.DropNulls(doc); err != nil {
		return refused(err)
	}
	checked, err := guard.Check(&s.schema.Schema, doc, s.limits)
	if err != nil {
		return refused(err)
	}
	return &prepared{doc: checked}
}

func refused(err error) *prepared {
	var invalid *guard.Invalid
	if !errors.As(err, &invalid) {
		return &prepared{refused: refusal(http.StatusBadRequest, "", public(err).shown(""))}
	}
	var list []shown
	for _, e := range invalid.Errors[:min(len(invalid.Errors), maxErrors)] {
		list = append(list, located(ValidationFailed, e))
	}
	return &prepared{refused: refusal(http.StatusBadRequest, "", list...)}
}

// located keeps where in the query an error is.
func located(code Code, err error) shown {
	f := gqlerrors.FormatError(err)
	s := fail(code, "%s", f.Message).shown("")
	if len(f.Locations) > 0 {
		s.Locations = f.Locations
	}
	return s
}

// syntaxError drops the picture of the place that the parser draws, and locates it in the text as it was sent.
func syntaxError(text *source.Source, err error) shown {
	message, _, _ := strings.Cut(err.Error(), "\n")
	s := fail(ParseFailed, "%s", message).shown("")
	var e *gqlerrors.Error
	if errors.As(err, &e) && len(e.Positions) > 0 {
		at := location.GetLocation(text, e.Positions[0])
		s.Locations = []location.SourceLocation{at}
		if _, rest, ok := strings.Cut(message, ") "); ok {
			s.Message = fmt.Sprintf("Syntax error (%d:%d): %s", at.Line, at.Column, rest)
		}
	}
	return s
}

// Package guard refuses GraphQL requests that would cost too much or that graphql-go v0.8.1 cannot survive
// (fragment cycles and deep nesting overflow its stack, which no recover can catch). It stands between the
// HTTP body and the executor: Scan before the parser, Shape before validation, Cost before execution. It
// knows the schema it is given and nothing of the graph.
package guard

import (
	"fmt"
	"strings"
)

// Limits of one request; a zero limit takes its default. See Defaults.
type Limits struct {
	Bytes       int // of the HTTP body, or of the query string
	Tokens      int // lexical tokens of the query
	Nesting     int // brackets of any kind open at once
	Depth       int // fields inside fields, fragments expanded
	Aliases     int
	RootFields  int // fragments expanded
	Directives  int
	Fragments   int
	Cost        int // fields with page sizes multiplied, fragments expanded
	VarDepth    int // objects and lists inside variables
	VarValues   int // values inside variables
	Predicates  int // conditions of one filter
	PageSize    int // of a connection
	DefaultPage int // page size when none is asked for
	AssumedPage int // what such a page is taken to hold when the cost is counted; Rows bounds what it does hold
	Rows        int // edges read by one request
}

// Defaults are the limits that hold where none is configured.
var Defaults = Limits{
	Bytes: 128 << 10, Tokens: 3000, Nesting: 64, Depth: 24, Aliases: 100, RootFields: 40, Directives: 40,
	Fragments: 40, Cost: 1_000_000, VarDepth: 12, VarValues: 2000, Predicates: 100, PageSize: 1000,
	DefaultPage: 100, AssumedPage: 20, Rows: 200_000,
}

// WithDefaults fills the limits that are zero.
func (l Limits) WithDefaults() Limits {
	d := Defaults
	for _, p := range [][2]*int{{&l.Bytes, &d.Bytes}, {&l.Tokens, &d.Tokens}, {&l.Nesting, &d.Nesting},
		{&l.Depth, &d.Depth}, {&l.Aliases, &d.Aliases}, {&l.RootFields, &d.RootFields}, {&l.Directives, &d.Directives},
		{&l.Fragments, &d.Fragments}, {&l.Cost, &d.Cost}, {&l.VarDepth, &d.VarDepth}, {&l.VarValues, &d.VarValues},
		{&l.Predicates, &d.Predicates}, {&l.PageSize, &d.PageSize}, {&l.DefaultPage, &d.DefaultPage}, {&l.AssumedPage, &d.AssumedPage}, {&l.Rows, &d.Rows}} {
		if *p[0] <= 0 {
			*p[0] = *p[1]
		}
	}
	return l
}

// TooComplex says which limit a request breaks.
type TooComplex struct {
	What  string
	Limit int
}

func (e *TooComplex) Error() string {
	return fmt.Sprintf("the request has too many %s: the limit is %d", e.What, e.Limit)
}

// Null stands for the literal null, which the parser of graphql-go takes for a syntax error. It has the same
// length, so that places in error messages stay right, and no schema has a value of that name.
const Null = "__nl"

// Lines of the scanned text: graphql-go takes time by the square of the column of a syntax error (3 s for 50 KB).
const (
	softLine = 400  // after so many bytes the next blank becomes a line end
	hardLine = 8000 // a line that has none is refused
)

// Scan reads a query's tokens without building anything. It counts them, holds nesting down before the recursive
// parser sees the text, and gives the text to parse: as long as the query, with Null in the place of null values,
// comments blanked, and lines kept short.
func Scan(query string, l Limits) (string, error) {
	s := scanner{src: query, out: []byte(query)}
	var open []byte
	for tokens := 0; s.next(); tokens++ {
		if tokens >= l.Tokens {
			return "", &TooComplex{"tokens", l.Tokens}
		}
		if s.pos-s.line > hardLine {
			return "", &TooComplex{"characters without a blank", hardLine}
		}
		switch s.tok[0] {
		case '(', '[', '{':
			if open = append(open, s.tok[0]); len(open) > l.Nesting {
				return "", &TooComplex{"nested levels", l.Nesting}
			}
		case ')', ']', '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
		// Only in arguments is null a value; before a colon it is a name, after $ a variable.
		if s.tok == "null" && inParens(open) && s.prev != "$" && s.peek() != ':' {
			copy(s.out[s.start:], Null)
		}
	}
	return string(s.out), nil
}

func inParens(open []byte) bool {
	for _, b := range open {
		if b == '(' {
			return true
		}
	}
	return false
}

type scanner struct {
	src   string
	out   []byte // nil: only looking
	pos   int
	line  int // where the line begins
	start int
	tok   string
	prev  string
}

func (s *scanner) next() bool {
	s.skip()
	if s.pos >= len(s.src) {
		return false
	}
	s.prev = s.tok
	s.start = s.pos
	switch c := s.src[s.pos]; {
	case c == '"':
		s.str()
	case isName(c):
		for s.pos < len(s.src) && isName(s.src[s.pos]) {
			s.pos++
		}
	default:
		s.pos++
	}
	s.tok = s.src[s.start:s.pos]
	return true
}

// skip passes blanks, commas and comments.
func (s *scanner) skip() {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '#':
			for s.pos < len(s.src) && s.src[s.pos] != '\n' && s.src[s.pos] != '\r' {
				s.blank()
			}
		case c <= ' ' || c == ',':
			s.blank()
		default:
			return
		}
	}
}

// blank passes a byte that means nothing.
func (s *scanner) blank() {
	end := s.src[s.pos] == '\n' || s.src[s.pos] == '\r'
	if s.out != nil && !end {
		s.out[s.pos] = ' '
		if end = s.pos-s.line >= softLine; end {
			s.out[s.pos] = '\n'
		}
	}
	if s.pos++; end {
		s.line = s.pos
	}
}

func (s *scanner) str() {
	if strings.HasPrefix(s.src[s.pos:], `"""`) {
		for s.pos += 3; s.pos < len(s.src); s.pos++ {
			if s.src[s.pos] == '\n' || s.src[s.pos] == '\r' {
				s.line = s.pos + 1
			}
			if strings.HasPrefix(s.src[s.pos:], `\"""`) {
				s.pos += 3
			} else if strings.HasPrefix(s.src[s.pos:], `"""`) {
				s.pos += 3
				return
			}
		}
		return
	}
	for s.pos++; s.pos < len(s.src) && s.src[s.pos] != '\n'; s.pos++ {
		switch s.src[s.pos] {
		case '\\':
			s.pos++
		case '"':
			s.pos++
			return
		}
	}
	s.pos = min(s.pos, len(s.src))
}

func (s *scanner) peek() byte {
	at := *s
	at.out = nil
	at.skip()
	if at.pos >= len(at.src) {
		return 0
	}
	return at.src[at.pos]
}

func isName(c byte) bool {
	return c == '_' || c == '-' || c == '.' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

package guard

import (
	"errors"
	"strings"
	"testing"

	"github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/printer"
)

func TestScan(t *testing.T) {
	l := Limits{Tokens: 50, Nesting: 5}.WithDefaults()
	for _, c := range []struct{ in, out string }{
		{`{a(b: null)}`, `{a(b: __nl)}`},
		{`{a(b:{c:[null,{null:null}]})}`, `{a(b:{c:[__nl {null:__nl}]})}`},
		{`query($null:T=null){null:null a(null:$null)}`, `query($null:T=__nl){null:null a(null:$null)}`},
		{`{a(b:"null {[(") }#null)`, `{a(b:"null {[(") }      `},
		{`{a(b:"""x " \""" null""" c:null)}`, `{a(b:"""x " \""" null""" c:__nl)}`},
		{`{a(b:"x\"null")}`, `{a(b:"x\"null")}`},
		{`{a @include(if:null)}`, `{a @include(if:__nl)}`},
	} {
		if got, err := Scan(c.in, l); got != c.out || err != nil {
			t.Errorf("%s\n  gives %s, %v\n  want  %s", c.in, got, err, c.out)
		}
	}
	for _, in := range []string{strings.Repeat("a ", 60), "{a{b{c{d{e{f}}}}}}", "[[[[[[", `"` + strings.Repeat("x", 9000)} {
		var complex *TooComplex
		if _, err := Scan(in, l); !errors.As(err, &complex) {
			t.Errorf("%.20s: %v", in, err)
		}
	}
}

// FuzzScan: what is given to the parser is as long as the query and means the same, nulls apart.
func FuzzScan(f *testing.F) {
	for _, s := range []string{`{a(b:1)}`, `query Q($a:[T!]=[1]){...F @skip(if:true)} fragment F on T{a:b}`, "{a#x\n b}", `{a(b:"""x""" c:"\u00e9")}`, `{a(b:null)}`, "\ufeff{a}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		out, err := Scan(query, Defaults)
		if err != nil {
			return
		}
		if len(out) != len(query) {
			t.Fatalf("%d bytes became %d", len(query), len(out))
		}
		want, err := parser.Parse(parser.ParseParams{Source: query})
		if err != nil {
			return
		}
		got, err := parser.Parse(parser.ParseParams{Source: out})
		if err != nil {
			t.Fatalf("%q became %q: %v", query, out, err)
		}
		if a, b := printer.Print(want), printer.Print(got); a != b && !strings.Contains(query, "null") {
			t.Fatalf("%v became %v", a, b)
		}
	})
}

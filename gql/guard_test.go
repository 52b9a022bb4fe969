package gql

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// codes gives the codes of a response's errors, and whether it has the key data.
func codes(t testing.TB, body []byte) (list []string, data bool) {
	t.Helper()
	var r struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatalf("%v in %.200s", err, body)
	}
	if err := json.Unmarshal(body, &keys); err != nil {
		t.Fatal(err)
	}
	for _, e := range r.Errors {
		list = append(list, e.Extensions.Code)
	}
	_, data = keys["data"]
	return list, data
}

// alive asks a harmless question: a refusal must leave the server answering.
func alive(t testing.TB, s http.Handler) {
	t.Helper()
	if status, body := ask(t, s, `{documents(first:1){edges{node{title}}}}`, nil); status != 200 || !strings.Contains(string(body), `"title"`) {
		t.Fatalf("the next request: %d %s", status, body)
	}
}

// bomb makes fragments that double n times.
func bomb(n int) string {
	var b strings.Builder
	b.WriteString("{documents{edges{node{...f0}}}}")
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on Document{...f%d ...f%d}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment f%d on Document{title}", n)
	return b.String()
}

// rootBomb does the same with objects, each level under aliases, so that nothing merges.
func rootBomb(n int) string {
	var b strings.Builder
	b.WriteString("{__type(name:\"Query\"){...f0}}")
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on __Type{a%d:ofType{...f%d} b%d:ofType{...f%d}}", i, i, i+1, i, i+1)
	}
	fmt.Fprintf(&b, " fragment f%d on __Type{name}", n)
	return b.String()
}

func flood(n int, format string) string {
	var b strings.Builder
	b.WriteString("{")
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String() + "}"
}

// crashers are requests that kill graphql-go v0.8.1, or take it seconds, with the code of their refusal.
var crashers = []struct{ name, query, code string }{
	{"fragment names itself", `fragment A on Query{...A} {...A}`, "GRAPHQL_VALIDATION_FAILED"},
	{"fragments name each other", `fragment A on Query{...B} fragment B on Query{...A} {...A}`, "GRAPHQL_VALIDATION_FAILED"},
	{"cycle below a field", `fragment A on Document{work{versions{edges{node{...A}}}}} {documents{edges{node{...A}}}}`, "GRAPHQL_VALIDATION_FAILED"},
	{"cycle behind a second fragment of the name", `fragment A on Query{...B} fragment B on Query{__typename} fragment B on Query{...A} {...A}`, "GRAPHQL_VALIDATION_FAILED"},
	{"6 MB of braces", strings.Repeat("{a", 3_000_000), "BAD_REQUEST"},
	{"braces under the byte limit", strings.Repeat("{a", 40_000), "QUERY_TOO_COMPLEX"},
	{"lists under the byte limit", `{documents(where:{and:` + strings.Repeat("[", 40_000), "QUERY_TOO_COMPLEX"},
	{"fragment bomb", bomb(16), "QUERY_TOO_COMPLEX"},
	{"fragment bomb of aliases", rootBomb(24), "QUERY_TOO_COMPLEX"},
	{"fragment bomb past the limit of fragments", bomb(60), "QUERY_TOO_COMPLEX"},
	{"unknown fields", "{documents" + flood(1000, "x%d ") + "}", "GRAPHQL_VALIDATION_FAILED"},
	{"unknown types", "{documents" + flood(450, "...on X%d{a}") + "}", "GRAPHQL_VALIDATION_FAILED"},
	{"unknown arguments", `{documents(` + strings.Repeat("frist:1 ", 900) + `){totalCount}}`, "GRAPHQL_VALIDATION_FAILED"},
	{"tokens", `{documents{totalCount}` + strings.Repeat(" documents{totalCount}", 3000) + `}`, "QUERY_TOO_COMPLEX"},
	{"aliases", flood(200, "a%d:__typename "), "QUERY_TOO_COMPLEX"},
	{"root fields", strings.Replace(flood(0, ""), "}", strings.Repeat("documents{totalCount} ", 100)+"}", 1), "QUERY_TOO_COMPLEX"},
	{"directives", `{__typename ` + strings.Repeat("@include(if:true) ", 200) + `}`, "QUERY_TOO_COMPLEX"},
	{"depth", `{documents` + strings.Repeat("{edges{node{work{versions", 8) + "{totalCount}" + strings.Repeat("}}}}", 8) + `}`, "QUERY_TOO_COMPLEX"},
	{"pages multiplied", `{documents(first:1000){edges{node{tasks(first:1000){edges{node{leads(first:1000){edges{node{name}}}}}}}}}}`, "QUERY_TOO_COMPLEX"},
	{"circular introspection", `{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}`, "QUERY_TOO_COMPLEX"},
	{"unclosed string", `{documents(where:{title:{eq:"` + strings.Repeat("x", 50_000), "QUERY_TOO_COMPLEX"},
	{"unclosed block string", `{a(b:"""` + strings.Repeat("x", 50_000), "QUERY_TOO_COMPLEX"},
	{"unclosed short string", `{a(b:"x`, "GRAPHQL_PARSE_FAILED"},
	{"only a comment", `#` + strings.Repeat("{", 50_000), "BAD_REQUEST"},
	{"syntax error after a long comment", `{a #` + strings.Repeat("x", 50_000), "GRAPHQL_PARSE_FAILED"},
	{"syntax error in a long line", `{a ` + strings.Repeat("b  ", 2_900) + strings.Repeat("  ", 20_000) + `!}`, "GRAPHQL_PARSE_FAILED"},
	{"definition of a type", `type A{b:C} {__typename}`, "GRAPHQL_VALIDATION_FAILED"},
	{"mutation", `mutation{a}`, "GRAPHQL_VALIDATION_FAILED"},
	{"subscription", `subscription{a}`, "GRAPHQL_VALIDATION_FAILED"},
}

func TestCrashersAreRefused(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	for _, c := range crashers {
		t.Run(c.name, func(t *testing.T) {
			for range 2 { // the second time from the cache
				_, body := ask(t, s, c.query, nil)
				got, data := codes(t, body)
				if len(got) == 0 || got[0] != c.code || data {
					t.Fatalf("codes %v, data %v: %.300s", got, data, body)
				}
				if len(body) > 20_000 {
					t.Errorf("an answer of %d bytes", len(body))
				}
				if strings.Contains(string(body), "Did you mean") {
					t.Error("the refusal tells names of the schema")
				}
			}
			alive(t, s)
		})
	}
}

func TestVariablesAreGuarded(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	deep := any("x")
	for range 40 {
		deep = map[string]any{"not": deep}
	}
	wide := make([]any, 5000)
	for i := range wide {
		wide[i] = "x"
	}
	const where = `query($w: DocumentWhere){documents(where:$w){totalCount}}`
	for _, c := range []struct {
		name, query string
		variables   any
		code        string
	}{
		{"deep", where, map[string]any{"w": deep}, "QUERY_TOO_COMPLEX"},
		{"wide", where, map[string]any{"w": map[string]any{"title": map[string]any{"in": wide}}}, "QUERY_TOO_COMPLEX"},
		{"many conditions", where, map[string]any{"w": map[string]any{"or": repeat(map[string]any{"title": map[string]any{"eq": "x"}}, 150)}}, "QUERY_TOO_COMPLEX"},
		{"text for Int", `query($n: Int){documents(first:$n){totalCount}}`, map[string]any{"n": "12"}, "BAD_USER_INPUT"},
		{"fraction for Int", `query($n: Int){documents(first:$n){totalCount}}`, map[string]any{"n": 1.5}, "BAD_USER_INPUT"},
		{"true for Int", `query($n: Int){documents(first:$n){totalCount}}`, map[string]any{"n": true}, "BAD_USER_INPUT"},
		{"Int past 32 bits", `query($n: Int){documents(first:$n){totalCount}}`, map[string]any{"n": 1 << 40}, "BAD_USER_INPUT"},
		{"object for ID", `query($i: ID!){node(id:$i){id}}`, map[string]any{"i": map[string]any{"a": 1}}, "BAD_USER_INPUT"},
		{"number for String", `query($t: String!){search(text:$t){totalCount}}`, map[string]any{"t": 5}, "BAD_USER_INPUT"},
		{"no such day", `query($d: Date){tasks(where:{dueBefore:$d}){totalCount}}`, map[string]any{"d": "2021-02-30"}, "BAD_USER_INPUT"},
		{"day with a time", `query($d: Date){tasks(where:{dueBefore:$d}){totalCount}}`, map[string]any{"d": "2021-02-03T00:00:00Z"}, "BAD_USER_INPUT"},
		{"unknown enum value", `query($r: Role){tasks(where:{role:$r}){totalCount}}`, map[string]any{"r": "BOSS"}, "BAD_USER_INPUT"},
		{"unknown field", where, map[string]any{"w": map[string]any{"titel": map[string]any{"eq": "x"}}}, "BAD_USER_INPUT"},
		{"missing", `query($i: ID!){node(id:$i){id}}`, nil, "BAD_USER_INPUT"},
		{"page too large", `query($n: Int){documents(first:$n){totalCount edges{cursor}}}`, map[string]any{"n": 5000}, "BAD_USER_INPUT"},
		{"cost by variable", `query($n: Int){documents(first:$n){edges{node{tasks(first:$n){edges{node{leads(first:$n){edges{cursor}}}}}}}}}`,
			map[string]any{"n": 900}, "QUERY_TOO_COMPLEX"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, body := ask(t, s, c.query, c.variables)
			if got, _ := codes(t, body); len(got) == 0 || got[0] != c.code {
				t.Fatalf("codes %v: %s", got, body)
			}
			alive(t, s)
		})
	}
}

func repeat(v any, n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = v
	}
	return list
}

// TestNoFilterMeansEverythingByAccident: whatever is empty or null in a filter is refused, however it gets there.
func TestNoFilterMeansEverythingByAccident(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	for _, c := range []struct {
		query     string
		variables string
	}{
		{`{documents(where:{}){totalCount}}`, ``},
		{`{documents(where:null){totalCount}}`, ``},
		{`{documents(where:{number:null}){totalCount}}`, ``},
		{`{documents(where:{number:{}}){totalCount}}`, ``},
		{`{documents(where:{number:{eq:null}}){totalCount}}`, ``},
		{`{documents(where:{number:{in:[]}}){totalCount}}`, ``},
		{`{documents(where:{number:{in:[null]}}){totalCount}}`, ``},
		{`{documents(where:{number:{isNull:null}}){totalCount}}`, ``},
		{`{documents(where:{and:[]}){totalCount}}`, ``},
		{`{documents(where:{or:[{}]}){totalCount}}`, ``},
		{`{documents(where:{not:{}}){totalCount}}`, ``},
		{`{documents(where:{implements:{}}){totalCount}}`, ``},
		{`{tasks(where:{unit:null, role:LEAD}){totalCount}}`, ``},
		{`{workload(where:{}){totalCount}}`, ``},
		{`{workload(where:{unit:null}){totalCount}}`, ``},
		{`{appointments(where:{}){totalCount}}`, ``},
		{`{appointments(where:{person:{}}){totalCount}}`, ``},
		{`{search(text:"  "){totalCount}}`, ``},
		{`{search(text:"局", types:[]){totalCount}}`, ``},
		{`{units{edges{node{leads(where:{}){totalCount}}}}}`, ``},
		{`query($w:DocumentWhere){documents(where:$w){totalCount}}`, `{"w":{}}`},
		{`query($w:DocumentWhere){documents(where:$w){totalCount}}`, `{"w":null}`},
		{`query($w:DocumentWhere){documents(where:$w){totalCount}}`, `{}`},
		{`query($w:DocumentWhere={}){documents(where:$w){totalCount}}`, `{}`},
		{`query($w:DocumentWhere){documents(where:$w){totalCount}}`, `{"w":{"number":null}}`},
		{`query($w:DocumentWhere){documents(where:$w){totalCount}}`, `{"w":{"number":{"eq":null}}}`},
		{`query($w:DocumentWhere){documents(where:$w){totalCount}}`, `{"w":{"number":{"in":["a",null]}}}`},
		{`query($w:DocumentWhere){documents(where:$w){totalCount}}`, `{"w":{"or":[{"number":{"eq":"a"}},{}]}}`},
		{`query($n:String){documents(where:{number:{eq:$n}}){totalCount}}`, `{}`},
		{`query($n:String){documents(where:{number:{eq:$n}}){totalCount}}`, `{"n":null}`},
		{`query($n:String){documents(where:{number:{eq:$n},year:{gt:1}}){totalCount}}`, `{"n":null}`},
		{`query($u:String){tasks(where:{unit:$u,role:LEAD}){totalCount}}`, `{"u":null}`},
		{`query($u:String){workload(where:{unit:$u,year:2021}){totalCount}}`, `{}`},
		{`query($u:String){...F} fragment F on Query{tasks(where:{unit:$u,role:LEAD}){totalCount}}`, `{}`},
	} {
		t.Run(c.query+c.variables, func(t *testing.T) {
			var variables any
			if c.variables != "" {
				if err := json.Unmarshal([]byte(c.variables), &variables); err != nil {
					t.Fatal(err)
				}
			}
			_, body := ask(t, s, c.query, variables)
			if got, _ := codes(t, body); len(got) == 0 || got[0] != "BAD_USER_INPUT" {
				t.Fatalf("%s", body)
			}
		})
	}
	// Null where it is no filter is the same as nothing.
	if _, body := ask(t, s, `{documents(first:null, after:null){totalCount} null: __typename}`, nil); !strings.Contains(string(body), `"null":"Query"`) {
		t.Errorf("%s", body)
	}
}

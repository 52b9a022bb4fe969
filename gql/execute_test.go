package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/graphql-go/graphql"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/policygraph/policygraph/gql/execute"
	"github.com/policygraph/policygraph/gql/guard"
	"github.com/policygraph/policygraph/graph"
)

// TestExecutorsAgree: graphql-go's own executor gives the same data and fails at the same places, for the questions of
// testdata and others that are harder on an executor than on the store.
func TestExecutorsAgree(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	variables := map[string]map[string]any{"variables of all types": {"w": map[string]any{"state": "READ", "signed": map[string]any{"ge": "2015-01-01"},
		"or": []any{map[string]any{"law": map[string]any{"eq": true}}, map[string]any{"year": map[string]any{"in": []any{json.Number("2021")}}}}},
		"o": map[string]any{"field": "SIGNED", "direction": "DESC"}, "n": json.Number("3"), "no": false}}
	questions := map[string]string{
		"variables of all types": `query($w:DocumentWhere,$o:DocumentOrder!,$n:Int,$none:String,$no:Boolean!){
			documents(where:$w,orderBy:[$o],first:$n,after:$none){edges{node{title signed @skip(if:$no) number @include(if:$no)}}}}`,
		"merged fields": `{documents(first:2){edges{node{title} cursor} edges{node{number signed}}} documents(first:2){totalCount pageInfo{hasNextPage}}}`,
		"fragments": `{nodes(ids:["VW5pdDp1"]){__typename id ...d ...on Unit{name}} documents{edges{node{...d ...d ...on Node{id} ... @include(if:false){title}}}}}
			fragment d on Document{number tasks(first:2){edges{node{heading ...t}}} ...e} fragment t on Task{leads{edges{order node{name}}}} fragment e on Document{title}`,
		"abstract types":     `{tasks{edges{node{heading overseers{edges{node{__typename name ...on Person{organisation} ...on Unit{region}}}}}}}}`,
		"skip and include":   `query($yes:Boolean=true,$no:Boolean=false){documents(first:1){edges @skip(if:$no){node{a:title @include(if:$yes) b:title @skip(if:$yes) c:title @include(if:$no)}}}}`,
		"variables":          `query($n:Int=2,$w:DocumentWhere={title:{contains:"办法"}}){documents(first:$n,where:$w,orderBy:[{field:SIGNED}]){edges{node{title}}}}`,
		"lists of one":       `{documents(orderBy:{field:TITLE,direction:DESC},where:{and:{title:{contains:"办法"}}}){edges{node{title}}}}`,
		"errors in lists":    `{documents{edges{node{title tasks(first:-1){totalCount} status(on:"2020-01-01"){state}}}} document(number:"none"){title} unit(name:""){name}}`,
		"everything at once": `{documents{edges{node{issuers signed year printed law candidates state status{state basis} facts{kind quote start} sources{source} versions{edges{node{title}}} appointments{edges{node{person{name}}}}}}} stats{nodes{type count}}}`,
		"schema":             `{__schema{queryType{name kind} types{name kind description fields(includeDeprecated:true){name args{name defaultValue type{kind name ofType{name}}} type{kind name ofType{name kind ofType{name}}} isDeprecated deprecationReason} inputFields{name defaultValue} interfaces{name} enumValues{name description} possibleTypes{name}} directives{name locations args{name}}} __type(name:"Task"){name fields{name}} no:__type(name:"None"){name} __typename}`,
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			switch f.Name {
			case "query":
				questions[file] = string(f.Data)
			case "variables":
				d := json.NewDecoder(bytes.NewReader(f.Data))
				d.UseNumber()
				var v map[string]any
				if err := d.Decode(&v); err != nil {
					t.Fatal(err)
				}
				variables[file] = v
			}
		}
	}
	for name, query := range questions {
		t.Run(name, func(t *testing.T) {
			p := s.prepare(query)
			if p.refused != nil {
				t.Fatalf("%s", p.refused.body)
			}
			op := p.doc.Operations[0]
			vars, err := guard.Coerce(&s.schema.Schema, op, variables[name])
			if err != nil {
				t.Fatal(err)
			}
			ours, theirs := bothExecutors(t, s, p.doc, vars)
			if ours != theirs {
				t.Errorf("ours\n%.3000s\ntheirs\n%.3000s", ours, theirs)
			}
		})
	}
}

// bothExecutors gives the data with sorted keys and the places of the errors.
func bothExecutors(t *testing.T, s *Server, doc *guard.Document, vars map[string]any) (ours, theirs string) {
	t.Helper()
	ctx := context.Background()
	err := s.store.View(ctx, func(r graph.Reader) error {
		got := execute.Run(execute.Request{Schema: &s.schema.Schema, Fragments: doc.Fragments, Operation: doc.Operations[0],
			Variables: vars, Root: newRequest(ctx, s, "", r), Context: ctx})
		var paths []string
		for _, e := range got.Errors {
			paths = append(paths, fmt.Sprint(e.Path, e.Locations))
		}
		var data any
		if err := json.Unmarshal(got.AppendData(nil), &data); err != nil {
			return err
		}
		ours = sorted(t, data, paths)
		want := graphql.Execute(graphql.ExecuteParams{Schema: s.schema.Schema, Root: newRequest(ctx, s, "", r), AST: doc.AST, Args: vars, Context: ctx})
		paths = nil
		for _, e := range want.Errors {
			paths = append(paths, fmt.Sprint(e.Path, e.Locations))
		}
		theirs = sorted(t, want.Data, paths)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ours, theirs
}

func sorted(t *testing.T, data any, paths []string) string {
	t.Helper()
	slices.Sort(paths)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if m, _ := data.(map[string]any); m["__schema"] != nil {
		byName(data)
	}
	if err := e.Encode(map[string]any{"data": data, "errors": paths}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// byName orders by their names what graphql-go lists in the order of its maps: types, fields.
func byName(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			byName(x)
		}
	case []any:
		name := func(x any) string {
			m, _ := x.(map[string]any)
			n, _ := m["name"].(string)
			return n
		}
		slices.SortStableFunc(v, func(a, b any) int { return strings.Compare(name(a), name(b)) })
		for _, x := range v {
			byName(x)
		}
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/graph/sqlite"
)

var answered = regexp.MustCompile("(?s)```graphql\n(.*?)```\n\n```json\n(.*?)```")

// The answers that README shows are those of the program on the sample that it ships.
func TestReadmeAnswers(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	questions := answered.FindAllSubmatch(readme, -1)
	if len(questions) < 3 {
		t.Fatalf("README shows %d questions with answers, want at least 3", len(questions))
	}
	server := sampleServer(t)
	for _, q := range questions {
		got := ask(t, server, string(q[1]))
		var want any
		if err := json.Unmarshal(q[2], &want); err != nil {
			t.Fatalf("the answer shown to %s is no JSON: %v", q[1], err)
		}
		if !reflect.DeepEqual(got, want) {
			shown, _ := json.MarshalIndent(got, "", "  ")
			t.Errorf("README shows another answer to\n%s\nthe program's is\n%s", q[1], shown)
		}
	}
}

// sampleServer serves the sample from a store of its own.
func sampleServer(t *testing.T) http.Handler {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.db")
	var out, errs bytes.Buffer
	if code := run([]string{"ingest", "--store", "sqlite:" + path, "--dataset", "sample", "testdata/sample"}, strings.NewReader(""), &out, &errs); code != exitOK {
		t.Fatalf("ingest: exit code %d: %s", code, &errs)
	}
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	server, err := gql.NewServer(gql.Options{Store: store, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

func ask(t *testing.T, server http.Handler, query string) any {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	var answer any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v: %s", query, err, w.Body)
	}
	return answer
}

var skeleton = regexp.MustCompile("(?ms)^## .*?$|```.*?```")

// The Chinese README keeps step: the same sections, commands, questions and answers.
func TestReadmeTwin(t *testing.T) {
	var parts [2][]string
	for i, name := range []string{"../../README.md", "../../README.zh.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parts[i] = skeleton.FindAllString(string(text), -1)
	}
	if !reflect.DeepEqual(parts[0], parts[1]) {
		t.Errorf("README.zh.md is out of step: headings and code blocks are\n%q\nwant\n%q", parts[1], parts[0])
	}
}

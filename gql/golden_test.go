package gql

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the server answers into testdata")

// ask asks the server over HTTP and gives status and body.
func ask(t testing.TB, s http.Handler, query string, variables any) (int, []byte) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

// TestGolden asks every question of testdata of the test world in a real store.
func TestGolden(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		part := func(name string) *txtar.File {
			for i := range a.Files {
				if a.Files[i].Name == name {
					return &a.Files[i]
				}
			}
			return nil
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			var variables any
			if v := part("variables"); v != nil {
				if err := json.Unmarshal(v.Data, &variables); err != nil {
					t.Fatal(err)
				}
			}
			_, body := ask(t, s, string(part("query").Data), variables)
			var got bytes.Buffer
			if err := json.Indent(&got, body, "", "  "); err != nil {
				t.Fatalf("%v in %s", err, body)
			}
			got.WriteByte('\n')
			want := part("want")
			if *update {
				if want == nil {
					a.Files = append(a.Files, txtar.File{Name: "want"})
					want = &a.Files[len(a.Files)-1]
				}
				want.Data = got.Bytes()
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want == nil || !bytes.Equal(want.Data, got.Bytes()) {
				t.Errorf("got\n%s", got.Bytes())
			}
		})
	}
}

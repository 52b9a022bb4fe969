package gql

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	g "github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/sqlite"
)

const modern = "application/graphql-response+json"

func serve(t testing.TB, o Options) *httptest.Server {
	t.Helper()
	if o.Store == nil {
		o.Store = openStore(t, world()...)
	}
	ts := httptest.NewServer(newTestServer(t, o))
	t.Cleanup(ts.Close)
	return ts
}

func send(t testing.TB, method, url, media, accept, body string) *http.Response {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

func TestGraphQLOverHTTP(t *testing.T) {
	ts := serve(t, Options{})
	at := ts.URL + "/graphql"
	get := func(v ...string) string {
		q := url.Values{}
		for i := 0; i < len(v); i += 2 {
			q.Set(v[i], v[i+1])
		}
		return at + "?" + q.Encode()
	}
	const ok, json = `{"query":"{__typename}"}`, "application/json"
	for _, c := range []struct {
		name, method, url, media, accept, body string
		status                                 int
		answer                                 string // media type of the answer, "" for any
	}{
		{"post", "POST", at, json, modern, ok, 200, modern},
		{"post in utf-8", "POST", at, json + "; charset=utf-8", "", ok, 200, json},
		{"any", "POST", at, json, "*/*", ok, 200, json},
		{"the better of two", "POST", at, json, "application/json;q=0.5, application/graphql-response+json", ok, 200, modern},
		{"neither", "POST", at, json, "text/html", ok, 406, ""},
		{"get", "GET", get("query", "{__typename}"), "", modern, "", 200, modern},
		{"get with variables", "GET", get("query", "query($n:Int){documents(first:$n){totalCount}}", "variables", `{"n":1}`), "", modern, "", 200, modern},
		{"get a mutation", "GET", get("query", "mutation{a}"), "", modern, "", 405, ""},
		{"get nothing", "GET", at, "", modern, "", 400, ""},
		{"get variables in a list", "GET", get("query", "{__typename}", "variables", `[]`), "", modern, "", 400, ""},
		{"get too long", "GET", get("query", "#"+strings.Repeat("x", 140_000)), "", modern, "", 414, ""},
		{"put", "PUT", at, json, modern, ok, 405, ""},
		{"form", "POST", at, "application/x-www-form-urlencoded", modern, "query={__typename}", 415, ""},
		{"plain text", "POST", at, "text/plain", modern, ok, 415, ""},
		{"multipart", "POST", at, "multipart/form-data; boundary=x", modern, ok, 415, ""},
		{"no type", "POST", at, "", modern, ok, 415, ""},
		{"latin1", "POST", at, json + "; charset=latin1", modern, ok, 415, ""},
		{"no JSON", "POST", at, json, modern, `{"query":`, 400, ""},
		{"two values", "POST", at, json, modern, ok + ok, 400, ""},
		{"a list of requests", "POST", at, json, modern, "[" + ok + "]", 400, ""},
		{"query is a number", "POST", at, json, modern, `{"query":1}`, 400, ""},
		{"variables are a text", "POST", at, json, modern, `{"query":"{__typename}","variables":"x"}`, 400, ""},
		{"extensions are a list", "POST", at, json, modern, `{"query":"{__typename}","extensions":[]}`, 400, ""},
		{"null members", "POST", at, json, modern, `{"query":"{__typename}","variables":null,"operationName":null,"extensions":null}`, 200, ""},
		{"syntax error", "POST", at, json, modern, `{"query":"{"}`, 400, modern},
		{"syntax error, old type", "POST", at, json, json, `{"query":"{"}`, 200, json},
		{"no such field", "POST", at, json, modern, `{"query":"{a}"}`, 400, modern},
		{"which operation", "POST", at, json, modern, `{"query":"query A{__typename} query B{__typename}"}`, 400, ""},
		{"this operation", "POST", at, json, modern, `{"query":"query A{__typename} query B{__typename}","operationName":"B"}`, 200, ""},
		{"error of a field", "POST", at, json, modern, `{"query":"{document(number:\"x\"){title}}"}`, 200, modern},
		{"too large", "POST", at, json, modern, `{"query":"{__typename}","variables":{"a":"` + strings.Repeat("x", 200_000) + `"}}`, 413, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := send(t, c.method, c.url, c.media, c.accept, c.body)
			if res.StatusCode != c.status {
				body, _ := io.ReadAll(res.Body)
				t.Errorf("status %d, want %d: %s", res.StatusCode, c.status, body)
			}
			if got := res.Header.Get("Content-Type"); c.answer != "" && got != c.answer+"; charset=utf-8" {
				t.Errorf("type %q", got)
			}
			if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("X-Frame-Options") != "DENY" {
				t.Error("no security headers")
			}
			if res.StatusCode == 405 && res.Header.Get("Allow") == "" {
				t.Error("405 without Allow")
			}
		})
	}
}

func TestCORSIsOffUnlessListed(t *testing.T) {
	ts := serve(t, Options{Origins: []string{"https://good.example"}})
	for origin, want := range map[string]string{"https://good.example": "https://good.example", "https://bad.example": "", "null": ""} {
		for _, method := range []string{"OPTIONS", "POST"} {
			r, _ := http.NewRequest(method, ts.URL+"/graphql", strings.NewReader(`{"query":"{__typename}"}`))
			r.Header.Set("Origin", origin)
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Access-Control-Request-Method", "POST")
			res, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if got := res.Header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("%s from %s: allowed %q", method, origin, got)
			}
		}
	}
}

func TestPagesNeedNothingFromElsewhere(t *testing.T) {
	ts := serve(t, Options{GraphiQL: true, Version: "v1"})
	for path, want := range map[string]string{"/": "<script", "/graphiql/": "graphiql.js", "/graphiql": "", "/healthz": "ok v1", "/readyz": "ready", "/metrics": "policygraph_graphql_requests_total",
		"/graphiql/dist/graphiql.js": "GraphiQL", "/graphiql/dist/graphiql.css": "graphiql"} {
		send(t, "POST", ts.URL+"/graphql", "application/json", "", `{"query":"{__typename}"}`)
		res, err := http.Get(ts.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != 200 || !strings.Contains(string(body), want) {
			t.Errorf("%s: %d %.200s", path, res.StatusCode, body)
		}
		if path == "/" || strings.HasPrefix(path, "/graphiql/") {
			if p := res.Header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'self'") || strings.Contains(p, "script-src") {
				t.Errorf("%s: policy %q", path, p)
			}
			for _, remote := range []string{"src=\"http", "href=\"http", "//cdn", "unpkg", "jsdelivr", "url(http", "googleapis"} {
				if bytes.Contains(body, []byte(remote)) {
					t.Errorf("%s names %s", path, remote)
				}
			}
		}
	}
	off := serve(t, Options{})
	if res := send(t, "GET", off.URL+"/graphiql/", "", "", ""); res.StatusCode != 404 {
		t.Errorf("GraphiQL is on: %d", res.StatusCode)
	}
}

// slow holds every View until it is let go, to fill a server's places.
type slow struct {
	g.Store
	entered, release chan struct{}
}

func (s *slow) View(ctx context.Context, f func(g.Reader) error) error {
	s.entered <- struct{}{}
	select {
	case <-s.release:
	case <-ctx.Done():
	}
	return s.Store.View(ctx, f)
}

func TestBusyServerSaysSo(t *testing.T) {
	store := &slow{openStore(t, world()...), make(chan struct{}, 10), make(chan struct{})}
	ts := serve(t, Options{Store: store, Concurrency: 1})
	const body = `{"query":"{documents{totalCount}}"}`
	var first sync.WaitGroup
	first.Go(func() {
		if res := send(t, "POST", ts.URL+"/graphql", "application/json", modern, body); res.StatusCode != 200 {
			t.Errorf("the first: %d", res.StatusCode)
		}
	})
	<-store.entered
	res := send(t, "POST", ts.URL+"/graphql", "application/json", modern, body)
	if res.StatusCode != 503 || res.Header.Get("Retry-After") == "" {
		t.Errorf("the second: %d", res.StatusCode)
	}
	close(store.release)
	first.Wait()
	alive(t, newTestServer(t, Options{Store: store.Store}))
}

func TestDeadline(t *testing.T) {
	store := &slow{openStore(t, world()...), make(chan struct{}, 10), make(chan struct{})}
	s := newTestServer(t, Options{Store: store, Timeout: 20 * time.Millisecond})
	status, body := ask(t, s, `{documents{totalCount}}`, nil)
	if got, data := codes(t, body); status != 503 || len(got) != 1 || got[0] != "TIMEOUT" || data {
		t.Errorf("%d %s", status, body)
	}
}

// failing breaks one kind of read, below a thunk.
type failing struct {
	g.Store
	err   error
	panic any
}

func (s *failing) View(ctx context.Context, f func(g.Reader) error) error {
	return s.Store.View(ctx, func(r g.Reader) error { return f(&failingReader{r, s}) })
}

type failingReader struct {
	g.Reader
	s *failing
}

func (r *failingReader) Expand(context.Context, []g.ExpandQuery) ([]map[g.Key]g.EdgePage, error) {
	if r.s.panic != nil {
		panic(r.s.panic)
	}
	return nil, r.s.err
}

func TestErrorsBelowThunksKeepTheirCodesAndNoSecrets(t *testing.T) {
	inner := openStore(t, world()...)
	for name, c := range map[string]struct {
		err   error
		panic any
		code  string
	}{
		"unforeseen":  {err: errors.New("secret: /var/lib/graph.db is broken"), code: "INTERNAL_SERVER_ERROR"},
		"unavailable": {err: g.ErrUnavailable, code: "UNAVAILABLE"},
		"panic":       {panic: "secret", code: "INTERNAL_SERVER_ERROR"},
		"panic error": {panic: errors.New("secret"), code: "INTERNAL_SERVER_ERROR"},
		"deadline":    {err: context.DeadlineExceeded, code: "TIMEOUT"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newTestServer(t, Options{Store: &failing{inner, c.err, c.panic}})
			status, body := ask(t, s, `{documents(first:1){edges{node{title gazette{title}}}} x: gazettes{totalCount}}`, nil)
			got, data := codes(t, body)
			if status != 200 || len(got) != 1 || got[0] != c.code || !data {
				t.Fatalf("%d %s", status, body)
			}
			if strings.Contains(string(body), "secret") || !strings.Contains(string(body), `"path":["documents","edges",0,"node","gazette"]`) ||
				!strings.Contains(string(body), `"x":{"totalCount":1}`) {
				t.Errorf("%s", body)
			}
		})
	}
}

func TestManyAtOnce(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				status, body := ask(t, s, `{__schema{types{name fields{name}}} documents{edges{node{title tasks{edges{node{heading}}} status{state}}}} workload{totalCount}}`, nil)
				if status != 200 || bytes.Contains(body, []byte(`"errors"`)) {
					t.Errorf("%d %.300s", status, body)
				}
			}
		})
	}
	all.Wait()
}

// TestServeByHand serves the test world, or the store in POLICYGRAPH_GQL_STORE, for tools from elsewhere (npm's
// graphql-http audit, a browser): set POLICYGRAPH_GQL_ADDR.
func TestServeByHand(t *testing.T) {
	addr := os.Getenv("POLICYGRAPH_GQL_ADDR")
	if addr == "" {
		t.Skip("for tools from elsewhere")
	}
	o := Options{GraphiQL: true, Concurrency: 1000}
	if path := os.Getenv("POLICYGRAPH_GQL_STORE"); path != "" {
		store, err := sqlite.Open(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		o.Store, o.Now = store, time.Now
	} else {
		o.Store = openStore(t, world()...)
	}
	if err := http.ListenAndServe(addr, newTestServer(t, o)); err != nil {
		t.Fatal(err)
	}
}

package neo4j

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// The limits of the requirement: how long a query may hang on a server that is away, and how long after its return all
// must be well.
const (
	failWithin    = 5 * time.Second
	recoverWithin = 10 * time.Second
	clients       = 8
)

// A server that goes away while it is served from: queries fail soon and with a code, /readyz turns red, and all is well
// soon after its return, by itself.
func stoppedWhileServing(t *testing.T, server *neo4jtest.Server) {
	s := newShelfOn(t, server).open(t)
	if _, err := s.Apply(t.Context(), graphtest.World(3, 6)...); err != nil {
		t.Fatal(err)
	}
	h, err := gql.NewServer(gql.Options{Store: s, Timeout: 10 * time.Second, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(h)
	defer web.Close()
	for name, away := range map[string]struct{ leave, back func() error }{
		"stopped": {func() error { return server.Signal(syscall.SIGTERM) }, server.Restart},
		"paused":  {server.Pause, server.Resume},
	} {
		t.Run(name, func(t *testing.T) {
			defer mend(t, server)
			v := &visitors{t: t, url: web.URL}
			v.start()
			defer v.stop()
			v.all(time.Minute, "answered before", answer.good)
			gone := time.Now()
			if err := away.leave(); err != nil {
				t.Fatal(err)
			}
			v.all(failWithin+time.Since(gone), "told so", func(a answer) bool { return a.end.After(gone) && a.coded() })
			v.ready(failWithin, http.StatusServiceUnavailable)
			if err := away.back(); err != nil {
				t.Fatal(err)
			}
			back := time.Now()
			v.all(recoverWithin, "answered again", func(a answer) bool { return a.begin.After(back) && a.good() })
			v.ready(recoverWithin, http.StatusOK)
			v.judge(back)
		})
	}
}

// visitors ask all the time.
type visitors struct {
	t    *testing.T
	url  string
	mu   sync.Mutex
	list [clients][]answer
	quit chan struct{}
	done sync.WaitGroup
}

// answer is what came of a question.
type answer struct {
	begin, end time.Time
	status     int
	codes      []string // of its errors
	body       string
}

func (a answer) good() bool { return a.status == http.StatusOK && len(a.codes) == 0 }

// coded tells an answer that says in a code that the store is away.
func (a answer) coded() bool {
	return len(a.codes) > 0 && !slices.ContainsFunc(a.codes, func(c string) bool { return c != string(gql.Unavailable) && c != string(gql.Timeout) })
}

// question is one that a server that has just come back, and is cold, plans in good time on a busy machine.
const question = `{ documents(first: 5) { edges { node { title issuedBy { edges { node { name } } } } } } }`

func (v *visitors) start() {
	v.quit = make(chan struct{})
	for i := range clients {
		v.done.Add(1)
		go func() {
			defer v.done.Done()
			for {
				a, err := v.ask()
				if err != nil {
					v.t.Error(err)
					return
				}
				v.mu.Lock()
				v.list[i] = append(v.list[i], a)
				v.mu.Unlock()
				select {
				case <-v.quit:
					return
				case <-time.After(50 * time.Millisecond):
				}
			}
		}()
	}
}

func (v *visitors) stop() {
	close(v.quit)
	v.done.Wait()
}

func (v *visitors) ask() (a answer, err error) {
	body, err := json.Marshal(map[string]string{"query": question})
	if err != nil {
		return a, err
	}
	a.begin = time.Now()
	response, err := http.Post(v.url+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		return a, err
	}
	defer response.Body.Close()
	var told struct {
		Errors []struct{ Extensions struct{ Code string } }
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(response.Body); err != nil {
		return a, err
	}
	a.end, a.status, a.body = time.Now(), response.StatusCode, text.String()
	if err := json.Unmarshal(text.Bytes(), &told); err != nil {
		return a, fmt.Errorf("%d %.300s: %w", a.status, text.String(), err)
	}
	for _, e := range told.Errors {
		a.codes = append(a.codes, e.Extensions.Code)
	}
	return a, nil
}

// all waits until every client has had an answer of a kind.
func (v *visitors) all(limit time.Duration, what string, kind func(answer) bool) {
	v.t.Helper()
	end := time.Now().Add(limit)
	for !v.have(kind) {
		if time.Now().After(end) {
			v.t.Fatalf("after %v not all clients were %s:%s", limit, what, v.lasts())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// lasts shows the last answer of each client.
func (v *visitors) lasts() (out string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, list := range v.list {
		if n := len(list); n > 0 {
			a := list[n-1]
			out += fmt.Sprintf("\n%d answers, the last %v ago after %v: %d %.300s", n, time.Since(a.end), a.end.Sub(a.begin), a.status, a.body)
		}
	}
	return out
}

func (v *visitors) have(kind func(answer) bool) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, list := range v.list {
		if !slices.ContainsFunc(list, kind) {
			return false
		}
	}
	return true
}

// ready waits until /readyz answers so.
func (v *visitors) ready(limit time.Duration, want int) {
	v.t.Helper()
	status := 0
	for end := time.Now().Add(limit); status != want; time.Sleep(10 * time.Millisecond) {
		response, err := http.Get(v.url + "/readyz")
		if err != nil {
			v.t.Fatal(err)
		}
		response.Body.Close()
		if status = response.StatusCode; status != want && time.Now().After(end) {
			v.t.Fatalf("/readyz answers %d, not %d", status, want)
		}
	}
}

// judge looks at all answers: good or coded each, and those that failed within the limit.
func (v *visitors) judge(back time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var failed, good int
	var longest, recovery time.Duration
	for _, list := range v.list {
		for _, a := range list {
			switch {
			case a.good():
				good++
				continue
			case !a.coded():
				v.t.Errorf("an answer without a code: %d %.500s", a.status, a.body)
			}
			failed++
			longest = max(longest, a.end.Sub(a.begin))
			recovery = max(recovery, a.end.Sub(back))
		}
	}
	v.t.Logf("%d answers; %d failed, the slowest after %v; the last failure %v after the return", good+failed, failed,
		longest.Round(time.Millisecond), recovery.Round(time.Millisecond))
	if longest > failWithin {
		v.t.Errorf("a query failed only after %v", longest)
	}
}

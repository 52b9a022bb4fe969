package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// What a user sees of a Neo4j server that is away, and of one that is read-only: the commands say what is wrong, nothing is
// marked as done, and serve goes on by itself.
func TestServerAway(t *testing.T) {
	server := neo4jtest.Own(t, neo4jtest.LTS)
	store := strings.Replace(server.URI, "bolt://", "bolt://"+server.User+":"+server.Password+"@", 1)
	ingest := func(dataset string) (int, string) {
		var out bytes.Buffer
		code := run([]string{"ingest", "--store", store, "--dataset", dataset, "testdata/sample"}, strings.NewReader(""), &out, &out)
		return code, out.String()
	}
	want := func(code int, says ...string) {
		t.Helper()
		got, out := ingest("sample")
		if got != code {
			t.Errorf("exit code %d, not %d: %s", got, code, out)
		}
		for _, s := range says {
			if !strings.Contains(out, s) {
				t.Errorf("%q is not in %s", s, out)
			}
		}
	}
	stop(t, server)
	want(exitInput, "is the server running", "store bolt://", "unavailable")
	start(t, server)
	want(exitOK, "read 3 sources, 0 unchanged, 0 failed") // nothing of the first try counts as done
	want(exitOK, "read 0 sources, 3 unchanged, 0 failed")

	stop(t, server)
	if err := server.Configure("server.databases.read_only=neo4j"); err != nil {
		t.Fatal(err)
	}
	start(t, server)
	if code, out := ingest("other"); code != exitInput || !strings.Contains(out, "server.databases.read_only") {
		t.Errorf("ingest into a read-only database: exit code %d, %s", code, out)
	}
	url := serveFrom(t, store)
	if n := countDocuments(t, url); n == 0 {
		t.Error("nothing is served from a read-only database")
	}
	stop(t, server)
	wantReady(t, url, http.StatusServiceUnavailable, 5*time.Second)
	start(t, server)
	wantReady(t, url, http.StatusOK, 10*time.Second)
	if n := countDocuments(t, url); n == 0 {
		t.Error("nothing is served after the server's return")
	}
}

func stop(t *testing.T, server *neo4jtest.Server) {
	t.Helper()
	if err := server.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T, server *neo4jtest.Server) {
	t.Helper()
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
}

// serveFrom runs the real program, and gives the address of its GraphQL.
func serveFrom(t *testing.T, store string) string {
	var out lockedBuffer
	cmd := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--store", store)
	cmd.Env = append(os.Environ(), "POLICYGRAPH_TEST_MAIN=1")
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended, which Wait tells
		if err := cmd.Wait(); err != nil {
			t.Errorf("serve ended with %v: %s", err, out.String())
		}
	})
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if address := servedAt.FindStringSubmatch(out.String()); address != nil {
			return address[1]
		}
	}
	t.Fatalf("no address: %s", out.String())
	return ""
}

// wantReady waits until /readyz answers so.
func wantReady(t *testing.T, url string, want int, limit time.Duration) {
	t.Helper()
	status := 0
	for end := time.Now().Add(limit); status != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("/readyz answers %d, not %d, after %v", status, want, limit)
		}
		response, err := http.Get(strings.TrimSuffix(url, "/graphql") + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		status = response.StatusCode
	}
}

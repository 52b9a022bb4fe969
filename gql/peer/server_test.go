package peer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql/npmtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// server is a GraphQL server in a process of its own.
type server struct {
	name, url string
	peers     bool // it takes the peer's questions
	share     float64
}

// start starts a server and waits for the address that it prints.
func start(b *testing.B, name string, cmd *exec.Cmd) *server {
	in, err := cmd.StdinPipe() // the peer ends with it
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended by itself
		_ = cmd.Wait()
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if at := strings.Index(lines.Text(), "http://"); at >= 0 && strings.HasSuffix(lines.Text(), "/graphql") {
			go io.Copy(io.Discard, out)
			return &server{name: name, url: lines.Text()[at:], share: 1}
		}
	}
	b.Fatalf("%s printed no address: %s", name, &errs)
	return nil
}

// startOurs serves a store by the program as it is built.
func startOurs(b *testing.B, name, program, store string, db *neo4jtest.Server) *server {
	cmd := exec.Command(program, "serve", "--store", store, "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "POLICYGRAPH_NEO4J_USER="+db.User, "POLICYGRAPH_NEO4J_PASSWORD="+db.Password)
	return start(b, name, cmd)
}

func build(b *testing.B) string {
	program := filepath.Join(b.TempDir(), "policygraph")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/policygraph").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v: %s", err, out)
	}
	return program
}

// startPeer serves the database by @neo4j/graphql.
func startPeer(b *testing.B, db *neo4jtest.Server) *server {
	node, err := exec.LookPath("node")
	if err != nil {
		b.Skip("not run: Node.js is missing (apt-get install nodejs npm)")
	}
	cmd := exec.Command(node, filepath.Join(peerFolder(b), "server.mjs"))
	cmd.Env = append(os.Environ(), "NODE_ENV=production", "NEO4J_URI="+db.URI, "NEO4J_USER="+db.User, "NEO4J_PASSWORD="+db.Password)
	s := start(b, "@neo4j/graphql", cmd)
	s.peers = true
	return s
}

// peerFolder is a folder with the peer and the packages of its lock file, which are installed once for each lock, in the
// user's cache.
func peerFolder(b *testing.B) string {
	npm, err := exec.LookPath("npm")
	if err != nil {
		b.Skip("not run: npm is missing (apt-get install nodejs npm)")
	}
	dir := b.TempDir()
	copyFiles(b, dir, "server.mjs", "schema.graphql", "package.json")
	if err := npmtest.Link(b.Context(), npm, ".", dir); err != nil {
		b.Skipf("not run: npm cannot install the peer's packages, which needs a registry once: %v", err)
	}
	return dir
}

func copyFiles(b *testing.B, to string, names ...string) {
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), data, 0o644)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// patience is how long a first answer may take.
const patience = 40 * time.Second

// client is one client: it keeps its connection.
type client struct {
	http http.Client
	url  string
	body []byte
	buf  bytes.Buffer
}

func newClient(s *server, r request) (*client, error) {
	body, err := json.Marshal(r)
	return &client{url: s.url, body: body, http: http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableCompression: true}}}, err
}

// ask gives the answer, which holds until the next.
func (c *client) ask() ([]byte, error) {
	res, err := c.http.Post(c.url, "application/json", bytes.NewReader(c.body))
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	c.buf.Reset()
	if _, err := c.buf.ReadFrom(res.Body); err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK || bytes.Contains(c.buf.Bytes(), []byte(`"errors"`)) {
		return nil, fmt.Errorf("%s: %.500s", res.Status, &c.buf)
	}
	return c.buf.Bytes(), nil
}

func (s *server) answer(t testing.TB, r request) []byte {
	c, err := newClient(s, r)
	if err != nil {
		t.Fatal(err)
	}
	defer c.http.CloseIdleConnections()
	got, err := c.ask()
	for give := time.Now().Add(patience); err != nil && time.Now().Before(give); { // the database plans its first questions for seconds
		got, err = c.ask()
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s", s.name, err, r.Query)
	}
	return got
}

func (s *server) decode(t testing.TB, r request, into any) {
	if err := json.Unmarshal(s.answer(t, r), into); err != nil {
		t.Fatal(err)
	}
}

// Package neo4jtest gives tests a real Neo4j server without Docker: one whose address is in POLICYGRAPH_TEST_NEO4J, else
// one of its own, from jars in the user's cache folder that Maven fetches when they are missing. Its own server has its own
// home and ports, is stopped by its process id, and leaves nothing behind.
package neo4jtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Server is a running server, or the address of one.
type Server struct {
	URI, User, Password string

	dist            distribution
	home            string
	lock            *os.File // held as long as the home is in use
	heap, pageCache string
	production      bool
	flags           []string      // of Java
	patience        time.Duration // with which its end is waited for before it is killed
	settings        []string
	limit           string // of the size of files it may write, for ulimit -f; "" none
	process         *process
}

const (
	password     = "policygraph-test"
	readyLimit   = 90 * time.Second
	stopLimit    = 20 * time.Second
	testHeap     = "512m"
	testCache    = "128m"
	toolHeap     = "-Xmx128m"
	lookInterval = 100 * time.Millisecond
)

// process is a started command; done closes when it has ended.
type process struct {
	cmd  *exec.Cmd
	out  bytes.Buffer
	done chan struct{}
}

// Start starts a server of a line on a home of its own.
func Start(line Line, options ...Option) (*Server, error) {
	dist, err := find(line)
	if err != nil {
		return nil, err
	}
	sweep()
	if err := dist.learn(); err != nil {
		return nil, fmt.Errorf("a first run: %w", err)
	}
	return start(dist, options...)
}

func start(dist distribution, options ...Option) (*Server, error) {
	home, lock, err := newHome()
	if err != nil {
		return nil, err
	}
	s := &Server{lock: lock, User: "neo4j", Password: password, dist: dist, home: home, heap: testHeap, pageCache: testCache, patience: stopLimit}
	for _, o := range options {
		o(s)
	}
	if err := s.prepare(); err != nil {
		s.Stop()
		return nil, err
	}
	if err := s.Restart(); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// prepare makes the home, takes ports, and sets the password.
func (s *Server) prepare() error {
	for _, folder := range strings.Fields("conf data import logs plugins run") {
		if err := os.MkdirAll(filepath.Join(s.home, folder), 0o755); err != nil {
			return err
		}
	}
	bolt, err := freePort()
	if err != nil {
		return err
	}
	s.URI = "bolt://127.0.0.1:" + bolt
	if err := s.Configure(s.settings...); err != nil {
		return err
	}
	_, err = s.Admin("dbms", "set-initial-password", s.Password)
	return err
}

// Admin runs neo4j-admin on the home of a server that is stopped (Signal stops it), and gives what it says.
func (s *Server) Admin(args ...string) (string, error) {
	out, err := s.dist.command(s.home, append([]string{toolHeap}, quick...), "org.neo4j.cli.AdminTool", args...).CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("neo4j-admin %s: %w: %.2000s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// Configure writes the settings that hold from the next start on.
func (s *Server) Configure(settings ...string) error {
	bolt := strings.TrimPrefix(s.URI, "bolt://")
	lines := append([]string{
		"server.default_listen_address=127.0.0.1", "server.bolt.listen_address=" + bolt, "server.bolt.advertised_address=" + bolt,
		"server.http.enabled=false", "server.memory.pagecache.size=" + s.pageCache, "db.tx_log.preallocate=false",
		"dbms.security.allow_csv_import_from_file_urls=false", "dbms.usage_report.enabled=false",
		"internal.server.bolt.thread_pool_shutdown_wait_time=0s",
		"dbms.cypher.min_replan_interval=1h", // a graph that grows from nothing would have every plan made again and again
	}, s.dist.Line.settings...)
	text := strings.Join(append(lines, settings...), "\n") + "\n"
	return os.WriteFile(filepath.Join(s.home, "conf", "neo4j.conf"), []byte(text), 0o644)
}

// Restart starts the server on its home and waits until it answers.
func (s *Server) Restart() error {
	cmd := s.dist.command(s.home, s.javaFlags(), s.dist.main, "--home-dir="+s.home, "--config-dir="+filepath.Join(s.home, "conf"), "--console-mode")
	if s.limit != "" {
		cmd.Args = append([]string{"sh", "-c", "ulimit -f " + s.limit + `; exec "$@"`, "sh", cmd.Path}, cmd.Args[1:]...)
		cmd.Path = "/bin/sh"
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = &p.out, &p.out
	if err := p.start(); err != nil {
		return err
	}
	s.process = p
	return s.wait()
}

// wait asks until the server answers; the port alone opens before that.
func (s *Server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), readyLimit)
	defer cancel()
	for {
		err := s.ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.process.done:
			return fmt.Errorf("the server ended: %.2000s", s.process.out.String())
		case <-ctx.Done():
			return fmt.Errorf("no answer within %v: %w", readyLimit, err)
		case <-time.After(lookInterval):
		}
	}
}

func (s *Server) ping(ctx context.Context) error {
	d, err := s.Driver()
	if err != nil {
		return err
	}
	defer d.Close(ctx)
	return d.VerifyConnectivity(ctx)
}

// Ours tells that the server was started here, and may be stopped and hurt.
func (s *Server) Ours() bool { return s.home != "" }

// Driver gives a driver of its own, for what the store does not do.
func (s *Server) Driver() (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(s.User, s.Password, ""), func(c *config.Config) { c.TelemetryDisabled = true })
}

// Pause stops the process without ending it: it keeps its connections and answers nothing. Resume lets it go on.
func (s *Server) Pause() error { return s.process.cmd.Process.Signal(syscall.SIGSTOP) }

// Resume ends a Pause.
func (s *Server) Resume() error { return s.process.cmd.Process.Signal(syscall.SIGCONT) }

// Mend has the server run after a test that failed and left it stopped or paused.
func (s *Server) Mend() error {
	if s.process == nil {
		return s.Restart()
	}
	return s.Resume()
}

// Signal sends signals and waits for the end of the process.
func (s *Server) Signal(signals ...syscall.Signal) error {
	if s.process == nil {
		return nil
	}
	for _, sig := range signals {
		if err := s.process.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
	}
	select {
	case <-s.process.done:
	case <-time.After(s.patience):
		_ = s.process.cmd.Process.Kill() // it may have ended just now
		<-s.process.done
	}
	s.process = nil
	return nil
}

// Stop ends the server and removes its home. A server that was only an address stays.
func (s *Server) Stop() {
	if s.home == "" {
		return
	}
	_ = s.Signal(syscall.SIGCONT, syscall.SIGTERM)
	_ = os.RemoveAll(s.home)
	s.lock.Close()
}

package neo4jtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// Option changes how a server is run.
type Option func(*Server)

// Heap is the size of the Java heap, such as 2g.
func Heap(size string) Option { return func(s *Server) { s.heap = size } }

// PageCache is the size of the page cache, such as 1g.
func PageCache(size string) Option { return func(s *Server) { s.pageCache = size } }

// Production runs Java as an operator would: its normal compiler and collector and a heap of fixed size, in place of the
// flags that make a short-lived server start quickly. For benchmarks.
func Production() Option { return func(s *Server) { s.production = true } }

// Settings are lines of neo4j.conf besides the usual ones, NAME=VALUE.
func Settings(lines ...string) Option {
	return func(s *Server) { s.settings = append(s.settings, lines...) }
}

// quick are flags for a short life: quick to start rather than fast.
var quick = []string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"}

// javaFlags are the flags for the server's own Java.
func (s *Server) javaFlags() []string {
	if s.production {
		return []string{"-Xms" + s.heap, "-Xmx" + s.heap, "-XX:+UseG1GC"}
	}
	flags := append([]string{"-Xmx" + s.heap}, quick...)
	if _, err := os.Stat(s.dist.archive()); err == nil {
		flags = append(flags, "-XX:SharedArchiveFile="+s.dist.archive())
	}
	return append(flags, s.flags...)
}

// Full has the server find the disk full, from the next start on, when a file of its data grows by more than so many
// bytes beyond what the largest has now. A negative number makes room again.
func (s *Server) Full(room int64) error {
	s.limit = ""
	if room < 0 {
		return nil
	}
	var largest int64
	err := filepath.WalkDir(filepath.Join(s.home, "data"), func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			largest = max(largest, info.Size())
		}
		return err
	})
	s.limit = strconv.FormatInt((largest+room)/ulimitUnit, 10)
	return err
}

// ulimitUnit is what sh counts the size of files in.
const ulimitUnit = 512

// Own starts a server for one test or benchmark, which ends with it. Where none can be had it is skipped, and the end of
// make test says so.
func Own(t testing.TB, line Line, options ...Option) *Server {
	t.Helper()
	if testing.Short() {
		t.Skip("a Neo4j server is not for -short")
	}
	s, err := Start(line, options...)
	if err != nil {
		notRun(t, line, err)
	}
	t.Cleanup(s.Stop)
	return s
}

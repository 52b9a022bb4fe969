package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
)

func TestOpenMakesFolderAndFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "新 文件夹", "100%?", "图 #1.db")
	s := openAt(t, path)
	if _, err := s.Apply(t.Context(), graphtest.World(1, 2)...); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the file is elsewhere: %v", err)
	}
	entries, _ := os.ReadDir(filepath.Dir(path))
	if len(entries) != 1 {
		t.Errorf("after closing there is more than the one file: %v", entries)
	}
	again := openAt(t, path)
	changes, err := again.Apply(t.Context(), graphtest.World(1, 2)...)
	if err != nil || !changes[0].Skipped || !changes[1].Skipped {
		t.Errorf("opened again: %+v, %v", changes, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, make func(path string) error) string {
		path := filepath.Join(dir, name)
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		return path
	}
	statements := func(query string) func(string) error {
		return func(path string) error {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				return err
			}
			defer db.Close()
			_, err = db.Exec(query)
			return err
		}
	}
	text := file("notes.txt", func(p string) error { return os.WriteFile(p, []byte("no database, but notes"), 0o644) })
	foreign := file("foreign.db", statements("CREATE TABLE songs (title TEXT)"))
	newer := file("newer.db", statements(fmt.Sprintf(
		"CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (99); PRAGMA application_id = %d", applicationID)))
	for _, test := range []struct {
		path string
		want error
	}{
		{text, ErrNotAStore},
		{foreign, ErrNotAStore},
		{newer, ErrNewer},
		{filepath.Join(text, "below.db"), nil},
		{dir, nil},
		{"", nil},
	} {
		before, _ := os.ReadFile(test.path)
		s, err := Open(t.Context(), test.path)
		if err == nil {
			s.Close()
			t.Errorf("%s was opened", test.path)
			continue
		}
		if test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), filepath.Base(test.path)) && test.path != "" && test.path != filepath.Join(text, "below.db") {
			t.Errorf("%s: %v, want %v with the file's name", test.path, err, test.want)
		}
		if after, _ := os.ReadFile(test.path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", test.path)
		}
	}
}

func TestFailuresAreExplained(t *testing.T) {
	world := graphtest.World(3, 6)
	t.Run("disk full", func(t *testing.T) {
		s := openNew(t)
		if _, err := s.Apply(t.Context(), world[0]); err != nil {
			t.Fatal(err)
		}
		var pages int
		if err := s.writer.conn.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
			t.Fatal(err)
		}
		limit := func(n int) {
			if _, err := s.writer.conn.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
				t.Fatal(err)
			}
		}
		limit(pages + 1)
		_, err := s.Apply(t.Context(), graphtest.Papers(20)...)
		if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "disk is full") {
			t.Errorf("error: %v", err)
		}
		sameAsFresh(t, rowDumper{s}, world[:1])
		limit(1 << 30)
		if _, err := s.Apply(t.Context(), world[1:]...); err != nil {
			t.Errorf("with room again: %v", err)
		}
		sameAsFresh(t, rowDumper{s}, world)
	})
	t.Run("read only", func(t *testing.T) {
		s := openNew(t)
		if _, err := s.writer.conn.ExecContext(t.Context(), "PRAGMA query_only = 1"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Apply(t.Context(), world[0]); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "cannot be written") {
			t.Errorf("error: %v", err)
		}
	})
	t.Run("held by another", func(t *testing.T) {
		s := openNew(t)
		other := openAt(t, s.path)
		for _, c := range []*sql.Conn{s.writer.conn} {
			if _, err := c.ExecContext(t.Context(), "PRAGMA busy_timeout = 20"); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := other.writer.conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Apply(t.Context(), world[0]); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "another process") {
			t.Errorf("error: %v", err)
		}
		if _, err := other.writer.conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Apply(t.Context(), world[0]); err != nil {
			t.Errorf("when it is free again: %v", err)
		}
	})
	t.Run("waiting is given up", func(t *testing.T) {
		s := openNew(t)
		<-s.writer.turn
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if _, err := s.Apply(ctx, world[0]); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error: %v", err)
		}
		s.writer.turn <- struct{}{}
	})
}

// TestManyWriters: several handles on one file, as several processes have them.
func TestManyWriters(t *testing.T) {
	world := graphtest.World(4, 24)
	first := rowDumper{openNew(t)}
	var wg sync.WaitGroup
	for i := range 3 {
		s := openAt(t, first.path)
		wg.Go(func() {
			for j := i; j < len(world); j += 3 {
				if _, err := s.Apply(t.Context(), world[j]); err != nil {
					t.Errorf("writer %d: %v", i, err)
				}
			}
		})
	}
	wg.Wait()
	sameAsFresh(t, first, world)
}

// TestPreview tells what Apply would do, and does nothing.
func TestPreview(t *testing.T) {
	world := graphtest.World(5, 8)
	s := rowDumper{openNew(t)}
	if _, err := s.Apply(t.Context(), world[:4]...); err != nil {
		t.Fatal(err)
	}
	told, err := s.Preview(t.Context(), world...)
	if err != nil {
		t.Fatal(err)
	}
	sameAsFresh(t, s, world[:4])
	done, err := s.Apply(t.Context(), world...)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(told) != fmt.Sprint(done) {
		t.Errorf("told %+v, done %+v", told, done)
	}
}

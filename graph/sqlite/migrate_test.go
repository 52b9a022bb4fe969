package sqlite

import (
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
)

// A store file as version 1 wrote it, of the sources that graphtest.Frozen gives.
//
//go:embed testdata/version1.db.zst
var version1 []byte

func layDown(t *testing.T) (path string) {
	t.Helper()
	r, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := r.DecodeAll(version1, nil)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A store of version 1 with data in it is, once migrated, what this version makes of the same sources, tables and indexes
// too.
func TestMigrateVersion1(t *testing.T) {
	path := layDown(t)
	if from, to, err := Migrate(t.Context(), path); from != 1 || to != version || err != nil {
		t.Fatalf("from %d to %d: %v", from, to, err)
	}
	fresh := rowDumper{openNew(t)}
	if _, err := fresh.Apply(t.Context(), graphtest.Frozen(t)...); err != nil {
		t.Fatal(err)
	}
	graphtest.Same(t, "the migrated store differs", fresh, rowDumper{openAt(t, path)})
}

// An older store is refused by name, and migrated by several processes at once; the second time there is nothing to do. A
// migration that fails leaves the store as it was.
func TestMigrate(t *testing.T) {
	path := layDown(t)
	knownMigrations, knownVersion := migrations, version
	t.Cleanup(func() { migrations, version = knownMigrations, knownVersion })
	migrations, version = append(migrations[:len(migrations):len(migrations)], "CREATE TABLE later (x INTEGER); INSERT INTO later VALUES (1); SELECT * FROM nowhere"), version+1

	if _, err := Open(t.Context(), path); !errors.Is(err, graph.ErrOlder) || !strings.Contains(err.Error(), "policygraph migrate") {
		t.Errorf("opened to write: %v", err)
	}
	if _, err := OpenExisting(t.Context(), path); !errors.Is(err, graph.ErrOlder) {
		t.Errorf("opened to read: %v", err)
	}
	if _, _, err := Migrate(t.Context(), path); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a migration that cannot be done: %v", err)
	}
	migrations[len(migrations)-1] = "CREATE TABLE later (x INTEGER); INSERT INTO later VALUES (1)"
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, to, err := Migrate(t.Context(), path); to != version || err != nil {
				t.Errorf("to %d: %v", to, err)
			}
		})
	}
	wg.Wait()
	if from, to, err := Migrate(t.Context(), path); from != version || to != version || err != nil {
		t.Errorf("the second time: from %d to %d, %v", from, to, err)
	}
	s := openAt(t, path)
	var rows int
	if err := s.writer.conn.QueryRowContext(t.Context(), "SELECT count(*) FROM later").Scan(&rows); err != nil || rows != 1 {
		t.Errorf("the migration ran %d times: %v", rows, err)
	}

	version--
	if _, err := Open(t.Context(), path); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer store was opened: %v", err)
	}
}

// A store is read where nothing can be written beside it, and opening it to be read makes and changes nothing.
func TestOpenExisting(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none", "graph.db")
	if _, err := OpenExisting(t.Context(), none); !errors.Is(err, graph.ErrEmpty) {
		t.Errorf("no store: %v", err)
	}
	if _, err := os.Stat(filepath.Dir(none)); !errors.Is(err, os.ErrNotExist) {
		t.Error("opening to read made a folder")
	}
	made := rowDumper{openNew(t)}
	if _, err := made.Apply(t.Context(), graphtest.World(61, 4)...); err != nil {
		t.Fatal(err)
	}
	want, err := graphtest.Dump(t.Context(), made.Store)
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(made.path+"-wal", 0o755); err != nil { // SQLite's own files cannot be made here
		t.Fatal(err)
	}
	before, err := os.ReadFile(made.path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := OpenExisting(t.Context(), made.path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, err := graphtest.Dump(t.Context(), s); err != nil || got != want {
		t.Errorf("%v\n%s", err, graphtest.Diff(want, got))
	}
	if _, err := s.Apply(t.Context(), graphtest.World(62, 1)...); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a write into it: %v", err)
	}
	if after, err := os.ReadFile(made.path); err != nil || string(after) != string(before) {
		t.Errorf("reading changed the file: %v", err)
	}
}

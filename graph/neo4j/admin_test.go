package neo4j

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/identity"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// What is exported for neo4j-admin is really imported, started on, migrated and opened: it is the store that Apply makes, and
// exports the same again.
func TestAdminImport(t *testing.T) {
	longTermOnly(t)
	server := neo4jtest.Shared(t)
	if !server.Ours() {
		t.Skip("a server that was only an address is not stopped and imported into")
	}
	byHand := applied(t)
	first := openEmbedded(t, filepath.Join(t.TempDir(), "first.db"))
	if _, err := first.Apply(t.Context(), corpus(t)...); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "for import")
	exportTo(t, first, out)

	if err := server.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	said, failed := server.AdminIn(out, scriptArgs(t, out, "neo4j", "--overwrite-destination=true")...)
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	if failed != nil {
		t.Fatalf("%v: … %s", failed, said[max(0, len(said)-2000):])
	}
	o := options(t, server)
	s := newShelf(t)   // now: a driver remembers what it wrote to the database before
	t.Cleanup(func() { // the next test finds a store as the others leave it
		s.wiped(t)
		_, _, err := Migrate(context.Background(), o)
		if err != nil {
			t.Error(err)
		}
	})
	if err := closed(Open(t.Context(), o)); !errors.Is(err, graph.ErrOlder) {
		t.Errorf("opened before it was migrated: %v", err)
	}
	if from, to, err := Migrate(t.Context(), o); from != 0 || to != version || err != nil {
		t.Fatalf("migrated from %d to %d: %v", from, to, err)
	}
	imported := s.openShelved(t)
	if got, err := graphtest.Dump(t.Context(), imported); err != nil || got != byHand {
		t.Fatalf("the imported store is not what Apply makes: %v\n%s", err, graphtest.Diff(byHand, got))
	}
	again := filepath.Join(t.TempDir(), "again")
	exportTo(t, imported.store, again)
	sameFolders(t, out, again)
	for _, store := range []graph.Store{first, imported} {
		if _, err := store.Apply(t.Context(), graphtest.World(42, 6)...); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Same(t, "after a change", bare{first}, bare{imported})
}

func exportTo(t *testing.T, from identity.Snapshooter, dir string) {
	t.Helper()
	to, err := NewImport(dir)
	if err != nil {
		t.Fatal(err)
	}
	copyAll(t, from, to)
}

// scriptArgs are the arguments that the exported script calls neo4j-admin with.
func scriptArgs(t *testing.T, dir string, args ...string) []string {
	t.Helper()
	told := filepath.Join(t.TempDir(), "args")
	teller := filepath.Join(t.TempDir(), "tell")
	text := "#!/bin/sh\nfor a; do printf '%s\\0' \"$a\"; done > '" + told + "'\n"
	if err := os.WriteFile(teller, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", append([]string{filepath.Join(dir, ImportScript)}, args...)...)
	cmd.Env = append(os.Environ(), "NEO4J_ADMIN="+teller)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	list, err := os.ReadFile(told)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00")
}

// sameFolders compares exports: rows come in another order from another kind of store.
func sameFolders(t *testing.T, a, b string) {
	t.Helper()
	read := func(dir string) map[string]string {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, f := range files {
			if filepath.Ext(f.Name()) != ".csv" || f.Name() == "Schema.csv" {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			slices.Sort(lines)
			kind, _, _ := strings.Cut(strings.TrimSuffix(f.Name(), ".csv"), "-") // the number of a file of odd values is nothing
			out[kind] += strings.Join(lines, "\n")
		}
		return out
	}
	want, got := read(a), read(b)
	if len(want) < 20 || len(want) != len(got) {
		t.Errorf("%d kinds of files, then %d", len(want), len(got))
	}
	for kind := range want {
		if want[kind] != got[kind] {
			t.Errorf("%s is another one:\n%s", kind, graphtest.Diff(want[kind], got[kind]))
		}
	}
}

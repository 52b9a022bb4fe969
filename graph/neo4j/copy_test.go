package neo4j

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/identity"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
	"github.com/policygraph/policygraph/graph/resolve"
	"github.com/policygraph/policygraph/graph/sqlite"
	"github.com/policygraph/policygraph/graph/sqlite/sqlitetest"
)

// embedded is an embedded store, with its rows.
type embedded struct {
	*sqlite.Store
	path string
}

func (e embedded) DumpRows(ctx context.Context) ([]string, error) {
	return sqlitetest.Rows(ctx, e.path)
}

func openEmbedded(t *testing.T, path string) embedded {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return embedded{s, path}
}

// corpus is what is copied: worlds that hang together in every way, odd values, and the sample gazette.
func corpus(t *testing.T) []graph.ChangeSet {
	sets := append(append(graphtest.World(41, 16), graphtest.Papers(30)...), graphtest.Odd()...)
	return append(sets, sample(t)...)
}

func sample(t *testing.T) (sets []graph.ChangeSet) {
	const folder = "../../cmd/policygraph/testdata/sample"
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		result, err := extract.Read(path, data)
		sum := sha256.Sum256(data)
		info := graph.SourceInfo{Key: "sample/" + d.Name(), Dataset: "sample", Path: d.Name(), Hash: hex.EncodeToString(sum[:])}
		sets = append(sets, resolve.Build(info, result))
		return err
	})
	if err != nil || len(sets) == 0 {
		t.Fatalf("%d sources in %s: %v", len(sets), folder, err)
	}
	return sets
}

// wiped is a server's database without anything, not even a version node.
func (s *shelf) wiped(t *testing.T) {
	t.Helper()
	if _, err := s.run(`MATCH (n) DETACH DELETE n`, nil); err != nil {
		t.Fatal(err)
	}
}

func copyAll(t *testing.T, from identity.Snapshooter, to identity.Filler) {
	t.Helper()
	left := 1
	if err := identity.Copy(t.Context(), from, to, func(done, all int) { left = all - done }); err != nil {
		t.Fatal(err)
	}
	if left != 0 {
		t.Errorf("%d of the announced rows did not come", left)
	}
	if c, ok := to.(interface{ Close() error }); ok {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func copyInto(t *testing.T, from identity.Snapshooter, restart bool) {
	t.Helper()
	to, err := NewCopy(t.Context(), options(t, neo4jtest.Shared(t)), restart)
	if err != nil {
		t.Fatal(err)
	}
	copyAll(t, from, to)
}

// openShelved gives the store that is in the database now.
func (s *shelf) openShelved(t *testing.T) *shelved {
	t.Helper()
	o := s.open(t)
	s.in = o
	return o
}

// bare hides the rows of a store: those of another kind of store are others.
type bare struct{ graph.Store }

var byHand string

// applied is the dump of a store on the server to which the corpus was applied.
func applied(t *testing.T) string {
	t.Helper()
	if byHand == "" {
		t.Run("applied", func(t *testing.T) {
			store := newShelf(t).open(t)
			if _, err := store.Apply(t.Context(), corpus(t)...); err != nil {
				t.Fatal(err)
			}
			dump, err := graphtest.Dump(t.Context(), store)
			if err != nil {
				t.Fatal(err)
			}
			byHand = dump
		})
	}
	return byHand
}

// From the embedded store to a server, from there to another embedded store and to another server: all hold the same, in the rows
// of the bookkeeping too, and go on alike.
func TestCopy(t *testing.T) {
	longTermOnly(t)
	byHand := applied(t)
	s := newShelf(t)
	s.wiped(t)

	first := openEmbedded(t, filepath.Join(t.TempDir(), "first.db"))
	if _, err := first.Apply(t.Context(), corpus(t)...); err != nil {
		t.Fatal(err)
	}
	copyInto(t, first, false)
	server := s.openShelved(t)
	if got, err := graphtest.Dump(t.Context(), server); err != nil || got != byHand {
		t.Fatalf("the copy on the server is not what Apply makes there: %v\n%s", err, graphtest.Diff(byHand, got))
	}

	path := filepath.Join(t.TempDir(), "second.db")
	back, err := sqlite.NewCopy(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	copyAll(t, server.store, back)
	second := openEmbedded(t, path)
	graphtest.Same(t, "the copy back", first, second)

	parts := &kept{}
	copyAll(t, server.store, parts)
	s.wiped(t)
	copyInto(t, parts, false)
	third := s.openShelved(t)
	if got, err := graphtest.Dump(t.Context(), third); err != nil || got != byHand {
		t.Fatalf("from server to server: %v\n%s", err, graphtest.Diff(byHand, got))
	}

	changed := append(graphtest.World(42, 6), graphtest.Papers(33)[28:]...)
	for _, store := range []graph.Store{first, second, third} {
		if _, err := store.Apply(t.Context(), changed...); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Same(t, "after a change, both embedded ones", first, second)
	graphtest.Same(t, "after a change, the server", bare{first}, bare{third})
}

// kept keeps what it is given, and gives it out again: a server has one database, so that a copy from one to the other goes
// through here.
type kept struct {
	extent identity.Extent
	parts  []*identity.Part
}

func (k *kept) Begin(_ context.Context, e identity.Extent) error { k.extent = e; return nil }
func (k *kept) Put(_ context.Context, p *identity.Part) error {
	k.parts = append(k.parts, p)
	return nil
}
func (k *kept) Finish(context.Context) error { return nil }
func (k *kept) Snapshot(_ context.Context, begin func(identity.Extent) error, f func(*identity.Part) error) error {
	err := begin(k.extent)
	for _, p := range k.parts {
		if err == nil {
			err = f(p)
		}
	}
	return err
}

// An interrupted copy is no store, and says what to do. A store in use is not copied into, and one that is written to
// meanwhile not copied from.
func TestCopyRefuses(t *testing.T) {
	longTermOnly(t)
	s := newShelf(t)
	store := s.open(t)
	world := graphtest.World(43, 5)
	if _, err := store.Apply(t.Context(), world[:4]...); err != nil {
		t.Fatal(err)
	}
	o := options(t, neo4jtest.Shared(t))
	if _, err := NewCopy(t.Context(), o, true); !errors.Is(err, graph.ErrInUse) {
		t.Errorf("into a store in use: %v", err)
	}
	err := identity.Copy(t.Context(), store.store, &meddler{store: store, set: world[4]}, func(int, int) {})
	if !errors.Is(err, graph.ErrChanged) {
		t.Errorf("from a store that is written to: %v", err)
	}

	parts := &kept{}
	copyAll(t, store.store, parts)
	want, err := graphtest.Dump(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	s.wiped(t)
	half := &kept{parts.extent, slices.Clone(parts.parts[:len(parts.parts)/2])}
	to, err := NewCopy(t.Context(), o, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := half.Snapshot(t.Context(), func(e identity.Extent) error { return to.Begin(t.Context(), e) },
		func(p *identity.Part) error { return to.Put(t.Context(), p) }); err != nil {
		t.Fatal(err)
	}
	to.Close()
	existing := o
	existing.Existing = true
	for name, try := range map[string]func() error{
		"open":       func() error { return closed(Open(t.Context(), o)) },
		"read":       func() error { return closed(Open(t.Context(), existing)) },
		"migrate":    func() error { _, _, err := Migrate(t.Context(), o); return err },
		"copy again": func() error { return closed(NewCopy(t.Context(), o, false)) },
	} {
		if err := try(); !errors.Is(err, graph.ErrPartial) {
			t.Errorf("%s: %v", name, err)
		}
	}
	copyInto(t, parts, true)
	if got, err := graphtest.Dump(t.Context(), s.openShelved(t)); err != nil || got != want {
		t.Errorf("begun anew: %v\n%s", err, graphtest.Diff(want, got))
	}
}

func closed[C interface{ Close() error }](c C, err error) error {
	if err == nil {
		c.Close()
	}
	return err
}

// meddler writes to the store that is copied.
type meddler struct {
	kept
	store graph.Store
	set   graph.ChangeSet
}

func (m *meddler) Begin(ctx context.Context, e identity.Extent) error {
	_, err := m.store.Apply(ctx, m.set)
	return err
}

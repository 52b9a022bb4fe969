package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/identity"
)

// A copy holds what its source does, and goes on as the source would.
func TestCopy(t *testing.T) {
	sets := append(append(graphtest.World(31, 30), graphtest.Papers(60)...), graphtest.Odd()...)
	from := rowDumper{openNew(t)}
	if _, err := from.Apply(t.Context(), sets...); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	fill, err := NewCopy(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	if err := identity.Copy(t.Context(), from, fill, func(done, all int) {
		if told = all - done; told < 0 {
			t.Errorf("%d of %d rows", done, all)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := fill.Close(); err != nil || told != 0 {
		t.Fatalf("%d rows were announced and did not come; %v", told, err)
	}
	to := rowDumper{openAt(t, path)}
	graphtest.Same(t, "the copy differs", from, to)
	for _, s := range []rowDumper{from, to} {
		if _, err := s.Apply(t.Context(), graphtest.World(32, 12)...); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Same(t, "the copy differs", from, to)
}

// An interrupted copy is no store, and says what to do; the target of a copy must be empty.
func TestInterruptedCopy(t *testing.T) {
	from := openNew(t)
	if _, err := from.Apply(t.Context(), graphtest.World(33, 6)...); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	copyTo := func(restart bool, stop error) error {
		fill, err := NewCopy(t.Context(), path, restart)
		if err != nil {
			return err
		}
		defer fill.Close()
		parts := 0
		return identity.Copy(t.Context(), broken{from, func() error {
			if parts++; parts == 4 {
				return stop
			}
			return nil
		}}, fill, func(int, int) {})
	}
	away := errors.New("the source went away")
	if err := copyTo(false, away); !errors.Is(err, away) {
		t.Fatal(err)
	}
	for name, open := range map[string]func() (*Store, error){
		"to write": func() (*Store, error) { return Open(t.Context(), path) },
		"to read":  func() (*Store, error) { return OpenExisting(t.Context(), path) },
	} {
		if s, err := open(); !errors.Is(err, graph.ErrPartial) {
			t.Errorf("opened %s: %v %v", name, s, err)
		}
	}
	if _, _, err := Migrate(t.Context(), path); !errors.Is(err, graph.ErrPartial) {
		t.Errorf("migrated: %v", err)
	}
	if err := copyTo(false, nil); !errors.Is(err, graph.ErrPartial) {
		t.Errorf("copied again: %v", err)
	}
	if err := copyTo(true, nil); err != nil {
		t.Errorf("begun anew: %v", err)
	}
	graphtest.Same(t, "the copy differs", rowDumper{from}, rowDumper{openAt(t, path)})
	if err := copyTo(true, nil); !errors.Is(err, graph.ErrInUse) {
		t.Errorf("copied into a store that is in use: %v", err)
	}
}

// broken is a source that may go away between two parts.
type broken struct {
	identity.Snapshooter
	stop func() error
}

func (b broken) Snapshot(ctx context.Context, begin func(identity.Extent) error, f func(*identity.Part) error) error {
	return b.Snapshooter.Snapshot(ctx, begin, func(p *identity.Part) error {
		if err := b.stop(); err != nil {
			return err
		}
		return f(p)
	})
}

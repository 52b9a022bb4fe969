package neo4j

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Store is a graph store on a Neo4j server. It may be used by many goroutines, and the server by many processes: there is
// one writer at a time, and readers see what is committed.
type Store struct {
	driver    neo4j.DriverWithContext
	options   Options
	bookmarks neo4j.BookmarkManager // a reader sees what this store wrote, on a cluster too
}

var (
	_ graph.Store     = (*Store)(nil)
	_ graph.Previewer = (*Store)(nil)
)

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.options.Database, BookmarkManager: s.bookmarks})
}

// errPreview ends a transaction that must not stay.
var errPreview = errors.New("preview")

// Apply puts what each source says in the place of what it said before, in one transaction.
func (s *Store) Apply(ctx context.Context, sets ...graph.ChangeSet) ([]graph.Change, error) {
	return s.apply(ctx, nil, sets)
}

// Preview tells what Apply would do.
func (s *Store) Preview(ctx context.Context, sets ...graph.ChangeSet) ([]graph.Change, error) {
	return s.apply(ctx, errPreview, sets)
}

func (s *Store) apply(ctx context.Context, end error, sets []graph.ChangeSet) ([]graph.Change, error) {
	// The driver has a context of its own, which ends with the caller's: whether to go on is looked up between statements
	// and never while the commit is under way.
	quiet, stop := detached(ctx)
	defer stop()
	session := s.session(quiet, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	var changes []graph.Change
	_, err := session.ExecuteWrite(quiet, func(tx neo4j.ManagedTransaction) (any, error) {
		t := &transaction{
			ctx: ctx, quiet: quiet, tx: tx, watch: s.options.watch,
			keys: map[int64]graph.Key{}, edges: map[int64]edgePlace{}, stale: map[graph.Key]string{}, texts: map[int64]string{},
		}
		var err error
		if changes, err = identity.Apply(ctx, t, sets); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return nil, end
	})
	if err != nil && !(end != nil && errors.Is(err, end)) {
		return nil, s.explain(ctx, err)
	}
	return changes, nil
}

// detached is a context that ends when ctx does, and is otherwise its own.
func detached(ctx context.Context) (context.Context, func()) {
	quiet, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, cancel)
	return quiet, func() { stop(); cancel() }
}

// closeTimeout is how long Close waits for the server's good-bye.
const closeTimeout = 5 * time.Second

// Close ends the connections.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	if err := s.driver.Close(ctx); err != nil {
		return fmt.Errorf("neo4j: close %s: %w", s.options.URI, err)
	}
	return nil
}

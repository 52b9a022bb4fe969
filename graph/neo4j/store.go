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
	pulse     *pulse
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
	// The driver has a context of its own, which ends with the caller's while a statement is under way, and never while
	// the commit is: what came of that would not be known.
	quiet, cancel := context.WithTimeout(context.WithoutCancel(ctx), far)
	defer cancel()
	session := s.session(quiet, neo4j.AccessModeWrite)
	defer s.closeSession(ctx, session)
	var changes []graph.Change
	_, err := session.ExecuteWrite(quiet, func(tx neo4j.ManagedTransaction) (any, error) {
		release := context.AfterFunc(ctx, cancel)
		defer release()
		var err error
		if changes, err = identity.Apply(ctx, newTransaction(ctx, quiet, tx, s.options.watch), sets); err != nil {
			return nil, lostOnly(err)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return nil, end
	}, limits(ctx)...)
	if err != nil && !(end != nil && errors.Is(err, end)) {
		return nil, s.explain(ctx, err)
	}
	return changes, nil
}

// limits have the server itself end what its caller waits for no longer: it may hold the turn to write. Without a deadline the
// server's own limit holds (db.transaction.timeout).
func limits(ctx context.Context) []func(*neo4j.TransactionConfig) {
	end, ok := ctx.Deadline()
	if !ok || time.Until(end) > far/2 {
		return nil
	}
	return []func(*neo4j.TransactionConfig){neo4j.WithTxTimeout(time.Until(end) + grace)}
}

// closeTimeout is how long Close waits for the server's good-bye.
const closeTimeout = 5 * time.Second

// closeSession gives the connection back; an answer that nobody waits for any more is thrown away.
func (s *Store) closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	_ = session.Close(ctx) // what was written is committed or not, whatever this says
}

// Close ends the connections.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	if err := errors.Join(s.driver.Close(ctx), s.pulse.close(ctx)); err != nil {
		return fmt.Errorf("neo4j: close %s: %w", s.options.URI, err)
	}
	return nil
}

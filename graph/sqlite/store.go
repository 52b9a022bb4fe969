package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Store is a graph store in one file. It may be used by many goroutines, and the file by many processes: there is one
// writer at a time, and readers see the last committed state.
type Store struct {
	path    string
	writer  *writer // nil if it was opened to be read
	readers *sql.DB
	closing sync.Once
}

var (
	_ graph.Store     = (*Store)(nil)
	_ graph.Previewer = (*Store)(nil)
)

// View gives a reader of one moment: what is committed while it reads is not seen.
func (s *Store) View(ctx context.Context, f func(graph.Reader) error) error {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(s.path, err)
	}
	defer tx.Rollback()
	return f(&reader{tx: tx})
}

// Apply puts what each source says in the place of what it said before, in one transaction.
func (s *Store) Apply(ctx context.Context, sets ...graph.ChangeSet) ([]graph.Change, error) {
	return s.apply(ctx, "COMMIT", sets)
}

// Preview tells what Apply would do.
func (s *Store) Preview(ctx context.Context, sets ...graph.ChangeSet) ([]graph.Change, error) {
	return s.apply(ctx, "ROLLBACK", sets)
}

func (s *Store) apply(ctx context.Context, end string, sets []graph.ChangeSet) (changes []graph.Change, err error) {
	if s.writer == nil {
		return nil, fmt.Errorf("sqlite: %s: the store was opened to be read: %w", s.path, graph.ErrUnavailable)
	}
	err = s.writer.transact(ctx, end, func(tx *transaction) error {
		if err = tx.loadIDs(); err != nil {
			return err
		}
		changes, err = identity.Apply(ctx, tx, sets)
		return err
	})
	if err != nil {
		return nil, explain(s.path, err)
	}
	return changes, nil
}

// Close ends the work with the file. The last one to close it leaves all in the one file.
func (s *Store) Close() error {
	var err error
	s.closing.Do(func() {
		err = s.readers.Close()
		if s.writer != nil {
			err = errors.Join(err, s.writer.close())
		}
	})
	if err != nil {
		return fmt.Errorf("sqlite: close %s: %w", s.path, err)
	}
	return nil
}

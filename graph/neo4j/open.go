package neo4j

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// ErrNotAStore tells that a database holds something else than a policygraph store.
var ErrNotAStore = errors.New("the database is not a policygraph store; give policygraph a database of its own (neo4j.database)")

// ErrNewer tells that a store was written by a newer program.
var ErrNewer = errors.New("the store was written by a newer version of policygraph; use that version")

// Options say where the server is.
type Options struct {
	URI      string // bolt://HOST:PORT or neo4j://HOST:PORT, +s or +ssc for TLS
	User     string
	Password string
	Database string // "" is neo4j

	watch func(neo4j.ResultSummary) // sees the summary of every statement: for the tests
}

const (
	connectTimeout = 4 * time.Second  // a stopped server is told from a slow one within a request
	waitForOne     = 4 * time.Second  // for a connection of the pool
	idleCheck      = 5 * time.Second  // a connection idle for longer is tried before use
	retryFor       = 30 * time.Second // how long a write is tried again: deadlocks, a restarted server
	poolSize       = 50
)

// Open connects to the server, and makes constraints and indexes where the database has none yet.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Database == "" {
		o.Database = "neo4j" // named, so that the driver need not ask for it
	}
	driver, err := neo4j.NewDriverWithContext(o.URI, neo4j.BasicAuth(o.User, o.Password, ""), func(c *config.Config) {
		c.SocketConnectTimeout, c.ConnectionAcquisitionTimeout = connectTimeout, waitForOne
		c.ConnectionLivenessCheckTimeout, c.MaxTransactionRetryTime = idleCheck, retryFor
		c.MaxConnectionPoolSize = poolSize
		c.TelemetryDisabled = true
		// Every label is unknown to a new database; that is no news.
		c.NotificationsDisabledClassifications = notifications.DisableClassifications(notifications.Unrecognized)
		c.UserAgent = "policygraph"
	})
	if err != nil {
		return nil, fmt.Errorf("neo4j: %w", err)
	}
	s := &Store{driver: driver, options: o, bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})}
	if err := s.migrate(ctx); err != nil {
		driver.Close(context.WithoutCancel(ctx))
		return nil, s.explain(ctx, err)
	}
	return s, nil
}

// migrate brings constraints and indexes to the version of this program. A database that is refused stays as it is.
func (s *Store) migrate(ctx context.Context) error {
	found, err := s.version(ctx)
	if err != nil || found == version {
		return err
	}
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	run := func(query string, params map[string]any) error {
		_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			return collect(ctx, tx, nil, query, params)
		})
		return err
	}
	// Schema and data do not mix in one transaction. Whoever dies between them leaves what IF NOT EXISTS passes over.
	_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, q := range schemaStatements() {
			if _, err := collect(ctx, tx, nil, q, nil); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return err
	}
	if err := run(statement("await indexes"), nil); err != nil {
		return err
	}
	return run(statement("put version"), map[string]any{"version": version})
}

// version reads the version of the store: 0 for an empty database. It refuses what is no store, and one of a newer program.
func (s *Store) version(ctx context.Context) (int, error) {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer session.Close(context.WithoutCancel(ctx))
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return 0, err
	}
	defer tx.Close(context.WithoutCancel(ctx))
	records, err := collect(ctx, tx, nil, statement("version"), nil)
	if err != nil {
		return 0, err
	}
	if len(records) == 1 {
		found, _ := records[0].Values[0].(int64)
		if found > version {
			return 0, fmt.Errorf("version %d, known are up to %d: %w", found, version, ErrNewer)
		}
		return int(found), nil
	}
	records, err = collect(ctx, tx, nil, statement("anything"), nil)
	if err == nil && len(records) > 0 {
		err = fmt.Errorf("it holds a node with the labels %v: %w", records[0].Values[0], ErrNotAStore)
	}
	return 0, err
}

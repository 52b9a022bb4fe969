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

	Connections int  // at most to the server, one for each question under way; 0 is 50
	Existing    bool // for commands that only read: an empty database is refused instead of set up, and nothing is written

	watch   func(neo4j.ResultSummary) // sees the summary of every statement: for the tests
	profile bool                      // what reads runs under PROFILE: for the tests
}

const (
	connectTimeout = 4 * time.Second  // a stopped server is told from a slow one within a request
	waitForOne     = 4 * time.Second  // for a connection of the pool
	idleCheck      = 5 * time.Second  // a connection idle for longer is tried before use
	retryFor       = 30 * time.Second // how long a write is tried again: deadlocks, a restarted server
	poolSize       = 50
)

// Open connects to the server, and sets up a database that is empty. A store of another version is refused.
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := connect(o)
	if err != nil {
		return nil, err
	}
	if err := s.check(ctx); err != nil {
		err = s.explain(ctx, err)
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connect makes a driver; nothing is sent yet.
func connect(o Options) (*Store, error) {
	if o.Database == "" {
		o.Database = "neo4j" // named, so that the driver need not ask for it
	}
	driver, err := newDriver(o)
	if err != nil {
		return nil, fmt.Errorf("neo4j: store %s: %w", o.URI, err)
	}
	pulse, err := newPulse(o)
	if err != nil {
		return nil, fmt.Errorf("neo4j: store %s: %w", o.URI, err)
	}
	return &Store{driver: driver, options: o, bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{}), pulse: pulse}, nil
}

func newDriver(o Options, more ...func(*config.Config)) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(o.URI, neo4j.BasicAuth(o.User, o.Password, ""), append([]func(*config.Config){func(c *config.Config) {
		c.SocketConnectTimeout, c.ConnectionAcquisitionTimeout = connectTimeout, waitForOne
		c.ConnectionLivenessCheckTimeout, c.MaxTransactionRetryTime = idleCheck, retryFor
		if c.MaxConnectionPoolSize = poolSize; o.Connections > 0 {
			c.MaxConnectionPoolSize = o.Connections
		}
		c.TelemetryDisabled = true
		// Every label is unknown to a new database; that is no news.
		c.NotificationsDisabledClassifications = notifications.DisableClassifications(notifications.Unrecognized)
		c.UserAgent = "policygraph"
	}}, more...)...)
}

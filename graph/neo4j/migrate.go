package neo4j

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
)

// Migration N of migrations/000N_what.cypher leads from version N-1 to N, and only forward; the greatest N is the version
// of this program. To add one, add a file. Its sections ("//= what") run in order, each in a transaction of its own, and
// the version node is written after the last. They must do no harm when run twice: whoever dies between two of them begins
// with the first again, and two processes may run them at once. A new store is set up as the schema table is now, and is of
// the newest version at once. The section "schema table" makes what schemaStatements
// gives (an index that is new there needs no more), and others have names in made; one with IN TRANSACTIONS goes through the
// data in batches.
//
//go:embed migrations/*.cypher
var migrationFiles embed.FS

// migration is a file of statements.
type migration struct {
	file     string
	sections []section
}

type section struct{ name, body string }

var (
	migrations = readMigrations()
	version    = len(migrations) // of the stores that this program writes
)

const schemaSection = "schema table"

// made are the sections whose statements are made of the schema table.
var made = map[string]func() []string{"mark nulls": markNulls, "drop indexes without the key": formerIndexes}

func readMigrations() []migration {
	entries, err := migrationFiles.ReadDir("migrations")
	if err != nil {
		panic(err) // embedded: cannot be
	}
	list := make([]migration, len(entries)) // by name, and so by number
	for i, e := range entries {
		text, err := migrationFiles.ReadFile("migrations/" + e.Name())
		number, _, _ := strings.Cut(e.Name(), "_")
		if n, bad := strconv.Atoi(number); err != nil || bad != nil || n != i+1 {
			panic(fmt.Sprintf("neo4j: migration %s is not number %d", e.Name(), i+1))
		}
		list[i] = migration{file: e.Name(), sections: sections(string(text))}
	}
	return list
}

// sections parts a file of statements at the lines that begin with "//= ".
func sections(text string) (out []section) {
	for _, part := range strings.Split(text, "//= ")[1:] {
		name, body, _ := strings.Cut(part, "\n")
		out = append(out, section{strings.TrimSpace(name), strings.TrimSpace(body)})
	}
	return out
}

// States of a store that is not whole, kept in its version node.
const (
	copying  = "copying"  // the target of a copy under way, or of one that was interrupted
	imported = "imported" // by neo4j-admin: constraints and indexes are still to be made
)

// condition is what the version node says; of an empty database nothing.
type condition struct {
	version int
	state   string
}

// condition reads the version node. It refuses what is no store, and a store of a newer program.
func (s *Store) condition(ctx context.Context) (c condition, err error) {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer session.Close(context.WithoutCancel(ctx))
	tx, err := session.BeginTransaction(ctx) // not tried again: whoever starts the program hears at once that no server is there
	if err != nil {
		return c, err
	}
	defer tx.Close(context.WithoutCancel(ctx))
	return readCondition(ctx, tx)
}

func readCondition(ctx context.Context, tx runner) (condition, error) {
	records, err := collect(ctx, tx, nil, statement("version"), nil)
	if err != nil {
		return condition{}, err
	}
	if len(records) > 0 {
		r := row(records[0].AsMap())
		c := condition{r.int("version"), r.text("state")}
		if c.version > version {
			return c, fmt.Errorf("version %d, known are up to %d: %w", c.version, version, ErrNewer)
		}
		return c, nil
	}
	records, err = collect(ctx, tx, nil, statement("anything"), nil)
	if err == nil && len(records) > 0 {
		err = fmt.Errorf("it holds a node with the labels %v: %w", records[0].Values[0], ErrNotAStore)
	}
	return condition{}, err
}

// check looks whether the store can be used as it is. An empty database is set up, unless it is only to be read.
func (s *Store) check(ctx context.Context) error {
	c, err := s.condition(ctx)
	switch {
	case err != nil:
		return err
	case c.version == 0 && c.state == "" && s.options.Existing:
		return fmt.Errorf("the database is empty: %w", graph.ErrEmpty)
	case c.version == 0 && c.state == "":
		return s.setUp(ctx)
	case c.state == copying:
		return graph.ErrPartial
	case c.state == imported:
		return fmt.Errorf("it was imported and has no constraints and indexes yet: %w", graph.ErrOlder)
	case c.version < version:
		return fmt.Errorf("version %d of %d: %w", c.version, version, graph.ErrOlder)
	}
	return nil
}

// Migrate brings a store to the version of this program, and tells which version it had (0: the database was empty, or
// imported) and has.
func Migrate(ctx context.Context, o Options) (from, to int, err error) {
	s, err := connect(o)
	if err != nil {
		return 0, 0, err
	}
	defer s.Close()
	c, err := s.condition(ctx)
	switch {
	case err != nil:
	case c.state == copying:
		err = graph.ErrPartial
	case c.state == imported: // all rows are as this version writes them: neo4j-admin imports nothing but nodes and relationships
		if err = s.setUp(ctx); err == nil {
			err = s.write(ctx, statement("put state"), map[string]any{"state": nil})
		}
		c.version = 0
	case c.version == 0:
		err = s.setUp(ctx)
	default:
		err = s.migrate(ctx, c.version)
	}
	return c.version, version, s.explain(ctx, err)
}

// meetings is how often a migration is tried again that met another one.
const meetings = 10

// noLimit lifts the server's limit on the time of a transaction (db.transaction.timeout), which is meant for questions: an index
// of a large store, or an emptied one, takes what it takes. 0 would be the server's limit.
var noLimit = neo4j.WithTxTimeout(24 * time.Hour)

// setUp makes constraints and indexes of a new store, and writes the newest version.
func (s *Store) setUp(ctx context.Context) error {
	return s.beside(ctx, func() error {
		if err := s.make(ctx, schemaStatements()); err != nil {
			return err
		}
		return s.write(ctx, statement("put version"), map[string]any{"version": version})
	})
}

// migrate runs the migrations after a version.
func (s *Store) migrate(ctx context.Context, from int) error {
	for n := from; n < version; n++ {
		if err := s.beside(ctx, func() error { return s.run(ctx, n+1) }); err != nil {
			return fmt.Errorf("migration %s: %w", migrations[n].file, err)
		}
	}
	return nil
}

// beside runs f again where it met another process that does the same.
func (s *Store) beside(ctx context.Context, f func() error) error {
	for try := 1; ; try++ {
		err := f()
		if err == nil || !met(err) || try == meetings || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(try) * 100 * time.Millisecond):
		}
	}
}

// met tells whether an error comes from another process that makes the same constraint at this moment: IF NOT EXISTS looks
// before the other has ended.
func met(err error) bool {
	var fault *neo4j.Neo4jError
	return errors.As(err, &fault) && (slices.Contains([]string{
		"Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists", "Neo.ClientError.Schema.ConstraintAlreadyExists",
		"Neo.ClientError.Schema.IndexAlreadyExists", "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists",
		"Neo.ClientError.Schema.IndexWithNameAlreadyExists", "Neo.ClientError.Schema.ConstraintValidationFailed",
	}, fault.Code) || strings.HasPrefix(fault.Code, "Neo.TransientError."))
}

// run runs one migration and writes its version.
func (s *Store) run(ctx context.Context, number int) error {
	for _, part := range migrations[number-1].sections {
		var err error
		switch {
		case part.name == schemaSection:
			err = s.make(ctx, schemaStatements())
		case made[part.name] != nil:
			for _, q := range made[part.name]() {
				if err = s.change(ctx, q); err != nil {
					break
				}
			}
		default:
			err = s.change(ctx, part.body)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return s.write(ctx, statement("put version"), map[string]any{"version": number})
}

func (s *Store) change(ctx context.Context, query string) error {
	if strings.Contains(query, "IN TRANSACTIONS") {
		return s.inBatches(ctx, query)
	}
	return s.write(ctx, query, nil)
}

// make runs statements of the schema, which do not mix with data in one transaction, and waits for what they make.
func (s *Store) make(ctx context.Context, statements []string) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, q := range statements {
			if _, err := collect(ctx, tx, nil, q, nil); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}, noLimit)
	if err != nil {
		return err
	}
	return s.write(ctx, statement("await indexes"), nil)
}

// write runs a statement in a transaction of its own.
func (s *Store) write(ctx context.Context, query string, params map[string]any) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return collect(ctx, tx, nil, query, params)
	}, noLimit)
	return err
}

// inBatches runs a statement that makes transactions itself.
func (s *Store) inBatches(ctx context.Context, query string) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, query, nil, noLimit)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	if err != nil {
		return named(query, err)
	}
	return nil
}

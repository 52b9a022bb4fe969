package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Migration N of migrations/000N_what.sql leads from version N-1 to N, and only forward. To add one, add a file. A new
// store is made by baseDDL and schemaDDL as they are now, and is of the newest version at once; the migrations lead older ones to
// the same tables, each in one transaction with its version. The first version needs none.
//
//go:embed migrations
var migrationFiles embed.FS

var (
	migrations = readMigrations() // the first leads to version 2
	version    = len(migrations) + 1
)

func readMigrations() []string {
	entries, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is sound
	}
	list := make([]string, len(entries)) // by name, and so by number
	for i, name := range entries {
		text, err := migrationFiles.ReadFile(name)
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		if n, bad := strconv.Atoi(number); err != nil || bad != nil || n != i+2 {
			panic(fmt.Sprintf("sqlite: migration %s is not number %d", name, i+2))
		}
		list[i] = string(text)
	}
	return list
}

// copyingID stands in the file's header instead of applicationID while a copy is under way, and after one that was
// interrupted ("PGcp").
const copyingID = 0x50476370

// check looks whether the store can be used as it is.
func check(ctx context.Context, conn *sql.Conn) error {
	found, err := storeVersion(ctx, conn)
	switch {
	case err != nil:
		return err
	case found == 0:
		return graph.ErrEmpty
	case found < version:
		return fmt.Errorf("version %d of %d: %w", found, version, graph.ErrOlder)
	}
	return nil
}

// storeVersion reads the version of the tables: 0 for a new file. It refuses what is no whole store, and one of a newer program.
func storeVersion(ctx context.Context, conn *sql.Conn) (int, error) {
	var id, tables, v int
	if err := conn.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, err
	}
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	switch {
	case tables == 0:
		return 0, nil
	case id == copyingID:
		return 0, graph.ErrPartial
	case id != applicationID:
		return 0, fmt.Errorf("another program's database (application id %#x): %w", id, ErrNotAStore)
	}
	if err := conn.QueryRowContext(ctx, "SELECT version FROM schema_version").Scan(&v); err != nil {
		return 0, err
	}
	if v > version {
		return 0, fmt.Errorf("version %d, known are up to %d: %w", v, version, ErrNewer)
	}
	return v, nil
}

// setUp makes the tables in an empty file, under an application id.
func setUp(ctx context.Context, w *writer, id int) error {
	if _, err := w.conn.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	return w.transact(ctx, "COMMIT", func(*transaction) error {
		// Another process may have made them meanwhile.
		if err := check(ctx, w.conn); !errors.Is(err, graph.ErrEmpty) {
			return err
		}
		if _, err := w.conn.ExecContext(ctx, baseDDL+schemaDDL()); err != nil {
			return fmt.Errorf("tables: %w", err)
		}
		return putVersion(ctx, w.conn, id, version)
	})
}

func putVersion(ctx context.Context, conn *sql.Conn, id, v int) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf(
		"PRAGMA application_id = %d; DELETE FROM schema_version; INSERT INTO schema_version VALUES (%d)", id, v))
	return err
}

// Migrate brings the store in a file to the version of this program, and tells which version it had and has.
func Migrate(ctx context.Context, path string) (from, to int, err error) {
	if err := checkFile(path, os.O_RDWR); errors.Is(err, fs.ErrNotExist) {
		return 0, 0, fmt.Errorf("sqlite: %s: %w", path, graph.ErrEmpty)
	} else if err != nil {
		return 0, 0, err
	}
	w, err := openWriter(ctx, path)
	if err != nil {
		return 0, 0, explain(path, err)
	}
	defer w.close()
	from, err = storeVersion(ctx, w.conn)
	if err == nil && from == 0 {
		err = setUp(ctx, w, applicationID)
	}
	for v := max(from, 1); err == nil && v < version; v++ {
		err = migrateTo(ctx, w, v+1)
	}
	return from, version, explain(path, err)
}

// migrateTo runs one migration, in one transaction; not if another process has done so meanwhile.
func migrateTo(ctx context.Context, w *writer, number int) error {
	return w.transact(ctx, "COMMIT", func(*transaction) error {
		found, err := storeVersion(ctx, w.conn)
		if err != nil || found >= number {
			return err
		}
		if _, err := w.conn.ExecContext(ctx, migrations[number-2]); err != nil {
			return fmt.Errorf("migration %d: %w", number, err)
		}
		return putVersion(ctx, w.conn, applicationID, number)
	})
}

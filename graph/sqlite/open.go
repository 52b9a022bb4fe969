package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/policygraph/policygraph/graph"
)

// ErrNotAStore tells that a file is something else than a policygraph store.
var ErrNotAStore = errors.New("the file is not a policygraph store")

// ErrNewer tells that a store was written by a newer program.
var ErrNewer = errors.New("the store was written by a newer version of policygraph; use that version")

// migrations lead from version i to i+1. They only go forward.
var migrations = []func() string{
	func() string { return baseDDL + schemaDDL() },
}

const (
	busyTimeout = 30_000 // milliseconds that a writer waits for one of another process
	maxReaders  = 4
)

// Open opens the store in a file, and makes the file and its folder if they are not there.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := checkFile(path); err != nil {
		return nil, err
	}
	// Half the time of a commit, and as durable: times of the file are all that fdatasync leaves out. Where the system has
	// no such call, fsync stays.
	_, _ = sqlite.Fdatasync(true)
	// FULL: a commit that was acknowledged survives the loss of power.
	write, err := sql.Open("sqlite", dsn(path, "synchronous(FULL)", "wal_autocheckpoint(8000)", "cache_size(-65536)"))
	if err != nil {
		return nil, explain(path, err)
	}
	write.SetMaxOpenConns(1)
	w, err := newWriter(ctx, write)
	if err != nil {
		write.Close()
		return nil, explain(path, err)
	}
	if err := migrate(ctx, w); err != nil {
		w.close()
		return nil, explain(path, err)
	}
	readers, err := sql.Open("sqlite", dsn(path, "query_only(1)", "cache_size(-16384)"))
	if err != nil {
		w.close()
		return nil, explain(path, err)
	}
	readers.SetMaxOpenConns(maxReaders)
	readers.SetMaxIdleConns(maxReaders)
	return &Store{path: path, writer: w, readers: readers}, nil
}

func dsn(path string, pragmas ...string) string {
	name := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	s := fmt.Sprintf("file:%s?_pragma=busy_timeout(%d)&_pragma=temp_store(MEMORY)", name, busyTimeout)
	for _, p := range pragmas {
		s += "&_pragma=" + p
	}
	return s
}

// checkFile makes the folder of the file, and refuses what is no SQLite file before SQLite touches it.
func checkFile(path string) error {
	if path == "" {
		return errors.New("sqlite: no path of a store file given")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("sqlite: folder of the store: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("sqlite: the store file cannot be written: %w", err)
	case err != nil:
		return fmt.Errorf("sqlite: open store: %w", err)
	}
	defer f.Close()
	head := make([]byte, 16)
	if n, _ := f.Read(head); n > 0 && string(head[:n]) != "SQLite format 3\x00" {
		return fmt.Errorf("sqlite: %s: %w", path, ErrNotAStore)
	}
	return nil
}

// migrate brings the tables to the version of this program, in one transaction. A file that is refused stays as it is.
func migrate(ctx context.Context, w *writer) error {
	if _, err := version(ctx, w.conn); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	return w.transact(ctx, "COMMIT", func(*transaction) error {
		// Another process may have made the tables meanwhile.
		version, err := version(ctx, w.conn)
		if err != nil {
			return err
		}
		for _, m := range migrations[version:] {
			if _, err := w.conn.ExecContext(ctx, m()); err != nil {
				return fmt.Errorf("migration: %w", err)
			}
		}
		if version == len(migrations) {
			return nil
		}
		_, err = w.conn.ExecContext(ctx, fmt.Sprintf(
			"PRAGMA application_id = %d; DELETE FROM schema_version; INSERT INTO schema_version VALUES (%d)", applicationID, len(migrations)))
		return err
	})
}

// version reads the version of the tables: 0 for a new file. It refuses what is no store, and one of a newer program.
func version(ctx context.Context, conn *sql.Conn) (int, error) {
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
	case id != applicationID:
		return 0, fmt.Errorf("another program's database (application id %#x): %w", id, ErrNotAStore)
	}
	if err := conn.QueryRowContext(ctx, "SELECT version FROM schema_version").Scan(&v); err != nil {
		return 0, err
	}
	if v > len(migrations) {
		return 0, fmt.Errorf("version %d, known are up to %d: %w", v, len(migrations), ErrNewer)
	}
	return v, nil
}

// explain says in plain words what is wrong with the file, where SQLite's own words do not.
func explain(path string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("sqlite: %s: %w", path, err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("sqlite: %s: %w: %w", path, ErrNotAStore, err)
	case lib.SQLITE_CORRUPT:
		return fmt.Errorf("sqlite: %s: the store file is damaged; ingest the sources into a new one: %w", path, err)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fmt.Errorf("sqlite: %s: another process holds the store: %w: %w", path, graph.ErrUnavailable, err)
	case lib.SQLITE_READONLY:
		return fmt.Errorf("sqlite: %s: the store file cannot be written: %w: %w", path, graph.ErrUnavailable, err)
	case lib.SQLITE_FULL:
		return fmt.Errorf("sqlite: %s: the disk is full; nothing of this change was kept: %w: %w", path, graph.ErrUnavailable, err)
	case lib.SQLITE_CANTOPEN, lib.SQLITE_IOERR:
		return fmt.Errorf("sqlite: %s: %w: %w", path, graph.ErrUnavailable, err)
	}
	return fmt.Errorf("sqlite: %s: %w", path, err)
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/policygraph/policygraph/graph"
)

// ErrNotAStore tells that a file is something else than a policygraph store.
var ErrNotAStore = errors.New("the file is not a policygraph store")

// ErrNewer tells that a store was written by a newer program.
var ErrNewer = errors.New("the store was written by a newer version of policygraph; use that version")

const (
	busyTimeout = 30_000 // milliseconds that a writer waits for one of another process
	maxReaders  = 4
)

// Open opens the store in a file, and makes the file and its folder if they are not there. A store of another version is
// refused.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := makeFolder(path); err != nil {
		return nil, err
	}
	if err := checkFile(path, os.O_RDWR); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	w, err := openWriter(ctx, path)
	if err != nil {
		return nil, explain(path, err)
	}
	if err = check(ctx, w.conn); errors.Is(err, graph.ErrEmpty) {
		err = setUp(ctx, w, applicationID)
	}
	if err != nil {
		w.close()
		return nil, explain(path, err)
	}
	s, err := newStore(path)
	if err != nil {
		w.close()
		return nil, err
	}
	s.writer = w
	return s, nil
}

// openWriter opens the connection that writes.
func openWriter(ctx context.Context, path string) (*writer, error) {
	// Half the time of a commit, and as durable: times of the file are all that fdatasync leaves out. Where the system has
	// no such call, fsync stays.
	_, _ = sqlite.Fdatasync(true)
	// FULL: a commit that was acknowledged survives the loss of power.
	write, err := sql.Open("sqlite", dsn(path, "synchronous(FULL)", "wal_autocheckpoint(8000)", "cache_size(-65536)"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	w, err := newWriter(ctx, write)
	if err != nil {
		write.Close()
		return nil, err
	}
	return w, nil
}

// OpenExisting opens a store that is there, for commands that only read: nothing is made and nothing written, so that the
// file may be one that cannot be written.
func OpenExisting(ctx context.Context, path string) (*Store, error) {
	err := checkFile(path, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("sqlite: %s: %w", path, graph.ErrEmpty)
	}
	if err != nil {
		return nil, err
	}
	s, err := openReaders(ctx, path)
	if frozen(err) && !unfinished(path) {
		s, err = openReaders(ctx, path, "mode=ro", "immutable=1")
	}
	return s, explain(path, err)
}

// openReaders opens the connections that read, and looks at the store.
func openReaders(ctx context.Context, path string, parameters ...string) (*Store, error) {
	s, err := newStore(path, parameters...)
	if err != nil {
		return nil, err
	}
	conn, err := s.readers.Conn(ctx)
	if err == nil {
		err = errors.Join(check(ctx, conn), conn.Close())
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// frozen tells whether a store could not be read because nothing can be written beside it: SQLite makes files there in which
// readers and writers meet, and needs to be told that nobody writes.
func frozen(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && slices.Contains([]int{lib.SQLITE_CANTOPEN, lib.SQLITE_READONLY}, e.Code()&0xff)
}

// unfinished tells that a writer that was killed has left changes beside the file: without them it may be torn.
func unfinished(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Mode().IsRegular() && info.Size() > 0
}

// newStore is a store with the connections that read.
func newStore(path string, parameters ...string) (*Store, error) {
	name := dsn(path, "query_only(1)", "cache_size(-16384)")
	for _, p := range parameters {
		name += "&" + p
	}
	readers, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, explain(path, err)
	}
	readers.SetMaxOpenConns(maxReaders)
	readers.SetMaxIdleConns(maxReaders)
	return &Store{path: path, readers: readers}, nil
}

func dsn(path string, pragmas ...string) string {
	name := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	s := fmt.Sprintf("file:%s?_pragma=busy_timeout(%d)&_pragma=temp_store(MEMORY)", name, busyTimeout)
	for _, p := range pragmas {
		s += "&_pragma=" + p
	}
	return s
}

// makeFolder makes the folder of the file.
func makeFolder(path string) error {
	if path == "" {
		return errors.New("sqlite: no path of a store file given")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("sqlite: folder of the store: %w", err)
	}
	return nil
}

// checkFile refuses what is no SQLite file before SQLite touches it.
func checkFile(path string, access int) error {
	f, err := os.OpenFile(path, access, 0)
	switch {
	case errors.Is(err, fs.ErrPermission) && access == os.O_RDWR:
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

// explain says in plain words what is wrong with the file, where SQLite's own words do not.
func explain(path string, err error) error {
	if err == nil {
		return nil
	}
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

package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Copy is a new store while it is filled from another one. Until it is whole its file says so, and is opened by nobody.
type Copy struct {
	path   string
	writer *writer
}

var _ identity.Filler = (*Copy)(nil)

// NewCopy makes the file of a copy. One that is there must hold nothing; restart empties what an interrupted copy has left.
func NewCopy(ctx context.Context, path string, restart bool) (*Copy, error) {
	if err := makeFolder(path); err != nil {
		return nil, err
	}
	w, err := openCopy(ctx, path)
	if errors.Is(err, graph.ErrPartial) && restart {
		for _, name := range []string{path, path + "-wal", path + "-shm"} {
			if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, fmt.Errorf("sqlite: what an interrupted copy has left: %w", err)
			}
		}
		w, err = openCopy(ctx, path)
	}
	if err != nil {
		return nil, explain(path, err)
	}
	return &Copy{path: path, writer: w}, nil
}

func openCopy(ctx context.Context, path string) (*writer, error) {
	if err := checkFile(path, os.O_RDWR); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	w, err := openWriter(ctx, path)
	if err != nil {
		return nil, err
	}
	found, err := storeVersion(ctx, w.conn)
	if err == nil && found > 0 {
		err = graph.ErrInUse
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// Begin makes the tables.
func (c *Copy) Begin(ctx context.Context, _ identity.Extent) error {
	return explain(c.path, setUp(ctx, c.writer, copyingID))
}

// Put writes a part.
func (c *Copy) Put(ctx context.Context, p *identity.Part) error {
	return explain(c.path, c.writer.transact(ctx, "COMMIT", func(t *transaction) error {
		t.given = p.Bodies
		return t.Write(ctx, &p.Delta)
	}))
}

// Finish makes a store of the file.
func (c *Copy) Finish(ctx context.Context) error {
	return explain(c.path, c.writer.transact(ctx, "COMMIT", func(*transaction) error {
		return putVersion(ctx, c.writer.conn, applicationID, version)
	}))
}

// Close ends the work with the file.
func (c *Copy) Close() error { return c.writer.close() }

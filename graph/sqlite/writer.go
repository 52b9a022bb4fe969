package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/policygraph/policygraph/graph/identity"
)

// writer is the one connection that writes. Its statements are prepared once: preparing costs as much as running.
type writer struct {
	db         *sql.DB
	conn       *sql.Conn
	turn       chan struct{} // holds one token: whose turn it is to write
	statements map[string]*sql.Stmt
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, conn: conn, turn: make(chan struct{}, 1), statements: map[string]*sql.Stmt{}}
	w.turn <- struct{}{}
	return w, nil
}

// close waits for the transaction at hand.
func (w *writer) close() error {
	<-w.turn
	var errs []error
	for _, st := range w.statements {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, w.conn.Close(), w.db.Close())...)
}

// transact runs f in a transaction, which end (COMMIT or ROLLBACK) ends; if f fails, nothing of it stays.
func (w *writer) transact(ctx context.Context, end string, f func(*transaction) error) (err error) {
	select {
	case <-w.turn:
		defer func() { w.turn <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // also if f panics
			_, undo := w.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			err = errors.Join(err, undo)
		}
	}()
	if err := f(&transaction{writer: w, quiet: context.WithoutCancel(ctx), ctx: ctx}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(context.WithoutCancel(ctx), end); err != nil {
		return err
	}
	done = true
	return nil
}

// transaction is identity.Rows over an open transaction.
type transaction struct {
	writer *writer
	ctx    context.Context
	// quiet is ctx without its end: watching it costs a goroutine a statement. It is looked at between statements.
	quiet context.Context
	next  [identity.Tables]int64
	texts map[int64]string
	given map[int64]string // the bodies of documents, where whoever writes has them
}

var _ identity.Rows = (*transaction)(nil)

func (t *transaction) prepare(query string) (*sql.Stmt, error) {
	if st := t.writer.statements[query]; st != nil {
		return st, nil
	}
	st, err := t.writer.conn.PrepareContext(t.quiet, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60s: %w", query, err)
	}
	t.writer.statements[query] = st
	return st, nil
}

func (t *transaction) exec(query string, args ...any) error {
	if err := t.ctx.Err(); err != nil {
		return err
	}
	st, err := t.prepare(query)
	if err != nil {
		return err
	}
	if _, err := st.ExecContext(t.quiet, args...); err != nil {
		return fmt.Errorf("%.60s: %w", query, err)
	}
	return nil
}

// each hands the rows of a query to f. The query's parameter is a list, read by json_each; no list, no rows.
func each[K string | int64](t *transaction, query string, list []K, f func(*sql.Rows) error) error {
	if len(list) == 0 {
		return nil
	}
	if err := t.ctx.Err(); err != nil {
		return err
	}
	arg, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return t.query(query, f, string(arg))
}

func (t *transaction) query(query string, f func(*sql.Rows) error, args ...any) error {
	st, err := t.prepare(query)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(t.quiet, args...)
	if err != nil {
		return fmt.Errorf("%.60s: %w", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return fmt.Errorf("%.60s: %w", query, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%.60s: %w", query, err)
	}
	return nil
}

// Lock has nothing to do: there is one writer.
func (t *transaction) Lock(context.Context, []string) error { return nil }

var idTables = [identity.Tables]string{
	identity.SourceTable: "source", identity.RecordTable: "record", identity.ReferenceTable: "reference",
	identity.NodeClaimTable: "node_claim", identity.EdgeClaimTable: "edge_claim",
	identity.NodeTable: "node", identity.EdgeTable: "edge",
}

// loadIDs finds the first unused ids; another process may have written since the last transaction.
func (t *transaction) loadIDs() error {
	for table, name := range idTables {
		err := t.query("SELECT coalesce(max(id), 0) FROM "+name, func(r *sql.Rows) error { return r.Scan(&t.next[table]) })
		if err != nil {
			return err
		}
	}
	return nil
}

// NewID gives an unused id.
func (t *transaction) NewID(table identity.Table) int64 {
	t.next[table]++
	return t.next[table]
}

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/config"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
	"github.com/policygraph/policygraph/graph/neo4j"
	"github.com/policygraph/policygraph/graph/sqlite"
)

const copyHelp = `Copies a whole store with all bookkeeping, so that the copy goes on as the first would: sqlite:FILE, bolt://HOST:PORT and
neo4j://HOST:PORT in any pair. The target must be empty. A copy that was interrupted is no store and is opened by nobody;
--restart empties it and begins anew. A store that is written to while it is read gives an error at the end.

  policygraph copy --from sqlite:graph.db --to bolt://127.0.0.1:7687
  policygraph copy --from neo4j://127.0.0.1:7687 --to sqlite:backup.db
  policygraph copy --from bolt://old:7687 --to bolt://new:7687

User, password and database of a server come from the configuration (neo4j.user, POLICYGRAPH_NEO4J_PASSWORD, …). Where two
servers differ, the URL names the user and the database, and copy.from_password and copy.to_password
(POLICYGRAPH_COPY_FROM_PASSWORD, POLICYGRAPH_COPY_TO_PASSWORD) hold the passwords:

  policygraph copy --from bolt://reader@old:7687 --to 'bolt://writer@new:7687?database=policies'

A password in a URL (bolt://USER:PASSWORD@HOST) works too, but other users of the machine can see it.`

// sides are the two ends of a copy.
type sides struct{ from, to string }

func (a *app) copyCommand() *cobra.Command {
	var urls sides
	var restart bool
	cmd := &cobra.Command{
		Use: "copy --from URL --to URL", Short: "Copy a whole store into an empty one", Long: copyHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.copy(cmd.Context(), urls, restart) },
	}
	cmd.Flags().StringVar(&urls.from, "from", "", "store to copy")
	cmd.Flags().StringVar(&urls.to, "to", "", "empty store to copy into")
	cmd.Flags().BoolVar(&restart, "restart", false, "empty what an interrupted copy has left, and begin anew")
	return cmd
}

func (a *app) copy(ctx context.Context, urls sides, restart bool) error {
	if urls.from == "" || urls.to == "" {
		return usageError{errors.New("copy needs --from URL and --to URL")}
	}
	from, err := a.side(urls.from, "--from", a.config.Copy.FromPassword)
	if err != nil {
		return err
	}
	to, err := a.side(urls.to, "--to", a.config.Copy.ToPassword)
	if err != nil {
		return err
	}
	store, err := from.open(ctx, true)
	if err != nil {
		return fmt.Errorf("%s: %w", from.shown, err)
	}
	defer store.Close()
	target, err := to.copyInto(ctx, restart)
	if err != nil {
		return fmt.Errorf("%s: %w", to.shown, err)
	}
	rows, err := a.pour(ctx, store, target)
	if err = errors.Join(err, target.Close()); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("interrupted; %s: %w", to.shown, graph.ErrPartial)
		}
		return fmt.Errorf("copy from %s to %s: %w", from.shown, to.shown, err)
	}
	fmt.Fprintf(a.out, "copied %d rows\n", rows)
	return nil
}

// side reads the URL of one side. Of two servers each may have a password of its own.
func (a *app) side(text, flag, password string) (place, error) {
	if err := config.CheckStore(text); err != nil {
		return place{}, usageError{fmt.Errorf("%s: %w", flag, err)}
	}
	p, err := a.place(text, flag)
	if err == nil && p.server != nil && password != "" && !p.hasPassword {
		p.server.Password = password
	}
	return p, err
}

// target is a store that is being filled.
type target interface {
	identity.Filler
	Close() error
}

func (p place) copyInto(ctx context.Context, restart bool) (target, error) {
	if p.server != nil {
		return neo4j.NewCopy(ctx, *p.server, restart)
	}
	return sqlite.NewCopy(ctx, p.file, restart)
}

// pour hands all of a store to a filler, with progress, and tells how many rows that were.
func (a *app) pour(ctx context.Context, store graph.Store, to identity.Filler) (rows int, err error) {
	from, ok := store.(identity.Snapshooter)
	if !ok {
		return 0, fmt.Errorf("a %T cannot be read as a whole", store)
	}
	shown := newRowProgress(a.err)
	defer shown.end()
	err = identity.Copy(ctx, from, to, func(done, all int) {
		rows = done
		shown.at(done, all)
	})
	return rows, err
}

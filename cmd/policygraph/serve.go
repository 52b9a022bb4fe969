package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/guard"
	"github.com/policygraph/policygraph/graph"
)

// collectAt is the growth of the heap, in percent, at which a server collects garbage. It holds some megabytes between requests,
// and at Go's usual 100 would collect every few of them; GOGC in the environment comes before it.
const collectAt = 400

// drain is the time that requests under way have to end when the server stops.
const drain = 5 * time.Second

func (a *app) serveCommand() *cobra.Command {
	var texts []string
	cmd := &cobra.Command{
		Use: "serve [--addr HOST:PORT] [--ingest PATH]", Short: "Serve GraphQL and the dashboard",
		Long: `Serves the store over HTTP: /graphql, /graphiql, the dashboard at /, /healthz, /readyz, /metrics.
Without a configured store it serves the embedded file in the user's data directory. With --ingest it reads files
into the store meanwhile, as the command ingest does; a file that cannot be read is named and does not end it.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), texts) },
	}
	cmd.Flags().StringArrayVar(&texts, "ingest", nil, "file or folder to read into the store; may be given several times")
	for _, key := range []string{"serve.addr", "serve.graphiql", "dataset"} {
		settingFlag(cmd, key)
	}
	return cmd
}

func (a *app) serve(ctx context.Context, texts []string) error {
	store, err := a.openAs(ctx, len(texts) == 0)
	if err != nil {
		return err
	}
	defer store.Close()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	handler, err := a.handler(store)
	if err != nil {
		return err
	}
	c := a.config
	listener, err := net.Listen("tcp", c.Serve.Addr)
	if err != nil {
		return fmt.Errorf("serve.addr %s (%s): %w; is another server there? choose another with --addr", c.Serve.Addr, c.Origin("serve.addr"), err)
	}
	base := "http://" + listener.Addr().String()
	fmt.Fprintf(a.out, "Dashboard  %s/\nGraphQL    %s/graphql\n", base, base)
	if c.Serve.GraphiQL {
		fmt.Fprintf(a.out, "GraphiQL   %s/graphiql\n", base)
	}
	defer a.readMeanwhile(ctx, store, texts)()
	return listen(ctx, &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}, listener)
}

// readMeanwhile reads texts into the store that is served. What it gives stops that, and waits for what is under way.
func (a *app) readMeanwhile(ctx context.Context, store graph.Store, texts []string) (stop func()) {
	if len(texts) == 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		run := &ingest{app: a}
		files, err := run.list(texts, "")
		if err == nil {
			err = run.into(ctx, store, files)
		}
		if err != nil && ctx.Err() == nil {
			fmt.Fprintln(a.err, "policygraph:", err)
		}
	}()
	return func() { cancel(); <-done }
}

func (a *app) handler(store graph.Store) (http.Handler, error) {
	c := a.config
	return gql.NewServer(gql.Options{
		Store: store, Version: versionText(), Logger: a.log, GraphiQL: c.Serve.GraphiQL, Now: time.Now,
		Timeout: c.Serve.Deadline, Concurrency: c.Serve.Requests, Origins: c.Serve.Origins,
		Limits: guard.Limits{Bytes: c.Limits.Bytes, Tokens: c.Limits.Tokens, Nesting: c.Limits.Nesting, Depth: c.Limits.Depth,
			Aliases: c.Limits.Aliases, RootFields: c.Limits.Roots, Cost: c.Limits.Cost, PageSize: c.Limits.Page},
	})
}

// listen serves until ctx ends, then lets what is under way end.
func listen(ctx context.Context, server *http.Server, l net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/guard"
)

// drain is the time that requests under way have to end when the server stops.
const drain = 5 * time.Second

func (a *app) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "serve [--addr HOST:PORT]", Short: "Serve GraphQL and the dashboard",
		Long: `Serves the store over HTTP: /graphql, /graphiql, the dashboard at /, /healthz, /readyz, /metrics.
Without a configured store it serves the embedded file in the user's data directory.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context()) },
	}
	settingFlag(cmd, "serve.addr")
	settingFlag(cmd, "serve.graphiql")
	return cmd
}

func (a *app) serve(ctx context.Context) error {
	store, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	c := a.config
	handler, err := gql.NewServer(gql.Options{
		Store: store, Version: versionText(), Logger: a.log, GraphiQL: c.Serve.GraphiQL, Now: time.Now,
		Timeout: c.Serve.Deadline, Concurrency: c.Serve.Requests, Origins: c.Serve.Origins,
		Limits: guard.Limits{Bytes: c.Limits.Bytes, Tokens: c.Limits.Tokens, Nesting: c.Limits.Nesting, Depth: c.Limits.Depth,
			Aliases: c.Limits.Aliases, RootFields: c.Limits.Roots, Cost: c.Limits.Cost, PageSize: c.Limits.Page},
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Serve.Addr)
	if err != nil {
		return fmt.Errorf("serve.addr %s (%s): %w; is another server there? choose another with --addr", c.Serve.Addr, c.Origin("serve.addr"), err)
	}
	base := "http://" + listener.Addr().String()
	fmt.Fprintf(a.out, "Dashboard  %s/\nGraphQL    %s/graphql\n", base, base)
	if c.Serve.GraphiQL {
		fmt.Fprintf(a.out, "GraphiQL   %s/graphiql\n", base)
	}
	return listen(ctx, &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}, listener)
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

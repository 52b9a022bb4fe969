package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/graph/neo4j"
	"github.com/policygraph/policygraph/graph/sqlite"
)

func (a *app) migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use: "migrate [--store URL]", Short: "Bring a store to the version of this program",
		Long: `Brings a store that an older policygraph wrote, or that neo4j-admin imported, to the version of this program: one
version after the other, forward only. It may be interrupted and run again, and by two at once. A store that is of this
version stays as it is. Make a copy first (policygraph copy, or neo4j-admin database dump) and stop what writes.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.migrate(cmd) },
	}
}

func (a *app) migrate(cmd *cobra.Command) error {
	p, err := a.configured()
	if err != nil {
		return err
	}
	var from, to int
	if p.server != nil {
		from, to, err = neo4j.Migrate(cmd.Context(), *p.server)
	} else {
		from, to, err = sqlite.Migrate(cmd.Context(), p.file)
	}
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", p.shown, err)
	case from == to:
		fmt.Fprintf(a.out, "the store is of version %d already\n", to)
	case from == 0:
		fmt.Fprintf(a.out, "the store is set up, version %d\n", to)
	default:
		fmt.Fprintf(a.out, "the store went from version %d to %d\n", from, to)
	}
	return nil
}

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/export"
	"github.com/policygraph/policygraph/graph/neo4j"
)

func (a *app) exportCommand() *cobra.Command {
	var form, out string
	cmd := &cobra.Command{
		Use: "export --format jsonl|csv|neo4j-admin [--out PATH]", Short: "Write the graph for other tools",
		Long: `Writes the graph, with the evidence of every edge.

  jsonl   one object a line: nodes, then edges with their statements; to standard output or the file PATH
  csv     a folder PATH with one file a type of node, edges.csv and statements.csv; members of a list are parted by |
  neo4j-admin
          a folder PATH with all bookkeeping, of which "neo4j-admin database import full" makes a store: the script
          import.sh in it calls that, with the server stopped; afterwards policygraph migrate makes the indexes`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd, form, out) },
	}
	cmd.Flags().StringVar(&form, "format", "", "jsonl, csv or neo4j-admin")
	cmd.Flags().StringVar(&out, "out", "", "file (jsonl) or folder (csv, neo4j-admin) to write; jsonl without it goes to standard output")
	return cmd
}

func (a *app) export(cmd *cobra.Command, form, out string) error {
	write := func(r graph.Reader) error { return export.JSONL(cmd.Context(), r, a.out) }
	switch {
	case form != "jsonl" && form != "csv" && form != "neo4j-admin":
		return usageError{fmt.Errorf("export --format %q: use jsonl, csv or neo4j-admin", form)}
	case form != "jsonl" && out == "":
		return usageError{fmt.Errorf("export --format %s needs --out FOLDER", form)}
	case form == "csv":
		write = func(r graph.Reader) error { return export.CSV(cmd.Context(), r, out) }
	case out != "":
		write = func(r graph.Reader) error { return a.exportTo(cmd, r, out) }
	}
	store, err := a.openExisting(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	if form == "neo4j-admin" {
		return a.exportAdmin(cmd, store, out)
	}
	return store.View(cmd.Context(), write)
}

// exportAdmin writes the folder that neo4j-admin imports, and says how.
func (a *app) exportAdmin(cmd *cobra.Command, store graph.Store, dir string) error {
	to, err := neo4j.NewImport(dir)
	if err != nil {
		return err
	}
	defer to.Close()
	rows, err := a.pour(cmd.Context(), store, to)
	if err != nil {
		if cmd.Context().Err() != nil {
			err = errors.New("interrupted")
		}
		return fmt.Errorf("export to %s: %w; what is there is not whole: remove it and export again", dir, err)
	}
	fmt.Fprintf(a.out, "wrote %d rows; with the Neo4j server stopped:\n  sh %s neo4j --overwrite-destination=true\nand with it started again:\n  policygraph migrate --store bolt://HOST:PORT\n",
		rows, filepath.Join(dir, neo4j.ImportScript))
	return nil
}

func (a *app) exportTo(cmd *cobra.Command, r graph.Reader, path string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	return export.JSONL(cmd.Context(), r, f)
}

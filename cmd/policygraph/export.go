package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/export"
)

func (a *app) exportCommand() *cobra.Command {
	var form, out string
	cmd := &cobra.Command{
		Use: "export --format jsonl|csv [--out PATH]", Short: "Write the graph for other tools",
		Long: `Writes the graph, with the evidence of every edge.

  jsonl   one object a line: nodes, then edges with their statements; to standard output or the file PATH
  csv     a folder PATH with one file a type of node, edges.csv and statements.csv`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd, form, out) },
	}
	cmd.Flags().StringVar(&form, "format", "", "jsonl or csv")
	cmd.Flags().StringVar(&out, "out", "", "file (jsonl) or folder (csv) to write; jsonl without it goes to standard output")
	return cmd
}

func (a *app) export(cmd *cobra.Command, form, out string) error {
	write := func(r graph.Reader) error { return export.JSONL(cmd.Context(), r, a.out) }
	switch {
	case form == "csv" && out == "":
		return usageError{fmt.Errorf("export --format csv needs --out FOLDER")}
	case form == "csv":
		write = func(r graph.Reader) error { return export.CSV(cmd.Context(), r, out) }
	case form != "jsonl":
		return usageError{fmt.Errorf("export --format %q: use jsonl or csv", form)}
	case out != "":
		write = func(r graph.Reader) error { return a.exportTo(cmd, r, out) }
	}
	store, err := a.openExisting(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	return store.View(cmd.Context(), write)
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

package main

import (
	"errors"
	"fmt"
	"sort"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/graph"
)

func (a *app) removeCommand() *cobra.Command {
	var source string
	cmd := &cobra.Command{
		Use: "remove --source NAME | --dataset NAME", Short: "Withdraw what only a source or dataset said",
		Long: `Withdraws a source, named DATASET/PATH as "policygraph ingest" names it (the dataset "default" may be left
out), or all sources of a dataset. What other sources say too stays.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dataset := ""
			if cmd.Flags().Changed("dataset") {
				dataset = a.config.Dataset
			}
			if (source == "") == (dataset == "") {
				return usageError{errors.New("remove needs either --source NAME or --dataset NAME")}
			}
			return a.remove(cmd, source, dataset)
		},
	}
	cmd.Flags().StringVar(&source, "source", "", "name of the source")
	cmd.Flags().String("dataset", "", "name of the dataset")
	return cmd
}

func (a *app) remove(cmd *cobra.Command, source, dataset string) error {
	ctx := cmd.Context()
	store, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	var keys []graph.Key
	err = store.View(ctx, func(r graph.Reader) error {
		all, err := r.Sources(ctx, nil, false)
		for key, info := range all {
			if info.Dataset == dataset || source != "" && (key == source || key == "default/"+source) {
				keys = append(keys, key)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		return inputError{fmt.Errorf("%s%s: no such source in %s", source, dataset, a.config.Value("store"))}
	}
	sort.Strings(keys)
	withdrew := 0
	for _, key := range keys {
		changes, err := store.Apply(ctx, graph.ChangeSet{Source: graph.SourceInfo{Key: key}, Remove: true})
		if err != nil {
			return err
		}
		for _, c := range changes {
			withdrew += c.Withdrew
		}
	}
	fmt.Fprintf(a.out, "withdrew %d sources, %d edges\n", len(keys), withdrew)
	return nil
}

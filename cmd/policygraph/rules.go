package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/extract/rule"
)

func (a *app) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "rules [PATH...]", Short: "List the rules: name, kind, scope, triggers; with PATHs what each finds there",
		RunE: func(cmd *cobra.Command, paths []string) error {
			counts, failed, err := a.countByRule(cmd, paths)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "RULE\tKIND\tSCOPE\tFACTS\tTRIGGERS")
			for _, r := range rule.All() {
				found := "-"
				if len(paths) > 0 {
					found = fmt.Sprint(counts[r.Name])
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.Kind, r.Scope, found, strings.Join(r.Triggers, " "))
			}
			if err := w.Flush(); err != nil {
				return err
			}
			return unread(failed, failed+1)
		},
	}
	settingFlag(cmd, "ingest.workers")
	settingFlag(cmd, "ingest.max_file_bytes")
	return cmd
}

// countByRule counts the facts of each rule over files.
func (a *app) countByRule(cmd *cobra.Command, paths []string) (map[string]int, int, error) {
	counts := map[string]int{}
	files, bad := walk(paths, "")
	for _, err := range bad {
		fmt.Fprintln(a.err, "policygraph:", err)
	}
	failed := len(bad)
	type result struct {
		rules map[string]int
		err   error
	}
	err := inOrder(cmd.Context(), a.workers(), files, func(f file) result {
		r, err := a.factsOf(f)
		if err != nil {
			return result{err: err}
		}
		rules := map[string]int{}
		for _, fact := range r.Facts {
			rules[fact.Rule]++
		}
		return result{rules: rules}
	}, func(f file, r result) error {
		if r.err != nil {
			failed++
			fmt.Fprintf(a.err, "policygraph: %s: %v\n", f.Path, r.err)
		}
		for name, n := range r.rules {
			counts[name] += n
		}
		return nil
	})
	return counts, failed, err
}

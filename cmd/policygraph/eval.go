package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/extract/eval"
)

func (a *app) evalCommand() *cobra.Command {
	var gold, kind string
	var rules bool
	cmd := &cobra.Command{
		Use: "eval --gold DIR PATH...", Short: "Score the facts of files against gold annotations",
		Long: `Prints the misses and false alarms with their text, and then precision, recall and F1 by kind of fact over the files that DIR (with NAME.gold.json files, and
names/NAME.names.json for unit names) has annotations of.

  policygraph eval --gold gold/ texts/
  policygraph eval --gold gold/ --errors assignments texts/     the misses and false alarms of one kind alone`,
		Args: args(1, "at least one PATH"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if gold == "" {
				return usageError{fmt.Errorf("eval needs --gold DIR")}
			}
			return a.eval(cmd, gold, kind, rules, paths)
		},
	}
	cmd.Flags().StringVar(&gold, "gold", "", "folder of the gold files")
	cmd.Flags().StringVar(&kind, "errors", "", "list the misses and false alarms of one kind")
	cmd.Flags().BoolVar(&rules, "rules", false, "print the precision of each rule too")
	settingFlag(cmd, "ingest.workers")
	settingFlag(cmd, "ingest.max_file_bytes")
	return cmd
}

func (a *app) eval(cmd *cobra.Command, dir, kind string, rules bool, paths []string) error {
	gold, err := eval.Load(dir)
	if err != nil {
		return usageError{err}
	}
	bySource := map[string]*eval.Gold{}
	for _, g := range gold {
		bySource[g.Source] = g
	}
	files, bad := walk(paths, "")
	for _, err := range bad {
		fmt.Fprintln(a.err, "policygraph:", err)
	}
	failed, scores := len(bad), eval.New()
	for _, f := range files {
		g := bySource[filepath.Base(f.Path)]
		if g == nil {
			continue
		}
		if err := a.evalOne(scores, g, f); err != nil {
			failed++
			fmt.Fprintf(a.err, "policygraph: %s: %v\n", f.Path, err)
		}
	}
	if err := a.printScores(scores, kind, rules); err != nil {
		return err
	}
	return unread(failed, len(files)+len(bad))
}

func (a *app) evalOne(scores *eval.Scores, g *eval.Gold, f file) error {
	r, err := a.factsOf(f)
	if err != nil {
		return err
	}
	lines := make([][]byte, len(r.Facts))
	for i := range r.Facts {
		if lines[i], err = r.Facts[i].Line(); err != nil {
			return err
		}
	}
	return scores.File(g, lines, r.Decoded.Text)
}

func (a *app) printScores(scores *eval.Scores, kind string, rules bool) error {
	if kind == "" {
		for _, kind := range slices.Sorted(maps.Keys(scores.Kinds)) {
			for _, e := range scores.Kinds[kind].Errors {
				fmt.Fprintln(a.out, kind, e)
			}
		}
		if err := scores.Write(a.out); err != nil || !rules {
			return err
		}
		return scores.WriteRules(a.out)
	}
	t := scores.Kinds[kind]
	if t == nil {
		return usageError{fmt.Errorf("--errors %s: no such kind was scored", kind)}
	}
	for _, e := range t.Errors {
		fmt.Fprintln(a.out, e)
	}
	return nil
}

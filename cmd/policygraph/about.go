package main

import (
	"fmt"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/config"
	"github.com/policygraph/policygraph/extract"
)

// version is set by the linker for releases; else the commit that go recorded speaks.
var version = ""

func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return s.Value[:12]
			}
		}
	}
	return "development"
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version of the program and of its rules", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.out, "policygraph %s, rules %s, contract 1\n", versionText(), extract.RulesVersion)
			return err
		},
	}
}

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "config", Short: "Print the effective configuration, with where each value is from", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "KEY\tVALUE\tFROM\tENVIRONMENT\tMEANING")
			for _, s := range config.Settings {
				fmt.Fprintln(w, strings.Join([]string{s.Key, a.config.Value(s.Key), a.config.Origin(s.Key), s.Env(), s.Help}, "\t"))
			}
			return w.Flush()
		},
	}
	for _, s := range config.Settings {
		if s.Flag != "" && s.Flag != "store" && s.Flag != "log-level" && s.Flag != "log-format" {
			settingFlag(cmd, s.Key)
		}
	}
	return cmd
}

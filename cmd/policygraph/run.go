package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/config"
)

// Exit codes of the contract.
const (
	exitOK    = 0
	exitInput = 1 // some input could not be read; each is named, the rest is done
	exitUsage = 2 // wrong usage or configuration
)

// usageError is a mistake of the caller: wrong flags, arguments or configuration.
type usageError struct{ error }

// inputError says that some input could not be read; what and why has been printed.
type inputError struct{ error }

// app is one run of the program.
type app struct {
	in       io.Reader
	out, err io.Writer
	config   *config.Config
	log      *slog.Logger
}

// run executes a command line and gives the exit code.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	a := &app{in: in, out: out, err: errs}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = errors.New("interrupted; what was read is kept, the same command goes on from there")
	}
	fmt.Fprintln(errs, "policygraph:", err)
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitInput
}

const rootHelp = `policygraph reads Chinese government policy documents and whole gazettes (公报), extracts what they
state with the sentence that states it, and keeps it as a graph that answers over GraphQL.

Start:
  policygraph ingest gazettes/        read a folder into the store
  policygraph serve                   GraphQL and the dashboard on http://127.0.0.1:8080
  policygraph extract notice.txt      the facts of one file as JSON lines, no store needed

Settings come from defaults, policygraph.yaml, POLICYGRAPH_… variables and flags, each stronger than the
one before; "policygraph config" shows them all with where each is from.`

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "policygraph",
		Short:         "A knowledge graph of Chinese government policy",
		Long:          rootHelp,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, given []string) error {
			if len(given) == 0 {
				return nil
			}
			return usageError{fmt.Errorf("unknown command %q%s\nSee \"policygraph --help\"", given[0], meant(cmd.SuggestionsFor(given[0])))}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return a.configure(cmd)
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w\nSee %q", err, cmd.CommandPath()+" --help")}
	})
	root.PersistentFlags().String("config", os.Getenv("POLICYGRAPH_CONFIG"), "configuration file (default: policygraph.yaml here or in the user's configuration folder)")
	for _, s := range config.Settings {
		switch s.Flag {
		case "store", "log-level", "log-format":
			root.PersistentFlags().String(s.Flag, fmt.Sprint(s.Default()), s.Help)
		}
	}
	root.AddCommand(a.extractCommand(), a.ingestCommand(), a.removeCommand(), a.serveCommand(), a.exportCommand(), a.copyCommand(), a.migrateCommand(),
		a.registerCommand(), a.lintCommand(), a.evalCommand(), a.rulesCommand(), a.configCommand(), a.versionCommand())
	return root
}

func meant(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(names, ", ") + "?"
}

// settingFlag adds the flag of a setting to a command.
func settingFlag(cmd *cobra.Command, key string) {
	s := config.Lookup(key)
	cmd.Flags().String(s.Flag, fmt.Sprint(s.Default()), s.Help)
}

func (a *app) configure(cmd *cobra.Command) error {
	file, _ := cmd.Flags().GetString("config")
	c, err := config.Load(file, cmd.Flags(), os.Environ())
	if err != nil {
		return usageError{err}
	}
	a.config = c
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.Log.Level)) // checked by config
	options := &slog.HandlerOptions{Level: level}
	if c.Log.Format == "json" {
		a.log = slog.New(slog.NewJSONHandler(a.err, options))
	} else {
		a.log = slog.New(slog.NewTextHandler(a.err, options))
	}
	return nil
}

// args checks the number of arguments and says what is expected.
func args(least int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if len(given) < least {
			return usageError{fmt.Errorf("%s needs %s\nSee %q", cmd.CommandPath(), what, cmd.CommandPath()+" --help")}
		}
		return nil
	}
}

func noArgs(cmd *cobra.Command, given []string) error {
	if len(given) > 0 {
		return usageError{fmt.Errorf("%s takes no arguments, got %q", cmd.CommandPath(), given)}
	}
	return nil
}

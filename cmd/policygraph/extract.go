package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/format"
)

const extractHelp = `Prints what the files state, one JSON object a line, with the place and the words that state it.
Needs no store and no network. PATH is a file, a folder (walked in name order: .txt .md .html .docx .pdf) or -.

  policygraph extract notice.txt | jq 'select(.kind == "assignment")'
  policygraph extract --text scan.pdf          the decoded text that offsets count in`

func (a *app) extractCommand() *cobra.Command {
	var asText bool
	var form string
	cmd := &cobra.Command{
		Use: "extract [--format jsonl] [--text] PATH...", Short: "Print the facts of files as JSON lines", Long: extractHelp,
		Args: args(1, "at least one PATH"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if form != "jsonl" {
				return usageError{fmt.Errorf("--format %s: only jsonl is known", form)}
			}
			return a.extract(cmd, paths, asText)
		},
	}
	cmd.Flags().StringVar(&form, "format", "jsonl", "jsonl")
	cmd.Flags().BoolVar(&asText, "text", false, "print the decoded text instead of facts")
	settingFlag(cmd, "ingest.workers")
	settingFlag(cmd, "ingest.max_file_bytes")
	return cmd
}

func (a *app) extract(cmd *cobra.Command, paths []string, asText bool) error {
	files, bad := walk(paths, "")
	for _, err := range bad {
		fmt.Fprintln(a.err, "policygraph:", err)
	}
	failed := len(bad)
	out := bufio.NewWriterSize(a.out, 1<<16)
	err := inOrder(cmd.Context(), a.workers(), files, func(f file) said {
		return a.extractOne(f, asText)
	}, func(f file, s said) error {
		if s.err != nil {
			failed++
			fmt.Fprintf(a.err, "policygraph: %s: %v\n", f.Path, s.err)
			return nil
		}
		return s.write(out)
	})
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	return unread(failed, len(files)+len(bad))
}

// said is what is printed of a file: text, then the lines of facts.
type said struct {
	text  []byte
	facts []fact.Fact
	err   error
}

// manyFacts is how many facts of a file stay facts until they are written, so that the lines of a large file, which are
// longer than its text, never stand in memory at once. Those of other files are made by the workers.
const manyFacts = 5000

func (a *app) extractOne(f file, asText bool) said {
	if asText {
		data, err := a.read(f)
		if err != nil {
			return said{err: err}
		}
		d, err := format.Read(f.Path, data)
		return said{text: []byte(d.Text), err: err}
	}
	r, err := a.factsOf(f)
	if err != nil {
		return said{err: err}
	}
	if len(r.Facts) > manyFacts {
		return said{facts: r.Facts}
	}
	var lines bytes.Buffer
	err = said{facts: r.Facts}.write(&lines)
	return said{text: lines.Bytes(), err: err}
}

func (s said) write(w io.Writer) error {
	if _, err := w.Write(s.text); err != nil {
		return err
	}
	for i := range s.facts {
		line, err := s.facts[i].Line()
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// factsOf extracts one file.
func (a *app) factsOf(f file) (*extract.Result, error) {
	data, err := a.read(f)
	if err != nil {
		return nil, err
	}
	return extract.Read(f.Path, data)
}

// unread is the error of a run that left some input out, nil if it left none.
func unread(failed, all int) error {
	if failed == 0 {
		return nil
	}
	return inputError{fmt.Errorf("%d of %d inputs could not be read", failed, all)}
}

func (a *app) workers() int {
	if a.config.Ingest.Workers > 0 {
		return a.config.Ingest.Workers
	}
	return runtime.GOMAXPROCS(0)
}

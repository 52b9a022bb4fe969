package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/resolve"
)

const ingestHelp = `Reads files into the store: what a file says takes the place of what it said before. A file that was read
by the same rules is skipped, so a run that was interrupted goes on where it stopped. A file that cannot be
read is named and recorded, and the rest is done.

A source is named by its dataset and its path below the folder given (--root names another folder above).
A name that comes from another folder than before is refused; give that folder a --dataset of its own.

  policygraph ingest gazettes/
  policygraph ingest --dry-run gazettes/          what would be added, changed, withdrawn
  cat notice.txt | policygraph ingest --name notices/1.txt -`

// batchBytes is how much text ends a batch before it has all its sources: a store holds what a transaction writes in memory.
const batchBytes = 4 << 20

// ingest is one run of the command.
type ingest struct {
	*app
	store    graph.Store
	ledger   map[graph.Key]graph.SourceInfo
	dry      bool
	name     string
	progress *progress
	batch    []graph.ChangeSet
	pending  int // bytes of text in the batch
	total    graph.Change
	read     int
	skipped  int
	failed   int
}

func (a *app) ingestCommand() *cobra.Command {
	var root string
	run := &ingest{app: a}
	cmd := &cobra.Command{
		Use: "ingest [flags] PATH...", Short: "Read files into the store", Long: ingestHelp,
		Args: args(1, "at least one PATH"),
		RunE: func(cmd *cobra.Command, paths []string) error { return run.run(cmd.Context(), paths, root) },
	}
	cmd.Flags().StringVar(&root, "root", "", "folder that the names of sources are relative to (default: the folder given)")
	cmd.Flags().StringVar(&run.name, "name", "", "name of the source read from standard input, or of a single file")
	cmd.Flags().BoolVar(&run.dry, "dry-run", false, "write nothing; print what would be added, changed, withdrawn")
	for _, key := range []string{"dataset", "ingest.workers", "ingest.max_file_bytes"} {
		settingFlag(cmd, key)
	}
	return cmd
}

func (r *ingest) run(ctx context.Context, paths []string, root string) error {
	files, err := r.list(paths, root)
	if err != nil {
		return err
	}
	store, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	return r.into(ctx, store, files)
}

// list lists the files to read. Paths that are not there are named, and count as failed.
func (r *ingest) list(paths []string, root string) ([]file, error) {
	files, bad := walk(paths, root)
	for _, err := range bad {
		fmt.Fprintln(r.err, "policygraph:", err)
	}
	r.failed = len(bad)
	return files, r.rename(files)
}

// into reads the files into a store that is open.
func (r *ingest) into(ctx context.Context, store graph.Store, files []file) error {
	given := len(files) + r.failed
	r.store = store
	if err := store.View(ctx, func(v graph.Reader) (err error) {
		r.ledger, err = v.Sources(ctx, nil, false)
		return err
	}); err != nil {
		return err
	}
	r.progress = newProgress(r.err, len(files))
	err := inOrder(ctx, r.workers(), files, r.prepare, func(f file, p prepared) error { return r.take(ctx, f, p) })
	// What was read before an interrupt is written: a source is whole or not there at all.
	err = errors.Join(err, r.flush(context.WithoutCancel(ctx)))
	r.progress.end()
	r.summary()
	if err != nil {
		return err
	}
	return unread(r.failed, given)
}

// rename gives the source read from standard input, or the only file, its name.
func (r *ingest) rename(files []file) error {
	if r.name != "" {
		if len(files) != 1 {
			return usageError{fmt.Errorf("--name names one source, but %d are given", len(files))}
		}
		files[0].Name = r.name
	}
	for _, f := range files {
		if f.Name == "" {
			return usageError{errors.New("standard input needs --name NAME: a source is known by its name")}
		}
	}
	return nil
}

// prepared is a source read and resolved, or why it could not be.
type prepared struct {
	set  graph.ChangeSet
	skip bool
	err  error
}

// prepare reads and extracts one file; it runs on several files at once.
func (r *ingest) prepare(f file) prepared {
	info := graph.SourceInfo{Key: r.config.Dataset + "/" + f.Name, Dataset: r.config.Dataset, Path: f.Name, Root: f.Root}
	data, err := r.app.read(f)
	if err != nil {
		return prepared{set: resolve.Failed(info, err), err: err}
	}
	sum := sha256.Sum256(data)
	info.Hash, info.Bytes = hex.EncodeToString(sum[:]), int64(len(data))
	if old, ok := r.ledger[info.Key]; ok && old.Hash == info.Hash && old.RulesVersion == extract.RulesVersion && old.Outcome == "ok" && old.Root == info.Root {
		return prepared{skip: true}
	}
	result, err := extract.Read(f.Name, data)
	if err != nil {
		return prepared{set: resolve.Failed(info, err), err: err}
	}
	return prepared{set: resolve.Build(info, result)}
}

func (r *ingest) take(ctx context.Context, f file, p prepared) error {
	defer r.progress.step(f.Path)
	if p.skip {
		r.skipped++
		return nil
	}
	if p.err != nil {
		r.failed++
		r.progress.say(fmt.Sprintf("policygraph: %s: %v", f.Path, p.err))
	}
	r.batch = append(r.batch, p.set)
	r.pending += len(p.set.Source.Text)
	if len(r.batch) < r.config.Ingest.Batch && r.pending < batchBytes {
		return nil
	}
	return r.flush(ctx)
}

// flush writes the batch. Where it fails as a whole each source is tried alone, so that one that the store
// refuses (a name from another folder) does not keep the others out.
func (r *ingest) flush(ctx context.Context) error {
	if len(r.batch) == 0 {
		return nil
	}
	batch := r.batch
	r.batch, r.pending = nil, 0
	changes, err := r.apply(ctx, batch...)
	if err == nil || len(batch) == 1 {
		return r.count(batch, changes, err)
	}
	for _, set := range batch {
		changes, err := r.apply(ctx, set)
		if err := r.count([]graph.ChangeSet{set}, changes, err); err != nil {
			return err
		}
	}
	return nil
}

func (r *ingest) apply(ctx context.Context, sets ...graph.ChangeSet) ([]graph.Change, error) {
	if r.dry {
		preview, ok := r.store.(graph.Previewer)
		if !ok {
			return nil, usageError{fmt.Errorf("--dry-run: the store %s cannot preview", r.config.Value("store"))}
		}
		return preview.Preview(ctx, sets...)
	}
	return r.store.Apply(ctx, sets...)
}

func (r *ingest) count(batch []graph.ChangeSet, changes []graph.Change, err error) error {
	if errors.Is(err, graph.ErrRootChanged) {
		r.failed += len(batch)
		for _, set := range batch {
			r.progress.say(fmt.Sprintf("policygraph: %s: %v", set.Source.Path, err))
		}
		return nil
	}
	for _, c := range changes {
		r.total.Added += c.Added
		r.total.Changed += c.Changed
		r.total.Withdrew += c.Withdrew
		if c.Skipped {
			r.skipped++
		} else {
			r.read++
		}
		if r.dry && !c.Skipped {
			fmt.Fprintf(r.out, "%s\tadded %d\tchanged %d\twithdrawn %d\n", c.Source, c.Added, c.Changed, c.Withdrew)
		}
	}
	return err
}

func (r *ingest) summary() {
	verb := "read"
	if r.dry {
		verb = "would read"
	}
	fmt.Fprintf(r.out, "%s %d sources, %d unchanged, %d failed; edges: %d added, %d changed, %d withdrawn\n",
		verb, r.read, r.skipped, r.failed, r.total.Added, r.total.Changed, r.total.Withdrew)
}

package main

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a run is: a bar on a terminal, a plain line every hundred files elsewhere.
type progress struct {
	out  io.Writer
	bar  *progressbar.ProgressBar
	all  int
	done int
}

const plainEvery = 100

func newProgress(out io.Writer, all int) *progress {
	p := &progress{out: out, all: all}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) && all > 1 {
		p.bar = progressbar.NewOptions(all, progressbar.OptionSetWriter(out), progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	}
	return p
}

func (p *progress) step(string) {
	p.done++
	if p.bar != nil {
		_ = p.bar.Add(1)
	} else if p.done%plainEvery == 0 {
		fmt.Fprintf(p.out, "%d of %d files\n", p.done, p.all)
	}
}

// say prints a line without tearing the bar.
func (p *progress) say(line string) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintln(p.out, line)
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// rowProgress shows how far a copy is, on a terminal only: what is made of it is counted at the end.
type rowProgress struct {
	out io.Writer
	bar *progressbar.ProgressBar
}

func newRowProgress(out io.Writer) *rowProgress { return &rowProgress{out: out} }

// at tells that so many rows of all are done.
func (p *rowProgress) at(done, all int) {
	if p.bar == nil {
		if f, ok := p.out.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
			return
		}
		p.bar = progressbar.NewOptions(all, progressbar.OptionSetWriter(p.out), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("rows"), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	}
	_ = p.bar.Set(done)
}

func (p *rowProgress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

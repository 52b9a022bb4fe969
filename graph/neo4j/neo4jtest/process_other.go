//go:build !linux

package neo4jtest

import "os"

// start starts the command.
func (p *process) start() error {
	if err := p.cmd.Start(); err != nil {
		return err
	}
	go func() {
		_ = p.cmd.Wait() // how it ended is in its output
		close(p.done)
	}()
	return nil
}

const locks = false

// lockFile does not lock here; sweep leaves everything where it is.
func lockFile(*os.File) error { return nil }

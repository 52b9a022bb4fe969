package neo4jtest

import (
	"os"
	"runtime"
	"syscall"
)

// start starts the command so that the kernel ends it when this process ends in whatever way. That is tied to the
// thread that started it, which is why one is kept until the command has ended.
func (p *process) start() error {
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // how it ended is in its output
			close(p.done)
		}
	}()
	return <-started
}

const locks = true

// lockFile locks a file for this process; it fails at once where another has it.
func lockFile(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }

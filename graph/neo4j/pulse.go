package neo4j

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// pulse tells a server that works on a long answer from one that hangs: stopped, swapped out, behind a network that
// swallows packets. Such a server keeps its connections, and everyone who asks would wait until the end of his time.
// Who has waited for patience has the server asked, on a connection of its own, whether it is there. While it is not,
// questions fail at once; it is asked on until it is back.
type pulse struct {
	driver neo4j.DriverWithContext
	quit   context.Context // ends with Close
	end    context.CancelFunc
	hung   atomic.Bool

	mu    sync.Mutex // one asks, for all that wait
	asked time.Time
}

// Both together stay well below the 5 seconds within which a question must fail.
const (
	patience   = time.Second
	pulseLimit = 3 * time.Second
	pulseAgain = 250 * time.Millisecond
)

var errHung = errors.New("the server takes connections but does not answer")

// far is the deadline of what has none: while the driver reads it looks only at contexts with a deadline.
const far = 30 * 24 * time.Hour

func newPulse(o Options) (*pulse, error) {
	driver, err := newDriver(o, func(c *config.Config) { c.MaxConnectionPoolSize, c.ConnectionAcquisitionTimeout = 1, pulseLimit })
	if err != nil {
		return nil, err
	}
	p := &pulse{driver: driver}
	p.quit, p.end = context.WithCancel(context.Background())
	return p, nil
}

// watch gives a context that ends, with errHung as its cause, when the server is found to hang. done must be called.
func (p *pulse) watch(ctx context.Context) (watched context.Context, done func(), err error) {
	if p.hung.Load() {
		return nil, nil, errHung
	}
	watched, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(patience, func() { p.attend(watched, cancel) })
	limited, stop := context.WithTimeout(watched, far)
	return limited, func() { timer.Stop(); stop(); cancel(nil) }, nil
}

// attend asks as long as someone waits.
func (p *pulse) attend(ctx context.Context, cancel context.CancelCauseFunc) {
	for ctx.Err() == nil {
		if p.hangs() {
			cancel(errHung)
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(patience):
		}
	}
}

// hangs asks the server unless that was just done for another.
func (p *pulse) hangs() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hung.Load() || time.Since(p.asked) < patience {
		return p.hung.Load()
	}
	if !p.answers() && !p.hung.Swap(true) {
		go p.untilBack()
	}
	p.asked = time.Now()
	return p.hung.Load()
}

// answers tells whether the server says anything at all, be it a refusal.
func (p *pulse) answers() bool {
	ctx, cancel := context.WithTimeout(p.quit, pulseLimit)
	defer cancel()
	_ = p.driver.VerifyConnectivity(ctx) // what it says is for those who asked something
	return !errors.Is(ctx.Err(), context.DeadlineExceeded)
}

func (p *pulse) untilBack() {
	for !p.answers() {
		select {
		case <-p.quit.Done():
			return
		case <-time.After(pulseAgain):
		}
	}
	p.hung.Store(false)
}

func (p *pulse) close(ctx context.Context) error {
	p.end()
	return p.driver.Close(ctx)
}

// hanging puts the cause of the end of a watched context in the place of the driver's error.
func hanging(watched context.Context, err error) error {
	if errors.Is(context.Cause(watched), errHung) {
		return errHung
	}
	return err
}

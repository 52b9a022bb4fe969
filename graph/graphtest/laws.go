package graphtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// testOnce: law 4. The same file twice changes nothing.
func testOnce(t *testing.T, open func(*testing.T) graph.Store) {
	f := newFixture(t, open)
	for i, c := range f.apply(smallWorld()...) {
		if c.Skipped || c.Source != smallWorld()[i].Source.Key {
			t.Errorf("first time: %+v", c)
		}
	}
	want := f.dump()
	for range 2 {
		for _, set := range smallWorld() {
			if c := f.apply(set)[0]; !c.Skipped || c.Added+c.Changed+c.Withdrew > 0 {
				t.Errorf("second time: %+v", c)
			}
		}
		f.same("the same files once more", want)
	}
	// The same text by other rules is read anew, and states the same.
	for _, set := range smallWorld() {
		set.Source.RulesVersion = "rules-2"
		if c := f.apply(set)[0]; c.Skipped || c.Added+c.Changed+c.Withdrew > 0 {
			t.Errorf("same facts by new rules: %+v", c)
		}
	}
	for _, set := range smallWorld() {
		f.apply(set)
	}
	f.same("back by the old rules", want)
}

// testOrder: law 5. Every order of the same files ends in the same graph.
func testOrder(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("permutations", func(t *testing.T) {
		f := newFixture(t, open)
		empty := f.dump()
		f.apply(smallWorld()...)
		want := f.dump()
		count := 0
		permute(smallWorld(), func(order []graph.ChangeSet) {
			if count++; count%Thin != 0 {
				return
			}
			for i := range order {
				f.apply(removal(order[(i*2)%len(order)])) // 5 and 2 have no common divisor: each once
			}
			f.same("all withdrawn", empty)
			for _, set := range order {
				f.apply(set)
			}
			f.same(fmt.Sprintf("order %v", keys(order)), want)
		})
	})
	t.Run("random", func(t *testing.T) { testRandomOrders(t, open) })
	t.Run("together", func(t *testing.T) { testTogether(t, open) })
}

func keys(sets []graph.ChangeSet) (list []string) {
	for i := range sets {
		list = append(list, sets[i].Source.Path)
	}
	return list
}

// permute calls f with every order of the sets.
func permute(sets []graph.ChangeSet, f func([]graph.ChangeSet)) {
	var walk func(int)
	walk = func(i int) {
		if i == len(sets) {
			f(slices.Clone(sets))
			return
		}
		for j := i; j < len(sets); j++ {
			sets[i], sets[j] = sets[j], sets[i]
			walk(i + 1)
			sets[i], sets[j] = sets[j], sets[i]
		}
	}
	walk(0)
}

// testRandomOrders applies many generated sources in random orders, in batches of random size, with detours: older
// contents, withdrawals and failures that the end state must not show.
func testRandomOrders(t *testing.T, open func(*testing.T) graph.Store) {
	world := World(1, 40)
	first := newFixture(t, open)
	first.apply(world...)
	want := first.dump()
	for seed := range uint64(thinned(6)) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		other := World(seed+100, 40) // other contents under the same names
		f := newFixture(t, open)
		for _, i := range rnd.Perm(len(world)) {
			switch rnd.IntN(4) {
			case 0:
				f.apply(other[i])
			case 1:
				f.apply(other[i], removal(other[i]))
			case 2:
				f.apply(world[i])
			}
		}
		shuffled := slices.Clone(world)
		rnd.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for len(shuffled) > 0 {
			n := min(1+rnd.IntN(6), len(shuffled))
			f.apply(shuffled[:n]...)
			shuffled = shuffled[n:]
		}
		f.same(fmt.Sprintf("random order %d", seed), want)
	}
}

// testTogether applies the sources from several goroutines at once.
func testTogether(t *testing.T, open func(*testing.T) graph.Store) {
	world := World(2, 40)
	first := newFixture(t, open)
	for _, set := range world {
		first.apply(set)
	}
	want := first.dump()
	for seed := range uint64(thinned(3)) {
		f := newFixture(t, open)
		rnd := rand.New(rand.NewPCG(seed, 8))
		work := make(chan graph.ChangeSet, len(world))
		for _, i := range rnd.Perm(len(world)) {
			work <- world[i]
		}
		close(work)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for set := range work {
					if _, err := f.store.Apply(f.ctx, set); err != nil {
						t.Errorf("Apply %s: %v", set.Source.Key, err)
					}
				}
			})
		}
		wg.Wait()
		f.same("applied by several at once", want)
	}
}

// testReplace: law 4. A changed file replaces what it said, and a withdrawal takes what only it said.
func testReplace(t *testing.T, open func(*testing.T) graph.Store) {
	world := smallWorld()
	t.Run("changed", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(world...)
		want := f.dump()
		for i, old := range world {
			changed := makeSource(old.Source.Path, doc{title: "关于修剪行道树的通知", issuer: "临江市人民政府", date: "2022-05-05",
				cites: []cite{{edge: graph.Cites, title: "临江市绿化办法"}}})
			if c := f.apply(changed)[0]; c.Added == 0 || c.Withdrew == 0 && old.Source.Path != "plan.txt" { // the plan is silent beside its notice
				t.Errorf("changed %s: %+v", old.Source.Path, c)
			}
			others := newFixture(t, open)
			others.apply(append(append(slices.Clone(world[:i]), world[i+1:]...), changed)...)
			f.same("one file changed", others.dump())
			f.apply(old)
			f.same("and changed back", want)
		}
	})
	t.Run("withdrawn", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(world...)
		for i, set := range world {
			rest := newFixture(t, open)
			rest.apply(append(slices.Clone(world[:i]), world[i+1:]...)...)
			f.apply(removal(set))
			f.same("without "+set.Source.Path, rest.dump())
			f.apply(set)
		}
		if c := f.apply(graph.ChangeSet{Source: graph.SourceInfo{Key: "test/never.txt"}, Remove: true})[0]; !c.Skipped {
			t.Errorf("withdrawal of what never was: %+v", c)
		}
	})
	t.Run("shown props", func(t *testing.T) { testShownProps(t, open) })
	t.Run("unreadable", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(world...)
		want := f.dump()
		failed := unreadable(world[0])
		failed.Source.RulesVersion = "rules-2"
		f.apply(failed)
		f.view(func(r graph.Reader) error {
			lines, err := r.Sources(f.ctx, []graph.Key{world[0].Source.Key}, true)
			line := lines[world[0].Source.Key]
			if line.Outcome != "error" || line.Error == "" || line.Text != world[0].Source.Text {
				t.Errorf("ledger of a file that cannot be read any more: %+v", line)
			}
			return err
		})
		notice := f.version("关于加强河道保护的通知", "2021-03-01")
		if n := f.targets(notice, graph.Cites); len(n) == 0 {
			t.Error("its facts of the last time are gone")
		}
		f.view(func(r graph.Reader) error {
			facts, err := r.Facts(f.ctx, []graph.Key{notice.Key})
			if list := facts[notice.Key]; len(list) == 0 || list[0].RulesVersion != "rules-1" {
				t.Errorf("facts of the last time, read by the rules of then: %+v", list)
			}
			return err
		})
		if c := f.apply(failed)[0]; !c.Skipped {
			t.Errorf("the same failure again: %+v", c)
		}
		f.apply(world[0])
		f.same("readable again", want)
	})
}

// testShownProps: an edge shows one value of what its statements say differently, and another when that one is
// withdrawn.
func testShownProps(t *testing.T, open func(*testing.T) graph.Store) {
	f := newFixture(t, open)
	var sets []graph.ChangeSet
	for i, order := range []int64{2, 1, 3} {
		d := doc{title: "关于联合检查的通知", issuer: "临江市人民政府", date: "2022-03-01"}
		set := makeSource(fmt.Sprintf("%d.txt", i), d)
		set.Edges[0].Props["order"] = order
		sets = append(sets, set)
	}
	shown := func() any {
		var order any
		f.view(func(r graph.Reader) error {
			from := f.document("关于联合检查的通知", "").Key
			pages, err := r.Expand(f.ctx, []graph.ExpandQuery{{From: []graph.Key{from}, Types: []graph.EdgeType{graph.IssuedBy}, First: 9}})
			if err == nil && len(pages[0][from].Edges) == 1 {
				order = pages[0][from].Edges[0].Edge.Props["order"]
			}
			return err
		})
		return order
	}
	f.apply(sets...)
	for _, step := range []struct {
		withdrawn int
		want      int64
	}{{2, 1}, {1, 2}} {
		f.apply(removal(sets[step.withdrawn]))
		if got := shown(); got != step.want {
			t.Errorf("after the withdrawal of %d: order %v, want %d", step.withdrawn, got, step.want)
		}
	}
}

// testWhole: law 6. A change becomes visible as a whole or not at all.
func testWhole(t *testing.T, open func(*testing.T) graph.Store) {
	world := smallWorld()
	t.Run("refused", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(world[0], world[1])
		want := f.dump()
		bad := makeSource("bad.txt", doc{title: "坏", issuer: "临江市人民政府", date: "2022-01-01"})
		bad.Edges = append(bad.Edges, graph.EdgeClaim{Record: "0", Type: "NO_SUCH", From: graph.End{Record: "0"}, To: graph.End{Key: "x"}})
		if _, err := f.store.Apply(f.ctx, world[2], bad, world[3]); err == nil {
			t.Error("an edge of an unknown type was accepted")
		}
		f.same("after a refused change set among others", want)
		moved := world[0]
		moved.Source.Root, moved.Source.Hash = "/elsewhere", "another"
		if _, err := f.store.Apply(f.ctx, world[2], moved); !errors.Is(err, graph.ErrRootChanged) {
			t.Errorf("a name from another folder: %v", err)
		}
		f.same("after a name from another folder", want)
	})
	t.Run("interrupted", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(world[0])
		want := f.dump()
		calls := countCalls(t, open, world)
		for n := 0; n < calls; n += 1 + calls/thinned(40) {
			ctx := &dyingContext{Context: f.ctx, left: n}
			if _, err := f.store.Apply(ctx, world[1:]...); err == nil {
				t.Fatalf("Apply did not notice that its context ended at look %d of %d", n, calls)
			}
			f.same("after an interrupted Apply", want)
		}
		f.apply(world[1:]...)
		whole := newFixture(t, open)
		whole.apply(world...)
		f.same("done after all", whole.dump())
	})
	t.Run("unseen", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(world[0])
		f.view(func(r graph.Reader) error {
			before, _, err := r.Counts(f.ctx)
			if err != nil {
				return err
			}
			f.apply(world[1:]...)
			after, _, err := r.Counts(f.ctx)
			if _, snapshot := f.store.(graph.Previewer); snapshot && before[graph.Document] != after[graph.Document] {
				t.Errorf("a view saw %v, then %v", before, after)
			}
			return err
		})
	})
}

// dyingContext ends at its n-th look. Stores look between statements, so that every step of an Apply is hit.
type dyingContext struct {
	context.Context
	mu    sync.Mutex
	left  int
	looks int
}

func (c *dyingContext) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.looks++
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return c.Context.Err()
}

func countCalls(t *testing.T, open func(*testing.T) graph.Store, world []graph.ChangeSet) int {
	f := newFixture(t, open)
	f.apply(world[0])
	ctx := &dyingContext{Context: f.ctx, left: 1 << 30}
	if _, err := f.store.Apply(ctx, world[1:]...); err != nil {
		t.Fatal(err)
	}
	return ctx.looks
}

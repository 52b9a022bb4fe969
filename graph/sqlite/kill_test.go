package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
)

const (
	childFile  = "POLICYGRAPH_TEST_KILL_FILE"
	childRound = "POLICYGRAPH_TEST_KILL_ROUND"
	killWorld  = 16
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		round, _ := strconv.ParseUint(os.Getenv(childRound), 10, 64)
		if err := writeUntilKilled(path, round); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// writeUntilKilled applies sources with ever other contents, and says before what it tries and after what was
// acknowledged.
func writeUntilKilled(path string, round uint64) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	rnd := rand.New(rand.NewPCG(round, 3))
	for range 10_000 { // never reached: the end is the kill
		world := graphtest.World(killSeed(rnd.IntN(4)), killWorld)
		first := rnd.IntN(killWorld)
		sets := world[first:min(killWorld, first+1+rnd.IntN(3))]
		for i := range sets {
			fmt.Println("try", sets[i].Source.Key, sets[i].Source.Hash)
		}
		if _, err := s.Apply(ctx, sets...); err != nil {
			return err
		}
		fmt.Println("done")
	}
	return nil
}

func killSeed(i int) uint64 { return uint64(1000 + i) }

// TestKill kills a writing process at random moments. After each, all that was acknowledged is there, and whatever is there is
// whole: the graph is that of the ledger's sources, no more and no less.
func TestKill(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 8
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	byHash := map[string]graph.ChangeSet{}
	for i := range 4 {
		for _, set := range graphtest.World(killSeed(i), killWorld) {
			byHash[set.Source.Key+set.Source.Hash] = set
		}
	}
	known := map[graph.Key]string{} // source → hash that must be there
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 4))
	applies := 0
	for round := range rounds {
		done, open := killed(t, path, round, 1+rnd.IntN(4), rnd.Float64())
		applies += len(done)
		for _, tried := range done {
			for key, hash := range tried {
				known[key] = hash
			}
		}
		known = checkKilled(t, path, known, open, byHash)
	}
	t.Logf("%d changes were acknowledged in %d rounds", applies, rounds)
	if applies < rounds {
		t.Errorf("only %d changes were acknowledged in %d rounds: the test shows little", applies, rounds)
	}
	s := rowDumper{openAt(t, path)}
	final := graphtest.World(killSeed(0), killWorld)
	for _, set := range final {
		if _, err := s.Apply(t.Context(), set); err != nil {
			t.Fatal(err)
		}
	}
	sameAsFresh(t, s, final)
}

// killed starts a writer, kills it somewhere in the change after so many acknowledged ones, and gives what it was told was
// done, change by change, and what was under way. part says how far into that change, in times of the one before: the
// machine's own pace, so that a slow one is hit no less.
func killed(t *testing.T, path string, round, changes int, part float64) (done []map[graph.Key]string, open map[graph.Key]string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFile+"="+path, childRound+"="+strconv.Itoa(round))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	open = map[graph.Key]string{}
	began := time.Now()
	for lines.Scan() {
		switch words := strings.Fields(lines.Text()); words[0] {
		case "try":
			open[words[1]] = words[2]
		case "done":
			done = append(done, open)
			open = map[graph.Key]string{}
			if len(done) == changes {
				time.AfterFunc(time.Duration(part*float64(time.Since(began))), func() { child.Process.Kill() })
			}
			began = time.Now()
		default:
			t.Fatalf("the writer failed: %s", lines.Text())
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the writer ended by itself")
	}
	return done, open
}

// checkKilled opens the file again and compares it with what must be there; it gives what is there.
func checkKilled(t *testing.T, path string, known, open map[graph.Key]string, byHash map[string]graph.ChangeSet) map[graph.Key]string {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatalf("after a kill: %v", err)
	}
	defer s.Close()
	checkIntegrity(t, s)
	now := map[graph.Key]string{}
	var sets []graph.ChangeSet
	err = s.View(t.Context(), func(r graph.Reader) error {
		lines, err := r.Sources(t.Context(), nil, false)
		for key, line := range lines {
			now[key] = line.Hash
			sets = append(sets, byHash[key+line.Hash])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	underway := 0
	for key, hash := range open {
		if now[key] == hash && known[key] != hash {
			underway++
		}
	}
	for key, hash := range known {
		if now[key] != hash && now[key] != open[key] {
			t.Errorf("%s: acknowledged %.8s, found %.8s", key, hash, now[key])
		}
	}
	for key, hash := range open {
		if now[key] != hash && underway > 0 && known[key] != hash {
			t.Errorf("%s: of one change a part is there, this is not", key)
		}
	}
	sameAsFresh(t, rowDumper{s}, sets)
	return now
}

// checkIntegrity lets SQLite look over the tables and the full text index.
func checkIntegrity(t *testing.T, s *Store) {
	t.Helper()
	var verdict string
	if err := s.writer.conn.QueryRowContext(t.Context(), "PRAGMA quick_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("quick_check: %s, %v", verdict, err)
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), "INSERT INTO search(search) VALUES ('integrity-check')"); err != nil {
		t.Fatalf("full text index: %v", err)
	}
}

// sameAsFresh compares the store with a new one to which the sources are applied undisturbed.
func sameAsFresh(t *testing.T, s rowDumper, sets []graph.ChangeSet) {
	t.Helper()
	fresh := rowDumper{openAt(t, filepath.Join(t.TempDir(), "fresh.db"))}
	defer fresh.Close()
	if _, err := fresh.Apply(t.Context(), sets...); err != nil {
		t.Fatal(err)
	}
	want, err := graphtest.Dump(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	got, err := graphtest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Fatalf("not the graph of its sources:\n%s", graphtest.Diff(want, got))
	}
}

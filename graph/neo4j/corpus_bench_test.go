package neo4j_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// factorVar says how many times the corpus the larger ingest is.
const (
	factorVar     = "POLICYGRAPH_BENCH_FACTOR"
	defaultFactor = 10
)

// BenchmarkCorpus ingests the corpus of policies by the command, and then so many times as much: copies with other numbers,
// titles and dates. It prints documents and edges per second, of the larger one as a ratio to the smaller, and the peak memory
// of the command and of the server. Each is run once, into a new store, on a server of its own.
func BenchmarkCorpus(b *testing.B) {
	corpus := os.Getenv("POLICYGRAPH_CORPUS")
	if corpus == "" {
		b.Skip("POLICYGRAPH_CORPUS is not set")
	}
	factor, err := strconv.Atoi(os.Getenv(factorVar))
	if err != nil || factor < 2 {
		factor = defaultFactor
	}
	bench := &corpusBench{folder: filepath.Join(corpus, "policies"), factor: factor, done: map[string]ingested{}}
	for _, store := range []string{"sqlite", "neo4j"} {
		for _, times := range []int{1, factor} {
			b.Run(fmt.Sprintf("%s/%dx", store, times), func(b *testing.B) { bench.run(b, store, times) })
		}
	}
}

type corpusBench struct {
	folder  string
	factor  int
	program string
	done    map[string]ingested
}

// ingested is what came of one run of the command.
type ingested struct {
	documents, edges int
	took             time.Duration
	memory, server   int64
}

func (i ingested) rate() float64 { return float64(i.edges) / i.took.Seconds() }

// run ingests once, however often the benchmark is asked to repeat itself.
func (c *corpusBench) run(b *testing.B, store string, times int) {
	name := store + strconv.Itoa(times)
	if _, ran := c.done[name]; !ran {
		c.done[name] = c.ingest(b, store, times)
	}
	i := c.done[name]
	b.ReportMetric(float64(i.documents)/i.took.Seconds(), "docs/s")
	b.ReportMetric(i.rate(), "edges/s")
	b.ReportMetric(float64(i.memory>>20), "MB")
	if i.server > 0 {
		b.ReportMetric(float64(i.server>>20), "server-MB")
	}
	if one, ok := c.done[store+"1"]; ok && times > 1 {
		b.ReportMetric(i.rate()/one.rate(), "of-1x-rate")
	}
	b.ReportMetric(0, "ns/op")
	b.Logf("%d documents, %d edges in %v", i.documents, i.edges, i.took.Round(time.Millisecond))
}

func (c *corpusBench) ingest(b *testing.B, store string, times int) (done ingested) {
	papers := b.TempDir()
	if err := copies(c.folder, papers, times); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(c.build(b), "ingest", "--store", "sqlite:"+filepath.Join(b.TempDir(), "graph.db"), papers)
	// The command refuses settings that it does not know.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "POLICYGRAPH_") })
	var server *neo4jtest.Server
	if store == "neo4j" {
		server = neo4jtest.Own(b, neo4jtest.LTS, neo4jtest.Production(), neo4jtest.Heap("1g"), neo4jtest.PageCache("512m"))
		cmd.Args[3] = server.URI
		cmd.Env = append(cmd.Env, "POLICYGRAPH_NEO4J_USER="+server.User, "POLICYGRAPH_NEO4J_PASSWORD="+server.Password)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	start := time.Now()
	err := cmd.Run()
	done.took = time.Since(start)
	if _, scan := fmt.Sscanf(out.String(), "read %d sources, 0 unchanged, 0 failed; edges: %d added", &done.documents, &done.edges); err != nil || scan != nil {
		b.Fatalf("%v, %v: %.500s %.500s", err, scan, out.String(), errs.String())
	}
	usage, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	done.memory = usage.Maxrss << 10
	if server != nil {
		if done.server, err = server.PeakMemory(); err != nil {
			b.Fatal(err)
		}
		server.Stop()
	}
	return done
}

func (c *corpusBench) build(b *testing.B) string {
	if c.program == "" {
		folder, err := os.MkdirTemp("", "policygraph-bench-")
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { os.RemoveAll(folder); c.program = "" })
		c.program = filepath.Join(folder, "policygraph")
		if out, err := exec.Command("go", "build", "-o", c.program, "../../cmd/policygraph").CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	return c.program
}

// copies writes the texts of a folder so many times into another, each time as other documents.
func copies(from, to string, times int) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		for i := range times {
			file := filepath.Join(to, strconv.Itoa(i), name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(file, []byte(another(string(text), i)), 0o644); err != nil {
				return err
			}
		}
		return nil
	})
}

var (
	serials = regexp.MustCompile(`([〔〕\[\]（）() 第])(\d{1,4})(号)`)
	years   = regexp.MustCompile(`(19|20)\d\d(年\d{1,2}月\d{1,2}日|-\d\d-\d\d)`)
	titles  = strings.NewReplacer("关于", "关于第零批", "办法", "第零批办法", "条例", "第零批条例", "细则", "第零批细则")
)

// another makes other documents of a text: the numbers, the dates, and the titles, where they stand and where they are cited.
func another(text string, copy int) string {
	if copy == 0 {
		return text
	}
	text = serials.ReplaceAllStringFunc(text, func(s string) string {
		m := serials.FindStringSubmatch(s)
		n, _ := strconv.Atoi(m[2]) // digits only
		return m[1] + strconv.Itoa(n+10_000*copy) + m[3]
	})
	text = years.ReplaceAllStringFunc(text, func(s string) string {
		year, _ := strconv.Atoi(s[:4])
		return strconv.Itoa(year-copy) + s[4:]
	})
	return strings.ReplaceAll(titles.Replace(text), "第零批", "第"+string([]rune("一二三四五六七八九十")[copy%10])+strings.Repeat("百", copy/10)+"批")
}

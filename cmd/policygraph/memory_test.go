//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"syscall"
	"testing"
)

const (
	mostMemory  = 400 << 20 // what extract may take, however large the corpus
	largestFile = 20 << 20
	usualFile   = 256 << 10
)

// BenchmarkMemory runs extract over a corpus of 2 GB whose largest file has 20 MB: the sample's documents again and again,
// each time with other numbers. POLICYGRAPH_BENCH_MB makes it less.
func BenchmarkMemory(b *testing.B) {
	size := 2 << 30
	if mb, err := strconv.Atoi(os.Getenv("POLICYGRAPH_BENCH_MB")); err == nil {
		size = mb << 20
	}
	dir := b.TempDir()
	repeatSample(b, dir, size)
	b.SetBytes(int64(size))
	for b.Loop() {
		cmd := exec.Command(os.Args[0], "extract", dir)
		cmd.Env = []string{"POLICYGRAPH_TEST_MAIN=1"} // no settings but the defaults
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			b.Fatal(err)
		}
		most := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
		if runtime.GOOS != "darwin" {
			most <<= 10 // there in bytes, elsewhere in kB
		}
		b.ReportMetric(float64(most)/(1<<20), "MB-RSS")
		if most > mostMemory {
			b.Errorf("extract took %d MB, more than %d", most>>20, mostMemory>>20)
		}
	}
}

// repeatSample writes files of size bytes together: one as large as allowed, the others of the usual size.
func repeatSample(b *testing.B, dir string, size int) {
	var pages [][]byte
	err := filepath.WalkDir("testdata/sample/pages", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		pages = append(pages, data)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	number := regexp.MustCompile(`〕\d+号`)
	made, left := 0, size
	for n := 0; left > 0; n++ {
		want := usualFile
		if n == 0 {
			want = largestFile
		}
		var text bytes.Buffer
		for want = min(want, left); text.Len() < want; made++ {
			text.Write(number.ReplaceAll(pages[made%len(pages)], fmt.Appendf(nil, "〕%d号", made)))
			text.WriteByte('\n')
		}
		left -= text.Len()
		path := filepath.Join(dir, fmt.Sprintf("%d.txt", n))
		if err := os.WriteFile(path, text.Bytes()[:min(text.Len(), largestFile)], 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

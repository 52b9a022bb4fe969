package policy

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/policygraph/policygraph/extract/text"
)

// BenchmarkParse parses the texts of testdata as one load.
func BenchmarkParse(b *testing.B) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		b.Fatal(err)
	}
	if root := os.Getenv("POLICYGRAPH_CORPUS"); root != "" {
		more, err := filepath.Glob(filepath.Join(root, "*"))
		if err != nil {
			b.Fatal(err)
		}
		paths = append(paths, more...)
	}
	var sources []*text.Source
	size := 0
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			continue
		}
		sources = append(sources, text.Normalize(string(data)))
		size += len(data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range sources {
			Parse("bench.txt", s)
		}
	}
}

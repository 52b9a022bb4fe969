package extract_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/extract"
)

type input struct {
	path string
	data []byte
}

// corpus reads the texts below folders of the corpus that POLICYGRAPH_CORPUS names, or the shipped sample.
func corpus(b *testing.B, folders ...string) (files []input, size int64) {
	root := os.Getenv("POLICYGRAPH_CORPUS")
	if root == "" {
		root, folders = "../cmd/policygraph/testdata", []string{"sample"}
	}
	for _, f := range folders {
		err := filepath.WalkDir(filepath.Join(root, f), func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(p)
			files, size = append(files, input{p, data}), size+int64(len(data))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return files, size
}

// BenchmarkCorpus measures the whole extraction, in bytes and documents a second.
func BenchmarkCorpus(b *testing.B) {
	for _, set := range [][]string{{"policies"}, {"laws"}, {"gazettes"}, {"policies", "laws"}} {
		b.Run(strings.Join(set, "+"), func(b *testing.B) {
			files, size := corpus(b, set...)
			b.SetBytes(size)
			b.ReportAllocs()
			documents := 0
			for b.Loop() {
				documents = 0
				for _, f := range files {
					r, err := extract.Read(f.path, f.data)
					if err != nil {
						b.Fatal(err)
					}
					documents += len(r.File.Documents)
				}
			}
			b.ReportMetric(float64(documents)*float64(b.N)/b.Elapsed().Seconds(), "docs/s")
		})
	}
}

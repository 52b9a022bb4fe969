package neo4jtest

import (
	"os"
	"path/filepath"
)

// A home is a folder in the temporary one. The process that uses it holds a lock on a file inside, so that what a killed
// test program left behind is told from what another one uses.
const (
	homePrefix = "policygraph-neo4j-"
	lockName   = "used"
)

func newHome() (string, *os.File, error) {
	home, err := os.MkdirTemp("", homePrefix)
	if err != nil {
		return "", nil, err
	}
	f, err := os.Create(filepath.Join(home, lockName+".new"))
	if err == nil {
		err = lockFile(f)
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(home, lockName)) // there only once it is locked
	}
	if err != nil {
		os.RemoveAll(home)
		return "", nil, err
	}
	return home, f, nil
}

// sweep removes the homes of test programs that were killed.
func sweep() {
	if !locks {
		return
	}
	list, _ := filepath.Glob(filepath.Join(os.TempDir(), homePrefix+"*", lockName)) // the pattern is sound
	for _, path := range list {
		f, err := os.Open(path)
		if err != nil {
			continue // gone meanwhile, or another user's
		}
		if lockFile(f) == nil {
			_ = os.RemoveAll(filepath.Dir(path)) // the next one tries again
		}
		f.Close()
	}
}

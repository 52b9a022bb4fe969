// Package npmtest installs the npm packages that test suites of package gql and its benchmark against a peer run on. They
// are installed once for each lock file, in the user's cache, so that the work tree stays as it is.
package npmtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// limit is how long npm may take.
const limit = 5 * time.Minute

// Link makes dir/node_modules a link to the packages of the lock file in a folder. npm needs a registry the first time.
func Link(ctx context.Context, npm, folder, dir string) error {
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	sum := sha256.Sum256(lock)
	home := filepath.Join(cache, "policygraph", "node-"+hex.EncodeToString(sum[:8]))
	if _, err := os.Stat(home); err != nil {
		if err := install(ctx, npm, folder, home); err != nil {
			return err
		}
	}
	return os.Symlink(filepath.Join(home, "node_modules"), filepath.Join(dir, "node_modules"))
}

// install fills a folder beside the one wanted and renames it when it is whole.
func install(ctx context.Context, npm, folder, home string) error {
	if err := os.MkdirAll(filepath.Dir(home), 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(home), "node-new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	for _, name := range []string{"package.json", "package-lock.json"} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(work, name), data, 0o644); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = work
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci: %w: %.300s", err, out)
	}
	if err := os.Rename(work, home); err != nil && !errors.Is(err, fs.ErrExist) { // else another process was first
		return err
	}
	return nil
}

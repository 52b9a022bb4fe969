package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// file is one input: Path as the caller gave it (or found below a folder given), Name below the root.
type file struct {
	Path string
	Root string // absolute folder that Name is below; "" for standard input
	Name string // slash separated
}

var extensions = map[string]bool{".txt": true, ".md": true, ".html": true, ".htm": true, ".docx": true, ".pdf": true}

// walk lists the inputs that the paths name: files, folders (walked in name order) and "-". A path that
// does not exist is reported in bad, the rest is listed all the same.
func walk(paths []string, root string) (files []file, bad []error) {
	for _, p := range paths {
		if p == "-" {
			files = append(files, file{Path: "-"})
			continue
		}
		info, err := os.Stat(p)
		if err != nil {
			bad = append(bad, fmt.Errorf("%s: %w; give an existing file, a folder or -", p, reason(err)))
			continue
		}
		base := p
		if !info.IsDir() {
			base = filepath.Dir(p)
		}
		if root != "" {
			base = root
		}
		found, errs := walkOne(p, base, info.IsDir())
		files, bad = append(files, found...), append(bad, errs...)
	}
	return files, bad
}

func walkOne(path, base string, dir bool) (files []file, bad []error) {
	root, err := filepath.Abs(base)
	if err != nil {
		return nil, []error{err}
	}
	if !dir {
		f, err := named(path, root)
		if err != nil {
			return nil, []error{err}
		}
		return []file{f}, nil
	}
	_ = filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			bad = append(bad, fmt.Errorf("%s: %w", p, reason(err)))
			return nil
		}
		if e.IsDir() || !extensions[strings.ToLower(filepath.Ext(p))] {
			return nil
		}
		f, err := named(p, root)
		if err != nil {
			bad = append(bad, err)
			return nil
		}
		files = append(files, f)
		return nil
	})
	sort.SliceStable(files, func(i, j int) bool { return files[i].Name < files[j].Name })
	return files, bad
}

func named(path, root string) (file, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return file{}, err
	}
	name, err := filepath.Rel(root, abs)
	if err != nil || name == ".." || strings.HasPrefix(name, ".."+string(filepath.Separator)) {
		return file{}, fmt.Errorf("%s is not below %s; give --root a folder that holds it", path, root)
	}
	return file{Path: path, Root: root, Name: filepath.ToSlash(name)}, nil
}

// read gives the bytes of an input, refusing those above the limit.
func (a *app) read(f file) ([]byte, error) {
	limit := a.config.Ingest.MaxFileBytes
	if f.Path == "-" {
		return limited(a.in, 0, limit)
	}
	r, err := os.Open(f.Path)
	if err != nil {
		return nil, reason(err)
	}
	defer r.Close()
	size := int64(0)
	if info, err := r.Stat(); err == nil {
		size = info.Size()
	}
	if size > limit {
		return nil, tooLarge(limit)
	}
	return limited(r, size, limit)
}

// limited reads all of r, of which size bytes are expected and at most limit allowed.
func limited(r io.Reader, size, limit int64) ([]byte, error) {
	var data bytes.Buffer
	data.Grow(int(size) + bytes.MinRead)
	_, err := data.ReadFrom(io.LimitReader(r, limit+1))
	if err == nil && int64(data.Len()) > limit {
		err = tooLarge(limit)
	}
	return data.Bytes(), err
}

func tooLarge(limit int64) error {
	return fmt.Errorf("larger than %d bytes; raise ingest.max_file_bytes (--max-file-bytes) or split it", limit)
}

// reason drops the path that os errors repeat.
func reason(err error) error {
	if p, ok := err.(*fs.PathError); ok {
		return p.Err
	}
	return err
}

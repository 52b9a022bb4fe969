// Package authority holds names as data: regions (GB/T 2260), central and local bodies with their short
// forms and the time they were in force, agency codes. It turns a printed name into the full formal name in
// force on a day, or says that it does not know. It stands beside text in the flow and imports nothing of
// ours; mention and rule read names through it.
//
// The tables under data/ are reviewed like code: sorted, one row a name, sources in their heads.
package authority

import (
	"bufio"
	"embed"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// rows reads a table: its lines without comments, each split at tabs and padded to n fields.
func rows(name string, n int) [][]string {
	f, err := data.Open("data/" + name)
	if err != nil {
		panic("authority: " + err.Error()) // embedded at build time
	}
	defer f.Close()
	var out [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		for len(fields) < n {
			fields = append(fields, "")
		}
		out = append(out, fields)
	}
	return out
}

// split cuts a list cell of a table.
func split(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

package gql

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// walk reads a connection page by page and gives its cursors; at is the path to the connection.
func walk(t *testing.T, s *Server, format string, forward bool, at ...string) []string {
	t.Helper()
	var cursors []string
	for arg := ""; ; {
		_, body := ask(t, s, strings.ReplaceAll(format, "PAGE", arg), nil)
		var answer struct{ Data any }
		if err := json.Unmarshal(body, &answer); err != nil || strings.Contains(string(body), `"errors"`) {
			t.Fatalf("%v %s", err, body)
		}
		c := answer.Data
		for _, name := range at {
			c = c.(map[string]any)[name]
		}
		edges, info := c.(map[string]any)["edges"].([]any), c.(map[string]any)["pageInfo"].(map[string]any)
		var page []string
		for _, e := range edges {
			page = append(page, e.(map[string]any)["cursor"].(string))
		}
		if forward {
			cursors = append(cursors, page...)
			if info["hasNextPage"] != true {
				return cursors
			}
			arg = fmt.Sprintf(", after: %q", info["endCursor"])
		} else {
			cursors = append(page, cursors...)
			if info["hasPreviousPage"] != true {
				return cursors
			}
			arg = fmt.Sprintf(", before: %q", info["startCursor"])
		}
	}
}

// TestPagesAddUp: pages of any size, either way, make the list that one page gives.
func TestPagesAddUp(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, world()...)})
	const rest = `{edges{cursor} pageInfo{hasNextPage hasPreviousPage startCursor endCursor}}`
	for _, c := range []struct {
		name, query string
		least       int
		at          []string
	}{
		{"documents by day", `{documents(SIZE PAGE, orderBy:[{field:SIGNED, direction:DESC}])` + rest + `}`, 9, []string{"documents"}},
		{"units by name", `{units(SIZE PAGE, orderBy:[{field:NAME}])` + rest + `}`, 8, []string{"units"}},
		{"workload", `{workload(SIZE PAGE)` + rest + `}`, 4, []string{"workload"}},
		{"appointments", `{appointments(SIZE PAGE)` + rest + `}`, 2, []string{"appointments"}},
		{"search", `{search(text:"临江市" SIZE PAGE)` + rest + `}`, 5, []string{"search"}},
		{"tasks of a document", `{document(number:"临政发〔2021〕56号"){tasks(SIZE PAGE)` + rest + `}}`, 2, []string{"document", "tasks"}},
		{"who works together", `{unit(name:"市科技局"){collaborators(collective:true SIZE PAGE)` + rest + `}}`, 3, []string{"unit", "collaborators"}},
		{"appointments of a document", `{document(number:"临政发〔2021〕56号"){appointments(SIZE PAGE)` + rest + `}}`, 2, []string{"document", "appointments"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			whole := walk(t, s, strings.ReplaceAll(c.query, "SIZE", "first:100"), true, c.at...)
			if len(whole) < c.least {
				t.Fatalf("only %d", len(whole))
			}
			for size := 1; size <= 3; size++ {
				if got := walk(t, s, strings.ReplaceAll(c.query, "SIZE", fmt.Sprintf("first:%d", size)), true, c.at...); !slices.Equal(got, whole) {
					t.Errorf("pages of %d: %d of %d", size, len(got), len(whole))
				}
				if len(c.at) > 1 || c.at[0] == "search" || c.at[0] == "appointments" {
					continue // forward only
				}
				if got := walk(t, s, strings.ReplaceAll(c.query, "SIZE", fmt.Sprintf("last:%d", size)), false, c.at...); !slices.Equal(got, whole) {
					t.Errorf("pages of %d from the end: %d of %d", size, len(got), len(whole))
				}
			}
		})
	}
	for _, query := range []string{`{documents(first:1 last:1){totalCount}}`, `{documents(first:-1){totalCount}}`, `{documents(first:100000){totalCount}}`,
		`{documents(first:1 before:"x"){edges{cursor}}}`, `{documents(after:"x"){edges{cursor}}}`, `{workload(after:"x"){edges{cursor}}}`, `{appointments(after:"???"){edges{cursor}}}`,
		`{document(number:"临政发〔2021〕56号"){tasks(after:"x"){edges{cursor}}}}`} {
		_, body := ask(t, s, query, nil)
		if got, _ := codes(t, body); len(got) == 0 || got[0] != "BAD_USER_INPUT" {
			t.Errorf("%s: %s", query, body)
		}
	}
}

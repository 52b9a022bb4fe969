package peer

import (
	"embed"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

//go:embed questions/*.graphql
var questionFiles embed.FS

// question is asked of both servers, each in the form that it offers.
type question struct {
	name        string
	what        string
	ours, peers request
}

// request is what a server is sent.
type request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
}

// pageSize and lastPage are the pages of tasks that are asked for.
const (
	pageSize = 20
	lastPage = 500
)

// questions are the five of the comparison; the pages of tasks are two.
func questions(t testing.TB, us *server) []question {
	w := newWorld()
	var all []question
	add := func(name, file, what string, ours, peers map[string]any) {
		all = append(all, question{name, what, request{questionText(t, file, "ours"), ours}, request{questionText(t, file, "peers"), peers}})
	}
	same := func(name, what string, vars map[string]any) { add(name, name, what, vars, vars) }
	same("nested", "documents of a topic since a day, first 20; their tasks, first 20; who leads them", map[string]any{"word": topics[0], "since": "2012-01-01"})
	same("workload", fmt.Sprintf("tasks led and shared by each of %d units", units), nil)
	add("page 1", "page", fmt.Sprintf("tasks 1 to %d of %d, totalCount, pageInfo", pageSize, tasks), nil, nil)
	before := (lastPage - 1) * pageSize
	add(fmt.Sprintf("page %d", lastPage), "page", fmt.Sprintf("tasks %d to %d", before+1, before+pageSize),
		map[string]any{"after": us.cursorAfter(t, before)},
		map[string]any{"after": base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "arrayconnection:%d", before-1))})
	const step = documents / (2 * chainLen)
	same("document", "one document with everything", map[string]any{"number": w.paper(richest).number})
	same("chain", fmt.Sprintf("%d documents that repeal each other", chainLen), map[string]any{"number": w.paper((chainLen-1)*step + 5).number})
	return all
}

// richest is a document with 26 tasks and targets, two issuers, and relations of all kinds both ways.
const richest = 480

func questionText(t testing.TB, name, server string) string {
	text, err := questionFiles.ReadFile("questions/" + name + "." + server + ".graphql")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// cursorAfter walks our list of tasks to the cursor of the n-th, in the largest pages that there are.
func (s *server) cursorAfter(t testing.TB, n int) string {
	const query = `query ($first: Int!, $after: String) { tasks(first: $first, after: $after) { pageInfo { endCursor } } }`
	after := ""
	for n > 0 {
		vars := map[string]any{"first": min(n, 1000)}
		if after != "" {
			vars["after"] = after
		}
		n -= min(n, 1000)
		var got struct {
			Data struct {
				Tasks struct{ PageInfo struct{ EndCursor string } }
			}
		}
		s.decode(t, request{query, vars}, &got)
		if after = got.Data.Tasks.PageInfo.EndCursor; after == "" {
			t.Fatal("no cursor")
		}
	}
	return after
}

// plain takes the forms of the servers away: connections become lists, properties of edges stand beside the node's, what
// differs by nature (cursors) goes.
func plain(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
		return v
	case map[string]any:
		return plainObject(v)
	}
	return v
}

func plainObject(m map[string]any) any {
	out := map[string]any{}
	for name, v := range m {
		v = plain(v)
		switch inner, isObject := v.(map[string]any); {
		case name == "cursor" || name == "startCursor" || name == "endCursor":
		case isObject && (name == "node" || name == "properties" || name == "unit"):
			for n, v := range inner {
				out[n] = v
			}
		default:
			out[strings.TrimSuffix(name, "Connection")] = v
		}
	}
	for _, only := range []string{"edges", "totalCount"} {
		if v, ok := out[only]; ok && len(out) == 1 {
			return v
		}
	}
	return out
}

// unnest writes a chain that the peer nests as ours has it: documents, and what joins them.
func unnest(v any) any {
	nodes, links := []any{}, []any{}
	for list, _ := v.([]any); len(list) > 0; {
		doc := list[0].(map[string]any)
		from := map[string]any{"number": doc["number"]}
		list, _ = doc["repeals"].([]any)
		if len(list) > 0 {
			next := list[0].(map[string]any)
			links = append(links, map[string]any{"mode": next["mode"], "from": from, "to": map[string]any{"number": next["number"]}})
		}
		delete(doc, "repeals")
		delete(doc, "mode")
		nodes = append(nodes, doc)
	}
	return map[string]any{"nodes": nodes, "links": links}
}

package neo4j_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/neo4j"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
	"github.com/policygraph/policygraph/graph/resolve"
	"github.com/policygraph/policygraph/graph/sqlite"
)

// Both stores give the same bytes for the same questions: over the sample, and over a corpus where there is one.
func TestSameAnswers(t *testing.T) {
	server := neo4jtest.Shared(t)
	folders := map[string]string{"sample": "../../cmd/policygraph/testdata/sample"}
	if corpus := os.Getenv("POLICYGRAPH_CORPUS"); corpus != "" {
		folders["gazettes"] = filepath.Join(corpus, "gazettes")
	}
	for name, folder := range folders {
		t.Run(name, func(t *testing.T) {
			sets := changeSets(t, folder)
			embedded, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer embedded.Close()
			onServer, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI, User: server.User, Password: server.Password})
			if err != nil {
				t.Fatal(err)
			}
			defer onServer.Close()
			emptyServer(t, server)
			defer emptyServer(t, server)
			compare(t, handler(t, embedded, sets), handler(t, onServer, sets))
		})
	}
}

func emptyServer(t *testing.T, server *neo4jtest.Server) {
	d, err := server.Driver()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(context.Background())
	_, err = driver.ExecuteQuery(context.Background(), d, "MATCH (n) WHERE NOT n:Schema DETACH DELETE n", nil, driver.EagerResultTransformer,
		driver.ExecuteQueryWithDatabase("neo4j"))
	if err != nil {
		t.Fatal(err)
	}
}

func changeSets(t *testing.T, folder string) (sets []graph.ChangeSet) {
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		info := graph.SourceInfo{Key: "test/" + filepath.ToSlash(name), Dataset: "test", Path: filepath.ToSlash(name), Root: "/papers",
			Hash: hex.EncodeToString(sum[:]), Bytes: int64(len(data))}
		result, err := extract.Read(name, data)
		if err != nil {
			return err
		}
		sets = append(sets, resolve.Build(info, result))
		return nil
	})
	if err != nil || len(sets) == 0 {
		t.Fatalf("%d sources in %s: %v", len(sets), folder, err)
	}
	return sets
}

func handler(t *testing.T, store graph.Store, sets []graph.ChangeSet) http.Handler {
	start := time.Now()
	if _, err := store.Apply(t.Context(), sets...); err != nil {
		t.Fatal(err)
	}
	t.Logf("%T: applied in %v", store, time.Since(start).Round(time.Millisecond))
	// Planning a question for the first time takes a busy server seconds.
	h, err := gql.NewServer(gql.Options{Store: store, Timeout: time.Minute, Now: func() time.Time { return time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(t *testing.T, h http.Handler, query string) (int, []byte) {
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

// compare asks both, and goes on to the second pages and the single things that the answers lead to.
func compare(t *testing.T, embedded, onServer http.Handler) {
	asked := 0
	same := func(query string) []byte {
		asked++
		code, want := ask(t, embedded, query)
		if code != http.StatusOK || bytes.Contains(want, []byte(`"errors"`)) {
			t.Errorf("%s\n%d %.600s", query, code, want)
		}
		if code, got := ask(t, onServer, query); code != http.StatusOK || !bytes.Equal(got, want) {
			t.Errorf("%s\n%d\n got %.1500s\nwant %.1500s", query, code, got, want)
		}
		return want
	}
	for _, q := range questions {
		same(q)
	}
	for _, list := range []string{"documents", "tasks", "units", "targets"} {
		page := read(t, same(fmt.Sprintf(`{ %s(first: 3) { edges { node { id } } pageInfo { endCursor hasNextPage } totalCount } }`, list)), list)
		same(fmt.Sprintf(`{ %s(first: 4, after: %q) { edges { cursor node { id } } pageInfo { endCursor hasNextPage hasPreviousPage } } }`, list, page.PageInfo.EndCursor))
		for _, e := range page.Edges {
			same(fmt.Sprintf(`{ node(id: %q) { id %s } }`, e.Node.ID, everything[list]))
		}
	}
	t.Logf("%d questions answered alike", asked)
	if asked < 40 {
		t.Errorf("only %d questions", asked)
	}
}

type page struct {
	Edges    []struct{ Node struct{ ID string } }
	PageInfo struct{ EndCursor string }
}

func read(t *testing.T, answer []byte, list string) page {
	var a struct{ Data map[string]page }
	if err := json.Unmarshal(answer, &a); err != nil {
		t.Fatal(err)
	}
	return a.Data[list]
}

// everything asks for all that hangs on a thing of each kind.
var everything = map[string]string{
	"documents": `... on Document { title number signed effective status { state basis since until } issuers issuedBy { edges { cursor order node { name } } totalCount }
		tasks(first: 5) { edges { cursor order evidence { quote start end rule } node { heading due leads { edges { node { name } } } cooperators { edges { node { name } } } } } totalCount pageInfo { hasNextPage } }
		targets { edges { node { indicator value unit year number } } } cites { edges { articles node { title state candidates } } } implements { edges { manner level statements node { title } } }
		repeals { edges { mode scope effective node { title number } } } repealedBy { edges { node { title } } } citedBy { totalCount }
		sources { source record speaks start end } facts { kind quote start end rule fromText toText } gazette { title } text { source start end } }`,
	"tasks": `... on Task { heading text path due document { title } statedIn { totalCount } leads { edges { order divided node { name aliases } } } }`,
	"units": `... on Unit { name canonical region aliases leads(first: 4, orderBy: [{field: DUE, direction: DESC}]) { edges { cursor node { heading due } } totalCount }
		cooperates { totalCount } issued { edges { node { title signed } } } collaborators { edges { tasks node { name } } } }`,
	"targets": `... on Target { indicator value unit document { title } statedIn { totalCount } }`,
}

// questions of every kind. The texts are words that papers of any city hold.
var questions = []string{
	`{ stats { nodes { type count } edges { type count } } }`,
	`{ documents(first: 50) { totalCount edges { cursor node { id title number type genre signed state year } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
	`{ documents(first: 20, orderBy: [{field: SIGNED, direction: DESC}]) { edges { cursor node { title signed } } } }`,
	`{ documents(first: 20, orderBy: [{field: SIGNED, direction: ASC}, {field: TITLE, direction: DESC}]) { edges { cursor node { title signed } } } }`,
	`{ documents(last: 7, orderBy: [{field: TITLE, direction: ASC}]) { edges { node { title } } pageInfo { hasPreviousPage startCursor } } }`,
	`{ documents(first: 20, orderBy: [{field: EFFECTIVE, direction: DESC}]) { edges { node { title effective expires } } } }`,
	`{ documents(first: 9, where: {title: {contains: "通知"}}) { totalCount edges { node { title } } } }`,
	`{ documents(first: 9, where: {number: {isNull: true}}) { totalCount edges { node { title state } } } }`,
	`{ documents(first: 9, where: {state: STUB}) { totalCount edges { node { title citedBy { edges { node { title } } } } } } }`,
	`{ documents(first: 9, where: {signed: {ge: "2021-06-01"}}) { totalCount edges { node { title signed } } } }`,
	`{ documents(first: 9, where: {not: {signed: {lt: "2022-01-01"}}}) { totalCount edges { node { title } } } }`,
	`{ documents(first: 9, where: {or: [{printed: {eq: true}}, {year: {in: [2020, 2021]}}]}) { totalCount edges { node { title } } } }`,
	`{ documents(first: 9, where: {tasks: {leads: {name: {contains: "局"}}}}) { totalCount edges { node { title } } } }`,
	`{ tasks(first: 20) { totalCount edges { cursor node { id heading text due } } pageInfo { hasNextPage } } }`,
	`{ tasks(first: 20, orderBy: [{field: DUE, direction: ASC}]) { edges { node { heading due } } } }`,
	`{ tasks(first: 20, where: {leads: {name: {contains: "局"}}}) { totalCount edges { node { heading leads { edges { order node { name } } } } } } }`,
	`{ tasks(first: 20, where: {due: {isNull: false}}, orderBy: [{field: HEADING, direction: ASC}]) { totalCount edges { node { heading due document { title } } } } }`,
	`{ units(first: 50, orderBy: [{field: NAME, direction: ASC}]) { totalCount edges { cursor node { name canonical collective region kind aliases } } } }`,
	`{ units(first: 20, where: {leads: {heading: {isNull: false}}}) { totalCount edges { node { name leads { totalCount } } } } }`,
	`{ units(first: 20, where: {collective: {eq: true}}) { totalCount edges { node { name } } } }`,
	`{ targets(first: 30, orderBy: [{field: NUMBER, direction: DESC}]) { totalCount edges { node { indicator number value unit year leads { edges { node { name } } } } } } }`,
	`{ targets(first: 30, where: {year: {ge: 2025}}) { totalCount edges { node { indicator year } } } }`,
	`{ gazettes(first: 5) { totalCount edges { node { title date documents(first: 5) { totalCount edges { page node { title } } } } } } }`,
	`{ workload(first: 10) { edges { node { unit { name } lead cooperate responsible targets total documents } } totalCount } }`,
	`{ workload(first: 10, orderBy: {field: NAME, direction: ASC}) { edges { node { unit { name } total } } } }`,
	`{ search(text: "通知", first: 20) { totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`,
	`{ search(text: "工作", first: 20) { totalCount edges { node { id } } } }`,
	`{ search(text: "局", first: 50) { totalCount edges { node { id } } } }`,
	`{ search(text: "人民政府 办公", first: 20) { totalCount edges { node { id } } } }`,
	`{ search(text: "2023", first: 20, types: [DOCUMENT, TASK]) { totalCount edges { node { id } } } }`,
	`{ search(text: "没有这样的话", first: 20) { totalCount edges { node { id } } } }`,
	`{ appointments(first: 10) { totalCount edges { node { action person { name } position organisation document { title } } } } }`,
	`{ persons(first: 10) { totalCount edges { node { name organisation holds { edges { since node { post } } } held { edges { node { post } } } } } } }`,
	`{ positions(first: 10) { totalCount edges { node { post organisation unit { name } } } } }`,
	`{ parks(first: 10) { totalCount edges { node { name region locatedIn { name } industries { edges { node { name } } } } } } }`,
	`{ regions(first: 20, orderBy: [{field: CODE, direction: ASC}]) { totalCount edges { node { name code level units { totalCount } } } } }`,
	`{ industries(first: 10) { totalCount edges { node { name } } } }`,
	`{ works(first: 10) { totalCount edges { node { title issuer versions { edges { node { title signed } } } } } } }`,
}

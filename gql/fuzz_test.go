package gql

import (
	"encoding/json"
	"testing"
)

// FuzzRequest: whatever is asked, the answer is JSON, soon, and no failure of the server's own.
func FuzzRequest(f *testing.F) {
	for _, c := range crashers {
		if len(c.query) < 4000 {
			f.Add(c.query, `{}`)
		}
	}
	f.Add(`query($w:DocumentWhere $n:Int){documents(where:$w first:$n){edges{cursor node{id title status(on:"2021-01-01"){state}}}}}`, `{"w":{"or":[{"title":{"prefix":"临"}}]},"n":2}`)
	f.Add(`{chain(title:"x" edges:[AMENDS] direction:BOTH){cyclic} search(text:"局"){totalCount} workload(where:{year:1}){totalCount}}`, `null`)
	s := newTestServer(f, Options{Store: openStore(f, world()...)})
	f.Fuzz(func(t *testing.T, query, variables string) {
		var v any
		if json.Unmarshal([]byte(variables), &v) != nil {
			v = nil
		}
		status, body := ask(t, s, query, v)
		if !json.Valid(body) || status >= 500 {
			t.Fatalf("%d %s", status, body)
		}
	})
}

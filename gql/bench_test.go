package gql

import (
	"testing"
)

// BenchmarkRefusal is the time from the request to the refusal, with nothing remembered from before.
func BenchmarkRefusal(b *testing.B) {
	s := newTestServer(b, Options{Store: openStore(b)})
	for _, c := range crashers {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s.cache.Purge()
				ask(b, s, c.query, nil)
			}
		})
	}
}

// BenchmarkQuery is the time of questions that are answered; the first of each is parsed, the others are remembered.
func BenchmarkQuery(b *testing.B) {
	s := newTestServer(b, Options{Store: openStore(b, world()...)})
	for _, c := range []struct{ name, query string }{
		{"typename", `{__typename}`},
		{"document", `{document(number:"临政发〔2021〕56号"){title number signed}}`},
		{"three levels with evidence", `{documents{edges{node{title tasks{edges{node{heading leads{edges{node{name} evidence{quote}}}}}}}}}}`},
		{"repeal chain with status", `{repealChain(number:"临政发〔2016〕12号"){nodes{number status{state}} links{evidence{quote}}}}`},
		{"workload", `{workload{edges{node{unit{name} lead cooperate responsible targets documents}}}}`},
		{"introspection", `{__schema{types{name fields{name args{name} type{name}}}}}`},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if status, body := ask(b, s, c.query, nil); status != 200 {
					b.Fatalf("%s", body)
				}
			}
		})
	}
}

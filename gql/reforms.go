package gql

import (
	g "github.com/policygraph/policygraph/graph"
)

// maxReforms bounds the reforms that are followed one after another.
const maxReforms = 20

// wholeReforms are the modes that carry all of a unit over; a split or transfer does not say what went where.
var wholeReforms = []any{"rename", "merge"}

// successors follows renames and whole mergers of units to what they are now. Where the records are at odds (a unit
// that has become two), it stays what it was.
func (q *request) successors(keys []g.Key) (map[g.Key]g.Key, error) {
	next := map[g.Key]g.Key{}
	asked := map[g.Key]bool{}
	for round := 0; len(keys) > 0 && round < maxReforms; round++ {
		for _, k := range keys {
			asked[k] = true
		}
		edges, err := q.reforms(keys, g.Out)
		if err != nil {
			return nil, err
		}
		var more []g.Key
		for _, k := range keys {
			if to := edges[k].Edges; len(to) == 1 {
				next[k] = to[0].Node.Key
				if !asked[next[k]] {
					more = append(more, next[k])
				}
			}
		}
		keys = more
	}
	return next, nil
}

func (q *request) reforms(keys []g.Key, dir g.Direction) (map[g.Key]g.EdgePage, error) {
	pages, err := q.expandOnce([]g.ExpandQuery{{From: keys, Types: []g.EdgeType{g.SucceededBy}, Dir: dir, NodeType: g.Unit,
		EdgeWhere: []g.Pred{{Prop: "mode", Op: g.In, Values: wholeReforms}}, First: 100}})
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// last is the end of a line of reforms; a cycle ends where it would close.
func last(next map[g.Key]g.Key, key g.Key) g.Key {
	seen := map[g.Key]bool{key: true}
	for next[key] != "" && !seen[next[key]] {
		key = next[key]
		seen[key] = true
	}
	return key
}

// unitPred fits units of a name, and, across reforms, what they were and what they became.
func (q *request) unitPred(name string, acrossReforms bool) (g.Pred, error) {
	if !acrossReforms {
		return *named(name), nil
	}
	fits, err := q.units(name, nil)
	if err != nil {
		return g.Pred{}, err
	}
	if len(fits) == 0 {
		return *named(name), nil
	}
	var keys []g.Key
	seen := map[g.Key]bool{}
	for _, n := range fits {
		keys, seen[n.Key] = append(keys, n.Key), true
	}
	for round, level := 0, keys; len(level) > 0 && round < maxReforms; round++ {
		var more []g.Key
		for _, dir := range []g.Direction{g.InDir, g.Out} {
			pages, err := q.reforms(level, dir)
			if err != nil {
				return g.Pred{}, err
			}
			for _, k := range level {
				for _, e := range pages[k].Edges {
					if !seen[e.Node.Key] {
						seen[e.Node.Key] = true
						more = append(more, e.Node.Key)
					}
				}
			}
		}
		keys, level = append(keys, more...), more
	}
	values := make([]any, len(keys))
	for i, k := range keys {
		values[i] = k
	}
	return g.Pred{Prop: "key", Op: g.In, Values: values}, nil
}

// named gives loads their units, joined across reforms if asked.
func (q *request) named(loads map[g.Key]*load, acrossReforms bool) ([]*load, error) {
	var keys []g.Key
	var list []*load
	for k, l := range loads {
		keys = append(keys, k)
		if l.unit != nil {
			list = append(list, l)
		}
	}
	if len(list) == len(keys) {
		return list, nil
	}
	if acrossReforms {
		next, err := q.successors(keys)
		if err != nil {
			return nil, err
		}
		joined := map[g.Key]*load{}
		for _, k := range keys {
			joined[last(next, k)] = loads[k].plus(joined[last(next, k)])
		}
		loads, keys = joined, keys[:0]
		for k := range loads {
			keys = append(keys, k)
		}
	}
	units, err := q.reader.Nodes(q.ctx, keys)
	if err != nil {
		return nil, err
	}
	list = list[:0]
	for k, l := range loads {
		if l.unit = units[k]; l.unit != nil {
			l.documents = len(l.docs)
			list = append(list, l)
		}
	}
	return list, nil
}

func (l *load) plus(m *load) *load {
	if m == nil {
		return l
	}
	l.lead, l.cooperate, l.responsible, l.targets = l.lead+m.lead, l.cooperate+m.cooperate, l.responsible+m.responsible, l.targets+m.targets
	if l.docs == nil {
		l.docs = m.docs
		return l
	}
	for d := range m.docs {
		l.docs[d] = true
	}
	return l
}

// maxDocuments bounds the documents whose status one workload asks for.
const maxDocuments = 50_000

// keepInForce narrows the documents to those in force on a day.
func (q *request) keepInForce(w *workloadPreds, day string) error {
	where := g.Pred{Edge: &g.EdgePred{Types: []g.EdgeType{g.HasTask, g.Sets}, Dir: g.Out}}
	if w.documents != nil {
		where = g.Pred{And: []g.Pred{where, {Prop: "key", Op: g.In, Values: w.documents}}}
	}
	if w.year != nil {
		where = g.Pred{And: []g.Pred{where, {Prop: "year", Op: g.Eq, Value: *w.year}}}
	}
	w.documents = []any{}
	for after, read := "", 0; ; {
		page, err := q.reader.List(q.ctx, g.NodeQuery{Type: g.Document, Where: &where, After: after, First: 1000})
		if err != nil {
			return err
		}
		if read += len(page.Nodes); read > maxDocuments {
			return fail(TooComplex, "workload: inForceOn looks at more than %d documents; narrow it by year or document", maxDocuments)
		}
		gets := make([]func() (*standing, error), len(page.Nodes))
		for i, d := range page.Nodes {
			gets[i] = q.status(d, day)
		}
		for i, d := range page.Nodes {
			st, err := gets[i]()
			if err != nil {
				return err
			}
			if st.inForce() {
				w.documents = append(w.documents, d.Key)
			}
		}
		if !page.HasNext {
			return nil
		}
		after = page.Cursors[len(page.Cursors)-1]
	}
}

package identity

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Part is a bounded part of all that a store holds, bookkeeping included: of its Delta only the lists of what is new are
// used. Beside the rows stand the names of what they hang on, so that whoever takes the parts need not look back.
type Part struct {
	Delta
	Bodies map[int64]string // speaking texts of the documents among NewNodes
	Shown  []Shown          // of NewEdges, in their order
	Stated []Stated         // of EdgeClaims, in their order
}

// Shown names the ends of an edge, and the first of its statements, which the edge shows to people.
type Shown struct {
	From, To            graph.Key
	Quote, Source, Rule string
}

// Stated names where a statement is from, and what it counts in now ("" for none).
type Stated struct {
	Source         graph.Key
	Record         string
	FactRules      string
	Edge, From, To graph.Key
}

// Extent tells how much is to come.
type Extent struct {
	Rows int // of all parts, Part.Rows each
	// Next are the first unused ids. Shared tells that the tables use one row of ids: no id stands in two of them.
	Next   [Tables]int64
	Shared bool
}

// Snapshooter is a store that hands out all that it holds at one moment: first how much, then the parts, in an order in which
// they can be written (sources, records, citations, carriers, nodes, edges, claims, statements, counts).
type Snapshooter interface {
	Snapshot(ctx context.Context, begin func(Extent) error, f func(*Part) error) error
}

// Filler takes what a Snapshooter gives: an empty store, or an export. It is whole after Finish, and marked as not whole
// before.
type Filler interface {
	Begin(ctx context.Context, e Extent) error
	Put(ctx context.Context, p *Part) error
	Finish(ctx context.Context) error
}

// Copy hands all that one store holds to a filler. Progress is told after each part.
func Copy(ctx context.Context, from Snapshooter, to Filler, progress func(done, all int)) error {
	done, all := 0, 0
	begin := func(e Extent) error {
		all = e.Rows
		return to.Begin(ctx, e)
	}
	err := from.Snapshot(ctx, begin, func(p *Part) error {
		if err := to.Put(ctx, p); err != nil {
			return err
		}
		done += p.Rows()
		progress(done, all)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	return to.Finish(ctx)
}

// Rows is the number of rows in the part, without counts.
func (p *Part) Rows() int {
	return len(p.Sources) + len(p.Records) + len(p.References) + len(p.Carriers) + len(p.NewNodes) + len(p.NewEdges) +
		len(p.NodeClaims) + len(p.EdgeClaims)
}

// Speaking tells where the text that speaks for a document stands.
type Speaking struct {
	Doc, Source int64
	Start, End  int
}

// Bodies cuts the speaking texts out of the texts of their sources, which it asks for one after the other.
func Bodies(places []Speaking, text func(source int64) (string, error)) (map[int64]string, error) {
	slices.SortFunc(places, func(a, b Speaking) int { return cmp.Compare(a.Source, b.Source) })
	bodies := make(map[int64]string, len(places))
	whole := ""
	for i, p := range places {
		if i == 0 || p.Source != places[i-1].Source {
			var err error
			if whole, err = text(p.Source); err != nil {
				return nil, err
			}
		}
		if p.End <= len(whole) {
			bodies[p.Doc] = strings.Clone(whole[p.Start:p.End])
		}
	}
	return bodies, nil
}

// Renumbering leads the ids of each table to a place of their own in one row of ids.
type Renumbering [Tables]int64

// Renumber makes the renumbering for what is to come, and gives the first id that stays unused.
func (e Extent) Renumber() (r Renumbering, next int64) {
	if e.Shared {
		return r, max(1, slices.Max(e.Next[:]))
	}
	for t := range r {
		r[t] = next
		next += e.Next[t]
	}
	return r, next + 1
}

func (r *Renumbering) move(t Table, ids ...*int64) {
	for _, id := range ids {
		if *id != 0 {
			*id += r[t]
		}
	}
}

// Apply renumbers the rows of a part, which belong to whoever was given it.
func (r *Renumbering) Apply(p *Part) {
	for _, s := range p.Sources {
		r.move(SourceTable, &s.ID)
	}
	for _, rec := range p.Records {
		r.move(RecordTable, &rec.ID)
		r.move(SourceTable, &rec.Source)
		r.move(NodeTable, &rec.Doc)
	}
	for _, ref := range p.References {
		r.move(ReferenceTable, &ref.ID)
		r.move(NodeTable, &ref.Node)
	}
	p.Carriers, p.Bodies = moved(r, p.Carriers), moved(r, p.Bodies)
	for _, n := range p.NewNodes {
		r.move(NodeTable, &n.ID)
	}
	for _, e := range p.NewEdges {
		r.move(EdgeTable, &e.ID)
		r.move(NodeTable, &e.From, &e.To)
	}
	for _, c := range p.NodeClaims {
		r.move(NodeClaimTable, &c.ID)
		r.claim(&c.Source, &c.Record, &c.End)
		r.move(NodeTable, &c.Node)
	}
	for _, c := range p.EdgeClaims {
		r.move(EdgeClaimTable, &c.ID)
		r.claim(&c.Source, &c.Record, &c.From, &c.To)
		r.move(EdgeTable, &c.Edge)
	}
}

func (r *Renumbering) claim(source, record *int64, ends ...*EndRow) {
	r.move(SourceTable, source)
	r.move(RecordTable, record)
	for _, e := range ends {
		r.move(RecordTable, &e.Record)
		r.move(ReferenceTable, &e.Reference)
	}
}

// moved renumbers what is kept by the id of a document.
func moved[V any](r *Renumbering, m map[int64]V) map[int64]V {
	out := make(map[int64]V, len(m))
	for id, v := range m {
		r.move(NodeTable, &id)
		out[id] = v
	}
	return out
}

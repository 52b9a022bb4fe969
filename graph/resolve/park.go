package resolve

import (
	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/graph"
)

// park claims a park: by name and region, without region within its document.
func (b *builder) park(f *fact.Park) {
	body := f.Region == ""
	end := b.own("/park/" + digest(f.Name))
	if !body {
		end = graph.End{Key: "park/" + f.Region + "/" + f.Name}
	}
	b.claim(graph.NodeClaim{Body: true, Node: end, Type: graph.Park, Props: props("name", f.Name, "region", f.Region, "field", f.Field)})
	b.edge(graph.EdgeClaim{Body: true, Type: graph.Designates, From: b.self(), To: end, Props: props("field", f.Field)})
	if f.Region != "" {
		b.edge(graph.EdgeClaim{Body: true, Type: graph.LocatedIn, From: end, To: b.region(f.Region), ToText: f.Region})
	}
	for _, name := range f.Industries {
		key := graph.End{Key: "industry/" + NormTitle(name)}
		b.claim(graph.NodeClaim{Body: true, Node: key, Type: graph.Industry, Props: props("name", name)})
		b.edge(graph.EdgeClaim{Body: true, Type: graph.FocusesOn, From: end, To: key, ToText: name})
	}
}

// person claims a person: by name and organisation.
func (b *builder) person(name, organisation string) graph.End {
	return b.claim(graph.NodeClaim{Body: true, Node: graph.End{Key: "person/" + organisation + "/" + name}, Type: graph.Person,
		Props: props("name", name, "organisation", organisation)})
}

// appointment ties a person to a post. Across organisations a person is the same only inside one clause
// (任…，免去其…), where the organisation of the first act keys it.
func (b *builder) appointment(f *fact.Appointment) {
	d := b.doc()
	organisation := b.canonical(f.Organisation, d)
	home := organisation
	if f.Clause > 0 {
		key := b.record() + "\x00clause\x00" + itoa(f.Clause) + "\x00" + f.Person
		if first, ok := b.homes[key]; ok {
			home = first
		} else {
			b.homes[key] = home
		}
	}
	person := b.person(f.Person, home)
	position := b.claim(graph.NodeClaim{Body: true, Node: graph.End{Key: "position/" + organisation + "/" + f.Post}, Type: graph.Position,
		Props: props("post", f.Post, "organisation", organisation)})
	unit := b.unit(fact.Unit{Text: f.Organisation, Name: organisation})
	b.edge(graph.EdgeClaim{Body: true, Type: graph.Of, From: position, To: unit})
	where := props("position", f.Organisation+f.Post)
	if f.Action == "remove" {
		b.edge(graph.EdgeClaim{Body: true, Type: graph.Removes, From: b.self(), To: person, Props: where})
		b.edge(graph.EdgeClaim{Body: true, Type: graph.Held, From: person, To: position, Props: props("until", d.Signed)})
		return
	}
	if f.Concurrent {
		where["concurrent"] = true
	}
	if f.Note != "" {
		where["note"] = f.Note
	}
	b.edge(graph.EdgeClaim{Body: true, Type: graph.Appoints, From: b.self(), To: person, Props: where})
	b.edge(graph.EdgeClaim{Body: true, Type: graph.Holds, From: person, To: position, Props: props("since", d.Signed, "concurrent", f.Concurrent)})
}

// canonical is the full name of an organisation; appointments print it in full, so what the authority
// files do not know stays as printed.
func (b *builder) canonical(printed string, d *fact.Document) string {
	if name, collective := authority.Canonical(printed, b.place(), d.Signed); name != "" && !collective {
		return name
	}
	return printed
}

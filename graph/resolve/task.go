package resolve

import (
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/graph"
)

func itoa(n int) string { return strconv.Itoa(n) }

// unit claims a unit: by its canonical full name, or, unknown or collective, by its printed form within the
// issuer's jurisdiction, never joined with a guess.
func (b *builder) unit(u fact.Unit) graph.End {
	if u.Name != "" && !u.Collective {
		region := authority.Jurisdiction(u.Name)
		p := props("name", u.Name, "canonical", true, "region", region)
		if u.Text != u.Name {
			p["aliases"] = []string{u.Text}
		}
		unit := b.claim(graph.NodeClaim{Node: graph.End{Key: "unit/" + u.Name}, Type: graph.Unit, Props: p})
		b.inRegion(unit, region)
		b.succession(unit, u.Name)
		return unit
	}
	region := b.place()
	return b.claim(graph.NodeClaim{Node: graph.End{Key: "unit/" + region + "?/" + u.Text}, Type: graph.Unit,
		Props: props("name", u.Text, "region", region, "collective", u.Collective)})
}

// succession ties a unit to what it became in the reforms, once a record. The month is all that the plans of the
// reforms give, so the date is its first day.
func (b *builder) succession(unit graph.End, name string) {
	if b.nodes[b.record()+"\x00reform\x00"+name] {
		return
	}
	b.nodes[b.record()+"\x00reform\x00"+name] = true
	for _, s := range authority.Successions(name) {
		to := b.unit(fact.Unit{Text: s.To, Name: s.To})
		b.edge(graph.EdgeClaim{Type: graph.SucceededBy, From: unit, To: to, Rule: "authority",
			Props: props("date", s.Date+"-01", "mode", s.Mode)})
	}
}

// inRegion ties a unit to its jurisdiction, once a record.
func (b *builder) inRegion(unit graph.End, region string) {
	if region == "" || b.nodes[b.record()+"\x00in\x00"+unit.Key] {
		return
	}
	b.nodes[b.record()+"\x00in\x00"+unit.Key] = true
	b.edge(graph.EdgeClaim{Type: graph.InRegion, From: unit, To: b.region(region), Rule: "authority"})
}

// region claims a region: by its GB/T 2260 code where it has one, else by name (functional zones). Several
// cities have a district of one name (江北区): the one within the jurisdiction is meant.
func (b *builder) region(printed string) graph.End {
	name, code, level := printed, "", ""
	r, ok := authority.RegionOf(b.place() + printed)
	if !ok {
		r, ok = authority.RegionOf(printed)
	}
	if ok {
		name, code, level = r.Name, r.Code, levels[r.Level]
	}
	key := "region/" + code
	if code == "" {
		key = "region/" + name
	}
	return b.claim(graph.NodeClaim{Node: graph.End{Key: key}, Type: graph.Region, Props: props("name", name, "code", code, "level", level)})
}

// levels are the words for the levels of regions in the graph.
var levels = map[authority.Level]string{authority.Nation: "nation", authority.Province: "province",
	authority.Municipality: "municipality", authority.Prefecture: "prefecture", authority.County: "county"}

// task claims the task that a fact belongs to and gives it as an end.
func (b *builder) task(t *fact.Task) graph.End {
	end := b.own("/task/" + digest(t.Instrument, strings.Join(t.Path, "\x01"), t.Heading, itoa(t.Ordinal)))
	key := end.Record + end.Suffix
	if b.tasks[key] {
		return end
	}
	b.tasks[key] = true
	d := b.doc()
	b.claim(graph.NodeClaim{Body: true, Node: end, Type: graph.Task, Props: props("heading", t.Heading, "path", t.Path, "text", t.Text,
		"instrument", t.Instrument, "ordinal", t.Ordinal, "signed", d.Signed, "year", year(d.Signed))})
	b.edge(graph.EdgeClaim{Body: true, Type: graph.HasTask, From: b.self(), To: end, Props: b.order()})
	return end
}

// order is the place of the fact in the source, by which the things of a document are listed as it lists them.
func (b *builder) order() graph.Props { return graph.Props{"order": int64(b.now.Evidence.Start)} }

func (b *builder) assignment(f *fact.Assignment) {
	task := b.task(&f.Task)
	if f.Deadline != "" || f.Due != "" {
		b.set.Nodes = append(b.set.Nodes, graph.NodeClaim{Record: b.record(), Body: true, Node: task, Type: graph.Task,
			Props: props("deadline", f.Deadline, "due", f.Due), Priority: 1})
	}
	e := graph.EdgeClaim{Body: true, To: task, FromText: f.Unit.Text, Props: props("order", f.Order, "divided", f.Divided, "open", f.Open)}
	switch f.Role {
	case "lead":
		e.Type = graph.Leads
	case "cooperate":
		e.Type = graph.CooperatesOn
	case "responsible":
		e.Type = graph.Responsible
	case "oversee":
		e.Type, e.Props = graph.Oversees, nil
		if f.Unit.Name == "" && !f.Unit.Collective {
			e.From = b.person(f.Unit.Text, owner(b.doc()))
			b.edge(e)
			return
		}
	default: // guide, supervise: a unit that watches over the task
		e.Type, e.Props = graph.Oversees, nil
	}
	e.From = b.unit(f.Unit)
	b.edge(e)
}

func (b *builder) target(f *fact.Target) {
	heading := ""
	if f.Task != nil {
		heading = strings.Join(append(append([]string{f.Task.Instrument}, f.Task.Path...), f.Task.Heading), "\x01")
	}
	end := b.own("/target/" + digest(heading, f.Category, f.Indicator, itoa(f.Year), f.Value, f.Raw, itoa(f.Ordinal)))
	p := props("indicator", f.Indicator, "value", f.Value, "value2", f.Value2, "unit", f.Unit, "comparator", f.Comparator, "year", f.Year,
		"period", f.Period, "baseline", f.Baseline, "category", f.Category, "attribute", f.Attribute, "raw", f.Raw, "ordinal", f.Ordinal)
	if n, err := strconv.ParseFloat(f.Value, 64); err == nil {
		p["number"] = n
	}
	b.claim(graph.NodeClaim{Body: true, Node: end, Type: graph.Target, Props: p})
	b.edge(graph.EdgeClaim{Body: true, Type: graph.Sets, From: b.self(), To: end, Props: b.order()})
	if f.Task != nil {
		task := b.own("/task/" + digest(f.Task.Instrument, strings.Join(f.Task.Path, "\x01"), f.Task.Heading, itoa(f.Task.Ordinal)))
		if b.tasks[task.Record+task.Suffix] {
			b.edge(graph.EdgeClaim{Body: true, Type: graph.Sets, From: task, To: end, Props: b.order()})
		}
	}
	for i, u := range f.Leads {
		b.edge(graph.EdgeClaim{Body: true, Type: graph.Leads, From: b.unit(u), To: end, FromText: u.Text, Props: props("order", i+1)})
	}
}

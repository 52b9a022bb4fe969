package eval

import (
	"slices"
	"strings"
)

func (f *scorer) relations() {
	gold, pred := objects(f.gold.data, "relations"), f.kinds["relation"]
	test := func(p, g Object) bool {
		return f.docMatch(str(p, "doc"), str(g, "doc")) && sameTarget(object(p, "target"), g)
	}
	for _, typ := range []string{"implements", "repeals", "amends", "forwards"} {
		f.relation(typ, ofType(gold, typ), ofType(pred, typ), gold, test)
	}
	if scored, ok := f.gold.data["cites_scored"].(bool); (ok && !scored) || f.gold.data["relations"] == nil {
		return
	}
	f.cites(gold, pred, test)
}

// ofType picks the relations of a type that are scored: of implements, those said of the whole document.
func ofType(in []Object, typ string) (out []Object) {
	for _, r := range in {
		level := str(r, "level")
		if str(r, "type") == typ && (typ != "implements" || level == "doc" || r["level"] == nil) {
			out = append(out, r)
		}
	}
	return out
}

func (f *scorer) relation(typ string, gold, pred, all []Object, test func(p, g Object) bool) {
	t := f.of(typ)
	pairs, missed, extra := match(gold, pred, test)
	for _, pair := range pairs {
		g, p := pair[0], pair[1]
		t.Right++
		f.rule(p, true)
		if truth(g["effective"]) && typ == "repeals" {
			t.attr("effective", among(str(p, "effective"), append(list(g["effective"]), list(g["effective_alt"])...), equal))
		}
		if truth(g["number"]) {
			t.attr("number", among(str(object(p, "target"), "number"), append(list(g["number"]), list(g["number_alt"])...), sameNumber))
		}
	}
	for _, g := range missed {
		if truth(g["unquoted"]) {
			f.of(typ+"_unquoted").miss(f.source, g)
		} else if !truth(g["borderline"]) {
			t.miss(f.source, g)
		}
	}
	for _, p := range extra {
		known := slices.ContainsFunc(all, func(g Object) bool { return str(g, "type") == typ && test(p, g) })
		if !known && !f.isNeutral(str(object(p, "target"), "title")) {
			t.alarm(f.source, p)
			f.rule(p, false)
		}
	}
}

func (f *scorer) cites(gold, all []Object, test func(p, g Object) bool) {
	t := f.of("cites")
	var pred []Object
	for _, p := range all {
		seen := slices.ContainsFunc(pred, func(q Object) bool {
			return str(q, "doc") == str(p, "doc") && sameTarget(object(p, "target"), object(q, "target"))
		})
		if str(p, "type") == "cites" && !seen {
			pred = append(pred, p)
		}
	}
	pairs, missed, extra := match(ofType(gold, "cites"), pred, test)
	t.Right += len(pairs)
	for _, pair := range pairs {
		f.rule(pair[1], true)
	}
	for _, g := range missed {
		switch {
		case slices.ContainsFunc(all, func(p Object) bool { return test(p, g) }):
			t.Right++ // found under a stronger type
		case !truth(g["borderline"]) && !truth(g["unquoted"]):
			t.miss(f.source, g)
		}
	}
	for _, p := range extra {
		if !slices.ContainsFunc(gold, func(g Object) bool { return test(p, g) }) && !f.isNeutral(str(object(p, "target"), "title")) {
			t.alarm(f.source, p)
			f.rule(p, false)
		}
	}
}

func (f *scorer) assignments() {
	t := f.of("assignments")
	var gold, prose []Object
	for _, g := range objects(f.gold.data, "assignments") {
		if truth(g["prose"]) {
			prose = append(prose, g)
		} else {
			gold = append(gold, g)
		}
	}
	pairs, missed, extra := match(gold, f.kinds["assignment"], f.sameAssignment)
	pairs, missed, extra = f.unsplit(pairs, missed, extra)
	for _, pair := range pairs {
		f.assignment(t, pair[0], pair[1])
	}
	prosePairs, proseMissed, extra := match(prose, extra, f.sameAssignment)
	f.of("assignments_prose").Right += len(prosePairs)
	for _, pair := range prosePairs {
		f.rule(pair[1], true)
	}
	f.canonical(append(pairs, prosePairs...))
	for _, g := range proseMissed {
		f.of("assignments_prose").miss(f.source, g)
	}
	for _, g := range missed {
		if !truth(g["borderline"]) {
			t.miss(f.source, g)
		}
	}
	open := f.ignored()
	for _, g := range prose {
		if span, ok := place(g, "clause_start", "clause_end"); ok {
			open = append(open, span)
		}
	}
	for _, p := range extra {
		span, ok := f.span(p)
		if !ok || !slices.ContainsFunc(open, func(o [2]int) bool { return overlap(span, o) }) {
			t.alarm(f.source, p)
			f.rule(p, false)
		}
	}
}

func (f *scorer) sameAssignment(p, g Object) bool {
	u, alt := object(p, "unit"), object(g, "alt")
	roles := append([]string{str(g, "role")}, list(alt["role"])...)
	if !slices.Contains(roles, str(p, "role")) {
		return false
	}
	names := foldSet([]string{str(g, "unit"), str(g, "restored"), str(g, "name")})
	said := foldSet([]string{str(u, "text"), str(u, "name")})
	if !slices.ContainsFunc(said, func(s string) bool { return s != "" && slices.Contains(names, s) }) {
		return false
	}
	if clause, ok := place(g, "clause_start", "clause_end"); ok {
		span, ok := f.span(p)
		return ok && overlap(span, clause)
	}
	return f.docMatch(str(p, "doc"), str(g, "doc")) && fold(str(object(p, "task"), "heading")) == fold(str(g, "task"))
}

// unsplit lets one prediction of the printed form (各市、县政府) answer for all parts that the gold splits it into.
func (f *scorer) unsplit(pairs [][2]Object, missed, extra []Object) ([][2]Object, []Object, []Object) {
	var left []Object
	for _, p := range extra {
		var rest []Object
		found := false
		for _, g := range missed {
			clause, _ := place(g, "clause_start", "clause_end")
			span, ok := f.span(p)
			if ok && truth(g["surface"]) && fold(str(g, "surface")) == fold(str(object(p, "unit"), "text")) && str(g, "role") == str(p, "role") && overlap(span, clause) {
				pairs, found = append(pairs, [2]Object{g, p}), true
			} else {
				rest = append(rest, g)
			}
		}
		missed = rest
		if !found {
			left = append(left, p)
		}
	}
	return pairs, missed, left
}

func (f *scorer) assignment(t *Tally, g, p Object) {
	t.Right++
	f.rule(p, true)
	said := fold(str(object(p, "task"), "heading"))
	options := append([]string{str(g, "task"), str(g, "task_parent")}, list(object(g, "alt")["task"])...)
	t.attr("task", slices.ContainsFunc(options, func(x string) bool { return x != "" && sameHeading(said, fold(x)) }))
	collective := truth(object(p, "unit")["collective"])
	if truth(g["name"]) && !truth(g["collective"]) {
		t.attr("canonical", fold(str(object(p, "unit"), "name")) == fold(str(g, "name")))
	}
	t.attr("collective", collective == truth(g["collective"]))
}

func sameHeading(a, b string) bool {
	if a == b {
		return true
	}
	long := len([]rune(a)) >= 6 && len([]rune(b)) >= 6
	return long && (strings.HasPrefix(a, prefix(b, 20)) || strings.HasPrefix(b, prefix(a, 20)))
}

// canonical scores the names of the units that matched. Where nobody could tell, any answer goes.
func (f *scorer) canonical(pairs [][2]Object) {
	if f.gold.names == nil {
		return
	}
	t := f.of("names")
	for _, pair := range pairs {
		g, p := pair[0], pair[1]
		n := f.gold.names[str(g, "unit")]
		if n == nil {
			continue
		}
		said := fold(str(object(p, "unit"), "name"))
		var right []string
		for _, x := range append([]string{str(n, "name")}, list(n["name_alt"])...) {
			if x = fold(x); x != "" {
				right = append(right, x)
			}
		}
		if truth(n["collective"]) {
			t.attr("collective", truth(object(p, "unit")["collective"]))
			right = nil
		} else if !truth(n["sure"]) || len(right) == 0 {
			continue
		}
		shown := Object{"unit": g["unit"], "name": object(p, "unit")["name"], "gold": n["name"]}
		ok := slices.Contains(right, said)
		switch {
		case ok:
			t.Right++
		default:
			if len(right) > 0 {
				t.miss(f.source, shown)
			}
			if said != "" {
				t.alarm(f.source, shown)
			}
		}
		if said != "" {
			t.attr("false", !ok)
		}
	}
}

// ignored lists the places where a prediction is neither right nor wrong.
func (f *scorer) ignored() (out [][2]int) {
	for _, x := range objects(f.gold.data, "ignore") {
		if start, ok := x["start"].(float64); ok {
			t := str(x, "text")
			if t == "" {
				t = " "
			}
			out = append(out, [2]int{int(start), int(start) + len([]rune(t))})
		}
	}
	spans, _ := f.gold.data["neutral_spans"].([]any)
	for _, s := range spans {
		if pair, ok := s.([]any); ok && len(pair) == 2 {
			a, _ := pair[0].(float64)
			b, _ := pair[1].(float64)
			out = append(out, [2]int{int(a), int(b)})
		}
	}
	return out
}

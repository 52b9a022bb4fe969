package eval

import (
	"slices"
	"strconv"
	"strings"
)

func (f *scorer) targets() {
	gold := objects(f.gold.data, "targets")
	scored, ok := f.gold.data["targets_scored"].(bool)
	if ok && !scored || !ok && len(gold) == 0 {
		return
	}
	t := f.of("targets")
	var numbers []Object
	open := f.ignored()
	for _, g := range gold {
		if g["value"] != nil && !truth(g["qualitative"]) {
			numbers = append(numbers, g)
		}
		if truth(g["qualitative"]) || truth(g["borderline"]) {
			if span, ok := place(g, "start", "end"); ok {
				open = append(open, span)
			}
		}
	}
	var pred []Object
	for _, p := range f.kinds["target"] {
		if truth(p["value"]) {
			pred = append(pred, p)
		}
	}
	pairs, missed, extra := match(numbers, pred, func(p, g Object) bool {
		span, ok := f.span(p)
		at, _ := place(g, "start", "end")
		return ok && overlap(span, at) && among(value(str(p, "value")), append(list(g["value"]), list(object(g, "alt")["value"])...), func(a, b string) bool { return a == value(b) })
	})
	for _, pair := range pairs {
		f.target(t, pair[0], pair[1])
	}
	for _, g := range missed {
		if !truth(g["borderline"]) {
			t.miss(f.source, g)
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

func (f *scorer) target(t *Tally, g, p Object) {
	t.Right++
	f.rule(p, true)
	alt := object(g, "alt")
	accepted := func(k string) bool {
		return text(p[k]) == text(g[k]) || slices.Contains(list(alt[k]), text(p[k]))
	}
	t.attr("year", accepted("year"))
	t.attr("comparator", accepted("comparator"))
	t.attr("unit", fold(str(p, "unit")) == fold(str(g, "unit")) || slices.Contains(list(alt["unit"]), str(p, "unit")))
	t.attr("indicator", alike(fold(str(p, "indicator")), fold(str(g, "indicator"))))
}

func (f *scorer) indicators() {
	for _, row := range objects(f.gold.data, "indicator_targets") {
		t := f.of("indicators")
		var said []Object
		for _, p := range f.kinds["target"] {
			if fold(str(p, "indicator")) == fold(str(row, "indicator")) && f.docMatch(str(p, "doc"), str(row, "doc")) {
				said = append(said, p)
			}
		}
		values := object(row, "values")
		for _, year := range sorted(values) {
			v := text(values[year])
			if v == "—" || v == "-" || v == "" {
				continue
			}
			i := slices.IndexFunc(said, func(p Object) bool {
				return str(p, "year") == year && (value(str(p, "value")) == value(plusMinus.ReplaceAllString(v, "")) || fold(str(p, "raw")) == fold(v))
			})
			if i < 0 {
				y, _ := strconv.Atoi(year)
				t.miss(f.source, Object{"indicator": row["indicator"], "year": y, "value": v})
				continue
			}
			t.Right++
			f.rule(said[i], true)
			if truth(row["leads"]) {
				var leads []string
				for _, l := range objects(said[i], "leads") {
					leads = append(leads, str(l, "text"))
				}
				t.attr("leads", slices.Equal(foldSet(leads), foldSet(list(row["leads"]))))
			}
		}
	}
}

func (f *scorer) parks() {
	gold := objects(f.gold.data, "parks")
	if len(gold) == 0 {
		return
	}
	t := f.of("parks")
	pairs, missed, extra := match(gold, f.kinds["park"], func(p, g Object) bool {
		name := str(g, "name")
		if g["name"] == nil {
			name = str(g, "park")
		}
		said := fold(str(p, "name"))
		return said == fold(name) || said == fold(str(g, "canonical"))
	})
	for _, pair := range pairs {
		g, p := pair[0], pair[1]
		t.Right++
		f.rule(p, true)
		if truth(g["region"]) {
			t.attr("region", str(p, "region") != "" && strings.HasSuffix(fold(str(p, "region")), fold(str(g, "region"))))
		}
		if truth(g["industries"]) {
			t.attr("industries", jaccard(foldSet(list(p["industries"])), foldSet(list(g["industries"]))) >= 0.66)
		}
	}
	for _, g := range missed {
		if !truth(g["borderline"]) {
			t.miss(f.source, g)
		}
	}
	for _, p := range extra {
		name := fold(str(p, "name"))
		if !slices.ContainsFunc(f.neutral, func(n string) bool { return n != "" && (strings.Contains(n, name) || strings.Contains(name, n)) }) {
			t.alarm(f.source, p)
			f.rule(p, false)
		}
	}
}

func jaccard(a, b []string) float64 {
	both := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			both++
		}
	}
	return ratio(both, max(1, len(a)+len(b)-both))
}

func (f *scorer) appointments() {
	gold := objects(f.gold.data, "appointments")
	if len(gold) == 0 {
		return
	}
	t := f.of("appointments")
	key := func(o Object) [3]string {
		return [3]string{fold(str(o, "person")), str(o, "action"), fold(str(o, "organisation") + str(o, "post"))}
	}
	pairs, missed, extra := match(gold, f.kinds["appointment"], func(p, g Object) bool { return key(p) == key(g) })
	t.Right += len(pairs)
	for _, pair := range pairs {
		f.rule(pair[1], true)
	}
	for _, g := range missed {
		t.miss(f.source, g)
	}
	for _, p := range extra {
		t.alarm(f.source, p)
		f.rule(p, false)
	}
}

package authority

import (
	"strings"
	"sync"
)

// Succession is one step of a reform: what a body became, when (YYYY-MM) and how (rename, merge, split, transfer).
type Succession struct{ From, To, Date, Mode string }

type reform struct {
	to, date, mode, levels string
}

var reforms = sync.OnceValue(func() map[string][]reform {
	m := map[string][]reform{}
	for _, f := range rows("successions.tsv", 5) {
		m[f[0]] = append(m[f[0]], reform{f[1], f[2], f[3], f[4]})
	}
	return m
})

// Successions lists what a body became in the reforms, by its full name; nil if it is not known to have ended.
func Successions(name string) []Succession {
	var out []Succession
	for _, r := range reforms()[name] {
		out = append(out, Succession{name, r.to, r.date, r.mode})
	}
	r, template := templateOf(name)
	if r == nil {
		return out
	}
	for _, f := range reforms()[template] {
		if strings.ContainsRune(f.levels, rune(r.Level)) {
			out = append(out, Succession{name, fill(f.to, r), f.date, f.mode})
		}
	}
	return out
}

// templateOf finds the region in a full name and the name with {R}, {S} or {P} in its place.
func templateOf(name string) (*Region, string) {
	if rest, ok := strings.CutPrefix(name, "中共"); ok {
		if r, tail := longestRegion(rest, nil); r != nil {
			for _, committee := range []string{"党委", "委"} {
				if t, ok := strings.CutPrefix(tail, committee); ok {
					return r, "{P}" + t
				}
			}
		}
		return nil, ""
	}
	if r, tail := longestRegion(name, nil); r != nil && strings.HasPrefix(name, r.Name) {
		return r, "{R}" + tail
	}
	for _, head := range []string{"国网", "国家税务总局"} {
		if rest, ok := strings.CutPrefix(name, head); ok {
			if r, tail := longestRegion(rest, nil); r != nil {
				return r, head + "{R}" + tail
			}
		}
	}
	if rest, ok := centralPrefix(name); ok {
		if r, tail := longestRegion(rest, nil); r != nil {
			return r, name[:len(name)-len(rest)] + "{S}" + tail
		}
	}
	return nil, ""
}

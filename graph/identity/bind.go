package identity

import (
	"slices"
	"sort"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Candidate is a document as citations see it.
type Candidate struct {
	Key     graph.Key `json:"key"`
	Date    string    `json:"date,omitempty"` // of the text, "" if unknown
	Law     bool      `json:"law,omitempty"`
	Region  string    `json:"region,omitempty"`
	Issuers []string  `json:"issuers,omitempty"`
	Names   []string  `json:"names"` // sorted: "n:…" and "t:…"
}

// Binding is what a citation means: one document (State ""), a stub, or an ambiguous node.
type Binding struct {
	Key        graph.Key
	State      string
	Candidates []graph.Key // of an ambiguous one, sorted
}

// Bind tells what a citation binds to among the documents that carry one of its names. It is a pure function, and
// looks at dates, never at status, which would hang on other citations. The first name that some document carries
// decides: no document → stub; one → that; versions of one text → the latest not after the citing text; a citing
// text without date, unlike texts, or still several → ambiguous.
func Bind(ref *graph.Reference, candidates []Candidate) Binding {
	for _, name := range ref.Names {
		group := fitting(ref, name, candidates)
		switch {
		case len(group) == 0:
			continue
		case len(group) == 1:
			return Binding{Key: group[0].Key}
		}
		if c := inForceAt(ref.Citing, group); c != nil {
			return Binding{Key: c.Key}
		}
		return Binding{Key: ambiguousKey(ref), State: Ambiguous, Candidates: keysOf(group)}
	}
	return Binding{Key: stubKey(ref), State: Stub}
}

// fitting are the candidates that carry the name and that nothing printed beside the citation excludes; among
// several, those that fit its title, issuer and date best.
func fitting(ref *graph.Reference, name string, candidates []Candidate) []Candidate {
	var group []Candidate
	for _, c := range candidates {
		if c.carries(name) && !otherNumber(ref, name, &c) && !(ref.Older && notOlder(ref, &c)) {
			group = append(group, c)
		}
	}
	group = narrow(group, func(c *Candidate) bool { return sharesTitle(ref.Names, c) })
	group = narrow(group, func(c *Candidate) bool { return ref.Issuer != "" && slices.Contains(c.Issuers, ref.Issuer) })
	return narrow(group, func(c *Candidate) bool { return ref.Date != "" && c.Date == ref.Date })
}

// otherNumber: a title is often used again (关于做好…工作的通知 of the next year), so that a text found by title whose
// number is another one is another text. Not so laws: their citations print the number of any version.
func otherNumber(ref *graph.Reference, name string, c *Candidate) bool {
	return strings.HasPrefix(name, "t:") && !c.Law && hasNumber(ref.Names) && hasNumber(c.Names)
}

// notOlder: a text that replaces another one of its own title does not mean itself, and none repeals a later one. The day of a
// revised text is that of its first signing, so a day that is printed beside the citation is believed before it.
func notOlder(ref *graph.Reference, c *Candidate) bool {
	return ref.Citing != "" && c.Date != "" && c.Date >= ref.Citing && c.Date != ref.Date
}

// narrow keeps those that fit, or all if none does: what is printed beside a citation is often abbreviated, so that it can
// choose, but not exclude.
func narrow(group []Candidate, fits func(*Candidate) bool) []Candidate {
	if len(group) < 2 {
		return group
	}
	var kept []Candidate
	for i := range group {
		if fits(&group[i]) {
			kept = append(kept, group[i])
		}
	}
	if len(kept) == 0 {
		return group
	}
	return kept
}

// inForceAt is the latest version not after the day; nil if that is not one, or if they are no versions of one text. A copy
// without date can be any of them, and is none that is known to be not after the day.
func inForceAt(day string, group []Candidate) *Candidate {
	if day == "" {
		return nil
	}
	var first, best *Candidate
	unique := false
	for i := range group {
		c := &group[i]
		if c.Date == "" {
			continue
		}
		if first == nil {
			first = c
		}
		if !sameText(first, c) {
			return nil
		}
		switch {
		case c.Date > day:
		case best == nil || c.Date > best.Date:
			best, unique = c, true
		case c.Date == best.Date:
			unique = false
		}
	}
	if !unique {
		return nil
	}
	return best
}

// sameText tells whether two documents are versions of one text. A law is amended by another body than
// passed it (全国人民代表大会, its Standing Committee), so that laws are compared by place.
func sameText(a, b *Candidate) bool {
	if a == b {
		return true
	}
	if !sharesTitle(a.Names, b) {
		return false
	}
	if a.Law && b.Law {
		return a.Region == b.Region
	}
	return slices.ContainsFunc(a.Issuers, func(i string) bool { return slices.Contains(b.Issuers, i) })
}

func (c *Candidate) carries(name string) bool {
	_, found := slices.BinarySearch(c.Names, name)
	return found
}

func sharesTitle(names []string, c *Candidate) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, "t:") && c.carries(n) })
}

func hasNumber(names []string) bool { return firstOf(names, "n:") != "" }

func firstOf(names []string, prefix string) string {
	for _, n := range names {
		if strings.HasPrefix(n, prefix) {
			return n
		}
	}
	return ""
}

func keysOf(group []Candidate) []graph.Key {
	keys := make([]graph.Key, len(group))
	for i := range group {
		keys[i] = group[i].Key
	}
	sort.Strings(keys)
	return keys
}

// stubKey names what citations of one number and title mean while no such text is read.
func stubKey(ref *graph.Reference) graph.Key {
	number, title := firstOf(ref.Names, "n:"), firstOf(ref.Names, "t:")
	if number == "" && title == "" {
		return "stub:" + digest(ref.Number, ref.Title)
	}
	return "stub:" + digest(number, title)
}

// ambiguousKey holds all of the citation that its candidates hang on, so that citations with one key have the same ones.
func ambiguousKey(ref *graph.Reference) graph.Key {
	parts := append([]string{ref.Issuer, ref.Date}, ref.Names...)
	if ref.Older {
		parts = append(parts, ref.Citing)
	}
	return "ambiguous:" + digest(parts...)
}

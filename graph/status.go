package graph

import (
	"slices"
	"strings"
	"time"
)

// State is what a document is at a day.
type State string

// The states.
const (
	NotYet         State = "not_yet"         // signed or announced, in force later
	InForce        State = "in_force"        //
	Suspended      State = "suspended"       // as a whole, for a time
	Replaced       State = "replaced"        // issued again in a revised text
	Expired        State = "expired"         // its validity ended
	Repealed       State = "repealed"        //
	PartlyRepealed State = "partly_repealed" // the rest is in force
	Unknown        State = "unknown"         // the texts do not tell
)

// Basis says how well a state is founded.
type Basis string

// The bases.
const (
	Stated   Basis = "stated"   // by a date in a text
	Derived  Basis = "derived"  // from another date: of the acting text, or a period counted from the start
	Presumed Basis = "presumed" // in force since it was signed, or beyond the default validity of its jurisdiction
)

// Status is the state of a document at a day. Since and Until are the first and last day of that state without a break,
// by all that the graph knows now; "" is open or unknown.
type Status struct {
	State State
	Basis Basis // "" if unknown
	Since string
	Until string
	// PresumedExpiredSince is set when a default validity period had run out by the day. It never makes a text expired.
	PresumedExpiredSince string
	DecidedBy            *EdgeTo // the edge that decided, with the acting document; nil if the document's own dates did
}

// StatusInput is what a status hangs on besides the document: the edges that act on it, by its key, each with the acting
// document at the other end. Edges that act on acting documents may be there too: a text that was repealed before
// its own effective date has repealed nothing.
type StatusInput struct {
	Acts     map[Key][]EdgeTo
	Versions map[Key][]Version // of laws: all versions of the work, the document itself among them
}

// StatusQuery is the ExpandQuery that gives, for all the documents at once, what StatusAt needs.
func StatusQuery(documents []Key) ExpandQuery {
	return ExpandQuery{From: documents, Types: []EdgeType{Repeals, Amends, Extends, Suspends}, Dir: InDir, NodeType: Document, First: 1000}
}

// Add takes in the answer to a StatusQuery.
func (in *StatusInput) Add(pages map[Key]EdgePage) {
	if in.Acts == nil {
		in.Acts = make(map[Key][]EdgeTo, len(pages))
	}
	for key, page := range pages {
		in.Acts[key] = page.Edges
	}
}

// Acting lists the acting documents whose own acts are not known yet: to be asked for with a second StatusQuery.
func (in *StatusInput) Acting() []Key {
	var keys []Key
	for _, acts := range in.Acts {
		for _, a := range acts {
			if a.Node != nil && in.Acts[a.Node.Key] == nil {
				keys = append(keys, a.Node.Key)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// StatusAt tells what a document is at a day (YYYY-MM-DD). It is a pure function of its arguments.
//
// A repeal acts once: on its effective date, else on the day the repealing text takes effect, else on the day that was
// signed, and not before the repealing text had taken effect; how that text ends later changes nothing. Without
// any date the state is unknown. Reissue (AMENDS with mode reissue) acts the same way and replaces. An extension acts
// from its own text's day and may revive what had expired; what was repealed or replaced stays so. A law is replaced
// from the day of the text of its next version, where the graph holds that.
func StatusAt(doc *Node, day string, in StatusInput) Status {
	h := newHistory(doc, in, map[Key]bool{})
	if !isDay(day) {
		return Status{State: Unknown}
	}
	at := h.on(day)
	status := Status{State: at.state, Basis: at.basis, DecidedBy: at.by}
	if at.state != Unknown {
		status.Since, status.Until = h.run(day, at.state)
	}
	if end := h.presumedEnd(day); end != "" && (at.state == InForce || at.state == PartlyRepealed) && day > end {
		status.PresumedExpiredSince, status.Basis = addDays(end, 1), Presumed
	}
	return status
}

// act is an edge with the day from which it acts; day "" is unknown.
type act struct {
	EdgeTo
	day   string
	basis Basis
	until string
}

// history is all that acts on a document, each kind in order of days, undated ones last.
type history struct {
	doc                                 *Node
	start                               string // first day in force; "" unknown
	startBasis                          Basis
	expires                             string
	ends, parts, extensions, suspension []act
}

// decision is a state with what decided it.
type decision struct {
	state State
	basis Basis
	by    *EdgeTo
}

func newHistory(doc *Node, in StatusInput, visited map[Key]bool) *history {
	h := &history{doc: doc}
	h.start, h.startBasis = startOf(doc)
	h.expires = dayOf(doc.Props, "expires")
	visited[doc.Key] = true
	for _, e := range in.Acts[doc.Key] {
		if e.Node != nil && !visited[e.Node.Key] && !tookEffect(e.Node, in, visited) {
			continue
		}
		h.add(e)
	}
	delete(visited, doc.Key)
	h.addVersions(in.Versions[doc.Key])
	for _, acts := range [][]act{h.ends, h.parts, h.extensions, h.suspension} {
		slices.SortFunc(acts, compareActs)
	}
	return h
}

// tookEffect tells whether a text came into force at all. One that was ended before its first day did not. Acts on
// acting texts are looked at no deeper than a few levels: nobody repeals in longer rows before the first day.
func tookEffect(by *Node, in StatusInput, visited map[Key]bool) bool {
	if len(in.Acts[by.Key]) == 0 || len(visited) > 4 {
		return true
	}
	h := newHistory(by, in, visited)
	return h.start == "" || len(h.ends) == 0 || h.ends[0].day == "" || h.ends[0].day >= h.start
}

// startOf is the first day of a document's force. Most notices state none and count from the day they were signed; a
// text that was only cited tells nothing of its start.
func startOf(doc *Node) (string, Basis) {
	if doc.String("state") != "" {
		return "", ""
	}
	if day := dayOf(doc.Props, "effective"); day != "" {
		if b := doc.String("effectiveBasis"); b != "" && b != string(Stated) {
			return day, Derived
		}
		return day, Stated
	}
	if day := dayOf(doc.Props, "signed"); day != "" {
		return day, Presumed
	}
	return "", ""
}

func (h *history) add(e EdgeTo) {
	a := act{EdgeTo: e}
	switch e.Edge.Type {
	case Repeals:
		a.date("effective")
		if isPartial(e.Edge) {
			h.parts = append(h.parts, a)
		} else {
			h.ends = append(h.ends, a)
		}
	case Amends:
		if e.Edge.Props["mode"] == "reissue" {
			a.date("effective")
			h.ends = append(h.ends, a)
		}
	case Extends:
		a.date("")
		a.basis = Stated // the day that matters is until
		a.until = dayOf(e.Edge.Props, "until")
		h.extensions = append(h.extensions, a)
	case Suspends:
		// Suspended in a part or a place, a text stays in force elsewhere.
		if region, _ := e.Edge.Props["region"].(string); region == "" && !isPartial(e.Edge) {
			a.date("from")
			a.until = dayOf(e.Edge.Props, "until")
			h.suspension = append(h.suspension, a)
		}
	}
}

func isPartial(e Edge) bool {
	articles, _ := e.Props["articles"].([]string)
	scope := e.Props["scope"]
	return scope == "partial" || scope != "full" && len(articles) > 0
}

// date sets the day of an act: the edge's own, but not before the acting text is in force.
func (a *act) date(prop string) {
	by := ""
	if a.Node != nil {
		if by = dayOf(a.Node.Props, "effective"); by == "" {
			by = dayOf(a.Node.Props, "signed")
		}
	}
	a.day, a.basis = dayOf(a.Edge.Props, prop), Stated
	if a.day < by { // "" too
		a.day, a.basis = by, Derived
	}
}

func compareActs(a, b act) int {
	switch {
	case a.day == b.day:
	case a.day == "":
		return 1
	case b.day == "":
		return -1
	default:
		return strings.Compare(a.day, b.day)
	}
	if a.Edge.Type != b.Edge.Type {
		return weight(a.Edge.Type) - weight(b.Edge.Type)
	}
	return strings.Compare(a.Edge.Key, b.Edge.Key)
}

// weight orders acts of one day: an express repeal says more than the reissue that it comes with, and either more than the bare
// fact that there is a later text.
func weight(t EdgeType) int { return slices.Index([]EdgeType{Repeals, Amends, VersionOf}, t) }

// first is the earliest act that has acted by the day; undated tells of one that may have.
func first(acts []act, day string) (acted, undated *act) {
	for i := range acts {
		switch a := &acts[i]; {
		case a.day == "":
			return acted, a
		case a.day <= day && acted == nil:
			acted = a
		}
	}
	return acted, nil
}

// on decides the state of a day.
func (h *history) on(day string) decision {
	ended, undated := first(h.ends, day)
	if ended != nil {
		return ended.decide(map[bool]State{true: Repealed, false: Replaced}[ended.Edge.Type == Repeals])
	}
	if h.start != "" && day < h.start {
		return decision{state: NotYet, basis: h.startBasis}
	}
	if undated != nil {
		return undated.decide(Unknown)
	}
	if s := h.suspendedOn(day); s != nil {
		return *s
	}
	expires, by := h.expiry(day)
	if expires != "" && day > expires {
		if by != nil {
			return by.decide(Expired)
		}
		return decision{state: Expired, basis: statedOr(h.doc.String("expiresBasis"))}
	}
	return h.inForce(day, by)
}

func (h *history) inForce(day string, extended *act) decision {
	part, undated := first(h.parts, day)
	switch {
	case part != nil:
		return part.decide(PartlyRepealed)
	case undated != nil:
		return undated.decide(Unknown)
	case extended != nil && (h.start == "" || h.expires != "" && day > h.expires):
		return extended.decide(InForce)
	case h.start == "":
		return decision{state: Unknown}
	}
	return decision{state: InForce, basis: h.startBasis}
}

func (h *history) suspendedOn(day string) *decision {
	for i := range h.suspension {
		s := &h.suspension[i]
		if s.until != "" && day > s.until || s.day > day {
			continue
		}
		state := Suspended
		if s.day == "" {
			state = Unknown
		}
		d := s.decide(state)
		return &d
	}
	return nil
}

// expiry is the last day in force as known on a day, and the extension that set it or, with "", lifted it.
func (h *history) expiry(day string) (expires string, by *act) {
	expires = h.expires
	for i := range h.extensions {
		// An extension without a day of its own is taken to act from the start: it names the day that matters.
		switch x := &h.extensions[i]; {
		case x.day > day:
		case x.until == "":
			return "", x
		case x.until > expires:
			expires, by = x.until, x
		}
	}
	return expires, by
}

func (a *act) decide(s State) decision {
	d := decision{state: s, basis: a.basis, by: &a.EdgeTo}
	if s == Unknown {
		d.basis = ""
	}
	return d
}

func statedOr(basis string) Basis {
	if basis == "" || basis == string(Stated) {
		return Stated
	}
	return Derived
}

// run gives the first and last day of the state that holds on a day.
func (h *history) run(day string, state State) (since, until string) {
	turns := h.turns()
	i, found := slices.BinarySearch(turns, day)
	if !found {
		i--
	}
	first := i
	for first >= 0 && h.on(turns[first]).state == state {
		first--
	}
	if first >= 0 || len(turns) > 0 && h.on(addDays(turns[0], -1)).state != state {
		since = turns[first+1]
	}
	for last := i + 1; last < len(turns); last++ {
		if h.on(turns[last]).state != state {
			return since, addDays(turns[last], -1)
		}
	}
	return since, ""
}

// turns are the days on which the state may change, in order.
func (h *history) turns() []string {
	days := []string{h.start, addDays(h.expires, 1)}
	for _, acts := range [][]act{h.ends, h.parts, h.extensions, h.suspension} {
		for _, a := range acts {
			days = append(days, a.day, addDays(a.until, 1))
		}
	}
	days = slices.DeleteFunc(days, func(d string) bool { return d == "" })
	slices.Sort(days)
	return slices.Compact(days)
}

func dayOf(p Props, name string) string {
	if s, _ := p[name].(string); isDay(s) {
		return s
	}
	return ""
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// addDays gives the day n days later; of "" it gives "".
func addDays(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

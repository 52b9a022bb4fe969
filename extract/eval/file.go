package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func formatNumber(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// Gold is one gold file with the canonical names of its units, if there are any.
type Gold struct {
	Source string
	data   Object
	names  map[string]Object
}

// Load reads the gold files (*.gold.json) of a folder, with names/*.names.json beside them.
func Load(dir string) ([]*Gold, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("%s: no *.gold.json files there; give the folder of the gold files", dir)
	}
	var out []*Gold
	for _, p := range paths {
		g := &Gold{}
		if err := readJSON(p, &g.data); err != nil {
			return nil, err
		}
		g.Source = str(g.data, "source")
		base := strings.TrimSuffix(filepath.Base(p), ".gold.json") + ".names.json"
		var names []Object
		if err := readJSON(filepath.Join(dir, "names", base), &names); err == nil {
			g.names = map[string]Object{}
			for _, n := range names {
				g.names[str(n, "unit")] = n
			}
		}
		out = append(out, g)
	}
	return out, nil
}

func readJSON(path string, v any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// scorer scores one file.
type scorer struct {
	*Scores
	gold    *Gold
	source  string
	kinds   map[string][]Object
	docs    []Object
	single  bool
	neutral []string
	spans   map[int]int // byte offset → code point
}

// File scores the facts of a source, given as JSON lines, against its gold. decoded is the text that their
// offsets count in.
func (s *Scores) File(g *Gold, lines [][]byte, decoded string) error {
	f := &scorer{Scores: s, gold: g, source: g.Source, kinds: map[string][]Object{}, docs: objects(g.data, "documents"), spans: map[int]int{}}
	f.single = len(f.docs) == 1
	point := 0
	for i := range decoded {
		f.spans[i] = point
		point++
	}
	f.spans[len(decoded)] = utf8.RuneCountInString(decoded)
	for _, line := range lines {
		var p Object
		if err := json.Unmarshal(line, &p); err != nil {
			return err
		}
		f.evidence(p, decoded)
		f.kinds[str(p, "kind")] = append(f.kinds[str(p, "kind")], p)
	}
	for _, x := range objects(g.data, "ignore") {
		t := str(x, "text")
		if t == "" {
			t = str(x, "title")
		}
		f.neutral = append(f.neutral, fold(t))
	}
	f.namedDocs()
	f.documents()
	f.relations()
	f.assignments()
	f.targets()
	f.indicators()
	f.parks()
	f.appointments()
	return nil
}

func (f *scorer) evidence(p Object, decoded string) {
	e := object(p, "evidence")
	if str(p, "kind") == "document" && e == nil {
		return
	}
	start, ok := e["start"].(float64)
	end, _ := e["end"].(float64)
	if ok && end > start && int(end) <= len(decoded) && decoded[int(start):int(end)] == str(e, "quote") {
		f.of("evidence").Right++
	} else {
		f.of("evidence").alarm(f.source, p)
	}
}

// namedDocs gives gold entries that name their document by index its number or title.
func (f *scorer) namedDocs() {
	for _, key := range []string{"relations", "assignments"} {
		for _, x := range objects(f.gold.data, key) {
			if i, ok := x["doc_index"].(float64); ok && x["doc"] == nil && int(i) < len(f.docs) {
				d := f.docs[int(i)]
				if x["doc"] = d["number"]; x["doc"] == nil {
					x["doc"] = d["title"]
				}
			}
		}
	}
}

func (f *scorer) docMatch(pdoc, gdoc string) bool {
	if f.single {
		return true
	}
	if gdoc == "" {
		return false
	}
	g := Object{"number": gdoc, "title": gdoc}
	for _, d := range f.docs {
		if str(d, "number") == gdoc || str(d, "title") == gdoc {
			g = d
			break
		}
	}
	return sameNumber(pdoc, str(g, "number")) || sameTitle(pdoc, str(g, "title")) || sameTitle(pdoc, str(g, "attached"))
}

func (f *scorer) isNeutral(title string) bool {
	t := fold(title)
	return t != "" && slices.ContainsFunc(f.neutral, func(n string) bool { return strings.Contains(n, t) })
}

// span is the place of a fact in code points.
func (f *scorer) span(p Object) ([2]int, bool) {
	e := object(p, "evidence")
	start, ok := e["start"].(float64)
	end, _ := e["end"].(float64)
	if !ok {
		return [2]int{}, false
	}
	return [2]int{f.point(int(start)), f.point(int(end))}, true
}

func (f *scorer) point(at int) int {
	if p, ok := f.spans[at]; ok {
		return p
	}
	return -1
}

func overlap(a, b [2]int) bool { return a[0] < b[1] && b[0] < a[1] }

func place(o Object, start, end string) ([2]int, bool) {
	s, ok := o[start].(float64)
	e, _ := o[end].(float64)
	return [2]int{int(s), int(e)}, ok
}

func (f *scorer) documents() {
	var pred []Object
	for _, p := range f.kinds["document"] {
		if !truth(p["stub"]) && !truth(p["carried_by"]) {
			pred = append(pred, p)
		}
	}
	t := f.of("documents")
	pairs, missed, extra := match(f.docs, pred, func(p, g Object) bool {
		return sameNumber(str(p, "number"), str(g, "number")) || sameTitle(str(p, "title"), str(g, "title")) ||
			str(g, "attached") != "" && sameTitle(str(p, "title"), str(g, "attached"))
	})
	if f.single && len(missed) > 0 && len(extra) == 1 {
		pairs, missed, extra = [][2]Object{{missed[0], extra[0]}}, nil, nil
	}
	for _, pair := range pairs {
		f.document(t, pair[0], pair[1])
	}
	for _, g := range missed {
		t.miss(f.source, g)
	}
	for _, p := range extra {
		t.alarm(f.source, p)
	}
}

func (f *scorer) document(t *Tally, g, p Object) {
	t.Right++
	alt := object(g, "alt")
	if title := str(g, "title"); title != "" {
		options := append([]string{title, str(g, "attached")}, append(list(g["title_alt"]), list(alt["title"])...)...)
		t.attr("title", among(str(p, "title"), options, sameTitle))
	}
	if truth(g["number"]) {
		t.attr("number", among(str(p, "number"), append(list(g["number"]), list(g["number_alt"])...), sameNumber))
	}
	for _, k := range []string{"signed", "effective", "expires"} {
		if truth(g[k]) && !truth(g[k+"_derived"]) {
			t.attr(k, among(str(p, k), append(append(list(g[k]), list(alt[k])...), list(g[k+"_alt"])...), equal))
		}
	}
	if truth(g["registration"]) {
		t.attr("registration", fold(str(p, "registration")) == fold(str(g, "registration")))
	}
	issuers := list(g["issuers"])
	if len(issuers) == 0 && str(g, "issuer") != "" {
		issuers = []string{str(g, "issuer")}
	}
	if _, open := alt["issuers"]; len(issuers) > 0 && !open {
		t.attr("issuers", slices.Equal(foldSet(list(p["issuers"])), foldSet(issuers)))
	}
}

func foldSet(in []string) []string {
	set := map[string]bool{}
	for _, s := range in {
		set[fold(s)] = true
	}
	return sorted(set)
}

package register

import (
	"cmp"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

func compareText(a, b string) int { return cmp.Compare(a, b) }

// heights are the ranks of 立法法, the highest first; regulations of places and rules of ministries stand side by side. Of
// other ranks (司法解释, 党政联合文件, 规章 of nobody knows whom) it is not said where they stand.
var heights = map[string]int{"宪法": 1, "法律": 2, "行政法规": 3, "监察法规": 3, "地方性法规": 4, "自治条例": 4, "单行条例": 4, "部门规章": 4,
	"地方政府规章": 5, "行政规范性文件": 6}

// authority is who issues a document: place by its GB/T 2260 code without the zeros at its end ("" the nation), and whether
// it is a bureau below the government or congress of that place.
type authority struct {
	place  string
	bureau bool
}

// issuer is an authority by name.
type issuer struct {
	name string
	authority
}

// power is what a document has behind it.
type power struct {
	height  int // 0: unknown
	issuers []issuer
	known   bool // of all issuers it is known where they stand
}

// repealsHigher finds repeals by a text of lower rank, or, where ranks are equal, by issuers below those of the repealed text.
// What somebody issued they may end themselves, in whatever form, and so may an authority above them; of joint issuers any
// one is enough.
func (s *scan) repealsHigher(at spot) error {
	return s.acting(at, RepealsHigher, graph.ExpandQuery{Types: repeals}, repealers,
		func(docs []*graph.Node, pages map[graph.Key]graph.EdgePage) (func(*graph.Node, graph.EdgeTo) *Row, error) {
			all := slices.Clone(docs)
			for _, p := range pages {
				for _, e := range p.Edges {
					if e.Node.String("state") == "" {
						all = append(all, e.Node)
					}
				}
			}
			powers, err := s.powers(unique(all))
			return func(d *graph.Node, e graph.EdgeTo) *Row {
				if above(powers[e.Node.Key], powers[d.Key]) {
					return &Row{}
				}
				return nil
			}, err
		})
}

// above tells whether a document stands above another, so that the other cannot end it.
func above(a, b power) bool {
	if a.height == 0 || b.height == 0 || len(a.issuers) == 0 || len(b.issuers) == 0 || !a.known || !b.known {
		return false
	}
	for _, x := range a.issuers {
		for _, y := range b.issuers {
			if x.name == y.name || y.over(x.authority) || x.authority == y.authority && !x.bureau {
				return false
			}
			if a.height == b.height && !x.over(y.authority) {
				return false
			}
		}
	}
	return a.height <= b.height
}

// over tells whether an authority commands another: of a place around it, or the government of its own place. A bureau
// commands no government below it, but the bureaus there.
func (a authority) over(b authority) bool {
	if a.bureau && !b.bureau {
		return false
	}
	if a.place == b.place {
		return !a.bureau && b.bureau
	}
	return strings.HasPrefix(b.place, a.place)
}

// powers finds what documents have behind them.
func (s *scan) powers(docs []*graph.Node) (map[graph.Key]power, error) {
	issued, err := s.expand(graph.ExpandQuery{From: keysOf(docs), Types: []graph.EdgeType{graph.IssuedBy}, NodeType: graph.Unit, First: batch})
	if err != nil {
		return nil, err
	}
	var units []*graph.Node
	for _, p := range issued {
		for _, e := range p.Edges {
			units = append(units, e.Node)
		}
	}
	places, err := s.expand(graph.ExpandQuery{From: keysOf(unique(units)), Types: []graph.EdgeType{graph.InRegion}, NodeType: graph.Region, First: 1})
	if err != nil {
		return nil, err
	}
	powers := map[graph.Key]power{}
	for _, d := range docs {
		p := power{height: heights[d.String("rank")], known: true}
		for _, e := range issued[d.Key].Edges {
			name := governing(e.Node.String("name"))
			regions := places[e.Node.Key].Edges
			code := ""
			if len(regions) > 0 {
				code = regions[0].Node.String("code")
			}
			p.known = p.known && code != ""
			p.issuers = append(p.issuers, issuer{name, authority{significant(code), bureau(name)}})
		}
		powers[d.Key] = p
	}
	return powers, nil
}

// significant is a code of GB/T 2260 without the pairs of zeros at its end.
func significant(code string) string {
	for strings.HasSuffix(code, "00") {
		code = strings.TrimSuffix(code, "00")
	}
	return code
}

// governing is whom an office speaks for: 国务院办公厅 for 国务院, 某市人民政府办公室 for 某市人民政府, a standing committee for its
// congress.
func governing(name string) string {
	for _, office := range []string{"办公厅", "办公室"} {
		if whole := strings.TrimSuffix(name, office); strings.HasSuffix(whole, "人民政府") || strings.HasSuffix(whole, "国务院") {
			return whole
		}
	}
	return strings.TrimSuffix(name, "常务委员会")
}

func bureau(name string) bool {
	for _, whole := range []string{"人民政府", "国务院", "人民代表大会", "行政公署", "管理委员会"} {
		if strings.HasSuffix(name, whole) {
			return false
		}
	}
	return !strings.HasPrefix(name, "中共") && !strings.HasPrefix(name, "中国共产党")
}

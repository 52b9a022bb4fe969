package mention

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// Parks that no table of places shows: built with another country (中韩（盐城）产业园), of a region that is no place of its own
// (苏南国家自主创新示范区), or members of a list whose neighbour is a known park (燕郊高新区、固安高新区).

// greatRegions name zones and have no code.
var greatRegions = []string{"苏南", "长株潭", "珠三角", "郑洛新", "山东半岛", "沈大", "福厦泉", "合芜蚌", "兰白", "乌昌石", "鄱阳湖", "哈大齐", "甬温", "宁波温州", "张江", "东湖"}

// jointPark reads a park whose place stands in a bracket inside its name, behind the countries that build it, and a zone
// of innovation of a great region.
func jointPark(s string, start, end int) []Park {
	rest := s[start:end]
	if strings.HasSuffix(rest, "国家自主创新示范区") {
		for _, r := range greatRegions {
			if i := strings.LastIndex(rest, r+"国家自主创新示范区"); i >= 0 {
				return []Park{{Span: text.Span{Start: start + i, End: end}, Name: rest[i:]}}
			}
		}
	}
	head, ok := strings.CutSuffix(s[:start], "）")
	open := strings.LastIndex(head, "（")
	const country = len("中韩")
	if !ok || open < country || len(head)-open > 30 || !strings.HasPrefix(s[open-country:], "中") {
		return nil
	}
	place := head[open+len("（"):]
	if !isPlace(place) && !IsCounty(place) {
		return nil
	}
	return []Park{{Span: text.Span{Start: open - country, End: end}, Name: s[open-country : end], Region: place}}
}

// areasOf gives areas that a list goes on with the free trade zone before them: …自由贸易试验区南京片区、苏州片区.
func areasOf(s string, out, ps []Park) []Park {
	if len(out) == 0 || len(ps) != 1 || !strings.HasSuffix(ps[0].Name, "片区") {
		return ps
	}
	before := out[len(out)-1]
	zone, _, ok := strings.Cut(before.Name, "自由贸易试验区")
	gap := s[min(before.Span.End, ps[0].Span.Start):ps[0].Span.Start]
	if ok && strings.HasSuffix(before.Name, "片区") && !strings.Contains(ps[0].Name, "自") && (gap == "、" || gap == "和" || gap == "及") {
		ps[0].Name = zone + "自由贸易试验区" + ps[0].Name
	}
	return ps
}

// memberAt is the member of a list that ends like a park at end, as a park that a neighbour has to vouch for.
func memberAt(s string, end int, tail string) []Park {
	at := end - len(tail)
	start := leftBound(s, at)
	start = afterVerbs(s, start, at)
	head := s[start:at]
	if n := utf8.RuneCountInString(head); n < 2 || n > 8 || !countyTail(tail) && tail != "科技园" && !(tail == "工业园区" && IsCounty(head)) {
		return nil // 玻璃产业园 may be a kind
	}
	for _, w := range [...]string{"各", "其他", "其余", "有关", "相关", "一批", "所有", "全省", "全市", "全国", "区内", "省内", "市内", "现有", "若干"} {
		if strings.HasPrefix(head, w) {
			return nil
		}
	}
	for before := -1; before != len(head); {
		before = len(head)
		for _, w := range kindWords {
			head = strings.TrimPrefix(head, w)
		}
	}
	if utf8.RuneCountInString(head) < 2 || broken(head, tail) {
		return nil
	}
	return []Park{{Span: text.Span{Start: start, End: end}, Name: s[start:end]}}
}

// vouched adds the members of lists that stand next to a known park.
func vouched(s string, known, open []Park) []Park {
	if len(open) == 0 || len(known) == 0 {
		return known
	}
	for again := true; again; {
		again = false
		for i, m := range open {
			if m.Name != "" && besides(s, m, known) {
				known, again = append(known, m), true
				open[i].Name = ""
			}
		}
	}
	sort.SliceStable(known, func(i, j int) bool { return known[i].Span.Start < known[j].Span.Start })
	return known
}

// besides tells whether nothing but a 、 stands between a member of a list and a known park.
func besides(s string, m Park, known []Park) bool {
	for _, k := range known {
		if k.Span.End < m.Span.Start && s[k.Span.End:m.Span.Start] == "、" || m.Span.End < k.Span.Start && s[m.Span.End:k.Span.Start] == "、" {
			return true
		}
	}
	return false
}

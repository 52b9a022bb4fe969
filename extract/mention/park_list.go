package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/text"
)

// sharing gives the park named at [p,end) and, before it, those of a list that ends in its tail: 沧州、衡水高新区.
func sharing(s string, p, end int, region string) []Park {
	tail := s[p+len(region) : end]
	if strings.ContainsAny(tail, "，。；、") {
		return nil
	}
	p = twin(s, p)
	out := []Park{{Span: text.Span{Start: p, End: end}, Name: s[p:end], Region: region}}
	for at := p; ; {
		head := ""
		for _, j := range [...]string{"、", "和", "及", "与"} {
			if h, ok := strings.CutSuffix(s[:at], j); ok {
				head = h
			}
		}
		if head == "" {
			return out
		}
		r := regionBefore(head)
		if r == "" {
			r = countyMember(head, tail)
		}
		if r == "" || strings.HasSuffix(r, "区") {
			return out // a district printed in full is a member of its own: 甲市乙区、丙试验区
		}
		at = len(head) - len(r)
		out = append([]Park{{Span: text.Span{Start: at, End: end}, Name: r + tail, Region: r}}, out...)
	}
}

// countyMember gives the short name of a county that is a whole member of a list which ends in the tail of a public zone:
// 江宁、昆山经济技术开发区.
func countyMember(s, tail string) string {
	from := leftBound(s, len(s))
	item := s[afterVerbs(s, from, len(s)):]
	if n := utf8.RuneCountInString(item); n < 2 || n > 3 || !IsCounty(item) || !countyTail(tail) {
		return ""
	}
	return item
}

// regionBefore gives the region that s ends with, "" if none.
func regionBefore(s string) string {
	best := ""
	for n := 2; n <= 8; n++ {
		x := lastRunes(s, n)
		if x == "" {
			break
		}
		if isPlace(x) {
			best = x
		}
	}
	return best
}

// counted reads a list that its number closes, which lends its members the tail alone: 甲、乙丙两个国家级高新技术产业开发区. The
// number vouches for places that no table holds (燕郊), if one of them is known.
func counted(s string, end int, tail string) []Park {
	at := end - len(tail)
	head := s[:at]
	for _, level := range [...]string{"国家级", "国家", "省级"} {
		if h, ok := strings.CutSuffix(head, level); ok {
			head = h
			break
		}
	}
	n, head := countBefore(head)
	if n < 2 {
		return nil
	}
	out := make([]Park, n)
	known := false
	for i := n - 1; i >= 0; i-- {
		from := itemStart(head, i == 0)
		item := head[from:]
		r := placeAt(item)
		known = known || r != ""
		if k := utf8.RuneCountInString(item); k < 2 || k > 8 {
			return nil
		}
		out[i] = Park{Span: text.Span{Start: from, End: end}, Name: item + tail, Region: r}
		if i == 0 {
			break
		}
		sep, w := utf8.DecodeLastRuneInString(head[:from])
		if !strings.ContainsRune("、和及与", sep) {
			return nil
		}
		head = head[:from-w]
	}
	if !known {
		return nil
	}
	return out
}

// countBefore reads the number in front of a list's kind off the end of s: …、乙两个, …、丙3家.
func countBefore(s string) (n int, head string) {
	head, ok := strings.CutSuffix(s, "个")
	if !ok {
		if head, ok = strings.CutSuffix(s, "家"); !ok {
			return 0, s
		}
	}
	r, w := utf8.DecodeLastRuneInString(head)
	if i := strings.IndexRune("两三四五六七八九", r); i >= 0 {
		return i/len("两") + 2, head[:len(head)-w]
	}
	if r >= '2' && r <= '9' && len(head) > 1 && (head[len(head)-2] < '0' || head[len(head)-2] > '9') {
		return int(r - '0'), head[:len(head)-w]
	}
	return 0, s
}

// itemStart finds where the last member of the list that s ends with begins; the first member, which a verb may stand
// before, begins with its place.
func itemStart(s string, first bool) int {
	start := leftBound(s, len(s))
	if !first {
		return start
	}
	start = afterVerbs(s, start, len(s))
	for p := start; p < len(s); {
		if placeAt(s[p:]) != "" {
			return p
		}
		_, w := utf8.DecodeRuneInString(s[p:])
		p += w
	}
	return start
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// elided reads the zone of a city whose name only the head of the list has: 甲市乙区、高新区.
func elided(s string, end int, tail string) []Park {
	zone := false
	for _, t := range zoneTails {
		zone = zone || t == tail
	}
	start := end - len(tail)
	head, ok := strings.CutSuffix(s[:start], "、")
	for n := 0; zone && ok && n < 12; n++ {
		from := leftBound(head, len(head))
		item := head[from:]
		if city := cityOf(item); city != "" {
			return []Park{{Span: text.Span{Start: start, End: end}, Name: city + tail, Region: city}}
		}
		if !strings.ContainsRune("区县市", lastRune(item)) || utf8.RuneCountInString(item) > 12 {
			break
		}
		head, ok = strings.CutSuffix(head[:from], "、")
	}
	return nil
}

// cityOf is the city in front of its district or zone in a member of a list: 甲市 in 辐射甲市乙区; "" if none.
func cityOf(item string) string {
	if !strings.ContainsRune("区县市", lastRune(item)) {
		return ""
	}
	for p := 0; p < len(item); {
		_, w := utf8.DecodeRuneInString(item[p:])
		city, n := "", 0
		for i := range item[p:] {
			if n++; n > 6 {
				break
			}
			if r, ok := authority.RegionOf(item[p : p+i]); ok && (r.Level == authority.Prefecture || r.Level == authority.Municipality) && i > 0 {
				city = item[p : p+i]
			}
		}
		if rest := item[p+len(city):]; city != "" && rest != "" {
			if isPlace(city+rest) || EndsPark(rest) {
				return city
			}
			return ""
		}
		p += w
	}
	return ""
}

// twin goes left from a place over the partner that a park of two places names first: 甲·乙产业园.
func twin(s string, p int) int {
	for _, dot := range [...]string{"·", "•", "・"} {
		head, ok := strings.CutSuffix(s[:p], dot)
		if !ok {
			continue
		}
		from := afterVerbs(s, leftBound(head, len(head)), len(head))
		if n := utf8.RuneCountInString(head[from:]); n >= 2 && n <= 5 {
			return from
		}
	}
	return p
}

// freeTradeAreas adds the areas that a bracket behind a free trade zone lists: …自由贸易试验区（甲片区、乙片区）.
func freeTradeAreas(s string, zone Park) []Park {
	out := []Park{zone}
	rest, ok := strings.CutPrefix(s[zone.Span.End:], "（")
	i := strings.Index(rest, "）")
	if !ok || i < 0 {
		return out
	}
	at := zone.Span.End + len("（")
	for _, area := range strings.Split(rest[:i], "、") {
		own, ok := strings.CutSuffix(area, "片区")
		if n := utf8.RuneCountInString(own); !ok || n < 2 || n > 8 {
			return out[:1]
		}
		out = append(out, Park{Span: text.Span{Start: at, End: at + len(area)}, Name: zone.Name + area, Region: own})
		at += len(area) + len("、")
	}
	return out
}

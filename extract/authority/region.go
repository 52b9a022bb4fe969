package authority

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Level is the level of a region.
type Level byte

// The levels; the letters are those of data/local.tsv.
const (
	Nation       Level = 'n'
	Province     Level = 'p' // province or autonomous region
	Municipality Level = 'm' // under the central government (直辖市)
	Prefecture   Level = 'c'
	County       Level = 'd' // county, district, county-level city
)

// Region is a region of GB/T 2260.
type Region struct {
	Code   string // six digits
	Name   string // full name as it stands in the names of bodies: 宁波市, 宁波市鄞州区, 象山县
	Own    string // its own name: 鄞州区
	Short  string // 宁波, 鄞州
	Level  Level
	Parent string // code of the region above, "" for a province
}

const nationName = "中华人民共和国"

type regionTable struct {
	byCode map[string]*Region
	byName map[string]*Region // full, own and short names that mean one region only
	longer int                // most bytes of a key of byName
}

var regions = sync.OnceValue(loadRegions)

func loadRegions() *regionTable {
	t := &regionTable{byCode: map[string]*Region{"000000": {Code: "000000", Name: nationName, Own: nationName, Short: "全国", Level: Nation}}, byName: map[string]*Region{}}
	for _, f := range rows("regions.tsv", 3) {
		t.byCode[f[0]] = &Region{Code: f[0], Own: f[1], Parent: f[2]}
	}
	for _, r := range t.byCode {
		if r.Level != Nation {
			t.describe(r)
		}
	}
	t.index()
	return t
}

// describe derives level, full and short name. A district carries its city's name in the names of its
// bodies (宁波市鄞州区财政局), a county does not (象山县财政局).
func (t *regionTable) describe(r *Region) {
	r.Name, r.Level = r.Own, County
	switch {
	case r.Parent == "" && (r.Code[:2] == "11" || r.Code[:2] == "12" || r.Code[:2] == "31" || r.Code[:2] == "50"):
		r.Level = Municipality
	case r.Parent == "":
		r.Level = Province
	case r.Code[4:] == "00":
		r.Level = Prefecture
	case strings.HasSuffix(r.Own, "区"):
		r.Name = t.byCode[r.Parent].Own + r.Own
	}
	r.Short = shortName(r.Own, r.Level)
}

// peoples are the peoples in the names of autonomous regions, as they stand there.
var peoples = []string{"壮族", "回族", "维吾尔", "土家族", "苗族", "侗族", "布依族", "藏族", "羌族", "彝族", "傣族", "景颇族", "白族", "傈僳族", "哈尼族", "朝鲜族", "蒙古族", "蒙古", "哈萨克", "柯尔克孜",
	"满族", "瑶族", "畲族", "黎族", "仫佬族", "毛南族", "裕固族", "撒拉族", "土族", "东乡族", "保安族", "仡佬族", "水族", "拉祜族", "佤族", "布朗族", "独龙族", "怒族", "普米族", "纳西族", "达斡尔族", "鄂温克族", "锡伯", "塔吉克", "各族"}

func shortName(own string, level Level) string {
	for _, tail := range []string{"特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "盟", "县", "区", "旗"} {
		s, ok := strings.CutSuffix(own, tail)
		if !ok {
			continue
		}
		if strings.HasPrefix(tail, "自治") {
			s = withoutPeoples(s)
		}
		if utf8.RuneCountInString(s) < 2 {
			return own // 矿区, 郊区, 和县: the tail is part of the name
		}
		return s
	}
	return own
}

// withoutPeoples takes the peoples off the end of a name: 海西蒙古族藏族 → 海西. What is left has two characters or more.
func withoutPeoples(s string) string {
	for {
		cut := false
		for _, p := range peoples {
			if c, ok := strings.CutSuffix(s, p); ok && utf8.RuneCountInString(c) >= 2 {
				s, cut = c, true
				break
			}
		}
		if !cut {
			return s
		}
	}
}

// index makes the names that mean one region only findable. Where a short name is that of a province and
// of a city (吉林), the province has it; counties have no short names: 朝阳, 长安 and the like are too many.
func (t *regionTable) index() {
	add := func(name string, r *Region, rank map[string]int, n int) {
		if old, ok := rank[name]; ok && old <= n {
			if old == n && t.byName[name] != r {
				t.byName[name] = nil
			}
			return
		}
		rank[name], t.byName[name] = n, r
	}
	rank := map[string]int{}
	for _, r := range t.byCode {
		add(r.Name, r, rank, 0)
		if r.Own != r.Name {
			add(r.Own, r, rank, 1)
		}
		switch r.Level {
		case Province, Municipality:
			add(r.Short, r, rank, 2)
		case Prefecture:
			add(r.Short, r, rank, 3)
			if strings.HasSuffix(r.Own, "自治州") {
				add(r.Short+"州", r, rank, 2) // 大理州, 湘西自治州: how their documents call them
				add(r.Short+"自治州", r, rank, 2)
			}
		case County:
			if strings.HasSuffix(r.Own, "自治县") {
				add(r.Short+"县", r, rank, 2)
			}
		}
	}
	for name, r := range t.byName {
		if r == nil {
			delete(t.byName, name)
		} else {
			t.longer = max(t.longer, len(name))
		}
	}
}

// RegionOf finds the region that a printed name means, in full (河北省, 宁波市鄞州区, 象山县) or, for
// provinces and prefectures, in short (河北, 宁波). Names of several regions (鼓楼区) are not found.
func RegionOf(printed string) (Region, bool) {
	if r := regions().byName[strings.TrimPrefix(printed, "中华人民共和国")]; r != nil && printed != "" {
		return *r, true
	}
	if r, rest := longestRegion(printed, nil); r != nil && rest == "" {
		return *r, true
	}
	if printed == nationName || printed == "全国" || printed == "国家" {
		return *regions().byCode["000000"], true
	}
	return Region{}, false
}

// Provinces lists the full names of the provinces and municipalities that t names, in full or in short.
func Provinces(t string) []string {
	var out []string
	for _, r := range provinces() {
		if strings.Contains(t, r.Short) {
			out = append(out, r.Name)
		}
	}
	return out
}

var provinces = sync.OnceValue(func() []*Region {
	var out []*Region
	for _, f := range rows("regions.tsv", 3) {
		if f[2] == "" {
			out = append(out, regions().byCode[f[0]])
		}
	}
	return out
})

// parent is the region above, nil for provinces.
func (r Region) parent() *Region { return regions().byCode[r.Parent] }

// longestRegion takes the longest name of a region off the front of s: 河北省石家庄市长安区 gives the
// district. within, if not nil, is tried for names that several regions share (长安区 in a document of 石家庄市).
func longestRegion(s string, within *Region) (*Region, string) {
	t := regions()
	var best *Region
	rest := s
	for {
		r, n := t.prefix(rest, best)
		if r == nil && best == nil && within != nil {
			r, n = t.prefix(rest, within)
		}
		if r == nil || best != nil && !t.below(r, best) {
			return best, rest
		}
		best, rest = r, rest[n:]
	}
}

// prefix finds the longest region name at the front of s; own names of several regions count if exactly
// one of them lies in above.
func (t *regionTable) prefix(s string, above *Region) (*Region, int) {
	for n := min(len(s), t.longer); n >= 6; n-- {
		if n < len(s) && !utf8.RuneStart(s[n]) {
			continue
		}
		if r := t.byName[s[:n]]; r != nil && (above == nil || t.below(r, above)) {
			return r, n
		}
		if above != nil && above.Level != Nation {
			if r := t.childNamed(above, s[:n]); r != nil {
				return r, n
			}
		}
	}
	return nil, 0
}

func (t *regionTable) childNamed(above *Region, own string) *Region {
	var found *Region
	for _, r := range t.named(own) {
		if t.below(r, above) {
			if found != nil {
				return nil
			}
			found = r
		}
	}
	return found
}

var byOwn = sync.OnceValue(func() map[string][]*Region {
	m := map[string][]*Region{}
	for _, r := range regions().byCode {
		m[r.Own] = append(m[r.Own], r)
	}
	return m
})

func (t *regionTable) named(own string) []*Region { return byOwn()[own] }

// below tells whether r lies in above.
func (t *regionTable) below(r, above *Region) bool {
	if above.Level == Nation {
		return true
	}
	for p := t.byCode[r.Parent]; p != nil; p = t.byCode[p.Parent] {
		if p == above {
			return true
		}
	}
	return false
}

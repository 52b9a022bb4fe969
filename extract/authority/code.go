package authority

import (
	"strings"
	"sync"
	"unicode/utf8"
)

type codeTable struct {
	central map[string]string
	places  map[string]*Region // nil: the sign of several
	depts   map[string][2]string
}

var codes = sync.OnceValue(func() codeTable {
	t := codeTable{map[string]string{}, map[string]*Region{}, map[string][2]string{}}
	for _, f := range rows("codes.tsv", 2) {
		t.central[f[0]] = f[1]
	}
	for _, f := range rows("places.tsv", 2) {
		if _, twice := t.places[f[0]]; twice {
			t.places[f[0]] = nil
			continue
		}
		t.places[f[0]] = regions().byName[f[1]]
	}
	for _, f := range rows("deptcodes.tsv", 3) {
		t.depts[f[0]] = [2]string{f[1], f[2]}
	}
	return t
})

// CodeOwner gives the issuer that an agency code (发文机关代字) belongs to: 甬政发 → 宁波市人民政府, 国办发 →
// 国务院办公厅, 冀人社字 → 河北省人力资源和社会保障厅. It is "" where the code does not tell.
func CodeOwner(code string) (issuer string) {
	code = strings.TrimSpace(code)
	if len(code) > 60 {
		return ""
	}
	t := codes()
	if issuer := t.central[code]; issuer != "" {
		return issuer
	}
	if r := placeSign(&code); r != nil {
		return localCode(r, code)
	}
	for c := code; len(c) > 3; {
		_, n := utf8.DecodeLastRuneInString(c)
		c = c[:len(c)-n]
		// A department's code goes on with the sign of a section (国科发高, 工信部联科); a shorter one is no sign.
		if issuer := t.central[c]; issuer != "" && utf8.RuneCountInString(c) >= 3 {
			return issuer
		}
	}
	return ""
}

// placeSign takes the sign of a region off the code; 内蒙古 writes 内政发, cities may write two signs.
func placeSign(code *string) *Region {
	_, n := utf8.DecodeRuneInString(*code)
	r := codes().places[(*code)[:n]]
	if r == nil || len(*code) == n {
		return nil
	}
	*code = (*code)[n:]
	return r
}

func localCode(r *Region, rest string) string {
	for _, p := range []string{"政办", "府办"} {
		if strings.HasPrefix(rest, p) {
			return r.Name + "人民政府" + r.office()
		}
	}
	for _, p := range []string{"政", "府"} {
		tail, ok := strings.CutPrefix(rest, p)
		if ok && (tail == "" || strings.Contains("发字函规干任告通电复", tail) || tail == "发明电") {
			return r.Name + "人民政府"
		}
	}
	for n := min(len(rest), 9); n >= 3; n -= 3 {
		names, ok := codes().depts[rest[:n]]
		if !ok {
			continue
		}
		name := names[1]
		if r.Level == Province {
			name = names[0]
		}
		if name == "" || r.Level == Municipality {
			return ""
		}
		return r.Name + name
	}
	return ""
}

// office is 办公厅 for provinces and the fifteen cities of deputy-provincial rank, 办公室 for the rest.
func (r *Region) office() string {
	switch r.Own {
	case "广州市", "武汉市", "哈尔滨市", "沈阳市", "成都市", "南京市", "西安市", "长春市", "济南市", "杭州市", "大连市", "青岛市", "深圳市", "厦门市", "宁波市":
		return "办公厅"
	}
	if r.Level == Province || r.Level == Municipality {
		return "办公厅"
	}
	return "办公室"
}

// Jurisdiction gives the full name of the region that an issuer acts for: 宁波市 for 宁波市人民政府 and
// 国家税务总局宁波市税务局, 中华人民共和国 for central bodies, "" if unknown.
func Jurisdiction(issuer string) string {
	s := strings.TrimPrefix(strings.TrimSpace(issuer), "中共")
	if len(s) > longestName {
		return ""
	}
	if _, ok := central()[s]; ok {
		return nationName
	}
	if r, _ := longestRegion(s, nil); r != nil {
		return r.Name
	}
	if rest, ok := centralPrefix(s); ok {
		if r, _ := longestRegion(rest, nil); r != nil {
			return r.Name
		}
		return nationName
	}
	for _, head := range centralHeads {
		if strings.HasPrefix(s, head) {
			return placeWithin(s)
		}
	}
	if _, ok := central()["中共"+s]; ok {
		return nationName
	}
	if strings.Contains(s, "雄安新区") {
		return "河北省"
	}
	return ""
}

// placeWithin is the region that the name of a national body's branch holds: 中国农业银行河北省分行,
// 中国（浙江）自由贸易试验区宁波片区管理委员会. The last one counts; none: the nation.
func placeWithin(s string) string {
	found := nationName
	for i := range s {
		if r, n := regions().prefix(s[i:], nil); r != nil && n > 0 {
			found = r.Name
		}
	}
	return found
}

var centralHeads = []string{"国务院", "全国人民代表大会", "全国人大", "中央", "国家", "共青团中央", "中华", "中国人民政治协商会议", "中国共产主义青年团", "中国", "共青团", "最高人民", "国网", "全国"}

// centralPrefix tells whether s starts with the name of a central body (工业和信息化部办公厅).
func centralPrefix(s string) (rest string, ok bool) {
	for n := len(s) - 3; n >= 6; n-- {
		if utf8.RuneStart(s[n]) {
			if _, found := central()[s[:n]]; found {
				return s[n:], true
			}
		}
	}
	return "", false
}

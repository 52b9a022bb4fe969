package authority

import (
	"strings"
	"unicode/utf8"
)

// Canonical gives the full formal name of a unit as printed in a document: region is the full name of the
// issuer's jurisdiction (宁波市; "" or 中华人民共和国 for the nation), date the day of the document
// (YYYY-MM-DD, YYYY if only the year is known, YYYY+ if it is no earlier, "" if unknown). An unknown or ambiguous unit has the name "": never a guess. Collective
// units (各区县（市）政府, 有关部门) are flagged and have no name.
func Canonical(printed, region, date string) (name string, collective bool) {
	return Setting{Region: region, Date: date}.Canonical(printed)
}

// longestName bounds the work on text that is no name; 60 characters are more than any body has.
const longestName = 180

// Setting is what a document says about the names in it.
type Setting struct {
	Region string // full name of the issuer's jurisdiction
	Issuer string // full name of the issuer, for its internal divisions; may be ""
	Date   string // YYYY-MM-DD, YYYY, YYYY+, "" if unknown
}

// Canonical is Canonical in the setting of a document; see there.
func (s Setting) Canonical(printed string) (name string, collective bool) {
	p := clean(printed)
	if p == "" || len(p) > longestName {
		return "", false
	}
	if Collective(p) {
		return "", true
	}
	p = dropBrackets(p)
	home := s.home()
	if p == "人行" && home.Level != Nation {
		return "", false // the branch of the place, whose name the day decides
	}
	if home.Level == Nation {
		if name := s.central(p); name != "" {
			return name, false
		}
	}
	if name := s.special(p, home); name != "" {
		return name, false
	}
	if name := s.part(p, home); name != "" {
		return name, false
	}
	if name := s.inRegion(p, home); name != "" {
		return name, false
	}
	if home.Level != Nation {
		if name := s.central(p); name != "" {
			return name, false
		}
	}
	if name := s.division(p); name != "" {
		return name, false
	}
	if name := s.centralPart(p, home); name != "" {
		return name, false
	}
	return asPrinted(p, home), false
}

func (s Setting) home() *Region {
	name := strings.TrimPrefix(s.Region, "中共")
	if r, ok := RegionOf(name); ok {
		return regions().byCode[r.Code]
	}
	if r := outsideTable(name); r != nil {
		return r
	}
	return regions().byCode["000000"]
}

// outsideTable makes a region of a jurisdiction that the table does not hold: abolished, renamed, or of an example.
// The document itself says that it exists; what lies above it stays open.
func outsideTable(name string) *Region {
	if n := utf8.RuneCountInString(name); n < 3 || n > 5 || containsAny(name, "关于", "全", "各", "我", "本", "该") {
		return nil
	}
	for tail, level := range map[string]Level{"省": Province, "市": Prefecture, "县": County, "区": County} {
		if own, ok := strings.CutSuffix(name, tail); ok {
			return &Region{Name: name, Own: name, Short: own, Level: level}
		}
	}
	return nil
}

// IsJurisdiction tells whether name can be the jurisdiction of an issuer: a region of the table or one outside it.
func IsJurisdiction(name string) bool {
	if _, ok := RegionOf(name); ok {
		return true
	}
	return outsideTable(name) != nil
}

func clean(p string) string {
	p = strings.TrimSpace(p)
	p = strings.TrimPrefix(p, "中华人民共和国")
	p = strings.TrimPrefix(p, "我")
	return strings.TrimSuffix(p, "等")
}

// dropBrackets takes off a second plate or a remark: 省农业农村厅（省乡村振兴局）. Brackets inside a name stay.
func dropBrackets(p string) string {
	if i := strings.LastIndex(p, "<"); i > 0 && strings.HasSuffix(p, ">") {
		return p[:i]
	}
	if i := strings.LastIndex(p, "（"); i > 0 && strings.HasSuffix(p, "）") {
		return p[:i]
	}
	return p
}

func (s Setting) central(p string) string {
	es := central()[p]
	e := choose(es, s.Date)
	if e == nil {
		e = only(es, func(e *entry) bool { return e.name == p }) // in full: of whatever time, 原国家科学技术委员会 among them
	}
	if e == nil {
		return ""
	}
	return e.name
}

// centralPart names an office or department of a central body by its body: 国家发展改革委办公厅, 科技部政策司. Short forms that a
// province's own bodies share (气象局办公室) are the nation's only in the nation's documents.
func (s Setting) centralPart(p string, home *Region) string {
	if !hasTail(p, []string{"办公厅", "办公室", "司"}) || hasTail(p, []string{"公司"}) {
		return ""
	}
	rest, ok := centralPrefix(p)
	body := p[:len(p)-len(rest)]
	if !ok || body == "国务院" || body == "中共中央" || home.Level != Nation && Local(body) || utf8.RuneCountInString(rest) > 14 {
		return ""
	}
	if name := s.central(body); name != "" {
		return name + rest
	}
	return ""
}

// special looks among single bodies, with the region's word in front made explicit (省大湾区办 means a body of
// 广东省 only in its documents, 雄安新区管委会 the same one everywhere).
func (s Setting) special(p string, home *Region) string {
	var fit []*entry
	for _, e := range named()[p] {
		if within(e, home) {
			fit = append(fit, e)
		}
	}
	if e := choose(fit, s.Date); e != nil {
		return e.name
	}
	return zone(p)
}

func within(e *entry, r *Region) bool { return distance(e, r) >= 0 }

// distance counts the regions from r up to the one that the body is limited to: 0 for r itself and for bodies of
// everywhere, -1 if r does not lie in it.
func distance(e *entry, r *Region) int {
	if len(e.within) == 0 {
		return 0
	}
	for n := 0; r != nil; r, n = r.parent(), n+1 {
		for _, w := range e.within {
			if r.Name == w {
				return n
			}
		}
	}
	return -1
}

// inRegion reads the word for the region in front (省, 市, 河北省, 宁波 …; none: the issuer's own) and looks the
// rest up among the bodies of that level.
func (s Setting) inRegion(p string, home *Region) string {
	if name := s.youthLeague(p, home); name != "" {
		return name
	}
	if name := s.centralBank(p, home); name != "" {
		return name
	}
	if corpsHead(p) != "" {
		return s.inCorps(p)
	}
	if name := s.branchHead(p, home); name != "" {
		return name
	}
	party := strings.HasPrefix(p, "中共")
	p = strings.TrimPrefix(p, "中共")
	if r, rest := ownRegion(p, home); r != nil {
		if name := s.local(rest, r, party, false); name != "" {
			return name
		}
		if name := openEnded(rest, r, false); name != "" {
			return name
		}
	}
	if r, rest := homePrefix(p, home); r != nil {
		if name := s.local(rest, r, party, !strings.HasPrefix(p, r.Name)); name != "" {
			return name
		}
		return openEnded(rest, r, !strings.HasPrefix(p, r.Name))
	}
	if r, rest := longestRegion(p, home); r != nil {
		if name := s.local(rest, r, party, strings.HasSuffix(p[:len(p)-len(rest)], r.Short)); name != "" {
			return name
		}
		return openEnded(rest, r, shortHead(p[:len(p)-len(rest)], r))
	}
	if home.Level == Nation {
		return ""
	}
	return s.local(p, home, party, false)
}

// homePrefix reads the name of a jurisdiction outside the table, or its own name where several share it (南山区).
func homePrefix(p string, home *Region) (*Region, string) {
	if home.Code != "" {
		if rest, ok := strings.CutPrefix(p, home.Own); ok && rest != "" && home.Level == County {
			return home, rest
		}
		return nil, ""
	}
	for _, head := range []string{home.Name, home.Short} {
		if rest, ok := strings.CutPrefix(p, head); ok && rest != "" {
			return home, rest
		}
	}
	return nil, ""
}

// ownRegion reads 省, 市, 区, 县 … in front as the region of that kind that the issuer's jurisdiction is or
// lies in: 省 in a document of 宁波市 is 浙江省. 市 in one of 浙江省 is no certain city.
func ownRegion(p string, home *Region) (*Region, string) {
	for _, k := range kinds {
		if rest, ok := strings.CutPrefix(p, k.word); ok && rest != "" {
			for r := home; r != nil && r.Level != Nation; r = r.parent() {
				if strings.ContainsRune(k.levels, rune(r.Level)) && strings.HasSuffix(r.Own, k.tail) {
					return r, rest
				}
			}
			return nil, ""
		}
	}
	return nil, ""
}

var kinds = []struct{ word, levels, tail string }{
	{"自治区", "p", "自治区"}, {"自治州", "c", "自治州"}, {"自治县", "d", "自治县"}, {"全省", "p", "省"}, {"全市", "mcd", "市"},
	{"省", "p", "省"}, {"市", "mcd", "市"}, {"区", "pd", "区"}, {"县", "d", "县"}, {"州", "c", "州"}, {"盟", "c", "盟"}, {"旗", "d", "旗"}, {"地区", "c", "地区"},
}

// local looks the printed form up among the bodies of r's level and writes their name out. short tells that the
// region stood in front in short (河北金融监管局 is the central body's, 省金融监管局 the province's own).
func (s Setting) local(rest string, r *Region, party, short bool) string {
	rest = localForm(rest, party)
	var special, open, whole []*entry
	nearest := 9 // what a city has of its own goes before what its province has
	short = short && only(local()[rest], func(e *entry) bool { return strings.HasSuffix(e.levels, "s") }) != nil
	for _, e := range local()[rest] {
		d := distance(e, r)
		whole = append(whole, e)
		switch {
		case s.Date == "" && e.to != "" && e.to < "1996": // 税务局 of an undated text is not that of before 1994
		case !strings.ContainsRune(e.levels, rune(r.Level)) || d < 0 || short != strings.HasSuffix(e.levels, "s"):
		case len(e.within) > 0 && d > nearest:
		case len(e.within) > 0 && d < nearest:
			special, nearest = append(special[:0], e), d
		case len(e.within) > 0:
			special = append(special, e)
		default:
			open = append(open, e)
		}
	}
	e := chooseNear(special, open, s.Date)
	if e == nil && len(special)+len(open) == 0 && !short && inFull(whole, rest, r) {
		e = choose(whole, s.Date)
	}
	if e == nil {
		return ""
	}
	return fill(e.name, r)
}

// inFull tells whether what is printed behind the region is the whole name, and no short form of another: then it may
// stand in places that the table does not list. 厅 are of provinces, and no province has a 局 by the name of its 厅.
func inFull(es []*entry, rest string, r *Region) bool {
	for _, e := range es {
		if e.name != "{R}"+rest {
			return false
		}
	}
	kind, bureau := strings.CutSuffix(rest, "局")
	if r.Level == Province && bureau {
		return local()[kind+"厅"] == nil
	}
	return len(es) > 0 && !strings.HasSuffix(rest, "厅")
}

// localForm brings party and government bodies to the form of the table.
func localForm(rest string, party bool) string {
	if c, ok := strings.CutPrefix(rest, "党委"); ok {
		rest = "委" + c // 自治区党委组织部
	}
	if c, ok := strings.CutPrefix(rest, "委员会"); ok && party {
		rest = "委" + c
	}
	if c, ok := strings.CutPrefix(rest, "人民政府"); ok && c != "" {
		rest = "政府" + c
	}
	return rest
}

// police reads 海淀公安分局: a branch of the city's police, which the everyday name does not say.
func (s Setting) police(p string, home *Region) string {
	place, ok := strings.CutSuffix(p, "公安分局")
	if !ok || place == "" {
		return ""
	}
	city := home
	if home.Level == County {
		city = home.parent()
	}
	if city == nil || city.Level != Prefecture && city.Level != Municipality {
		return ""
	}
	if r := regions().childNamed(city, place+"区"); r != nil {
		return city.Name + "公安局" + place + "分局"
	}
	return ""
}

// part names a division or branch by the body it belongs to: 市自然资源规划局鄞州分局, 省人社厅就业促进处. Its own name stays as
// it is printed.
func (s Setting) part(p string, home *Region) string {
	if !hasTail(p, partTails) {
		return ""
	}
	if name := s.police(p, home); name != "" {
		return name
	}
	for i := len(p) - len("处"); i >= len("省某局"); i-- {
		if !utf8.RuneStart(p[i]) || !hasTail(p[:i], bodyTails) || hasTail(p[:i], []string{"分局", "市委", "省委"}) || strings.HasPrefix(p[i:], "员会") {
			continue
		}
		if r, rest := ownRegion(p[:i], home); r != nil {
			if name := s.local(rest, r, false, false); name != "" {
				return name + p[i:]
			}
		}
		if r, rest := longestRegion(p[:i], home); r != nil && strings.HasSuffix(p[:i-len(rest)], r.Own) {
			if name := s.local(rest, r, false, false); name != "" {
				return name + p[i:]
			}
		}
	}
	return ""
}

var (
	partTails = []string{"分局", "管理局", "监管局", "处", "中心", "支队", "大队", "总队", "科", "办公室", "交警局"}
	bodyTails = []string{"局", "厅", "委"}
)

func fill(template string, r *Region) string {
	committee := "中共" + r.Name + "委"
	if strings.HasSuffix(r.Name, "自治区") {
		committee = "中共" + r.Name + "党委"
	}
	return strings.NewReplacer("{R}", r.Name, "{S}", r.Short, "{P}", committee).Replace(template)
}

// youthLeague reads 团省委, 团市委, 共青团河北省委, whose word for the region stands inside.
func (s Setting) youthLeague(p string, home *Region) string {
	rest, ok := strings.CutPrefix(p, "共青团")
	if !ok {
		rest, ok = strings.CutPrefix(p, "团")
	}
	if !ok || !strings.HasSuffix(rest, "委") && !strings.HasSuffix(rest, "委员会") {
		return ""
	}
	if r, tail := ownRegion(rest, home); r != nil && (tail == "委" || tail == "委员会") {
		return "共青团" + r.Name + "委"
	}
	if r, tail := longestRegion(rest, home); r != nil && (tail == "委" || tail == "委员会") {
		return "共青团" + r.Name + "委"
	}
	return ""
}

// centralBank reads the branches: 人行市中心支行, 人民银行广州分行. Their names keep the printed place.
func (s Setting) centralBank(p string, home *Region) string {
	var rest string
	for _, head := range []string{"中国人民银行", "人民银行", "人行"} {
		var ok bool
		if rest, ok = strings.CutPrefix(p, head); ok {
			break
		}
	}
	if rest == p || rest == "" {
		return ""
	}
	if c, ok := strings.CutSuffix(rest, "营管部"); ok {
		rest = c + "营业管理部"
	}
	for _, tail := range []string{"营业管理部", "中心支行", "分行", "支行", "总部"} {
		place, ok := strings.CutSuffix(rest, tail)
		if !ok {
			continue
		}
		if r, left := ownRegion(place+"-", home); r != nil && left == "-" {
			return "中国人民银行" + r.Name + tail
		}
		if r, ok := RegionOf(place); ok && r.Level == Province && tail == "分行" {
			return s.provincialBank(r)
		}
		if place != "" && !Collective(place) && !strings.Contains(place, "所在") {
			return "中国人民银行" + rest
		}
	}
	return ""
}

// branchHead reads the branches whose name puts the body before the region: 国网四川电力, 民航河南监管局.
func (s Setting) branchHead(p string, home *Region) string {
	for _, b := range []struct{ head, tail, form string }{{"国网", "电力", "电力"}, {"民航", "监管局", "民航监管局"}, {"民航", "安全监管局", "民航监管局"}} {
		place, ok := strings.CutPrefix(p, b.head)
		if !ok || !strings.HasSuffix(place, b.tail) {
			continue
		}
		if r, rest := longestRegion(place, home); r != nil && rest == b.tail {
			return s.local(b.form, r, false, false)
		}
	}
	return ""
}

// provincialBank is the branch of the central bank in a province; from the end of 1998 to the summer of 2023 there was none, but
// branches for several provinces and 中心支行 in the other capitals.
func (s Setting) provincialBank(r Region) string {
	if len(s.Date) >= 7 && s.Date < "2023-08" && s.Date > "1998-12" {
		return ""
	}
	return "中国人民银行" + r.Name + "分行"
}

// division names an internal division (规划财务处, 基础教育司) as part of the issuer; governments have none.
func (s Setting) division(p string) string {
	p = strings.TrimPrefix(p, "厅")
	if r, _ := ownRegion(p, s.home()); r != nil || utf8.RuneCountInString(p) < 3 || !hasTail(p, []string{"处", "处室", "司"}) || hasTail(p, []string{"公司", "办事处"}) || strings.Contains(p, "的") {
		return ""
	}
	if utf8.RuneCountInString(p) == 3 && strings.HasSuffix(p, "处") && !hasAnyHead(p, "财务", "人事", "科技", "审计", "法规", "外事", "综合", "宣传", "老干", "离退", "信访", "档案", "机要", "保卫", "后勤", "水利", "统计", "监察") {
		return "" // 职成处 is short for 职业教育与成人教育处
	}
	issuer := strings.TrimSuffix(s.Issuer, "办公厅") // 教育部办公厅 speaks for 教育部
	if full := s.central(issuer); full != "" {
		issuer = full // 科技部办公厅 in the head
	}
	if hasTail(issuer, []string{"厅", "局", "委员会", "部", "署"}) {
		return issuer + p
	}
	return ""
}

package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/text"
)

// Unit is a body in a list of units. Text is as printed, with the parts that a list shares restored (省科技厅、财政厅
// gives 省财政厅); Start and End are the place of the printed piece in the list.
type Unit struct {
	Text       string
	Start, End int
	Open       bool // 等部门, 等单位, 等 follows: the list names examples
}

// Units reads a list of units joined by 、 ， 和 以及 及 or line breaks. Pieces that do not look like a unit are
// left out; ok tells whether every piece did.
func Units(list string) (units []Unit, ok bool) {
	pieces := splitList(list)
	pieces = glueLevels(list, pieces)
	ok = len(pieces) > 0
	for _, p := range pieces {
		u := Unit{Text: list[p.start:p.end], Start: p.start, End: p.end}
		u.Text, u.Open = cutOpen(u.Text)
		u.Text = trimUnit(u.Text)
		if u.Text == "" || len(units) > 0 && (u.Text == "单位" || u.Text == "部门") {
			u.Open = true
			if n := len(units); u.Open && n > 0 {
				units[n-1].Open = true // 省财政厅、等部门
			}
			continue
		}
		units = append(units, u)
	}
	shareTails(units)
	shareHeads(units)
	kept := units[:0]
	for _, u := range units {
		if !LooksLikeUnit(u.Text) {
			ok = false
			continue
		}
		kept = append(kept, u)
	}
	return kept, ok && len(kept) > 0
}

type piece struct{ start, end int }

// splitList cuts at separators outside brackets, then at conjunctions between two units, then where a lost
// blank glued two together.
func splitList(s string) []piece {
	var out []piece
	depth, from := 0, 0
	add := func(to int) {
		if to > from {
			out = append(out, splitJoined(s, piece{from, to})...)
		}
	}
	for i, r := range s {
		switch r {
		case '（', '〔', '【', '<', '〈':
			depth++
		case '）', '〕', '】', '>', '〉':
			depth = max(0, depth-1)
		case '、', '，', ',', '；', ';', '。', '\n', '\t', ' ', '　', '/':
			if depth == 0 {
				add(i)
				from = i + utf8.RuneLen(r)
			}
		}
	}
	add(len(s))
	return mergeNamed(s, out)
}

// mergeNamed puts together what is one name in the tables: 市科委、中关村管委会.
func mergeNamed(s string, ps []piece) []piece {
	out := ps[:0]
	for i := 0; i < len(ps); i++ {
		if i+1 < len(ps) && strings.HasSuffix(s[ps[i].start:ps[i].end], "科委") && authority.Known(s[ps[i].start:ps[i+1].end]) {
			out = append(out, piece{ps[i].start, ps[i+1].end})
			i++
			continue
		}
		out = append(out, ps[i])
	}
	return out
}

// longestPiece bounds the work on text that is no list of units; names are far shorter.
const longestPiece = 600

var conjunctions = []string{"以及", "和", "及", "与", "或"}

// splitJoined cuts at a conjunction if what stands on both sides is a unit: 省农业厅和有关部门, but not
// 发展和改革委 nor 有关部门和单位.
func splitJoined(s string, p piece) []piece {
	t := s[p.start:p.end]
	if len(t) > longestPiece || authority.Known(t) || authority.ByLevel(t) {
		return []piece{p}
	}
	for i := range t {
		if i == 0 || inBrackets(t, i) {
			continue
		}
		for _, c := range conjunctions {
			rest, ok := strings.CutPrefix(t[i:], c)
			if !ok || !joins(t[:i], rest) || c != "以及" && !apart(t[:i], rest) {
				continue
			}
			from := p.end - len(rest)
			return append(splitJoined(s, piece{p.start, p.start + i}), splitJoined(s, piece{from, p.end})...)
		}
	}
	return splitGlued(s, p)
}

func joins(left, right string) bool {
	left, _ = cutOpen(left)
	right, _ = cutOpen(strings.TrimPrefix(right, "其"))
	switch right {
	case "单位", "部门", "地区", "企业", "机构", "院所", "地方", "个人", "街道", "委员会", "政府", "":
		return false
	}
	if strings.HasSuffix(left, "党委") && right == "人民政府" {
		return false
	}
	return LooksLikeUnit(left) && LooksLikeUnit(right)
}

// apart tells whether two pieces around 和 or 与 are two bodies, and not one name that the tables do not hold (实验室与
// 设备管理处): one of them is known, or begins with a word for its region, or both are written in full.
func apart(left, right string) bool {
	left, _ = cutOpen(left)
	right, _ = cutOpen(right)
	for _, p := range []string{left, right, strings.TrimPrefix(right, "其")} {
		if authority.Known(p) && !authority.Local(p) || authority.Collective(p) || hasAnyPrefix(p, "省", "市", "自治区", "州", "县", "国家", "中央") {
			return true
		}
	}
	return utf8.RuneCountInString(left) >= 4 && utf8.RuneCountInString(right) >= 4 && !(strings.HasSuffix(right, "处") || strings.HasSuffix(right, "科"))
}

func inBrackets(s string, at int) bool {
	return strings.Count(s[:at], "（") > strings.Count(s[:at], "）")
}

// splitGlued cuts 市经信局市生态环境局, two cells lines whose blank is gone: the second starts with the word
// for the region that the first starts with.
func splitGlued(s string, p piece) []piece {
	t := s[p.start:p.end]
	_, n := utf8.DecodeRuneInString(t)
	head := t[:n]
	if head != "市" && head != "省" && head != "县" && head != "区" || authority.Known(t) {
		return []piece{p}
	}
	for i := 3 * n; i+3*n <= len(t); i += n {
		if !utf8.RuneStart(t[i]) || !strings.HasPrefix(t[i:], head) || inBrackets(t, i) {
			continue
		}
		if authority.Known(t[:i]) && LooksLikeUnit(t[i:]) {
			return append([]piece{{p.start, p.start + i}}, splitGlued(s, piece{p.start + i, p.end})...)
		}
	}
	return []piece{p}
}

// glueLevels keeps 各市、县政府 and 各市（含定州、辛集市）、县（市、区）人力资源社会保障局 whole: the first part
// has no body of its own, and what it would stand for is a group anyway.
func glueLevels(s string, ps []piece) []piece {
	out := ps[:0:0]
	for i := 0; i < len(ps); i++ {
		p := ps[i]
		for i+1 < len(ps) && (leaguesOf(s[p.start:p.end]) && levelTail(s[ps[i+1].start:ps[i+1].end], "") || committee(s[p.start:p.end]) && hasAnyPrefix(s[ps[i+1].start:ps[i+1].end], "政府", "人民政府") || openLevel(s[p.start:p.end]) && levelTail(s[ps[i+1].start:ps[i+1].end], s[p.start:p.end])) {
			i++
			p.end = ps[i].end
		}
		out = append(out, p)
	}
	return out
}

// committee tells whether s is the first half of 各县（市、区）党委、政府.
func committee(s string) bool {
	if strings.HasSuffix(s, "党委") {
		return true
	}
	level, ok := strings.CutSuffix(s, "委")
	return ok && strings.HasPrefix(s, "各") && openLevel(level)
}

// leaguesOf tells whether s is the first half of 各盟行政公署、市人民政府, 各地区行署、州人民政府: governments by level, the first
// under a name of its own.
func leaguesOf(s string) bool {
	return strings.HasPrefix(s, "各") && (strings.HasSuffix(s, "行政公署") || strings.HasSuffix(s, "行署"))
}

// openLevel tells whether s is 各市, 市, 各县（市、区）, 各市（含甲州、乙市） …: levels without a body.
func openLevel(s string) bool {
	s = roundBrackets(s)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "有关"), "各")
	return authority.Levels(s) || authority.Levels(withoutBrackets(s))
}

// roundBrackets writes 县〔市、区〕, as lists inside brackets print it, with the usual ones.
func roundBrackets(s string) string {
	if !strings.Contains(s, "〔") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "〔", "（"), "〕", "）")
}

func withoutBrackets(s string) string {
	for {
		i, j := strings.LastIndex(s, "（"), strings.LastIndex(s, "）")
		if i < 0 || j < i {
			return s
		}
		s = s[:i] + s[j+len("）"):]
	}
}

// levelTail tells whether s starts with a bare level and goes on to a body that the levels before share: 县政府, 县（市、区）人民政府,
// 县教育局. Towns have no bureaus, so that 各镇（街道）、区教育局 are two.
func levelTail(s, before string) bool {
	s = roundBrackets(s)
	if authority.Levels(s) {
		return true
	}
	for _, tail := range []string{"人民政府办公厅（室）", "政府办公厅（室）", "人民政府", "政府", "管委会", "党委"} {
		if head, ok := strings.CutSuffix(s, tail); ok {
			return authority.Levels(head)
		}
	}
	s = plain(s) // 直辖市财政厅（局）
	for i := range s {
		if i > 0 && authority.Local(s[i:]) && authority.Levels(s[:i]) {
			return s[:i] != "市" && s[:i] != "省" && !strings.HasPrefix(s[i:], "府") && !strings.ContainsAny(before, "镇乡街")
		}
	}
	return false
}

func hasAnyPrefix(s string, ps ...string) bool {
	return text.StartsAny(s, ps...)
}

// cutOpen takes 等, 等部门, 等有关单位 … off the end.
func cutOpen(s string) (string, bool) {
	i := strings.LastIndex(s, "等")
	if i < 0 || strings.HasSuffix(s, "）") && strings.LastIndex(s, "（") < i {
		return s, false
	}
	rest := s[i+len("等"):]
	if strings.HasPrefix(rest, "级") || strings.HasPrefix(rest, "学") || strings.HasPrefix(rest, "院") || strings.HasPrefix(rest, "教") {
		return s, false // 高等学校, 高等院校, 高等教育
	}
	if rest == "" || strings.HasSuffix(rest, "部门") || strings.HasSuffix(rest, "单位") || strings.HasSuffix(rest, "机构") || strings.HasSuffix(rest, "企业") ||
		strings.HasSuffix(rest, "地区") || strings.HasSuffix(rest, "部委") || strings.HasSuffix(rest, "机关") || strings.HasSuffix(rest, "（单位）") || strings.HasSuffix(rest, "厅局") || strings.HasSuffix(rest, "政府") {
		return s[:i], true
	}
	return s, false
}

// trimUnit takes off what is not the name: blanks, stops, 由 and 及其 in front, a remark in brackets behind.
func trimUnit(s string) string {
	s = strings.Trim(s, " \t\n　。.；;：:，、“”\"*＊★☆▲△")
	for _, w := range []string{"由", "以及", "及", "和"} {
		if rest, ok := strings.CutPrefix(s, w); ok && LooksLikeUnit(rest) && !authority.Known(s) && !hasAnyPrefix(s, "和林格尔", "和平", "和田", "和龙", "和顺", "和静", "和县") {
			s = rest
		}
	}
	if i := strings.LastIndex(s, "（"); i > 0 && strings.HasSuffix(s, "）") {
		inner := s[i+len("（") : len(s)-len("）")]
		if (!LooksLikeUnit(inner) || hasAnyPrefix(inner, "以下", "含", "不含", "包括")) && inner != "室" && inner != "局" && !strings.HasSuffix(inner, "级") && !authority.Levels(inner) {
			s = s[:i] // （轨道交通、铁路项目）, but not （室）, （市、区）, （省乡村振兴局）
		}
	}
	return s
}

// shareTails gives 张家口 and 黄埔区 the body that the list names only at its end: 张家口、廊坊市政府.
func shareTails(units []Unit) {
	for i := len(units) - 2; i >= 0; i-- {
		region, tail := regionTail(units[i+1].Text)
		if tail == "" {
			continue
		}
		if place, ok := bareRegion(units[i].Text); ok {
			units[i].Text = place + tail
		} else if place := shortRegion(units[i].Text, region); place != "" {
			units[i].Text = place + tail
		}
	}
}

// bareRegion tells whether s is a region and nothing else; short names get their full form.
func bareRegion(s string) (string, bool) {
	if r, ok := authority.RegionOf(s); ok && r.Level != authority.Nation {
		return r.Own, true
	}
	n := utf8.RuneCountInString(s)
	if n >= 2 && n <= 5 && !authority.Collective(s) && (strings.HasSuffix(s, "区") || strings.HasSuffix(s, "县") || strings.HasSuffix(s, "市")) {
		return s, true
	}
	return "", false
}

// shortRegion gives 黄埔 in 黄埔、天河区政府 the 区 that the list names once.
func shortRegion(s, next string) string {
	_, n := utf8.DecodeLastRuneInString(next)
	level := next[len(next)-n:]
	if level != "区" && level != "县" && level != "市" || utf8.RuneCountInString(s) > 4 {
		return ""
	}
	if head, _ := authority.Head(s + level + "政府"); head == s+level {
		return head
	}
	return ""
}

// regionTail cuts 廊坊市政府 into the region and 政府; groups (其他地级以上市人民政府) lend their tail too.
func regionTail(s string) (region, tail string) {
	for _, t := range []string{"人民政府", "政府", "党委、政府"} {
		if head, ok := strings.CutSuffix(s, t); ok && head != "" {
			return head, t
		}
	}
	if head, form := authority.Head(s); form != "" && utf8.RuneCountInString(head) >= 2 && !strings.HasPrefix(head, "各") {
		return head, form
	}
	return "", ""
}

// shareHeads gives 科技厅 in 省发展改革委、科技厅 its 省.
func shareHeads(units []Unit) {
	head, party, before := "", false, false // before: the piece before got its head
	for i := range units {
		u := &units[i]
		restored := before
		before = false
		if zone := zoneHead(u.Text); zone != "" {
			head, party = zone, false
			continue
		}
		if authority.Local(plain(u.Text)) || head != "" && authority.Known(head+u.Text) && !authority.Known(u.Text) {
			switch {
			case withoutHalls(head) && strings.HasSuffix(plain(u.Text), "厅"): // 各市（州）人民政府、公安厅: cities have no 厅
				if strings.HasPrefix(head, "各") {
					head = "" // the province's own
				}
				continue
			case head == "" || strings.HasPrefix(u.Text, "政府"):
			case party && authority.Local("委"+u.Text):
				u.Text = head + "委" + u.Text
			default:
				u.Text = head + u.Text
			}
			before = head != ""
			continue
		}
		h, form := authority.Head(u.Text)
		if form == "" && strings.HasPrefix(u.Text, "各") {
			h, form = authority.Head(plain(u.Text)) // 各省、自治区、直辖市财政厅（局）
		}
		if form != "" && h != "" {
			head, party = h, strings.HasPrefix(form, "委")
		} else if head != "" && (restored || i > 0 && i+1 < len(units) && authority.Local(plain(units[i+1].Text))) && bareBody(u.Text) {
			u.Text, before = head+u.Text, true
		}
	}
}

// withoutHalls tells whether the regions of head have no departments called 厅: cities and counties, and the corps.
func withoutHalls(head string) bool {
	if strings.HasPrefix(head, "各") {
		return !strings.Contains(strings.ReplaceAll(head, "省辖市", ""), "省") && !strings.Contains(head, "自治区")
	}
	return strings.HasSuffix(head, "兵团")
}

// bareBody tells whether s is shaped like a local body without its head (数字办, 农机中心), though the tables do not hold it.
func bareBody(s string) bool {
	n := utf8.RuneCountInString(s)
	if n < 3 || n > 6 || strings.HasSuffix(s, "分局") || authority.Known(s) || authority.Collective(s) || hasAnyPrefix(s, "团", "省", "市", "自治", "州", "县", "区", "盟", "旗", "国", "中", "驻", "属地") {
		return false
	}
	for _, tail := range []string{"局", "厅", "委", "办", "中心"} {
		if strings.HasSuffix(s, tail) {
			return !authority.Placed(s)
		}
	}
	return false
}

// plain is the name before a second plate: 农业农村厅（乡村振兴局）.
func plain(s string) string {
	if i := strings.LastIndex(s, "（"); i > 0 && strings.HasSuffix(s, "）") {
		return s[:i]
	}
	return s
}

// zoneHead is the zone in front of its department: 雄安新区 in 雄安新区公共服务局.
func zoneHead(s string) string {
	if i := strings.Index(s, "新区"); i > 0 && len(s) > i+len("新区")+2*len("局") && authority.Known(s) {
		return s[:i+len("新区")]
	}
	return ""
}

var unitTails = []string{"司", "厅", "局", "委", "办", "部", "院", "行", "会", "署", "社", "处", "所", "中心", "公司", "政府", "集团", "大学", "学校", "中小学", "高校", "总队", "支队",
	"联", "协", "部门", "单位", "机构", "企业", "室", "小组", "指挥部", "专班", "军区", "银行", "区", "市", "县", "镇", "乡", "街道", "海关", "党校", "工会", "馆", "总站", "站",
	"法院", "机关", "学会", "组织", "基金", "电台", "电视台", "报社", "媒体", "园", "州", "盟", "旗", "兵团", "职教集团", "地方", "各地", "铁塔", "电信", "移动", "联通", "信保", "警备区", "军分区", "地区", "团体", "队", "科", "平台", "陆军", "海军", "空军", "战区", "师市", "盟市", "镇街", "街镇", "各街", "乡街", "村居", "各村", "院校", "电力", "控股", "供电", "农场", "林场", "牧场", "马场"}

// LooksLikeUnit tells whether a piece ends as names of bodies do and is of their length.
func LooksLikeUnit(s string) bool {
	if len(s) > longestPiece {
		return false
	}
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 40 {
		return false
	}
	if authority.Known(s) {
		return true
	}
	base := s
	if i := strings.LastIndex(s, "（"); i > 0 && strings.HasSuffix(s, "）") {
		base = s[:i]
	}
	if n > 24 && base == s || strings.ContainsAny(base, "。；：？！“”《》") {
		return false
	}
	for _, t := range unitTails {
		if strings.HasSuffix(base, t) {
			return !notUnits[base]
		}
	}
	return sectionOfCounty(base, n)
}

// sectionOfCounty tells the 股 of a county office (耕地保护股) from shares of a company.
func sectionOfCounty(s string, n int) bool {
	return n >= 3 && n <= 12 && strings.HasSuffix(s, "股") && !strings.HasSuffix(s, "控股") && !strings.HasSuffix(s, "入股") && !strings.HasSuffix(s, "参股") && !strings.HasSuffix(s, "持股") && !strings.HasSuffix(s, "折股") && !strings.HasSuffix(s, "权股")
}

// notUnits end like a unit and are none.
var notUnits = map[string]bool{"全部": true, "机会": true, "社会": true, "场所": true, "内部": true, "全会": true, "大会": true, "小区": true, "城市": true, "地方": false,
	"局部": true, "以上单位": true, "试行": true, "暂行": true, "执行": true, "举办": true, "主办": true, "协办": true, "承办": true, "督办": true, "会办": true, "交办": true, "进行": true, "实行": true, "运行": true, "推行": true, "人才队": true, "银行": false, "各部": true, "一部": true, "经办": true, "会议室": true, "高新区": false, "教科文": true, "农村地区": true, "学科": true, "外部": true, "西部": true, "东部": true, "中部": true, "北部": true, "南部": true, "党支部": true, "俱乐部": true}

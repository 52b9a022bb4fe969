package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/text"
)

// bodySuffixes end the names of bodies that sign documents.
var bodySuffixes = []string{
	"人民政府", "政府", "办公厅", "办公室", "委员会", "委", "国务院", "中央军委", "法院", "检察院", "厅", "局", "部", "署", "院", "银行", "分行", "支行", "总局", "小组",
	"指挥部", "中心", "管委会", "联合会", "总工会", "工会", "协会", "学会", "海关", "公司", "集团", "大学", "学院", "联席会议", "工委", "党组", "大会", "总队", "支队", "司", "社", "团", "妇联", "残联", "科协", "会", "处", "所", "站", "基金会", "馆", "办", "台", "校",
}

// posts are the offices that sign orders.
var posts = []string{"总理", "主席", "委员长", "部长", "省长", "市长", "州长", "县长", "区长", "主任", "局长", "行长", "署长", "院长", "检察长", "审计长", "会长", "厅长", "盟长", "旗长", "书记", "社长", "镇长"}

// signer tells whether s is what stands above the day of a signature: names of bodies, or a post with a name.
func signer(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 2000 || hasAny(s, "。", "，", "；", "《", "？", "如下", "第") {
		return false
	}
	if markAt(s).level > 0 {
		return false
	}
	if postAndName(s) {
		return true
	}
	if len(s) > 300 {
		return manyNames(s)
	}
	t := strings.TrimSuffix(strings.TrimSuffix(s, "（章）"), "（代章）")
	t = stripEdition(t)
	return endsAny(t, bodySuffixes...) && !hasAny(t, "：", "关于") && runes(t) >= 2
}

// manyNames tells whether s is the names of many bodies run together, as those of nineteen offices that sign one letter.
func manyNames(s string) bool {
	names := splitSigners(s)
	if len(names) < 5 || properNames(names) == nil {
		return false
	}
	for _, n := range names {
		if runes(n) > 30 {
			return false
		}
	}
	return true
}

// authorsAt gives the length of the bracket at the start of t that names the authors of a forwarded text, with or without
// their day: （某省物价局）, （某省物价局 2004年7月22日）. 0 if there is none.
func authorsAt(t string) int {
	if !strings.HasPrefix(t, "（") {
		return 0
	}
	n := matching(t[:min(len(t), 300)])
	if n < 0 {
		return 0
	}
	names := t[len("（") : n-len("）")]
	if _, at := endDate(names); at > 0 {
		names = names[:at]
	}
	if !signer(names) || postAndName(names) || strings.Contains(names, "此件") {
		return 0
	}
	return n
}

// authorsBefore gives the length of the names of authors that t begins with, glued to the first words of their text.
func authorsBefore(t string) int {
	t = t[:min(len(t), 240)]
	for _, w := range []string{"为", "根据", "按照", "近年来"} {
		if i := strings.Index(t, w); i > 0 && signer(t[:i]) && !postAndName(t[:i]) {
			return i
		}
	}
	return 0
}

// postAndName reads 市长 裘某某, 科学技术部部长：万某, several of them too.
func postAndName(s string) bool {
	for _, p := range posts {
		i := text.LastIndex(s, p)
		if i < 0 {
			continue
		}
		name := strings.Trim(s[i+len(p):], " ：·")
		if personNames(name) && i <= 120 && !hasAny(s[:i], "的", "任", "由") {
			return true
		}
	}
	return false
}

// personNames tells whether s is one name of a person or several: two to four characters each, more only with a dot.
func personNames(s string) bool {
	if s == "" || !allNames(s) {
		return false
	}
	if n := runes(strings.ReplaceAll(s, " ", "")); n >= 2 && n <= 4 {
		return true
	}
	for _, f := range strings.Fields(s) {
		if n := runes(f); n < 2 || n > 4 && !strings.ContainsAny(f, "·•") || n > 16 {
			return false
		}
	}
	return true
}

func allNames(s string) bool {
	for _, r := range s {
		if !isName(r) && r != ' ' && r != '·' && r != '•' {
			return false
		}
	}
	return true
}

// splitSigners cuts a line with several bodies into their names: by blanks, 、 and, in glued text, behind the
// suffix of each.
func splitSigners(s string) []string {
	var out []string
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '　' || r == '、' || r == '，' }) {
		for _, g := range splitGlued(f) {
			out = append(out, splitKnown(g)...)
		}
	}
	return mergeShort(out)
}

// splitKnown cuts a glued run of names where both sides are bodies of the tables under their own head (某证监局某省乡村振兴局).
func splitKnown(s string) []string {
	if len(s) < 30 || authority.Known(s) {
		return []string{s}
	}
	for i := range s {
		if i >= 9 && len(s)-i >= 9 && authority.Known(s[:i]) && !authority.Local(s[:i]) && authority.Known(s[i:]) && authority.Placed(s[i:]) {
			return []string{s[:i], s[i:]}
		}
	}
	return []string{s}
}

// strongEnds are endings behind which another body can begin.
var strongEnds = []string{"人民政府办公厅", "人民政府办公室", "人民政府", "办公厅", "委员会", "厅", "局", "部", "总局", "银行", "法院", "检察院", "国务院", "中央军委", "总工会", "联合会", "署", "会", "改革委", "健康委", "生育委", "计生委", "国资委", "扶贫办", "编办", "省委", "市委", "县委", "区委", "旗委", "州委", "地委", "盟委", "工委", "委办公室", "妇联", "残联", "科协", "综治办", "中医药局", "组织部", "科学院", "工程院", "社科院", "基金委", "省局", "监督局", "中央", "网信办", "开发办公室", "支行", "分行", "中科院", "司"}

// annexEnds end the titles of annexes that a crawl glues to the name of who signs.
var annexEnds = []string{"名单", "名录", "清单", "目录", "表", "办法", "方案", "证明", "细则", "规定"}

// bareNames drops what stands glued before the names of a signature: the last annex of a list (…单位名单某省教育厅), the
// title of the plan (…实施办法某省人民政府).
func bareNames(s string) string {
	for _, w := range annexEnds {
		i := text.LastIndex(s, w)
		if i < 0 {
			continue
		}
		if rest := s[i+len(w):]; len(rest) > 9 && (startsAny(rest, startsBody...) || regionPrefix(rest) != "") {
			s = rest
		}
	}
	return s
}

// startsBody are the words that the name of a body begins with.
var startsBody = []string{"中华人民共和国", "中国", "国家", "国务院", "最高人民", "中共", "全国", "教育部", "科技部", "科学技术部", "工业和信息化部", "公安部", "民政部", "司法部", "财政部", "人力资源", "自然资源部", "生态环境部",
	"住房", "交通运输部", "水利部", "农业", "商务部", "文化", "卫生", "退役军人", "应急管理部", "人民银行", "审计署", "海关总署", "税务总局", "市场监管总局", "体育总局", "共青团", "团中央", "中央", "应急部", "市场监管", "医保局", "银保监会", "证监会", "扶贫办", "国资委", "发展改革委", "能源局", "铁路局", "民航局", "邮政局", "外汇局", "知识产权局", "中科院", "社科院", "国防科工局", "外交部", "住建部", "食品药品", "金融监管总局", "工程院", "自然科学基金委", "共青团省委", "农业农村部", "生态环境部", "海关", "气象局", "林草局", "林业局", "银监会", "保监会", "中宣部", "广播电视总局", "广电总局", "总参谋部", "总政治部", "总后勤部", "总装备部", "军委", "工商总局", "质检总局", "省", "自治区"}

// splitGlued cuts 人力资源社会保障部办公厅教育部办公厅 and 某省教育厅某省财政厅.
func splitGlued(s string) []string {
	var out []string
	at := 0
	for i := 0; i < len(s); {
		_, k := utf8.DecodeRuneInString(s[i:])
		i += k
		if i < len(s) && i-at >= 6 && bodyEnds(s[at:i], s[i:]) {
			out = append(out, s[at:i])
			at = i
		}
	}
	return append(out, s[at:])
}

// bodyEnds tells whether the name of a body ends where rest begins: it ends in the suffix of one, and rest
// starts as one does. 国家税务总局某省税务局 is one body, for the region of the second part is not in the first.
func bodyEnds(name, rest string) bool {
	if !endsAny(name, strongEnds...) || startsAny(rest, "办公厅", "办公室", "省级", "住房公积金", "党组", "办") {
		return false
	}
	if name == "国务院" && !startsAny(rest, "中央", "中共") {
		return false // 国务院扶贫办, 国务院国资委
	}
	if strings.HasSuffix(name, "中央") {
		return startsAny(rest, "国务院", "中央军委", "教育部")
	}
	if strings.HasPrefix(rest, "省") {
		return strings.Contains(name, "省") // 省教育厅省财政厅
	}
	if startsAny(rest, startsBody...) && len(rest) >= 6 || strings.HasSuffix(rest, "海关") && runes(rest) <= 6 {
		return true
	}
	if i := strings.Index(rest, "监局"); endsAny(name, "支行", "分行") && i > 0 && i <= len("河北银保") {
		return true // …中心支行某省银保监局
	}
	r := regionPrefix(rest)
	return r != "" && strings.Contains(name, r)
}

// mergeShort gives a lone 办公厅 back to the body before it.
func mergeShort(names []string) []string {
	var out []string
	for _, n := range names {
		if len(out) > 0 && (n == "办公厅" || n == "办公室") {
			out[len(out)-1] += n
			continue
		}
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// regionPrefix gives the full name of the region that s begins with (河北省, 宁波市, 广西壮族自治区), "" if none: the
// longest one that the authority files know, else the first that has the shape of one.
func regionPrefix(s string) string {
	if startsAny(s, "全", "各", "我", "本") {
		return "" // 全省“安全生产示范乡镇”活动方案
	}
	s = strings.TrimPrefix(s, "中共") // committees of the party
	shape, known := "", ""
	n := 0
	for i := 0; i < len(s) && n < 16; n++ {
		r, k := utf8.DecodeRuneInString(s[i:])
		if !isName(r) {
			break
		}
		i += k
		if n == 0 && regionEnd(r) {
			return "" // 省发展改革委省财政厅
		}
		if n < 1 || !regionEnd(r) || r == '市' && strings.HasPrefix(s[i:], "场") || r == '区' && strings.HasPrefix(s[i:], "域") {
			continue
		}
		if _, ok := authority.RegionOf(s[:i]); ok {
			known = s[:i]
		} else if shape == "" && (r != '区' || startsAny(s[i:], "人民政府", "人民代表大会")) && (r != '州' || strings.HasSuffix(s[:i], "自治州")) {
			shape = s[:i]
		}
	}
	if known != "" {
		return known
	}
	return shape
}

func regionEnd(r rune) bool {
	switch r {
	case '省', '市', '县', '区', '州', '盟', '旗':
		return true
	}
	return false
}

package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/mention"
)

// What a number measures often stands in the clause before: 新建一批充电桩，2023年新增2万个; 产值达到400亿元，占GDP比重达到5%;
// 城市污水处理率达到95%，县城达到90%.

// announcedThing names what the clause before says to make, found or foster: 建设一批A, 加强A培育与认定, 组建能够…的A, 打造A.
func announcedThing(s string) string {
	whole := strings.TrimRight(s, "。；， ")
	s = stripLead(whole)
	if hasDigit(s) || runes(s) > 60 {
		return ""
	}
	if i := strings.LastIndex(s, "一批"); i >= 0 {
		return plainThing(s[i+len("一批"):])
	}
	making := prefixOf(s, makingVerbs)
	if making == "" || suffixOf(making, weakVerbs) == making {
		making = prefixOf(s, []string{"加强", "加快", "强化", "抓好", "做好", "开展"})
	}
	if thing := plainThing(s); making == "" && (len(s) == len(whole) || thing == s) {
		return "" // 加快孵化器建设: a verb and what is done stand around the thing
	}
	return plainThing(s[len(making):])
}

// plainThing takes the attributes and the nouns of action off a thing: 能够…的联盟, 高新技术企业培育与认定.
func plainThing(s string) string {
	if i := strings.LastIndex(s, "的"); i > 0 {
		s = s[i+len("的"):]
	}
	for again := true; again; {
		again = false
		for _, w := range [...]string{"培育", "认定", "建设", "创建", "布局", "组建", "开发", "招引", "引进", "推广", "改造", "与", "和", "及", "工作", "力度"} {
			if cut, ok := strings.CutSuffix(s, w); ok && runes(cut) >= 2 {
				s, again = cut, true
			}
		}
	}
	if n := runes(s); n < 2 || n > 18 || strings.ContainsAny(s, "，“《") {
		return ""
	}
	return s
}

// countedBefore gives the name of a number that only a verb of making or the word for a sum stands before.
func (r *sentenceReader) countedBefore(name, making string) string {
	thing := ""
	if sum := prefixOf(name, []string{"总数", "总量", "数量", "总数量"}); sum == name || making == name || isEach(name) || isTime(name) {
		thing = announcedThing(r.subject)
	}
	if thing != "" && prefixOf(name, []string{"总", "数"}) != "" {
		return thing + name
	}
	return thing
}

// ofBefore gives “占GDP比重” the whole that it is a part of: what the sentence gave its last size.
func (r *sentenceReader) ofBefore(name, before string) string {
	if runes(name) < 3 {
		return name
	}
	for k := len(r.said) - 1; k >= 0; k-- {
		if strings.Contains(r.said[k], "占") {
			continue
		}
		owner := levelOf(r.said[k], mention.Quantity{})
		if cut, ok := strings.CutSuffix(owner, "平均"); ok {
			owner = cut
		}
		if owner == r.said[k] && r.units[k] == "%" || runes(owner) < 2 {
			return name
		}
		r.whole, r.part = owner, owner+name
		return r.part
	}
	return name
}

// groupWords say of whom a measure is taken.
var groupWords = []string{"国家级", "省级", "市级", "县级", "区级", "乡级", "镇级", "村级", "校级", "设市城市", "城市", "农村", "城镇", "乡村", "县城", "建制镇", "城区", "市区", "省会", "设区市", "设区的市", "地级市", "地级以上市", "县级市", "县（市）", "县（市、区）", "乡镇", "平原", "山区", "牧区"}

// ofGroup gives a name that only says of whom the measure of the one before: 城市污水处理率95%、县城90%. Nothing is
// guessed where the one before does not begin with such a word itself.
func ofGroup(name, before string) string {
	bare := strings.TrimPrefix(strings.TrimPrefix(name, "其他"), "其余")
	group := prefixOf(before, groupWords)
	if prefixOf(bare, groupWords) != bare || bare == "" || group == "" || suffixOf(before, targetNouns) == "" && !(strings.HasSuffix(bare, "级") && strings.HasSuffix(group, "级")) {
		return name
	}
	return name + strings.TrimPrefix(before[len(group):], "以上")
}

// withoutEach cuts who each has to do a thing: 每个县（市）至少培育上市公司2家.
func withoutEach(name string) string {
	i := strings.Index(name, "至少")
	if i <= 0 || prefixOf(name, []string{"每", "各", "所有"}) == "" {
		return name
	}
	rest := name[i+len("至少"):]
	if making := prefixOf(rest, makingVerbs); making != "" && runes(rest[len(making):]) >= 2 {
		return rest[len(making):]
	}
	return name
}

// servedThing cuts for whom a service is: 对重点人群提供法律援助5万件. What each is given is no target.
func servedThing(name string, q mention.Quantity) string {
	if !strings.HasPrefix(name, "对") || len(q.Value) < 3 && !strings.HasPrefix(q.Unit, "万") {
		return name
	}
	for _, w := range [...]string{"提供", "开展", "组织"} {
		if i := strings.Index(name, w); i > 0 && runes(name[i+len(w):]) >= 2 {
			return name[i+len(w):]
		}
	}
	return name
}

// nounAhead finds the thing whose attributes go on over several clauses: 40家具有核心技术，收入超10亿元的企业.
func nounAhead(rest []targetClause) string {
	for k, c := range rest {
		if k > 5 {
			break
		}
		i := strings.LastIndex(c.text, "的")
		if i < 0 {
			continue
		}
		noun := strings.TrimRight(c.text[i+len("的"):], "。；， ")
		if n := runes(noun); n < 2 || n > 16 || hasDigit(noun) {
			return ""
		}
		return noun
	}
	return ""
}

// capacity names what can be made so much a year: 形成年产A3000万只能力, 年产A5吨以上的生产能力.
func capacity(before, after string) string {
	noun := strings.TrimPrefix(after, "的")
	if suffixOf(noun, []string{"能力", "产能"}) == "" || runes(noun) > 6 {
		return ""
	}
	of := strings.TrimPrefix(stripMaking(before), "形成")
	if runes(of) < 3 {
		return ""
	}
	return of + noun
}

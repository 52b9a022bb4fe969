package authority

import (
	"strings"
	"sync"

	"github.com/policygraph/policygraph/extract/text"
	"unicode/utf8"
)

// Collective tells whether a printed unit means a group of bodies and no single one: 各区县（市）政府, 有关部门,
// 市级有关单位, 开发园区管委会, 成员单位.
func Collective(p string) bool {
	if strings.HasPrefix(p, "各") || strings.HasPrefix(p, "有关") || strings.HasPrefix(p, "相关") || strings.HasPrefix(p, "其他") || strings.HasPrefix(p, "其它") {
		return true
	}
	if hasTail(p, []string{"直机关工委", "直机关工作委员会"}) {
		return false
	}
	if strings.ContainsAny(p, "各有相成职属直本下") && containsAny(p, "各有关", "各相关", "有关部门", "有关单位", "相关部门", "相关单位", "有关市", "有关县", "有关区", "有关设区", "有关企业", "相关企业", "有关地方", "有关地区",
		"成员单位", "各成员", "各部门", "各单位", "各级", "各市", "各县", "各区", "各地", "各处室", "各直属", "有关直属", "有关处室", "相关处室", "有关高校", "相关金融机构", "有关金融机构", "各镇", "各乡", "各街道", "厅属", "局属", "部属", "省属", "市属", "省直", "市直", "县直", "区直", "相关行业", "有关行业", "相关企事业", "有关企事业", "职能部门", "相关职能", "有关职能", "下属", "本级") {
		return true
	}
	if inner := strings.Index(p, "各"); inner > 0 && !hasAnyHead(p[inner:], "各界", "各族") {
		return true // 国务院各部委, 国家林业和草原局各派出机构
	}
	if byLevels(p) {
		return true
	}
	if hasTail(p, []string{"有关部", "有关处", "有关科", "相关处"}) {
		return true // 考试中心有关部 in a list that ends in 等单位
	}
	if hasTail(p, []string{"等部门", "等单位"}) || strings.HasSuffix(p, "主管部门") && strings.Contains(p, "、") || hasTail(p, []string{"级业务主管部门", "级主管部门", "级行业主管部门"}) {
		return true
	}
	base := dropBrackets(p)
	if base != p && strings.HasSuffix(p, "（室）") || strings.Contains(p, "厅（局）") || strings.Contains(p, "委（局）") {
		return true
	}
	if many(strings.ReplaceAll(p, "人民政府", "政府")) {
		return true
	}
	if hasTail(base, []string{"部门", "单位", "院所", "机构"}) && !hasAnyHead(base, "省", "市", "县", "区", "国务院", "国家", "中央") {
		return true // 项目管理部门: a kind of bodies
	}
	for _, head := range []string{"市级", "省级", "县级", "全省", "全市"} {
		if rest, ok := strings.CutPrefix(base, head); ok && plainPlurals()[rest] {
			return true
		}
	}
	return plainPlurals()[base]
}

// byLevels tells whether p is a body of several levels: 自治区、直辖市知识产权局, 市、县财政局, 县级以上环境保护主管部门, 国家级高新区管委会.
func byLevels(p string) bool {
	for _, head := range []string{"国家级", "省级", "市级", "县级", "县级以上"} {
		if rest, ok := strings.CutPrefix(p, head); ok && hasTail(rest, []string{"区管委会", "园区", "主管部门", "管理部门", "管理机构"}) {
			return true
		}
	}
	for i := strings.IndexAny(p, "、（和"); i > 0 && i < len(p); i++ {
		if utf8.RuneStart(p[i]) && local()[p[i:]] != nil && onlyLevels(p[:i]) {
			return true
		}
	}
	return false
}

// plainPlurals are kinds of bodies named without any name of their own.
var plainPlurals = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range []string{"部门", "单位", "金融机构", "保险机构", "金融监管部门", "高校", "高等学校", "高等院校", "科研院所", "科研机构", "企业", "行业协会", "行业主管部门", "主管部门",
		"社会组织", "医疗机构", "学校", "开发园区管委会", "开发区管委会", "园区管委会", "功能区管委会", "功能区", "开发园区", "开发区", "街道办事处", "乡镇政府", "乡镇（街道）", "镇街", "镇（街道）",
		"电力企业", "电网企业", "通信运营商", "通信企业", "基础电信企业", "电信企业", "国有企业", "商业银行", "银行业金融机构", "属地政府", "所在地政府", "地方政府", "当地政府", "新闻媒体", "技工院校", "用人单位", "驻村工作队", "人民团体", "群团组织", "市场主体", "企业和单位", "项目单位", "项目承担单位", "依托单位", "承担单位", "主办单位", "试点单位", "公安机关", "检察机关", "人民法院", "司法机关", "税务机关", "司法行政机关", "行政机关", "园区", "社区", "镇村", "乡镇", "街道", "村（社区）", "村居", "镇街道", "街镇", "企事业单位", "建设单位", "施工单位", "物业服务企业", "属地乡镇", "属地镇街",
		"村民委员会", "居民委员会", "村（居）民委员会", "村委会", "居委会", "村（居）委会", "社区居委会"} {
		m[w] = true
	}
	return m
})

// many reads governments named by level only: 区县（市）政府, 市县政府, 市、县（市、区）政府, 县级以上政府,
// 设区市政府. A single word (市政府, 县政府) is the issuer's own.
func many(p string) bool {
	rest := p
	for _, tail := range []string{"党委和政府", "党委、政府", "政府", "管委会", ""} {
		if r, ok := strings.CutSuffix(p, tail); ok {
			rest = r
			break
		}
	}
	switch rest {
	case "", "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "自治区", "地区":
		return false
	}
	return onlyLevels(rest)
}

// onlyLevels tells whether s is made of level words alone.
func onlyLevels(s string) bool {
	for s != "" {
		before := len(s)
		for _, w := range levelWords {
			if strings.HasPrefix(s, w) {
				s = s[len(w):]
				break
			}
		}
		if len(s) == before {
			return false
		}
	}
	return true
}

var levelWords = []string{"县级以上", "地方各级", "地级以上", "设区的", "设区", "省直管", "直辖市", "自治区", "自治州", "自治县", "计划单列市", "省级", "市级", "县级", "区级", "乡级", "地级", "地方", "直管", "沿海", "沿江", "乡镇", "街道", "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "（", "）", "、", "和", "及", "以上", "人民", "所辖", "辖", "级"}

func containsAny(s string, words ...string) bool {
	return text.HasAny(s, words...)
}

func hasAnyHead(s string, heads ...string) bool {
	return text.StartsAny(s, heads...)
}

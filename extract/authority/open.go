package authority

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// formalTails end names that are written in full and differ from place to place, so no table can hold them:
// 省开发区改革发展领导小组办公室 needs only its 省 made explicit.
var formalTails = []string{"领导小组办公室", "领导小组", "委员会办公室", "委员会", "指挥部办公室", "指挥部", "联席会议办公室", "联席会议",
	"协调机制办公室", "工作办公室", "管理办公室", "协调小组", "服务中心", "指导中心", "管理中心", "促进中心", "鉴定中心", "发展中心",
	"监测中心", "考试中心", "推广中心", "保障中心", "事务中心", "评审中心", "评估中心", "控制中心", "救助中心", "推广总站", "考试院", "仲裁院", "执法支队", "执法大队", "执法总队", "农垦总局", "移民局", "合作局", "大学", "学院", "医院", "研究院", "研究所", "总队", "有限公司", "有限责任公司", "集团公司", "管理总站",
	"协会", "商会", "学会", "基金会", "监测总站", "研究中心", "检验中心", "培训中心", "交易中心", "信息中心", "大数据中心"}

// bureauTails end names of bureaus that are in full if they are long enough (水务管理局, 民营经济发展局); what they are made of must not be
// itself a short form.
var bureauTails = []string{"管理局", "发展局", "开发局"}

// abbreviated are pieces of short forms; a name that holds one is not in full.
var abbreviated = []string{"经信", "文旅", "人社", "住建", "住房城乡", "卫健", "市监", "监管", "自规", "资规", "数政", "政数", "综改", "科创", "房管", "教科", "安监", "质监"}

// ownTails end names of companies, exchanges, schools and banks that stand for themselves (宁波舟山港集团).
var ownTails = []string{"交易所", "集团", "公司", "大学", "学院", "研究院", "研究所", "银行", "分行", "联合社", "铁路局", "日报社", "广播电视台", "广播电视总台"}

// ownNames end the names of bodies that carry the short name of a region as their own: 湖南农业大学, 新疆农垦科学院.
var ownNames = []string{"大学", "学院", "医院", "研究院", "研究所", "科学院", "公司", "集团", "协会", "商会", "学会", "基金会", "总队"}

// shortHead tells whether the printed name of the region is its short one.
func shortHead(head string, r *Region) bool {
	return strings.HasSuffix(head, r.Short) && !strings.HasSuffix(head, r.Own)
}

// openEnded writes out the region of a body whose name is otherwise in full. short tells that the region was printed
// in short.
func openEnded(rest string, r *Region, short bool) string {
	if short && hasTail(rest, ownNames) {
		return "" // asPrinted knows which of these stand for themselves
	}
	bureau := hasTail(rest, bureauTails) && utf8.RuneCountInString(rest) >= 5 && !containsAny(rest, abbreviated...)
	if utf8.RuneCountInString(rest) < 4 || !hasTail(rest, formalTails) && !bureau && !posted(rest) || strings.ContainsAny(rest, "、，和及") && !strings.HasSuffix(rest, "办公室") && !strings.HasSuffix(rest, "小组") {
		return ""
	}
	if c, ok := strings.CutPrefix(rest, "委"); ok && !strings.HasPrefix(c, "员会") {
		if len(c) > len("市政府") && strings.HasPrefix(c[len("市"):], "政府") {
			return "" // 市委市政府督查服务中心 serves both
		}
		return fill("{P}", r) + c
	}
	if c, ok := strings.CutPrefix(rest, "政府"); ok {
		return r.Name + "人民政府" + c
	}
	return r.Name + rest
}

// posted tells whether rest is an office of a government in another place: 政府驻上海办事处.
func posted(rest string) bool {
	return hasAnyHead(rest, "政府驻", "人民政府驻") && strings.HasSuffix(rest, "办事处")
}

// asPrinted keeps a name that needs no table: local branches of central bodies in full, companies, schools.
func asPrinted(p string, home *Region) string {
	if fullBranch(p, home) || customs(p) {
		return p
	}
	if rest, ok := centralPrefix(p); ok && centralFull(p[:len(p)-len(rest)]) && (rest == "办公厅" || rest == "办公室") {
		return p
	}
	if name := bankBranch(p); name != "" {
		return name
	}
	if national(p) || strings.HasSuffix(p, "办事处") && strings.Contains(p, "有限公司") {
		return p
	}
	if shortCompany(p) {
		return ""
	}
	if n := utf8.RuneCountInString(p); n < 4 || !hasTail(p, ownTails) || generic(p) || n < 6 && !Placed(p) && !hasTail(p, []string{"大学", "银行", "集团"}) {
		return "" // 化学学院, 保险公司 are parts or kinds
	}
	if r, _ := ownRegion(p, home); r != nil {
		return ""
	}
	return p
}

// national tells whether p is a society of the whole country, whose name is printed in full: 中国黄金协会.
func national(p string) bool {
	return utf8.RuneCountInString(p) >= 6 && utf8.RuneCountInString(p) <= 20 && hasAnyHead(p, "中国", "中华", "全国") && hasTail(p, []string{"协会", "学会", "研究会", "联合会", "基金会", "总会"}) &&
		!strings.ContainsAny(p, "、，和与及各等的")
}

// shortCompany tells a company's everyday name from its registered one: a branch of 中储粮, 中国铁塔 or 人行. A group printed …集团
// is called so in its documents too, and stays as printed.
func shortCompany(p string) bool {
	return hasAnyHead(p, "人行", "人民银行", "中储粮", "中国铁塔") && !strings.Contains(p, "股份") && !strings.Contains(p, "集团有限公司")
}

// customs are named by any place, and so in full: 黄埔海关, 义乌海关. 属地海关 and the like name none.
func customs(p string) bool {
	place, ok := strings.CutSuffix(p, "海关")
	n := utf8.RuneCountInString(place)
	return ok && n >= 2 && n <= 4 && !containsAny(place, "属", "地", "在", "关", "管", "各", "省", "市", "县", "区", "驻", "国", "口岸", "主")
}

// branchTails follow the place in the full names of local branches of central bodies.
var branchTails = []string{"税务局", "监管局", "监管分局", "分局", "分行", "中心支行", "支行", "营业管理部", "总部", "调查总队", "调查队", "分署", "监督专员办事处", "监管局办公室", "督察局", "管理局", "办事处", "分公司", "专员办"}

// fullBranch tells whether p is a local branch of a central body under its full name: 中国人民银行河北省分行.
func fullBranch(p string, home *Region) bool {
	rest, ok := centralPrefix(p)
	if !ok || !centralFull(p[:len(p)-len(rest)]) {
		return false
	}
	r, tail := longestRegion(rest, home)
	if r == nil && home != nil {
		r, tail = homePrefix(rest, home)
	}
	if r == nil {
		return false
	}
	for _, t := range branchTails {
		if tail == t {
			return true
		}
	}
	return false
}

func centralFull(s string) bool {
	for _, e := range central()[s] {
		if e.name == s {
			return true
		}
	}
	return false
}

func hasTail(s string, tails []string) bool {
	return text.EndsAny(s, tails...)
}

// generic tells a description (国有企业集团, 融资担保公司, 高等院校) from a name: it starts with no proper name.
func generic(p string) bool {
	for _, w := range []string{"国有", "融资", "担保", "村镇银行", "政策性", "开发性", "股份制", "农村", "城投", "交投", "国投", "水投", "旅投", "农投", "产投", "文投", "建投", "城建", "城发", "交建", "交通", "文旅", "水务", "水利", "能源", "环保", "教育", "投资", "产业", "古城", "高速", "机场", "港口", "轨道", "地铁", "国资", "国控", "金控", "实业", "粮食", "供水", "热电", "报业", "传媒", "文化", "主办", "承办", "后勤", "附属", "电力公司", "供电公司", "电网公司", "保险公司", "商业银行", "省属", "市属", "县属", "区属", "地方", "银行", "证券公司", "期货公司", "高等", "高职", "高校", "本科", "技工", "建设", "运营", "平台公司", "国企", "城投", "物业", "有限公司", "公交", "燃气", "热力", "自来水", "通信", "驻", "全省", "全市", "省级", "市级"} {
		if strings.HasPrefix(p, w) {
			return true
		}
	}
	return false
}

// Placed tells whether a name begins with the name of a region.
func Placed(p string) bool {
	r, _ := longestRegion(p, nil)
	return r != nil
}

var banks = [][2]string{{"农行", "中国农业银行"}, {"农业银行", "中国农业银行"}, {"工行", "中国工商银行"}, {"工商银行", "中国工商银行"}, {"中行", "中国银行"},
	{"建行", "中国建设银行"}, {"建设银行", "中国建设银行"}, {"交行", "交通银行"}, {"国开行", "国家开发银行"}, {"农发行", "中国农业发展银行"}, {"农业发展银行", "中国农业发展银行"},
	{"进出口银行", "中国进出口银行"}, {"邮储银行", "中国邮政储蓄银行"}, {"外汇局", "国家外汇管理局"}, {"中国信保", "中国出口信用保险公司"}}

// bankBranch writes out the bank of a branch: 农行河北省分行.
func bankBranch(p string) string {
	for _, b := range banks {
		rest, ok := strings.CutPrefix(p, b[0])
		if !ok || !hasTail(rest, []string{"分行", "支行", "分公司", "分局"}) {
			continue
		}
		if r, _ := longestRegion(rest, nil); r != nil {
			return b[1] + rest
		}
	}
	return ""
}

// zone writes out the administration of a zone with a name of its own: 浙江自贸区宁波片区管委会.
func zone(p string) string {
	x, ok := strings.CutSuffix(p, "管委会")
	if !ok {
		if x, ok = strings.CutSuffix(p, "管理委员会"); !ok {
			if x, ok = strings.CutSuffix(p, "区管委"); !ok {
				return ""
			}
			x += "区" // as Shandong writes
		}
	}
	r, rest := longestRegion(x, nil)
	if r == nil {
		return ""
	}
	for _, word := range []string{"自贸区", "自贸试验区", "自由贸易试验区"} {
		if part, ok := strings.CutPrefix(rest, word); ok {
			return "中国（" + r.Short + "）自由贸易试验区" + part + "管理委员会"
		}
	}
	if utf8.RuneCountInString(rest) < 2 {
		return ""
	}
	for _, s := range [][2]string{{"高新区", "高新技术产业开发区"}, {"经开区", "经济技术开发区"}} {
		if c, ok := strings.CutSuffix(x, s[0]); ok {
			return c + s[1] + "管理委员会"
		}
	}
	if hasTail(rest, []string{"开发区", "新区", "度假区", "示范区", "保税区", "保税港区", "园区", "试验区", "集聚区", "产业园", "新城", "科技城", "合作区", "管理区", "工业区", "风景区", "旅游区"}) {
		return x + "管理委员会"
	}
	return ""
}

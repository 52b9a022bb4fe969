package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/policy"
)

// textKind says how far the numbers of a text may be targets.
type textKind int

const (
	kindUnset textKind = iota
	kindPlan           // plans, opinions, work arrangements: made to set targets
	kindGoal           // a section headed 目标 of such a text
	kindNorm           // rules, calls for applications, awards: only what names a year to come
	kindNone           // articles of statutes, reports of the past
)

var (
	normTitles     = []string{"办法", "条例", "规定", "规则", "细则", "法", "标准", "规范", "章程", "准则", "指南", "目录", "名单", "公告", "通告", "批复", "函", "制度", "规程", "导则", "指引", "清单", "公报", "解释", "合同", "协议"}
	callTitles     = []string{"检查", "督查", "抽查", "质量评估", "评选", "寻找", "申报", "推荐", "招生", "考试", "名单", "公示", "评选", "征集", "招聘", "资格", "补助资金", "专项资金", "经费", "预算", "奖励", "表彰", "公布", "通报", "命名", "认定", "会议", "培训班", "放假", "指标的通知", "收费", "税收政策", "税收优惠", "价格", "标准的通知", "工资", "津贴", "评审", "遴选", "立项", "结项", "下达"}
	planTitles     = []string{"规划", "计划", "方案", "意见", "行动", "纲要", "要点", "措施", "目标", "安排", "工程"}
	pastTitles     = []string{"司法解释", "答复", "工作汇报", "情况汇报", "进展情况", "工作总结", "情况的报告", "统计公报", "数据的通知", "等有关数据", "落实情况", "完成情况", "纠纷", "行政案", "诉讼案", "执行情况", "情况的通报", "基本情况", "开展情况", "普查情况", "调查情况"}
	guideTitle     = []string{"指南", "问答", "解读", "明白", "说明", "流程", "须知", "简介"}
	pastHeads      = []string{"现状", "发展基础", "工作基础", "现实基础", "前景与基础", "发展环境", "发展态势", "工作成绩", "主要成绩", "成效", "成就", "回顾", "形势", "背景", "存在问题", "存在的问题", "主要问题", "必要性", "重要意义", "基本情况", "编制依据", "面临"}
	improving      = []string{"优化", "夯实", "强化", "提升", "改善", "筑牢", "打牢", "增强", "加强", "构建", "完善", "巩固", "提高", "扩大", "推进", "推动", "创新", "打造", "营造", "解决", "适应", "落实"}
	normHeads      = []string{"支持政策", "扶持政策", "政策支持", "奖励", "奖补", "培育对象", "支持对象", "申报条件", "申请条件", "基本条件", "认定条件", "条件", "程序", "考核", "评分", "附则", "罚则", "资金", "标准", "待遇", "费用", "名额", "要求和程序", "申报", "推荐"}
	conditionHeads = []string{"申报条件", "申请条件", "基本条件", "认定条件", "评选条件", "推荐条件", "入选条件", "支持对象"}
	goalHeads      = []string{"目标", "指标"}
)

// plainHeads hold words of norms and head plans: 实施标准引领行动.
var plainHeads = strings.NewReplacer("标准化", "", "标准引领", "", "标准体系", "", "标准创新", "", "标准制定", "", "企业标准", "", "高标准", "", "条件改善", "", "改善办学条件", "", "基础条件", "")

// kindOf reads the kind of the text a section lies in from the headings above it and the title.
func kindOf(c *Context, s *policy.Section) textKind {
	if s != nil && s.Article != "" {
		return kindNone
	}
	title := titleOf(c.Doc, s)
	kind := c.State.Get("kind of "+title, func() any {
		kind := kindOfTitle(title)
		if isNorm(c.Doc.Head.Title) {
			kind = max(kind, kindNorm) // an annex of a regulation is one too
		}
		return kind
	}).(textKind)
	for p := s; p != nil && p.Level > 0; p = p.Parent {
		h := p.Heading
		switch {
		case h == "":
			// A crawl may run the heading into its text: 申报条件经认定….
			if kind == kindPlan && containsAny(firstRunes(p.Lead, 8), conditionHeads) {
				kind = kindNorm
			}
		case containsAny(h, goalHeads) && kind == kindPlan:
			return kindGoal
		case containsAny(h, pastHeads) && !containsAny(h, improving):
			return kindNone
		case containsAny(plainHeads.Replace(h), normHeads) && kind == kindPlan:
			kind = kindNorm
		}
	}
	return kind
}

// titleOf is the title of the text that a section lies in: the attached plan's, else the document's.
func titleOf(d *policy.Document, s *policy.Section) string {
	if s != nil && s.Instrument != "" {
		return s.Instrument
	}
	if len(d.Head.Attached) == 1 {
		return d.Head.Attached[0]
	}
	return d.Head.Title
}

func kindOfTitle(title string) textKind {
	bare := bareTitle(title)
	if containsAny(bare, pastTitles) || strings.HasSuffix(bare, "案") && !strings.HasSuffix(bare, "方案") && !strings.HasSuffix(bare, "预案") {
		return kindNone
	}
	if isNorm(title) {
		return kindNorm
	}
	if containsAny(bare, guideTitle) || containsAny(bare, callTitles) && suffixOf(bare, planTitles) == "" {
		return kindNorm
	}
	return kindPlan
}

// isNorm tells whether a title is that of a text of rules.
func isNorm(title string) bool {
	return suffixOf(bareTitle(title), normTitles) != ""
}

// bareTitle is a title without the bracket at its end: （试行）, (2012-04-28) of a title that is a file's name.
func bareTitle(title string) string {
	bare := strings.TrimRight(title, "》。 ")
	for _, b := range [...][2]string{{"（", "）"}, {"(", ")"}} {
		if i := strings.LastIndex(bare, b[0]); i > 0 && strings.HasSuffix(bare, b[1]) && i > len(bare)-60 {
			bare = bare[:i]
		}
	}
	return bare
}

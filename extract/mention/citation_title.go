package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// IsPolicyTitle tells whether a title in 《》 is that of a policy document, by its last words. Forms, certificates,
// contracts, books, newspapers, textbooks, songs and software are printed in 《》 as well.
func IsPolicyTitle(title string) bool {
	t := title
	for {
		// 《…申请表（试行）》, 《…规定（2019年修订）》: what is in the last brackets does not change the kind.
		cut := trimLastBracket(t)
		if cut == t || cut == "" {
			break
		}
		t = cut
	}
	t = strings.TrimRight(t, "〉》” ")
	for _, w := range comments {
		if strings.HasPrefix(t, w) || strings.HasSuffix(t, w) {
			return false
		}
	}
	if strings.HasPrefix(t, "国务院批转") || strings.HasPrefix(t, "国务院转发") {
		return true
	}
	return endsInAny(t, policyEnds) || !endsInAny(t, otherEnds) && (endsInAny(t, genreEnds) || namesPolicy(t))
}

func trimLastBracket(t string) string {
	if i := strings.LastIndex(t, "（"); i > 0 && (strings.HasSuffix(t, "）") || !strings.Contains(t[i:], "）")) {
		return t[:i]
	}
	return t
}

func endsInAny(s string, ends []string) bool {
	return text.EndsAny(s, ends...)
}

// namesPolicy judges a title that ends in none of the usual words: 《中国制造2025》, 《关于…的若干问题》.
func namesPolicy(t string) bool {
	if utf8.RuneCountInString(t) < 5 {
		return false
	}
	last := t[len(t)-1]
	return last >= '0' && last <= '9' || strings.Contains(t, "关于") || strings.Contains(t, "印发") || strings.Contains(t, "中华人民共和国") ||
		strings.Contains(t, "五”") || strings.Contains(t, "暂行") || strings.HasPrefix(t, "国家") || strings.HasPrefix(t, "GB")
}

// comments are the words of explanations, which are no documents themselves.
var comments = []string{"一图读懂", "图解", "权威解读", "政策解读", "解读", "答记者问", "媒体：", "问答", "专刊", "常见问题"}

// policyEnds are last words that look like those of otherEnds and are not.
var policyEnds = []string{"通报", "清单", "政府工作报告", "分工表", "议定书", "路线图", "任务表"}

// genreEnds are the last words of policy documents: kinds of official texts, statutes, standards, treaties.
var genreEnds = []string{
	"条例", "办法", "规定", "细则", "通知", "意见", "方案", "规划", "纲要", "计划", "决定", "措施", "规则", "规程", "标准", "目录", "指南", "公告", "通告", "批复",
	"规范", "政策", "法", "解释", "决议", "公约", "协定", "条约", "函", "名录", "通则", "要点", "章程", "准则", "制度", "指引", "大纲", "典", "预案", "答复", "令", "安排",
	"请示", "总则", "修正案", "修正", "声明", "宪章", "宣言", "解答", "分类", "分级", "区划", "条件", "程序", "要求", "体系", "原则", "导则", "守则", "须知", "举措", "不准",
	"机制", "建议", "纪要", "指示", "布告", "备忘录", "税则", "领域", "范围", "代码", "惯例", "模式", "基准", "格式", "工程", "行动", "部署", "意见稿", "草案", "三定", "指标",
	"命令", "批示", "倡议", "约定", "规约", "定额", "参数", "限额", "税率", "方法", "评定", "技术", "条款",
}

// otherEnds are the last words of what is no policy document.
var otherEnds = []string{
	// certificates and permits
	"证", "证书", "执照", "证明", "证件", "护照",
	// forms
	"表", "书", "单", "册", "票", "卡", "笔录", "台账", "簿", "申请", "存根", "票据", "收据", "函件", "回执", "认可函", "确认函",
	// contracts
	"合同", "协议", "合约", "文本", "范本", "样本", "样式", "模板", "责任状",
	// books, newspapers, programmes, software
	"报", "杂志", "学报", "期刊", "年鉴", "志", "教材", "读本", "文选", "选集", "全集", "词典", "字典", "大典", "论", "史", "歌", "曲", "图", "图集", "联合目录",
	"系统", "平台", "软件", "栏目", "节目", "频道", "网", "电影", "故事",
	// reports
	"报告", "分析", "说明", "综述",
}

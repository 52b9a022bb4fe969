package mention

import "strings"

// IsPolicyTitle tells whether a title in 《》 is that of a policy document, by its last words. Forms, certificates,
// contracts, books, newspapers and software are printed in 《》 as well.
func IsPolicyTitle(title string) bool {
	t := title
	for {
		// 《…申请表（试行）》, 《…规定》（2019年修订）: what is in the last brackets does not change the kind.
		cut := trimLastBracket(t)
		if cut == t || cut == "" {
			break
		}
		t = cut
	}
	for _, w := range policyEnds {
		if strings.HasSuffix(t, w) {
			return true
		}
	}
	for _, w := range otherEnds {
		if strings.HasSuffix(t, w) {
			return false
		}
	}
	return true
}

func trimLastBracket(t string) string {
	if !strings.HasSuffix(t, "）") {
		return t
	}
	if i := strings.LastIndex(t, "（"); i > 0 {
		return t[:i]
	}
	return t
}

// policyEnds are last words that look like those of otherEnds and are not.
var policyEnds = []string{"通报", "清单", "政府工作报告", "分工表"}

// otherEnds are the last words of what is no policy document.
var otherEnds = []string{
	// certificates and permits
	"证", "证书", "执照", "证明", "证件", "护照",
	// forms
	"表", "书", "单", "册", "票", "卡", "笔录", "台账", "簿", "申请", "存根", "票据", "发票", "收据", "函件", "回执", "认可函", "确认函",
	// contracts
	"合同", "协议", "合约", "文本", "范本", "样本", "样式", "模板", "责任状",
	// books, newspapers, programmes, software
	"报", "杂志", "学报", "期刊", "年鉴", "志", "丛书", "教材", "读本", "文选", "选集", "全集", "词典", "字典", "大典", "论", "史", "歌", "曲", "图", "图集",
	"系统", "平台", "软件", "栏目", "节目", "频道", "网站", "网", "电影", "故事",
	// reports
	"报告", "分析", "说明", "综述",
}

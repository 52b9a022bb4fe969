package policy

import "strings"

// A page saved or crawled with all of its text has lines of the portal around the document: above it the way to the page
// (当前位置：首页 > 政务公开 > 政策文件) and what one can do with it (【字体：大 中 小】 打印本页 分享到), below it who runs the site.

// portalLines is in how many first lines of a text these stand.
const portalLines = 25

// pathWords begin the way to a page.
var pathWords = []string{"当前位置", "您的位置", "您当前的位置", "您现在的位置", "您所在的位置", "您所在位置", "您的当前位置", "你的位置", "你当前的位置", "现在位置", "现在的位置", "所在位置", "当前所在位置"}

// portalLine tells whether t is such a line.
func portalLine(t string) bool {
	if len(t) > 240 || hasAny(t, "。", "，", "《") && !startsAny(t, pathWords...) {
		return false
	}
	return startsAny(t, pathWords...) && hasAny(t, "首页", ">", "》", "→") || homePath(t) || toolbar(t)
}

// homePath reads 首页 > 政务公开 and the name of a site in its place.
func homePath(t string) bool {
	i := strings.Index(t, "首页")
	if i < 0 || i > len("某某省某某市人民政府网站") {
		return false
	}
	rest := strings.TrimLeft(t[i+len("首页"):], " ")
	return startsAny(rest, ">", "》", "»", "→", "/", "›", "＞", "-", "|") || rest == "" && i == 0
}

// toolWords are what the tools of a page are called, longer ones first; toolRest are words that say nothing alone.
var (
	toolWords = []string{
		"打印本页", "打印此页", "打印文章", "关闭窗口", "关闭本页", "关闭页面", "收藏本页", "加入收藏", "我要纠错", "语音播报", "手机打开", "返回顶部", "浏览次数", "浏览量", "阅读次数", "阅读量", "点击次数", "点击数", "点击率", "访问次数", "访问量",
		"分享到", "微信", "微博", "QQ空间", "字体大小", "字体", "字号", "打印", "关闭", "收藏", "分享",
	}
	toolRest = []string{"大号", "中号", "小号", "下载", "保存", "默认", "超大", "大", "中", "小", "次", "A+", "A-"}
)

// toolbar tells whether t holds nothing but the names of tools, digits and marks.
func toolbar(t string) bool {
	if !hasAny(t, toolWords...) || len(t) > 150 {
		return false
	}
	for _, words := range [][]string{toolWords, toolRest} {
		for _, w := range words {
			t = strings.ReplaceAll(t, w, "")
		}
	}
	return strings.Trim(t, " 0123456789【】[]（）〔〕：|/、·-+TtAa") == ""
}

// portalFoot tells whether t stands only at the foot of a portal's page: the registration of the site, its rights.
func portalFoot(t string) bool {
	return len(t) < 300 && hasAny(t, "ICP备", "公网安备", "网站标识码", "版权所有", "Copyright", "copyright", "©", "备案序号") || toolbar(t) || startsAny(t, "上一篇", "下一篇", "上一条", "下一条", "网站地图")
}

// footWords begin the lines above those, which could stand in a document as well.
var footWords = []string{"主办", "承办", "技术支持", "维护", "地址", "通讯地址", "电话", "联系电话", "邮编", "网站", "友情链接", "相关链接", "相关文章", "联系我们", "关于我们", "传真", "您是第", "建议使用"}

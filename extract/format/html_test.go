package format

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadHTML(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"blocks", "<html><head><title>网</title><style>x</style></head><body><nav>首页</nav><h1>关于印发<br>规定的通知</h1>" +
			"<div>各县：<p>　　一、甲 \n 乙</p><p>二、<b>丙</b>丁</p></div><script>var a</script><footer>版权</footer>",
			"关于印发\n规定的通知\n各县：\n　　一、甲 乙\n二、丙丁\n"},
		{"hidden", "<p>甲<span style='display: none'>乙</span><i hidden>丙</i>丁</p>", "甲丁\n"},
		{"table", "<p>附表</p><table><caption>指标</caption><tr><th>名称</th><th>单位</th></tr><tr><td>产值</td><td>亿元</td></tr></table><p>完</p>",
			"附表\n指标\n名称\t单位\n产值\t亿元\n完\n"},
		{"spans", "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr><tr><td>戊</td><td rowspan=2>己</td><td>庚</td></tr><tr><td>辛</td><td>壬</td></tr></table>",
			"甲\t乙\t\n\t丙\t丁\n戊\t己\t庚\n辛\t\t壬\n"},
		{"last column spans rows", "<table><tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td>丙</td></tr></table>", "甲\t乙\n丙\t\n"},
		{"lines of a cell", "<table><tr><td><p>市经信局</p><p>市财政局</p></td><td>甲<br>乙\t丙</td></tr></table>", "市经信局 市财政局\t甲 乙 丙\n"},
		{"layout", "<table><tr><td>导航</td><td><h1>通知</h1><p>甲</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
			"导航\n通知\n甲\n1\t2\n"},
		{"preformatted", "<pre>甲\n乙</pre>丙", "甲\n乙\n丙\n"},
		{"menu", "<body><div><ul><li><a>首页</a></li><li><a>机构职能</a></li><li><a>政务公开</a></li></ul><p><a>互动</a> | <a>服务</a></p></div><p>各县：<a>甲</a></p>",
			"各县：甲\n"},
		{"list of documents", "<ul><li><a>临江市人民政府关于印发产业规划的通知</a></li><li><a>临江市人民政府关于加强安全生产的意见</a></li>" +
			"<li><a>临江市粮食管理办法</a></li><li><a>临江市城市供水管理条例</a></li><li><a>临江市养犬管理规定</a></li></ul>",
			"临江市人民政府关于印发产业规划的通知\n临江市人民政府关于加强安全生产的意见\n临江市粮食管理办法\n临江市城市供水管理条例\n临江市养犬管理规定\n"},
		{"entities", "<p>第一条&nbsp;&ldquo;甲&rdquo;</p>", "第一条\u00a0“甲”\n"},
		{"broken", "<p>甲<div>乙</p></b>丙<table><tr><td>丁", "甲\n乙\n丙\n丁\n"},
		{"enormous span", "<table><tr><td colspan=1000000000 rowspan=1000000000>甲</td><td>乙</td></tr></table>", "甲" + strings.Repeat("\t", 199) + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readHTML([]byte(c.page))
			if err != nil || got != c.want {
				t.Errorf("%v\n got %q\nwant %q", err, got, c.want)
			}
		})
	}
}

func TestHTMLCharsets(t *testing.T) {
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"></head><body><p>临江市</p>`
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"GB2312", gb18030(t, fmt.Sprintf(page, "gb2312"))},
		{"UTF-8", []byte(fmt.Sprintf(page, "utf-8"))},
		{"UTF-8 that says GBK", []byte(fmt.Sprintf(page, "gbk"))},
		{"GBK that says nothing", gb18030(t, "<p>临江市")},
		{"Big5", []byte("<meta charset=big5><p>\xc1\x7b\xa6\xbf\xa5\xab")},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readHTML(c.data)
			if want := map[bool]string{true: "臨江市\n", false: "临江市\n"}[c.name == "Big5"]; err != nil || got != want {
				t.Errorf("got %q, %v; want %q", got, err, want)
			}
		})
	}
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte("<table><tr><td rowspan=3 colspan=2>甲<p>乙</table><pre>丙\n<br>丁"))
	f.Add(gb18030(f, "<meta charset=gbk><h1>通知</h1>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := readHTML(data)
		checkDecoded(t, Decoded{Text: s}, wrap(err))
		if strings.Contains(s, "\n\n") || strings.HasPrefix(s, "\n") {
			t.Fatalf("empty lines: %q", s)
		}
	})
}

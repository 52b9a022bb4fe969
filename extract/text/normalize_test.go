package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"half-width marks", "附件:临江市(试行);如下,见下", "附件：临江市（试行）；如下，见下"},
		{"numbers keep theirs", "比例3:1,共10,000元,时间10:30", "比例3:1，共10,000元，时间10:30"},
		{"addresses", "网址http://www.x.gov.cn:80/a?b=1,邮箱a.b@x.cn。", "网址http://www.x.gov.cn:80/a?b=1，邮箱a.b@x.cn。"},
		{"years in square brackets", "临政发[2021]56号、国发【 2022 】 5号", "临政发〔2021〕56号、国发〔2022〕5号"},
		{"years in round brackets", "国发(2010)5号 临政发（2021）第６号", "国发〔2010〕5号临政发〔2021〕第6号"},
		{"years full-width", "临政发〔２０２１〕 １２ 号", "临政发〔2021〕12号"},
		{"years that number nothing", "规划(2021)和[2021]年，【附件】", "规划（2021）和[2021]年，【附件】"},
		{"orders", "省政府令﹝2001﹞第12号", "省政府令〔2001〕第12号"},
		{"spaced word", "科 技 部 2021 年 12 月", "科技部2021年12月"},
		{"names apart", "国家林业和草原局 自然资源部　生态环境部关于", "国家林业和草原局 自然资源部 生态环境部关于"},
		{"spaced name after a post", "市 长　王 强", "市长王强"},
		{"post and spaced name", "部长 王 强", "部长 王强"},
		{"chapter", "第一章 总 则", "第一章 总则"},
		{"wide letter spacing", "目　　录\n通    知", "目录\n通知"},
		{"one-line crawl", "如下：　　一、加强领导。　　二、", "如下：\n一、加强领导。\n二、"},
		{"article mark", "第三条　　本办法", "第三条 本办法"},
		{"line starts and ends", "　　第一段。 \r\n  第二段。\r\r\r\n第三段", "第一段。\n第二段。\n\n第三段"},
		{"entities", "第一条&nbsp;&nbsp;&ldquo;甲&#8221;&#160;乙&amp;丙", "第一条“甲”乙&丙"},
		{"unknown entity", "R&D;经费", "R&D；经费"},
		{"zero width", "\ufeff临\u200b江\u00ad市", "临江市"},
		{"full-width letters", "ＰＰＰ项目１２．５％＋２", "PPP项目12.5%+2"},
		{"dashes", "2021－2025年‐﹣——和—", "2021-2025年--——和—"},
		{"Markdown", "## 第一章\n\n**目标**\n- 甲\n-----\n<!-- 乙 -->丙", "第一章\n\n目标\n- 甲\n\n丙"},
		{"list of hash words", "#标签# 3*4", "#标签# 3*4"},
		{"tags", "甲<p>乙<br/>丙<b>丁</b><通知> a<5", "甲\n乙\n丙丁<通知> a<5"},
		{"table stays", "<table border=\"1\"><tr><td>１ 家</td></tr></table>", "<table border=\"1\"><tr><td>1家</td></tr></table>"},
		{"tabs stay", "单位 \t 指标\t１0", "单位\t指标\t10"},
		{"Latin words", "GAZETTE OF THE 采用 PDF 格式", "GAZETTE OF THE 采用 PDF 格式"},
		{"guillemets", "«办法»和<<细则>>", "《办法》和《细则》"},
		{"titles in angles", "贯彻<临江市养犬管理办法>和《关于修改<临江市粮食管理条例>的决定》，各市<含甲市、乙市>", "贯彻《临江市养犬管理办法》和《关于修改〈临江市粮食管理条例〉的决定》，各市<含甲市、乙市>"},
		{"ordinals in one character", "㈠目标。⑴甲；⒉乙", "（一）目标。（1）甲；2.乙"},
		{"marks printed twice", "甲、、乙，，丙。。", "甲、乙，丙。"},
		{"escapes of Markdown", "1\\.甲\\*乙\\丙", "1.甲*乙\\丙"},
		{"years in odd brackets", "临政发{2021}5号、临政发「2021」6号、临政发〈2021〉7号、临政发<2021>8号", "临政发〔2021〕5号、临政发〔2021〕6号、临政发〔2021〕7号、临政发〔2021〕8号"},
		{"radicals of PDF fonts", "⼀、⼈⼝", "一、人口"},
		{"zeros of dates", "二〇〇五年、二○○五年", "二〇〇五年、二○○五年"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Normalize(c.raw).Norm; got != c.want {
				t.Errorf("Normalize(%q)\n got %q\nwant %q", c.raw, got, c.want)
			}
		})
	}
}

// checkMap holds law 1 on a source: the raw place of every character normalises to that character, and
// places go forward.
func checkMap(t *testing.T, s *Source) {
	t.Helper()
	last := 0
	for i, r := range s.Norm {
		span := Span{i, i + utf8.RuneLen(r)}
		start, end := s.RawSpan(span)
		if start < last || end < start || end > len(s.Raw) {
			t.Fatalf("%q at %d: raw [%d,%d) after %d", r, i, start, end, last)
		}
		if raw := s.Raw[start:end]; raw != string(r) && !foldsTo(raw, r) {
			t.Fatalf("%q at %d stands for raw %q", r, i, raw)
		}
		last = start
	}
}

// foldsTo tells whether raw is something that r may stand for.
func foldsTo(raw string, r rune) bool {
	switch r {
	case '\n', ' ':
		return raw != ""
	case '〔', '〕':
		return utf8.RuneCountInString(raw) == 1
	case '《', '》', '〈', '〉':
		return raw == "<" || raw == ">" || raw == "<<" || raw == ">>" || raw == "«" || raw == "»" || strings.HasPrefix(raw, "&")
	}
	if strings.HasPrefix(raw, "&") {
		s, size := entityAt(raw)
		return size == len(raw) && s == string(r)
	}
	// A mark folds by its neighbours, so give it Chinese ones.
	return utf8.RuneCountInString(raw) == 1 && strings.Contains(Normalize("临"+raw+"江").Norm, string(r))
}

func TestNormalizeKeepsTheMap(t *testing.T) {
	s := Normalize("　　临江市 政府(２０２１)令,第 3 号;&nbsp;**甲**\r\n<p>国发[2021]5号")
	checkMap(t, s)
	i := strings.Index(s.Norm, "国发〔2021〕5号")
	start, end := s.RawSpan(Span{i, len(s.Norm)})
	if got := s.Raw[start:end]; got != "国发[2021]5号" {
		t.Errorf("raw of the number: %q", got)
	}
}

func FuzzNormalize(f *testing.F) {
	f.Add("临政发[2021]56号(试行):<p>&nbsp;**甲** - 乙\r\n\r\n\r\n　　丙　　丁")
	f.Add("<table><tr><td>1</td></table><!-- x --> ⼀ ２０２１ 年")
	f.Fuzz(func(t *testing.T, raw string) {
		raw = strings.ToValidUTF8(raw, "\uFFFD")
		s := Normalize(raw)
		if !utf8.ValidString(s.Norm) {
			t.Fatalf("not UTF-8: %q", s.Norm)
		}
		checkMap(t, s)
	})
}

func BenchmarkNormalize(b *testing.B) {
	paragraph := "　　一、加强组织领导。各县（市、区）人民政府要按照《临江市人民政府关于加快“十四五”产业发展的意见》(临政发〔2021〕12号)要求，" +
		"到2025年，全市规模以上工业增加值达到1,200亿元，年均增长8%左右。（牵头单位：市经信局；配合单位：市发展改革委、市财政局）\n"
	raw := strings.Repeat(paragraph, 2000)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Normalize(raw)
	}
}

package mention

import (
	"fmt"
	"strings"
	"testing"
)

// show prints a citation the way the cases below are written.
func show(s string, c Citation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", c.Title)
	for _, part := range [][2]string{{"#", c.Number}, {"@", c.Issuer}, {"=", c.Date}, {" ", strings.Join(c.Articles, "+")}, {"~", strings.Join(c.Short, "+")}} {
		if part[1] != "" {
			b.WriteString(part[0] + part[1])
		}
	}
	return b.String()
}

func TestCitations(t *testing.T) {
	place := Place{Region: "临江市", Province: "江东省", Issuer: "临江市人民政府"}
	cases := []struct {
		text string
		want []string
	}{
		// titles, nested in every kind of bracket
		{"根据《江东省河道条例》制定", []string{"江东省河道条例"}},
		{"《关于修改《河道条例》的决定》", []string{"关于修改〈河道条例〉的决定"}},
		{"《关于修改〈河道条例〉的决定》和《甲办法》", []string{"关于修改〈河道条例〉的决定", "甲办法"}},
		{"《关于修改<河道条例>的决定》", []string{"关于修改〈河道条例〉的决定"}},
		{"《江东省实施〈水法〉办法》", []string{"江东省实施〈水法〉办法"}},
		{"《江东省实施〈水法》办法》", []string{"江东省实施〈水法〉办法"}},
		{"按《甲办法和《乙办法》执行", []string{"乙办法"}},
		// numbers in brackets, glued, and alone
		{"《甲意见》（国办发〔2021〕24号）精神", []string{"甲意见#国办发〔2021〕24号"}},
		{"《甲办法》（市政府令第188号）同时废止", []string{"甲办法#临江市人民政府令第188号"}},
		{"《甲办法》（江发改〔2015〕3号文印发）", []string{"甲办法#江发改〔2015〕3号"}},
		{"《甲办法》（水利部令第24号，2015年根据《关于修改部分规章的决定》修订）", []string{"甲办法#水利部令第24号", "关于修改部分规章的决定"}},
		{"《甲通知》国发〔2001〕5号规定", []string{"甲通知#国发〔2001〕5号"}},
		{"《甲通知》（〔2000〕063号）", []string{"甲通知#〔2000〕063号"}},
		{"《甲办法》（（90）国科发市字092号）", []string{"甲办法#（90）国科发市字092号"}},
		{"根据江政干〔2021〕60号文件批准", []string{"#江政干〔2021〕60号"}},
		// titles without 《》, told by the number behind them
		{"根据国务院关于加强水、土管理的意见（国发〔2016〕5号）精神", []string{"国务院关于加强水、土管理的意见#国发〔2016〕5号"}},
		{"依照农药管理条例（国务院令第216号）第三条处罚", []string{"农药管理条例#中华人民共和国国务院令第216号 第三条"}},
		{"经市政府同意的整改方案（临政办〔2020〕5号）", []string{"#临政办〔2020〕5号"}},
		{"按照省科技厅关于印发《科技奖励办法》的通知（江科〔2003〕12号）和《乙办法》执行", []string{"省科技厅关于印发〈科技奖励办法〉的通知#江科〔2003〕12号", "乙办法"}},
		// issuer and date
		{"2012年4月7日市人民政府发布的《甲办法》同时废止", []string{"甲办法@市人民政府=2012-04-07"}},
		{"1996年3月18日临江市第十届人民代表大会常务委员会第二十次会议通过、1996年5月29日江东省第八届人民代表大会常务委员会第五次会议批准的《甲条例》", []string{"甲条例@临江市人民代表大会常务委员会=1996-03-18"}},
		{"国务院批准、1974年6月3日财政部发布的《甲规定》", []string{"甲规定@财政部=1974-06-03"}},
		{"1994年9月8日临江市人民代表大会常务委员会通过，根据1997年4月15日《关于修改〈甲条例〉的决定》第一次修正，根据2003年1月2日《关于修改〈甲条例〉的决定》第二次修正的《甲条例》", []string{"关于修改〈甲条例〉的决定", "关于修改〈甲条例〉的决定", "甲条例=1994-09-08"}},
		{"财政部《甲办法》和水利部《乙办法》", []string{"甲办法@财政部", "乙办法@水利部"}},
		{"1996年3月18日临江市人民代表大会通过，根据2001年7月12日通过的《关于修改〈甲条例〉的决定》修正的《甲条例》", []string{"关于修改〈甲条例〉的决定=2001-07-12", "甲条例=1996-03-18"}},
		{"《甲条例》（2008年11月3日临江市人民代表大会常务委员会通过）", []string{"甲条例@临江市人民代表大会常务委员会=2008-11-03"}},
		{"以省政府令第68号发布的《甲规定》", []string{"甲规定#江东省人民政府令第68号"}},
		// short names
		{"《甲条例》（以下简称《条例》）第三条", []string{"甲条例 第三条~条例"}},
		{"《甲办法》（江政发〔2020〕1号，以下简称《办法》）执行", []string{"甲办法#江政发〔2020〕1号~办法"}},
		{"《甲办法》（江政发〔2020〕1号，以下简称“办法”）", []string{"甲办法#江政发〔2020〕1号~办法"}},
		// articles
		{"《甲条例》第十六条、第十七条规定", []string{"甲条例 第十六条+第十七条"}},
		{"《甲条例》第三条第二款第（一）项和第五条至第八条", []string{"甲条例 第三条第二款第（一）项+第五条至第八条"}},
		// no policy documents
		{"持《采砂许可证》、《临江日报》、《采购合同》和《登记申请表（试行）》办理", nil},
		{"《临江市地名志》丛书", nil},
		{"开设《语文》《音乐》，传唱《红梅颂》，阅读《一图读懂：乡村振兴促进法》", nil},
		{"实施《中国制造2025》和《关于环境保护的附加议定书》，参见《外贸新业态路线图》（江商〔2020〕3号）", []string{"中国制造2025", "关于环境保护的附加议定书", "外贸新业态路线图#江商〔2020〕3号"}},
		{"符合《临江市负面清单》和《整改情况通报》", []string{"临江市负面清单", "整改情况通报"}},
	}
	for _, c := range cases {
		var got []string
		for _, x := range Citations(c.text, place) {
			got = append(got, show(c.text, x))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// Places of citations lie in the string, in order, and titles are what stands at them.
func FuzzCitations(f *testing.F) {
	for _, s := range []string{"《甲》（以下简称《乙》）第三条", "《《甲》〈乙》》》", "令第5号令第6号", "（90）国科发市字092号《甲", "《甲》（国发〔2021〕5号《乙》）的《丙》", "《<《>》第（一）条至第二条", "《甲》（国发〔2021〕5号，国发〔2021〕6号）", "甲办法（国发〔2021〕5号）（国发〔2021〕6号）"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, c := range Citations(s, Place{Region: "临江市"}) {
			if c.Lead < end || c.Lead > c.Span.Start || c.Span.Start > c.Name.Start || c.Name.End > c.Span.End || c.Span.End > len(s) {
				t.Fatalf("%q: places out of order: %+v after %d", s, c, end)
			}
			end = c.Span.End
		}
	})
}

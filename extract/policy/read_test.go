package policy

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/extract/text"
)

func TestDateAt(t *testing.T) {
	for _, c := range []struct {
		s, iso string
		n      int
	}{
		{"2021年12月27日印发", "2021-12-27", len("2021年12月27日")},
		{"二○○七年十二月十四日", "2007-12-14", len("二○○七年十二月十四日")},
		{"二〇二一年三月二十日", "2021-03-20", len("二〇二一年三月二十日")},
		{"二OO四年十月一日", "2004-10-01", len("二OO四年十月一日")},
		{"2004-05-18", "2004-05-18", 10},
		{"20190214", "2019-02-14", 8},
		{"2021年13月1日", "", 0},
		{"2021年12月", "", 0},
		{"12月27日", "", 0},
		{"202190214", "", 0},
	} {
		if iso, n := dateAt(c.s); iso != c.iso || n != c.n {
			t.Errorf("dateAt(%s) = %q, %d, want %q, %d", c.s, iso, n, c.iso, c.n)
		}
	}
}

func TestFindNumber(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"临政发〔2021〕56号", "临政发〔2021〕56号"},
		{"关于甲的通知江政办发〔2016〕28号各市", "江政办发〔2016〕28号"},
		{"法院以法发〔1993〕15号发布", "法发〔1993〕15号"},
		{"政府令260号", "政府令第260号"},
		{"中华人民共和国国务院令第721号", "中华人民共和国国务院令第721号"},
		{"国务院令第 九十一号", ""},
		{"主席令第三十八号", "中华人民共和国主席令第38号"},
		{"交通运输部令2018年第12号", "交通运输部令2018年第12号"},
		{"江东省人民政府令〔2011〕第15号", "江东省人民政府令〔2011〕第15号"},
		{"国家林业局公告（2018年第7号）", "国家林业局公告2018年第7号"},
		{"中华人民共和国财政部令第97号", "财政部令第97号"},
		{"东湖市人民政府第90号令", "东湖市人民政府令第90号"},
		{"中山路56号", ""},
		{"第5号", ""},
	} {
		got := ""
		if n, ok := findNumber(c.s, 0); ok {
			got = n.norm
			if c.s[n.start:n.end] != n.printed {
				t.Errorf("%s: place %q is not %q", c.s, c.s[n.start:n.end], n.printed)
			}
		}
		if got != c.want {
			t.Errorf("findNumber(%s) = %q, want %q", c.s, got, c.want)
		}
	}
}

func TestMarkAt(t *testing.T) {
	for _, c := range []struct {
		s     string
		level int
		text  string
	}{
		{"一、总体要求", levelFirst, "一、"},
		{"（十二）加强领导", levelSecond, "（十二）"},
		{"3. 建设平台", levelThird, "3."},
		{"3、建设平台", levelThird, "3、"},
		{"（3）建设平台", levelFourth, "（3）"},
		{"③建设平台", levelFifth, "③"},
		{"第二章 附则", levelChapter, "第二章"},
		{"第十二条之一 本条", levelArticle, "第十二条之一"},
		{"第三条规定的情形", 0, ""},
		{"第一产业增加值", 0, ""},
		{"1.5亿元", 0, ""},
		{"2021年", 0, ""},
		{"十四五时期", 0, ""},
		{"（牵头单位）", 0, ""},
	} {
		if m := markAt(c.s); m.level != c.level || m.text != c.text {
			t.Errorf("markAt(%s) = level %d %q, want %d %q", c.s, m.level, m.text, c.level, c.text)
		}
	}
}

func TestSplitSigners(t *testing.T) {
	for _, c := range []struct {
		s    string
		want []string
	}{
		{"江东省教育厅江东省财政厅", []string{"江东省教育厅", "江东省财政厅"}},
		{"人力资源社会保障部办公厅财政部办公厅", []string{"人力资源社会保障部办公厅", "财政部办公厅"}},
		{"国家发展改革委财政部", []string{"国家发展改革委", "财政部"}},
		{"省科技厅 省委组织部", []string{"省科技厅", "省委组织部"}},
		{"国家税务总局河北省税务局", []string{"国家税务总局河北省税务局"}},
		{"人力资源社会保障部国务院扶贫办", []string{"人力资源社会保障部", "国务院扶贫办"}},
		{"临江市人民政府办公室", []string{"临江市人民政府办公室"}},
		{"中国证券监督管理委员会四川监管局四川省乡村振兴局", []string{"中国证券监督管理委员会四川监管局", "四川省乡村振兴局"}},
		{"四川省政务服务管理办公室四川省总工会", []string{"四川省政务服务管理办公室", "四川省总工会"}},
		{"教育部中科院社科院工程院", []string{"教育部", "中科院", "社科院", "工程院"}},
		{"司法部公证律师司", []string{"司法部公证律师司"}},
		{"交通运输部海事局", []string{"交通运输部海事局"}},
	} {
		got := splitSigners(c.s)
		if len(got) != len(c.want) {
			t.Errorf("splitSigners(%s) = %q, want %q", c.s, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("splitSigners(%s) = %q, want %q", c.s, got, c.want)
			}
		}
	}
}

func TestSigner(t *testing.T) {
	for s, want := range map[string]bool{
		"临江市人民政府": true, "市长 赵一鸣": true, "科学技术部部长：万某某": true, "各市人民政府": true, "江东省长岛海洋保护条例": false,
		"现将有关事项通知如下": false, "《临江市条例》": false, "一、总体要求": false,
	} {
		if signer(s) != want {
			t.Errorf("signer(%s) = %v", s, !want)
		}
	}
}

func TestTitleOfPath(t *testing.T) {
	for path, want := range map[string]string{
		"a/0013_江东省人民政府办公厅关于甲的通知.txt": "江东省人民政府办公厅关于甲的通知",
		"车船税法(2019-04-23).md":         "车船税法",
		"某省甲规划（２０２１—２０２５年）.txt":       "某省甲规划（2021—2025年）",
		"0020_科学技术部令第20号_甲办法.txt":     "甲办法",
		"0009_科技部_财政部关于甲的通知.txt":      "科技部财政部关于甲的通知",
		"notes.txt": "",
		"-":         "",
	} {
		if got := titleOfPath(path); got != want {
			t.Errorf("titleOfPath(%s) = %q, want %q", path, got, want)
		}
	}
}

func TestAttachedIn(t *testing.T) {
	for title, want := range map[string]string{
		"临江市人民政府关于印发《临江市甲办法》的通知":           "临江市甲办法",
		"临江市人民政府关于印发临江市甲方案（2021-2025年）的通知": "临江市甲方案（2021-2025年）",
		"临江市人民政府办公厅印发《关于甲的若干措施》的通知":        "关于甲的若干措施",
		"临江市人民政府关于甲的通知":                    "",
		"临江市教育局转发《教育部关于印发甲办法的通知》的通知":       "",
	} {
		if got := attachedIn(title); got != want {
			t.Errorf("attachedIn(%s) = %q, want %q", title, got, want)
		}
	}
}

// TestHealedLines holds that the lines that healing carries over are those of the healed text.
func TestHealedLines(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal(err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		src, got := heal(text.Normalize(string(data)))
		if want := lines(src.Norm); !slices.Equal(got, want) {
			for i := range want {
				if i >= len(got) || got[i] != want[i] {
					t.Fatalf("%s: line %d of %d/%d is %+v, want %+v: %q", p, i, len(got), len(want), got[min(i, len(got)-1)], want[i], src.Norm[want[i].start:want[i].end])
				}
			}
		}
	}
}

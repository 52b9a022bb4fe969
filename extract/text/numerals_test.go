package text

import "testing"

func TestNumber(t *testing.T) {
	for _, c := range []struct{ s, digits, rest string }{
		{"十四个", "14", "个"},
		{"二百六十家", "260", "家"},
		{"两千五百亩", "2500", "亩"},
		{"一百零五", "105", ""},
		{"一千零五十人", "1050", "人"},
		{"十四五规划", "14", "五规划"},
		{"三千万元", "3000", "万元"},
		{"一万二千户", "12000", "户"},
		{"一亿二千万人", "120000000", "人"},
		{"三万零五十", "30050", ""},
		{"二〇二一年", "2021", "年"},
		{"三点五倍", "3.5", "倍"},
		{"三分之一以上", "1/3", "以上"},
		{"百分之三十", "30%", ""},
		{"百分之十二点五左右", "12.5%", "左右"},
		{"百分之8", "8%", ""},
		{"1,200.5亿元", "1200.5", "亿元"},
		{"10,0005", "10", ",0005"},
		{"8%左右", "8%", "左右"},
		{"3.5万", "3.5", "万"},
		{"12.", "12", "."},
		{"一2021年", "1", "2021年"},
		{"万元", "", "万元"},
		{"多", "", "多"},
		{"", "", ""},
	} {
		digits, n := Number(c.s)
		if digits != c.digits || c.s[n:] != c.rest {
			t.Errorf("Number(%q) = %q, rest %q; want %q, %q", c.s, digits, c.s[n:], c.digits, c.rest)
		}
	}
}

func TestInt(t *testing.T) {
	for _, c := range []struct {
		s     string
		value int
		rest  string
	}{
		{"三千万", 30000000, ""},
		{"十", 10, ""},
		{"二十一条", 21, "条"},
		{"一百", 100, ""},
		{"1,200户", 1200, "户"},
		{"3.5", 3, ".5"},
		{"第", 0, "第"},
	} {
		value, n := Int(c.s)
		if value != c.value || c.s[n:] != c.rest {
			t.Errorf("Int(%q) = %d, rest %q; want %d, %q", c.s, value, c.s[n:], c.value, c.rest)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ s, iso, rest string }{
		{"2021年12月23日起", "2021-12-23", "起"},
		{"二〇〇五年五月二十二日", "2005-05-22", ""},
		{"二○○五年十一月三十日。", "2005-11-30", "。"},
		{"二OO五年", "2005", ""},
		{"2021-12-23 ", "2021-12-23", " "},
		{"2021.1.3", "2021-01-03", ""},
		{"2021/01/03", "2021-01-03", ""},
		{"20190603", "2019-06-03", ""},
		{"201906031", "", "201906031"},
		{"2021年12月底", "2021-12", "底"},
		{"2021年13月", "2021", "13月"},
		{"2021年2月30日", "2021-02", "30日"},
		{"2021-2025年", "", "2021-2025年"},
		{"2021.12-23", "", "2021.12-23"},
		{"1234年", "", "1234年"},
		{"", "", ""},
	} {
		iso, n := ParseDate(c.s)
		if iso != c.iso || c.s[n:] != c.rest {
			t.Errorf("ParseDate(%q) = %q, rest %q; want %q, %q", c.s, iso, c.s[n:], c.iso, c.rest)
		}
	}
}

func TestFindDates(t *testing.T) {
	s := "自2021年12月23日起施行，有效期至2024年12月。二〇〇五年五月二十二日发布，编号120210101，日期 20190603、2020-01-02。"
	want := []string{"2021-12-23", "2005-05-22", "2019-06-03", "2020-01-02"}
	printed := []string{"2021年12月23日", "二〇〇五年五月二十二日", "20190603", "2020-01-02"}
	got := FindDates(s)
	if len(got) != len(want) {
		t.Fatalf("found %v, want %v", got, want)
	}
	for i, m := range got {
		if m.ISO != want[i] || s[m.Span.Start:m.Span.End] != printed[i] {
			t.Errorf("date %d: %s %q, want %s %q", i, m.ISO, s[m.Span.Start:m.Span.End], want[i], printed[i])
		}
	}
}

func FuzzNumbersAndDates(f *testing.F) {
	f.Add("二百六十家，2021年12月23日，三分之一，一亿零三万")
	f.Fuzz(func(t *testing.T, s string) {
		if _, n := Number(s); n < 0 || n > len(s) {
			t.Fatalf("Number reads %d of %d bytes", n, len(s))
		}
		if _, n := Int(s); n < 0 || n > len(s) {
			t.Fatalf("Int reads %d of %d bytes", n, len(s))
		}
		last := 0
		for _, m := range FindDates(s) {
			if m.Span.Start < last || m.Span.End > len(s) {
				t.Fatalf("%v after %d", m, last)
			}
			if iso, _ := ParseDate(s[m.Span.Start:]); iso != m.ISO {
				t.Fatalf("%v reads as %s", m, iso)
			}
			last = m.Span.End
		}
	})
}

func BenchmarkFindDates(b *testing.B) {
	s := ""
	for range 500 {
		s += "各县（市、区）人民政府要按照2021年12月23日印发的文件要求，到2025年，完成1200个项目；"
	}
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		FindDates(s)
	}
}

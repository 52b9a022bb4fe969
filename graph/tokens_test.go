package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// matches runs a phrase over the tokens of a value as a full-text index does.
func matches(tokens []string, p Phrase) bool {
	if p.Prefix {
		return slices.ContainsFunc(tokens, func(t string) bool { return strings.HasPrefix(t, p.Tokens[0]) })
	}
	for i := 0; i+len(p.Tokens) <= len(tokens); i++ {
		if slices.Equal(tokens[i:i+len(p.Tokens)], p.Tokens) {
			return true
		}
	}
	return false
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"国办发〔2021〕24号":          "国办发2021 24号",
		"国办发[2021]24号":          "国办发2021 24号",
		"国办发（２０２１）２４号":          "国办发2021 24号",
		"关于印发《临江市 养老服务条例》的通知":   "关于印发临江市养老服务条例的通知",
		"ＰＭ2.5 浓度，下降1,000吨。各区县": "pm2.5浓度下降1000吨\n各区县",
		"第3,4条":                 "第3 4条",
		"New  Energy":           "new energy",
		"\u200b江\ufe0f东\u00ad省": "江东省",
		"——。！\n ":               "",
		"甲。；\n乙":                "甲\n乙",
		"Ⅳ类 ①":                  "iv类1",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// The short cut past NFKC must not be seen in any character.
func TestFoldShortCut(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ {
		for _, text := range []string{"甲" + string(r) + "1", "1" + string(r) + "234"} {
			if got, want := Fold(text), fold(norm.NFKC.String(text)); got != want {
				t.Fatalf("%q (%U) folds to %q, by way of NFKC to %q", text, r, got, want)
			}
		}
	}
}

func TestSearchFindsWhatAReaderExpects(t *testing.T) {
	for _, c := range []struct {
		value, query        string
		found, begin, exact bool
	}{
		{"国办发〔2021〕24号", "国办发2021 24", true, true, true},
		{"国办发〔2021〕24号", "国办发〔2021〕24号", true, true, true},
		{"国办发〔2021〕24号", "〔2021〕24", true, false, false},
		{"国办发〔2021〕24号", "国办发", true, true, false},
		{"国办发〔2021〕24号", "202124", false, false, false},
		{"国办发〔2021〕241号", "国办发〔2021〕24号", false, false, false},
		{"关于印发《临江市养老服务条例》的通知", "印发临江市", true, false, false},
		{"关于印发《临江市养老服务条例》的通知", "临江 通知", true, false, false},
		{"关于印发《临江市养老服务条例》的通知", "临江 办法", false, false, false},
		{"江东省养老服务条例", "江东省《养老服务条例》", true, true, true},
		{"江东省养老服务条例", "例", true, false, false},
		{"江东省养老服务条例", "江", true, true, false},
		{"江东省养老服务条例", "老", true, false, false},
		{"江东省养老服务条例", "条例", true, false, false},
		{"江东省养老服务条例", "例条", false, false, false},
		{"加快发展。各区县负责", "展各", false, false, false},
		{"加快发展。各区县负责", "展", true, false, false},
		{"新能源车 5G 基站", "5g", true, false, false},
		{"𠮷野家标准", "𠮷野", true, true, false},
		{"\ue001\ue002", "\ue001", true, true, false},
	} {
		tokens := IndexTokens(c.value, ClassTitle)
		q, err := QueryTokens(c.query)
		if err != nil {
			t.Fatal(err)
		}
		found := true
		for _, p := range q.All {
			found = found && matches(tokens, p)
		}
		exact := slices.ContainsFunc(q.Exact, func(p Phrase) bool { return matches(tokens, p) })
		if begin := matches(tokens, q.Begins); found != c.found || begin != c.begin || exact != c.exact {
			t.Errorf("%q in %q: found %t begin %t exact %t", c.query, c.value, found, begin, exact)
		}
	}
}

func TestValuesStayApart(t *testing.T) {
	tokens := strings.Fields(IndexText([]string{"市发展局", "经信局"}, ClassTitle))
	q, err := QueryTokens("局经")
	if err != nil {
		t.Fatal(err)
	}
	if matches(tokens, q.All[0]) {
		t.Error("a phrase matched across two values")
	}
	if q, _ = QueryTokens("经信局"); !matches(tokens, q.Exact[0]) {
		t.Error("the second value is not found as a whole")
	}
}

func TestHostileQueries(t *testing.T) {
	for _, text := range []string{"", " ", `"" ( ) *`, "《》"} {
		if q, err := QueryTokens(text); err != nil || len(q.All) != 0 {
			t.Errorf("%q: %v, %v", text, q.All, err)
		}
	}
	for _, text := range []string{strings.Repeat("长", MaxQuery+1), strings.Repeat("\ufdfa", 200)} {
		if _, err := QueryTokens(text); !errors.Is(err, ErrBadQuery) {
			t.Errorf("a query of %d bytes: %v", len(text), err)
		}
	}
	if q, err := QueryTokens(strings.Repeat("长", MaxQuery)); err != nil || len(q.All[0].Tokens) != MaxQuery-1 {
		t.Errorf("the longest query: %v", err)
	}
}

// A phrase of tokens must be found exactly where the folded value holds the folded term.
func FuzzTokens(f *testing.F) {
	f.Add("国办发〔2021〕24号。通知", "2021 24")
	f.Add("\ue002甲\ue000", "甲")
	f.Add("1.2,345", "2345")
	f.Add("１，２３４…“甲”——乙·丙〔二〕\u3000", "1234")
	f.Add("ǅ\u0301Ａb", "b")
	f.Fuzz(func(t *testing.T, value, query string) {
		q, err := QueryTokens(query)
		if err != nil {
			return
		}
		folded := Fold(value)
		if slow := fold(norm.NFKC.String(value)); slow != folded {
			t.Errorf("%q folds to %q, by way of NFKC to %q", value, folded, slow)
		}
		tokens := IndexTokens(value, ClassTitle)
		for i, p := range q.All {
			if got, want := matches(tokens, p), HasTerm(value, q.Terms[i]); got != want {
				t.Errorf("%q in %q: %t, want %t", q.Terms[i], folded, got, want)
			}
		}
		if len(q.All) > 0 && matches(tokens, q.Exact[0]) != (folded == q.Folded) {
			t.Errorf("%q equals %q: %t", q.Folded, folded, folded != q.Folded)
		}
		if len(q.All) > 0 && matches(tokens, q.Begins) != strings.HasPrefix(folded, q.Folded) {
			t.Errorf("%q begins with %q", folded, q.Folded)
		}
		for _, token := range tokens {
			if strings.ContainsFunc(token, unsafeRune) {
				t.Errorf("token %q", token)
			}
		}
	})
}

func unsafeRune(r rune) bool {
	return !isDigit(r) && (r < 'a' || r > 'z') && (r < 0x3400 || r > 0x9fa5) && (r < escape || r > markTail)
}

func BenchmarkIndexText(b *testing.B) {
	text := strings.Repeat("为贯彻落实《江东省养老服务条例》（江东省人大常委会公告第12号），推进本市养老服务工作，到2025年，建成社区综合服务设施1,200个以上。\n", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		IndexText([]string{text}, ClassBody)
	}
}

package eval

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/pmezard/go-difflib/difflib"
	"golang.org/x/text/unicode/norm"
)

// fold is the form in which texts are compared: width, dashes, brackets, spaces, quotes and closing stops aside.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(s) {
		switch {
		case strings.ContainsRune("-–—―－~～﹣−─", r):
			b.WriteByte('-')
		case strings.ContainsRune("〔［【[（(", r):
			b.WriteByte('(')
		case strings.ContainsRune("〕］】]）)", r):
			b.WriteByte(')')
		case unicode.IsSpace(r), strings.ContainsRune("“”\"'‘’「」『』《》〈〉«»<>", r):
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Trim(b.String(), "。；;，,、.")
}

var (
	orderForm   = regexp.MustCompile(`令\(?第?(\d+)号`)
	versionForm = regexp.MustCompile(`\(\d{4}年?(修[订正])?.*?\)$`)
	valueHead   = regexp.MustCompile(`^[>=<≥≤-约超]+|[%％]$|以上$|以下$|左右$`)
	zeros       = regexp.MustCompile(`\.0+$`)
	plusMinus   = regexp.MustCompile(`[\[\]]`)
)

// number folds a document number; an order is compared by the end of its issuer's name and its number.
func number(s string) string {
	s = fold(s)
	if m := orderForm.FindStringSubmatch(s); m != nil {
		who := strings.NewReplacer("中华人民共和国", "", "人民政府", "", "政府", "").Replace(s[:strings.Index(s, "令")])
		if r := []rune(who); len(r) > 3 {
			who = string(r[len(r)-3:])
		}
		return who + "令" + m[1]
	}
	return strings.ReplaceAll(s, "第", "")
}

func sameNumber(a, b string) bool {
	a, b = number(a), number(b)
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	i, j := strings.Index(a, "令"), strings.Index(b, "令")
	return i >= 0 && j >= 0 && part(a[i:]) == part(b[j:])
}

// part is what stands between the first 令 and the next.
func part(s string) string {
	return strings.Split(s, "令")[1]
}

func sameTitle(a, b string) bool {
	a, b = fold(a), fold(b)
	if a == "" || b == "" {
		return false
	}
	bare := func(s string) string {
		return versionForm.ReplaceAllString(strings.ReplaceAll(s, "中华人民共和国", ""), "")
	}
	return a == b || bare(a) == bare(b)
}

func sameTarget(p, g Object) bool {
	for _, x := range append(list(g["number"]), list(g["number_alt"])...) {
		if sameNumber(str(p, "number"), x) {
			return true
		}
	}
	for _, x := range append(list(g["title"]), list(g["title_alt"])...) {
		if sameTitle(str(p, "title"), x) {
			return true
		}
	}
	return false
}

// value folds a value: bounds and the per cent sign are compared apart.
func value(s string) string {
	s = strings.ReplaceAll(fold(s), ",", "")
	return zeros.ReplaceAllString(valueHead.ReplaceAllString(s, ""), "")
}

// alike compares indicators: one holds the other, or they share most of their characters in order.
func alike(a, b string) bool {
	if a == b || a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a)) {
		return true
	}
	return difflib.NewMatcher(strings.Split(a, ""), strings.Split(b, "")).Ratio() >= 0.6
}

// str is a text field, "" if absent or null; numbers are printed.
func str(o Object, key string) string { return text(o[key]) }

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return formatNumber(v)
	}
	return ""
}

// list is a field that holds one value or a list of values, as texts.
func list(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, text(x))
		}
		return out
	}
	return []string{text(v)}
}

func object(o Object, key string) Object { m, _ := o[key].(Object); return m }

func objects(o Object, key string) []Object {
	var out []Object
	items, _ := o[key].([]any)
	for _, x := range items {
		if m, ok := x.(Object); ok {
			out = append(out, m)
		}
	}
	return out
}

func truth(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case string:
		return v != ""
	case float64:
		return v != 0
	case []any:
		return len(v) > 0
	case Object:
		return len(v) > 0
	}
	return false
}

func among(s string, options []string, same func(a, b string) bool) bool {
	return slices.ContainsFunc(options, func(x string) bool { return same(s, x) })
}

func equal(a, b string) bool { return a == b }

// match pairs gold and predictions one to one, in order.
func match(gold, pred []Object, test func(p, g Object) bool) (pairs [][2]Object, missed, extra []Object) {
	used := make([]bool, len(pred))
next:
	for _, g := range gold {
		for i, p := range pred {
			if !used[i] && test(p, g) {
				used[i] = true
				pairs = append(pairs, [2]Object{g, p})
				continue next
			}
		}
		missed = append(missed, g)
	}
	for i, p := range pred {
		if !used[i] {
			extra = append(extra, p)
		}
	}
	return pairs, missed, extra
}

func prefix(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

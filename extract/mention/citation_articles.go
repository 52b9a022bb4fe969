package mention

import (
	"strings"
	"unicode/utf8"
)

// readArticles reads the articles named after a citation: 第三条第二款, 第十六条、第十七条, 第五条至第八条, 中第三条.
func (c *Citation) readArticles(s string) {
	at := c.Span.End
	for _, w := range [...]string{"中的", "中", "的"} {
		if strings.HasPrefix(s[at:], w+"第") {
			at += len(w)
			break
		}
	}
	if refs, n := Articles(s[at:]); n > 0 {
		c.Articles = append(c.Articles, refs...)
		c.Span.End = at + n
	}
}

// Articles reads the list of provisions that s starts with, and its length. What a later one leaves out is put back:
// 第十二条第二款、第三款 are 第十二条第二款 and 第十二条第三款.
func Articles(s string) (refs []string, length int) {
	at := 0
	for {
		read, n := provision(s[at:])
		if n == 0 {
			return refs, length
		}
		for _, ref := range read {
			if len(refs) > 0 {
				ref = within(refs[len(refs)-1], ref)
			}
			refs = append(refs, ref)
		}
		at += n
		length = at
		for _, joint := range [...]string{"、", "和", "及", "以及", "与", "，", "或者", "或"} {
			if strings.HasPrefix(s[at:], joint+"第") {
				at += len(joint)
				break
			}
		}
		if at == length {
			return refs, length
		}
	}
}

// provision reads one reference, or several that share 第 and the unit: 第五、六条, 第二条第（一）、（三）项.
func provision(s string) (refs []string, n int) {
	n = articleRef(s)
	if list, k := sharedUnit(s[n:]); k > 0 {
		for i := range list {
			list[i] = s[:n] + list[i]
		}
		return list, n + k
	}
	if n == 0 {
		return nil, 0
	}
	for _, to := range rangeSigns {
		if m := articleRef(strings.TrimPrefix(s[n:], to)); m > 0 && strings.HasPrefix(s[n:], to) {
			n += len(to) + m
			break
		}
	}
	return []string{s[:n]}, n
}

var rangeSigns = [...]string{"至", "到", "—", "－", "-", "～"}

// sharedUnit reads 第五、六条 as 第五条 and 第六条, 第五至八条 as 第五条至第八条.
func sharedUnit(s string) (refs []string, n int) {
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		return nil, 0
	}
	var numbers, signs []string
	for {
		k := ordinalLength(rest)
		if k == 0 {
			return nil, 0
		}
		numbers = append(numbers, rest[:k])
		rest = rest[k:]
		sign := signAt(rest)
		if sign == "" {
			break
		}
		signs = append(signs, sign)
		rest = rest[len(sign):]
	}
	unit := provisionUnit(rest)
	if len(numbers) < 2 || unit == "" {
		return nil, 0
	}
	for i, number := range numbers {
		ref := "第" + number + unit
		if i > 0 && signs[i-1] != "、" {
			refs[len(refs)-1] += signs[i-1] + ref
			continue
		}
		refs = append(refs, ref)
	}
	return refs, len(s) - len(rest) + len(unit)
}

func signAt(s string) string {
	for _, w := range [...]string{"、", "至", "到", "—", "－", "-", "～"} {
		if strings.HasPrefix(s, w) {
			return w
		}
	}
	return ""
}

func provisionUnit(s string) string {
	for _, u := range [...]string{"条", "款", "项", "章", "节", "编", "目"} {
		if strings.HasPrefix(s, u) {
			return u
		}
	}
	return ""
}

// within puts a 款 or 项 that is named alone into the article named before it.
func within(before, ref string) string {
	if strings.Contains(ref, "条") || strings.Contains(ref, "章") || strings.Contains(ref, "节") || strings.Contains(ref, "编") {
		return ref
	}
	parent := "条"
	if !strings.Contains(ref, "款") && strings.Contains(before, "款") {
		parent = "款"
	}
	i := strings.LastIndex(before, parent)
	if i < 0 {
		return ref
	}
	end := i + len(parent)
	if rest := before[end:]; strings.HasPrefix(rest, "之") {
		end += len("之") + ordinalLength(rest[len("之"):])
	}
	return before[:end] + ref
}

// articleRef gives the length of the reference to a provision that s starts with: 第三条, 第三条第二款第（一）项,
// 第二款, 第十二条之一, 第五章.
func articleRef(s string) int {
	n := 0
	for strings.HasPrefix(s[n:], "第") {
		m := n + len("第")
		m += ordinalLength(s[m:])
		unit := provisionUnit(s[m:])
		if unit == "" || m == n+len("第") {
			return n
		}
		m += len(unit)
		if strings.HasPrefix(s[m:], "之") {
			if k := ordinalLength(s[m+len("之"):]); k > 0 {
				m += len("之") + k
			}
		}
		n = m
	}
	return n
}

// ordinalLength reads a number, in brackets or not: 十二, 12, （一）.
func ordinalLength(s string) int {
	if inner, ok := strings.CutPrefix(s, "（"); ok {
		if k := digitsLength(inner); k > 0 && strings.HasPrefix(inner[k:], "）") {
			return len("（") + k + len("）")
		}
		return 0
	}
	return digitsLength(s)
}

func digitsLength(s string) int {
	n := 0
	for n < len(s) {
		r, k := utf8.DecodeRuneInString(s[n:])
		if (r < '0' || r > '9') && !strings.ContainsRune("〇○零一二三四五六七八九十百千", r) {
			break
		}
		n += k
	}
	return n
}

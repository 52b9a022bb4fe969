package policy

import "strings"

// registrationOf reads the registration of an administrative rule (规范性文件统一编号 ZJBC00-2021-0009), a line of its
// own; "" if s is none.
func registrationOf(s string) string {
	if s == "" || len(s) > 120 {
		return ""
	}
	upper := s[0] >= 'A' && s[0] <= 'Z'
	if !upper && !hasAny(s, "编号", "登记号") || hasAny(s, "。", "，", "\t") {
		return ""
	}
	t := s
	for _, w := range []string{"规范性文件统一编号", "规范性文件登记编号", "规范性文件统一登记号", "规范性文件登记号", "规范性文件编号", "统一登记号", "统一编号", "登记编号", "登记号"} {
		if i := strings.Index(t, w); i >= 0 && i <= len("（省政府行政") {
			t = strings.Trim(t[i+len(w):], "：: （）")
			t = strings.NewReplacer("—", "-", "－", "-", "–", "-", " ", "", "--", "-").Replace(t)
			if t != "" && len(t) < 60 {
				return t
			}
			return ""
		}
	}
	if t = strings.NewReplacer("—", "-", "－", "-").Replace(t); registrationCode(t) {
		return t
	}
	return ""
}

// registrationCode tells whether s is a bare code such as HNPR-2020-01001.
func registrationCode(s string) bool {
	parts := strings.Split(s, "-")
	if len(parts) != 3 || len(parts[0]) < 3 || len(parts[0]) > 12 || len(parts[1]) != 4 || !allDigits(parts[1]) || !allDigits(parts[2]) {
		return false
	}
	for i := 0; i < len(parts[0]); i++ {
		c := parts[0][i]
		if !(c >= 'A' && c <= 'Z') && !isDigit(c) {
			return false
		}
	}
	return parts[0][0] >= 'A'
}

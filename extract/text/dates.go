package text

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// DateMatch is a date in a text.
type DateMatch struct {
	Span Span
	ISO  string // YYYY-MM-DD
}

// ParseDate reads the date that s starts with and gives it as precisely as it is printed: 2021年12月23日,
// 二〇〇五年五月二十二日, 2021-12-23, 2021.12.23, 2021/12/23 and 20190603 become YYYY-MM-DD, 2021年12月 YYYY-MM,
// 二○○五年 YYYY. n is its length in bytes, 0 if s starts with no date or with an impossible one.
func ParseDate(s string) (iso string, n int) {
	year, n := yearAt(s)
	if n == 0 {
		return "", 0
	}
	if rest, ok := strings.CutPrefix(s[n:], "年"); ok {
		return chineseDate(year, rest, n+len("年"))
	}
	if n != 4 || len(s) < 8 {
		return "", 0
	}
	if allDigits(s[4:8]) {
		return compactDate(year, s)
	}
	return separatedDate(year, s)
}

// yearAt reads a year of four ASCII or Chinese digits.
func yearAt(s string) (year, n int) {
	for range 4 {
		r, size := utf8.DecodeRuneInString(s[n:])
		d, ok := chineseDigit(r)
		if !ok {
			return 0, 0
		}
		year, n = year*10+d, n+size
	}
	if year < 1900 || year > 2100 {
		return 0, 0
	}
	return year, n
}

// chineseDate reads 12月23日 after a year of n bytes; what is missing or impossible is left out.
func chineseDate(year int, s string, n int) (string, int) {
	month, m := small(s)
	rest, ok := strings.CutPrefix(s[m:], "月")
	if !ok || m == 0 || month < 1 || month > 12 {
		return fmt.Sprintf("%04d", year), n
	}
	n += m + len("月")
	day, d := small(rest)
	if d > 0 && (strings.HasPrefix(rest[d:], "日") || strings.HasPrefix(rest[d:], "号")) {
		if iso := isoDate(year, month, day); iso != "" {
			return iso, n + d + len("日")
		}
	}
	return fmt.Sprintf("%04d-%02d", year, month), n
}

// small reads the number of a month or day.
func small(s string) (value, n int) {
	if s == "" || s[0] >= 0x80 {
		return chineseInt(s, false)
	}
	for n < 2 && n < len(s) && s[n] >= '0' && s[n] <= '9' {
		value, n = value*10+int(s[n]-'0'), n+1
	}
	return value, n
}

// compactDate reads 20190603; a ninth digit makes it another number.
func compactDate(year int, s string) (string, int) {
	if len(s) > 8 && s[8] >= '0' && s[8] <= '9' {
		return "", 0
	}
	month, _ := small(s[4:6])
	day, _ := small(s[6:8])
	if iso := isoDate(year, month, day); iso != "" {
		return iso, 8
	}
	return "", 0
}

// separatedDate reads 2021-12-23 and the like; both separators must be the same.
func separatedDate(year int, s string) (string, int) {
	separator := s[4]
	if separator != '-' && separator != '.' && separator != '/' {
		return "", 0
	}
	month, m := small(s[5:])
	n := 5 + m
	if m == 0 || n >= len(s) || s[n] != separator {
		return "", 0
	}
	day, d := small(s[n+1:])
	n += 1 + d
	if d == 0 || n < len(s) && s[n] >= '0' && s[n] <= '9' {
		return "", 0
	}
	if iso := isoDate(year, month, day); iso != "" {
		return iso, n
	}
	return "", 0
}

func isoDate(year, month, day int) string {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Month() != time.Month(month) || t.Day() != day {
		return ""
	}
	return t.Format(time.DateOnly)
}

// FindDates finds the dates of a text that are printed to the day. It looks at bytes: at 年 and at digits only
// does it read on.
func FindDates(s string) []DateMatch {
	var found []DateMatch
	for i := 0; i < len(s); {
		start, next := dateStart(s, i)
		if start < 0 {
			i = next
			continue
		}
		iso, n := ParseDate(s[start:])
		if len(iso) == len(time.DateOnly) {
			found = append(found, DateMatch{Span{start, start + n}, iso})
		}
		i = max(next, start+n)
	}
	return found
}

// dateStart gives where a date that shows at i would start, or -1, and where to look next.
func dateStart(s string, i int) (start, next int) {
	switch b := s[i]; {
	case b == '1' || b == '2':
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		if j-i == 4 || j-i == 8 {
			return i, j
		}
		return -1, j
	case b >= '0' && b <= '9':
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return -1, i
	case b == 0xE5 && strings.HasPrefix(s[i:], "年"):
		return chineseYearBefore(s, i), i + 3
	case b >= 0xE0:
		return -1, i + 3
	}
	return -1, i + 1
}

// chineseYearBefore gives where a year in Chinese digits starts that ends at i, or -1.
func chineseYearBefore(s string, i int) int {
	chinese := false
	for range 4 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if _, ok := chineseDigit(r); !ok {
			return -1
		}
		chinese = chinese || r >= 0x80
		i -= size
	}
	if !chinese {
		return -1
	}
	return i
}

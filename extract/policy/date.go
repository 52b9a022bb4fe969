package policy

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// dateAt reads a day at the start of s (2021年12月27日, 二〇〇七年十二月十四日, 2021-12-27, 2021.12.27, 20211227) and
// gives it as YYYY-MM-DD with the bytes read, or "", 0.
func dateAt(s string) (string, int) {
	y, n := yearAt(s)
	if n == 0 {
		return "", 0
	}
	rest := s[n:]
	sep, unit := "", ""
	switch {
	case strings.HasPrefix(rest, "年"):
		sep, unit = "月", "日"
		n += len("年")
	case strings.HasPrefix(rest, "-"), strings.HasPrefix(rest, "."), strings.HasPrefix(rest, "/"):
		sep = rest[:1]
		n++
	default:
		return compactDate(s)
	}
	m, k := misread(s[n:])
	if k == 0 || m < 1 || m > 12 || !strings.HasPrefix(s[n+k:], sep) {
		return "", 0
	}
	n += k + len(sep)
	d, k := misread(s[n:])
	if k == 0 || d < 1 || d > 31 || !strings.HasPrefix(s[n+k:], unit) {
		return "", 0
	}
	return isoDate(y, m, d), n + k + len(unit)
}

func isoDate(y, m, d int) string {
	return strconv.Itoa(y) + "-" + two(m) + "-" + two(d)
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// compactDate reads 20211227, as portals print dates in their trailers.
func compactDate(s string) (string, int) {
	if len(s) < 8 {
		return "", 0
	}
	n, err := strconv.Atoi(s[:8])
	if err != nil || (len(s) > 8 && isDigit(s[8])) {
		return "", 0
	}
	y, m, d := n/10000, n/100%100, n%100
	if y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return "", 0
	}
	return isoDate(y, m, d), 8
}

// yearAt reads a year of four digits, Arabic or Chinese (二〇二一, 二○○七, 二零零四, 二OO四).
func yearAt(s string) (int, int) {
	if len(s) >= 4 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && isDigit(s[3]) {
		y, _ := strconv.Atoi(s[:4])
		if y < 1900 || y > 2100 {
			return 0, 0
		}
		return y, 4
	}
	y, n := 0, 0
	for range 4 {
		r, k := utf8.DecodeRuneInString(s[n:])
		d := yearDigit(r)
		if d < 0 {
			return 0, 0
		}
		y, n = y*10+d, n+k
	}
	if y < 1900 || y > 2100 {
		return 0, 0
	}
	return y, n
}

func yearDigit(r rune) int {
	switch r {
	case '〇', '○', '零', 'O', 'o', '0', 'Ο', 'О', '◯':
		return 0
	}
	return chineseDigit(r)
}

func chineseDigit(r rune) int {
	switch r {
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// misread reads the number of a month or day, in which a scan may print l or I for 1 and O for 0: 8月l日, 7月l2日.
func misread(s string) (int, int) {
	v, n := 0, 0
	for ; n < 2 && n < len(s); n++ {
		switch c := s[n]; {
		case isDigit(c):
			v = v*10 + int(c-'0')
		case c == 'l', c == 'I':
			v = v*10 + 1
		case c == 'O' || c == 'o':
			v *= 10
		default:
			if n == 0 {
				return chineseNumber(s)
			}
			return v, n
		}
	}
	return v, n
}

// smallAt reads a number up to 99, Arabic or Chinese (十二, 二十五, 三).
func smallAt(s string) (int, int) {
	n := 0
	for n < len(s) && n < 2 && isDigit(s[n]) {
		n++
	}
	if n > 0 {
		v, _ := strconv.Atoi(s[:n])
		return v, n
	}
	return chineseNumber(s)
}

// chineseNumber reads a Chinese numeral below ten thousand at the start of s (一百二十三, 十二, 一千零四十).
func chineseNumber(s string) (int, int) {
	total, digit, n := 0, -1, 0
	for n < len(s) {
		r, k := utf8.DecodeRuneInString(s[n:])
		d, unit := chineseDigit(r), 0
		switch r {
		case '十':
			unit = 10
		case '百':
			unit = 100
		case '千':
			unit = 1000
		case '零', '〇', '○':
			if n == 0 {
				return 0, 0
			}
			digit, n = -1, n+k
			continue
		}
		switch {
		case unit > 0:
			total += max(digit, 1) * unit
			digit = -1
		case d > 0 && digit < 0:
			digit = d
		case d > 0:
			return total + digit, n
		default:
			return total + max(digit, 0), n
		}
		n += k
	}
	return total + max(digit, 0), n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// nextDate finds the first day printed with 年月日 in s at or after from.
func nextDate(s string, from int) (start, end int, iso string) {
	for from < len(s) {
		i := strings.Index(s[from:], "年")
		if i < 0 {
			return -1, -1, ""
		}
		i += from
		if b := yearStart(s, i); b >= from {
			if iso, n := dateAt(s[b:]); n > 0 {
				return b, b + n, iso
			}
		}
		from = i + len("年")
	}
	return -1, -1, ""
}

// yearStart gives where the year before s[end] begins, -1 if there is none.
func yearStart(s string, end int) int {
	if end >= 4 {
		if _, n := yearAt(s[end-4 : end]); n == 4 {
			return end - 4
		}
	}
	b := end
	for range 4 {
		if b <= 0 {
			return -1
		}
		_, k := utf8.DecodeLastRuneInString(s[:b])
		b -= k
	}
	if _, n := yearAt(s[b:end]); n == end-b {
		return b
	}
	return -1
}

// wholeDate reads a line that is nothing but a day, brackets aside.
func wholeDate(s string) string {
	t := strings.TrimSuffix(strings.TrimPrefix(s, "（"), "）")
	iso, n := dateAt(t)
	if n == 0 || n != len(t) {
		return ""
	}
	return iso
}

// endDate reads the day that ends s and gives where it begins.
func endDate(s string) (string, int) {
	if !strings.HasSuffix(s, "日") {
		return "", -1
	}
	i := strings.LastIndex(s, "年")
	if i < 0 || len(s)-i > 24 {
		return "", -1
	}
	b := yearStart(s, i)
	if b < 0 {
		return "", -1
	}
	iso, n := dateAt(s[b:])
	if n == 0 || b+n != len(s) {
		return "", -1
	}
	return iso, b
}

package text

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// chineseDigit is the value of a Chinese digit; ok is false for any other character. Zero is printed 〇, 零,
// ○ and, by those without an input method for it, O.
func chineseDigit(r rune) (value int, ok bool) {
	switch r {
	case '〇', '○', '零', 'O', 'o', '０', '0':
		return 0, true
	case '一', '壹', '1':
		return 1, true
	case '二', '两', '贰', '2':
		return 2, true
	case '三', '叁', '3':
		return 3, true
	case '四', '肆', '4':
		return 4, true
	case '五', '伍', '5':
		return 5, true
	case '六', '陆', '6':
		return 6, true
	case '七', '柒', '7':
		return 7, true
	case '八', '捌', '8':
		return 8, true
	case '九', '玖', '9':
		return 9, true
	}
	return 0, false
}

// Int reads the whole number that s starts with, in ASCII (1,200) or Chinese (十四, 二百六十, 一百零五,
// 三千万, 二〇二一) digits; n is its length in bytes, 0 for none.
func Int(s string) (value, n int) {
	if s == "" {
		return 0, 0
	}
	if s[0] < 0x80 {
		digits, n := asciiNumber(s)
		if k := strings.IndexByte(digits, '.'); k >= 0 {
			digits, n = digits[:k], strings.IndexByte(s, '.')
		}
		value, err := strconv.Atoi(digits)
		if err != nil {
			return 0, 0
		}
		return value, n
	}
	return chineseInt(s, true)
}

// Number reads the number that s starts with and gives it in digits: 1,200.5 → 1200.5, 二百六十 → 260,
// 三点五 → 3.5, 三分之一 → 1/3, 百分之三十 → 30%. A 万 or 亿 that ends it is left to the unit (三千万元 → 3000, then 万元).
// n is its length in bytes, 0 for none.
func Number(s string) (digits string, n int) {
	if s == "" {
		return "", 0
	}
	if s[0] < 0x80 {
		digits, n = asciiNumber(s)
		if n > 0 && strings.HasPrefix(s[n:], "%") {
			return digits + "%", n + 1
		}
		return digits, n
	}
	if rest, ok := strings.CutPrefix(s, "百分之"); ok {
		digits, n = decimal(rest)
		if n == 0 {
			return "", 0
		}
		return digits + "%", n + len("百分之")
	}
	digits, n = decimal(s)
	if n == 0 {
		return "", 0
	}
	if rest, ok := strings.CutPrefix(s[n:], "分之"); ok {
		if top, m := decimal(rest); m > 0 {
			return top + "/" + digits, n + len("分之") + m
		}
	}
	return digits, n
}

// asciiNumber reads digits with thousands separators and a fraction, and gives them without separators.
func asciiNumber(s string) (digits string, n int) {
	i, separators := 0, false
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
		for i+3 < len(s) && s[i] == ',' && allDigits(s[i+1:i+4]) && (i+4 == len(s) || !allDigits(s[i+4:i+5])) {
			i, separators = i+4, true
		}
	}
	if i == 0 {
		return "", 0
	}
	if i+1 < len(s) && s[i] == '.' && allDigits(s[i+1:i+2]) {
		for i++; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		}
	}
	if separators {
		return strings.ReplaceAll(s[:i], ",", ""), i
	}
	return s[:i], i
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// decimal reads a number in ASCII or Chinese digits, with 点 before its fraction.
func decimal(s string) (digits string, n int) {
	if s != "" && s[0] < 0x80 {
		return asciiNumber(s)
	}
	value, n := chineseInt(s, false)
	if n == 0 {
		return "", 0
	}
	digits = strconv.Itoa(value)
	rest, ok := strings.CutPrefix(s[n:], "点")
	if !ok {
		return digits, n
	}
	fraction := 0
	for _, r := range rest {
		d, ok := chineseDigit(r)
		if !ok || r < 0x80 {
			break
		}
		if fraction == 0 {
			digits += "."
		}
		digits += strconv.Itoa(d)
		fraction += utf8.RuneLen(r)
	}
	if fraction == 0 {
		return digits, n
	}
	return digits, n + len("点") + fraction
}

// place gives the weight of 十, 百 and 千, 1 for any other.
func place(r rune) int {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	}
	return 1
}

// chineseInt reads Chinese digits, by place (二百六十) or in a row (二〇二一). A 万 or 亿 at the very end is
// read only if scale is set.
func chineseInt(s string, scale bool) (value, n int) {
	if row, n := digitRow(s); n > len("二〇") || n > 0 && place(runeAt(s, n)) == 1 && !isScale(runeAt(s, n)) {
		return row, n
	}
	low, n := section(s)
	if n == 0 {
		return 0, 0
	}
	for _, unit := range []struct {
		r      rune
		weight int
	}{{'亿', 1e8}, {'万', 1e4}} {
		if runeAt(s, n) != unit.r {
			continue
		}
		rest, m := sectionAfter(s[n+3:])
		if m == 0 && !scale && value == 0 {
			break
		}
		value, low, n = value+low*unit.weight, rest, n+3+m
	}
	return value + low, n
}

func isScale(r rune) bool { return r == '万' || r == '亿' }

func runeAt(s string, i int) rune {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

// digitRow reads Chinese digits in a row: 二〇二一.
func digitRow(s string) (value, n int) {
	for _, r := range s {
		d, ok := chineseDigit(r)
		if !ok || r == '两' && n > 0 || r < 0x80 || value > 1e9 {
			break
		}
		value, n = value*10+d, n+utf8.RuneLen(r)
	}
	return value, n
}

// sectionAfter reads what follows 万 or 亿: 零五十, 二千.
func sectionAfter(s string) (value, n int) {
	zero := 0
	if r := runeAt(s, 0); r == '零' || r == '〇' {
		zero = len("零")
	}
	value, n = section(s[zero:])
	if n == 0 {
		return 0, 0
	}
	return value, n + zero
}

// section reads a number below 10,000 by place. Places fall from left to right: 十四五 is 十四, then 五.
func section(s string) (value, n int) {
	below := 10000
	for n < len(s) {
		r := runeAt(s, n)
		digit, isDigit := chineseDigit(r)
		isDigit = isDigit && r >= 0x80
		size := utf8.RuneLen(r)
		weight := place(r)
		switch {
		case isDigit && digit == 0 && n > 0:
			next, ok := chineseDigit(runeAt(s, n+size))
			if !ok || next == 0 || below <= 10 {
				return value, n
			}
			n += size
			continue
		case isDigit:
			if weight = place(runeAt(s, n+size)); weight > 1 {
				size *= 2
			}
		case weight > 1 && weight < below && (n == 0 || r == '十'):
			digit = 1
		default:
			return value, n
		}
		if weight >= below {
			return value, n
		}
		value, n, below = value+digit*weight, n+size, weight
	}
	return value, n
}

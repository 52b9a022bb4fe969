package rule

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var deadlineStart = regexp.MustCompile(`^(?:力争|确保|争取|计划|于|在|到|至|截至|从)?(?:\d{4}年|每年|每季|每月|全年|今年|明年|当年|年底|年内|长期|持续|常年|常态|贯穿|立即|即时|即刻|近期|中长期|\d{1,2}月|第?[一二三四]季度|[上下]半年|“?十[三四五]五|按时|适时|已完成|完成时限)`)

// isDeadline tells a time without a label (2023年年底完成, 持续推进) from units.
func isDeadline(chunk string) bool {
	r, _ := utf8.DecodeRuneInString(chunk)
	if !strings.ContainsRune("0123456789力确争计于在到至截从每全今明当年长持常贯立即近中第一二三四上下“十按适已完", r) {
		return false // spares the expression for units
	}
	return deadlineStart.MatchString(chunk) && !strings.HasSuffix(chunk, "负责") && !strings.HasSuffix(chunk, "配合")
}

func cleanDeadline(s string) string { return strings.Trim(s, " 。；，、\n　") }

var dueMonth = regexp.MustCompile(`(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日|底|末)?|第?([一二三四])季度|(上)半年)?`)

// dueDate turns a deadline with a year into its last day: 2022年6月底前 → 2022-06-30, 2023年年底 → 2023-12-31. Of
// several the last counts. Without a year it is open.
func dueDate(s string) string {
	all := dueMonth.FindAllStringSubmatch(s, -1)
	if len(all) == 0 || strings.HasPrefix(s, "自") || strings.HasPrefix(s, "每") {
		return ""
	}
	m := all[len(all)-1]
	year, _ := strconv.Atoi(m[1])
	month, day := 12, 0
	switch {
	case m[2] != "":
		month, _ = strconv.Atoi(m[2])
		day, _ = strconv.Atoi(m[3])
	case m[4] != "":
		month = 3 * (1 + strings.Index("一二三四", m[4])/len("一"))
	case m[5] != "":
		month = 6
	}
	if month < 1 || month > 12 {
		return ""
	}
	last := lastDay(year, month)
	if day < 1 || day > last {
		day = last
	}
	return m[1] + "-" + twoDigits(month) + "-" + twoDigits(day)
}

func lastDay(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && year%100 != 0 || year%400 == 0 {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

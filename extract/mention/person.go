package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Persons reads a list of personal names that is the whole of s: 张三、李四, 阿依古丽·买买提, 王五同志 (a
// courtesy that is left out), 赵六（女）. It gives nil if s is anything else.
func Persons(s string) []string {
	var out []string
	for _, p := range nameParts(withoutCount(s)) {
		p = strings.TrimSuffix(p, "等")
		p = strings.TrimSuffix(p, "同志")
		if i := strings.Index(p, "（"); i > 0 && strings.HasSuffix(p, "）") {
			p = p[:i]
		}
		// A name joined to the list by 和: 张三和李四, but 和 is a surname too (和平).
		if i := strings.LastIndex(p, "和"); i > 0 && isPerson(p[:i]) && isPerson(p[i+len("和"):]) {
			out = append(out, p[:i], p[i+len("和"):])
			continue
		}
		if !isPerson(p) {
			return nil
		}
		out = append(out, p)
	}
	return out
}

// withoutCount takes off what only counts the names before it: 张三、李四等2位同志, 张三等三人.
func withoutCount(s string) string {
	i := strings.LastIndex(s, "等")
	if i < 0 {
		return s
	}
	rest := strings.TrimLeft(s[i+len("等"):], "0123456789一二三四五六七八九十两")
	switch strings.TrimSuffix(rest, "同志") {
	case "位", "名", "人", "个", "":
		if len(rest) < len(s)-i-len("等") {
			return s[:i]
		}
	}
	return s
}

// nameParts cuts a list at 、 ， and blanks outside brackets. A blank between two single characters only spreads a
// short name (王 强) to the width of the others.
func nameParts(s string) []string {
	depth := 0
	parts := strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
		}
		return depth == 0 && (r == '、' || r == '，' || r == ' ')
	})
	out := parts[:0]
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		if utf8.RuneCountInString(p) == 1 && i+1 < len(parts) && strings.Contains(s, p+" "+parts[i+1]) {
			if next, _, _ := strings.Cut(strings.TrimSuffix(parts[i+1], "同志"), "（"); utf8.RuneCountInString(next) == 1 {
				p += parts[i+1]
				i++
			}
		}
		out = append(out, p)
	}
	return out
}

// notInNames are characters that no personal name holds; they stand in the phrases around names.
const notInNames = "的了其各该等被或者们你他她它局厅委职务府"

// phrases are words of two characters that are shaped like names and stand where names do.
var phrases = []string{"研究", "决定", "根据", "同意", "批准", "公司", "下列", "以下", "单位", "部门", "工作", "同志", "人员", "关于", "聘用", "干部", "责任", "现任", "专职", "兼职", "省长", "市长", "主任", "县长", "区长", "领导"}

// isPerson tells whether s is shaped like a personal name: two to four Chinese characters (a compound surname
// with two more), or a transcribed name with its dots.
func isPerson(s string) bool {
	if i := strings.IndexAny(s, "·•・"); i > 0 {
		n := utf8.RuneCountInString(s)
		return n >= 4 && n <= 20 && allHan(strings.NewReplacer("·", "", "•", "", "・", "").Replace(s))
	}
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 4 || !allHan(s) {
		return false
	}
	if strings.ContainsAny(s, notInNames) {
		return false
	}
	for _, w := range phrases {
		if strings.Contains(s, w) {
			return false
		}
	}
	return n < 4 || compoundSurname(s)
}

// compoundSurname tells whether s begins with a surname of two characters, or a husband's surname before a wife's.
func compoundSurname(s string) bool {
	for _, w := range [...]string{"欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "端木", "淳于", "南宫", "闻人", "澹台", "呼延", "东郭", "西门", "轩辕", "太史", "钟离", "申屠", "范姜", "张简"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func allHan(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return s != ""
}

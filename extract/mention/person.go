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
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == '、' || r == '，' || r == ' ' }) {
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

// notInNames are characters that no personal name holds; they stand in the phrases around names.
const notInNames = "的了为其各该等被把从向因由即或者我们你他她它会局部厅委办院处科室所署司第级职务员工作经省市县区政府关于请按同意根据决定研究批准通知下列"

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
	for i, r := range s {
		// 经 and 工 begin no name but may end one; what stands for an office never does.
		if strings.ContainsRune(notInNames, r) && !(i > 0 && strings.ContainsRune("部员工作经省市区政定研科关等级其为", r)) {
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

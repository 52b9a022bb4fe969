package authority

import (
	"strings"
	"unicode/utf8"
)

// Known tells whether the printed name is in the tables, whatever the jurisdiction: such a name is one unit even
// if it holds 和 or 、.
func Known(printed string) bool {
	if len(printed) > longestName {
		return false
	}
	if central()[printed] != nil || named()[printed] != nil {
		return true
	}
	if _, form := Head(printed); form != "" {
		return true
	}
	if p := dropBrackets(printed); p != printed {
		return Known(p)
	}
	return fullBranch(printed, nil)
}

// Local tells whether the printed name is a local body without a word for its region: 工业和信息化厅 in
// 省科技厅、工业和信息化厅.
func Local(printed string) bool { return local()[printed] != nil }

// Head cuts a printed name into the words for the region and the body's own form, the longest the tables hold:
// 省 + 委组织部, 河北 + 银保监局, 各市 + 发展改革委. form is "" if the tables do not know it or what stands before it
// is no region.
func Head(printed string) (head, form string) {
	if len(printed) > longestName {
		return "", ""
	}
	for i := range printed {
		if local()[printed[i:]] != nil && regional(printed[:i]) {
			return printed[:i], printed[i:]
		}
	}
	return "", ""
}

// regional tells whether s names a region or a group of them.
func regional(s string) bool {
	if s == "" {
		return true
	}
	for _, k := range kinds {
		if s == k.word {
			return true
		}
	}
	if r, ok := RegionOf(s); ok {
		return r.Level != Nation // 国家发展改革委、气象局: the second is no 国家气象局
	}
	if s == "雄安新区" || corpsHead(s) != "" && corpsHead(s) == s || strings.HasPrefix(s, "各") && onlyLevels(dropBrackets(s)[len("各"):]) {
		return true
	}
	// A district or county, whose own name several may share: 黄埔区.
	return utf8.RuneCountInString(s) <= 5 && len(byOwn()[s]) > 0
}

// ByLevel tells whether s names governments by level alone: 市县政府, 县级以上人民政府, 区和县（市）政府.
func ByLevel(s string) bool { return many(strings.ReplaceAll(s, "人民政府", "政府")) }

// Levels tells whether s is made of words for levels alone: 市, 县（市、区）, 设区市, 市州.
func Levels(s string) bool { return s != "" && onlyLevels(s) }

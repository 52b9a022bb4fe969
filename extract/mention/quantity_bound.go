package mention

import "strings"

// bounds before a number and the comparator they give. Longer ones first where one ends in another.
var boundsBefore = []struct{ word, comparator string }{
	{"不得低于", ">="}, {"不得少于", ">="}, {"不低于", ">="}, {"不少于", ">="}, {"不小于", ">="}, {"不短于", ">="}, {"至少", ">="}, {"最低", ">="}, {"≥", ">="}, {"大于等于", ">="}, {"大于或等于", ">="}, {"＞=", ">="}, {">=", ">="},
	{"不得超过", "<="}, {"不得高于", "<="}, {"不得多于", "<="}, {"不超过", "<="}, {"不高于", "<="}, {"不大于", "<="}, {"不多于", "<="}, {"最多", "<="}, {"最高", "<="}, {"至多", "<="}, {"小于等于", "<="}, {"小于或等于", "<="}, {"≤", "<="}, {"<=", "<="},
	{"突破", ">"}, {"超过", ">"}, {"高于", ">"}, {"大于", ">"}, {"多于", ">"}, {"高出", ">"}, {"超", ">"}, {"＞", ">"}, {">", ">"},
	{"低于", "<"}, {"小于", "<"}, {"少于", "<"}, {"＜", "<"}, {"<", "<"},
	{"大约", "~"}, {"约为", "~"}, {"约", "~"}, {"接近", "~"}, {"近", "~"}, {"≈", "~"}, {"达到", "="}, {"＝", "="}, {"=", "="},
}

// boundsAfter a number and the comparator they give.
var boundsAfter = []struct{ word, comparator string }{
	{"（含）以上", ">="}, {"（含）及以上", ">="}, {"及以上", ">="}, {"以上（含）", ">="}, {"以上", ">="}, {"（含）以下", "<="}, {"及以下", "<="}, {"以下", "<"},
	{"以内", "<="}, {"之内", "<="}, {"左右", "~"}, {"上下", "~"},
}

// bound reads the bounding words around q.Number into q.Comparator and q.Span. “以上” after the number counts
// for more than a plain 达到 before it, but leaves 超过 and 不少于 as they are.
func bound(s string, q *Quantity) {
	q.Span, q.Comparator = q.Number, "="
	before := s[:q.Number.Start]
	for _, b := range boundsBefore {
		if strings.HasSuffix(before, b.word) && !nameBound(before, b.word) {
			q.Span.Start -= len(b.word)
			q.Comparator = b.comparator
			break
		}
	}
	for _, b := range boundsAfter {
		if strings.HasPrefix(s[q.Number.End:], b.word) {
			q.Span.End += len(b.word)
			if q.Comparator == "=" || q.Comparator == "<=" && b.comparator == "~" {
				q.Comparator = b.comparator
			}
			break
		}
	}
	if q.Comparator == "=" && strings.HasSuffix(s[:q.Span.Start], "控制在") {
		q.Comparator = "<="
	}
}

// nameBound tells whether the last character of before is a bound only by chance: 合约100份, 附近3公里, 赶超.
func nameBound(before, word string) bool {
	rest := before[:len(before)-len(word)]
	for _, w := range [...]string{"合", "公", "附", "邻", "赶", "反", "节", "集", "签", "契", "预", "最"} {
		if len(word) == 3 && strings.HasSuffix(rest, w) {
			return true
		}
	}
	return false
}

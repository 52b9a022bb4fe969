package rule

import "github.com/policygraph/policygraph/extract/mention"

// A time is a target where a text shortens what a procedure takes: 审批时间由15个工作日压缩至10个工作日以内. The terms of a
// procedure itself (5个工作日内办结) look alike and are none.

// spanNouns name what takes time.
var spanNouns = []string{"时间", "时限", "周期", "时长", "期限", "工期", "用时", "耗时"}

// shortenVerbs lead to the time that is to be reached.
var shortenVerbs = []string{"缩短至", "缩短到", "压缩至", "压缩到", "压减至", "压减到", "缩减至", "缩减到", "减少至", "减少到", "降至", "降到", "减至", "减到", "控制在", "压缩为", "缩短为"}

// timeGoal tells whether q is a time to be reached.
func (r *sentenceReader) timeGoal(c string, q mention.Quantity) bool {
	head := c[:q.Span.Start]
	if !timeUnits[baseUnit(q.Unit)] && q.Unit != "分钟" || !containsAny(head, spanNouns) {
		return false
	}
	if suffixOf(head, shortenVerbs) != "" {
		return true
	}
	return q.Comparator == "<=" && suffixOf(head, spanNouns) != "" && (r.anchored || r.goals())
}

// timeReached tells whether a clause shortens a time, whatever words of procedure it holds.
func timeReached(c string) bool {
	return containsAny(c, shortenVerbs) && containsAny(c, spanNouns) && !containsAny(c, []string{"给予", "奖", "最高", "不得", "应当", "可以", "逾期", "申请人", "有效期"})
}

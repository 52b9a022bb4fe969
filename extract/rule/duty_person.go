package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/mention"
)

// persons reads 牵头领导：甲、乙: names, perhaps with titles before or 同志 behind.
func (d *duty) persons(s string) {
	for i := strings.Index(s, "（"); i > 0; i = strings.Index(s, "（") { // 王小川（县委常委、副县长）
		j := strings.Index(s, "）")
		if j < i {
			break
		}
		s = s[:i] + s[j+len("）"):]
	}
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，；。 \n", r) }) {
		p = personalName(strings.TrimSuffix(p, "同志"))
		if utf8.RuneCountInString(p) < 2 {
			continue
		}
		d.shares = append(d.shares, dutyShare{unit: p, role: roleOversee, order: len(d.shares) + 1})
	}
}

// officeTitles are the titles around the names of those who oversee a task.
var officeTitles = []string{"副秘书长", "秘书长", "副省长", "省长", "副市长", "市长", "副县长", "县长", "副区长", "区长", "副州长", "州长", "副盟长", "盟长", "副旗长", "旗长", "副镇长", "镇长", "副书记", "书记", "副主任", "主任", "副局长", "局长", "副厅长", "厅长", "常委", "副主席", "主席", "部长", "专员"}

// withoutLeading takes what a person does off.
func withoutLeading(chunk string) string {
	for _, w := range [...]string{"牵头负责", "总牵头", "牵头", "负责", "包联", "挂帅"} {
		if name, ok := strings.CutSuffix(chunk, w); ok {
			return name
		}
	}
	return chunk
}

// personalName takes the titles off a name: 市委常委、副市长李四 was cut at its 、 before; 李四副市长. A title alone (分管副市长)
// names nobody.
func personalName(p string) string {
	for _, title := range officeTitles {
		if name, ok := strings.CutSuffix(p, title); ok {
			if n := utf8.RuneCountInString(name); n < 2 || n > 4 || hasPrefixAny(name, "分管", "主管", "有关", "相关", "常务", "市委", "县委", "区委", "省委", "各") {
				return ""
			}
			return name
		}
	}
	for _, title := range officeTitles {
		if i := strings.LastIndex(p, title); i >= 0 {
			p = p[i+len(title):]
		}
	}
	return p
}

// surnames are the commonest ones; they cover well over nine of ten persons.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤"

// leads tells the name of a person who stands in front of the units without a label: （李四，市发改委、市工信局）, with or
// without what he does (李四副市长牵头).
func leads(chunk string) bool {
	if mention.LooksLikeUnit(chunk) {
		return false
	}
	chunk = withoutLeading(chunk)
	name := personalName(strings.TrimSuffix(chunk, "同志"))
	n := utf8.RuneCountInString(name)
	first, _ := utf8.DecodeRuneInString(name)
	if name == "" || n > 3 || n < 2 || !strings.ContainsRune(surnames, first) {
		return false
	}
	return len(mention.Persons(name)) == 1
}

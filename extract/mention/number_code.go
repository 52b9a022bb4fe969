package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
)

// codeStart walks back from s[end] over an agency code (代字) or the issuer of an order.
func codeStart(s string, floor, end int) int {
	b := end
	for n := 0; b > floor && n < 70; n++ {
		r, k := utf8.DecodeLastRuneInString(s[floor:b])
		if r == '）' {
			k = signInBrackets(s[floor:b]) // 法（研）发〔1987〕32号
		}
		if k == 0 || r != '）' && !isHan(r) && !isCodeLetter(r) {
			break
		}
		b -= k
	}
	for _, w := range codeStops {
		if i := strings.LastIndex(s[b:end], w); i >= 0 && b+i+len(w) < end {
			b += i + len(w)
		}
	}
	for b < end {
		k := leadingWord(s, b, end)
		if k == 0 || b+k >= end {
			break
		}
		b += k
	}
	return b
}

// signInBrackets gives the length of a section's sign in brackets that ends s, the characters before it being a code
// too: 法（研）. Ordinals in brackets are marks of items.
func signInBrackets(s string) int {
	t := strings.TrimSuffix(s, "）")
	sign, k := utf8.DecodeLastRuneInString(t)
	t, ok := strings.CutSuffix(t[:len(t)-k], "（")
	before, _ := utf8.DecodeLastRuneInString(t)
	if !ok || !isHan(before) || !isHan(sign) || strings.ContainsRune("一二三四五六七八九十略", sign) {
		return 0
	}
	return len("）") + k + len("（")
}

// leadingWord gives the length of a word of the sentence that stands before a code at s[b:end]. Places and bodies whose
// names begin with such a character keep it: 日政发 (日照), 将政发 (将乐), 对外贸易经济合作部, 经贸.
func leadingWord(s string, b, end int) int {
	r, k := utf8.DecodeRuneInString(s[b:end])
	rest := s[b+k : end]
	switch r {
	case '日':
		if b == 0 || s[b-1] < '0' || s[b-1] > '9' {
			return 0
		}
	case '将':
		if strings.HasPrefix(rest, "政") {
			return 0
		}
	case '对':
		if strings.HasPrefix(rest, "外") {
			return 0
		}
	case '经':
		if hasAnyPrefix(rest, "贸", "信", "济", "合", "开") {
			return 0
		}
	case '和', '与', '及', '或', '由', '以', '见', '在', '原', '年', '月', '号', '按', '据', '了', '除', '为', '被', '因':
	default:
		return 0
	}
	return k
}

// codeStops are words that can stand right before a number and are no part of a code.
var codeStops = []string{
	"根据", "依据", "按照", "表示", "参见", "详见", "依照", "贯彻", "落实", "执行", "遵照", "参照", "转发", "印发", "以及", "发布的", "公布的",
	"下发", "的通知", "的意见", "的决定", "的批复", "的函", "的公告", "通知", "意见", "办法", "规定", "细则", "方案", "文号", "文件", "经过", "修改后的", "修订", "修正", "的",
	"对照", "比照", "符合", "属于", "结合", "沿用", "简称", "废止", "其他", "其它", "仍按", "收到", "等部门", "等单位", "等部委",
}

// joints are words that do not stand within a code: 清理与国办发〔2019〕34号不符的文件, 我院以法〔1998〕86号.
var joints = [...]string{"与", "和", "及", "以", "已被", "人民政府", "政府", "国务院", "办公厅", "办公室", "委员会", "省委", "市委"}

// dropJoint cuts from a code what does not stand within one, and the body named before it: 国务院办公厅国办发明电〔2004〕
// 20号, 你市衡政〔2004〕3号, 省财政厅江财预〔2021〕6号.
func (f *numberForm) dropJoint() {
	for _, w := range joints {
		if i := strings.LastIndex(f.code, w); i >= 0 && wholeCode(f.code[i+len(w):]) && (len(w) > 3 || utf8.RuneCountInString(f.code[i:]) >= 4 || f.code[i+len(w):] == "法") {
			f.cut(i + len(w))
		}
	}
	for _, w := range [...]string{"我", "你", "贵"} {
		if i := strings.LastIndex(f.code, w); i >= 0 {
			body, k := utf8.DecodeRuneInString(f.code[i+len(w):])
			if at := i + len(w) + k; strings.ContainsRune("省市区县州局厅部委院办会署", body) && wholeCode(f.code[at:]) {
				f.cut(at)
			}
		}
	}
	f.dropBody()
}

// codeEnds are the characters that most codes end in.
var codeEnds = []string{"字", "发", "函"}

func (f *numberForm) cut(n int) { f.start, f.code = f.start+n, f.code[n:] }

func wholeCode(s string) bool { return utf8.RuneCountInString(s) >= 2 || s == "法" }

// dropBody cuts a body named in front of its code: 国家科委国科发政字, 省财政厅江财预. A few codes begin with the short
// name itself (工信部联企业, 人社部明电).
func (f *numberForm) dropBody() {
	if utf8.RuneCountInString(f.code) < 5 || hasAnyPrefix(f.code, "工信部", "人社部", "劳社部", "国人部") {
		return
	}
	for i, r := range f.code {
		at := i + utf8.RuneLen(r)
		rest := f.code[at:]
		if i < len("财政") || !strings.ContainsRune("部局委厅署院会", r) || utf8.RuneCountInString(rest) < 2 || !authority.Known(f.code[:at]) {
			continue
		}
		if authority.CodeOwner(rest) != "" || endsInAny(rest, codeEnds) && !hasAnyPrefix(rest, "联", "办", "党", "厅", "明") {
			f.cut(at)
			return
		}
	}
}

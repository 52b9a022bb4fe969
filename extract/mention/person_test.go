package mention

import (
	"strings"
	"testing"
)

func TestPersons(t *testing.T) {
	cases := []struct{ in, want string }{
		{"赵一山", "赵一山"},
		{"赵一山、钱二、孙三河同志", "赵一山 钱二 孙三河"},
		{"欧阳小川", "欧阳小川"},
		{"赵一山、钱二等2位同志", "赵一山 钱二"},
		{"买买提·艾力", "买买提·艾力"},
		{"任远（女）", "任远"},
		{"周政、吴经纬", "周政 吴经纬"},
		// no names
		{"市政府", ""},
		{"经研究决定", ""},
		{"张某某的", ""},
		{"聘任单位", ""},
	}
	for _, c := range cases {
		if got := strings.Join(Persons(c.in), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSplitPost(t *testing.T) {
	cases := []struct{ in, organisation, post string }{
		{"临江市公安局副局长", "临江市公安局", "副局长"},
		{"临江市人民政府副秘书长", "临江市人民政府", "副秘书长"},
		{"临江工业投资集团有限公司二级资深经理", "临江工业投资集团有限公司", "二级资深经理"},
		{"临江市交通运输局总工程师", "临江市交通运输局", "总工程师"},
		{"临江科技城（临江保税区）管理委员会常务副主任", "临江科技城（临江保税区）管理委员会", "常务副主任"},
		{"临江市教育局党组书记", "临江市教育局", "党组书记"},
		{"临江市公安局督察长", "临江市公安局", "督察长"},
		{"临江市市长", "临江市", "市长"},
		{"相关工作", "相关工作", ""},
	}
	for _, c := range cases {
		if o, p := SplitPost(c.in); o != c.organisation || p != c.post {
			t.Errorf("%s: %q + %q, want %q + %q", c.in, o, p, c.organisation, c.post)
		}
	}
}

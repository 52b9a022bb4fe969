package authority

import (
	"slices"
	"strings"
	"testing"
)

var canonicalCases = []struct{ printed, region, date, want string }{
	// one short form at each level
	{"国家发展改革委", "", "2021-01-01", "国家发展和改革委员会"},
	{"发展改革委", "中华人民共和国", "2021-01-01", "国家发展和改革委员会"},
	{"省发展改革委", "山东省", "2021-01-01", "山东省发展和改革委员会"},
	{"市发改委", "杭州市", "2021-01-01", "杭州市发展和改革委员会"},
	{"县发改局", "德清县", "2021-01-01", "德清县发展和改革局"},
	{"区教育局", "广州市黄埔区", "2021-01-01", "广州市黄埔区教育局"},
	{"自治区党委宣传部", "广西壮族自治区", "2021-01-01", "中共广西壮族自治区党委宣传部"},
	// the word for the region is read in the issuer's jurisdiction
	{"省科技厅", "苏州市", "2021-01-01", "江苏省科学技术厅"},
	{"市财政局", "昆山市", "2021-01-01", "昆山市财政局"},
	{"市财政局", "江苏省", "2021-01-01", ""},
	{"工业和信息化厅", "广东省", "2021-01-01", "广东省工业和信息化厅"},
	{"南京市教育局", "江苏省", "2021-01-01", "南京市教育局"},
	{"我市民政局", "南京市", "2021-01-01", "南京市民政局"},
	// reforms, by the day of the document
	{"科技部", "", "2021-01-01", "科学技术部"},
	{"国家计委", "", "1997-01-01", "国家计划委员会"},
	{"国家计委", "", "2001-01-01", "国家发展计划委员会"},
	{"广电总局", "", "2010-01-01", "国家广播电影电视总局"},
	{"广电总局", "", "2015-01-01", "国家新闻出版广电总局"},
	{"广电总局", "", "2020-01-01", "国家广播电视总局"},
	{"广播电视总局", "", "2020-01-01", "国家广播电视总局"},
	{"银保监会", "", "2020-01-01", "中国银行保险监督管理委员会"},
	{"中央网信办", "", "2016-01-01", "中央网络安全和信息化领导小组办公室"},
	{"中央网信办", "", "2019-01-01", "中央网络安全和信息化委员会办公室"},
	{"中央网信办", "", "", ""},
	{"省广电局", "四川省", "2016-01-01", "四川省新闻出版广电局"},
	{"省广电局", "四川省", "2020-01-01", "四川省广播电视局"},
	{"省委网信办", "四川省", "2016", "中共四川省委网络安全和信息化领导小组办公室"},
	{"省委网信办", "四川省", "2021+", "中共四川省委网络安全和信息化委员会办公室"},
	{"省委网信办", "四川省", "2016+", ""},
	{"省委网信办", "四川省", "2018", ""}, // either, in the year of the reform
	{"省税务局", "四川省", "2020-01-01", "国家税务总局四川省税务局"},
	{"省国税局", "四川省", "2016-01-01", "四川省国家税务局"},
	{"省税务局", "四川省", "2001-01-01", ""},
	{"省建设厅", "浙江省", "2005-01-01", "浙江省建设厅"},
	{"省建设厅", "浙江省", "2020-01-01", "浙江省住房和城乡建设厅"},
	// bodies under the central government
	{"人行市中心支行", "温州市", "2020-01-01", "中国人民银行温州市中心支行"},
	{"人民银行成都分行", "四川省", "2020-01-01", "中国人民银行成都分行"},
	{"四川银保监局", "四川省", "2020-01-01", "中国银行保险监督管理委员会四川监管局"},
	{"四川金融监管局", "四川省", "2024-01-01", "国家金融监督管理总局四川监管局"},
	{"省地方金融监管局", "四川省", "2020-01-01", "四川省地方金融监督管理局"},
	{"青岛海关", "山东省", "2020-01-01", "青岛海关"},
	{"省电力公司", "山东省", "2020-01-01", "国网山东省电力有限公司"},
	{"农行四川省分行", "四川省", "2020-01-01", "中国农业银行四川省分行"},
	// party bodies, people's organisations, courts
	{"省委编办", "四川省", "2020-01-01", "中共四川省委机构编制委员会办公室"},
	{"团市委", "成都市", "2020-01-01", "共青团成都市委"},
	{"团省委", "成都市", "2020-01-01", "共青团四川省委"},
	{"市残联", "成都市", "2020-01-01", "成都市残疾人联合会"},
	{"市检察院", "成都市", "2020-01-01", "成都市人民检察院"},
	{"省法院", "四川省", "2020-01-01", "四川省高级人民法院"},
	// names in full but for the region; zones; divisions; branches
	{"省乡村建设工作领导小组办公室", "四川省", "2020-01-01", "四川省乡村建设工作领导小组办公室"},
	{"浙江自贸区舟山片区管委会", "浙江省", "2020-01-01", "中国（浙江）自由贸易试验区舟山片区管理委员会"},
	{"市自然资源规划局江北分局", "宁波市", "2020-01-01", "宁波市自然资源和规划局江北分局"},
	{"市公安局交警支队", "宁波市", "2020-01-01", "宁波市公安局交警支队"},
	{"省人社厅就业促进处", "河北省", "2020-01-01", "河北省人力资源和社会保障厅就业促进处"},
	{"外汇局广东省分局", "广东省", "2020-01-01", "国家外汇管理局广东省分局"},
	{"国家税务总局广东省税务局", "广东省", "2020-01-01", "国家税务总局广东省税务局"},
	{"国家税务总局广东省税务局和研发机构", "广东省", "2020-01-01", ""},
	{"宁波舟山港集团", "宁波市", "2020-01-01", "宁波舟山港集团"},
	{"宁波舟山港集团有限公司", "宁波市", "2020-01-01", "宁波舟山港集团有限公司"},
	{"物业所在地的街道办事处", "北京市", "2020-01-01", ""},
	{"申能集团", "上海市", "2020-01-01", "申能集团"},
	{"中国铁塔河北分公司", "河北省", "2020-01-01", ""},
	{"人行新疆分行", "新疆维吾尔自治区", "2020-01-01", ""},
	{"人行新疆分行", "新疆维吾尔自治区", "2024-01-01", "中国人民银行新疆维吾尔自治区分行"},
	{"人行", "浙江省", "2020-01-01", ""},
	{"人行", "", "2020-01-01", "中国人民银行"},
	{"省农业农村厅（省乡村振兴局）", "四川省", "2022-01-01", "四川省农业农村厅"},
	// jurisdictions that the table of regions does not hold
	{"省教育厅", "江东省", "2020-01-01", "江东省教育厅"},
	{"江东证监局", "江东省", "2020-01-01", "中国证券监督管理委员会江东监管局"},
	{"江东省财政厅", "江东省", "2020-01-01", "江东省财政厅"},
	{"省教育厅", "青禾市", "2020-01-01", ""},
	// bodies whose own name begins with the short name of a region
	{"湖南农业大学", "湖南省", "2020-01-01", "湖南农业大学"},
	{"新疆农垦科学院", "新疆维吾尔自治区", "2020-01-01", "新疆农垦科学院"},
	// what a city has of its own goes before what its province has, and that before what others have
	{"市文旅局", "南京市", "2021-01-01", "南京市文化和旅游局"},
	{"市文旅局", "苏州市", "2021-01-01", "苏州市文化广电和旅游局"},
	{"市文旅局", "济南市", "2021-01-01", "济南市文化和旅游局"},
	{"市文旅局", "绵阳市", "2021-01-01", ""},
	{"市城管局", "长沙市", "2021-01-01", "长沙市城市管理和综合执法局"},
	{"市城管局", "苏州市", "2021-01-01", "苏州市城市管理局"},
	{"市规自局", "成都市", "2021-01-01", "成都市规划和自然资源局"},
	{"市园林局", "济南市", "2021-01-01", "济南市园林和林业绿化局"},
	{"区住建局", "深圳市南山区", "2021-01-01", "深圳市南山区住房和建设局"},
	{"市经济信息委", "重庆市", "2024-01-01", "重庆市经济和信息化委员会"},
	{"市文化旅游委", "重庆市", "2021-01-01", "重庆市文化和旅游发展委员会"},
	{"市房屋管理局", "上海市", "2021-01-01", "上海市房屋管理局"},
	{"市金融局", "天津市", "2021-01-01", "天津市地方金融监督管理局"},
	{"市金融局", "绵阳市", "2021-01-01", ""},
	{"市政数局", "广州市", "2021-01-01", "广州市政务服务数据管理局"},
	{"省政数局", "广东省", "2024-09-01", "广东省政务服务和数据管理局"},
	{"省扶贫办", "江苏省", "2017-01-01", "江苏省扶贫工作办公室"},
	{"省金融办", "湖南省", "2017-01-01", "湖南省人民政府金融工作办公室"},
	{"省金融办", "湖南省", "2024-09-01", ""},
	{"省联社", "山东省", "2021-01-01", "山东省农村信用社联合社"},
	// in full but for the region, where the table knows the name from elsewhere
	{"市大数据发展管理局", "赣州市", "2020-01-01", "赣州市大数据发展管理局"},
	{"市大数据局", "赣州市", "2020-01-01", ""},
	{"省民政局", "四川省", "2020-01-01", ""},
	{"黄埔海关", "广州市", "2020-01-01", "黄埔海关"},
	{"属地海关", "广州市", "2020-01-01", ""},
	{"经开区管委会", "北京市", "2020-01-01", "北京经济技术开发区管理委员会"},
	// the corps, districts whose name several share, branches in districts
	{"兵团发展改革委", "新疆生产建设兵团", "2021-01-01", "新疆生产建设兵团发展和改革委员会"},
	{"兵团财政局", "新疆维吾尔自治区", "2021-01-01", "新疆生产建设兵团财政局"},
	{"兵团党委宣传部", "新疆维吾尔自治区", "2021-01-01", ""},
	{"南山区税务局", "深圳市南山区", "2021-01-01", "国家税务总局深圳市南山区税务局"},
	{"市规划和自然资源局南山管理局", "深圳市南山区", "2021-01-01", "深圳市规划和自然资源局南山管理局"},
	{"湖南日报社", "湖南省", "2021-01-01", "湖南日报社"},
	// nobody knows
	{"后勤集团", "成都市", "2020-01-01", ""},
	{"化学学院", "成都市", "2020-01-01", ""},
	{"市委市政府督查服务中心", "成都市", "2020-01-01", ""},
	{"市燃气集团", "成都市", "2020-01-01", ""},
	{"市某某局", "成都市", "2020-01-01", ""},
	{"省科技厅", "", "2020-01-01", ""},
	{"规划财务处", "四川省", "2020-01-01", ""},
	{"", "四川省", "2020-01-01", ""},
}

func TestCanonical(t *testing.T) {
	for _, c := range canonicalCases {
		got, collective := Canonical(c.printed, c.region, c.date)
		if got != c.want || collective {
			t.Errorf("Canonical(%s, %s, %s) = %q, collective %v, want %q", c.printed, c.region, c.date, got, collective, c.want)
		}
	}
}

func TestDivisionsBelongToTheIssuer(t *testing.T) {
	s := Setting{Region: "四川省", Issuer: "四川省教育厅", Date: "2020-01-01"}
	if got, _ := s.Canonical("规划财务处"); got != "四川省教育厅规划财务处" {
		t.Errorf("got %q", got)
	}
	s.Issuer = "教育部办公厅"
	if got, _ := s.Canonical("基础教育司"); got != "教育部基础教育司" {
		t.Errorf("got %q", got)
	}
	s.Issuer = "四川省人民政府办公厅"
	if got, _ := s.Canonical("规划财务处"); got != "" {
		t.Errorf("a government has no such division: %q", got)
	}
}

func TestCollective(t *testing.T) {
	for _, p := range []string{"各市政府", "各区县（市）政府", "有关部门", "市级有关单位", "各有关部门和单位", "市县政府", "各市、县（市、区）政府", "县级以上人民政府", "开发园区管委会", "省政府有关部门",
		"各市政府办公厅（室）", "省推进小组成员单位", "各相关金融机构", "项目承担单位", "各级工会", "有关市政府", "设区市政府"} {
		if name, collective := Canonical(p, "河北省", "2021-01-01"); !collective || name != "" {
			t.Errorf("%s: collective %v, name %q", p, collective, name)
		}
	}
	for _, p := range []string{"省教育厅", "市政府", "县政府", "石家庄市政府", "雄安新区管委会", "市中级人民法院", "省政府办公厅", "财政部"} {
		if Collective(p) {
			t.Errorf("%s is one body", p)
		}
	}
}

func TestRegionOf(t *testing.T) {
	for printed, want := range map[string]string{"河北": "河北省", "内蒙古": "内蒙古自治区", "宁波": "宁波市", "恩施": "恩施土家族苗族自治州", "延边": "延边朝鲜族自治州", "宁波市鄞州区": "宁波市鄞州区", "象山县": "象山县", "吉林": "吉林省", "吉林市": "吉林市", "北京市海淀区": "北京市海淀区", "东莞": "东莞市", "全国": "中华人民共和国", "浙江省宁波市": "宁波市"} {
		if r, ok := RegionOf(printed); !ok || r.Name != want {
			t.Errorf("RegionOf(%s) = %q, %v, want %q", printed, r.Name, ok, want)
		}
	}
	for _, printed := range []string{"鼓楼区", "长安", "临江市市", "", "关于加快推动全省"} {
		if r, ok := RegionOf(printed); ok {
			t.Errorf("RegionOf(%s) = %q, want none", printed, r.Name)
		}
	}
}

func TestCodeOwner(t *testing.T) {
	for code, want := range map[string]string{"甬政发": "宁波市人民政府", "甬政办发": "宁波市人民政府办公厅", "国办发": "国务院办公厅", "冀政字": "河北省人民政府", "冀政办字": "河北省人民政府办公厅", "粤府": "广东省人民政府", "粤府办": "广东省人民政府办公厅",
		"冀人社字": "河北省人力资源和社会保障厅", "甬财": "宁波市财政局", "佛府办": "佛山市人民政府办公室", "宁政发": "", "国科发高": "科学技术部", "甬政干": "宁波市人民政府", "": "", "某某发": ""} {
		if got := CodeOwner(code); got != want {
			t.Errorf("CodeOwner(%s) = %q, want %q", code, got, want)
		}
	}
}

func TestJurisdiction(t *testing.T) {
	for issuer, want := range map[string]string{"宁波市人民政府办公厅": "宁波市", "国家税务总局宁波市税务局": "宁波市", "中国人民银行宁波市中心支行": "宁波市", "财政部": "中华人民共和国", "国务院": "中华人民共和国", "工业和信息化部办公厅": "中华人民共和国",
		"中国农业银行河北省分行": "河北省", "中国（浙江）自由贸易试验区宁波片区管理委员会": "宁波市", "国网宁波供电公司": "宁波市", "国务院办公厅": "中华人民共和国",
		"中共河北省委办公厅": "河北省", "宁波市鄞州区人民政府": "宁波市鄞州区", "象山县人民政府": "象山县", "某某协会": "", "全国人民代表大会常务委员会": "中华人民共和国"} {
		if got := Jurisdiction(issuer); got != want {
			t.Errorf("Jurisdiction(%s) = %q, want %q", issuer, got, want)
		}
	}
}

// A region that is its own parent would make every walk up the regions endless.
func TestRegionsFormATree(t *testing.T) {
	for code, r := range regions().byCode {
		steps := 0
		for p := r; p != nil && steps < 5; p = p.parent() {
			steps++
		}
		if steps > 3 {
			t.Errorf("%s %s: more than three levels up", code, r.Own)
		}
		if r.Parent != "" && r.parent() == nil {
			t.Errorf("%s %s: parent %s is missing", code, r.Own, r.Parent)
		}
	}
}

// The tables are read by people in diffs: sorted, no row twice, dates in one form, levels that exist.
func TestTablesAreInOrder(t *testing.T) {
	for _, name := range []string{"regions.tsv", "central.tsv", "named.tsv", "places.tsv", "codes.tsv", "deptcodes.tsv"} {
		var lines []string
		for _, f := range rows(name, 1) {
			lines = append(lines, strings.Join(f, "\t"))
		}
		if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
			t.Errorf("%s is not sorted or has a row twice", name)
		}
	}
	for _, f := range rows("local.tsv", 6) {
		if f[1] == "" || strings.Trim(f[1], "pmcds") != "" {
			t.Errorf("local.tsv: %s has levels %q", f[0], f[1])
		}
		for _, w := range split(f[4]) {
			if _, ok := RegionOf(w); !ok {
				t.Errorf("local.tsv: %s lies in no region %s", f[0], w)
			}
		}
	}
	for _, table := range []string{"local.tsv", "central.tsv", "named.tsv"} {
		at := 1
		if table == "local.tsv" {
			at = 2
		}
		for _, f := range rows(table, 6) {
			for _, d := range f[at : at+2] {
				if d != "" && (len(d) != 7 || d[4] != '-') {
					t.Errorf("%s: %s has date %q", table, f[0], d)
				}
			}
		}
	}
	for _, f := range rows("places.tsv", 2) {
		if r, ok := RegionOf(f[1]); !ok || r.Name != f[1] {
			t.Errorf("places.tsv: %s is no region", f[1])
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("省科技厅", "宁波市", "2021-01-01")
	f.Add("团省委（等）", "北京市", "20")
	f.Fuzz(func(t *testing.T, printed, region, date string) {
		if !validDate(date) {
			date = ""
		}
		a, collective := Canonical(printed, region, date)
		if b, _ := Canonical(printed, region, date); a != b {
			t.Errorf("%q: %q then %q", printed, a, b)
		}
		if collective && a != "" {
			t.Errorf("%q is collective and named %q", printed, a)
		}
		Jurisdiction(printed)
		CodeOwner(printed)
	})
}

func validDate(d string) bool {
	for _, r := range d {
		if (r < '0' || r > '9') && r != '-' && r != '+' {
			return false
		}
	}
	return len(d) == 10 || len(d) == 4 || len(d) == 5 && d[4] == '+'
}

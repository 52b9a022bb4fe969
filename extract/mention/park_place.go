package mention

import (
	"strings"

	"github.com/policygraph/policygraph/extract/authority"
)

// newAreas (国家级新区 without a code of their own) name parks as a district does.
var newAreas = [...]string{"雄安新区", "两江新区", "西咸新区", "贵安新区", "西海岸新区", "金普新区", "天府新区", "湘江新区", "江北新区", "滇中新区", "赣江新区", "舟山群岛新区"}

// PlaceAt gives the region or new area that s begins with, "" if none.
func PlaceAt(s string) string { return placeAt(s) }

func placeAt(s string) string {
	if r := regionAt(s); r != "" {
		return r
	}
	for _, n := range newAreas {
		if strings.HasPrefix(s, n) {
			return n
		}
	}
	return ""
}

// newArea reads a new area of a city (渤海新区) at the head of a phrase, where nothing but its name can stand.
func newArea(s string) string {
	const size = 2 * len("某")
	if len(s) <= size+len("新区") || !strings.HasPrefix(s[size:], "新区") {
		return ""
	}
	switch s[:size] {
	case "城市", "产业", "国家", "省级", "市级", "各类", "各个", "规划", "开发", "特色", "现有", "重点", "全省", "全市", "高新":
		return ""
	}
	return s[:size+len("新区")]
}

// kindWords make a kind of parks of a province's name and a tail: 河北省农业科技园区 is any of them.
var kindWords = [...]string{"国家级", "省级", "市级", "各类", "各", "重点", "特色", "现代", "农业", "农村", "林业", "工业", "化工", "高新技术", "高新", "经济技术", "经济", "文化", "服务业", "电子商务", "跨境", "物流", "生态", "循环", "绿色", "大数据", "数字", "软件", "中小企业", "小微企业", "大学", "创新", "创业", "高质量发展", "先进制造业", "战略性新兴", "新型", "信息", "科技", "旅游", "和", "与"}

// category tells whether a name is only that of a kind: a province in full, words for the kind, the tail. There is one
// free trade zone in a province, so its name is no kind.
func category(region, middle, tail string) bool {
	if !strings.HasSuffix(region, "省") && !strings.HasSuffix(region, "自治区") || strings.HasPrefix(tail, "自") {
		return false
	}
	if r, ok := authority.RegionOf(region); !ok || r.Level != authority.Province {
		return false
	}
	for middle != "" {
		before := len(middle)
		for _, w := range kindWords {
			middle = strings.TrimPrefix(middle, w)
		}
		if len(middle) == before {
			return false
		}
	}
	return true
}

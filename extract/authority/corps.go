package authority

import "strings"

// corps is the Xinjiang Production and Construction Corps (新疆生产建设兵团): no region of GB/T 2260, but with departments named
// like those of a government.
var corps = &Region{Name: "新疆生产建设兵团", Own: "新疆生产建设兵团", Short: "兵团", Level: Prefecture}

// corpsHead is the word for the corps at the front of p, "" for none.
func corpsHead(p string) string {
	for _, head := range []string{"新疆生产建设兵团", "新疆兵团", "兵团"} {
		if strings.HasPrefix(p, head) {
			return head
		}
	}
	return ""
}

// inCorps names a department of the corps. It has no people's government, and its party committee another form of name.
func (s Setting) inCorps(p string) string {
	head := corpsHead(p)
	if head == "" || head == p {
		return ""
	}
	rest := p[len(head):]
	if full := corpsNames[rest]; full != "" {
		return corps.Name + full
	}
	name := s.local(rest, corps, false, false)
	if strings.Contains(name, "人民政府") || strings.HasPrefix(name, "中共") {
		return ""
	}
	if name == "" && head == corps.Name && hasTail(rest, []string{"局", "委员会"}) {
		return p // in full, though the governments have none like it: 新疆生产建设兵团财务局
	}
	return name
}

// corpsNames are the departments of the corps that are named otherwise than those of a government.
var corpsNames = map[string]string{"国资委": "国有资产监督管理委员会", "国有资产监督管理委员会": "国有资产监督管理委员会", "文体广旅局": "文化体育广电和旅游局",
	"文化体育广电和旅游局": "文化体育广电和旅游局", "办公厅": "办公厅"}

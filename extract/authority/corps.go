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
	name := s.local(p[len(head):], corps, false, false)
	if strings.Contains(name, "人民政府") || strings.HasPrefix(name, "中共") {
		return ""
	}
	return name
}

package authority

import "testing"

func TestCanonical(t *testing.T) {
	cases := []struct{ printed, region, date, want string }{
		{"市经信局", "宁波市", "2021-12-29", "宁波市经济和信息化局"},
		{"省发展改革委", "河北省", "2020-09-30", "河北省发展和改革委员会"},
	}
	for _, c := range cases {
		if got, _ := Canonical(c.printed, c.region, c.date); got != c.want {
			t.Errorf("Canonical(%s, %s, %s) = %q, want %q", c.printed, c.region, c.date, got, c.want)
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

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

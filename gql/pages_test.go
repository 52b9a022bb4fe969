package gql

import (
	"testing"

	g "github.com/policygraph/policygraph/graph"
)

// TestPages: the dashboard and GraphiQL on the sample in real Chromium, the way from a chart to a quoted sentence clicked.
func TestPages(t *testing.T) {
	env := chromium(t, "gql.TestPages (dashboard in Chromium)")
	runNode(t, "gql.TestPages (dashboard in Chromium)", "pages.mjs", env, serveSample(t), "sample")
}

// TestHostilePages: what documents say is shown as text, whatever it is.
func TestHostilePages(t *testing.T) {
	env := chromium(t, "gql.TestHostilePages (hostile text in Chromium)")
	ts := serve(t, Options{Store: openStore(t, hostileSource())})
	runNode(t, "gql.TestHostilePages (hostile text in Chromium)", "pages.mjs", env, ts.URL, "hostile")
}

// chromium finds what a suite in a browser needs.
func chromium(t *testing.T, suite string) []string {
	t.Helper()
	needs(t, suite, "nodejs npm", "node")
	needs(t, suite, "nodejs npm", "npm")
	return []string{"POLICYGRAPH_TEST_CHROMIUM=" + needs(t, suite, "chromium", "chromium", "chromium-browser", "google-chrome")}
}

// hostileSource is a document whose header, text, units and tasks hold scripts, tags, marks that turn the direction of writing, and
// a word that no line can hold.
func hostileSource() g.ChangeSet {
	const script = `<script>globalThis.harmed=1</script>`
	const image = `<img src=x onerror="globalThis.harmed=2">`
	const turned = "关于\u202e办法和\u2067规定的通知"
	var long [400]byte
	for i := range long {
		long[i] = 'x'
	}
	word := string(long[:])
	s := newSeed("hostile.txt", "")
	s.document("0", "临政发〔2021〕1号"+image, script+"通知", "临江市"+image+"局", "2021-07-01", g.Props{"type": "通知" + script},
		"一、"+script+"</mark></div>\n（一）"+image+"做好工作。（牵头单位：市"+script+"局）\n"+word+"\n&lt;b&gt;&amp;&#39;\n'\"><svg onload=globalThis.harmed=3>\n")
	s.task("a", image+"做好工作", nil, [3]string{"牵头", "市" + script + "局", "临江市" + script + "局"})
	s.document("1", "临政发〔2021〕2号", turned, "临江市\u202e人民政府", "2021-08-01", nil, "二、"+turned+word+"。（牵头单位：\u202e市科技局）")
	s.task("b", word, nil, [3]string{"牵头", "\u202e市科技局", "临江市\u202e科学技术局"})
	s.cite(g.Repeals, "", script+"暂行办法", "二、", g.Props{"mode": "repeal"})
	return s.done()
}

package peer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/policygraph/policygraph/graph"
)

// The generated graph: documents with tasks, led by few units mostly, as in real plans; rows of notices that repeal each
// other; what implements and amends what. Every source is one document, and every quote stands in its text.
const (
	documents = 2000
	tasks     = 20_000 // ten a document
	units     = 500
	chainLen  = 6 // a notice and what it repealed, step by step
	everyWord = 12
)

// lengths are the numbers of tasks of documents: ten on average.
var lengths = []int{18, 1, 14, 2, 26, 4, 12, 6, 9, 8}

var (
	topics   = strings.Fields("河道保护 数字经济 防汛抗旱 义务教育 养老服务 园区建设 乡村振兴 安全生产 科技创新 公共卫生 污染防治 城市更新")
	actions  = strings.Fields("开展专项检查 完善工作机制 建设示范项目 编制实施方案 落实资金保障 加强队伍建设 公开办理结果 推进信息共享")
	bureaus  = strings.Fields("发展和改革 财政 教育 科学技术 经济和信息化 公安 民政 司法 人力资源和社会保障 自然资源 生态环境 住房和城乡建设 交通运输 水利 农业农村 商务 文化广电旅游 卫生健康 应急管理 审计")
	counties = strings.Fields("滨江 河西 城东 城南 城北 云溪 松山 石桥 枫林 白沙 清源 南湖 北岭 东渡 西塘 平川 龙泉寺 梅岭 荷塘 竹园 柳河 青石 高坡")
)

// world is the generator's state.
type world struct {
	rnd   *rand.Rand
	units []string
	reach []float64 // cumulated weights of the units: a long tail
}

// paper is one document to be written.
type paper struct {
	i             int
	number, title string
	signed        time.Time
}

func newWorld() *world {
	w := &world{rnd: rand.New(rand.NewPCG(4, 7))}
	places := []string{"临江市", "澜川市"}
	for _, c := range counties {
		places = append(places, "临江市"+c+"区")
	}
	sum := 0.0
	for _, b := range bureaus {
		for _, p := range places {
			w.units = append(w.units, p+b+"局")
			sum += 1 / math.Pow(float64(len(w.units)), 0.8)
			w.reach = append(w.reach, sum)
		}
	}
	return w
}

// unit chooses a unit: the first ones have hundreds of tasks, the last ones a few.
func (w *world) unit() string {
	at, _ := slices.BinarySearch(w.reach, w.rnd.Float64()*w.reach[len(w.reach)-1])
	return w.units[min(at, len(w.units)-1)]
}

// paper is document i: later ones are later in time, and a row of them has one topic.
func (w *world) paper(i int) paper {
	day := time.Date(2008, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*3)
	topic := topics[i%everyWord]
	return paper{i, fmt.Sprintf("临政发〔%d〕%d号", day.Year(), i+1), fmt.Sprintf("关于做好第%d批%s工作的通知", i/everyWord+1, topic), day}
}

// repeals tells which earlier document i repeals: rows of chainLen documents, half of all documents in such rows.
func repeals(i int) (int, bool) {
	const step = documents / (2 * chainLen)
	earlier := i - step
	return earlier, earlier >= 0 && i < chainLen*step
}

// sources makes all change sets.
func (w *world) sources() []graph.ChangeSet {
	var sets []graph.ChangeSet
	for i := range documents {
		sets = append(sets, w.source(i, lengths[(i+i/120)%len(lengths)]))
	}
	return sets
}

// source writes a document and says what it says.
func (w *world) source(i, tasks int) graph.ChangeSet {
	p := w.paper(i)
	s := &writer{set: graph.ChangeSet{Source: graph.SourceInfo{
		Key: fmt.Sprintf("bench/%04d.txt", i), Dataset: "bench", Path: fmt.Sprintf("%04d.txt", i), Root: "/srv/papers",
		RulesVersion: "bench-1", Outcome: "ok", Format: "txt"}}}
	signed, issuer := p.signed.Format(time.DateOnly), w.units[i%40]
	s.line("%s", p.title)
	s.line("%s", p.number)
	s.issue(w, issuer, i)
	w.relations(s, p)
	for k := range tasks {
		w.task(s, p, k)
	}
	if i%2 == 0 {
		w.targets(s, p)
	}
	s.set.Records = []graph.Record{{ID: "0", Title: p.title, Date: signed, Printed: true, End: s.text.Len(),
		Identifiers: []string{"n|" + issuer + "|" + p.number + "|" + signed, "t|" + issuer + "|" + p.title + "|" + signed},
		Names:       []string{"n:" + p.number, "t:" + p.title},
		Props: graph.Props{"number": p.number, "title": p.title, "genre": "通知", "type": "规范性文件", "issuer": issuer, "issuers": []string{issuer},
			"signed": signed, "signedBasis": "stated", "effective": p.signed.AddDate(0, 1, 0).Format(time.DateOnly), "effectiveBasis": "stated",
			"year": int64(p.signed.Year()), "region": "临江市", "printed": true, "page": int64(i%48 + 1)}}}
	return s.done()
}

func (s *writer) issue(w *world, issuer string, i int) {
	names := []string{issuer}
	if i%5 == 0 {
		names = append(names, w.units[(i+7)%40])
	}
	for k, name := range names {
		s.edge(graph.IssuedBy, s.document(), s.unit(name), graph.Props{"order": int64(k + 1)}, "%s", name)
	}
}

// relations cites documents of the years before.
func (w *world) relations(s *writer, p paper) {
	cite := func(t graph.EdgeType, to int, props graph.Props, verb string) {
		other := w.paper(to)
		ref := &graph.Reference{Number: other.number, Citing: p.signed.Format(time.DateOnly), Names: []string{"n:" + other.number}}
		s.edge(t, s.document(), graph.End{Reference: ref}, props, "%s《%s》（%s）", verb, other.title, other.number)
	}
	if earlier, ok := repeals(p.i); ok {
		cite(graph.Repeals, earlier, graph.Props{"mode": "repeal"}, "废止")
	}
	for k := range 3 {
		if p.i > 10 && (k+p.i)%2 == 0 {
			cite(graph.Implements, w.rnd.IntN(p.i), graph.Props{"manner": "basis"}, "根据")
		}
	}
	if p.i > 10 && p.i%4 == 0 {
		cite(graph.Amends, w.rnd.IntN(p.i), graph.Props{"mode": "in_place"}, "修改")
	}
}

func (w *world) task(s *writer, p paper, k int) {
	heading := fmt.Sprintf("%s第%d项：%s", topics[w.rnd.IntN(len(topics))], k+1, actions[w.rnd.IntN(len(actions))])
	end := graph.End{Record: "0", Suffix: fmt.Sprintf("/task/%02d", k)}
	due := p.signed.AddDate(1, k%12, 0)
	s.node(graph.Task, end, graph.Props{"heading": heading, "path": []string{"主要任务", topics[p.i%everyWord]}, "ordinal": int64(k + 1),
		"text":     heading + "，明确责任分工，细化工作措施，定期报告进展，确保按期完成。",
		"deadline": due.Format("2006年1月底"), "due": due.Format(time.DateOnly), "signed": p.signed.Format(time.DateOnly), "year": int64(p.signed.Year())})
	s.edge(graph.HasTask, s.document(), end, graph.Props{"order": int64(k + 1)}, "（%d）%s。", k+1, heading)
	lead := w.unit()
	if k == 0 && p.i < units { // every unit leads something
		lead = w.units[p.i]
	}
	s.edge(graph.Leads, s.unit(lead), end, graph.Props{"order": int64(1)}, "（牵头单位：%s）", lead)
	others := map[string]bool{lead: true}
	for range w.rnd.IntN(3) {
		if u := w.unit(); !others[u] {
			others[u] = true
			s.edge(graph.CooperatesOn, s.unit(u), end, graph.Props{"order": int64(len(others))}, "（配合单位：%s）", u)
		}
	}
}

func (w *world) targets(s *writer, p paper) {
	for k := range 2 {
		end := graph.End{Record: "0", Suffix: fmt.Sprintf("/target/%02d", k)}
		value := fmt.Sprint(50 + w.rnd.IntN(900))
		indicator := topics[(p.i+k)%everyWord] + "投入"
		s.node(graph.Target, end, graph.Props{"indicator": indicator, "value": value, "unit": "亿元", "comparator": ">=",
			"year": int64(p.signed.Year() + 3), "ordinal": int64(k + 1), "raw": indicator + "达到" + value + "亿元"})
		s.edge(graph.Sets, s.document(), end, graph.Props{"order": int64(k + 1)}, "%s达到%s亿元", indicator, value)
		lead := w.unit()
		s.edge(graph.Leads, s.unit(lead), end, graph.Props{"order": int64(1)}, "（指标牵头：%s）", lead)
	}
}

// writer writes a source's text and what it says.
type writer struct {
	set  graph.ChangeSet
	text strings.Builder
}

func (s *writer) document() graph.End { return graph.End{Record: "0"} }

func (s *writer) line(format string, args ...any) (start, end int) {
	start = s.text.Len()
	fmt.Fprintf(&s.text, format, args...)
	end = s.text.Len()
	s.text.WriteByte('\n')
	return start, end
}

func (s *writer) node(t graph.NodeType, end graph.End, props graph.Props) {
	s.set.Nodes = append(s.set.Nodes, graph.NodeClaim{Record: "0", Body: true, Node: end, Type: t, Props: props})
}

func (s *writer) unit(name string) graph.End {
	end := graph.End{Key: "unit/" + name}
	s.set.Nodes = append(s.set.Nodes, graph.NodeClaim{Record: "0", Node: end, Type: graph.Unit,
		Props: graph.Props{"name": name, "canonical": true, "region": "临江市", "kind": "工作部门", "aliases": []string{strings.TrimPrefix(name, "临江市")}}})
	return end
}

func (s *writer) edge(t graph.EdgeType, from, to graph.End, props graph.Props, format string, args ...any) {
	start, end := s.line(format, args...)
	s.set.Edges = append(s.set.Edges, graph.EdgeClaim{Record: "0", Body: true, Type: t, From: from, To: to, Props: props,
		Start: start, End: end, Quote: s.text.String()[start:end], Rule: "bench_" + strings.ToLower(string(t))})
}

func (s *writer) done() graph.ChangeSet {
	s.set.Source.Text = s.text.String()
	s.set.Source.Bytes = int64(s.text.Len())
	sum := sha256.Sum256([]byte(s.set.Source.Text))
	s.set.Source.Hash = hex.EncodeToString(sum[:])
	return s.set
}

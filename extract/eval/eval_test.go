package eval

import (
	"os"
	"path/filepath"
	"testing"
)

const gold = `{"source": "a.txt",
 "documents": [{"number": "澜政发〔2024〕1号", "title": "关于防汛的通知", "signed": "2024-05-06", "issuers": ["澜川市人民政府"]}],
 "relations": [{"type": "repeals", "level": "doc", "title": "关于防台的通知", "number": "澜政发〔2012〕9号", "effective": "2024-05-06"},
               {"type": "cites", "title": "防洪法"}],
 "assignments": [{"role": "lead", "unit": "市水利局", "task": "加固堤防", "clause_start": 10, "clause_end": 20, "collective": false},
                 {"role": "cooperate", "unit": "市财政局", "task": "加固堤防", "clause_start": 10, "clause_end": 20, "collective": false}],
 "targets": [{"indicator": "堤防达标率", "value": "90", "unit": "%", "year": 2025, "comparator": ">=", "start": 0, "end": 5}],
 "ignore": [{"text": "水库十座", "start": 25}]}`

// text holds 30 characters of three bytes: a code point n starts at byte 3n.
const decoded = "零一二三四五六七八九零一二三四五六七八九零一二三四五六七八九"

func score(t *testing.T, lines ...string) *Scores {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.gold.json"), []byte(gold), 0o644); err != nil {
		t.Fatal(err)
	}
	files, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var facts [][]byte
	for _, l := range lines {
		facts = append(facts, []byte(l))
	}
	s := New()
	if err := s.File(files[0], facts, decoded); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestScores(t *testing.T) {
	const clause = `"evidence":{"start":30,"end":60,"quote":"零一二三四五六七八九"}`
	s := score(t,
		`{"kind":"document","number":"澜政发[2024]1号","title":"关于防汛的通知","signed":"2024-05-07","issuers":["澜川市人民政府"]}`,
		`{"kind":"relation","type":"repeals","rule":"repeals","target":{"number":"澜政发〔2012〕9号"},"effective":"2024-05-06",`+clause+`}`,
		`{"kind":"relation","type":"repeals","rule":"repeals","target":{"title":"关于别的通知"},`+clause+`}`,
		`{"kind":"relation","type":"implements","level":"doc","rule":"implements","target":{"title":"中华人民共和国防洪法"},`+clause+`}`,
		`{"kind":"assignment","role":"lead","rule":"duty","unit":{"text":"市水利局"},"task":{"heading":"加固堤防"},`+clause+`}`,
		`{"kind":"assignment","role":"lead","rule":"duty","unit":{"text":"市财政局"},"task":{"heading":"加固堤防"},`+clause+`}`,
		`{"kind":"target","value":"90.0","unit":"%","comparator":">=","year":2025,"indicator":"堤防达标率","rule":"target","evidence":{"start":0,"end":9,"quote":"零一二"}}`,
		`{"kind":"target","value":"10","rule":"target","evidence":{"start":75,"end":78,"quote":"五"}}`,
		`{"kind":"target","value":"7","rule":"target","evidence":{"start":45,"end":48,"quote":"六"}}`,
	)
	for kind, want := range map[string][3]int{ // right, false, missed
		"documents":   {1, 0, 0},
		"repeals":     {1, 1, 0},
		"implements":  {0, 1, 0},
		"cites":       {1, 0, 0}, // found under a stronger type
		"assignments": {1, 1, 1}, // a wrong role is a miss and a false alarm
		"targets":     {1, 1, 0}, // what the gold ignores is neither
		"evidence":    {7, 1, 0}, // one quote is not what stands there
	} {
		got := s.Kinds[kind]
		if got == nil || [3]int{got.Right, got.False, got.Missed} != want {
			t.Errorf("%s: %+v, want right, false, missed %v", kind, got, want)
		}
	}
	if a := s.Kinds["documents"].Attrs["signed"]; *a != [2]int{0, 1} {
		t.Errorf("a wrong date counts %v, want 0 of 1", *a)
	}
	if r := s.Rules["repeals"]; *r != [2]int{1, 2} {
		t.Errorf("rule repeals: %v, want 1 of 2 right", *r)
	}
}

// Package fact holds what extract states about a text: facts with evidence, in the shapes of the
// JSON contract (version 1). It is the end of the extract flow and imports nothing of ours, so that
// rules can make facts and graph/resolve can read them.
package fact

import (
	"bytes"
	"encoding/json"
)

// Kind names a shape of fact, the "kind" of a JSON line.
type Kind string

const (
	KindDocument    Kind = "document"
	KindRelation    Kind = "relation"
	KindAssignment  Kind = "assignment"
	KindTarget      Kind = "target"
	KindPark        Kind = "park"
	KindAppointment Kind = "appointment"
	KindVersion     Kind = "version"
	KindClause      Kind = "clause"
)

// Evidence is the place a fact was read: byte offsets, half open, into the source decoded to UTF-8,
// and exactly those bytes.
type Evidence struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
	Page  int    `json:"page,omitempty"` // PDF only, from 1
}

// Body is the part of a fact that depends on its kind. *Document, *Relation, *Assignment, *Target,
// *Park, *Appointment, *Version and *Clause implement it.
type Body interface{ Kind() Kind }

// Fact is one statement of a text. Doc is the number of the stating document, or its title where it
// has none; it is empty for documents. DocIndex is the ordinal of that document in its source.
type Fact struct {
	Source     string
	Doc        string
	DocIndex   int
	Evidence   Evidence
	Rule       string
	Confidence float64 // 0: not measured
	Body       Body
}

// Line is the flat JSON line of the contract: head, then the fields of the body. (json.Marshal of a Fact
// gives the same with <, > and & escaped.)
func (f Fact) Line() ([]byte, error) {
	head := struct {
		Kind       Kind     `json:"kind"`
		Source     string   `json:"source"`
		Doc        string   `json:"doc,omitempty"`
		DocIndex   int      `json:"docIndex"`
		Evidence   Evidence `json:"evidence"`
		Rule       string   `json:"rule,omitempty"`
		Confidence float64  `json:"confidence,omitempty"`
	}{f.Body.Kind(), f.Source, f.Doc, f.DocIndex, f.Evidence, f.Rule, f.Confidence}
	a, err := encode(head)
	if err != nil {
		return nil, err
	}
	b, err := encode(f.Body)
	if err != nil {
		return nil, err
	}
	if len(b) <= 2 {
		return a, nil
	}
	return append(append(a[:len(a)-1], ','), b[1:]...), nil
}

// MarshalJSON gives the line.
func (f Fact) MarshalJSON() ([]byte, error) { return f.Line() }

// encode leaves <, > and & as they are: quotes are for people.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(buf.Bytes(), "\n"), nil
}

// Gazette is an issue of a government gazette (公报).
type Gazette struct {
	Title      string `json:"title"`
	Year       int    `json:"year"`
	Issue      int    `json:"issue"`
	TotalIssue int    `json:"total_issue,omitempty"`
	Date       string `json:"date,omitempty"`
}

// Document is a policy document of the source, printed or only listed in a catalogue (发文目录).
type Document struct {
	Number        string              `json:"number"`
	NumberPrinted string              `json:"numberPrinted,omitempty"`
	Title         string              `json:"title"`
	Type          string              `json:"type,omitempty"`  // 规章 通知 意见 …
	Genre         string              `json:"genre,omitempty"` // 文种 as in GB/T 9704
	Rank          string              `json:"rank,omitempty"`  // 法律 行政法规 地方政府规章 行政规范性文件 …
	Issuers       []string            `json:"issuers"`
	Addressees    []string            `json:"addressees,omitempty"`
	Signed        string              `json:"signed,omitempty"` // YYYY-MM-DD
	Effective     string              `json:"effective,omitempty"`
	Expires       string              `json:"expires,omitempty"` // last day in force
	Basis         map[string]string   `json:"basis,omitempty"`   // field → stated, derived, trailer, filename
	Registration  string              `json:"registration,omitempty"`
	Attached      []string            `json:"attached,omitempty"`
	Printed       bool                `json:"printed"`
	CarriedBy     string              `json:"carried_by,omitempty"`
	CarriedIndex  int                 `json:"carriedIndex,omitempty"` // 1 + DocIndex of the carrying document; 0: none
	Gazette       *Gazette            `json:"gazette,omitempty"`
	Page          int                 `json:"page,omitempty"`        // page in the gazette, from its contents
	Explanatory   bool                `json:"explanatory,omitempty"` // 解读, Q&A, report: no policy of its own
	Damage        int                 `json:"damage,omitempty"`      // damaged parts met while parsing
	Stated        map[string]Evidence `json:"stated,omitempty"`
}

// Ref names the other end of a relation as it was read.
type Ref struct {
	Title  string `json:"title,omitempty"`
	Number string `json:"number,omitempty"`
	// Issuer is the issuer printed beside the citation (财政部《…》), if any; canonical where known.
	Issuer string `json:"issuer,omitempty"`
	Date   string `json:"date,omitempty"` // date printed beside the citation (2011年9月5日…发布的《…》)
}

// Relation is a stated relation from the document to another one.
// Type: implements repeals amends forwards cites corrects prevails_over extends suspends.
type Relation struct {
	Type      string   `json:"type"`
	Level     string   `json:"level,omitempty"` // doc, body
	Target    Ref      `json:"target"`
	Articles  []string `json:"articles,omitempty"`
	Cue       string   `json:"cue,omitempty"`
	Manner    string   `json:"manner,omitempty"` // basis, carry_out
	Effective string   `json:"effective,omitempty"`
	Until     string   `json:"until,omitempty"`
	Scope     string   `json:"scope,omitempty"` // full, partial
	Mode      string   `json:"mode,omitempty"`  // repeals: repeal lapse stop; amends: in_place reissue; forwards: 转发 批转
	Region    string   `json:"region,omitempty"`
}

// Unit is a body as printed (elided shared parts restored) and its canonical full name, "" if unknown.
type Unit struct {
	Text       string `json:"text"`
	Name       string `json:"name"`
	Collective bool   `json:"collective"`
}

// Task is what an assignment or target belongs to.
type Task struct {
	Instrument string   `json:"instrument,omitempty"` // title of the attached text, where there are several
	Heading    string   `json:"heading"`
	Path       []string `json:"path"`
	Text       string   `json:"text"`
	Ordinal    int      `json:"ordinal"` // distinguishes the tasks of one item and items of one heading, from 1
}

// Assignment says that a unit (or, for oversee, a person in Unit.Text) has a part in a task.
// Role: lead cooperate responsible oversee guide supervise.
type Assignment struct {
	Role     string `json:"role"`
	Unit     Unit   `json:"unit"`
	Task     Task   `json:"task"`
	Order    int    `json:"order,omitempty"` // place of the unit in its list, from 1
	Deadline string `json:"deadline,omitempty"`
	Due      string `json:"due,omitempty"`
	Divided  bool   `json:"divided,omitempty"`
	Open     bool   `json:"open,omitempty"`
	Prose    bool   `json:"prose,omitempty"` // read from a running sentence, not from a duty clause
}

// Target is a quantitative target (指标, 目标).
type Target struct {
	Indicator  string `json:"indicator"`
	Value      string `json:"value,omitempty"`
	Value2     string `json:"value2,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Comparator string `json:"comparator,omitempty"`
	Year       int    `json:"year,omitempty"`
	Period     string `json:"period,omitempty"` // annual, cumulative
	Baseline   bool   `json:"baseline,omitempty"`
	Attribute  string `json:"attribute,omitempty"` // 约束性, 预期性
	Category   string `json:"category,omitempty"`
	Raw        string `json:"raw,omitempty"`
	Leads      []Unit `json:"leads,omitempty"`
	Task       *Task  `json:"task,omitempty"`
	Ordinal    int    `json:"ordinal,omitempty"`
}

// Park is an industrial park (园区) that the document designates.
type Park struct {
	Name       string   `json:"name"`
	Region     string   `json:"region,omitempty"`
	Field      string   `json:"field,omitempty"`
	Industries []string `json:"industries,omitempty"`
}

// Appointment says that a person takes or leaves a post. Action: appoint, remove.
type Appointment struct {
	Person       string `json:"person"`
	Action       string `json:"action"`
	Organisation string `json:"organisation"`
	Post         string `json:"post"`
	Concurrent   bool   `json:"concurrent"`
	Note         string `json:"note,omitempty"`
	Clause       int    `json:"clause,omitempty"` // same person in the same clause (任…，免去其…): same number, from 1
}

// Version is one entry of the history in a file's head. Act: 公布 通过 修正 修订 批准 废止.
type Version struct {
	Act    string `json:"act"`
	Date   string `json:"date,omitempty"`
	Number string `json:"number,omitempty"`
	By     string `json:"by,omitempty"`
}

// Clause is a sentence about other documents that names none. Clause: conflict, general_repeal.
type Clause struct {
	Clause string `json:"clause"`
	Count  int    `json:"count"`
}

func (*Document) Kind() Kind    { return KindDocument }
func (*Relation) Kind() Kind    { return KindRelation }
func (*Assignment) Kind() Kind  { return KindAssignment }
func (*Target) Kind() Kind      { return KindTarget }
func (*Park) Kind() Kind        { return KindPark }
func (*Appointment) Kind() Kind { return KindAppointment }
func (*Version) Kind() Kind     { return KindVersion }
func (*Clause) Kind() Kind      { return KindClause }

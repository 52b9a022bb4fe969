package graph

// Key names a node or an edge. Keys are ours; rowid and elementId never leave a store.
type Key = string

// Props are the properties of a node or edge, by the names of the schema table. Values are string, int64,
// float64, bool or []string; dates are strings YYYY-MM-DD. An absent property is unknown.
type Props map[string]any

// Node is a thing of the graph.
type Node struct {
	Key   Key
	Type  NodeType
	Props Props
}

// String gives a string property, "" if absent.
func (n *Node) String(name string) string { s, _ := n.Props[name].(string); return s }

// Edge is unique by type, both ends and its qualifiers. Statements counts the texts that state it.
type Edge struct {
	Key        Key
	Type       EdgeType
	From, To   Key
	Props      Props
	Statements int
}

// Statement is one reading of an edge: where, in whose words, by which rule. It is the evidence.
type Statement struct {
	Key          Key
	Edge         Key // "" when it is a statement of a witness that does not speak
	EdgeType     EdgeType
	From, To     Key // ends as resolved
	Source       Key
	Record       string // the document record of the source that states it
	Start, End   int    // bytes of the decoded source, half open
	Quote        string
	Rule         string
	RulesVersion string
	Confidence   float64 // 0: not measured
	FromText     string  // ends as read
	ToText       string
}

// SourceInfo is a source (one file or page): its ledger line and its decoded text.
type SourceInfo struct {
	Key          Key // dataset + "/" + path
	Dataset      string
	Path         string // below the folder given to ingest
	Root         string // that folder, absolute; a path that comes from another root is refused
	Hash         string // sha256 of the bytes read, hex
	RulesVersion string
	Outcome      string // "ok", or "error" with Error set
	Error        string
	Format       string // txt, md, html, docx, pdf
	Text         string // decoded text that evidence counts in; "" unless asked for when read back
	Bytes        int64
}

// ChangeSet is all that one source says: the contribution that Apply puts in the place of what the source
// said before. Ends of edges are late bound (End), because which node a document or a citation is
// depends on the other sources.
type ChangeSet struct {
	Source  SourceInfo
	Remove  bool // withdraw the source: everything else but Source.Key is empty
	Records []Record
	Nodes   []NodeClaim
	Edges   []EdgeClaim
}

// Record is one document as one source prints or lists it.
type Record struct {
	ID    string // within the source: "0", "1" …
	Title string // normalised title; records that share only a number identifier ("n|…") join where their titles are alike
	// Identifiers in fixed order, the first preferred; sources that share one join (see Title for "n|…").
	Identifiers []string
	Names       []string // normalised numbers ("n:…") and titles ("t:…") that citations can bind to it by
	Date        string   // date of the text, YYYY-MM-DD or ""
	Printed     bool     // only printed records speak
	Standing    int      // 0 gazette, 1 issuer's page, 2 repost
	Damage      int      // damaged parts
	Props       Props    // header values: properties of Document in the schema table
	Start, End  int      // the document in the decoded text, bytes
	Companion   []string // titles ("t:…") of plans it attaches: a record whose title is one of them and that has Plan set joins it
	Plan        bool     // the record is a plan printed without its notice
}

// End is an end of an edge, or a node, before binding. Exactly one of Key, Record and Reference is set.
type End struct {
	Key       Key        // a node whose key needs nothing else
	Record    string     // the document of this record, or, with Suffix, a node that belongs to it
	Suffix    string     // "/task/…", "/target/…", "/park/…": key = key of the document + Suffix
	Reference *Reference // a cited document
}

// Reference is a citation as it was read. What it binds to is a pure function of it and of the documents
// that carry its names: see identity.Bind.
type Reference struct {
	Title  string // as read
	Number string // normalised
	Issuer string // of the cited document where printed
	Date   string // of the cited document where printed
	// Citing is the date of the citing text ("" if undated): of several versions the latest not after it binds.
	Citing string
	// Names in order of preference ("n:…" before "t:…"); the first that some document carries decides.
	Names []string
	// Older: only a text dated before Citing, or on Date, can be meant: what a text repeals (《…办法》同时废止), which may have its own
	// title, or one that a later text took up again.
	Older bool
}

// NodeClaim says that a node exists, and what is said of it. The node exists as long as a claim does; of
// several values of a property the one of the smallest priority holds (a tie goes to the smallest value), lists are united.
type NodeClaim struct {
	Record   string // the record that says so; "" for the source as a whole
	Body     bool   // holds only while the record speaks for its document
	Node     End
	Type     NodeType
	Props    Props
	Priority int
}

// EdgeClaim is one statement of an edge.
type EdgeClaim struct {
	Record     string
	Body       bool
	Type       EdgeType
	From, To   End
	Props      Props // all that the schema marks as qualifiers are part of the edge's identity
	Start, End int
	Quote      string
	Rule       string
	Confidence float64
	FromText   string
	ToText     string
}

// RecordInfo is a record read back: a text of a document, whether it speaks, and its own header values.
type RecordInfo struct {
	Record
	Source   Key
	Document Key
	Speaks   bool
}

package graph

// PropType is the type of a property's values.
type PropType int

const (
	Text     PropType = iota // string
	Date                     // string YYYY-MM-DD; a date in Neo4j
	Int                      // int64
	Float                    // float64
	Bool                     // bool
	TextList                 // []string
)

// Prop is a property in the schema table.
type Prop struct {
	Name      string
	Type      PropType
	Index     bool // filters on it are served by an index
	Sort      bool // lists can be ordered by it (a stored sort key; nulls last, then key)
	Search    int  // weight class in full text: 0 none, 1 number, 2 title, 3 heading, 4 body
	Qualifier bool // of an edge: part of its identity
}

// NodeSchema describes a node type.
type NodeSchema struct {
	Type  NodeType
	Props []Prop
}

// EdgeSchema describes an edge type and the pairs of node types it may join.
type EdgeSchema struct {
	Type  EdgeType
	Ends  [][2]NodeType
	Props []Prop
}

// Nodes is the schema table of the nodes.
var Nodes = []NodeSchema{
	{Work, []Prop{{Name: "title", Sort: true, Search: 2}, {Name: "issuer", Index: true}}},
	{Document, []Prop{
		{Name: "number", Index: true, Sort: true, Search: 1},
		{Name: "numberPrinted"},
		{Name: "title", Index: true, Sort: true, Search: 2},
		{Name: "type", Index: true}, {Name: "genre", Index: true}, {Name: "rank", Index: true},
		{Name: "issuer", Index: true, Sort: true}, // the first issuer
		{Name: "issuers", Type: TextList},
		{Name: "addressees", Type: TextList},
		{Name: "signed", Type: Date, Index: true, Sort: true},
		{Name: "effective", Type: Date, Index: true, Sort: true},
		{Name: "expires", Type: Date, Index: true, Sort: true},
		{Name: "effectiveBasis"}, {Name: "expiresBasis"}, {Name: "signedBasis"},
		{Name: "expiresQuote"},                 // the words that state expires
		{Name: "year", Type: Int, Index: true}, // of signing
		{Name: "registration", Index: true, Search: 1},
		{Name: "attached", Type: TextList, Search: 2},
		{Name: "printed", Type: Bool, Index: true},
		{Name: "law", Type: Bool, Index: true},
		{Name: "explanatory", Type: Bool, Index: true},
		{Name: "region", Index: true},
		{Name: "state", Index: true},         // "" read, "stub", "ambiguous"
		{Name: "candidates", Type: TextList}, // of an ambiguous citation: keys
		{Name: "body", Search: 4},            // text for search only, never stored as a property
		{Name: "page", Type: Int},
	}},
	{Gazette, []Prop{{Name: "title", Sort: true, Search: 2}, {Name: "year", Type: Int, Index: true, Sort: true},
		{Name: "issue", Type: Int}, {Name: "totalIssue", Type: Int}, {Name: "date", Type: Date, Sort: true}}},
	{Source, []Prop{{Name: "dataset", Index: true}, {Name: "path", Sort: true}, {Name: "hash"}, {Name: "format"}}},
	{Unit, []Prop{
		{Name: "name", Index: true, Sort: true, Search: 2}, // canonical full name, or the printed form of an unknown one
		{Name: "canonical", Type: Bool, Index: true},
		{Name: "collective", Type: Bool, Index: true},
		{Name: "region", Index: true}, // name of the jurisdiction
		{Name: "kind", Index: true},
		{Name: "aliases", Type: TextList, Search: 2}, // forms as printed
	}},
	{Task, []Prop{
		{Name: "heading", Sort: true, Search: 3}, {Name: "path", Type: TextList}, {Name: "text", Search: 4},
		{Name: "instrument"}, {Name: "ordinal", Type: Int},
		{Name: "deadline"}, {Name: "due", Type: Date, Index: true, Sort: true},
		{Name: "document", Index: true}, // key of the document, set by the engine
		{Name: "signed", Type: Date, Index: true, Sort: true}, {Name: "year", Type: Int, Index: true},
	}},
	{Target, []Prop{
		{Name: "indicator", Index: true, Sort: true, Search: 3},
		{Name: "value"}, {Name: "value2"}, {Name: "number", Type: Float, Sort: true}, {Name: "unit", Index: true},
		{Name: "comparator"}, {Name: "year", Type: Int, Index: true, Sort: true}, {Name: "period", Index: true},
		{Name: "baseline", Type: Bool, Index: true}, {Name: "category", Index: true}, {Name: "attribute", Index: true},
		{Name: "raw"}, {Name: "ordinal", Type: Int},
		{Name: "document", Index: true},
	}},
	{Park, []Prop{{Name: "name", Index: true, Sort: true, Search: 2}, {Name: "region", Index: true, Sort: true}, {Name: "field", Index: true}}},
	{Region, []Prop{{Name: "name", Index: true, Sort: true, Search: 2}, {Name: "code", Index: true, Sort: true}, {Name: "level", Index: true}}},
	{Industry, []Prop{{Name: "name", Index: true, Sort: true, Search: 2}}},
	{Person, []Prop{{Name: "name", Index: true, Sort: true, Search: 2}, {Name: "organisation", Index: true}}},
	{Position, []Prop{{Name: "post", Index: true, Sort: true, Search: 2}, {Name: "organisation", Index: true, Search: 3}}},
}

var docToDoc = [][2]NodeType{{Document, Document}}

// Edges is the schema table of the edges.
var Edges = []EdgeSchema{
	{Implements, docToDoc, []Prop{{Name: "manner", Qualifier: true}, {Name: "level", Qualifier: true}, {Name: "articles", Type: TextList, Qualifier: true}}},
	{Repeals, docToDoc, []Prop{{Name: "mode", Qualifier: true}, {Name: "scope", Qualifier: true}, {Name: "effective", Type: Date, Qualifier: true}, {Name: "articles", Type: TextList, Qualifier: true}}},
	{Amends, docToDoc, []Prop{{Name: "mode", Qualifier: true}, {Name: "effective", Type: Date, Qualifier: true}, {Name: "articles", Type: TextList, Qualifier: true}}},
	{Corrects, docToDoc, nil},
	{PrevailsOver, docToDoc, nil},
	{Extends, docToDoc, []Prop{{Name: "until", Type: Date, Qualifier: true}}},
	{Suspends, docToDoc, []Prop{{Name: "scope", Qualifier: true}, {Name: "region", Qualifier: true}, {Name: "from", Type: Date, Qualifier: true}, {Name: "until", Type: Date, Qualifier: true}}},
	{Forwards, docToDoc, []Prop{{Name: "kind", Qualifier: true}}},
	{CarriedBy, docToDoc, nil},
	{Cites, docToDoc, []Prop{{Name: "articles", Type: TextList, Qualifier: true}}},
	{VersionOf, [][2]NodeType{{Document, Work}}, nil},
	{IssuedBy, [][2]NodeType{{Document, Unit}}, []Prop{{Name: "order", Type: Int}}},
	{ApprovedBy, [][2]NodeType{{Document, Unit}}, nil},
	{InterpretedBy, [][2]NodeType{{Document, Unit}}, nil},
	{AddressedTo, [][2]NodeType{{Document, Unit}}, []Prop{{Name: "copy", Type: Bool, Qualifier: true}}},
	{PublishedIn, [][2]NodeType{{Document, Gazette}}, []Prop{{Name: "page", Type: Int}}},
	{HasTask, [][2]NodeType{{Document, Task}}, []Prop{{Name: "order", Type: Int}}},
	{Leads, [][2]NodeType{{Unit, Task}, {Unit, Target}}, []Prop{{Name: "order", Type: Int}, {Name: "divided", Type: Bool}, {Name: "open", Type: Bool}}},
	{CooperatesOn, [][2]NodeType{{Unit, Task}}, []Prop{{Name: "order", Type: Int}, {Name: "divided", Type: Bool}, {Name: "open", Type: Bool}}},
	{Responsible, [][2]NodeType{{Unit, Task}}, []Prop{{Name: "order", Type: Int}, {Name: "divided", Type: Bool}, {Name: "open", Type: Bool}}},
	{Oversees, [][2]NodeType{{Person, Task}, {Unit, Task}}, nil},
	{Sets, [][2]NodeType{{Document, Target}, {Task, Target}}, []Prop{{Name: "order", Type: Int}}},
	{Designates, [][2]NodeType{{Document, Park}}, []Prop{{Name: "field", Qualifier: true}}},
	{LocatedIn, [][2]NodeType{{Park, Region}}, nil},
	{FocusesOn, [][2]NodeType{{Park, Industry}}, nil},
	{InRegion, [][2]NodeType{{Unit, Region}}, nil},
	{PartOf, [][2]NodeType{{Region, Region}, {Unit, Unit}}, nil},
	{SucceededBy, [][2]NodeType{{Unit, Unit}}, []Prop{{Name: "date", Type: Date, Qualifier: true}, {Name: "mode", Qualifier: true}}},
	{SharesBody, [][2]NodeType{{Unit, Unit}}, nil},
	{HostedBy, [][2]NodeType{{Unit, Unit}}, nil},
	{Appoints, [][2]NodeType{{Document, Person}}, []Prop{{Name: "position", Qualifier: true}, {Name: "concurrent", Type: Bool, Qualifier: true}, {Name: "note"}}},
	{Removes, [][2]NodeType{{Document, Person}}, []Prop{{Name: "position", Qualifier: true}}},
	{Holds, [][2]NodeType{{Person, Position}}, []Prop{{Name: "since", Type: Date, Qualifier: true}, {Name: "concurrent", Type: Bool}}},
	{Held, [][2]NodeType{{Person, Position}}, []Prop{{Name: "until", Type: Date, Qualifier: true}}},
	{Of, [][2]NodeType{{Position, Unit}}, nil},
}

// NodeSchemaOf finds a row of the table; nil if the type is unknown.
func NodeSchemaOf(t NodeType) *NodeSchema {
	for i := range Nodes {
		if Nodes[i].Type == t {
			return &Nodes[i]
		}
	}
	return nil
}

// EdgeSchemaOf finds a row of the table; nil if the type is unknown.
func EdgeSchemaOf(t EdgeType) *EdgeSchema {
	for i := range Edges {
		if Edges[i].Type == t {
			return &Edges[i]
		}
	}
	return nil
}

// Prop finds a property of a node type; nil if there is none.
func (s *NodeSchema) Prop(name string) *Prop { return findProp(s.Props, name) }

// Prop finds a property of an edge type; nil if there is none.
func (s *EdgeSchema) Prop(name string) *Prop { return findProp(s.Props, name) }

func findProp(ps []Prop, name string) *Prop {
	for i := range ps {
		if ps[i].Name == name {
			return &ps[i]
		}
	}
	return nil
}

package identity

import (
	"context"

	"github.com/policygraph/policygraph/graph"
)

// Rows is what the engine reads of a store inside one write transaction, and the one thing it writes. Every
// method takes a batch, sorted where it can be. IDs are the store's own and mean nothing to the engine; 0 is none.
//
// All reading is for writing: until the transaction ends nobody else may change a row that was given, nor make one that
// was asked for and not there (counts are written as they become, not by how much). A store with several writers at once
// must lock so, and run Apply again after a deadlock; it keeps no state between calls.
type Rows interface {
	// Lock is called first, with all names (sources, numbers, titles, identifiers) that the change sets hold, sorted: most
	// of what is read afterwards hangs on them. A store with one writer at a time has nothing to do.
	Lock(ctx context.Context, names []string) error
	// NewID gives an unused id for a row of the table.
	NewID(t Table) int64

	Sources(ctx context.Context, keys []graph.Key) (map[graph.Key]*SourceRow, error)
	RecordsOf(ctx context.Context, sources []int64) ([]*RecordRow, error)
	RecordsByID(ctx context.Context, ids []int64) ([]*RecordRow, error)
	// RecordsByKey finds the records that have an identifier with one of these document keys.
	RecordsByKey(ctx context.Context, keys []graph.Key) ([]*RecordRow, error)
	// RecordsByPlan finds plans printed alone by their titles (role PlanItself), and notices by the titles of the
	// plans they attach (PlanAttached).
	RecordsByPlan(ctx context.Context, role int, titles []string) ([]*RecordRow, error)

	// ClaimsOf gives the claims of sources.
	ClaimsOf(ctx context.Context, sources []int64) ([]*NodeClaimRow, []*EdgeClaimRow, error)
	// ClaimsAt gives the claims that a record makes or that have an end at one of the records or references. A
	// claim may come twice.
	ClaimsAt(ctx context.Context, records, references []int64) ([]*NodeClaimRow, []*EdgeClaimRow, error)
	// StatedProps counts the claims of each edge by their props.
	StatedProps(ctx context.Context, edges []int64) (map[int64]map[string]int, error)

	// Carriers gives the documents by their ids, CarriersOf by a name they carry.
	Carriers(ctx context.Context, docs []int64) (map[int64]*Candidate, error)
	CarriersOf(ctx context.Context, names []string) (map[int64]*Candidate, error)
	// References finds citations by hash, by id, or by a name they hold.
	References(ctx context.Context, hashes []string) ([]*ReferenceRow, error)
	ReferencesByID(ctx context.Context, ids []int64) ([]*ReferenceRow, error)
	ReferencesByName(ctx context.Context, names []string) ([]*ReferenceRow, error)

	Nodes(ctx context.Context, keys []graph.Key) ([]*NodeRow, error)
	NodesByID(ctx context.Context, ids []int64) ([]*NodeRow, error)
	Edges(ctx context.Context, keys []graph.Key) ([]*EdgeRow, error)
	EdgesByID(ctx context.Context, ids []int64) ([]*EdgeRow, error)

	// Write applies a difference, and keeps the full text index: of nodes by their properties, of a document by the
	// text of its speaking record too.
	Write(ctx context.Context, d *Delta) error
}

// Table names what an id is for.
type Table int

// The tables with ids of their own.
const (
	SourceTable Table = iota
	RecordTable
	ReferenceTable
	NodeClaimTable
	EdgeClaimTable
	NodeTable
	EdgeTable
	Tables // their number
)

// Roles of a plan's title.
const (
	PlanItself   = 0
	PlanAttached = 1
)

// SourceRow is a ledger line. FactRules is the rules version of the facts that stand: an unreadable file leaves them.
type SourceRow struct {
	ID        int64
	Info      graph.SourceInfo // Text only when it is to be written
	FactRules string
	NewText   bool // write Info.Text
}

// RecordRow is a record with the document it is joined in.
type RecordRow struct {
	ID, Source int64
	SourceKey  graph.Key
	graph.Record
	PropsJSON string
	Doc       int64 // id of the document's node
	Speaks    bool
}

// EndRow is an end as stated: a record with a suffix, a reference, or a key.
type EndRow struct {
	Record, Reference int64
	Key               string // the suffix, where Record is set
}

// NodeClaimRow is a node claim; Node is where it counts now.
type NodeClaimRow struct {
	ID, Source, Record int64
	Body               bool
	End                EndRow
	Type               graph.NodeType
	Priority           int
	Props              string
	Node               int64
}

// EdgeClaimRow is an edge claim; Edge is where it counts now. Statement is filled when it is new or its source is replaced.
type EdgeClaimRow struct {
	ID, Source, Record int64
	Body               bool
	Type               graph.EdgeType
	From, To           EndRow
	Props              string
	Edge               int64
	Seq                int // ordinal within the source
	Start, End         int
	Quote, Rule        string
	Confidence         float64
	FromText, ToText   string

	stated stated // of its step, where it is new
}

// ReferenceRow is a citation, what it binds to, and what it says of that node (Value: of a stub or ambiguous one).
type ReferenceRow struct {
	ID    int64
	Hash  string
	Ref   graph.Reference
	State string
	Node  int64
	Value string
	Uses  int // claims that hold it
}

// Value is what claims say of a node, and how many say it.
type Value struct {
	Type     graph.NodeType
	Priority int
	Props    string
	Count    int
}

// NodeRow is a node: the merge of its values.
type NodeRow struct {
	ID     int64
	Key    graph.Key
	Type   graph.NodeType
	Props  string
	Values []Value

	WasType graph.NodeType // the type before, if it changed
}

// EdgeRow is an edge: From and To are ids of nodes.
type EdgeRow struct {
	ID         int64
	Key        graph.Key
	Type       graph.EdgeType
	From, To   int64
	Props      string
	Statements int
}

// Delta is a difference to write: rows to put (insert or replace), to delete, and new values of links. Deletes come
// before puts.
type Delta struct {
	Sources     []*SourceRow
	DropSources []int64 // the ledger line and the text go
	ClearFacts  []int64 // sources whose records and claims go

	DropRecords []*RecordRow // those of ClearFacts
	Records     []*RecordRow // new
	RecordLinks []*RecordRow // Doc and Speaks changed

	References     []*ReferenceRow // put
	DropReferences []*ReferenceRow

	Carriers     map[int64]*Candidate // by document's node; put
	DropCarriers map[int64]*Candidate // as they were

	NodeClaims []*NodeClaimRow // new
	EdgeClaims []*EdgeClaimRow // new
	NodeLinks  []*NodeClaimRow // Node changed
	EdgeLinks  []*EdgeClaimRow // Edge changed

	NewNodes   []*NodeRow
	Nodes      []*NodeRow // type, props or values changed
	NodeValues []*NodeRow // only values changed
	DropNodes  []*NodeRow
	Reindex    []*NodeRow // documents for which another text speaks now, in none of the lists above
	NewEdges   []*EdgeRow
	Edges      []*EdgeRow // changed
	DropEdges  []*EdgeRow

	NodeCounts map[graph.NodeType]int // by how much the counts change
	EdgeCounts map[graph.EdgeType]int
}

package graph

import (
	"context"
	"errors"
)

// Sentinels of the stores; gql turns them into codes, cmd into exit codes and remedies.
var (
	ErrRootChanged = errors.New("this name was read from another folder before; give the new folder a dataset of its own (--dataset)")
	ErrBadQuery    = errors.New("bad query")         // a property, order or cursor that the schema table does not know
	ErrUnavailable = errors.New("store unavailable") // the server or file cannot be reached now

	// Of a store that is not opened as it is.
	ErrEmpty   = errors.New("there is no store yet; policygraph ingest or policygraph copy makes one")
	ErrOlder   = errors.New("the store must be brought to this program's version first: run policygraph migrate")
	ErrPartial = errors.New("a copy into the store was interrupted; run the same policygraph copy with --restart, which empties it and begins anew")
	ErrInUse   = errors.New("the target of a copy must be empty; name another, or empty it first")
	ErrChanged = errors.New("the store was written to while it was read; try again when nothing is ingested")
)

// Store is a graph store. Two implementations pass graph/graphtest: sqlite (embedded) and neo4j.
type Store interface {
	// View gives one consistent reader (a snapshot on SQLite; read committed on Neo4j).
	View(ctx context.Context, f func(Reader) error) error
	// Apply puts what each change set's source says in the place of what it said before, all of them in
	// one transaction, whole or not at all. It is idempotent, and any order of the same sources ends
	// in the same graph. A change set whose hash, rules version and outcome equal the ledger's is skipped.
	Apply(ctx context.Context, sets ...ChangeSet) ([]Change, error)
	Close() error
}

// Previewer is a store that can tell what Apply would do, and do nothing.
type Previewer interface {
	Preview(ctx context.Context, sets ...ChangeSet) ([]Change, error)
}

// Change tells what Apply did with a source.
type Change struct {
	Source                   Key
	Skipped                  bool // nothing to do: the same text by the same rules
	Added, Changed, Withdrew int  // edges
}

// Reader answers questions. Every method takes batches: one call a level, however many rows.
type Reader interface {
	// Nodes finds nodes by key; former keys of documents resolve as aliases (the map is by the key asked for).
	Nodes(ctx context.Context, keys []Key) (map[Key]*Node, error)
	// List gives a page of nodes of one type.
	List(ctx context.Context, q NodeQuery) (Page, error)
	// Search gives a page of nodes by text, in the order of design.md (exact number, exact title, title
	// prefix, title, heading, body; then date descending, nulls last; then key).
	Search(ctx context.Context, q TextQuery) (Page, error)
	// Expand follows edges from many nodes: answer i is for query i, by key of the node started from.
	Expand(ctx context.Context, qs []ExpandQuery) ([]map[Key]EdgePage, error)
	// Statements gives the evidence of edges.
	Statements(ctx context.Context, edges []Key) (map[Key][]Statement, error)
	// Facts gives the statements made by the texts of documents, in order of place.
	Facts(ctx context.Context, documents []Key) (map[Key][]Statement, error)
	// Records gives the texts of documents, the one that speaks first.
	Records(ctx context.Context, documents []Key) (map[Key][]RecordInfo, error)
	// Sources gives ledger lines, with the decoded text if asked. nil keys: all, without texts.
	Sources(ctx context.Context, keys []Key, withText bool) (map[Key]SourceInfo, error)
	// Chain walks edges from a node, cycle-safe: every node once, at its least depth.
	Chain(ctx context.Context, q ChainQuery) (Chain, error)
	// Aggregate counts edges by the values of GroupBy.
	Aggregate(ctx context.Context, q AggQuery) ([]Bucket, error)
	// Counts gives the numbers of nodes and edges by type.
	Counts(ctx context.Context) (nodes map[NodeType]int, edges map[EdgeType]int, err error)
}

// Op is a comparison of a predicate.
type Op string

const (
	Eq       Op = "eq"
	Ne       Op = "ne" // true for null too
	Lt       Op = "lt"
	Le       Op = "le"
	Gt       Op = "gt"
	Ge       Op = "ge"
	In       Op = "in"       // Values
	Contains Op = "contains" // substring of a text; element of a list
	Prefix   Op = "prefix"
	IsNull   Op = "isNull" // Value is a bool
)

// Pred is a typed condition on nodes: exactly one of Prop, And, Or, Not, Edge and Keys is used.
type Pred struct {
	Prop   string // property, or "key"
	Op     Op
	Value  any
	Values []any

	And []Pred
	Or  []Pred
	Not *Pred

	Edge *EdgePred
}

// EdgePred holds when some edge of the type exists to a node (one hop away) that fits Node, itself fitting Props.
type EdgePred struct {
	Types []EdgeType
	Dir   Direction
	Props []Pred // on the edge's properties
	Node  *Pred
	None  bool // holds when there is no such edge
}

// Direction of following an edge.
type Direction int

const (
	Out Direction = iota
	InDir
	Both
)

// Order is one sort key. Nulls come last in both directions; ties are broken by key, ascending.
type Order struct {
	Prop string
	Desc bool
}

// NodeQuery asks for a page of nodes of one type. Cursors are opaque to callers, and hold sort values and key.
type NodeQuery struct {
	Type      NodeType
	Where     *Pred
	Order     []Order // empty: by key
	After     string  // cursor
	Before    string
	First     int // page size; 0 with Last 0 means no nodes (only a total)
	Last      int
	WantTotal bool
	Props     []string // properties of the nodes that the caller looks at; nil: all. A store may give more
}

// TextQuery asks for nodes by text: QueryTokens says what matches, Rank in which order hits come. A text without a
// letter, digit or character finds nothing.
type TextQuery struct {
	Text      string
	Types     []NodeType // empty: all searchable
	After     string
	First     int
	WantTotal bool
}

// Page is a page of nodes; Cursors[i] belongs to Nodes[i]. Total is -1 unless asked for.
type Page struct {
	Nodes   []*Node
	Cursors []string
	HasNext bool
	HasPrev bool
	Total   int
}

// ExpandQuery follows edges of Types from each of From. Other end nodes come with the edges.
type ExpandQuery struct {
	From      []Key
	Types     []EdgeType
	Dir       Direction
	NodeType  NodeType // of the other end; "" any
	NodeProps []string // properties of the other nodes that the caller looks at; nil: all. A store may give more
	NodesOnly bool     // the caller looks at nothing of the edges but their other nodes: a store may leave edges and cursors empty
	EdgeWhere []Pred   // on the edge's properties
	Where     *Pred    // on the other node
	Order     []Order  // by the other node's properties; empty: by the edge's order property, then the other node's key
	First     int      // per source; 0: only counts
	After     string
	WantTotal bool
}

// EdgePage is a page of edges from one node.
type EdgePage struct {
	Edges   []EdgeTo
	HasNext bool
	Total   int // -1 unless asked for
}

// EdgeTo is an edge with the node at its other end.
type EdgeTo struct {
	Edge   Edge
	Node   *Node
	Cursor string
}

// ChainQuery walks from Start.
type ChainQuery struct {
	Start    Key
	Types    []EdgeType
	Dir      Direction // Out: what Start repealed …; InDir: what repealed Start …
	MaxDepth int       // 0: 50
	MaxNodes int       // 0: 1000
}

// Chain is what a walk found. Nodes are in order of depth, then key, the start first at depth 0; an unknown start gives
// none. Edges are all of the types that were met between these nodes. Cyclic tells that they hold a directed cycle,
// Truncated that there were more nodes than the query allows.
type Chain struct {
	Nodes     []*Node
	Depth     map[Key]int
	Edges     []Edge
	Cyclic    bool
	Truncated bool
}

// AggQuery counts edges: of Types, between From and To nodes that fit. GroupBy lists what a bucket is keyed by:
// "type" (edge type), "from", "to" (keys), "from.PROP", "to.PROP".
type AggQuery struct {
	Types    []EdgeType
	From     *Pred
	FromType NodeType
	To       *Pred
	ToType   NodeType
	GroupBy  []string
	Limit    int // 0: all; buckets come by count descending, then group
}

// Bucket is a group and its number of edges. Values of Group are strings ("" for null).
type Bucket struct {
	Group []string
	Count int
}

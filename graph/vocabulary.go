// Package graph is the vocabulary of the policy graph (node and edge types, provenance), the schema table
// that stores and GraphQL are checked against, and the Store interfaces. It imports nothing of ours.
//
// Direction of an edge: the acting thing → the affected thing. One name per meaning.
package graph

// NodeType is a type of node, and its label in Neo4j.
type NodeType string

// The node types. A law is a Document with the property law=true (label Law in Neo4j); cited but unread
// documents are Documents with state "stub"; citations that fit several have state "ambiguous".
const (
	Work     NodeType = "Work"
	Document NodeType = "Document"
	Gazette  NodeType = "Gazette"
	Source   NodeType = "Source"
	Unit     NodeType = "Unit"
	Task     NodeType = "Task"
	Target   NodeType = "Target"
	Park     NodeType = "Park"
	Region   NodeType = "Region"
	Industry NodeType = "Industry"
	Person   NodeType = "Person"
	Position NodeType = "Position"
)

// EdgeType is a type of edge, and its relationship type in Neo4j.
type EdgeType string

// The edge types, with the words that state them.
const (
	Implements    EdgeType = "IMPLEMENTS"      // Document → Document: 根据《…》制定; 贯彻落实《…》
	Repeals       EdgeType = "REPEALS"         // Document → Document: 废止, 失效, 停止执行
	Amends        EdgeType = "AMENDS"          // Document → Document: 修改 (in_place), 修订后印发 (reissue)
	Corrects      EdgeType = "CORRECTS"        // Document → Document: 更正
	PrevailsOver  EdgeType = "PREVAILS_OVER"   // Document → Document: 与《…》不一致的，以本…为准
	Extends       EdgeType = "EXTENDS"         // Document → Document: 有效期延长至
	Suspends      EdgeType = "SUSPENDS"        // Document → Document: 暂停, 暂时调整适用
	Forwards      EdgeType = "FORWARDS"        // Document → Document: 转发, 批转
	CarriedBy     EdgeType = "CARRIED_BY"      // Document → Document: printed inside it
	Cites         EdgeType = "CITES"           // Document → Document: any other mention
	VersionOf     EdgeType = "VERSION_OF"      // Document → Work
	IssuedBy      EdgeType = "ISSUED_BY"       // Document → Unit
	ApprovedBy    EdgeType = "APPROVED_BY"     // Document → Unit: 经…同意
	InterpretedBy EdgeType = "INTERPRETED_BY"  // Document → Unit: 由…负责解释
	AddressedTo   EdgeType = "ADDRESSED_TO"    // Document → Unit: 主送, 抄送
	PublishedIn   EdgeType = "PUBLISHED_IN"    // Document → Gazette
	HasTask       EdgeType = "HAS_TASK"        // Document → Task
	Leads         EdgeType = "LEADS"           // Unit → Task or Target: 牵头
	CooperatesOn  EdgeType = "COOPERATES_ON"   // Unit → Task: 配合
	Responsible   EdgeType = "RESPONSIBLE_FOR" // Unit → Task: 负责
	Oversees      EdgeType = "OVERSEES"        // Person or Unit → Task: 牵头领导, 督办
	Sets          EdgeType = "SETS"            // Document or Task → Target
	Designates    EdgeType = "DESIGNATES"      // Document → Park
	LocatedIn     EdgeType = "LOCATED_IN"      // Park → Region
	FocusesOn     EdgeType = "FOCUSES_ON"      // Park → Industry
	InRegion      EdgeType = "IN_REGION"       // Unit → Region
	PartOf        EdgeType = "PART_OF"         // Region → Region, Unit → Unit
	SucceededBy   EdgeType = "SUCCEEDED_BY"    // Unit → Unit
	SharesBody    EdgeType = "SHARES_BODY"     // Unit → Unit: 加挂牌子
	HostedBy      EdgeType = "HOSTED_BY"       // Unit → Unit: 办公室设在
	Appoints      EdgeType = "APPOINTS"        // Document → Person: 任
	Removes       EdgeType = "REMOVES"         // Document → Person: 免去
	Holds         EdgeType = "HOLDS"           // Person → Position, from an appointment
	Held          EdgeType = "HELD"            // Person → Position, from a removal
	Of            EdgeType = "OF"              // Position → Unit
)

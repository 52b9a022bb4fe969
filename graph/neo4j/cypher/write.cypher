// What a difference writes. What goes is deleted before what comes is put, so that keys are free.
//
// The index is named wherever an edge is found by its key: a plan made while the database was empty would walk through all
// edges of the type, and stays for long.

//= drop names
UNWIND $rows AS row MATCH (m:Name {name: row.name, owner: row.owner}) DELETE m

//= drop facts of sources
UNWIND $rows AS x
CALL (x) { MATCH (c:Claim {source: x}) DELETE c }
CALL (x) { MATCH (c:Statement {_source: x}) DELETE c }
CALL (x) { MATCH (r:Record {source: x}) DELETE r }

//= drop sources
UNWIND $rows AS x
CALL (x) { MATCH (s:Ledger {_id: x}) DELETE s }
CALL (x) { MATCH (t:Text {source: x}) DELETE t }

//= drop edges of TYPE
UNWIND $rows AS x MATCH ()-[r:TYPE {key: x}]->() USING INDEX SEEK r:TYPE(key) DELETE r

//= drop nodes
UNWIND $rows AS x
CALL (x) { MATCH (n:Entity {_id: x}) DELETE n }
CALL (x) { MATCH (w:Words {node: x}) DELETE w }

//= drop words
UNWIND $rows AS x MATCH (w:Words {node: x}) DELETE w

//= drop references
UNWIND $rows AS x MATCH (r:Reference {_id: x}) DELETE r

//= drop carriers
UNWIND $rows AS x MATCH (c:Carrier {doc: x}) DELETE c

//= create KIND
UNWIND $rows AS row CREATE (n:KIND) SET COLUMNS

//= create edges of TYPE
UNWIND $rows AS row MATCH (a:Entity {_id: row[0]}) MATCH (b:Entity {_id: row[1]})
CREATE (a)-[r:TYPE]->(b) SET COLUMNS

//= put sources
UNWIND $rows AS row MATCH (s:Ledger {_id: row._id}) SET s = row

//= put texts
UNWIND $rows AS row MERGE (t:Text {source: row.source}) SET t = row

//= link records
UNWIND $rows AS row MATCH (r:Record {_id: row._id}) SET r.doc = row.doc, r.speaks = row.speaks

//= put references
UNWIND $rows AS row MATCH (r:Reference {_id: row._id})
SET r.state = row.state, r.node = row.node, r.value = row.value, r.uses = row.uses

//= put nodes
UNWIND $rows AS row MATCH (n:Entity {_id: row.props._id})
SET n = row.props REMOVE n:$(row.without) SET n:$(row.labels)

//= put values
UNWIND $rows AS row MATCH (n:Entity {_id: row._id}) SET n._values = row._values

//= put words
UNWIND $rows AS row MERGE (w:Words {node: row.node}) SET w = row

//= put edges of TYPE
UNWIND $rows AS row MATCH ()-[r:TYPE {key: row.key}]->() USING INDEX SEEK r:TYPE(key) SET r = row

//= show first statement of TYPE
UNWIND $rows AS x MATCH ()-[r:TYPE {key: x}]->() USING INDEX SEEK r:TYPE(key)
CALL (x) { MATCH (s:Statement {edge: x}) RETURN s ORDER BY s.source, s.start, s.end, s._seq LIMIT 1 }
SET r.quote = s.quote, r.source = s.source, r.rule = s.rule

//= link claims
UNWIND $rows AS row MATCH (c:Claim {_id: row._id}) SET c.node = row.node

//= link statements
UNWIND $rows AS row MATCH (c:Statement {_id: row._id})
SET c._edge = row._edge, c.edge = row.edge, c.from = row.from, c.to = row.to

//= put counts
UNWIND $rows AS row MERGE (c:Count {kind: row.kind, type: row.type})
SET c.n = coalesce(c.n, 0) + row.n

//= keep next
MATCH (m:Schema {name: 'policygraph'}) SET m.next = $next

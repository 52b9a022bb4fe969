// What a copy reads, page by page along an index, and what it writes into an empty database. The index is named: a plan made while
// the database was empty would walk through everything for each page.

//= standing
MATCH (m:Schema {name: 'policygraph'}) RETURN m.next AS next, m.turn AS turn

//= rows in all
RETURN COUNT { MATCH (n:Ledger) } + COUNT { MATCH (n:Record) } + COUNT { MATCH (n:Reference) } + COUNT { MATCH (n:Carrier) }
	+ COUNT { MATCH (n:Entity) } + COUNT { MATCH ()-->() } + COUNT { MATCH (n:Claim) } + COUNT { MATCH (n:Statement) } AS n

//= page of sources
MATCH (s:Ledger) USING INDEX s:Ledger(_id) WHERE s._id > $after
WITH s ORDER BY s._id LIMIT $limit
OPTIONAL MATCH (t:Text {source: s._id})
RETURN s AS row, t.text AS text ORDER BY s._id

//= page of records
MATCH (r:Record) USING INDEX r:Record(_id) WHERE r._id > $after RETURN r AS row ORDER BY r._id LIMIT $limit

//= page of references
MATCH (r:Reference) USING INDEX r:Reference(_id) WHERE r._id > $after RETURN r AS row ORDER BY r._id LIMIT $limit

//= page of carriers
MATCH (c:Carrier) USING INDEX c:Carrier(doc) WHERE c.doc > $after RETURN c AS row ORDER BY c.doc LIMIT $limit

//= page of nodes
MATCH (n:Entity) USING INDEX n:Entity(_id) WHERE n._id > $after RETURN n AS row ORDER BY n._id LIMIT $limit

//= page of edges of TYPE
MATCH (a)-[r:TYPE]->(b) USING INDEX r:TYPE(key) WHERE r.key > $after
RETURN r AS row, a._id AS src, b._id AS dst, a.key AS srcKey, b.key AS dstKey ORDER BY r.key LIMIT $limit

//= page of claims
MATCH (c:Claim) USING INDEX c:Claim(_id) WHERE c._id > $after RETURN c AS row ORDER BY c._id LIMIT $limit

//= page of statements
MATCH (c:Statement) USING INDEX c:Statement(_id) WHERE c._id > $after RETURN c AS row ORDER BY c._id LIMIT $limit

//= begin copy
MERGE (m:Schema {name: 'policygraph'})
ON CREATE SET m.turn = 0, m.next = 1, m.version = 0
SET m.state = $state

//= put standing
MATCH (m:Schema {name: 'policygraph'}) SET m.next = $next, m.state = $state

//= empty
MATCH (n) WHERE NOT n:Schema
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS

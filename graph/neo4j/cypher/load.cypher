// What the identity engine reads. $list is always a list of keys or ids.

//= turn
MATCH (m:Schema {name: 'policygraph'}) SET m.turn = m.turn + 1 RETURN m.next AS next

//= lock names
UNWIND $list AS x MATCH (m:Name {name: x}) WHERE m.owner IS NOT NULL REMOVE m._lock

//= sources
UNWIND $list AS x MATCH (s:Ledger {key: x}) RETURN s AS row

//= records of sources
UNWIND $list AS x MATCH (r:Record {source: x}) RETURN r AS row

//= records by id
UNWIND $list AS x MATCH (r:Record {_id: x}) RETURN r AS row

//= records by name
UNWIND $list AS x MATCH (m:Name {name: x}) WHERE m.owner IS NOT NULL
WITH DISTINCT m.owner AS id
MATCH (r:Record {_id: id}) RETURN r AS row

//= claims of sources
UNWIND $list AS x MATCH (c:Claim {source: x}) RETURN c AS row

//= statements of sources
UNWIND $list AS x MATCH (c:Statement {_source: x}) RETURN c AS row

//= claims at
UNWIND $list AS x MATCH (c:Claim {record: x}) RETURN c AS row
UNION UNWIND $list AS x MATCH (c:Claim {alien: x}) RETURN c AS row
UNION UNWIND $references AS x MATCH (c:Claim {endReference: x}) RETURN c AS row

//= statements at
UNWIND $list AS x MATCH (c:Statement {_record: x}) RETURN c AS row
UNION UNWIND $list AS x MATCH (c:Statement {_fromAlien: x}) RETURN c AS row
UNION UNWIND $list AS x MATCH (c:Statement {_toAlien: x}) RETURN c AS row
UNION UNWIND $references AS x MATCH (c:Statement {_fromReference: x}) RETURN c AS row
UNION UNWIND $references AS x MATCH (c:Statement {_toReference: x}) RETURN c AS row

//= stated props
UNWIND $list AS x MATCH (c:Statement {edge: x}) RETURN c._edge AS edge, c._props AS props, count(*) AS n

//= carriers
UNWIND $list AS x MATCH (c:Carrier {doc: x}) RETURN c AS row

//= carriers by name
UNWIND $list AS x MATCH (m:Name {name: x}) WHERE m.owner IS NOT NULL
WITH DISTINCT m.owner AS id
MATCH (c:Carrier {doc: id}) RETURN c AS row

//= references by hash
UNWIND $list AS x MATCH (r:Reference {hash: x}) RETURN r AS row

//= references by id
UNWIND $list AS x MATCH (r:Reference {_id: x}) RETURN r AS row

//= references by name
UNWIND $list AS x MATCH (m:Name {name: x}) WHERE m.owner IS NOT NULL
WITH DISTINCT m.owner AS id
MATCH (r:Reference {_id: id}) RETURN r AS row

//= nodes by key
UNWIND $list AS x MATCH (n:Entity {key: x}) RETURN n AS row

//= nodes by id
UNWIND $list AS x MATCH (n:Entity {_id: x}) RETURN n AS row

//= types of edges
UNWIND $list AS x
CALL (x) { MATCH (s:Statement {edge: x}) RETURN s.type AS type LIMIT 1 }
RETURN x AS key, type

//= edges of TYPE
UNWIND $list AS x MATCH (a)-[r:TYPE {key: x}]->(b) USING INDEX SEEK r:TYPE(key)
RETURN r AS row, a._id AS src, b._id AS dst, a.key AS srcKey, b.key AS dstKey

//= speaking texts
UNWIND $list AS x MATCH (r:Record {doc: x}) WHERE r.speaks
RETURN r.doc AS doc, r.source AS source, r.start AS start, r.end AS stop

//= texts
UNWIND $list AS x MATCH (t:Text {source: x}) RETURN t.source AS source, t.text AS text

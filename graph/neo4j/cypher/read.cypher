// Questions of a fixed form. Those of filters and orders are compiled of names of the schema table and parameters.

//= current keys
UNWIND $list AS x MATCH (m:Name {name: x}) WHERE m.owner IS NOT NULL
MATCH (r:Record {_id: m.owner}) MATCH (n:Entity {_id: r.doc})
RETURN x AS name, min(n.key) AS key

//= statements of edges
UNWIND $list AS x MATCH (s:Statement {edge: x})
RETURN s AS row ORDER BY s.source, s.start, s.end, s._seq

//= facts of documents
UNWIND $list AS x MATCH (r:Record {doc: x}) MATCH (s:Statement {_record: r._id})
RETURN s AS row, r.doc AS doc ORDER BY r.speaks DESC, s.source, s.start, s.end, s._seq

//= record ends
UNWIND $list AS x MATCH (r:Record {_id: x}) MATCH (n:Entity {_id: r.doc}) RETURN x AS id, n.key AS key

//= reference ends
UNWIND $list AS x MATCH (r:Reference {_id: x}) MATCH (n:Entity {_id: r.node}) RETURN x AS id, n.key AS key

//= records of documents
UNWIND $list AS x MATCH (r:Record {doc: x}) MATCH (n:Entity {_id: x})
RETURN r AS row, n.key AS key
ORDER BY r.speaks DESC, r.printed DESC, r.standing, r.damage, r.sourceKey, r.record

//= all sources
MATCH (s:Ledger) RETURN s AS row

//= sources with text
UNWIND $list AS x MATCH (s:Ledger {key: x}) OPTIONAL MATCH (t:Text {source: s._id})
RETURN s AS row, t.text AS text

//= counts
MATCH (c:Count) WHERE c.n > 0 RETURN c.kind AS kind, c.type AS type, c.n AS n

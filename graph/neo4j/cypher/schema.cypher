// The version node and what stands around it.

//= word index
CREATE FULLTEXT INDEX pg_words IF NOT EXISTS FOR (w:Words) ON EACH [w.type, w.number, w.title, w.heading, w.body]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}

//= version
MATCH (m:Schema {name: 'policygraph'}) RETURN m.version AS version, coalesce(m.state, '') AS state

//= anything
MATCH (n) RETURN labels(n) AS labels LIMIT 1

//= await indexes
CALL db.awaitIndexes(7200)

//= put version
MERGE (m:Schema {name: 'policygraph'})
ON CREATE SET m.turn = 0, m.next = 1, m.version = 0
SET m.version = CASE WHEN m.version < $version THEN $version ELSE m.version END

//= put state
MATCH (m:Schema {name: 'policygraph'}) SET m.state = $state

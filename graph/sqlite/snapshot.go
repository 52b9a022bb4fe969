package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

var _ identity.Snapshooter = (*Store)(nil)

// How much goes into a part: rows, and bytes of texts.
const (
	partRows  = 2000
	partNodes = 500 // documents come with their texts
	partBytes = 8 << 20
)

// Snapshot hands out all that the store holds at one moment; what is committed meanwhile is not seen.
func (s *Store) Snapshot(ctx context.Context, begin func(identity.Extent) error, f func(*identity.Part) error) error {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(s.path, err)
	}
	defer tx.Rollback()
	p := &snapshot{ctx: ctx, tx: tx, give: f}
	e, err := p.extent()
	if err != nil {
		return explain(s.path, err)
	}
	if err := begin(e); err != nil {
		return err
	}
	for _, step := range []func() error{p.sources, p.records, p.references, p.carriers, p.nodes, p.edges, p.nodeClaims, p.edgeClaims, p.counts} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// snapshot is a read transaction whose rows are given away part by part.
type snapshot struct {
	ctx  context.Context
	tx   *sql.Tx
	give func(*identity.Part) error
}

func (s *snapshot) extent() (e identity.Extent, err error) {
	for table, name := range idTables {
		var rows int
		err := s.tx.QueryRowContext(s.ctx, `SELECT count(*), coalesce(max(id), 0) + 1 FROM `+name).Scan(&rows, &e.Next[table])
		if err != nil {
			return e, err
		}
		e.Rows += rows
	}
	var carriers int
	err = s.tx.QueryRowContext(s.ctx, `SELECT count(*) FROM carrier`).Scan(&carriers)
	e.Rows += carriers
	return e, err
}

// stream gives the rows of a query away in parts. add puts a row into the part and tells how much of a part it is.
func (s *snapshot) stream(query string, add func(*identity.Part, *sql.Rows) (share float64, err error), before ...func(*identity.Part) error) error {
	rows, err := s.tx.QueryContext(s.ctx, query)
	if err != nil {
		return fmt.Errorf("%.60s: %w", query, err)
	}
	defer rows.Close()
	part, full := &identity.Part{}, 0.0
	give := func() error {
		for _, f := range before {
			if err := f(part); err != nil {
				return err
			}
		}
		done := part
		part, full = &identity.Part{}, 0
		return s.give(done)
	}
	for rows.Next() {
		share, err := add(part, rows)
		if err != nil {
			return fmt.Errorf("%.60s: %w", query, err)
		}
		if full += share; full >= 1 {
			if err := give(); err != nil {
				return err
			}
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%.60s: %w", query, err)
	}
	if full > 0 {
		return give()
	}
	return nil
}

func (s *snapshot) sources() error {
	return s.stream(`SELECT s.id, s.key, s.dataset, s.path, s.root, s.hash, s.rules, s.fact_rules, s.outcome, s.error, s.format, s.bytes, t.text
		FROM source s LEFT JOIN source_text t ON t.source = s.id ORDER BY s.id`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		row := &identity.SourceRow{}
		i := &row.Info
		var packed []byte
		err := r.Scan(&row.ID, &i.Key, &i.Dataset, &i.Path, &i.Root, &i.Hash, &i.RulesVersion, &row.FactRules, &i.Outcome, &i.Error, &i.Format, &i.Bytes, &packed)
		if err != nil {
			return 0, err
		}
		if row.NewText = packed != nil; row.NewText {
			if i.Text, err = unpackText(packed); err != nil {
				return 0, err
			}
		}
		p.Sources = append(p.Sources, row)
		return 1.0/partRows + float64(len(i.Text))/partBytes, nil
	})
}

func (s *snapshot) records() error {
	return s.stream(`SELECT `+recordColumns+` FROM record r JOIN source s ON s.id = r.source ORDER BY r.id`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		row, err := scanRecordRow(r)
		p.Records = append(p.Records, row)
		return 1.0 / partRows, err
	})
}

func (s *snapshot) references() error {
	return s.stream(`SELECT id, hash, info, state, node, value, uses FROM reference ORDER BY id`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		row := &identity.ReferenceRow{}
		p.References = append(p.References, row)
		var info []byte
		if err := r.Scan(&row.ID, &row.Hash, &info, &row.State, &row.Node, &row.Value, &row.Uses); err != nil {
			return 0, err
		}
		return 1.0 / partRows, json.Unmarshal(info, &row.Ref)
	})
}

func (s *snapshot) carriers() error {
	return s.stream(`SELECT doc, info FROM carrier ORDER BY doc`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		var doc int64
		var info []byte
		if err := r.Scan(&doc, &info); err != nil {
			return 0, err
		}
		if p.Carriers == nil {
			p.Carriers = map[int64]*identity.Candidate{}
		}
		p.Carriers[doc] = &identity.Candidate{}
		return 1.0 / partRows, json.Unmarshal(info, p.Carriers[doc])
	})
}

func (s *snapshot) nodes() error {
	return s.stream(`SELECT id, key, type, props, vals FROM node ORDER BY id`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		n := &identity.NodeRow{}
		p.NewNodes = append(p.NewNodes, n)
		var values string
		if err := r.Scan(&n.ID, &n.Key, &n.Type, &n.Props, &values); err != nil {
			return 0, err
		}
		return 1.0 / partNodes, identity.DecodeValues(n, values)
	}, s.bodies)
}

// bodies adds the texts that speak for the documents of a part.
func (s *snapshot) bodies(p *identity.Part) error {
	var docs []int64
	for _, n := range p.NewNodes {
		if n.Type == graph.Document {
			docs = append(docs, n.ID)
		}
	}
	list, err := json.Marshal(docs)
	if err != nil {
		return err
	}
	rows, err := s.tx.QueryContext(s.ctx, speakingTexts, string(list))
	if err != nil {
		return err
	}
	defer rows.Close()
	var places []identity.Speaking
	for rows.Next() {
		var at identity.Speaking
		if err := rows.Scan(&at.Doc, &at.Source, &at.Start, &at.End); err != nil {
			return err
		}
		places = append(places, at)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	p.Bodies, err = identity.Bodies(places, s.text)
	return err
}

func (s *snapshot) text(source int64) (string, error) {
	var packed []byte
	if err := s.tx.QueryRowContext(s.ctx, `SELECT text FROM source_text WHERE source = ?`, source).Scan(&packed); err != nil {
		return "", fmt.Errorf("text of source %d: %w", source, err)
	}
	return unpackText(packed)
}

func (s *snapshot) edges() error {
	return s.stream(`SELECT e.id, e.key, e.type, e.src, e.dst, e.props, e.statements, a.key, b.key, c.quote, s.key, c.rule
		FROM edge e JOIN node a ON a.id = e.src JOIN node b ON b.id = e.dst
		LEFT JOIN edge_claim c ON c.id = (SELECT f.id FROM edge_claim f JOIN source g ON g.id = f.source
			WHERE f.edge = e.id ORDER BY g.key, f.start, f.stop, f.seq LIMIT 1)
		LEFT JOIN source s ON s.id = c.source ORDER BY e.id`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		e := &identity.EdgeRow{}
		var shown identity.Shown
		var quote, source, rule sql.NullString
		err := r.Scan(&e.ID, &e.Key, &e.Type, &e.From, &e.To, &e.Props, &e.Statements, &shown.From, &shown.To, &quote, &source, &rule)
		shown.Quote, shown.Source, shown.Rule = quote.String, source.String, rule.String
		p.NewEdges, p.Shown = append(p.NewEdges, e), append(p.Shown, shown)
		return 1.0 / partRows, err
	})
}

func (s *snapshot) nodeClaims() error {
	return s.stream(`SELECT `+nodeClaimColumns+` FROM node_claim c ORDER BY c.id`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		c := &identity.NodeClaimRow{}
		p.NodeClaims = append(p.NodeClaims, c)
		return 1.0 / partRows, r.Scan(&c.ID, &c.Source, &c.Record, &c.Body, &c.End.Record, &c.End.Reference, &c.End.Key, &c.Type, &c.Priority, &c.Props, &c.Node)
	})
}

func (s *snapshot) edgeClaims() error {
	return s.stream(`SELECT `+edgeClaimColumns+`, c.seq, c.confidence, s.key, coalesce(r.rid, ''), s.fact_rules,
		coalesce(e.key, ''), coalesce(a.key, ''), coalesce(b.key, '')
		FROM edge_claim c JOIN source s ON s.id = c.source LEFT JOIN record r ON r.id = c.record
		LEFT JOIN edge e ON e.id = c.edge LEFT JOIN node a ON a.id = e.src LEFT JOIN node b ON b.id = e.dst
		ORDER BY c.id`, func(p *identity.Part, r *sql.Rows) (float64, error) {
		c := &identity.EdgeClaimRow{}
		var st identity.Stated
		err := r.Scan(&c.ID, &c.Source, &c.Record, &c.Body, &c.Type, &c.From.Record, &c.From.Reference, &c.From.Key, &c.To.Record, &c.To.Reference,
			&c.To.Key, &c.Props, &c.Start, &c.End, &c.Quote, &c.Rule, &c.FromText, &c.ToText, &c.Edge,
			&c.Seq, &c.Confidence, &st.Source, &st.Record, &st.FactRules, &st.Edge, &st.From, &st.To)
		p.EdgeClaims, p.Stated = append(p.EdgeClaims, c), append(p.Stated, st)
		return 1.0 / partRows, err
	})
}

// counts come last, in one part.
func (s *snapshot) counts() error {
	p := &identity.Part{Delta: identity.Delta{NodeCounts: map[graph.NodeType]int{}, EdgeCounts: map[graph.EdgeType]int{}}}
	rows, err := s.tx.QueryContext(s.ctx, `SELECT kind, type, n FROM counts`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, typ string
		var n int
		if err := rows.Scan(&kind, &typ, &n); err != nil {
			return err
		}
		if kind == "node" {
			p.NodeCounts[graph.NodeType(typ)] = n
		} else {
			p.EdgeCounts[graph.EdgeType(typ)] = n
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return s.give(p)
}

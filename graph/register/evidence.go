package register

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// prove loads the evidence of rows.
func (s *scan) prove(rows []*Row) error {
	var edges, dated []graph.Key
	for _, row := range rows {
		for _, l := range row.Links {
			edges = append(edges, l.Key)
		}
		if row.dated != nil {
			dated = append(dated, row.dated.Key)
		}
	}
	stated, err := s.statements(edges)
	if err != nil {
		return err
	}
	words, err := s.datedWords(dated)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.dated != nil {
			row.Evidence = append(row.Evidence, words.find(row.dated)...)
		}
		for _, l := range row.Links {
			all := stated[l.Key]
			row.Evidence = append(row.Evidence, all[:min(len(all), shown)]...)
		}
	}
	return nil
}

func (s *scan) statements(edges []graph.Key) (map[graph.Key][]graph.Statement, error) {
	if len(edges) == 0 {
		return nil, nil
	}
	return s.r.Statements(s.ctx, edges)
}

// words are the texts of documents.
type words struct {
	records map[graph.Key][]graph.RecordInfo
	sources map[graph.Key]graph.SourceInfo
}

func (s *scan) datedWords(documents []graph.Key) (words, error) {
	if len(documents) == 0 {
		return words{}, nil
	}
	records, err := s.r.Records(s.ctx, documents)
	if err != nil {
		return words{}, err
	}
	var sources []graph.Key
	for _, list := range records {
		for _, r := range list {
			sources = append(sources, r.Source)
		}
	}
	infos, err := s.r.Sources(s.ctx, sources, true)
	return words{records, infos}, err
}

// find finds what a document says of its last day, in the first of its texts that says so.
func (w words) find(doc *graph.Node) []graph.Statement {
	quote := doc.String("expiresQuote")
	if quote == "" {
		return nil
	}
	for _, r := range w.records[doc.Key] {
		source, ok := w.sources[r.Source]
		if !ok || r.End > len(source.Text) {
			continue
		}
		if at := strings.Index(source.Text[r.Start:r.End], quote); at >= 0 {
			return []graph.Statement{{From: doc.Key, Source: r.Source, Record: r.ID, Start: r.Start + at, End: r.Start + at + len(quote),
				Quote: quote, Rule: "document", RulesVersion: source.RulesVersion, FromText: doc.String("title")}}
		}
	}
	return nil
}

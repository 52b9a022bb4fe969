package graph

import "slices"

// Rank is the class of a hit; hits come by rank, then by SearchDate descending with nulls last, then by key. No
// statistics of the corpus have a say, so that both stores answer alike and a hit never moves because of others.
type Rank int

// The ranks. A hit has the first that fits.
const (
	RankExactNumber Rank = iota // a number or registration equals the text
	RankExactTitle              // a title or name equals it
	RankTitlePrefix             // one begins with it
	RankTitle                   // numbers and titles hold every term
	RankHeading                 // numbers, titles and headings do
	RankBody                    // all texts do
	Ranks                       // their number
)

// Classes lists the classes of text that a rank looks at.
func (r Rank) Classes() []int {
	switch r {
	case RankExactNumber:
		return []int{ClassNumber}
	case RankExactTitle, RankTitlePrefix:
		return []int{ClassTitle}
	case RankTitle:
		return []int{ClassNumber, ClassTitle}
	case RankHeading:
		return []int{ClassNumber, ClassTitle, ClassHeading}
	}
	return []int{ClassNumber, ClassTitle, ClassHeading, ClassBody}
}

// Without lists the ranks whose hits are to be taken away from those that fit a rank: what is left has that rank.
// Fewer than all before it, because every hit of a lower rank fits the wider ones too.
func (r Rank) Without() []Rank {
	switch r {
	case RankExactNumber:
		return nil
	case RankExactTitle:
		return []Rank{RankExactNumber}
	case RankTitlePrefix:
		return []Rank{RankExactNumber, RankExactTitle}
	case RankTitle:
		return []Rank{RankExactNumber, RankTitlePrefix}
	}
	return []Rank{r - 1}
}

// SearchDate is the property that dates a hit of the type; "" if it has none.
func SearchDate(t NodeType) string {
	switch t {
	case Document, Task:
		return "signed"
	case Gazette:
		return "date"
	}
	return ""
}

// SearchTypes gives the types to search in: those asked for, or all that have searchable text.
func SearchTypes(asked []NodeType) ([]NodeType, error) {
	var all []NodeType
	for _, s := range Nodes {
		if slices.ContainsFunc(s.Props, func(p Prop) bool { return p.Search > 0 }) {
			all = append(all, s.Type)
		}
	}
	if len(asked) == 0 {
		return all, nil
	}
	var types []NodeType
	for _, t := range asked {
		if !slices.Contains(all, t) {
			return nil, bad("%q has no text to search", t)
		}
		if !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	return types, nil
}

// Hit is a place in the order of hits.
type Hit struct {
	Rank Rank
	Date any // string, or nil
	Key  Key
}

const searchOrder = "search"

// Cursor writes the place for a caller.
func (h Hit) Cursor() string {
	return Cursor{Values: []any{int64(h.Rank), h.Date}, Key: h.Key}.Encode(searchOrder)
}

// DecodeHit reads what Cursor wrote. Anything else is ErrBadQuery.
func DecodeHit(cursor string) (Hit, error) {
	c, err := DecodeCursor(cursor, searchOrder, 2)
	if err != nil {
		return Hit{}, err
	}
	rank, ok := c.Values[0].(int64)
	if !ok || rank < 0 || rank >= int64(Ranks) {
		return Hit{}, bad("cursor is damaged")
	}
	if _, ok := c.Values[1].(string); !ok && c.Values[1] != nil {
		return Hit{}, bad("cursor is damaged")
	}
	return Hit{Rank: Rank(rank), Date: c.Values[1], Key: c.Key}, nil
}

package identity

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Priorities of values that no NodeClaim has: what a document's own header says comes first, what a citation says of
// its stub next; that an edge leads to a node is the last thing known of it.
const (
	headerPriority    = math.MinInt32
	referencePriority = math.MinInt32 + 1
	edgePriority      = math.MaxInt32
)

// compareValues is the order in which values hold.
func compareValues(a, b Value) int {
	switch {
	case a.Priority != b.Priority:
		return a.Priority - b.Priority
	case a.Type != b.Type:
		return strings.Compare(string(a.Type), string(b.Type))
	}
	return strings.Compare(a.Props, b.Props)
}

// count adds n to the count of a value; values that nothing says any more go.
func (n *NodeRow) count(v Value, by int) {
	i, found := slices.BinarySearchFunc(n.Values, v, compareValues)
	if !found {
		v.Count = 0
		n.Values = slices.Insert(n.Values, i, v)
	}
	n.Values[i].Count += by
	if n.Values[i].Count == 0 {
		n.Values = slices.Delete(n.Values, i, i+1)
	}
}

// setHeader puts the value of a document's records in the place of the one before; "" takes it away.
func (n *NodeRow) setHeader(props string) {
	n.Values = slices.DeleteFunc(n.Values, func(v Value) bool { return v.Priority == headerPriority })
	if props != "" {
		n.count(Value{Type: graph.Document, Priority: headerPriority, Props: props}, 1)
	}
}

// merge makes type and props of the values: of each property the first value in their order, lists united.
func (n *NodeRow) merge() {
	n.Type = n.Values[0].Type
	n.Props = n.Values[0].Props
	for _, v := range n.Values[1:] {
		if v.Props != "{}" && v.Props != n.Props {
			n.Props = mergeProps(n.Values)
			return
		}
	}
}

func mergeProps(values []Value) string {
	merged := map[string]json.RawMessage{}
	for _, v := range values {
		raw, err := rawProps(v.Props)
		if err != nil {
			continue // the engine wrote it: cannot be
		}
		for name, value := range raw {
			old, known := merged[name]
			switch {
			case !known:
				merged[name] = value
			case old[0] == '[':
				merged[name] = unite(old, value)
			}
		}
	}
	return encodeRaw(merged)
}

// unite appends to a list what it does not hold yet.
func unite(a, b json.RawMessage) json.RawMessage {
	if bytes.Equal(a, b) {
		return a
	}
	list, _ := decode[[]string](a)
	more, _ := decode[[]string](b)
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return appendValue(nil, list)
}

func encodeRaw(props map[string]json.RawMessage) string {
	names := make([]string, 0, len(props))
	for name := range props {
		names = append(names, name)
	}
	if len(names) == 0 {
		return "{}"
	}
	sort.Strings(names)
	var b []byte
	for i, name := range names {
		b = append(b, "{,"[min(i, 1)])
		b = appendString(b, name)
		b = append(b, ':')
		b = append(b, props[name]...)
	}
	return string(append(b, '}'))
}

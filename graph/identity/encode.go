package identity

import (
	"encoding/json"
	"fmt"
)

// EncodeValues writes what is claimed of a node: [[type, priority, count, props], …], where props that are the node's own
// are left out. Most nodes have one value, which is then not written twice.
func EncodeValues(n *NodeRow) string {
	list := make([][4]any, len(n.Values))
	for i, v := range n.Values {
		list[i] = [4]any{v.Type, v.Priority, v.Count, v.Props}
		if v.Props == n.Props {
			list[i][3] = nil
		}
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings and numbers: cannot be
	}
	return string(b)
}

// DecodeValues reads them into the node, whose props are there already.
func DecodeValues(n *NodeRow, text string) error {
	var raw [][4]json.RawMessage
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return fmt.Errorf("values of node %s: %w", n.Key, err)
	}
	n.Values = make([]Value, len(raw))
	for i := range raw {
		v := &n.Values[i]
		v.Props = n.Props
		for j, to := range []any{&v.Type, &v.Priority, &v.Count, &v.Props} {
			if err := json.Unmarshal(raw[i][j], to); err != nil { // null leaves Props as it is
				return fmt.Errorf("values of node %s: %w", n.Key, err)
			}
		}
	}
	return nil
}

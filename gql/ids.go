package gql

import (
	"encoding/base64"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// globalID is the opaque id of a node: base64url of "Type:key".
func globalID(t graph.NodeType, key graph.Key) string {
	return base64.RawURLEncoding.EncodeToString([]byte(string(t) + ":" + key))
}

func parseID(id string) (graph.NodeType, graph.Key, error) {
	b, err := base64.RawURLEncoding.DecodeString(id)
	t, key, ok := strings.Cut(string(b), ":")
	if err != nil || !ok || graph.NodeSchemaOf(graph.NodeType(t)) == nil {
		return "", "", fail(BadUserInput, "%q is no id of this server", id)
	}
	return graph.NodeType(t), key, nil
}

// opaque makes a cursor of ours (stores make their own for their lists).
func opaque(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func clear(cursor string) (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return "", fail(BadUserInput, "%q is no cursor of this list", cursor)
	}
	return string(b), nil
}

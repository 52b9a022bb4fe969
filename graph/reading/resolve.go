package reading

import (
	"context"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Place is where a node is: its row's id in the store, and its key as it is now.
type Place struct {
	ID  int64
	Key graph.Key
}

// Places finds nodes by key; unknown ones are left out. A former key of a document is the key of one of its identifiers,
// and what belonged to the document moved with it: current gives the keys now by former document keys.
func Places(ctx context.Context, keys []graph.Key, lookUp func(context.Context, []graph.Key) (map[graph.Key]Place, error),
	current func(context.Context, []graph.Key) (map[graph.Key]graph.Key, error)) (map[graph.Key]Place, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	found, err := lookUp(ctx, keys)
	if err != nil {
		return nil, err
	}
	places := make(map[graph.Key]Place, len(keys))
	former := map[graph.Key][]graph.Key{}
	for _, key := range keys {
		if p, ok := found[key]; ok {
			places[key] = p
		} else if doc, _ := identity.DocumentOf(key); strings.HasPrefix(doc, "doc:") {
			former[doc] = append(former[doc], key)
		}
	}
	if len(former) == 0 {
		return places, nil
	}
	now, err := current(ctx, SortedKeys(former))
	if err != nil {
		return nil, err
	}
	asked := map[graph.Key][]graph.Key{}
	for doc, current := range now {
		for _, key := range former[doc] {
			_, suffix := identity.DocumentOf(key)
			asked[current+suffix] = append(asked[current+suffix], key)
		}
	}
	if len(asked) == 0 {
		return places, nil
	}
	if found, err = lookUp(ctx, SortedKeys(asked)); err != nil {
		return nil, err
	}
	for current, list := range asked {
		if p, ok := found[current]; ok {
			for _, key := range list {
				places[key] = p
			}
		}
	}
	return places, nil
}

// IDs lists the rows of places, each once.
func IDs(places map[graph.Key]Place) []int64 {
	ids := make([]int64, 0, len(places))
	for _, p := range places {
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// SortedKeys lists the keys of a map.
func SortedKeys[V any](m map[graph.Key]V) []graph.Key {
	keys := make([]graph.Key, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// ByKey gives what was found by row to the keys that were asked for.
func ByKey[T any](asked map[graph.Key]Place, byID map[int64][]T) map[graph.Key][]T {
	out := make(map[graph.Key][]T, len(asked))
	for key, p := range asked {
		if list := byID[p.ID]; len(list) > 0 {
			out[key] = list
		}
	}
	return out
}

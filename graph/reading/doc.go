// Package reading is what the readers of all stores have in common: it checks questions, places cursors, cuts lists and
// expansions into pages, walks chains and settles the order of hits. A store adds the text of its statements and the
// decoding of its rows. It stands between graph.Reader, whose methods its functions are the bodies of, and the stores.
package reading

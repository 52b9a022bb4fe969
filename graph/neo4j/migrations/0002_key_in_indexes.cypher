// Lists in the order of an index: each index ends with the key, and what has no value to be ordered by is marked.

//= schema table

//= mark nulls

//= drop indexes without the key

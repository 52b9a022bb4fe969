// Package mention finds what a text names: citations of other documents and their numbers, units, dates,
// quantities, parks and persons, one file per kind. It stands between authority and rule in the flow, reads
// strings in the normal form of package text and gives places as byte offsets into the string it was given.
package mention

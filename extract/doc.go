// Package extract reads a text and says what it states: facts with evidence. It is pure: no network, no
// clock, no database; the same bytes and rules give the same facts, byte for byte.
//
// The flow, each step a package below this one, each importing only those before it:
//
//	format   bytes of any kind (txt md html docx pdf, any encoding) → decoded text
//	text     normal form, with the byte map back to the decoded text; numerals, dates, sentences
//	policy   a gazette issue → documents → parts, sections, blocks, sentences, tables
//	mention  what is named in a sentence: citations, numbers, units, quantities, parks, persons
//	rule     one file per rule: what is stated, as findings with a place in the normal form
//	extract  runs the rules where their triggers stand and turns places into bytes of the source
//
// fact (the shapes of the facts) and authority (names of units and regions as data) stand beside them.
package extract

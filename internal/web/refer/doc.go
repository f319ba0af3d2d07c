// Package refer is the practice's place: refer somebody in under a minute, in
// a full form or in reception's three fields, see what became of those sent,
// answer questions, and read letters.
package refer

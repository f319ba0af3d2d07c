// Package words takes texts apart the way a reader would who does not mind
// case, accents, signs or endings: "Café's" and "cafes" are one word.
//
// Its words: a text is Folded to plain letters and digits, Split into words,
// and a word is brought to its Stem, the part that stays when endings go.
//
// The package is pure and knows no domain. Which words say little ("group",
// "service") is for the rooms above to decide.
package words

// Package stats answers the questions that outcome measures and studies ask of
// numbers: whether a group changed and by how much, whether one person's change
// is more than the noise of the instrument, how long people stay, what goes
// with leaving, whether two coders agree, and whether what somebody printed of a
// ratio agrees with itself.
//
// Every function is pure. Each names its source and, where programs differ, the
// R function that it agrees with to a millionth; R is asked in the tests.
//
// What the data do not determine is no number: the error is ErrNotComputable
// with the reason in words that can be shown. Nothing here returns NaN or an
// infinite number, and a zero is a zero that was computed.
package stats

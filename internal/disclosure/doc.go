// Package disclosure decides what numbers about people may leave: it hides
// small ones so that nobody can be recognised, and nobody can work a hidden one
// out from the others.
//
// What it gives is a Table. A cell of it has a value, is zero, or is hidden, and
// a hidden one holds no number: whatever draws or writes a Table cannot show
// what it must not. Rules are named presets with their source, because bodies
// differ; a table says by which it was made.
//
// Totals are either sums of what is shown, so that they say nothing of what is
// hidden, or they are the true ones, and then more cells are hidden until no
// hidden number lies in a range that is too narrow.
//
// The ledger keeps what was released to whom. It refuses a table that differs
// from an earlier one by so few people that the difference tells of them.
package disclosure

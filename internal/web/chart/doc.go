// Package chart draws a few simple charts on the server, as SVG within the page.
//
// A chart is a figure: first the sentence it tells, then what it shows, then
// the drawing, then the same numbers as a table or list. Nothing is said by
// colour alone: each series has a shape, a line of its own and its name at its
// end, so there is no legend to look up. No pies, no second axis, four series
// at most.
//
// Widths are percentages and heights are in em, so a drawing fits a phone, a
// card or a page, and its text stays as large as the text around it, also when
// the reader makes text larger.
package chart

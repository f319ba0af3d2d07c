// Package infographic draws chosen figures of a study on one sheet, to be shared: as SVG that stands
// alone, as PNG, and as the same in words for those who do not see it.
//
// A [Sheet] knows nothing of where figures come from. On the study's own page they are
// those of its plan, counted from the rows that its overview opens; on an update's, those
// that it tells, as they were published once it is. Bars stand only beside
// amounts of one kind, and begin at zero. Nothing is kept: which figures were chosen stands
// in the address of the page.
package infographic

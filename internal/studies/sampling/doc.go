// Package sampling chooses whom to invite to an interview next, so that few
// people show as much variation as there is: maximum-variation sampling from
// those who opted in.
//
// A Frame says by what people are to vary (its dimensions, such as employer and
// years in post), how many are wanted of each kind and about how many in all. A
// Sample is the frame filled with candidates, known by study number only, and
// with what was decided about each. From it come
//
//   - Coverage: the grid with how many are wanted, chosen and free in each cell;
//   - Suggest: whom to invite next, with what each would fill, and what nobody
//     can fill, with the reason;
//   - Silent: afterwards, the values that nobody speaks for.
//
// What is not known of somebody is a column of its own. It fills no gap, and it
// is never dropped.
//
// The rule of Suggest is short enough to be printed in a paper: whoever fills
// most of what is missing comes first, and among equals the lot decides, by a
// keyed hash of the study number. Who answered early has no advantage, and
// anybody with the seed can do it again. People decide; the rule proposes.
//
// The package is pure.
package sampling

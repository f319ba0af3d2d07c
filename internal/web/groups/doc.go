// Package groups is where a study runs the groups that stand beside it: who is in them,
// when they meet, what they made of the research and what changed, what they are paid.
//
// A group and a meeting are read on one page each. Whatever is added or changed has a
// small page of its own (see form), so that a fault stands beside one question and
// nothing else.
package groups

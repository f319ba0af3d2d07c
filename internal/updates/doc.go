// Package updates is a study's newsletter: what happened, who took part, what was learnt,
// thank you, what comes next.
//
// An edition is made of blocks. Linkwork writes the first draft from the records; people
// make it theirs. A number in it is never typed: {{meetings of "PPI group"}} names a
// figure, which is counted from its rows. An edition says what was true on the day that it
// bears, so rows after that day do not count.
//
// What is published is an issue: the blocks, figures with their rows, and the study's own
// wording, kept as they were. Another issue of the same edition corrects it and says what
// was wrong; both stay to be read. When records change later, the check of an issue says
// which of its figures would come out otherwise now.
//
// Whoever wrote an edition last does not approve it.
package updates

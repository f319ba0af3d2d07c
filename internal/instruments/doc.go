// Package instruments holds questionnaires that others have made and tested,
// as data: what is asked, how it is scored, what a score means, who may use it.
//
// An instrument is one of three classes. Of those that may be given on, the
// wording is here. Of others only the structure is, and an area brings the
// wording once it has recorded its permission. Of the rest neither: somebody
// types in the total that their own licensed copy gave.
//
// Scores stand on the answers as they were given. A score that its rule does not
// allow, because too much is missing, is not there, and says why; nothing is
// filled in. What we could not verify about an instrument is marked in its pack
// and is to be shown with it.
//
// A pack that is out never changes: a better one has a higher version, and
// answers keep theirs.
package instruments

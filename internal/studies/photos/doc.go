// Package photos is about photographs that participants take, to be talked about in
// an interview and perhaps shown to others (photo-elicitation).
//
// A study asks for photographs of a few prompts. A participant sends them by a link
// of their own, says what each shows, who is in it and where it may be shown. That
// there is none for a prompt is as good an answer as a photograph: it is kept with
// its reason.
//
// # What is kept
//
// A photograph is written anew on arrival, without where and when it was taken. What
// came is kept encrypted for a while (Plan.KeepDays), so that a mistake can be put
// right, and its keyed hash stays. What can be shown of a photograph are its items:
// the photograph itself (O), an image made from it because it could tell who somebody
// is (I), or words in its place (R). Each names what it was made from, by whom and
// why. An item never changes; another redaction is another item.
//
// # Who may see what
//
// The participant says for each use (analysis, team, … press) whether the photograph
// may be shown, or only something made from it, or nothing; until when; and can change
// that or delete the photograph at any time, also when the study takes none in any
// more. Show is the only way by which a room above gets a picture for a use. It looks
// each time: consent, release, alternative text, the list of risks looked at by a named
// researcher, people in it who agreed, the taker's licence. Where the photograph may
// not be shown it gives what was made from it, and else says in words why not. So what
// was taken back is gone from every page at once.
//
// Those who meet participants (studies.Meet) handle photographs before any use: they
// write the alternative text, look for risks, cover what must not be seen. Others of a
// team see what was released for analysis. What was published is marked with consent
// and cannot be recalled; the pages say so before.
package photos

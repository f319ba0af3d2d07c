// Package bylink is what the pages reached by a secure link have in common:
// which link a visit came by, whether its browser has given its proof, the
// forms of the code, the page for a link that has ended, and the two pages by
// which somebody stops mails.
//
// A token is good only behind the door it was made for; behind another it is
// not found. Looking changes nothing, because programs that check mail open
// links too: whatever a proof opens is asked for again at every visit.
package bylink

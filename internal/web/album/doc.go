// Package album is the place where a participant of a study sends photographs from
// their phone, by the link that they were sent, and says where each may be shown.
//
// A browser that does not know the link is asked for a code first. Opening any page
// changes nothing. What was sent can be seen, changed and deleted here as long as the
// link holds, also when the study takes nothing in any more. Nothing is shown that the
// team wrote for itself: what it found in a photograph, or who else agreed.
package album

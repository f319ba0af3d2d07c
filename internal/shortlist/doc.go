// Package shortlist is what a worker puts aside for one person: three or four
// services to talk over together, and what of them the person then takes home.
//
// It models the page torn from a notepad at the end of a talk. Its rules:
//
//   - A service stands on a person's list once.
//   - To give is to signpost: the person gets names, numbers and times by text,
//     email or on paper, and a connection is written down for each, in one write.
//     Nothing is sent to any service.
//   - Whether and how the person may be reached is asked by correspondence, as
//     for everything else that a worker writes.
package shortlist

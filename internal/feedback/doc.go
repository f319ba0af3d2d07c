// Package feedback is what people say of a team's work, complaints and
// compliments, and what went wrong in it, incidents and near misses.
//
// A complaint is acknowledged within three working days after the day on which
// it came (Local Authority Social Services and National Health Service
// Complaints (England) Regulations 2009, regulation 13); the page says by when,
// and says it louder when the day has passed. It is answered, and it is closed
// with what was learned. Each step is kept; closed feedback can be opened again.
//
// It is kept apart from records: nothing of it is on a person's pages, prints or
// exports, because who complains must not be cared for differently. Seen by the
// managers of the team, by whoever sees to it and by whoever wrote it down.
package feedback

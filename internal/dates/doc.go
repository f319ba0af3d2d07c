// Package dates holds the civil date and says dates and times the way NHS
// pages write them: "6 August 2018", "Monday 23 November 2026", "5:30pm".
//
// A birthday, a follow-up or a review falls on a day, not at an instant, so
// the rest of the house keeps days as Date and instants as time.Time in UTC.
// Days are reckoned in London, where the people are.
package dates

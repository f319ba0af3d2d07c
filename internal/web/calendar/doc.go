// Package calendar shows what is agreed by day and by week: one's own
// appointments and, for managers, the whole team's. It is a list in the order
// of time, so that it reads the same on a phone, on paper and aloud.
package calendar

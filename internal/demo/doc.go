// Package demo makes the named cast: seven made-up networks unlike one
// another, their practices, 12 link workers, about 350 people over 18 months
// and 120 services, all through the same acts that people use, with a clock
// that is set to the day on which each thing happened.
//
// The seed is fixed, so the same story is told every time; the days are
// relative to today, so it is always fresh. Nobody in it exists: NHS numbers
// are from the 999 range, phones from the ranges kept for drama, outcodes from
// a county that lies out at sea.
package demo

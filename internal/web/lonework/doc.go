// Package lonework is where workers look after each other on visits at home:
// who is out until when, the timer of a visit, its alarm, and what each worker
// tells once for all visits.
//
// Colleagues see who is out until when. Where, with whom, the car and the code
// word are shown to whoever answers an alarm, while it lasts.
package lonework

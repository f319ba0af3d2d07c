// Package teams holds the area that one deployment serves, its teams of link
// workers, the GP practices that refer to them, and the numbers to call in a
// crisis.
//
// A team serves a network of practices. Its habits are settings, because no
// national rule was found for them: how soon a person should hear (aim, in
// working days), how many tries before "we could not reach you", how often to
// keep in touch while somebody waits, and how many people open at once a
// worker has agreed to. That last number is a load; it is never shown as the
// yearly throughput that guidance speaks of.
package teams

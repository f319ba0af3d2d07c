// Package outreach is the place for work outside of cases: groups and their
// registers, informal talks, lists of people to call, and what that came to in
// a month.
package outreach

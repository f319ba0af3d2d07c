// Package enter is the door: log in, unlock after a pause, accept an
// invitation, log out, and the drafts that keep what was typed meanwhile.
package enter

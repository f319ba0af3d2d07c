// Package housetest is a small house for tests of the places that people go:
// one area, two teams with a link worker each, a practice, and a person in the
// care of the first worker. A browser without scripts goes through it over
// HTTP, keeping its cookies.
package housetest

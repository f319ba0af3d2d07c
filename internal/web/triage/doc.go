// Package triage is where new referrals are read and decided: taken on, asked
// about, put on the waiting list, or turned away with a reason.
package triage

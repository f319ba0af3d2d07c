// Package person is the place for one person's record: who they are and what
// matters to them, contacts, plan, holding, wellbeing, sharing, letters, closing,
// and who has looked. Every page of it is noted on the audit trail.
package person

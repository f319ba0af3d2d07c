// Package fieldwork is where researchers plan and note what they collect: who is due,
// sessions with their recordings and transcripts, notes, and being out alone. It is
// made for a phone as much as for a desk.
package fieldwork

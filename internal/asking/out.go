package asking

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// OutHow is how answers came to stand no longer.
type OutHow string

// The ways.
const (
	Corrected OutHow = "corrected"  // others are in their place
	NotTheirs OutHow = "not-theirs" // somebody else gave them
	TakenBack OutHow = "taken-back"
)

// Outs are the ways in which answers are taken out, with nothing in their place.
var Outs = []OutHow{NotTheirs, TakenBack}

// Words says the way.
func (h OutHow) Words() string {
	switch h {
	case Corrected:
		return "Corrected"
	case NotTheirs:
		return "Not this person’s answers"
	}
	return "Taken back"
}

// Out is why answers do not stand any more. It is zero while they do.
type Out struct {
	How         OutHow
	Why, ByName string
	At          time.Time
}

// Stands says that nothing was put in the place of the answers, and nobody took
// them out.
func (o Out) Stands() bool { return o.At.IsZero() }

// Words says what became of the answers, who did it, when and why.
func (o Out) Words() string {
	return o.How.Words() + ", " + dates.Of(o.At).Long() + ", " + o.ByName + ": " + o.Why
}

const longestWhy = 500 // characters

// CheckOut looks at how and why answers are taken out. *db.Invalid with the
// fields "how" and "why".
func CheckOut(how OutHow, why *string) error {
	var bad db.Invalid
	if how != Corrected && how != NotTheirs && how != TakenBack {
		bad.Add("how", "Choose what is wrong with the answers")
	}
	need := "Say why they do not stand"
	if how == Corrected {
		need = "Say why the answers are corrected"
	}
	bad.Trim("why", why, longestWhy, need)
	return bad.Err()
}

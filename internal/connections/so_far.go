package connections

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
)

// SoFar says how a person whom the actor may see stands to services already,
// by service: the latest connection to each, as its own SoFar says it.
func SoFar(r db.Reader, by access.Actor, personID string) (map[string]string, error) {
	all, err := Of(r, by, personID)
	said := make(map[string]string, len(all))
	for _, c := range all { // newest first
		if _, later := said[c.ServiceID]; !later {
			said[c.ServiceID] = c.SoFar()
		}
	}
	return said, err
}

// SoFar says to staff in one line what became of a connection so far:
// "Referred 3 November 2026. They said yes. Started."
func (c Connection) SoFar() string {
	words := c.Kind.Words() + " " + c.MadeOn.Long() + "."
	switch c.State {
	case Told:
	case Accepted:
		words += " They said yes."
	case NotPossible:
		words += " They said no."
	default:
		words += " " + c.State.Words() + "."
	}
	if c.Outcome != "" && c.Outcome != "unknown" {
		words += " " + OutcomeWords(c.Outcome) + "."
	}
	return words
}

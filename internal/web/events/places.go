package events

import (
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// elsewhere is chosen for an event that is at none of the places of the entry.
const elsewhere = "elsewhere"

// taken is the place of the entry with which the form of a new event begins: the one there
// is, or the one that was chosen of several. asks is true while it is to be chosen.
func (x reader) taken(chosen string) (at *keepers.PlaceAccess, asks bool) {
	switch n, err := strconv.Atoi(chosen); {
	case len(x.Places) == 0 || chosen == elsewhere:
		return nil, false
	case len(x.Places) == 1:
		return &x.Places[0], false
	case err != nil || n < 1 || n > len(x.Places):
		return nil, true
	default:
		return &x.Places[n-1], false
	}
}

// takeOver fills the form of a new event with what the entry says of a place.
func takeOver(f visit.Fields, at keepers.PlaceAccess) {
	f.Set("venue", at.Place)
	f.Set("getting_in", at.Words)
	if at.StepFree == directory.Yes {
		f.Set("step_free", "yes")
	}
}

// takenWords say what was taken over, and what the entry does not say.
func takenWords(at keepers.PlaceAccess) string {
	words := "Where it is stands here as in your entry."
	if at.Words != "" {
		words = "Where it is and how people get in stand here as in your entry."
	}
	words += " Change what is different for this event."
	if at.StepFree == directory.NotStated {
		words += " Your entry does not say whether it is step-free: tick the box if it is."
	}
	return words
}

// choices are the places of an entry, and somewhere else.
func (x reader) choices() (all []ui.Choice) {
	for i, at := range x.Places {
		all = append(all, ui.Choice{Value: strconv.Itoa(i + 1), Text: at.Place})
	}
	return append(all, ui.Choice{Value: elsewhere, Text: "Somewhere else, or online"})
}

// notChosen is the fault of a form that was sent without a place.
func notChosen(f visit.Fields) *db.Invalid {
	bad := new(db.Invalid)
	if f.Is("asked", "yes") {
		bad.Add("place", "Choose where it is")
	}
	return none(bad)
}

package questions

import (
	"linkwork/internal/asking"
	"linkwork/internal/dates"
)

// WaitingWords says how far something is that a person was asked.
func WaitingWords(a asking.Asking) string {
	words := "Asked on " + dates.Of(a.AskedAt).Long() + " by " + a.AskedName
	if !a.SavedAt.IsZero() {
		words += ", begun, last on " + dates.Of(a.SavedAt).Long()
	}
	if a.Reminders > 0 {
		words += ", reminded " + dates.Count(a.Reminders, "time", "times")
	}
	switch {
	case a.Unreminded:
		words += ", wants no reminder"
	case !a.RemindAt.IsZero():
		words += ", next reminder on " + dates.Of(a.RemindAt).Long()
	}
	return words + "."
}

package questions

import (
	"linkwork/internal/asking"
	"linkwork/internal/dates"
)

// WaitingWords says how far something is that a person was asked: when and how
// its link went, and what has become of it.
func WaitingWords(a asking.Asking) string {
	words := "Asked by " + a.AskedName + " on " + dates.Moment(a.AskedAt)
	switch {
	case !a.SentAt.Equal(a.AskedAt):
		words += ", sent again " + a.Way.Words() + " on " + dates.Moment(a.SentAt)
	case a.Way != "":
		words += ", " + a.Way.Words()
	}
	if a.SavedAt.IsZero() {
		words += ". No answer yet"
	} else {
		words += ". Begun, last on " + dates.Of(a.SavedAt).Long()
	}
	words += ". The link works until " + dates.Of(a.Ends()).Long()
	if a.Reminders > 0 {
		words += ". Reminded " + dates.Count(a.Reminders, "time", "times")
	}
	switch {
	case a.Unreminded:
		words += ". They want no reminder"
	case !a.RemindAt.IsZero():
		words += ". Next reminder on " + dates.Of(a.RemindAt).Long()
	}
	return words + "."
}

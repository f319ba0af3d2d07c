package participants_test

import (
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// Whoever wants everything destroyed is told first what is and what cannot be undone, and
// one confirmed act does it. The page says of each use what became of it.
func TestEverythingIsDestroyedFromOneScreen(t *testing.T) {
	h := open(t)
	p := h.reachable(h.Consented(studies.Patient, h.A))
	h.Write(func(tx *db.Tx) error {
		for _, u := range []consent.Use{{Covers: consent.TakePhotos, Kind: consent.UsePhoto, SubjectID: "f1", Label: "Photograph kept"}, {Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: "q1", Label: "Quote in a draft"},
			{Covers: consent.BeQuoted, Kind: consent.UseEdition, SubjectID: "e1", Label: "Study update 2"}} {
			u.ParticipantID = p.ID
			if err := consent.Register(tx, h.ID, u); err != nil {
				return err
			}
		}
		return consent.Fix(tx, consent.UseEdition, "e1", "study update 2, June")
	})
	b, at := h.as(h.Field), h.base+"/"+p.ID+"/withdraw"
	b.Post(at, "level", "destroy", "how", "themselves, by letter").Is(t, 200, "What is destroyed", "Photograph kept", "What somebody has to take out by hand", "Quote in a draft",
		"What cannot be undone", "used in study update 2, June", "themselves, by letter", "!There is a problem")
	b.Post(at, "level", "destroy", "told", "asked").Is(t, 422, "Tick that they were told", "Say who told you")
	if h.Participant(p.ID).Lost != "" {
		t.Fatal("something was taken back before it was confirmed")
	}
	page := b.Post(at, "level", "destroy", "told", "asked", "how", "themselves", "day-day", "40", "day-month", "1", "day-year", "2026").Is(t, 422, "Enter a real date", "Tick that they were told")
	b.Post(at, "level", "destroy", "told", "asked", "how", "themselves, by letter", "confirmed", "yes", "_once", page.Field("_once")).Leads(t, at)
	b.Get(at).Is(t, 200, "What became of what they gave", "Waits to be destroyed", "Could not be taken back: It was used in study update 2, June", "Quote in a draft")
	h.Write(func(tx *db.Tx) error { return consent.Destroyed(tx, consent.UsePhoto, "f1", consent.AtTheirWish) })
	b.Get(at).Is(t, 200, "Destroyed on", "they wanted it destroyed", "!Waits to be destroyed")
	b.Post(h.base+"/"+p.ID+"/contact").Is(t, 200, "!Doreen")
}

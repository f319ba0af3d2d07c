package photos_test

import (
	"encoding/json"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/photos"
)

// Whoever wants it destroyed has every photograph destroyed by one act. The job may stop
// half way, and run again where it stopped or after it was done.
func TestAllPhotographsAreDestroyedByOneAct(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		other := h.sends(2)
		first, second := h.sends(0), h.sends(1)
		h.OK(h.withdraw(consent.NoUse))
		args, err := json.Marshal(consent.Destruction{StudyID: h.ID, ParticipantID: h.who.ID})
		h.OK(err)
		destroy := photos.Handlers(d, ways)[consent.DestroyPhotos]
		h.OK(destroy(t.Context(), args))
		if !h.photo(first).RemovedAt.IsZero() {
			t.Fatal("destroyed, though nobody wanted that")
		}
		h.OK(h.withdraw(consent.Destroy))
		h.OK(photos.Destroy(t.Context(), d, h.Field, keyless, h.ID, first, "as far as the job came before the power went"))
		h.OK(jobs.NewRunner(d, photos.Handlers(d, ways)).Drain(t.Context()))
		h.OK(destroy(t.Context(), args))
		h.Read(func(r *db.Snapshot) error {
			uses, err := consent.Uses(r, h.who.ID)
			for _, u := range uses {
				if u.Settled != consent.Gone || u.ToSettle() {
					t.Errorf("left is %+v", u)
				}
			}
			for _, id := range []string{first, second, other} {
				if left, err := files.Of(r, files.Owner{Kind: "study-photo", ID: id}); len(left) != 0 || err != nil {
					t.Errorf("the original is there: %v, %v", left, err)
				}
			}
			return err
		})
		for _, id := range []string{first, second, other} {
			if p := h.photo(id); p.RemovedAt.IsZero() || len(p.Items) != 0 || p.Shows != "" {
				t.Errorf("left is %+v", p)
			}
		}
	})
}

func (h *room) withdraw(level consent.Level) error {
	_, err := consent.Withdraw(h.Context(), h.DB, h.Field, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who.ID, Level: level, How: "Themselves, by phone"})
	return err
}

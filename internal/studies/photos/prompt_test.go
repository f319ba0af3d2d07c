package photos_test

import (
	"errors"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/photos"
)

// prompt is a prompt of the room with other words.
func (h *room) prompt(n int, words string) photos.Prompt {
	p := h.prompts[n]
	p.Words, p.Hint = words, ""
	return p
}

// asked are the prompts that participants of a kind are asked now.
func (h *room) asked(k studies.Kind) (theirs []photos.Prompt) {
	h.Helper()
	for _, p := range h.plan().Prompts {
		if p.Asks(k) {
			theirs = append(theirs, p)
		}
	}
	return theirs
}

// albumOf is what somebody of a kind sees by the link that they are sent.
func (h *room) albumOf(k studies.Kind) (a photos.Album) {
	h.Helper()
	who := h.Consented(k, h.A)
	h.OK(participants.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, who.ID, participants.Contact{Name: "Pat", Email: "pat@example.org", Way: participants.ByEmail}))
	_, err := photos.Ask(h.Context(), h.DB, h.Field, keyless, h.ID, who.ID, ways)
	h.OK(err)
	link := h.linkOf(h.mail()[0])
	h.Read(func(r *db.Snapshot) (err error) { a, err = photos.Open(r, link); return })
	return a
}

// Everybody is asked what is meant for them, and only that: nobody who takes part as a
// patient is asked about a working day or a workplace.
func TestEachIsAskedWhatIsMeantForThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		for _, k := range studies.Kinds {
			theirs := h.asked(k)
			if len(theirs) != 3 {
				t.Errorf("%s: %+v", k, theirs)
			}
			for _, p := range theirs {
				if !k.AtWork() && (strings.Contains(p.Words+p.Hint, "working") || strings.Contains(p.Words+p.Hint, "role")) {
					t.Errorf("%s is asked of a %s", p.Words, k)
				}
			}
			if words := h.plan().Licence.For(k); strings.Contains(words, "at work") != k.AtWork() {
				t.Errorf("%s: %s", k, words)
			}
		}

		patient := h.albumOf(studies.Patient)
		if got := patient.Plan.Prompts; len(got) != 3 || got[0].Words != "A typical part of your day" {
			t.Errorf("%+v", got)
		}
		send := func(promptID string) (string, error) {
			return photos.Arrive(t.Context(), d, h.store, keyless, patient.LinkID, photos.Said{PromptID: promptID, Shows: "My garden", People: photos.Nobody, Workplace: photos.Forbidden}, photos.Sent{Name: "a.jpg", Body: shot(blue)})
		}
		if _, err := send(h.prompts[0].ID); !errors.Is(err, db.ErrNotFound) {
			t.Error("a patient answers what link workers are asked", err)
		}
		if err := photos.Miss(t.Context(), d, keyless, patient.LinkID, h.prompts[0].ID, photos.NothingFits, ""); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
		id, err := send(patient.Plan.Prompts[0].ID)
		h.OK(err)
		if p := h.photo(id); p.Workplace != "" {
			t.Errorf("a patient is said to have answered about a workplace: %q", p.Workplace)
		}
		h.Read(func(r *db.Snapshot) error {
			s, err := studies.Enter(r, h.Lead, h.ID, studies.Read)
			h.OK(err)
			gaps, err := photos.Gaps(r, s)
			if len(gaps) != 3+2 {
				t.Errorf("%d are missing", len(gaps))
			}
			return err
		})
	})
}

func TestWhoIsAskedNothingIsNotAsked(t *testing.T) {
	d := dbtest.SQLite(t)
	h := furnish(t, d)
	for _, p := range h.asked(studies.Public) {
		p.Kinds = []studies.Kind{studies.Patient}
		h.OK(photos.ChangePrompt(t.Context(), d, h.Lead, keyless, p))
	}
	who := h.Consented(studies.Public, h.A)
	h.OK(participants.SaveContact(t.Context(), d, h.Lead, keyless, h.ID, who.ID, participants.Contact{Name: "Pat", Email: "pat@example.org", Way: participants.ByEmail}))
	_, err := photos.Ask(t.Context(), d, h.Field, keyless, h.ID, who.ID, ways)
	castest.Refused(t, err, "link")
	// Whom a prompt asks can change while its photographs stay.
	id := h.sends(0)
	p := h.prompts[0]
	p.Kinds = []studies.Kind{studies.LinkWorker}
	h.OK(photos.ChangePrompt(t.Context(), d, h.Lead, keyless, p))
	if now := h.asked(studies.LinkWorker); now[0].ID != p.ID || h.photo(id).Prompt.ID != p.ID || len(h.asked(studies.VCFSEStaff)) != 2 {
		t.Errorf("%+v", now)
	}
}

func TestWhatIsAskedChangesWithoutChangingWhatWasAnswered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		h.OK(photos.Begin(t.Context(), d, h.Lead, keyless, h.ID)) // twice is no error
		id := h.sends(0)
		h.OK(photos.ChangePrompt(t.Context(), d, h.Lead, keyless, h.prompt(0, "A usual hour")))
		h.OK(photos.ChangePrompt(t.Context(), d, h.Lead, keyless, h.prompt(1, "What helps you")))
		h.OK(photos.AddPrompt(t.Context(), d, h.Lead, keyless, photos.Prompt{StudyID: h.ID, Words: "Where you rest", Kinds: studies.Kinds}))
		h.OK(photos.EndPrompt(t.Context(), d, h.Lead, keyless, h.ID, h.prompts[2].ID))
		now := h.asked(studies.LinkWorker)
		if len(now) != 3 || now[0].Words != "A usual hour" || now[0].ID == h.prompts[0].ID || now[1].ID != h.prompts[1].ID || now[2].Words != "Where you rest" {
			t.Errorf("%+v", now)
		}
		if p := h.photo(id); p.Prompt.Words != h.prompts[0].Words {
			t.Errorf("%+v", p.Prompt)
		}
		p := h.plan()
		p.MostEach, p.KeepDays, p.Licence.Words = 2, 30, "Other words"
		h.OK(photos.SetPlan(t.Context(), d, h.Lead, keyless, h.ID, p))
		if got := h.plan(); got.Licence.Number != 2 || got.MostEach != 2 || got.KeepDays != 30 {
			t.Errorf("%+v", got)
		}
		if err := photos.SetPlan(t.Context(), d, h.Lead, keyless, h.ID, p); !errors.Is(err, db.ErrConflict) {
			t.Error(err)
		}
		castest.Refused(t, photos.SetPlan(t.Context(), d, h.Lead, keyless, h.ID, photos.Plan{}), "keep_days")
		castest.Refused(t, photos.AddPrompt(t.Context(), d, h.Lead, keyless, photos.Prompt{StudyID: h.ID, Words: "Nobody’s", Kinds: []studies.Kind{"somebody"}}), "kinds")
		if err := photos.AddPrompt(t.Context(), d, h.Field, keyless, photos.Prompt{StudyID: h.ID, Words: "Mine", Kinds: studies.Kinds}); !errors.Is(err, db.ErrNotFound) {
			t.Error(err) // leads only
		}
	})
}

package takepart_test

import (
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/studytest"
)

// Whoever is asked reads who answers for the study, before and on their copy.
func TestWhoAnswersStandsWhereSomebodyDecides(t *testing.T) {
	h := open(t)
	h.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, h.Lead, h.ID, studies.Lead)
		h.OK(err)
		s := seat.Study
		s.Identifiers = studies.Identifiers{Sponsor: "Harbour University", Registration: "A made-up register, number 4", Funder: "A made-up funder"}
		s.Wording.Enquiries = "study@linkwork.example"
		s.Data.Controller, s.Data.Basis = "The university’s trust", "A task in the public interest"
		return studies.Change(h.Context(), h.DB, h.Lead, keyless, s)
	})
	b, path := h.site.Browser(), h.link(h.patient())
	said := []string{"Harbour University", "A made-up register, number 4", "The university’s trust", "A task in the public interest", "This is apart from saying yes", "mailto:study@linkwork.example"}
	b.Get(path).Is(t, 200, said...)
	b.Post(path+"/decide", yes("typed_name", "D. Marsh")...).Is(t, 200, append(said, "This is your copy")...)
}

// All that is missing is said at once, to whoever decides, and nothing is lost.
func TestFaultsAreSaidToWhoeverDecides(t *testing.T) {
	h := open(t)
	b, path := h.site.Browser(), h.link(h.patient())
	b.Post(path+"/decide", "clause-part", "no", "clause-photos", "yes").Is(t, 422, "Without “I agree to take part” you cannot take part", "Say yes or no to “I agree to be recorded”", "Type your name", "!they cannot take part", "!Choose one")
	if h.Participant(h.patient()).Lost != "" {
		t.Error("a fault is no answer")
	}
}

// Where the form gives time to think, somebody may decide sooner if they say so.
func TestTimeToThinkIsGivenAndTaken(t *testing.T) {
	h := open(t)
	form := studytest.ConsentForm
	form.Days = 2
	body, err := form.Write()
	h.OK(err)
	h.FormID = h.Document(approvals.ConsentForm, approvals.Clauses, body, "")
	b, path := h.site.Browser(), h.link(h.patient())
	b.Get(path).Is(t, 200, "You have 2 days to think")
	b.Get(path+"/decide").Is(t, 200, "I have had enough time and want to decide now")
	b.Post(path+"/decide", yes("typed_name", "D. Marsh")...).Is(t, 422, "Take the time to think")
	b.Post(path+"/decide", yes("typed_name", "D. Marsh", "sooner", "yes")...).Is(t, 200, "You have agreed to take part")
	later := h.link(h.patient())
	h.Clock.Advance(2 * 24 * 60 * 60 * 1e9)
	b.Get(later+"/decide").Is(t, 200, "!I have had enough time")
	b.Post(later+"/decide", yes("typed_name", "D. Marsh")...).Is(t, 200, "You have agreed to take part")
}

// The information is read in the language of the link, and kept as a file.
func TestTheInformationIsRead(t *testing.T) {
	h := open(t)
	h.sheet("# What we ask of you\n\nAn hour of your time.")
	b, path := h.site.Browser(), h.link(h.patient())
	b.Get(path).Is(t, 200, "What we ask of you", "An hour of your time", "2.0")
	b.Get(path+"/file").Is(t, 200, "# What we ask of you")
	b.Get(path+"/no").Is(t, 200, "we do not ask why")
	b.Post(path+"/no").Is(t, 200, "We do not contact you")
	b.Get(consent.Path+"/no-such-link").Is(t, 404)
}

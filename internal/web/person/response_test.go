package person_test

import (
	"strconv"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/measures"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/person"
	"linkwork/internal/web/webtest"
)

// administrator is the stranger, who chooses what the area asks.
func administrator(t *testing.T, h *housetest.House) access.Actor {
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	admin := h.Stranger
	admin.Memberships = []access.Membership{{Role: access.Administrator}}
	return admin
}

// hard is a house in which Dee said that she thinks of being better off dead. It
// returns the answers' id.
func hard(t *testing.T) (h *housetest.House, id string) {
	h = housetest.New(t)
	if err := measures.Choose(t.Context(), h.DB, administrator(t, h), once.Key{}, "phq9", measures.Choice{On: true, ReaderID: h.Worker.AccountID}); err != nil {
		t.Fatal(err)
	}
	said := map[string]int{"phq_9": 3}
	for i := range 8 {
		said["phq_"+strconv.Itoa(i+1)] = 0
	}
	today := measures.Numbers("phq9", dates.Of(h.DB.Now()), said)
	if _, err := measures.Record(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, today); err != nil {
		t.Fatal(err)
	}
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := measures.Of(r, h.PersonID)
		id = all[0].ID
		return err
	})
	return h, id
}

func TestAWorryingAnswerStandsOnTheRecord(t *testing.T) {
	h, id := hard(t)
	site := h.Serve(t, person.Routes())
	b, record := site.As(h.Worker), "/people/"+h.PersonID
	at := record + "/wellbeing/answers/" + id
	const worry = "Question 9, thoughts of being better off dead or of hurting themselves: Nearly every day"
	b.Get(record).Is(t, 200, "Answers to act on", worry, "Read by Amina Yusuf", at)
	b.Get(record+"/wellbeing").Is(t, 200, "3 (none or minimal)", worry, "To act on", at)
	b.Get(at).Is(t, 200, worry, "Little interest or pleasure in doing things", "Not at all", "What did you do about it?", "!<title>"+worry)
	b.Post(at+"/did", "did", " ").Is(t, 422, "Say what you did")
	for _, to := range []string{"/did", "/read", "/out", "/correct"} {
		site.As(h.Stranger).Post(at+to, "did", "x").Is(t, 404)
	}
	site.As(h.Stranger).Get(at).Is(t, 404)
	b.Post(at+"/did", "did", "Rang. She is with her sister.").Leads(t, at)
	b.Get(at).Is(t, 200, worry, "She is with her sister.", "What else did you do?")
	b.Get(record).Is(t, 200, "!Answers to act on")
	b.Get(record+"/wellbeing").Is(t, 200, worry, "What was done is noted by Amina Yusuf", "!To act on")
}

func TestAnswersAreCorrectedAndTakenOut(t *testing.T) {
	h, id := hard(t)
	site := h.Serve(t, person.Routes())
	b, record := site.As(h.Worker), "/people/"+h.PersonID
	at := record + "/wellbeing/answers/" + id
	b.Get(at+"/correct").Is(t, 200, "Why are they corrected?", `name="phq9-phq_9" type="radio" value="3" checked`)
	day := dates.Of(h.DB.Now())
	answers := []string{"who", "self", "day-day", strconv.Itoa(day.Day), "day-month", strconv.Itoa(int(day.Month)), "day-year", strconv.Itoa(day.Year)}
	for i := range 9 {
		answers = append(answers, "phq9-phq_"+strconv.Itoa(i+1), "0")
	}
	b.Post(at+"/correct", answers...).Is(t, 422, "Say why the answers are corrected")
	long := append(answers[:len(answers):len(answers)], "why", "Misheard")
	long[7] = "1990"
	b.Post(at+"/correct", long...).Is(t, 422, "Enter a day from", "Misheard")
	long[7] = strconv.Itoa(day.Year)
	b.Post(at+"/correct", long...).Leads(t, record+"/wellbeing")
	b.Get(at).Is(t, 200, "These answers do not count. Corrected", "Misheard", "Nearly every day", "!Correct these answers")
	b.Get(at+"/correct").Is(t, 404)
	b.Get(at+"/out").Is(t, 404)
	b.Post(at+"/out", "how", "not-theirs", "why", "x").Is(t, 409)
	b.Get(record+"/wellbeing").Is(t, 200, "Answers that do not count (1 set)", "0 (none or minimal)", "!3 (none or minimal)")
	var later string
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := measures.Of(r, h.PersonID)
		later = all[0].ID
		return err
	})
	at = record + "/wellbeing/answers/" + later
	b.Get(at).Is(t, 200, "These are corrected answers", "See the answers before", id)
	b.Post(at+"/out").Is(t, 422, "Choose what is wrong with the answers", "Say why they do not stand")
	b.Post(at+"/out", "how", "not-theirs", "why", "Her brother answered").Leads(t, record+"/wellbeing")
	b.Get(record+"/wellbeing").Is(t, 200, "Answers that do not count (2 sets)", "Her brother answered", "No answers yet")
}

func TestAnswersLookRight(t *testing.T) {
	h, id := hard(t)
	site := h.Serve(t, person.Routes())
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	at := "/people/" + h.PersonID
	for name, path := range map[string]string{"worry-overview": at, "worry-wellbeing": at + "/wellbeing", "worry-answers": at + "/wellbeing/answers/" + id,
		"answers-correct": at + "/wellbeing/answers/" + id + "/correct", "answers-out": at + "/wellbeing/answers/" + id + "/out"} {
		p.Go(path)
		p.Check()
		p.Shot(name)
	}
}

package team

import (
	"regexp"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/measures"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// asked is a house whose worker also manages the team, with one person who was
// asked twice.
func asked(t *testing.T) (*housetest.House, *housetest.Site) {
	h := housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Worker.AccountID, access.Membership{Role: access.Manager, TeamID: h.Worker.TeamID()})
	})
	today := dates.Of(h.DB.Now())
	for days, satisfied := range map[int]int{-60: 3, 0: 7} {
		said := map[string]int{"satisfied": satisfied, "worthwhile": 5, "happy": measures.RatherNot, "anxious": 10}
		if _, err := measures.Record(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, measures.Numbers("ons4", today.AddDays(days), said)); err != nil {
			t.Fatal(err)
		}
	}
	return h, h.Serve(t, Routes())
}

func TestOutcomesOpenTheirRows(t *testing.T) {
	h, site := asked(t)
	b := site.As(h.Worker)
	b.Get("/team/outcomes").Is(t, 200, "Outcomes", "Not computable: fewer than 2 values", "1 of 1, 100%", "What this cannot tell", "Office for National Statistics")
	b.Get("/team/outcomes/rows?show=better").Is(t, 200, "Whose score is better", "Dee Marsh", "3, 24 September 2026", "7, 23 November 2026")
	b.Get("/team/outcomes/rows?show=lost").Is(t, 200, "0 people", "!Dee Marsh")
	b.Get("/team/outcomes/rows?show=all").Is(t, 404)
	b.Get("/team/outcomes?score=ons4.happy").Is(t, 200, "Happy", `<option value="ons4.happy" selected`, "There is no change to show")
	b.Get("/team/outcomes?score=ons4.anxious").Is(t, 200, "Began at the worst end of the scale", "Many began at the worst end")
	site.As(h.Stranger).Get("/team/outcomes").Is(t, 404)
}

func TestFiguresLeaveOnlyByTheLedger(t *testing.T) {
	h, site := asked(t)
	b := site.As(h.Worker)
	const form, list = "/team/outcomes/release", "/team/outcomes/released"
	b.Get(list).Is(t, 200, "Nothing yet")
	b.Get(form+"?score=ons4.worthwhile&months=12").Is(t, 200, "Hidden", "Who gets the file?", "Rounded numbers, without means")
	b.Post(form, "score", "ons4.satisfied", "months", "24", "rule", "fewer-than-5").Is(t, 422, "Say who gets the file")
	b.Post(form, "score", "ons4.satisfied", "months", "24", "rule", "none", "audience", "The council").Is(t, 422, "Choose a rule for small numbers", `value="The council"`)
	b.Post(form, "score", "ons4.satisfied", "months", "24", "rule", "fewer-than-5", "audience", "The  council").Leads(t, list)
	page := b.Get(list).Is(t, 200, "ONS4 personal wellbeing: Satisfied, began", "The council", h.Worker.Name, "23 November 2026")
	path := regexp.MustCompile(list + `/[0-9a-zA-Z-]+`).FindString(page.Body)
	if both := b.Post(form, "score", "ons4.satisfied", "months", "24", "rule", "fewer-than-5", "before", "The council", "audience", "The press"); both.Status != 422 || !strings.Contains(both.Body, "not both") || !strings.Contains(both.Body, `value="The press"`) {
		t.Errorf("a typed name wins without a word: %d", both.Status)
	}
	file := b.Get(path).Is(t, 200, "Team,Harbour network\r\nFor,“The council”\r\nMade on,2026-11-23\r\nWhat this cannot tell,", "Better,*", "All who began,*", "Stayed,0")
	if strings.Contains(file.Body, "Mean change") || strings.Contains(file.Body, "Dee") {
		t.Errorf("a file of one person says too much: %s", file.Body)
	}
	said := map[string]int{"satisfied": 1, "worthwhile": 5, "happy": 5, "anxious": 1}
	if _, err := measures.Record(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, measures.Numbers("ons4", dates.Of(h.DB.Now()), said)); err != nil {
		t.Fatal(err)
	}
	if again := b.Get(path); again.Body != file.Body {
		t.Errorf("the file has changed: %s", again.Body)
	}
	b.Get(form).Is(t, 200, "Somebody else, named below", `<option value="The council"`)
	other := site.As(h.Stranger)
	other.Get(list).Is(t, 404)
	other.Get(path).Is(t, 404)
}

func TestOutcomesLookRight(t *testing.T) {
	h, site := asked(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	b := site.As(h.Worker)
	b.Post("/team/outcomes/release", "score", "ons4.satisfied", "months", "24", "rule", "fewer-than-5", "audience", "The council").Leads(t, "/team/outcomes/released")
	for name, path := range map[string]string{"outcomes": "", "outcome-rows": "/rows?show=better", "release": "/release", "released": "/released"} {
		p.Go("/team/outcomes" + path)
		p.Check()
		p.Shot(name)
	}
}

package team

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/measures"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// dueHouse is a house in which somebody was first asked three months ago.
func dueHouse(t *testing.T) (*housetest.House, *housetest.Site) {
	h, site := asked(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	admin := h.Stranger
	admin.Memberships = []access.Membership{{Role: access.Administrator}}
	if err := measures.SetSchedule(t.Context(), h.DB, admin, once.Key{}, "ons4", measures.Timing{On: true, FirstDays: 14, Months: "3, 6", Weeks: 3}); err != nil {
		t.Fatal(err)
	}
	return h, site
}

func TestTheDueListOpensFromItsNumbers(t *testing.T) {
	h, site := asked(t)
	b := site.As(h.Worker)
	b.Get("/questionnaires").Is(t, 200, "No questionnaire has times")
	h, site = dueHouse(t)
	b = site.As(h.Worker)
	b.Get("/questionnaires").Is(t, 200, "0 questionnaires")
	dbtest.ClockOf(h.DB).Advance(75 * 24 * 3600 * 1e9) // the answer on the day is the first since they were taken on
	b = site.As(h.Worker)
	b.Get("/questionnaires").Is(t, 200, "Dee Marsh", "3 months", "ONS4 personal wellbeing", "Ask now", "Not possible", "Send a link", "Counts until", "1 questionnaire.")
	b.Get("/questionnaires?state=late").Is(t, 200, "0 questionnaires", "!Dee Marsh")
	site.As(h.Stranger).Get("/questionnaires").Is(t, 200, "0 questionnaires", "!Dee Marsh")
}

func TestTheDueListLooksRight(t *testing.T) {
	h, site := dueHouse(t)
	dbtest.ClockOf(h.DB).Advance(95 * 24 * 3600 * 1e9)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	for name, path := range map[string]string{"due": "/questionnaires", "outcomes-wave": "/team/outcomes?wave=3"} {
		p.Go(path)
		p.Check()
		p.Shot(name)
	}
}

func TestATableIsATableOnPaper(t *testing.T) {
	h, site := dueHouse(t)
	dbtest.ClockOf(h.DB).Advance(75 * 24 * 3600 * 1e9)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/questionnaires")
	p.See("Send a link")
	p.Print(true)
	p.Width(673) // A4 between its margins
	for _, part := range []string{"thead", "tbody tr", "tbody td"} {
		if shown := webtest.Eval[string](p, `getComputedStyle(document.querySelector('`+part+`')).display`); !strings.HasPrefix(shown, "table-") {
			t.Errorf("%s is drawn as %s", part, shown)
		}
	}
	p.See("Counts until")
	for _, gone := range []string{"Action", "Ask now", "Not possible", "Send a link"} {
		p.DontSee(gone)
	}
	p.ShotNow("due-print")
}

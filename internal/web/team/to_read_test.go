package team

import (
	"strconv"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// A manager who reads answers on the day on which they come finds them at the top
// of her first page.
func TestAManagerFindsWhatSheReads(t *testing.T) {
	h := housetest.New(t)
	manager := h.Manager(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	admin := h.Stranger
	admin.Memberships = []access.Membership{{Role: access.Administrator}}
	if err := measures.Choose(t.Context(), h.DB, admin, once.Key{}, "phq9", measures.Choice{On: true, ReaderID: manager.AccountID}); err != nil {
		t.Fatal(err)
	}
	site := h.Serve(t, Routes())
	b := site.As(manager)
	b.Get("/team").Is(t, 200, "!Answers to read today")
	if _, err := measures.Ask(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, "phq9", asking.Ways{BaseURL: h.BaseURL}); err != nil {
		t.Fatal(err)
	}
	var id string
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := links.For(r, asking.LinkPurpose, h.PersonID)
		id = all[0].ID
		return err
	})
	for i := range 9 {
		if _, err := measures.AnswerOne(t.Context(), h.DB, id, "phq_"+strconv.Itoa(i+1), form.Given{Values: []string{"0"}}); err != nil {
			t.Fatal(err)
		}
	}
	var response string
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := measures.Of(r, h.PersonID)
		response = all[0].ID
		return err
	})
	b.Get("/team").Is(t, 200, "Answers to read today (1)", "/people/"+h.PersonID+"/wellbeing/answers/"+response, "Dee Marsh", "Read the answers to PHQ-9 today")
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + manager.AccountID)
	p.Go("/team")
	p.Check()
	p.Shot("team-to-read")
	if err := measures.NoteRead(t.Context(), h.DB, manager, once.Key{}, h.PersonID, response); err != nil {
		t.Fatal(err)
	}
	b.Get("/team").Is(t, 200, "!Answers to read today")
}

package wordings_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
	"linkwork/internal/web/wordings"
)

// open serves the place, with a manager and an administrator.
func open(t *testing.T) (h *housetest.House, site *housetest.Site) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		if err := access.Join(tx, h.Worker.AccountID, access.Membership{Role: access.Manager, TeamID: h.Worker.TeamID()}); err != nil {
			return err
		}
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	return h, h.Serve(t, wordings.Routes())
}

func TestAManagerLooksAfterTemplatesInABrowser(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/team/wordings")
	p.See("They come with Linkwork")
	p.Check()
	p.Shot("wordings")
	p.Click("New template")
	p.Fill("Name", "Walk")
	p.Choose("The person")
	p.Fill("Words", "Dear {first name},")
	p.Submit("Keep template")
	p.See("There is no field {first name}. Use only those in the list")
	p.Check()
	p.Shot("wording-fault")
	p.Fill("Words", "Dear {name},\n\nWe walk on Thursday.")
	p.Submit("Keep template")
	p.See("Template kept.")
	p.Click("Walk")
	p.Fill("Words", "Dear {name},\n\nWe walk on Friday.")
	p.Submit("Keep template")
	p.Click("Walk")
	p.Click("How it was before")
	p.See("We walk on Thursday.")
	p.Check()
	p.Shot("wording")
	p.Submit("Take it away")
	p.See("Taken away.")
	p.DontSee("Walk")
}

func TestTemplatesAreLookedAfterByWhoeverTheyBelongTo(t *testing.T) {
	h, site := open(t)
	manager, admin := site.As(h.Worker), site.As(h.Stranger)
	manager.Get("/admin/wordings").Is(t, 404)
	admin.Get("/team/wordings").Is(t, 404)
	site.Browser().Get("/team/wordings").Leads(t, "/login")
	new := []string{"name", "Of the team", "audience", "person", "words", "Hello {name}", "_version", "0"}
	manager.Post("/team/wordings/new", append(new, "_once", "a")...).Leads(t, "/team/wordings")
	admin.Get("/admin/wordings").Is(t, 200, "!Of the team")
	changed := []string{"name", "Ours", "audience", "person", "words", "Hello", "_version", "0"}
	admin.Post("/admin/wordings/tried-person", append(changed, "_once", "b")...).Leads(t, "/admin/wordings")
	manager.Get("/team/wordings").Is(t, 200, "Ours", "The area’s")
	// Whoever saw the page before the other's words were kept does not overwrite them.
	admin.Post("/admin/wordings/tried-person", append(changed, "_once", "c")...).Is(t, 409)
	manager.Get("/team/wordings/none").Is(t, 404)
	manager.Post("/team/wordings/none", append(changed, "_once", "d")...).Is(t, 404)
}

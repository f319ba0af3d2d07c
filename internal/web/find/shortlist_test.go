package find_test

import (
	"testing"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/teams"
	"linkwork/internal/web/find"
	"linkwork/internal/web/person"
	"linkwork/internal/web/webtest"
)

// TestShortlistInABrowser puts a service aside, gives it to the
// person on paper, and finds it written down.
func TestShortlistInABrowser(t *testing.T) {
	h, _ := open(t)
	h.Texts, h.Mail = true, true
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return teams.SetWayBack(tx, teams.WayBack{TeamID: h.Worker.TeamID(), Replies: "07700 900 500", ReadBy: "Jo Hart", Opens: 9 * 60, Closes: 17 * 60, AwayText: "We read this by day."})
	})
	site := h.Serve(t, append(find.Routes(directory.New()), person.Routes()...))
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/services/lunch")
	p.Submit("Keep as a favourite")
	p.See("Kept among your favourites")
	p.Check()
	p.Go("/services?list=favourites")
	p.See("All services")
	p.Check()
	p.Go("/people/" + h.PersonID + "/find")
	p.Fill("In a few words", "lunch")
	p.Submit("Find")
	p.Submit("Add to shortlist")
	p.See("Added to the shortlist.")
	p.See("(1)")
	p.Check()
	p.Shot("find-shortlisted")
	p.Go("/people/" + h.PersonID + "/shortlist")
	p.See("Put here by")
	p.Check()
	p.Shot("shortlist")
	p.Submit("Continue")
	p.See("Choose how they get them")
	p.Check()
	p.Choose("Text message")
	p.Submit("Continue")
	p.See("What to say")
	p.Check()
	p.Shot("shortlist-words")
	p.Submit("Look at it first")
	p.See("This is what goes")
	p.Submit("Send")
	p.See("It is on its way")
	p.Go("/people/" + h.PersonID + "/shortlist")
	p.Choose("Harbour Lunch Club")
	p.Choose("A page to print and hand over")
	p.Submit("Continue")
	p.See("Nothing is written down yet")
	p.See("A hot meal and company")
	p.Check()
	p.Shot("shortlist-handout")
	if all := connected(t, h); len(all) != 1 {
		t.Errorf("written down before it was handed over: %+v", all)
	}
	p.Submit("I have handed it over")
	p.See("you handed the page over")
	p.See("Given before, ")
	p.Check()
	p.Shot("shortlist-given")
	all := connected(t, h)
	if len(all) != 2 || all[0].Kind != connections.Signposted {
		t.Errorf("%+v", all)
	}
	p.Go("/people/" + h.PersonID + "/shortlist/page")
	p.DontSee("Nothing is written down yet")
	p.See("Harbour Lunch Club")
}

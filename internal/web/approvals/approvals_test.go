package approvals

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/messages"
	"linkwork/internal/openreferral/publish"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

const id = "5f0c2c0e-1111-4a6b-9c3a-000000000001"

func tale(phone string) directory.Service {
	from := directory.Origin{Source: "council", SourceID: "lunch"}
	return directory.Service{ID: id, Name: "Harbour Lunch Club", Status: directory.Active, Description: "A hot meal and company.", Email: "hello@lunch.example", Phone: phone,
		Organisation: directory.Organisation{ID: "5f0c2c0e-1111-4a6b-9c3a-000000000002", Name: "Friends", Origin: directory.Origin{Source: "council", SourceID: "org"}}, Origin: from}
}

// open serves the place with an administrator and a published entry of a source
// that is then looked at first.
func open(t *testing.T) (*housetest.House, *housetest.Site) {
	h := housetest.New(t)
	read(t, h, "01632 960201")
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		s, err := directory.GetSource(tx, "council")
		if err != nil {
			return err
		}
		s.Review = true
		if err := directory.SaveSource(tx, s); err != nil {
			return err
		}
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	return h, h.Serve(t, Routes())
}

// read takes the entry in as its source tells it, and publishes what may be.
func read(t *testing.T, h *housetest.House, phone string) {
	t.Helper()
	dbtest.Write(t, h.DB, func(tx *db.Tx) error { _, err := directory.Upsert(tx, tale(phone)); return err })
	publishAll(t, h)
}

func publishAll(t *testing.T, h *housetest.House) {
	t.Helper()
	if err := publish.Changed(t.Context(), h.DB); err != nil {
		t.Fatal(err)
	}
}

func published(t *testing.T, h *housetest.House) (s directory.Service) {
	t.Helper()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		s, err = publish.Published(r, id)
		return err
	})
	return s
}

func waiting(t *testing.T, h *housetest.House) (n int) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		n, err = directory.CountHeld(r)
		return err
	})
	return n
}

func TestWhatASourceTellsIsLookedAtFirst(t *testing.T) {
	h, site := open(t)
	if n := waiting(t, h); n != 0 {
		t.Fatalf("what was published before waits: %d", n)
	}
	read(t, h, "01632 960299")
	if s := published(t, h); s.Phone != "01632 960201" {
		t.Fatalf("published before anybody looked: %q", s.Phone)
	}
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.See("1 entry from sources that are looked at first")
	p.Check()
	p.Click("Harbour Lunch Club")
	p.See("01632 960201")
	p.See("01632 960299")
	p.Check()
	p.Shot("held")
	read(t, h, "01632 960288")
	p.Submit("Publish it like this")
	p.See("The entry has changed since you opened this page")
	p.Check()
	p.Submit("Publish it like this")
	p.See("Approved")
	publishAll(t, h)
	if s := published(t, h); s.Phone != "01632 960288" || waiting(t, h) != 0 {
		t.Errorf("%q", s.Phone)
	}
	site.As(h.Stranger).Get(Path+"/entries/"+id).Leads(t, Path)
}

func TestSeveralAreApprovedFromTheList(t *testing.T) {
	h, site := open(t)
	read(t, h, "01632 960299")
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.See("Phone: 01632 960201 → 01632 960299")
	p.Submit("Publish what is ticked")
	p.See("Tick the entries that you have looked at")
	p.Check()
	p.Choose("Publish Harbour Lunch Club")
	read(t, h, "01632 960288")
	p.Submit("Publish what is ticked")
	p.See("What you ticked has changed since you looked")
	p.Choose("Publish Harbour Lunch Club")
	p.Check()
	p.Shot("held-list")
	p.Submit("Publish what is ticked")
	p.See("1 entry is approved")
	publishAll(t, h)
	if s := published(t, h); s.Phone != "01632 960288" {
		t.Errorf("%q", s.Phone)
	}
}

func TestWhatPeopleDecideDoesNotWait(t *testing.T) {
	h, _ := open(t)
	correct := func(cost string) {
		dbtest.Write(t, h.DB, func(tx *db.Tx) error {
			return directory.Correct(tx, directory.By{ID: "ana"}, id, directory.Service{Cost: cost}, "cost")
		})
		publishAll(t, h)
	}
	correct("£4")
	if s := published(t, h); waiting(t, h) != 0 || s.Cost != "£4" {
		t.Errorf("%d wait, published is %q", waiting(t, h), s.Cost)
	}
	read(t, h, "01632 960299")
	correct("£5")
	if s := published(t, h); waiting(t, h) != 1 || s.Cost != "£4" || s.Phone != "01632 960201" {
		t.Errorf("a change of the source slipped through with one of people: %+v", s)
	}
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		s, err := directory.GetSource(tx, "council")
		s.Review = false
		if err != nil {
			return err
		}
		return directory.SaveSource(tx, s)
	})
	publishAll(t, h)
	if s := published(t, h); waiting(t, h) != 0 || s.Cost != "£5" || s.Phone != "01632 960299" {
		t.Errorf("what waited is not published: %+v", s)
	}
}

func TestAskingIsSwitchedOn(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(SettingsPath)
	p.Check()
	p.Shot("asking")
	p.Choose("Yes")
	p.Fill("At most how many mails a day?", "many")
	p.Submit("Save")
	p.See("Enter a number of mails between 1 and 500")
	if p.Value("At most how many mails a day?") != "many" {
		t.Error("what was typed is gone")
	}
	p.Check()
	p.Fill("At most how many mails a day?", "12")
	p.Submit("Save")
	p.See("Saved")
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		s, err := keepers.TheSettings(r)
		if !s.Asks || s.ADay != 12 {
			t.Errorf("%+v", s)
		}
		return err
	})
}

func TestAColleagueAsks(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	ask := "/services/" + id + "/ask"
	h.Unchanged(t, func() { b.Get(ask).Is(t, 200, "A mail goes to hello@lunch.example") })
	b.Post(ask).Leads(t, "/services/"+id)
	h.Unchanged(t, func() {
		b.Post(ask).Is(t, 409, "They were asked on "+dates.Of(h.DB.Now()).Long())
		b.Get(ask).Is(t, 200, "Give them a week", "!Send the mail")
		b.Get("/services/nobody/ask").Is(t, 404)
		b.Post("/services/nobody/ask").Is(t, 404)
	})
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 10)
		if len(all) != 1 || all[0].To != "hello@lunch.example" {
			t.Errorf("%+v", all)
		}
		return err
	})
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go(ask)
	p.Check()
	p.Shot("ask")
}

func TestOnlyAdministratorsApprove(t *testing.T) {
	h, site := open(t)
	read(t, h, "01632 960299")
	for _, path := range []string{Path, Path + "/nobody", Path + "/entries/" + id, SettingsPath} {
		site.Browser().Get(path).Leads(t, "/login")
		site.As(h.Worker).Get(path).Is(t, 404)
	}
	h.Unchanged(t, func() {
		site.As(h.Worker).Post(Path+"/entries/"+id).Is(t, 404)
		site.As(h.Stranger).Post(Path+"/nobody", "do", "approve", "take", "phone").Is(t, 404)
		site.As(h.Stranger).Post(Path+"/nobody", "do", "decline").Is(t, 404)
		site.As(h.Stranger).Post(Path+"/entries/nobody").Is(t, 404)
	})
}

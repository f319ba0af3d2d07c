package keepers

import (
	"context"
	"errors"
	"testing"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

const (
	base  = "https://linkwork.example"
	lunch = "hello@lunch.example"
	shed  = "tools@shed.example"
)

var (
	admin  = audit.Actor{ID: "sam", Name: "Sam Quill", Role: "administrator"}
	worker = audit.Actor{ID: "ana", Name: "Ana Roy", Role: "link-worker"}
	long   = dates.Of(dbtest.Start).AddDays(-400)
)

func entry(id, email string, assured dates.Date) directory.Service {
	from := func(part string) directory.Origin { return directory.Origin{Source: "council", SourceID: id + part} }
	return directory.Service{ID: id, Name: "Entry " + id, Status: directory.Active, Email: email, Phone: "01632 960201", AssuredOn: assured,
		Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of " + id, Origin: from("org")},
		Locations:    []directory.Location{{ID: "hall-" + id, Name: "Quay Hall", Address: "1 High Street", Postcode: "QX1 1AA", Outcode: "QX1", Kind: "physical", StepFree: directory.Yes, Origin: from("hall")}},
		Schedules:    []directory.Schedule{{LocationID: "hall-" + id, Summary: "Sundays, midday to 2pm", Days: "SU", Opens: "12:00", Closes: "14:00"}},
		Origin:       from("")}
}

// setUp fills a database with entries; asking is on.
func setUp(t *testing.T, d *db.DB, services ...directory.Service) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if err := teams.SetArea(tx, teams.Area{Name: "Saltmere", JobTitle: "link worker", Phone: "01632 960100", Hours: "weekdays",
			Crisis: []teams.CrisisNumber{{Label: "Emergency", Phone: "999"}}}); err != nil {
			return err
		}
		for _, s := range services {
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return SaveSettings(tx, Settings{Asks: true, ADay: 20})
	})
}

func askDue(t *testing.T, d *db.DB) {
	t.Helper()
	if err := AskDue(context.Background(), d, base); err != nil {
		t.Fatal(err)
	}
}

func mails(t *testing.T, d *db.DB) (all []messages.Entry) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		all, err = messages.Outbox(r, messages.Entry{}, 100)
		return err
	})
	return all
}

func count(t *testing.T, d *db.DB, want int) []messages.Entry {
	t.Helper()
	all := mails(t, d)
	if len(all) != want {
		t.Fatalf("%d mails, want %d", len(all), want)
	}
	return all
}

// linkTo makes the link of an ask for an address.
func linkTo(t *testing.T, d *db.DB, address string) (l links.Link) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		k, err := keeperAt(tx, address)
		if err != nil {
			return err
		}
		l, err = links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: k.ID, Expires: tx.Now().Add(askLasts)})
		return err
	})
	return l
}

func get(t *testing.T, d *db.DB, id string) (s directory.Service) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		s, err = directory.Get(r, id)
		return err
	})
	return s
}

func suggest(t *testing.T, d *db.DB, l links.Link, serviceID string, texts map[string]string) (id string) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		id, err = Suggest(tx, l, serviceID, Said{Texts: texts})
		return err
	})
	return id
}

func suggestion(t *testing.T, d *db.DB, id string) (s Suggestion) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		s, err = GetSuggestion(r, id)
		return err
	})
	return s
}

func decide(d *db.DB, id, seen, reason string, take ...string) error {
	return d.Write(context.Background(), func(tx *db.Tx) error {
		return Decide(tx, admin, id, Decision{Take: take, Reason: reason, Seen: seen})
	})
}

func refuses(t *testing.T, err error, field string) {
	t.Helper()
	var bad *db.Invalid
	if !errors.As(err, &bad) || len(bad.Fields) == 0 || bad.Fields[0].Field != field {
		t.Errorf("%v, want a fault at %s", err, field)
	}
}

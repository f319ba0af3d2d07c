package housetest

import (
	"fmt"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/visit"
)

// House is a house with its cast.
type House struct {
	*visit.House
	Worker   access.Actor // Amina Yusuf, Harbour network
	Stranger access.Actor // Bronwen Ellis, Highmoor network, who may not see the person
	PersonID string       // Dee Marsh, born 12 March 1948, who lives in QY1
	Phone    string       // of the Harbour network
}

var setUp = audit.Actor{ID: "set-up", Name: "Set-up", Role: "administrator"}

// New builds a house on an empty SQLite database.
func New(t testing.TB) *House {
	t.Helper()
	d := dbtest.SQLite(t)
	who, err := identity.New(d, "http://127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := files.ReadKeys(files.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	h := &House{House: &visit.House{DB: d, Identity: who, Files: files.New(d, keys), BaseURL: "http://127.0.0.1:8080"}, Phone: "01632 960 110"}
	h.area(t)
	harbour, practice := h.team(t, "Harbour network", h.Phone, "QY101")
	highmoor, _ := h.team(t, "Highmoor network", "01632 960 130", "QZ101")
	h.Worker = h.worker(t, "Amina Yusuf", harbour)
	h.Stranger = h.worker(t, "Bronwen Ellis", highmoor)
	h.PersonID = h.person(t, practice)
	return h
}

func (h *House) area(t testing.TB) {
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return teams.SetArea(tx, teams.Area{Name: "Seven networks", JobTitle: "link worker", Phone: "01632 960 100", Hours: "weekdays, 9am to 5pm",
			Crisis: []teams.CrisisNumber{{Label: "Emergency", Phone: "999", Hours: "any time"}, {Label: "NHS 111", Phone: "111", Hours: "any time"}}})
	})
}

func (h *House) team(t testing.TB, name, phone, ods string) (teamID, practiceID string) {
	dbtest.Write(t, h.DB, func(tx *db.Tx) (err error) {
		if teamID, err = teams.AddTeam(tx, teams.Team{Name: name, Phone: phone}.Usual()); err != nil {
			return err
		}
		practiceID, err = teams.AddPractice(tx, teams.Practice{TeamID: teamID, Name: "Practice of the " + name, ODSCode: ods})
		return err
	})
	return teamID, practiceID
}

func (h *House) worker(t testing.TB, name, teamID string) access.Actor {
	return h.account(t, name, access.Membership{Role: access.LinkWorker, TeamID: teamID})
}

// Manager is somebody who manages the team of the worker.
func (h *House) Manager(t testing.TB) access.Actor {
	return h.account(t, "Jo Hart", access.Membership{Role: access.Manager, TeamID: h.Worker.TeamID()})
}

func (h *House) account(t testing.TB, name string, m access.Membership) (a access.Actor) {
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		account, err := identity.Create(tx, setUp, name, fmt.Sprintf("%c@linkwork.example", name[0]))
		if err != nil {
			return err
		}
		if err := access.Join(tx, account.ID, m); err != nil {
			return err
		}
		a, err = access.Load(tx, account.ID, name)
		return err
	})
	if err := h.Identity.SetPassword(t.Context(), setUp, a.AccountID, "a lantern over grey harbours"); err != nil {
		t.Fatal(err)
	}
	return a
}

func (h *House) person(t testing.TB, practiceID string) string {
	r := referrals.Referral{Channel: referrals.FromPractice, PracticeID: practiceID, ReferrerName: "Dr Pat Okafor", ReferrerRole: "GP",
		Details: people.Details{Given: "Dee", Family: "Marsh", BirthDate: dates.Date{Year: 1948, Month: 3, Day: 12}, NHSNumber: vocabulary.MakeNHSNumber(1),
			Phone: "07700 900 111", Email: "dee@marsh.example", Postcode: "QY1 2AB", ContactBy: people.ByPhone, Voicemail: people.VoicemailNo, Language: "en"},
		Needs: []string{"loneliness", "domestic-abuse"}, Reason: "Lives alone and would like company.", Risk: referrals.RiskNoneKnown, Permission: "said yes"}
	id, err := referrals.Receive(t.Context(), h.DB, setUp, once.Key{}, r)
	if err != nil {
		t.Fatal(err)
	}
	var version int
	dbtest.Read(t, h.DB, func(s *db.Snapshot) error {
		got, err := referrals.Get(s, h.Worker, id)
		version = got.Version
		return err
	})
	personID, err := casework.Take(t.Context(), h.DB, h.Worker, once.Key{}, casework.TakeOn{ReferralID: id, Version: version, WorkerID: h.Worker.AccountID})
	if err != nil {
		t.Fatal(err)
	}
	return personID
}

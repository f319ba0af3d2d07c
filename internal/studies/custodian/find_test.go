package custodian_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/people"
	"linkwork/internal/studies"
	"linkwork/internal/studies/custodian"
	"linkwork/internal/studies/participants"
)

// agreed is a patient who agreed to the join, whom the study knows by a name.
func (r room) agreed(name string, no ...string) string {
	r.Helper()
	p := r.Consented(studies.Patient, r.A, no...)
	r.OK(participants.SaveContact(r.Context(), r.DB, r.Lead, keyless, r.ID, p.ID, participants.Contact{Name: name, Phone: "07700 900123", Way: participants.ByText}))
	return p.ID
}

// person is a person of the cast as their worker sees them.
func (r room) person(worker access.Actor, id string) (p people.Person) {
	r.Read(func(s *db.Snapshot) (err error) { p, err = people.Get(s, worker, id); return })
	return p
}

func (r room) appoint(by access.Actor) {
	r.Helper()
	_, err := studies.Take(r.Context(), r.DB, r.Lead, keyless, studies.Member{StudyID: r.ID, AccountID: by.AccountID, Role: studies.Custodian, SiteID: r.A})
	r.OK(err)
}

// Somebody at a practice, and a colleague, learn whether there is one record, join it and
// see nothing of it.
func TestARecordIsFoundThatTheCustodianDoesNotSee(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		r.appoint(r.Harbour.Practice)
		r.appoint(r.Harbour.Other)
		worker := r.Harbour.Second
		who := r.person(worker, r.Supported(worker))
		p := r.agreed("Doreen " + who.Family)
		exactly := custodian.Exact{NHSNumber: who.NHSNumber, Born: who.BirthDate}
		search := func(by access.Actor, participant string, x custodian.Exact, want custodian.Outcome) {
			t.Helper()
			got, err := custodian.Search(r.Context(), d, by, r.ID, participant, x)
			if err != nil || got != want {
				t.Errorf("%s finds %q, %v; not %q", by.Name, got, err, want)
			}
		}
		for _, by := range []access.Actor{r.Harbour.Practice, r.custodian} {
			search(by, p, exactly, custodian.Found)
			search(by, p, custodian.Exact{Family: strings.ToUpper(who.Family), Born: who.BirthDate}, custodian.Found)
			search(by, p, custodian.Exact{NHSNumber: who.NHSNumber, Born: who.BirthDate.AddDays(1)}, custodian.NotFound)
			search(by, r.agreed("Ola Brandt"), exactly, custodian.NotFound) // somebody else's number
		}
		search(r.Harbour.Other, p, exactly, custodian.NotFound) // another practice
		distant := r.person(r.Canalside.First, elsewhere(r))
		search(r.Harbour.Practice, r.agreed("Doreen "+distant.Family), custodian.Exact{NHSNumber: distant.NHSNumber, Born: distant.BirthDate}, custodian.NotFound)

		castest.Is(t, custodian.JoinExactly(r.Context(), d, r.Harbour.Other, keyless, r.ID, p, exactly), db.ErrConflict)
		r.OK(custodian.JoinExactly(r.Context(), d, r.Harbour.Practice, keyless, r.ID, p, exactly))
		if a, err := r.asked(p); err != nil || a.Join.PersonID != who.ID || a.Join.Purpose != custodian.Record {
			t.Errorf("after the join: %+v, %v", a, err)
		}
		r.Read(func(s *db.Snapshot) error {
			_, err := people.Get(s, r.Harbour.Practice, who.ID)
			castest.Is(t, err, db.ErrNotFound) // nothing was opened
			rows, err := audit.OfPerson(s, who.ID, 1)
			if len(rows) != 1 || rows[0].Act != "identity check" || rows[0].By.ID != r.Harbour.Practice.AccountID {
				t.Errorf("the person's trail says %+v", rows)
			}
			return err
		})
	})
}

func TestASearchSaysNothingToWhoeverGuesses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		practice := r.Harbour.Practice
		r.appoint(practice)
		who := r.person(r.custodian, r.Supported(r.custodian))
		search := func(by access.Actor, participant string, x custodian.Exact) (custodian.Outcome, error) {
			return custodian.Search(r.Context(), d, by, r.ID, participant, x)
		}
		exactly := custodian.Exact{NHSNumber: who.NHSNumber, Born: who.BirthDate}
		no := r.agreed("Doreen "+who.Family, "join")
		r.ask(no)
		_, err := search(practice, no, exactly)
		castest.Is(t, err, db.ErrNotFound) // they did not agree to it
		p := r.agreed("Doreen " + who.Family)
		for _, by := range []access.Actor{r.Lead, r.Field, r.Harbour.Manager, r.Canalside.Practice} {
			_, err := search(by, p, exactly)
			castest.Is(t, err, db.ErrNotFound)
		}
		for field, x := range map[string]custodian.Exact{"nhs": {Born: who.BirthDate}, "born": {NHSNumber: who.NHSNumber}} {
			_, err := search(practice, p, x)
			castest.Refused(t, err, field)
		}
		_, err = search(practice, p, custodian.Exact{NHSNumber: "999 123 4561", Born: who.BirthDate})
		castest.Refused(t, err, "nhs")
		guess := custodian.Exact{Family: who.Family, Born: dates.Date{Year: 1941, Month: 1, Day: 1}}
		for range custodian.MostSearches {
			_, err := search(practice, p, guess)
			r.OK(err)
		}
		_, err = search(practice, p, exactly)
		castest.Refused(t, err, "nhs") // too often
		castest.Refused(t, custodian.JoinExactly(r.Context(), d, practice, keyless, r.ID, p, exactly), "nhs")
		r.Clock.Advance(61 * 60 * 1e9)
		got, err := search(practice, p, exactly)
		if got != custodian.Found || err != nil {
			t.Errorf("an hour later: %q, %v", got, err)
		}
		r.Write(func(tx *db.Tx) error {
			_, err := access.Restrict(tx, access.Restriction{PersonID: who.ID, TeamID: r.Harbour.TeamID, Words: "Somebody in the team knows them", ReviewOn: r.Today().AddDays(90), ByID: r.Harbour.Manager.AccountID, ByName: r.Harbour.Manager.Name})
			return err
		})
		if got, err := search(practice, p, exactly); got != custodian.NotFound || err != nil {
			t.Errorf("a restricted record: %q, %v", got, err)
		}
		r.Clock.Advance(61 * 60 * 1e9)
		for range custodian.MostSearches { // whoever tries to join guesses too
			castest.Is(t, custodian.JoinExactly(r.Context(), d, practice, keyless, r.ID, p, guess), db.ErrConflict)
		}
		_, err = search(practice, p, guess)
		castest.Refused(t, err, "nhs")
	})
}

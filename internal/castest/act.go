package castest

import (
	"fmt"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// Read reads and fails the test on an error.
func (c *Cast) Read(act func(*db.Snapshot) error) {
	c.Helper()
	if err := c.DB.Read(c.Context(), act); err != nil {
		c.Fatal(err)
	}
}

// Write writes and fails the test on an error.
func (c *Cast) Write(act func(*db.Tx) error) {
	c.Helper()
	if err := c.DB.Write(c.Context(), act); err != nil {
		c.Fatal(err)
	}
}

// OK fails the test on an error.
func (c *Cast) OK(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// Today is the day on the cast's clock.
func (c *Cast) Today() dates.Date { return dates.Of(c.Clock.Now()) }

// Referral is a whole referral from the practice of the Harbour network, of
// somebody nobody has heard of before.
func (c *Cast) Referral() referrals.Referral {
	c.made++
	return referrals.Referral{
		Channel: referrals.FromPractice, PracticeID: c.Harbour.PracticeID, ReferrerName: c.Harbour.Practice.Name, ReferrerRole: "GP",
		Details: people.Details{Given: "Doreen", Family: fmt.Sprintf("Marsh%s", letters(c.made)), BirthDate: dates.Date{Year: 1941, Month: 8, Day: 6}.AddDays(c.made),
			NHSNumber: vocabulary.MakeNHSNumber(c.made), Phone: fmt.Sprintf("01632 960 %03d", c.made%1000), ContactBy: people.ByPhone},
		Needs: []string{"loneliness"}, Risk: referrals.RiskNoneKnown, Permission: "Said yes in the surgery",
	}
}

// letters writes a number as letters, so that names stay names.
func letters(n int) string {
	text := ""
	for ; n > 0; n /= 26 {
		text = string(rune('a'+n%26)) + text
	}
	return text
}

// Receive stores a referral and returns its id.
func (c *Cast) Receive(r referrals.Referral) string {
	c.Helper()
	id, err := referrals.Receive(c.Context(), c.DB, c.Harbour.Practice.Audit(), once.Key{}, r)
	c.OK(err)
	return id
}

// TheReferral reads a referral as it stands.
func (c *Cast) TheReferral(id string) (r referrals.Referral) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { r, err = referrals.Unscoped(s, id); return })
	return r
}

// Take has a worker take a referral on, as a new person, or as one known.
func (c *Cast) Take(worker access.Actor, referralID, known string) (personID string) {
	c.Helper()
	personID, err := casework.Take(c.Context(), c.DB, worker, once.Key{},
		casework.TakeOn{ReferralID: referralID, Version: c.TheReferral(referralID).Version, WorkerID: worker.AccountID, PersonID: known})
	c.OK(err)
	return personID
}

// Supported is a new person whom the worker has taken on.
func (c *Cast) Supported(worker access.Actor) (personID string) {
	c.Helper()
	return c.Take(worker, c.Receive(c.Referral()), "")
}

// Contact records a contact today, a conversation by phone unless e says
// otherwise.
func (c *Cast) Contact(worker access.Actor, personID string, e casework.Entry) (id string) {
	c.Helper()
	e.PersonID = personID
	if e.Day.IsZero() {
		e.Day = c.Today()
	}
	if e.Means == "" {
		e.Means = "phone"
	}
	if e.Words == "" {
		e.Words = "We spoke."
	}
	id, err := casework.RecordContact(c.Context(), c.DB, worker, once.Key{}, e)
	c.OK(err)
	return id
}

// Case is the newest case of a person.
func (c *Cast) Case(worker access.Actor, personID string) (k casework.Case) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { k, err = casework.Latest(s, worker, personID); return })
	return k
}

// Close ends a person's case for a reason, with risk looked at.
func (c *Cast) Close(worker access.Actor, personID, reason string) {
	c.Helper()
	c.OK(casework.Close(c.Context(), c.DB, worker, once.Key{}, casework.Closing{PersonID: personID, Version: c.Case(worker, personID).Version,
		Reason: reason, Words: "As agreed", Measures: "not-right", Ending: "talked", RiskLooked: true, EndHoldings: true}))
}

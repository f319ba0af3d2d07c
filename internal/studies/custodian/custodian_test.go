package custodian_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/custodian"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

// room is a study whose custodian at site A is a link worker of the cast.
type room struct {
	*studytest.Study
	custodian access.Actor
}

func furnish(t *testing.T, d *db.DB) room {
	s := studytest.New(castest.New(t, d))
	r := room{s, s.Harbour.First}
	_, err := studies.Take(s.Context(), d, s.Lead, keyless, studies.Member{StudyID: s.ID, AccountID: r.custodian.AccountID, Role: studies.Custodian, SiteID: s.A})
	s.OK(err)
	return r
}

func (r room) join(by access.Actor, participant, person string, p custodian.Purpose) error {
	return custodian.JoinWith(r.Context(), r.DB, by, keyless, r.ID, participant, person, p)
}

func (r room) asked(participant string) (a custodian.Asked, err error) {
	r.Read(func(s *db.Snapshot) error {
		seat, err2 := custodian.Enter(s, r.custodian, r.ID)
		r.OK(err2)
		a, err = custodian.One(s, seat, participant)
		return nil
	})
	return a, err
}

func (r room) ask(participant string) {
	r.Helper()
	r.OK(participants.AskClearance(r.Context(), r.DB, r.Lead, keyless, r.ID, participant))
}

func TestARecordIsJoinedAsItWasAgreed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		mine := r.Supported(r.custodian)
		yes, no := r.Consented(studies.Patient, r.A), r.Consented(studies.Patient, r.A, "join")
		castest.Is(t, r.join(r.custodian, no.ID, mine, custodian.DeathCheck), db.ErrNotFound) // there is nothing to do about them
		castest.Refused(t, r.join(r.custodian, yes.ID, mine, "curiosity"), "purpose")
		r.OK(r.join(r.custodian, yes.ID, mine, custodian.Record))
		if a, err := r.asked(yes.ID); err != nil || a.Join.PersonID != mine || a.ToJoin() || a.ToPart() {
			t.Errorf("after the join: %+v, %v", a, err)
		}
		r.ask(no.ID)
		castest.Refused(t, r.join(r.custodian, no.ID, mine, custodian.Record), "purpose")
		castest.Refused(t, r.join(r.custodian, no.ID, mine, custodian.DeathCheck), "person") // is somebody else already
		r.OK(r.join(r.custodian, no.ID, r.Supported(r.custodian), custodian.DeathCheck))
	})
}

func TestAJoinIsTakenAwayWithTheConsentThatItRestsOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		p := r.Consented(studies.Patient, r.A)
		r.OK(r.join(r.custodian, p.ID, r.Supported(r.custodian), custodian.Record))
		_, err := consent.Withdraw(r.Context(), d, r.Lead, keyless, consent.Withdrawal{StudyID: r.ID, ParticipantID: p.ID, Level: consent.NoCollection, How: "By phone"})
		r.OK(err)
		a, err := r.asked(p.ID)
		if err != nil || !a.ToPart() {
			t.Errorf("after the withdrawal: %+v, %v", a, err)
		}
		r.OK(custodian.Part(r.Context(), d, r.custodian, keyless, r.ID, p.ID))
		_, err = r.asked(p.ID)
		castest.Is(t, err, db.ErrNotFound)
		castest.Is(t, custodian.Part(r.Context(), d, r.custodian, keyless, r.ID, p.ID), db.ErrNotFound)
	})
}

func TestBothTrailsSayItAndNeitherNamesTheOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		mine, p := r.Supported(r.custodian), r.Consented(studies.Patient, r.A)
		r.OK(r.join(r.custodian, p.ID, mine, custodian.Record))
		r.Read(func(s *db.Snapshot) error {
			person, err := audit.OfPerson(s, mine, 1)
			r.OK(err)
			if len(person) != 1 || person[0].Act != "identity check" || person[0].RecordID == p.ID {
				t.Errorf("the person's trail: %+v", person)
			}
			all, err := audit.OfActor(s, r.custodian.AccountID, 50)
			made := 0
			for _, row := range all {
				if row.Act != "study.join.made" {
					continue
				}
				made++
				if row.PersonID != "" {
					t.Errorf("the study's trail names the person: %+v", row)
				}
			}
			if made != 1 {
				t.Errorf("%d rows on the study's trail", made)
			}
			return err
		})
	})
}

// elsewhere is somebody whom another network supports.
func elsewhere(r room) (personID string) {
	referral := r.Referral()
	referral.PracticeID = r.Canalside.PracticeID
	return r.Take(r.Canalside.First, r.Receive(referral), "")
}

// Crossed ids: each of study, participant and person of somebody else's.
func TestWhatIsNotACustodiansIsNotThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		mine, colleagues, distant := r.Supported(r.custodian), r.Supported(r.Harbour.Second), elsewhere(r)
		here, there := r.Consented(studies.Patient, r.A), r.Consented(studies.Patient, r.B)
		worker := r.Consented(studies.LinkWorker, r.A)
		other := studytest.New(r.Cast)
		foreign := other.Consented(studies.Patient, other.A)
		for name, x := range map[string][2]string{
			"a colleague's person": {here.ID, colleagues}, "a person elsewhere": {here.ID, distant}, "nobody": {here.ID, "nobody"},
			"another site": {there.ID, mine}, "a colleague who takes part": {worker.ID, mine}, "another study": {foreign.ID, mine}, "no participant": {"nobody", mine},
		} {
			if err := r.join(r.custodian, x[0], x[1], custodian.Record); err == nil {
				t.Errorf("%s: joined", name)
			} else {
				castest.Is(t, err, db.ErrNotFound)
			}
		}
		castest.Is(t, custodian.JoinWith(r.Context(), d, r.custodian, keyless, other.ID, foreign.ID, mine, custodian.Record), db.ErrNotFound)
		for _, id := range []string{there.ID, worker.ID, foreign.ID} {
			_, err := r.asked(id)
			castest.Is(t, err, db.ErrNotFound)
		}
		r.ask(there.ID)
		castest.Is(t, custodian.Answer(r.Context(), d, r.custodian, keyless, r.ID, there.ID, participants.MayBe), db.ErrNotFound)
		r.ask(worker.ID)
		castest.Is(t, custodian.Answer(r.Context(), d, r.custodian, keyless, r.ID, worker.ID, participants.MayBe), db.ErrNotFound)
		r.Read(func(s *db.Snapshot) error {
			seat, err := custodian.Enter(s, r.custodian, r.ID)
			r.OK(err)
			all, err := custodian.All(s, seat)
			if len(all) != 1 || all[0].ID != here.ID {
				t.Errorf("the custodian sees %+v", all)
			}
			return err
		})
	})
}

// Nobody else comes in, whatever part they were given: accounts change.
func TestNobodyElseIsACustodian(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		mine, p := r.Supported(r.custodian), r.Consented(studies.Patient, r.A)
		r.ask(p.ID)
		for _, by := range r.Staff() {
			if by.AccountID == r.custodian.AccountID {
				continue
			}
			r.Read(func(s *db.Snapshot) error {
				_, err := custodian.Enter(s, by, r.ID)
				castest.Is(t, err, db.ErrNotFound)
				return nil
			})
			castest.Is(t, r.join(by, p.ID, mine, custodian.DeathCheck), db.ErrNotFound)
			castest.Is(t, custodian.Answer(r.Context(), d, by, keyless, r.ID, p.ID, participants.MayBe), db.ErrNotFound)
			castest.Is(t, custodian.Part(r.Context(), d, by, keyless, r.ID, p.ID), db.ErrNotFound)
		}
		for _, role := range []access.Role{access.Manager, access.Administrator, access.Researcher} {
			risen := r.custodian
			risen.Memberships = append([]access.Membership{{Role: role, TeamID: r.Harbour.TeamID}}, risen.Memberships...)
			r.Read(func(s *db.Snapshot) error {
				_, err := custodian.Enter(s, risen, r.ID)
				castest.Is(t, err, db.ErrNotFound)
				return nil
			})
			castest.Is(t, r.join(risen, p.ID, mine, custodian.DeathCheck), db.ErrNotFound)
			castest.Is(t, custodian.Answer(r.Context(), d, risen, keyless, r.ID, p.ID, participants.MayBe), db.ErrNotFound)
		}
	})
}

func TestAnAnswerComesFromTheCustodian(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		p := r.Consented(studies.Patient, r.A, "join")
		r.OK(participants.SaveContact(r.Context(), d, r.Lead, keyless, r.ID, p.ID, participants.Contact{Name: "D. Marsh", Phone: "07700 900123", Way: participants.ByText}))
		name := func() (name string, err error) {
			r.Read(func(s *db.Snapshot) error {
				seat, err2 := custodian.Enter(s, r.custodian, r.ID)
				r.OK(err2)
				name, err = custodian.Name(s, seat, p.ID)
				return nil
			})
			return name, err
		}
		_, err := name()
		castest.Is(t, err, db.ErrNotFound) // nothing is asked
		r.ask(p.ID)
		if got, err := name(); got != "D. Marsh" || err != nil {
			t.Errorf("the name is %q, %v", got, err)
		}
		answer := func(a participants.Answer) error {
			return custodian.Answer(r.Context(), d, r.custodian, keyless, r.ID, p.ID, a)
		}
		castest.Refused(t, answer("perhaps"), "answer")
		r.OK(answer(participants.HasDied))
		castest.Is(t, answer(participants.MayBe), db.ErrNotFound)
		if after := r.Participant(p.ID); after.Lost != participants.Died {
			t.Errorf("they are %+v", after)
		}
	})
}

func TestAPersonsJoinsAreFoundForThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := furnish(t, d)
		mine, p := r.Supported(r.custodian), r.Consented(studies.Patient, r.A)
		r.OK(r.join(r.custodian, p.ID, mine, custodian.Record))
		r.Read(func(s *db.Snapshot) error {
			all, err := custodian.OfPerson(s, mine)
			if len(all) != 1 || all[0].Number != p.Number || all[0].Study.ID != r.ID {
				t.Errorf("found %+v", all)
			}
			return err
		})
	})
}

package casework

import (
	"context"
	"errors"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

// TakeOn is the decision to support the person of a referral.
type TakeOn struct {
	ReferralID string
	Version    int    // of the referral as the page showed it
	WorkerID   string // who will support the person
	PersonID   string // a person already known who is the same; "" for a new one
}

// Take opens a case for a referral: it links to the person already known, or
// makes the person row, puts them in the worker's care, carries over the needs
// and the word on risk, and asks for the first contact within the team's aim.
// It returns the person's id. db.ErrConflict if somebody decided first or the
// person has an open case already; *db.Invalid names what was not chosen well.
func Take(ctx context.Context, d *db.DB, by access.Actor, key once.Key, t TakeOn) (personID string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		personID, _, err = once.Do(tx, key, func() (string, error) { return take(tx, by, t) })
		return err
	})
	return personID, err
}

func take(tx *db.Tx, by access.Actor, t TakeOn) (string, error) {
	r, err := referrals.OfTeam(tx, by, t.ReferralID)
	if err != nil {
		return "", err
	}
	if !r.State.May(referrals.TakenOn) {
		return "", db.ErrConflict
	}
	if err := checkWorker(tx, r.TeamID, t.WorkerID); err != nil {
		return "", err
	}
	if err := checkRestricted(tx, by, t.PersonID); err != nil {
		return "", err
	}
	personID, isNew, err := personFor(tx, r, t.PersonID)
	if err != nil {
		return "", err
	}
	if err := referrals.Link(tx, by, r, t.Version, personID, ""); err != nil {
		return "", err
	}
	c := Case{ID: tx.NewID(), PersonID: personID, ReferralID: r.ID, TeamID: r.TeamID, WorkerID: t.WorkerID, State: Reaching, NewPerson: isNew}
	if err := insertCase(tx, c); err != nil {
		return "", err
	}
	if err := access.Grant(tx, personID, r.TeamID, t.WorkerID); err != nil {
		return "", err
	}
	if err := carryOver(tx, by, r, c); err != nil {
		return "", err
	}
	return personID, audit.Change(tx, by.Audit(), "case.opened", personID, "case", c.ID)
}

// checkWorker refuses who is no link worker of the team now, or may not log in
// any more.
func checkWorker(tx *db.Tx, teamID, workerID string) error {
	var bad db.Invalid
	_, err := db.One(tx, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT 1 WHERE `+access.WorksIn("$1", "$2")+` AND NOT `+identity.IsDisabled("$1"), workerID, teamID)
	if !errors.Is(err, db.ErrNotFound) {
		return err
	}
	bad.Add("worker", "Choose who will support the person")
	return bad.Err()
}

// checkRestricted keeps a take-on from opening a restricted record to somebody
// who may not see it.
func checkRestricted(tx *db.Tx, by access.Actor, known string) error {
	restricted, err := access.IsRestricted(tx, known)
	if err != nil || !restricted {
		return err
	}
	err = access.SeePerson(tx, by, known)
	if errors.Is(err, db.ErrNotFound) {
		var bad db.Invalid
		bad.Add("person", "This may be somebody whose record is restricted. Ask your safeguarding lead to decide this referral")
		return bad.Err()
	}
	return err
}

// personFor links to the person already known, or makes a new one. A person
// with the referral's NHS number is always the same person.
func personFor(tx *db.Tx, r referrals.Referral, known string) (id string, isNew bool, err error) {
	if known == "" {
		id, err = people.Create(tx, r.Details, r.PracticeID)
		if errors.Is(err, db.ErrDuplicate) {
			var bad db.Invalid
			bad.Add("person", "Somebody with this NHS number is known already. Choose them below")
			err = bad.Err()
		}
		return id, true, err
	}
	matches, err := people.MayBeTheSame(tx, r.Details)
	if err != nil {
		return "", false, err
	}
	if !slices.ContainsFunc(matches, func(m people.Match) bool { return m.ID == known }) {
		return "", false, db.ErrNotFound
	}
	open, err := db.List(tx, scanCase, caseColumns+` WHERE c.person_id = $1 AND c.state <> 'closed'`, known)
	if err == nil && len(open) > 0 {
		var bad db.Invalid
		bad.Add("person", "This person is being supported already. Say \"not the right service now: already supported\" instead")
		err = bad.Err()
	}
	return known, false, err
}

func insertCase(tx *db.Tx, c Case) error {
	_, err := tx.Exec(`INSERT INTO cases (id, person_id, referral_id, team_id, worker_id, state, new_person, opened_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, c.ID, c.PersonID, c.ReferralID, c.TeamID, c.WorkerID, c.State, c.NewPerson, tx.Now().UnixMilli())
	return err
}

// carryOver takes the referrer's view along: needs, risk, permission, and a
// first contact due within the team's aim.
func carryOver(tx *db.Tx, by access.Actor, r referrals.Referral, c Case) error {
	for _, code := range r.Needs {
		if err := insertNeed(tx, Need{CaseID: c.ID, PersonID: c.PersonID, Code: code, ReferrerSees: true, State: NeedNew}); err != nil {
			return err
		}
	}
	if r.Risk != referrals.RiskNotAsked {
		risk := people.Risk{NoneKnown: r.Risk == referrals.RiskNoneKnown, Words: r.RiskWords, Source: people.FromReferral}
		if err := stateRiskOnce(tx, by, c.PersonID, risk); err != nil {
			return err
		}
	}
	if err := people.RecordPermission(tx, by.AccountID, c.PersonID, people.Permission{
		RecipientKind: "team", RecipientID: c.TeamID, RecipientName: "The link worker team", Purpose: "support", Given: true,
		How: r.Permission, SaidOn: dates.Of(r.ReceivedAt)}); err != nil {
		return err
	}
	if r.Channel == referrals.FromElsewhere {
		if err := people.RecordPermission(tx, by.AccountID, c.PersonID, people.Permission{
			RecipientKind: referrals.Recipient, RecipientID: r.ID, RecipientName: r.ReferredBy(""), Purpose: "letter", Given: r.Tell,
			How: "through the referrer", SaidOn: dates.Of(r.ReceivedAt)}); err != nil {
			return err
		}
	}
	team, err := teams.TheTeam(tx, c.TeamID)
	if err != nil {
		return err
	}
	_, err = diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: c.PersonID, Kind: diary.First, AboutID: c.ID,
		Title: "First contact", Due: workingDaysOn(dates.Of(r.ReceivedAt), team.AimDays, dates.Of(tx.Now())), Urgent: r.Urgency == "soon"})
	return err
}

// stateRiskOnce leaves a known risk standing when a later referral says that
// none is known: the worker looks at both.
func stateRiskOnce(tx *db.Tx, by access.Actor, personID string, risk people.Risk) error {
	standing, err := people.StandingRisks(tx, personID)
	if err != nil {
		return err
	}
	if risk.NoneKnown && slices.ContainsFunc(standing, func(s people.Risk) bool { return !s.NoneKnown }) {
		return nil
	}
	return people.StateRisk(tx, by.Audit(), personID, risk)
}

// workingDaysOn is the day n working days after from, but never before today.
func workingDaysOn(from dates.Date, n int, today dates.Date) dates.Date {
	day := from
	for dates.WorkingDays(from, day) < n {
		day = day.AddDays(1)
	}
	if day.Before(today) {
		return today
	}
	return day
}

package referrals

import (
	"context"
	"errors"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/places"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Receive stores a referral and answers with its id, acknowledged only when
// it is on disk. The same key and body give the first id again; the same
// sender's identifier with another key is db.ErrDuplicate. *db.Invalid names
// the fields that lack.
func Receive(ctx context.Context, d *db.DB, by audit.Actor, key once.Key, r Referral) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return ReceiveIn(tx, by, r) })
		return err
	})
	return id, err
}

// ReceiveIn is Receive inside a write that also does something else.
func ReceiveIn(tx *db.Tx, by audit.Actor, r Referral) (string, error) {
	if err := r.tidy(dates.Of(tx.Now())); err != nil {
		return "", err
	}
	practice, err := r.route(tx)
	if err != nil {
		return "", err
	}
	r.ID, r.SubjectID = tx.NewID(), tx.NewID()
	r.SentBy = by.ID
	if err := insert(tx, r); err != nil {
		return "", err
	}
	if err := addEvent(tx, r.ID, Event{ByID: by.ID, ByName: by.Name, To: Received}); err != nil {
		return "", err
	}
	if r.Channel == FromElsewhere {
		if err := thank(tx, r); err != nil {
			return "", err
		}
	}
	if practice.GivesItself {
		if err := jobs.Enqueue(tx, CameIn, CameInArgs{r.ID}, time.Time{}); err != nil {
			return "", err
		}
	}
	return r.ID, audit.Change(tx, by, "referral.received", "", "referral", r.ID)
}

// CameIn is the kind of job that tells of a new referral from a practice whose
// referrals go to its own link workers by themselves.
const CameIn = "referrals.came-in"

// CameInArgs name the referral.
type CameInArgs struct {
	ReferralID string `json:"referral"`
}

// Check names every fault of a referral without storing it, for a page that
// found faults of its own in what was typed.
func Check(r Referral, today dates.Date) *db.Invalid {
	var bad *db.Invalid
	if errors.As(r.tidy(today), &bad) {
		return bad
	}
	return new(db.Invalid)
}

// route finds the team that the referral belongs to: the practice's team, or
// for a self-referral without a practice the team that serves the postcode.
func (r *Referral) route(tx *db.Tx) (practice teams.Practice, err error) {
	if r.PracticeID != "" {
		practice, err = teams.ThePractice(tx, r.PracticeID)
		r.TeamID = practice.TeamID
		return practice, err
	}
	outcode, _ := places.ParseOutcode(r.Postcode) // "" falls to the first team
	team, err := teams.ServingOutcode(tx, outcode)
	r.TeamID = team.ID
	return practice, err
}

func (r *Referral) tidy(today dates.Date) error {
	bad := r.Details.Tidy(today)
	for _, text := range []*string{&r.Reason, &r.RiskWords, &r.ReferrerName, &r.ReferrerRole, &r.ReferrerContact, &r.Organisation, &r.ReferrerEmail, &r.Permission} {
		*text = strings.TrimSpace(*text)
	}
	r.checkReachable(bad)
	r.checkWhy(bad)
	r.checkRisk(bad)
	if r.Permission == "" {
		bad.Add("permission", "Ask the person first. Say how they agreed to this referral")
	}
	if r.Urgency == "" {
		r.Urgency = "routine"
	}
	if !vocabulary.Urgencies.Has(r.Urgency) {
		bad.Add("urgency", "Choose how soon somebody should get in touch")
	}
	if r.Channel == FromPractice && r.ReferrerName == "" {
		bad.Add("referrer_name", "Enter the name of the person who refers")
	}
	if r.Channel == FromElsewhere {
		r.checkElsewhere(bad)
	}
	if !r.BirthDate.IsZero() && dates.Age(r.BirthDate, today) < 16 {
		bad.Add("birth_date", "Linkwork is for people aged 16 and over")
	}
	return bad.Err()
}

func (r *Referral) checkReachable(bad *db.Invalid) {
	if r.Phone == "" && r.Email == "" && r.Address == "" {
		bad.Add("phone", "Enter a phone number, or another way to reach the person")
	}
	if r.BirthDate.IsZero() && r.NHSNumber == "" && r.Channel.OfPractice() {
		bad.Add("birth_date", "Enter a date of birth, or an NHS number, so that the right person is helped")
	}
	if r.BirthDate.IsZero() && r.Channel == FromSelf {
		bad.Add("birth_date", "Enter your date of birth")
	}
	if !validContactBy(r) {
		bad.Add("contact_by", "Choose a way to get in touch for which there are details")
	}
}

func validContactBy(r *Referral) bool {
	switch r.ContactBy {
	case "phone", "text":
		return r.Phone != "" || r.Email == "" && r.Address == ""
	case "email":
		return r.Email != ""
	case "letter":
		return r.Address != ""
	}
	return false
}

func (r *Referral) checkWhy(bad *db.Invalid) {
	var known []string // a list of its own: the caller's stays as typed
	for _, need := range r.Needs {
		if vocabulary.Needs.Has(need) {
			known = append(known, need)
		} else {
			bad.Add("needs", "Choose needs from the list")
		}
	}
	r.Needs = known
	if len(r.Needs) == 0 && r.Reason == "" && r.Channel != FromReception {
		bad.Add("needs", "Choose at least one need, or write a few words about why")
	}
	if len([]rune(r.Reason)) > 4000 {
		bad.Add("reason", "Use 4,000 characters or fewer")
	}
}

func (r *Referral) checkRisk(bad *db.Invalid) {
	switch {
	case r.Risk == RiskKnown && r.RiskWords == "":
		bad.Add("risk_words", "Say what the risk is, in a few words")
	case r.Risk == RiskNotAsked && r.Channel == FromPractice, r.Risk == "" && (r.Channel == FromPractice || r.Channel == FromElsewhere):
		bad.Add("risk", "Say whether there are risks. If you know of none, choose that")
	case r.Risk == "":
		r.Risk = RiskNotAsked
	case r.Risk != RiskKnown && r.Risk != RiskNoneKnown && r.Risk != RiskNotAsked:
		bad.Add("risk", "Say whether there are risks. If you know of none, choose that")
	}
}

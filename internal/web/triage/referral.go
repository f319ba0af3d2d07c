package triage

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// decision is the page on which a referral is decided.
type decision struct {
	referrals.Referral
	Events   []referrals.Event
	Practice teams.Practice
	Team     teams.Team
	Matches  []people.Match
	Workers  []workforce.Proposal         // who may take it on, whom Linkwork proposes first
	Given    workforce.Given              // for whom it waits
	Away     map[string]workforce.Absence // of workers, in the 2 weeks to come
	Now      time.Time
	CanUndo  bool
}

func showReferral(v *visit.Visit) error { return decisionForm(v, nil) }

func decisionForm(v *visit.Visit, bad *db.Invalid) error {
	var subject string
	read := func(r *db.Snapshot) (visit.View, error) {
		d, err := readDecision(r, v.Actor, v.Path("referral"))
		if err != nil {
			return visit.View{}, err
		}
		subject = d.PersonID
		page := shell.Page{Title: d.FullName(), Section: "Referrals", Wide: true, Back: &ui.Link{Text: "Back to referrals", Href: "/referrals"}}
		return v.FormView(page, decisionPage(v.Fields, d, v.Actor, visit.NewToken(), visit.Faults(bad)), bad), nil
	}
	return v.ShowPersonOf(&subject, "referral "+v.Path("referral"), read)
}

func readDecision(r *db.Snapshot, by access.Actor, id string) (d decision, err error) {
	d.Now = r.Now()
	if d.Referral, err = referrals.Get(r, by, id); err != nil {
		return d, err
	}
	if d.Events, err = referrals.Events(r, id); err != nil {
		return d, err
	}
	if d.PracticeID != "" {
		if d.Practice, err = teams.ThePractice(r, d.PracticeID); err != nil {
			return d, err
		}
	}
	if d.Team, err = teams.TheTeam(r, d.TeamID); err != nil {
		return d, err
	}
	d.CanUndo = by.InTeam(d.TeamID) && d.Now.Sub(d.StateSince) < referrals.UndoFor && len(d.Events) > 1 && d.undoable()
	if !d.State.Undecided() {
		return d, nil
	}
	if d.Matches, err = people.MayBeTheSame(r, d.Details); err != nil {
		return d, err
	}
	if err := hideRestricted(r, by, d.Matches); err != nil {
		return d, err
	}
	if d.Workers, err = workforce.Propose(r, by, workforce.For(d.Referral)); err != nil {
		return d, err
	}
	given, err := workforce.GivenIn(r, d.TeamID)
	if err != nil {
		return d, err
	}
	d.Given = given[d.ID]
	d.Away, err = workforce.AwaySoon(r, d.TeamID, 14)
	return d, err
}

// hideRestricted leaves of a match whose record is restricted only that there
// is one, for a reader who may not see it.
func hideRestricted(r db.Reader, by access.Actor, matches []people.Match) error {
	ids := make([]string, len(matches))
	for i, m := range matches {
		ids[i] = m.ID
	}
	sights, err := people.Sights(r, by, ids)
	for i, m := range matches {
		if sight := sights[m.ID]; sight.Restricted && !sight.Seen {
			matches[i] = people.Match{Person: people.Person{ID: m.ID, Details: people.Details{Given: "Restricted", Family: "person"}}}
		}
	}
	return err
}

func (d decision) undoable() bool {
	switch d.State {
	case referrals.MoreAsked, referrals.Waiting, referrals.NotNow, referrals.Declined, referrals.TakenOn:
		return true
	}
	return false
}

// checks are what the system noticed, each something to think about.
func (d decision) checks() []string {
	var notes []string
	if d.BirthDate.IsZero() {
		notes = append(notes, "No date of birth. Ask for it in the first conversation.")
	} else if dates.Age(d.BirthDate, dates.Of(d.Now)) < 18 {
		notes = append(notes, "Under 18. Check your team's rule before you take this on.")
	}
	if d.Phone == "" {
		notes = append(notes, "No phone number. Reach the person by "+string(d.ContactBy)+".")
	}
	if d.Risk == referrals.RiskNotAsked {
		notes = append(notes, "Risk was not asked about. That is not the same as none.")
	}
	if !d.Channel.OfPractice() && d.PracticeID == "" {
		notes = append(notes, "No GP practice was named.")
	}
	if d.Channel == referrals.FromElsewhere {
		notes = append(notes, "Sent from outside a practice. Ask the person themselves whether they agreed.")
	}
	return notes
}

package person

import (
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/circle"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// overview is what the first page of a record shows.
type overview struct {
	about.Subject
	Matters      []casework.WhatMatters
	Needs        []casework.Need
	Goals        []casework.Goal
	Contacts     casework.ContactsPage
	Appointments []diary.Appointment
	Tasks        []diary.Task
	Answers      []measures.Response
	Permissions  []people.Permission // the latest word for each
	Connections  []connections.Connection
	Referral     referrals.Referral
	Handings     []workforce.Handing // how they were given on, latest first
	Merges       []people.Merged     // which records were brought together in this one
	Manages      bool                // the reader manages the team
	Practice     teams.Practice
	Around       []circle.Supporter // now
	Tried        casework.Tried
	Team         teams.Team // set while nobody has spoken
	Now          time.Time
}

// showOverview leads from a record that became part of another to that one, for
// those who may see it.
func showOverview(v *visit.Visit) error {
	err := overviewOf(v)
	if !visit.IsGone(err) {
		return err
	}
	into := ""
	if found := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		id, err := people.Into(r, v.Path("person"))
		if err != nil || id == "" {
			return err
		}
		into = id
		return access.SeePerson(r, v.Actor, id)
	}); found != nil || into == "" {
		return err
	}
	return v.Done("/people/"+into, "That record is part of this one now.")
}

func overviewOf(v *visit.Visit) error {
	return part(v, "Overview", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		o, err := readOverview(r, v, s)
		return overviewPage(o), err
	})
}

func readOverview(r *db.Snapshot, v *visit.Visit, s about.Subject) (o overview, err error) {
	o.Subject, o.Now = s, r.Now()
	reads := []func() error{
		func() (err error) { o.Matters, err = casework.MattersTo(r, s.ID); return },
		func() (err error) { o.Needs, err = casework.NeedsOf(r, s.Case.ID); return },
		func() (err error) { o.Goals, err = casework.GoalsOf(r, s.Case.ID); return },
		func() (err error) { o.Contacts, err = casework.Contacts(r, v.Actor, s.ID, "", 3); return },
		func() (err error) { o.Appointments, err = diary.PlannedFor(r, s.ID); return },
		func() (err error) { o.Tasks, err = diary.ToDoFor(r, s.ID); return },
		func() (err error) { o.Answers, err = measures.Of(r, s.ID); return },
		func() (err error) { o.Connections, err = connections.Of(r, v.Actor, s.ID); return },
		func() (err error) {
			o.Manages = v.Actor.Manages(s.Case.TeamID)
			o.Merges, err = people.MergesOf(r, s.ID)
			return
		},
		func() (err error) { o.Handings, err = workforce.HandingsOf(r, v.Actor, s.ID); return },
		func() (err error) { o.Referral, err = referrals.Unscoped(r, s.Case.ReferralID); return },
		func() (err error) { o.Around, _, err = circle.Around(r, v.Actor, s.ID); return },
		func() error {
			said, err := people.Permissions(r, s.ID)
			o.Permissions = people.Current(said)
			return err
		},
		func() error { return o.readTries(r) },
	}
	for _, read := range reads {
		if err := read(); err != nil {
			return o, err
		}
	}
	if s.PracticeID != "" {
		o.Practice, err = teams.ThePractice(r, s.PracticeID)
	}
	return o, err
}

// readTries is for a case in which nobody has spoken yet.
func (o *overview) readTries(r *db.Snapshot) (err error) {
	if o.Case.State != casework.Reaching {
		return nil
	}
	if o.Team, err = teams.TheTeam(r, o.Case.TeamID); err != nil {
		return err
	}
	o.Tried, err = casework.Tries(r, o.Case.ID)
	return err
}

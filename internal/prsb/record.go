package prsb

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/circle"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/letters"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

// Standard is the name and version of the standard.
const Standard = "PRSB Social Prescribing Information Standard v1.1"

// record is everything that the tree is made from.
type record struct {
	person      people.Person
	practice    teams.Practice
	team        teams.Team
	area        teams.Area
	referral    referrals.Referral
	kase        casework.Case
	worker      string
	matters     []casework.WhatMatters
	about       casework.AboutMe
	strengths   []casework.Strength
	needs       []casework.Need
	goals       []casework.Goal
	plan        casework.Plan
	contacts    []casework.Contact
	connections []connections.Connection
	answers     []measures.Response
	risks       []people.Risk
	permissions []people.Permission
	around      []circle.Supporter
	letters     []letters.Letter
}

// contactsWritten is how many of the latest contacts are in a record.
const contactsWritten = 500

// Of writes the record of a person whom the actor may see, of their latest
// case; db.ErrNotFound otherwise.
func Of(r db.Reader, by access.Actor, personID string) (Node, error) {
	rec, err := read(r, by, personID)
	if err != nil {
		return Node{}, err
	}
	return rec.tree(), nil
}

func (rec record) tree() Node {
	return group(Standard,
		rec.demographics(), rec.gpPractice(), rec.aboutMe(), rec.requirements(), rec.consent(), rec.referralDetails(), rec.contactsWithProfessionals(),
		rec.presenting(), rec.signposts(), rec.assessments(), rec.riskSection(), rec.requested(), rec.carePlan())
}

func read(r db.Reader, by access.Actor, personID string) (rec record, err error) {
	if rec.person, err = people.Get(r, by, personID); err != nil {
		return rec, err
	}
	if rec.kase, err = casework.Latest(r, by, personID); err != nil {
		return rec, err
	}
	for _, part := range []func() error{
		func() (err error) { rec.area, err = teams.TheArea(r); return },
		func() (err error) { rec.team, err = teams.TheTeam(r, rec.kase.TeamID); return },
		func() (err error) { rec.referral, err = referrals.Unscoped(r, rec.kase.ReferralID); return },
		func() (err error) { rec.matters, err = casework.MattersTo(r, personID); return },
		func() (err error) { rec.about, err = casework.AboutOf(r, personID); return },
		func() (err error) { rec.strengths, err = casework.StrengthsOf(r, rec.kase.ID); return },
		func() (err error) { rec.needs, err = casework.NeedsOf(r, rec.kase.ID); return },
		func() (err error) { rec.goals, err = casework.GoalsOf(r, rec.kase.ID); return },
		func() (err error) { rec.plan, err = casework.ThePlan(r, rec.kase.ID); return },
		func() (err error) { rec.connections, err = connections.Of(r, by, personID); return },
		func() (err error) { rec.answers, err = measures.Of(r, personID); return },
		func() (err error) { rec.risks, err = people.Risks(r, personID); return },
		func() (err error) { rec.permissions, err = people.Permissions(r, personID); return },
		func() (err error) { rec.around, _, err = circle.Around(r, by, personID); return },
		func() (err error) { rec.letters, err = letters.Of(r, by, personID); return },
		func() error {
			page, err := casework.Contacts(r, by, personID, "", contactsWritten)
			rec.contacts = page.Contacts
			return err
		},
		func() error { return rec.readNames(r) },
	} {
		if err := part(); err != nil {
			return rec, err
		}
	}
	return rec, nil
}

func (rec *record) readNames(r db.Reader) (err error) {
	if rec.person.PracticeID != "" {
		if rec.practice, err = teams.ThePractice(r, rec.person.PracticeID); err != nil {
			return err
		}
	}
	names, err := identity.Names(r, []string{rec.kase.WorkerID})
	rec.worker = names[rec.kase.WorkerID]
	return err
}

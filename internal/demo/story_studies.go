package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
)

// The researchers of the demonstration.
const (
	chiefInvestigator = "Dr Lena Voss"
	fieldResearcher   = "Idris Bello"
	statistician      = "Mina Farrant"
	publicLead        = "Nadia Court"
)

// linkWorkerAward is the award of the study that the link worker study reconstructs.
const linkWorkerAward = "NIHR130247"

const university = "Saltmere University (made up)"

// researchers have accounts of their own and see no person's record.
type researchers struct{ Chief, Field, Statistician, PublicLead access.Actor }

func (b *builder) furnishResearchers(tx *db.Tx) (err error) {
	for _, x := range []struct {
		name string
		into *access.Actor
	}{{chiefInvestigator, &b.research.Chief}, {fieldResearcher, &b.research.Field}, {statistician, &b.research.Statistician}, {publicLead, &b.research.PublicLead}} {
		if *x.into, err = b.account(tx, x.name, access.Membership{Role: access.Researcher}); err != nil {
			return err
		}
	}
	return nil
}

// runStudies tells of the studies that are run here.
func (b *builder) runStudies() error {
	if err := b.runLinkWorkerStudy(); err != nil {
		return err
	}
	if err := b.runRetentionStudy(); err != nil {
		return err
	}
	if err := b.runUpdate(); err != nil {
		return err
	}
	return b.runWelcomeStudy()
}

// letIn notes what the field researcher may do at a site, and until when the site lets
// them in.
func (b *builder) letIn(study, site string, until dates.Date) error {
	lead, today := b.research.Chief, dates.Of(b.clock.Now())
	letter := approvals.AccessLetter{SiteID: site, Name: fieldResearcher, Kind: "letter", From: today, To: until}
	if err := approvals.AddAccessLetter(b.ctx, b.db, lead, none, study, letter); err != nil {
		return err
	}
	seat, err := b.seat(lead, study)
	if err != nil {
		return err
	}
	team, err := readAll(b, func(r reader) ([]studies.Member, error) { return seat.Members(r) })
	if err != nil {
		return err
	}
	for _, m := range team {
		if m.AccountID != b.research.Field.AccountID {
			continue
		}
		x := approvals.Delegation{SiteID: site, MemberID: m.ID, Tasks: []approvals.Task{approvals.Inform, approvals.TakeConsent, approvals.Interview, approvals.Observe}, Training: "Good clinical practice, in the year before"}
		if err := approvals.Delegate(b.ctx, b.db, lead, none, study, x); err != nil {
			return err
		}
	}
	log, err := readAll(b, func(r reader) ([]approvals.Delegation, error) { return approvals.Delegations(r, seat, site) })
	for _, x := range log {
		if err == nil {
			err = approvals.Authorise(b.ctx, b.db, lead, none, study, site, x.ID, x.Version)
		}
	}
	return err
}

func (b *builder) seat(by access.Actor, study string) (seat studies.Seat, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		seat, err = studies.Enter(r, by, study, studies.Follow)
		return err
	})
	return seat, err
}

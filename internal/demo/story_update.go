package demo

import (
	"fmt"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/updates/readers"
)

// runUpdate publishes the update of December 2023 of the link worker study: drafted from
// the records, made theirs by the team, approved by somebody else.
func (b *builder) runUpdate() error {
	day := dates.Date{Year: 2023, Month: time.December, Day: 8}
	b.clock.Set(day.At(10, 0))
	lead, public := b.research.Chief, b.research.PublicLead
	all, err := readAll(b, func(r reader) ([]studies.Study, error) { return studies.Mine(r, lead) })
	if err != nil {
		return err
	}
	var study, next string
	for _, s := range all {
		if s.Award == linkWorkerAward {
			study = s.ID
		}
	}
	for _, s := range all {
		if s.FollowsID == study {
			next = s.ID
		}
	}
	if err := readers.Keep(b.ctx, b.db, lead, none, readers.List{StudyID: next, Title: "News of the retention study", About: "Why link workers stay in or leave their job: what we find, twice a year.", Open: true, Rate: readers.UsualRate, Connections: readers.UsualConnections}); err != nil {
		return err
	}
	id, err := updates.Begin(b.ctx, b.db, lead, none, study, "The link worker role in primary care", day)
	if err != nil {
		return err
	}
	edition := func() (e updates.Edition, err error) {
		seat, err := b.seat(lead, study)
		if err != nil {
			return e, err
		}
		all, err := readAll(b, func(r reader) ([]updates.Edition, error) { return updates.List(r, seat) })
		if err == nil {
			e = all[0]
		}
		return e, err
	}
	for _, act := range []func(updates.Edition) error{
		func(e updates.Edition) error {
			e.Final, e.FollowsOn, e.Masthead = true, next, updates.Masthead{Department: "Department of Primary Care (made up)", Network: "Saltmere Social Prescribing Research Network (made up)", Partners: university}
			return updates.SetHead(b.ctx, b.db, lead, none, e)
		},
		func(e updates.Edition) error {
			profile := updates.Block{Kind: updates.Profile, Heading: "Meet a member of the team: " + fieldResearcher, Agreed: "By email, 1 December 2023",
				Text: "I spent three weeks with each link worker. I walked with them between visits, drank a lot of tea, and learnt how much of the work is listening.\n\nWhen I am not working, I grow beans on an allotment."}
			return updates.AddBlock(b.ctx, b.db, lead, none, study, id, e.Version, profile)
		},
		func(e updates.Edition) error {
			return updates.AskApproval(b.ctx, b.db, lead, none, study, id, e.Version)
		},
		func(e updates.Edition) error {
			return updates.Approve(b.ctx, b.db, public, none, study, id, e.Version)
		},
		func(e updates.Edition) error {
			return updates.Publish(b.ctx, b.db, lead, none, study, id, e.Version)
		},
	} {
		e, err := edition()
		if err == nil {
			err = act(e)
		}
		if err != nil {
			return fmt.Errorf("the study update: %w", err)
		}
	}
	return nil
}

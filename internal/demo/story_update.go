package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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
		func(e updates.Edition) error { return b.tellMore(e) },
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

// madeTheirs is what the team wrote into the first draft: what no record tells.
var madeTheirs = []struct {
	heading string // of the part; the beginning of it
	now     string // the heading as they wrote it, "" to leave it
	before  string // what stands before the text
	after   string
}{
	{heading: "Welcome", after: "\n\nLink workers are also called social prescribers or community navigators. This is our last update: the study ends in January."},
	{heading: "Knowledge exchange events", after: " The study is coming to its end, so these events were also a way to say what we have learnt before we go."},
	{heading: "Two days on the link worker role", after: " The link workers got to know each other, and compared what is alike and what differs in their jobs. Afterwards they told us that they had made connections which they want to keep, and had learnt from each other about other ways to work."},
	{heading: "Space to reflect", after: " People told us how welcome it was to have time to think and talk about social prescribing and the role of link workers."},
	{heading: "What we found", after: "\n\nDelegates told us that they recognise these ideas from their own work, and that they are useful to think with when recommendations are written about link workers in primary care."},
	{heading: "What we are writing", after: "\n\nCo-applicants and the research team write them together. We promised our funder to share what we learn and recommend with practitioners, policy makers and other researchers. The papers will be sent to journals, where other researchers review them. We expect that they can be read online during 2024. The briefs and infographics sum them up."},
	{heading: "PPI group", now: "Our final public involvement meeting", before: "At the beginning of November the members of our patient and public involvement (PPI) group looked back with us on their part in the study. They had enjoyed being part of the team. What kept them coming were the people: each other, and the researchers. The many things that we did together had let them help with what the findings mean. And they had learnt a lot about social prescribing.\n\n"},
	{heading: "A new study", after: "\n\nWhy it can be hard: link workers support people who are lonely, or worried about their home or about how to pay for food. Not every link worker gets the training or the supervision that helps with the strain. The photographs are of things that show what the job is like for them."},
}

// tellMore puts into a first draft what no record tells, and somebody of the team, before
// the thanks.
func (b *builder) tellMore(e updates.Edition) error {
	lead := b.research.Chief
	for _, x := range madeTheirs {
		n := slices.IndexFunc(e.Blocks, func(block updates.Block) bool { return strings.HasPrefix(block.Heading, x.heading) })
		if n < 0 {
			return fmt.Errorf("the draft has no part %q", x.heading)
		}
		block := e.Blocks[n]
		block.Heading, block.Text = cmp.Or(x.now, block.Heading), x.before+block.Text+x.after
		if err := updates.ChangeBlock(b.ctx, b.db, lead, none, e.StudyID, e.ID, e.Version, block); err != nil {
			return err
		}
		e.Version++
	}
	profile := updates.Block{Kind: updates.Profile, Heading: "Meet a member of the team: " + fieldResearcher, Agreed: "By email, 1 December 2023",
		Text: "I spent three weeks with each link worker. I walked with them between visits, drank a lot of tea, and learnt how much of the work is listening.\n\nBefore I came to research I worked for a housing charity. So I know how much a phone call can do that comes when somebody said it would.\n\nWhen I am not working, I grow beans on an allotment. My neighbours there know all about link workers by now."}
	if err := updates.AddBlock(b.ctx, b.db, lead, none, e.StudyID, e.ID, e.Version, profile); err != nil {
		return err
	}
	e.Version++
	seat, err := b.seat(lead, e.StudyID)
	if err != nil {
		return err
	}
	for {
		all, err := readAll(b, func(r reader) ([]updates.Edition, error) { return updates.List(r, seat) })
		if err != nil {
			return err
		}
		e = all[0]
		n := slices.IndexFunc(e.Blocks, func(block updates.Block) bool { return block.Kind == updates.Profile })
		if thanks := slices.IndexFunc(e.Blocks, func(block updates.Block) bool { return block.Kind == updates.Thanks }); n < thanks {
			return nil
		}
		if err := updates.MoveBlock(b.ctx, b.db, lead, none, e.StudyID, e.ID, e.Version, e.Blocks[n].ID, true); err != nil {
			return err
		}
	}
}

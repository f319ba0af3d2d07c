package choose

import (
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// card is one part to play.
type card struct {
	Role, Who, What, Try string
}

func (c Cast) cards(r *db.Snapshot) ([]card, error) {
	names, err := identity.Names(r, []string{c.LinkWorker, c.Manager, c.Practice, c.Administrator, c.Researcher, c.FieldResearcher, c.PublicLead})
	if err != nil {
		return nil, err
	}
	worker := names[c.LinkWorker]
	return []card{
		{"link-worker", worker + ", link worker", "Supports people in the Harbour network.", "Record the 9:30am call: one click, a few words, save."},
		{"manager", names[c.Manager] + ", team manager", "Looks after the team and decides about new referrals.", "Open Referrals and give the one that waits longest to somebody."},
		{"practice", names[c.Practice] + ", GP practice", "Refers people and reads letters.", "Refer somebody in under a minute."},
		{"organisation", "A community service", "Answers a referral by a link, without an account.", "Send yourself a code (it lands in the Outbox) and answer the referral."},
		{"person", "Somebody with a phone", "Answers 4 questions by a link.", "Give the year of birth " + strconv.Itoa(c.Born) + " and answer."},
		{"administrator", names[c.Administrator] + ", administrator", "Sets up teams, practices and accounts.", "Invite a colleague, then read the invitation in the Outbox."},
		{"researcher", names[c.Researcher] + ", chief investigator", "Leads studies and sees no person’s record.", "Open Studies: two published studies told again with made-up people, and one at work now."},
		{"field-researcher", names[c.FieldResearcher] + ", field researcher", "Meets the people of a study.", "Open Studies, First welcome, Fieldwork, and see who is to be met."},
		{"public-lead", names[c.PublicLead] + ", public involvement lead", "Runs the groups that stand beside a study.", "Open Studies, First welcome, Groups: a group meets soon."},
	}, nil
}

package updates_test

import (
	"slices"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies/consent"
	"linkwork/internal/updates"
)

// What somebody said of a finding, and allowed, stands in an update as they said it.
func TestAQuoteOfAFinding(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		finding, err := findings.Add(n.Context(), d, n.Lead, keyless, findings.Finding{StudyID: n.ID, Name: "Holding", Words: "Link workers hold people."})
		n.OK(err)
		ours := findings.Source{Kind: findings.OfGroup, ID: n.group}
		voice, err := findings.Hear(n.Context(), d, n.Lead, keyless, n.ID, findings.Voice{FindingID: finding, Whose: ours, Says: findings.Agrees, Words: "Yes", Quote: "She held me up.", Permission: "By email"})
		n.OK(err)
		_, err = findings.Hear(n.Context(), d, n.Lead, keyless, n.ID, findings.Voice{FindingID: finding, Whose: ours, Says: findings.Agrees, Words: "Nobody is quoted"})
		n.OK(err)
		id := n.begin()
		n.OK(updates.AddBlock(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, updates.Block{Kind: updates.Quote, About: voice, Text: "One of the group said:"}))
		n.Read(func(r *db.Snapshot) error {
			of, err := updates.Records(r, n.seat(n.Lead))
			if len(of[updates.Quote]) != 1 {
				t.Errorf("%+v", of[updates.Quote])
			}
			return err
		})
		n.publish(id)
		if last := n.last(id); !strings.HasPrefix(last.Text, "One of the group said:\n\n> “She held me up.”\n>\n> A member of our PPI group") || last.Withdrawn {
			t.Errorf("%+v", last)
		}

		// Taken back, nobody reads it any more, and the check speaks until it is corrected.
		n.OK(findings.Unhear(n.Context(), d, n.Lead, keyless, n.ID, finding, voice))
		if last := n.last(id); !last.Withdrawn || last.Text != "" || len(n.issues(id)[0].Withdrawn()) != 1 {
			t.Errorf("%+v", last)
		}
		n.OK(updates.Correct(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, "We took words out."))
		castest.Refused(t, updates.AskApproval(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version), "state")
		n.OK(updates.RemoveBlock(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, n.last(id).ID))
		n.publish(id)
		if all := n.issues(id); len(all) != 2 || len(all[0].Withdrawn()) != 0 || len(all[1].Withdrawn()) != 1 {
			t.Errorf("%+v", all)
		}
	})
}

// last is the last section of the latest issue.
func (n *newsroom) last(id string) updates.Section {
	n.Helper()
	all := n.issues(id)[0].Sections
	return all[len(all)-1]
}

// Words of a participant stand in an update while they allow it, under no name or number.
func TestAParticipantIsQuoted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		ctx := n.Context()
		finding, err := findings.Add(ctx, d, n.Lead, keyless, findings.Finding{StudyID: n.ID, Name: "Holding", Words: "They stay."})
		n.OK(err)
		p, passage := n.Said("She rang when she said she would.")
		quote, err := findings.ChooseQuote(ctx, d, n.Lead, keyless, n.ID, finding, passage)
		n.OK(err)
		id := n.begin()
		n.OK(updates.AddBlock(ctx, d, n.public, keyless, n.ID, id, n.edition(id).Version, updates.Block{Kind: updates.Quote, About: quote}))
		e := n.edition(id)
		n.OK(updates.AskApproval(ctx, d, n.public, keyless, n.ID, id, e.Version))
		n.OK(updates.Approve(ctx, d, n.Lead, keyless, n.ID, id, e.Version+1))
		n.OK(updates.Publish(ctx, d, n.public, keyless, n.ID, id, e.Version+2))
		if last := n.last(id); last.Text != "> “She rang when she said she would.”\n>\n> A patient" {
			t.Errorf("%q", last.Text)
		}
		n.Read(func(r *db.Snapshot) error {
			uses, err := consent.Uses(r, p.ID)
			if !slices.ContainsFunc(uses, func(u consent.Use) bool {
				return u.Kind == consent.UseQuote && u.Label == "Quoted in “What we did”"
			}) {
				t.Errorf("%+v", uses)
			}
			return err
		})
		_, err = consent.Withdraw(ctx, d, n.Field, keyless, consent.Withdrawal{StudyID: n.ID, ParticipantID: p.ID, Level: consent.OneClause, Clause: "quote", How: "by phone"})
		n.OK(err)
		if last := n.last(id); !last.Withdrawn || last.Text != "" {
			t.Errorf("taken back: %+v", last)
		}
		n.OK(updates.Correct(ctx, d, n.Lead, keyless, n.ID, id, n.edition(id).Version, "We look again."))
		castest.Refused(t, updates.AskApproval(ctx, d, n.Lead, keyless, n.ID, id, n.edition(id).Version), "state")
	})
}

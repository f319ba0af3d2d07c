package updates_test

import (
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/engagement/findings"
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
		all := n.issues(id)[0].Sections
		if text := all[len(all)-1].Text; !strings.HasPrefix(text, "One of the group said:\n\n> “She held me up.”") {
			t.Errorf("%q", text)
		}
	})
}

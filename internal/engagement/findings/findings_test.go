package findings_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func TestWhatWasFoundAndWhatFollows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		ctx := s.Context()
		_, err := findings.Add(ctx, d, s.Lead, keyless, findings.Finding{StudyID: s.ID, Name: "Holding"})
		castest.Refused(t, err, "words")
		_, err = findings.Add(ctx, d, s.Field, keyless, findings.Finding{StudyID: s.ID, Name: "Holding", Words: "They stay."})
		castest.Is(t, err, db.ErrNotFound)
		holding, err := findings.Add(ctx, d, s.Lead, keyless, findings.Finding{StudyID: s.ID, Name: "Holding", Words: "They stay with people."})
		s.OK(err)
		s.OK(findings.Change(ctx, d, s.Lead, keyless, findings.Finding{ID: holding, StudyID: s.ID, Name: "Holding", Words: "They stay with people while help is not there.", Version: 1}))
		castest.Is(t, findings.Change(ctx, d, s.Lead, keyless, findings.Finding{ID: holding, StudyID: s.ID, Name: "Holding", Words: "Mine", Version: 1}), db.ErrConflict)

		group, err := groups.Add(ctx, d, s.Lead, keyless, groups.Group{StudyID: s.ID, Kind: groups.PPI, Name: "PPI group"})
		s.OK(err)
		ours := findings.Source{Kind: findings.OfGroup, ID: group}
		hear := func(v findings.Voice) error {
			v.FindingID = holding
			_, err := findings.Hear(ctx, d, s.Lead, keyless, s.ID, v)
			return err
		}
		castest.Refused(t, hear(findings.Voice{Whose: findings.Source{Kind: findings.OfEvent, ID: group}, Says: findings.Agrees, Words: "Yes"}), "whose")
		castest.Refused(t, hear(findings.Voice{Whose: ours, Says: "sings", Words: "La"}), "says")
		castest.Refused(t, hear(findings.Voice{Whose: ours, Says: findings.Challenges, Words: "Not for all", Quote: "Nobody held me."}), "permission")
		s.OK(hear(findings.Voice{Whose: ours, Says: findings.Challenges, Words: "Not for all", Quote: "Nobody held me.", Permission: "By email"}))
		_, err = findings.Hear(ctx, d, s.Lead, keyless, s.ID, findings.Voice{FindingID: "unknown", Whose: ours, Says: findings.Agrees, Words: "Yes"})
		castest.Is(t, err, db.ErrNotFound)

		recommend := func(c findings.Recommendation) error {
			c.StudyID = s.ID
			_, err := findings.Recommend(ctx, d, s.Lead, keyless, c)
			return err
		}
		castest.Refused(t, recommend(findings.Recommendation{Audience: findings.Policy, Words: "Count holding as work"}), "findings")
		castest.Is(t, recommend(findings.Recommendation{Audience: findings.Policy, Words: "Count it", Findings: []string{"unknown"}}), db.ErrNotFound)
		s.OK(recommend(findings.Recommendation{Audience: findings.Policy, Words: "Count holding as work", Findings: []string{holding}}))
		paper, err := outputs.Add(ctx, d, s.Lead, keyless, outputs.Output{StudyID: s.ID, Kind: outputs.Paper, Title: "Holding"})
		s.OK(err)
		s.OK(findings.Rest(ctx, d, s.Lead, keyless, s.ID, paper, []findings.Source{{Kind: findings.OfFinding, ID: holding}, ours}))
		castest.Is(t, findings.Rest(ctx, d, s.Lead, keyless, s.ID, paper, []findings.Source{{Kind: findings.OfFinding, ID: "unknown"}}), db.ErrNotFound)
		s.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
			s.OK(err)
			voices, err := findings.Voices(r, seat, "")
			if err != nil || len(voices) != 1 || voices[0].Whose.Name != "PPI group" {
				t.Errorf("%+v, %v", voices, err)
			}
			all, err := findings.Recommendations(r, seat)
			if err != nil || len(all) != 1 || all[0].Status != findings.Draft {
				t.Errorf("%+v, %v", all, err)
			}
			on, err := findings.RestsOn(r, seat, paper)
			if len(on) != 2 || on[0].Name != "Holding" || on[1].Name != "PPI group" {
				t.Errorf("%+v", on)
			}
			return err
		})
	})
}

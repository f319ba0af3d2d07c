package findings_test

import (
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/events"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/interviews"
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

// A finding of the study and what an event shows meet by a reference, which holds while the
// event words it as then.
func TestWhatAnEventShowsIsAFindingOfTheStudy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		ctx := s.Context()
		add := func(name string) string {
			id, err := findings.Add(ctx, d, s.Lead, keyless, findings.Finding{StudyID: s.ID, Name: name, Words: "In plain English."})
			s.OK(err)
			return id
		}
		holding, waiting := add("Holding"), add("Waiting")
		e := events.Event{Title: "A day out", Town: "Exeter", Venue: "Canal Rooms", GettingIn: "Level", Capacity: 9, Findings: []string{"Holding: they stay", "Rules are bent kindly"}}
		var err error
		e.ID, err = events.Add(ctx, d, events.Team(s.Lead, s.ID), keyless, e)
		s.OK(err)
		answers := 0 // how often those of an event were read
		shown := func(to ...string) (all []findings.Shown) {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
				s.OK(err)
				all, err = findings.AllShown(counting{r, "askings", &answers}, seat, to...)
				return err
			})
			return all
		}
		if all := shown(); len(all) != 2 || !all[0].Tells(findings.Finding{Name: "holding"}) || all[1].Tells(findings.Finding{Name: "Holding"}) || all[0].FindingID != "" {
			t.Fatalf("%+v", all)
		}
		recognise := func(finding string, number int) error {
			return findings.Recognise(ctx, d, s.Lead, keyless, s.ID, finding, e.ID, number)
		}
		castest.Is(t, recognise(holding, 3), db.ErrNotFound)
		castest.Is(t, recognise("unknown", 1), db.ErrNotFound)
		castest.Is(t, findings.Recognise(ctx, d, s.Field, keyless, s.ID, holding, e.ID, 1), db.ErrNotFound)
		s.OK(recognise(holding, 1))
		castest.Refused(t, recognise(waiting, 1), "shown")
		if all := shown(); all[0].FindingID != holding || all[1].FindingID != "" {
			t.Errorf("%+v", all)
		}
		e.Findings, e.Version = []string{"Rules are bent kindly", "Holding: they stay"}, 1
		_, err = events.Change(ctx, d, events.Team(s.Lead, s.ID), keyless, e, false, events.Ways{})
		s.OK(err)
		if all := shown(); all[0].FindingID != "" || all[1].FindingID != "" {
			t.Errorf("the event shows something else in its place: %+v", all)
		}
		s.OK(recognise(waiting, 1))
		s.OK(findings.Unrecognise(ctx, d, s.Lead, keyless, s.ID, waiting, e.ID, 1))
		castest.Is(t, findings.Unrecognise(ctx, d, s.Lead, keyless, s.ID, waiting, e.ID, 1), db.ErrNotFound)

		// The answers at an event are read for a finding that it shows, and for no other.
		e.ID, err = events.Add(ctx, d, events.Team(s.Lead, s.ID), keyless, events.Event{Title: "Another day", Town: "Exeter", Venue: "Canal Rooms", GettingIn: "Level", Capacity: 9, Findings: []string{"Holding"}})
		s.OK(err)
		s.OK(events.MakeFeedback(ctx, d, events.Team(s.Lead, s.ID), keyless, e.ID, 1, events.Evaluation))
		s.OK(recognise(holding, 1))
		if shown(waiting); answers != 0 {
			t.Errorf("the answers to other findings were read, %d times", answers)
		}
		if shown(holding); answers != 1 {
			t.Errorf("the answers were read %d times", answers)
		}
	})
}

// counting counts the questions to the database that hold a word.
type counting struct {
	db.Reader
	word  string
	times *int
}

func (c counting) Query(q string, args ...any) (*db.Rows, error) {
	if strings.Contains(q, c.word) {
		*c.times++
	}
	return c.Reader.Query(q, args...)
}

// A participant's words stand at a finding while they allow that they are quoted.
func TestAParticipantIsQuotedWhileTheyAllowIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		ctx := s.Context()
		finding, err := findings.Add(ctx, d, s.Lead, keyless, findings.Finding{StudyID: s.ID, Name: "Holding", Words: "They stay."})
		s.OK(err)
		choose := func(by access.Actor, passage string) error {
			_, err := findings.ChooseQuote(ctx, d, by, keyless, s.ID, finding, passage)
			return err
		}
		who, passage := s.Said("She rang when she said she would.")
		_, silent := s.Said("Nobody else does.", "quote")
		castest.Refused(t, choose(s.Lead, silent), "passage")
		castest.Is(t, choose(s.Lead, "unknown"), db.ErrNotFound)
		castest.Is(t, choose(s.Harbour.First, passage), db.ErrNotFound)
		s.OK(choose(s.Lead, passage))
		castest.Refused(t, choose(s.Lead, passage), "passage")
		quoted := func(duty studies.Duty) (all []findings.Quote, more []interviews.Passage) {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, duty)
				s.OK(err)
				if duty == studies.Follow { // as somebody who only follows
					seat.Parts = []studies.Part{{Role: studies.Monitor}}
				}
				if all, err = findings.Quotes(r, seat, finding); err != nil {
					return err
				}
				more, err = findings.Quotable(r, seat, nil)
				return err
			})
			return all, more
		}
		if all, more := quoted(studies.Read); len(all) != 1 || all[0].Passage.Words == "" || all[0].Passage.Number != who.Number || len(more) != 1 {
			t.Errorf("%+v, %+v", all, more)
		}
		if all, more := quoted(studies.Follow); len(all) != 1 || all[0].Passage.Words == "" || all[0].Passage.Number != "" || len(more) != 0 {
			t.Errorf("who follows reads %+v, %+v", all, more)
		}
		_, err = consent.Withdraw(ctx, d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: who.ID, Level: consent.OneClause, Clause: "quote", How: "by phone"})
		s.OK(err)
		all, more := quoted(studies.Read)
		if len(all) != 1 || all[0].Passage.Words != "" || len(more) != 0 {
			t.Errorf("taken back: %+v, %+v", all, more)
		}
		s.Read(func(r *db.Snapshot) error {
			uses, err := consent.Uses(r, who.ID)
			if !slices.ContainsFunc(uses, func(u consent.Use) bool { return u.SubjectID == all[0].ID && !u.Allowed && u.ToSettle() }) {
				t.Errorf("%+v", uses)
			}
			return err
		})
		s.OK(findings.DropQuote(ctx, d, s.Lead, keyless, s.ID, finding, all[0].ID))
		castest.Is(t, findings.DropQuote(ctx, d, s.Lead, keyless, s.ID, finding, all[0].ID), db.ErrNotFound)
	})
}

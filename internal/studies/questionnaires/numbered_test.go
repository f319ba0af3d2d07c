package questionnaires_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
)

var ways = questionnaires.Ways{BaseURL: "https://house.example", Texts: true}

// panel is a questionnaire that participants answer under their numbers, at first and
// after 90 to 120 days.
type panel struct {
	*survey
	first, later string // waves
}

func numbered(t *testing.T, d *db.DB) *panel {
	p := &panel{survey: furnish(t, d)}
	wave := func(w fieldwork.Wave) string {
		w.StudyID = p.ID
		id, err := fieldwork.AddWave(p.Context(), d, p.Lead, keyless, w)
		p.OK(err)
		return id
	}
	p.first = wave(fieldwork.Wave{Code: "baseline", Name: "At first", ToDay: 30})
	p.later = wave(fieldwork.Wave{Code: "later", Name: "After three months", FromDay: 90, ToDay: 120})
	p.OK(p.set(p.settings()))
	p.OK(questionnaires.ToTest(p.Context(), d, p.Lead, keyless, p.ID, p.id, p.now().Version))
	p.OK(questionnaires.ToOpen(p.Context(), d, p.Lead, keyless, p.ID, p.id, p.now().Version))
	return p
}

func (p *panel) settings() questionnaires.Settings {
	return questionnaires.Settings{Audience: questionnaires.Participants, Who: studies.LinkWorker, Waves: []string{p.first, p.later}, OpensOn: p.Today(), ClosesOn: p.Today().AddDays(200), OptIn: true}
}

// agreed is a link worker who consented, with an email address.
func (p *panel) agreed(site string, no ...string) participants.Participant {
	p.Helper()
	x := p.Consented(studies.LinkWorker, site, no...)
	p.OK(participants.SaveContact(p.Context(), p.DB, p.Lead, keyless, p.ID, x.ID, participants.Contact{Name: "Dee Marsh", Email: "dee@linkwork.example", Way: participants.ByEmail}))
	return x
}

// due is the list as the lead or the field researcher reads it.
func (p *panel) due(wave string, field ...bool) (list []questionnaires.Due) {
	p.Helper()
	by := p.Lead
	if len(field) > 0 {
		by = p.Field
	}
	p.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, by, p.ID, studies.Meet)
		p.OK(err)
		q, err := questionnaires.Get(r, seat, p.id)
		p.OK(err)
		all, err := questionnaires.DueList(r, seat, q)
		for _, d := range all {
			if d.Wave.ID == wave {
				list = append(list, d)
			}
		}
		return err
	})
	return list
}

func (p *panel) stands(wave string, want ...questionnaires.Standing) {
	p.Helper()
	var is []string
	for _, d := range p.due(wave) {
		is = append(is, string(d.Standing))
	}
	var wanted []string
	for _, s := range want {
		wanted = append(wanted, string(s))
	}
	if strings.Join(is, " ") != strings.Join(wanted, " ") {
		p.Errorf("they stand %v, not %v", is, wanted)
	}
}

func (p *panel) ask(wave, participant string) error {
	return questionnaires.Ask(p.Context(), p.DB, p.Lead, keyless, p.ID, p.id, wave, participant, ways)
}

// sent are the tokens of the links that were sent, the latest first, and the messages.
func (p *panel) sent() (tokens []string, all []messages.Entry) {
	p.Helper()
	p.Read(func(r *db.Snapshot) (err error) {
		all, err = messages.Outbox(r, messages.Entry{}, 50)
		return err
	})
	for _, m := range all {
		if token, ours := strings.CutPrefix(m.Secret, ways.BaseURL+questionnaires.Path+"/"); ours {
			tokens = append(tokens, token)
		}
	}
	return tokens, all
}

func (p *panel) drain() {
	p.Helper()
	p.OK(jobs.NewRunner(p.DB, questionnaires.Handlers(p.DB, ways)).Drain(p.Context()))
}

func TestParticipantsAnswerUnderTheirNumbers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := numbered(t, d)
		one, two := p.agreed(p.A), p.agreed(p.B)
		p.agreed(p.A, "forms")                // does not want questionnaires
		p.Consented(studies.Patient, p.A)     // of another kind
		p.Approached(studies.LinkWorker, p.A) // has not consented
		p.stands(p.first, questionnaires.ToAsk, questionnaires.ToAsk, questionnaires.NotFor)
		p.stands(p.later, questionnaires.Early, questionnaires.Early, questionnaires.NotFor)
		if n := len(p.due(p.first, true)); n != 2 {
			t.Errorf("a field researcher of one site reads %d lines", n)
		}

		sent, not, err := questionnaires.AskAll(p.Context(), d, p.Lead, keyless, p.ID, p.id, p.first, ways)
		p.OK(err)
		if sent != 2 || len(not) != 0 {
			t.Errorf("sent %d, not %v", sent, not)
		}
		tokens, all := p.sent()
		for _, m := range all[:2] {
			if strings.Contains(m.Subject+m.Text, "Link workers") || !strings.Contains(m.Text, "{secret}") {
				t.Errorf("%s: %s", m.Subject, m.Text)
			}
		}
		p.stands(p.first, questionnaires.Waiting, questionnaires.Waiting, questionnaires.NotFor)
		p.answer(tokens[0], questionnaires.Guard{}, worker)
		p.answer(tokens[1], questionnaires.Guard{}, worker)
		p.stands(p.first, questionnaires.Answered, questionnaires.Answered, questionnaires.NotFor)
		_, err = questionnaires.Start(p.Context(), d, keyless, tokens[0], "", questionnaires.Guard{})
		castest.Is(t, err, links.ErrEnded)

		list, err := p.responses(p.Lead)
		p.OK(err)
		if len(list) != 2 || list[0].Wave != "baseline" || list[0].Answers["region"].Text != "north" || !list[0].Counts() || list[0].Code != list[0].Number+"-baseline" {
			t.Errorf("%+v", list)
		}
		for _, who := range []participants.Participant{one, two} {
			if now := p.Participant(who.ID); now.Stage != participants.TookPart {
				t.Errorf("%s is %s", now.Number, now.Stage)
			}
		}
		// The later wave counts from the day of the first answers.
		p.stands(p.later, questionnaires.Early, questionnaires.Early, questionnaires.NotFor)
		p.Clock.Advance(95 * 24 * time.Hour)
		p.stands(p.later, questionnaires.ToAsk, questionnaires.ToAsk, questionnaires.NotFor)
		p.OK(p.ask(p.later, one.ID))
		tokens, _ = p.sent()
		p.answer(tokens[0], questionnaires.Guard{}, worker)
		if now := p.Participant(one.ID); now.Stage != participants.Stayed {
			t.Errorf("%s is %s", now.Number, now.Stage)
		}
		p.Clock.Advance(40 * 24 * time.Hour)
		p.stands(p.later, questionnaires.Late, questionnaires.Answered, questionnaires.NotFor)
	})
}

// What somebody answered rests on their consent: a withdrawal lists it, and takes it out
// of what counts.
func TestAWithdrawalTakesAnswersOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := numbered(t, d)
		one, two := p.agreed(p.A), p.agreed(p.A)
		p.OK(p.ask(p.first, one.ID))
		p.OK(p.ask(p.first, two.ID))
		tokens, _ := p.sent()
		p.answer(tokens[1], questionnaires.Guard{}, worker) // of the first
		own, err := questionnaires.Start(p.Context(), d, keyless, tokens[0], "", questionnaires.Guard{})
		p.OK(err)
		_, err = questionnaires.MakeExtract(p.Context(), d, p.Lead, keyless, p.ID, p.id, " ")
		castest.Refused(t, err, "purpose")
		_, err = questionnaires.MakeExtract(p.Context(), d, p.Lead, keyless, p.ID, p.id, "Main analysis")
		p.OK(err)
		for _, who := range []participants.Participant{one, two} {
			_, err := consent.Withdraw(p.Context(), d, p.Lead, keyless, consent.Withdrawal{StudyID: p.ID, ParticipantID: who.ID, Level: consent.OneClause, Clause: "forms", How: "by phone", Day: p.Today()})
			p.OK(err)
		}
		_, err = forms.Take(p.Context(), d, p.link(own), "region", form.Given{Values: []string{"north"}})
		p.OK(err)
		castest.Is(t, questionnaires.Finish(p.Context(), d, p.link(own)), links.ErrEnded)
		list, err := p.responses(p.Lead)
		p.OK(err)
		for _, x := range list {
			if x.Counts() || len(x.Answers) > 0 {
				t.Errorf("%+v", x)
			}
		}
		var uses []consent.Use
		p.Read(func(r *db.Snapshot) (err error) { uses, err = consent.Uses(r, one.ID); return })
		if len(uses) != 2 || uses[0].Kind != consent.UseExtract || !strings.Contains(uses[0].Label, "Main analysis") || uses[1].Kind != consent.UseAnswers || uses[1].Label != "Your job" || !uses[0].ToSettle() || !uses[1].ToSettle() {
			t.Errorf("%+v", uses)
		}
		castest.Refused(t, p.ask(p.first, two.ID), "link")
	})
}

func TestParticipantsAreRemindedTwiceAndNoMore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := numbered(t, d)
		one, two := p.agreed(p.A), p.agreed(p.A)
		p.OK(p.ask(p.first, one.ID))
		p.OK(p.ask(p.first, two.ID))
		first, _ := p.sent()
		p.OK(questionnaires.StopMail(p.Context(), d, keyless, first[0])) // the second wants none
		for range 30 {
			p.Clock.Advance(24 * time.Hour)
			p.drain()
			p.drain()
		}
		tokens, all := p.sent()
		if len(tokens) != 4 {
			t.Errorf("%d messages", len(tokens))
		}
		if !strings.HasPrefix(all[0].Subject, "A reminder") {
			t.Errorf("%s", all[0].Subject)
		}
		// Only the latest link opens.
		p.Read(func(r *db.Snapshot) error {
			_, err := questionnaires.OfLink(r, tokens[0])
			p.OK(err)
			_, err = questionnaires.OfLink(r, first[1])
			castest.Is(t, err, links.ErrEnded)
			return nil
		})
	})
}

func TestAResearcherTypesWhatIsOnPaper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := numbered(t, d)
		p.Clock.Advance(2 * 24 * time.Hour)
		one := p.agreed(p.A)
		p.Clock.Advance(3 * 24 * time.Hour)
		fill := func(how questionnaires.How, day dates.Date) (string, error) {
			return questionnaires.Fill(p.Context(), d, p.Field, keyless, p.ID, p.id, p.first, one.ID, how, day)
		}
		_, err := fill("by pigeon", p.Today())
		castest.Refused(t, err, "how")
		_, err = fill(questionnaires.OnPaper, p.Today().AddDays(1))
		castest.Refused(t, err, "day")
		for _, early := range []int{-6, -4} { // before it opened, and before they consented
			_, err = fill(questionnaires.OnPaper, p.Today().AddDays(early))
			castest.Refused(t, err, "day")
		}
		day := p.Today().AddDays(-2)
		token, err := fill(questionnaires.OnPaper, day)
		p.OK(err)
		p.finish(token, worker)
		list, err := p.responses(p.Lead)
		p.OK(err)
		if len(list) != 1 || list[0].AnsweredOn != day || list[0].Door != "On paper" || len(list[0].Marks) != 0 {
			t.Errorf("%+v", list)
		}
		_, err = fill(questionnaires.Together, dates.Date{})
		castest.Refused(t, err, "link")
	})
}

func TestWhoCannotBeAskedIsSaidWithWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := numbered(t, d)
		one, foreign := p.agreed(p.A), p.agreed(p.B)
		could := func(who string, why fieldwork.Reason) error {
			return questionnaires.CouldNot(p.Context(), d, p.Field, keyless, p.ID, p.id, p.first, who, why, "")
		}
		castest.Refused(t, could(one.ID, "because"), "why")
		castest.Is(t, could(foreign.ID, fieldwork.Reasons[0]), db.ErrNotFound)
		p.OK(could(one.ID, fieldwork.Reasons[0]))
		p.stands(p.first, questionnaires.ToAsk, questionnaires.Missed)
		castest.Refused(t, p.ask(p.first, one.ID), "link")
		p.OK(could(one.ID, ""))
		p.stands(p.first, questionnaires.ToAsk, questionnaires.ToAsk)
	})
}

// Whom a questionnaire is for is chosen before it opens, from the waves of the study.
func TestWhomAQuestionnaireIsFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := furnish(t, d)
		x := questionnaires.Settings{Audience: questionnaires.Participants, OpensOn: s.Today(), ClosesOn: s.Today().AddDays(9)}
		x.Waves = []string{"another study's"}
		castest.Refused(t, s.set(x), "waves")
		x.Waves, x.Audience = nil, "everybody"
		castest.Refused(t, s.set(x), "audience")
		x.Audience = questionnaires.Participants
		s.OK(s.set(x))
		s.OK(questionnaires.ToTest(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version))
		castest.Refused(t, questionnaires.ToOpen(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version), "state")
		// Its open links are for the test alone.
		door := s.door()
		_, err := questionnaires.Start(s.Context(), d, keyless, door, "", questionnaires.Guard{})
		s.OK(err)
		wave, err := fieldwork.AddWave(s.Context(), d, s.Lead, keyless, fieldwork.Wave{StudyID: s.ID, Code: "only", Name: "Only"})
		s.OK(err)
		x.Waves = []string{wave}
		s.OK(s.set(x))
		s.OK(questionnaires.ToOpen(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version))
		_, err = questionnaires.Start(s.Context(), d, keyless, door, "", questionnaires.Guard{})
		castest.Is(t, err, links.ErrEnded)
		_, err = questionnaires.MakeDoor(s.Context(), d, s.Lead, keyless, s.ID, s.id, "Poster")
		castest.Is(t, err, db.ErrConflict)
		_, err = questionnaires.AddList(s.Context(), d, s.Lead, keyless, s.ID, s.id, "a@linkwork.example")
		castest.Is(t, err, db.ErrConflict)
	})
}

// Whoever wants what they gave destroyed has their answers destroyed too, finished or not;
// the file that left stays for a person to settle.
func TestAnswersAreDestroyedWhenTheyWantIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := numbered(t, d)
		one, two := p.agreed(p.A), p.agreed(p.A)
		p.OK(p.ask(p.first, one.ID))
		p.OK(p.ask(p.first, two.ID))
		tokens, _ := p.sent()
		p.answer(tokens[1], questionnaires.Guard{}, worker) // of the first
		own, err := questionnaires.Start(p.Context(), d, keyless, tokens[0], "", questionnaires.Guard{})
		p.OK(err)
		_, err = questionnaires.MakeExtract(p.Context(), d, p.Lead, keyless, p.ID, p.id, "Main analysis")
		p.OK(err)
		for _, who := range []participants.Participant{one, two} {
			_, err := consent.Withdraw(p.Context(), d, p.Lead, keyless, consent.Withdrawal{StudyID: p.ID, ParticipantID: who.ID, Level: consent.Destroy, How: "by phone", Day: p.Today()})
			p.OK(err)
		}
		p.drain()
		list, err := p.responses(p.Lead)
		p.OK(err)
		if len(list) != 0 {
			t.Errorf("left are %+v", list)
		}
		p.Read(func(r *db.Snapshot) error {
			var n int
			p.OK(r.QueryRow(`SELECT count(*) FROM askings`).Scan(&n))
			if n != 0 {
				t.Errorf("%d sets of answers are left", n)
			}
			_, err := links.Find(r, own)
			castest.Is(t, err, links.ErrEnded)
			uses, err := consent.Uses(r, one.ID)
			for _, u := range uses {
				if u.Kind == consent.UseAnswers && u.Settled != consent.Gone || u.Kind == consent.UseExtract && !u.ToSettle() {
					t.Errorf("%+v", u)
				}
			}
			return err
		})
	})
}

// Whoever begins again, on another phone or with a researcher, leaves nothing of what they
// had begun before.
func TestWhoBeginsAgainLeavesNothingBehind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := numbered(t, d)
		one := p.agreed(p.A)
		p.OK(p.ask(p.first, one.ID))
		tokens, _ := p.sent()
		begun, err := questionnaires.Start(p.Context(), d, keyless, tokens[0], "", questionnaires.Guard{})
		p.OK(err)
		_, err = forms.Take(p.Context(), d, p.link(begun), "region", form.Given{Values: []string{"south"}})
		p.OK(err)
		p.answer(tokens[0], questionnaires.Guard{}, worker)
		p.Read(func(r *db.Snapshot) error {
			_, err := links.Find(r, begun)
			castest.Is(t, err, links.ErrEnded)
			var askings, noted int
			p.OK(r.QueryRow(`SELECT count(*) FROM askings`).Scan(&askings))
			p.OK(r.QueryRow(`SELECT count(*) FROM study_responses`).Scan(&noted))
			if askings != 1 || noted != 1 {
				t.Errorf("%d sets of answers, %d responses", askings, noted)
			}
			return nil
		})
	})
}

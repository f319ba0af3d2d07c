package questionnaires_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func retention() form.Form {
	return form.Form{Title: form.Say("en", "Your job"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "region", Kind: form.Single, Label: form.Say("en", "Where do you work?"), Choices: []form.Choice{{Code: "north", Label: form.Say("en", "North")}, {Code: "south", Label: form.Say("en", "South")}}},
		{Name: "worker", Kind: form.Single, Label: form.Say("en", "Are you a link worker?"), Choices: []form.Choice{{Code: "yes", Label: form.Say("en", "Yes")}, {Code: "no", Label: form.Say("en", "No")}}},
		{Name: "words", Kind: form.Text, Label: form.Say("en", "Anything else?")},
	}}
}

type survey struct {
	*studytest.Study
	id, form string
}

func furnish(t *testing.T, d *db.DB) *survey {
	s := &survey{Study: studytest.New(castest.New(t, d))}
	var err error
	s.id, err = questionnaires.Bring(s.Context(), d, s.Lead, keyless, s.ID, retention())
	s.OK(err)
	s.form = s.now().FormID
	s.publish(1)
	return s
}

func (s *survey) publish(version int) {
	s.Helper()
	s.OK(forms.Publish(s.Context(), s.DB, s.Lead, keyless, s.form, version))
}

func (s *survey) now() (q questionnaires.Questionnaire) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Lead, s.ID, studies.Lead)
		s.OK(err)
		q, err = questionnaires.Get(r, seat, s.id)
		return err
	})
	return q
}

func (s *survey) set(x questionnaires.Settings) error {
	return questionnaires.Set(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, s.now().Version, x)
}

// opened takes it through test to open, for two weeks from today.
func (s *survey) opened(x questionnaires.Settings) *survey {
	s.Helper()
	x.OpensOn, x.ClosesOn = s.Today(), s.Today().AddDays(14)
	s.OK(s.set(x))
	s.OK(questionnaires.ToTest(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, s.now().Version))
	s.OK(questionnaires.ToOpen(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, s.now().Version))
	return s
}

func (s *survey) door() string {
	s.Helper()
	token, err := questionnaires.MakeDoor(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, "Newsletter")
	s.OK(err)
	return token
}

// answer begins by a link, takes a minute, and finishes with answers by question.
func (s *survey) answer(door string, g questionnaires.Guard, answers map[string]string) (token string) {
	s.Helper()
	token, err := questionnaires.Start(s.Context(), s.DB, keyless, door, "", g)
	s.OK(err)
	s.Clock.Advance(time.Minute)
	s.finish(token, answers)
	return token
}

func (s *survey) finish(token string, answers map[string]string) {
	s.Helper()
	link := s.link(token)
	for _, name := range []string{"region", "worker", "words"} {
		_, err := forms.Take(s.Context(), s.DB, link, name, form.Given{Values: []string{answers[name]}})
		s.OK(err)
	}
	s.OK(questionnaires.Finish(s.Context(), s.DB, link))
}

func (s *survey) link(token string) (id string) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		l, err := links.Find(r, token)
		id = l.ID
		return err
	})
	return id
}

func (s *survey) responses(by access.Actor) (all []questionnaires.Response, err error) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, failed := studies.Enter(r, by, s.ID, studies.Follow)
		if err = failed; err != nil {
			return nil
		}
		q, failed := questionnaires.Get(r, seat, s.id)
		s.OK(failed)
		all, err = questionnaires.Responses(r, seat, q)
		return nil
	})
	return all, err
}

var worker = map[string]string{"region": "north", "worker": "yes", "words": "Fine"}

func TestAQuestionnaireGoesFromDraftToClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := furnish(t, d)
		move := func(act func() error) error { return act() }
		toTest := func() error {
			return questionnaires.ToTest(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version)
		}
		toOpen := func() error {
			return questionnaires.ToOpen(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version)
		}
		castest.Is(t, move(toOpen), db.ErrConflict)
		castest.Refused(t, s.set(questionnaires.Settings{OpensOn: s.Today()}), "closes")
		castest.Refused(t, s.set(questionnaires.Settings{OpensOn: s.Today(), ClosesOn: s.Today().AddDays(-1)}), "closes")
		castest.Refused(t, s.set(questionnaires.Settings{Eligible: "worker ="}), "eligible")
		castest.Refused(t, s.set(questionnaires.Settings{OptIn: true}), "opt_in_as")
		s.OK(s.set(questionnaires.Settings{Traits: []string{"nothing"}}))
		castest.Refused(t, move(toTest), "state")
		s.OK(s.set(questionnaires.Settings{Eligible: "region + 1"}))
		castest.Refused(t, move(toTest), "state")
		s.OK(s.set(questionnaires.Settings{Eligible: "worker = 'yes'", Traits: []string{"region"}}))
		s.OK(move(toTest))
		castest.Refused(t, move(toOpen), "state") // no dates
		door := s.door()
		s.answer(door, questionnaires.Guard{}, worker)
		if tested, err := s.responses(s.Lead); err != nil || len(tested) != 1 {
			t.Errorf("in the test there are %d, %v", len(tested), err)
		}
		s.opened(questionnaires.Settings{Grace: 3})
		if kept, err := s.responses(s.Lead); err != nil || len(kept) != 0 {
			t.Errorf("of the test are left %d, %v", len(kept), err)
		}
		castest.Is(t, move(toTest), db.ErrConflict)
		partWay, err := questionnaires.Start(s.Context(), d, keyless, door, "", questionnaires.Guard{})
		s.OK(err)
		castest.Is(t, questionnaires.ToClose(s.Context(), d, s.Field, keyless, s.ID, s.id, s.now().Version, 3), db.ErrNotFound)
		s.OK(questionnaires.ToClose(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version, 3))
		_, err = questionnaires.Start(s.Context(), d, keyless, door, "", questionnaires.Guard{})
		castest.Is(t, err, questionnaires.ErrShut)
		s.Clock.Advance(48 * time.Hour)
		s.finish(partWay, worker) // within the days of grace
		if all, err := s.responses(s.Lead); err != nil || len(all) != 1 || !all[0].Counts() {
			t.Errorf("after closing there are %+v, %v", all, err)
		}
	})
}

func TestWhatIsAskedIsLockedButForItsWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := furnish(t, d).opened(questionnaires.Settings{})
		correct := func(note string) error {
			return questionnaires.Correct(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version, note)
		}
		castest.Refused(t, correct(""), "note")
		castest.Refused(t, correct("A slip"), "state")
		f := retention()
		f.Items[0].Label = form.Say("en", "In which part of the country do you work?")
		s.OK(forms.KeepDraft(s.Context(), d, s.Lead, keyless, s.form, 1, f))
		s.publish(2)
		s.OK(correct("A clearer question"))
		if q := s.now(); q.Edition != 2 || len(q.Notes) != 1 {
			t.Errorf("it is %+v", q)
		}
		f.Items = f.Items[:2]
		castest.Refused(t, forms.KeepDraft(s.Context(), d, s.Lead, keyless, s.form, 2, f), "")
		s.OK(questionnaires.ToClose(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version, 0))
		castest.Refused(t, forms.KeepDraft(s.Context(), d, s.Lead, keyless, s.form, 2, f), "")
	})
}

// What was tested is what opens: a form that asks something else since has to be tested
// first, or the change taken back.
func TestAFormThatAsksSomethingElseIsTestedFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := furnish(t, d)
		s.OK(s.set(questionnaires.Settings{OpensOn: s.Today(), ClosesOn: s.Today().AddDays(9)}))
		s.OK(questionnaires.ToTest(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version))
		f := retention()
		f.Items = f.Items[:2]
		s.OK(forms.KeepDraft(s.Context(), d, s.Lead, keyless, s.form, 1, f))
		open := func() error {
			return questionnaires.ToOpen(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version)
		}
		castest.Refused(t, open(), "state")
		s.publish(2)
		castest.Refused(t, open(), "state")
		s.OK(questionnaires.ToTest(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version))
		s.OK(open())
	})
}

func TestWhoCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := furnish(t, d).opened(questionnaires.Settings{Eligible: "worker = 'yes'"})
		quota := func(q questionnaires.Quota) error {
			return questionnaires.SetQuota(s.Context(), d, s.Lead, keyless, s.ID, s.id, s.now().Version, q)
		}
		castest.Refused(t, quota(questionnaires.Quota{Question: "words", Choice: "x", Most: 1}), "question")
		castest.Refused(t, quota(questionnaires.Quota{Question: "region", Choice: "west", Most: 1}), "choice")
		s.OK(quota(questionnaires.Quota{Question: "region", Choice: "north", Most: 2}))
		door := s.door()
		s.answer(door, questionnaires.Guard{Browser: "one"}, worker)
		s.answer(door, questionnaires.Guard{Browser: "one"}, worker)
		s.answer(door, questionnaires.Guard{}, worker)                                                            // over the quota
		s.answer(door, questionnaires.Guard{}, map[string]string{"region": "south", "worker": "no", "words": ""}) // not eligible
		fast, err := questionnaires.Start(s.Context(), d, keyless, door, "", questionnaires.Guard{Trap: "http://spam.example"})
		s.OK(err)
		s.finish(fast, map[string]string{"region": "south", "worker": "yes", "words": "x"})
		all, err := s.responses(s.Lead)
		s.OK(err)
		var got []string
		for _, x := range all {
			words := "no"
			if x.Counts() {
				words = "counts"
			}
			for _, m := range x.Marks {
				words += " " + string(m)
			}
			got = append(got, words)
		}
		if want := "counts; counts same-browser; no; no; counts trapped too-fast"; strings.Join(got, "; ") != want {
			t.Errorf("they are %q, want %q", strings.Join(got, "; "), want)
		}
		s.OK(questionnaires.Exclude(s.Context(), d, s.Lead, keyless, s.ID, s.id, all[4].Code, "A robot"))
		if again, err := s.responses(s.Lead); err != nil || again[4].Counts() {
			t.Errorf("a robot counts: %+v, %v", again[4], err)
		}
		castest.Is(t, questionnaires.Exclude(s.Context(), d, s.Lead, keyless, s.ID, s.id, "R-NOBODY", "x"), db.ErrNotFound)
		if _, err := s.responses(s.Harbour.First); err == nil {
			t.Error("a link worker reads the answers")
		}
		if days := questionnaires.ByDay(all); len(days) != 1 || days[0].N != 5 {
			t.Errorf("by day: %+v", days)
		}
	})
}

func TestAListIsInvitedRemindedAndLeftAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := furnish(t, d)
		list := func(text string) (int, error) {
			return questionnaires.AddList(s.Context(), d, s.Lead, keyless, s.ID, s.id, text)
		}
		_, err := list("a@example.org\nnobody\nb@example")
		castest.Refused(t, err, "list")
		n, err := list("A@example.org\r\na@example.org,\nb@example.org\nc@example.org\n\n")
		s.OK(err)
		if n != 3 {
			t.Errorf("%d are new", n)
		}
		castest.Refused(t, questionnaires.Invite(s.Context(), d, s.Lead, keyless, s.ID, s.id, "https://a.example"), "list")
		s.opened(questionnaires.Settings{})
		s.OK(questionnaires.Invite(s.Context(), d, s.Lead, keyless, s.ID, s.id, "https://a.example"))
		runner := jobs.NewRunner(d, questionnaires.Handlers(d, ways))
		s.OK(runner.Drain(s.Context()))
		tokens := s.tokens()
		if len(tokens) != 3 {
			t.Fatalf("%d were written to", len(tokens))
		}
		s.answer(tokens["a@example.org"], questionnaires.Guard{}, worker)
		s.OK(questionnaires.StopMail(s.Context(), d, keyless, tokens["b@example.org"]))
		s.Clock.Advance(7*24*time.Hour + time.Minute)
		s.OK(runner.Drain(s.Context()))
		again := s.tokens()
		for email, token := range again {
			if reminded := token != "" && token != tokens[email]; reminded != (email == "c@example.org") {
				t.Errorf("%s: reminded %v", email, reminded)
			}
		}
		_, err = questionnaires.Start(s.Context(), d, keyless, tokens["c@example.org"], "", questionnaires.Guard{})
		castest.Is(t, err, links.ErrEnded) // the reminder's link took its place
		s.Read(func(r *db.Snapshot) error {
			got, err := questionnaires.HowMany(r, s.id)
			if got != (questionnaires.Invited{Listed: 3, Sent: 3, Stopped: 1, Answered: 1}) {
				t.Errorf("the list stands at %+v", got)
			}
			left, failed := db.List(r, func(row db.Scanner) (id string, err error) {
				err = row.Scan(&id)
				return
			}, `SELECT invitee_id FROM study_invitee_keys`)
			if len(left) != 0 {
				t.Error("somebody who answered is still joined to their answers")
			}
			s.OK(failed)
			return err
		})
	})
}

// tokens are the latest links by address.
func (s *survey) tokens() map[string]string {
	s.Helper()
	by := make(map[string]string)
	s.Read(func(r *db.Snapshot) error {
		_, err := db.List(r, func(row db.Scanner) (to string, err error) {
			var secret string
			err = row.Scan(&to, db.Text(&secret))
			by[to] = secret[strings.LastIndex(secret, "/")+1:]
			return
		}, `SELECT recipient, secret FROM messages ORDER BY queued_at, id`)
		return err
	})
	return by
}

func TestWhoOptsInIsNotJoinedToTheirAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := furnish(t, d).opened(questionnaires.Settings{OptIn: true, OptInAs: studies.LinkWorker, Traits: []string{"region"}})
		own := s.answer(s.door(), questionnaires.Guard{}, worker)
		contact := participants.Contact{Name: "Ada Moss", Email: "ada@example.org", Way: participants.ByEmail}
		castest.Refused(t, questionnaires.OptIn(s.Context(), d, keyless, own, participants.Contact{Way: participants.ByEmail}), "contact_name")
		s.OK(questionnaires.OptIn(s.Context(), d, keyless, own, contact))
		castest.Is(t, questionnaires.OptIn(s.Context(), d, keyless, own, contact), db.ErrNotFound)
		all, err := s.responses(s.Lead)
		s.OK(err)
		s.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, s.Lead, s.ID, studies.Meet)
			s.OK(err)
			who, err := questionnaires.Volunteers(r, seat, s.id)
			if len(who) != 1 || who[0].Traits["region"] != "north" || len(who[0].Traits) != 1 || who[0].Number == "" {
				t.Fatalf("who opted in: %+v", who)
			}
			s.OK(err)
			// No row of any table holds something of both.
			for _, row := range everyRow(s, r) {
				if strings.Contains(row, who[0].ID) && (strings.Contains(row, all[0].Code) || strings.Contains(row, "Fine")) {
					t.Errorf("one row joins them: %s", row)
				}
			}
			return nil
		})
	})
}

// everyRow is the rows of the tables that could join answers and people.
func everyRow(s *survey, r db.Reader) (rows []string) {
	for _, table := range []string{"study_responses", "study_volunteers", "participants", "askings", "study_contacts", "study_contact_keys"} {
		all, err := db.List(r, func(row db.Scanner) (text string, err error) {
			err = row.Scan(&text)
			return
		}, map[string]string{"study_responses": `SELECT asking_id || code || browser || questionnaire_id FROM study_responses`, "study_volunteers": `SELECT participant_id || traits || day FROM study_volunteers`,
			"participants": `SELECT id || number || part || added_by FROM participants`, "askings": `SELECT id || answers || coalesce(person_id, '') FROM askings`, "study_contacts": `SELECT id || code || name || email FROM study_contacts`,
			"study_contact_keys": `SELECT participant_id || contact_id FROM study_contact_keys`}[table])
		s.OK(err)
		rows = append(rows, all...)
	}
	return rows
}

// What a mail says of an employer is for staff alone, and it says who asks.
func TestAnInvitationSaysWhoAsks(t *testing.T) {
	for kind, words := range map[studies.Kind]string{studies.Patient: "Nobody outside the study team learns", studies.LinkWorker: "Your employer does not learn"} {
		s := furnish(t, dbtest.SQLite(t)).opened(questionnaires.Settings{OptIn: true, OptInAs: kind})
		_, err := questionnaires.AddList(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, "a@example.org")
		s.OK(err)
		s.OK(questionnaires.Invite(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, "https://a.example"))
		s.OK(jobs.NewRunner(s.DB, questionnaires.Handlers(s.DB, ways)).Drain(s.Context()))
		var subject, text string
		s.Read(func(r *db.Snapshot) error {
			return r.QueryRow(`SELECT subject, text FROM messages`).Scan(&subject, &text)
		})
		if subject != "An invitation to a questionnaire" {
			t.Errorf("the subject is %q", subject)
		}
		for _, part := range []string{words, "“Your job”", "“Link workers”", "Led by Dr Lena Voss"} {
			if !strings.Contains(text, part) {
				t.Errorf("for a %s it does not say %q: %s", kind, part, text)
			}
		}
	}
}

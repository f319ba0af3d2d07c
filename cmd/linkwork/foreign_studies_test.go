package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/visit"
)

// ofStudies finds records of a kind in a study. A kind is the name of a wildcard in
// the routes below a study.
var ofStudies = map[string]string{
	"study":          `SELECT id FROM studies WHERE id = $1`,
	"commitment":     `SELECT id FROM study_commitments WHERE study_id = $1`,
	"seat":           `SELECT id FROM study_members WHERE study_id = $1`,
	"site":           `SELECT id FROM study_sites WHERE study_id = $1`,
	"duty":           `SELECT t.id FROM study_site_tasks t JOIN study_sites s ON s.id = t.site_id WHERE s.study_id = $1`,
	"delegation":     `SELECT d.id FROM study_delegations d JOIN study_sites s ON s.id = d.site_id WHERE s.study_id = $1`,
	"document":       `SELECT id FROM study_documents WHERE study_id = $1`,
	"version":        `SELECT v.id FROM study_document_versions v JOIN study_documents d ON d.id = v.document_id WHERE d.study_id = $1`,
	"amendment":      `SELECT id FROM study_amendments WHERE study_id = $1`,
	"event":          `SELECT id FROM study_events WHERE study_id = $1`,
	"enquiry":        `SELECT id FROM study_enquiries WHERE study_id = $1`,
	"participant":    `SELECT participant_id FROM study_uses WHERE study_id = $1`,
	"consent":        `SELECT c.id FROM study_consents c JOIN study_uses u ON u.participant_id = c.participant_id WHERE c.study_id = $1`,
	"use":            `SELECT id FROM study_uses WHERE study_id = $1`,
	"meeting":        `SELECT id FROM study_sessions WHERE study_id = $1`,
	"recording":      `SELECT id FROM study_recordings WHERE study_id = $1`,
	"correction":     `SELECT id FROM study_corrections WHERE study_id = $1`,
	"jotting":        `SELECT id FROM study_notes WHERE study_id = $1`,
	"questionnaire":  `SELECT id FROM study_questionnaires WHERE study_id = $1`,
	"response":       `SELECT p.code FROM study_responses p JOIN study_questionnaires q ON q.id = p.questionnaire_id WHERE q.study_id = $1`,
	"passage":        `SELECT id FROM study_passages WHERE study_id = $1`,
	"extract":        `SELECT e.id FROM study_extracts e JOIN study_questionnaires q ON q.id = e.questionnaire_id WHERE q.study_id = $1`,
	"edition":        `SELECT id FROM update_editions WHERE study_id = $1`,
	"block":          `SELECT json_extract(blocks, '$[0].ID') FROM update_editions WHERE study_id = $1`,
	"finding":        `SELECT id FROM findings WHERE study_id = $1`,
	"voice":          `SELECT v.id FROM finding_voices v JOIN findings f ON f.id = v.finding_id WHERE f.study_id = $1`,
	"recommendation": `SELECT id FROM recommendations WHERE study_id = $1`,
	"output":         `SELECT id FROM study_outputs WHERE study_id = $1`,
	"trip":           `SELECT id FROM study_outings WHERE study_id = $1`,
	"topic":          `SELECT id FROM update_topics WHERE study_id = $1`,
	"reader":         `SELECT id FROM update_readers WHERE study_id = $1`,
	"sending":        `SELECT id FROM update_sendings WHERE study_id = $1`,
	"prompt":         `SELECT id FROM study_photo_prompts WHERE study_id = $1`,
	"set":            `SELECT id FROM study_photo_sets WHERE study_id = $1`,
	"photo":          `SELECT id FROM study_photos WHERE study_id = $1`,
	"picture":        `SELECT i.id FROM study_photo_items i JOIN study_photos p ON p.id = i.photo_id WHERE p.study_id = $1`,
	"group":          `SELECT id FROM study_groups WHERE study_id = $1`,
	"member":         `SELECT m.id FROM study_group_members m JOIN study_groups g ON g.id = m.group_id WHERE g.study_id = $1`,
	"sitting":        `SELECT t.id FROM study_group_meetings t JOIN study_groups g ON g.id = t.group_id WHERE g.study_id = $1`,
	"paper":          `SELECT p.id FROM study_group_papers p JOIN study_group_meetings t ON t.id = p.meeting_id JOIN study_groups g ON g.id = t.group_id WHERE g.study_id = $1`,
	"action":         `SELECT a.id FROM study_group_actions a JOIN study_group_meetings t ON t.id = a.meeting_id JOIN study_groups g ON g.id = t.group_id WHERE g.study_id = $1`,
	"contribution":   `SELECT c.id FROM study_group_contributions c JOIN study_group_meetings t ON t.id = c.meeting_id JOIN study_groups g ON g.id = t.group_id WHERE g.study_id = $1`,
	"payment":        `SELECT p.id FROM study_group_payments p JOIN study_group_meetings t ON t.id = p.meeting_id JOIN study_groups g ON g.id = t.group_id WHERE g.study_id = $1`,
	"claim":          `SELECT c.id FROM study_group_claims c JOIN study_group_members m ON m.id = c.member_id JOIN study_groups g ON g.id = m.group_id WHERE g.study_id = $1`,
	"rate":           `SELECT id FROM study_group_rates WHERE study_id = $1`,
	"agreement":      `SELECT a.id FROM study_photo_agreements a JOIN study_photos p ON p.id = a.photo_id WHERE p.study_id = $1`,
	"exchange":       `SELECT id FROM events WHERE study_id = $1`,
	"slot":           `SELECT s.id FROM event_sessions s JOIN events e ON e.id = s.event_id WHERE e.study_id = $1`,
	"delegate":       `SELECT d.id FROM event_delegates d JOIN events e ON e.id = d.event_id WHERE e.study_id = $1`,
	"said":           `SELECT t.asking_id FROM event_themes t JOIN events e ON e.id = t.event_id WHERE e.study_id = $1`,
	"theme":          `SELECT t.id FROM event_themes t JOIN events e ON e.id = t.event_id WHERE e.study_id = $1`,
	"comparison":     `SELECT c.id FROM event_comparisons c JOIN events e ON e.id = c.event_id WHERE e.study_id = $1`,
}

// belowStudy reports whether a route is one of the pages inside a study.
func belowStudy(route visit.Route) bool {
	return strings.HasPrefix(pathOf(route), "/studies/{study}")
}

// studyRecords are one record of each kind of a study.
func (g *gate) studyRecords(study string, must bool) ids {
	g.Helper()
	found := ids{}
	read(g, g.db, func(r *db.Snapshot) error {
		for kind, query := range ofStudies {
			all, err := db.List(r, text, query+` ORDER BY 1 LIMIT 1`, study)
			if err != nil {
				return err
			}
			if len(all) > 0 {
				found[kind] = all[0]
			} else if must {
				g.Errorf("the other study has no %s to try", kind)
			}
		}
		return nil
	})
	return found
}

// furnishStudies makes a study in which nobody of the demonstration plays a part, with
// a record of each kind, and finds those of the demonstration's own.
func (g *gate) furnishStudies() {
	g.Helper()
	own := ""
	read(g, g.db, func(r *db.Snapshot) error {
		mine, err := studies.Mine(r, g.actors["researcher"])
		if err == nil && len(mine) > 0 {
			own = mine[0].ID
		}
		return err
	})
	g.ownStudy = g.studyRecords(own, false)
	g.otherStudy = g.studyRecords(foreignStudy(g, g.db), true)
}

func foreignStudy(t testing.TB, d *db.DB) (id string) {
	clock := dbtest.NewClock()
	clock.Set(d.Now())
	c := &castest.Cast{TB: t, DB: d, Clock: clock, Lead: newResearcher(t, d, "Vera Stranger"), Field: newResearcher(t, d, "Nils Stranger")}
	s, fieldworker := studytest.New(c), ""
	ctx, none := t.Context(), once.Key{}
	p := s.Consented(studies.Patient, s.A)
	c.Write(func(tx *db.Tx) error {
		return consent.Register(tx, s.ID, consent.Use{ParticipantID: p.ID, Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: "stranger", Label: "Quote"})
	})
	_, err := studies.Promise(ctx, d, c.Lead, none, studies.Commitment{StudyID: s.ID, Kind: studies.FinalReport, Whom: "the funder", Due: s.Today()})
	c.OK(err)
	_, err = approvals.Amend(ctx, d, c.Lead, none, approvals.Amendment{StudyID: s.ID, Number: "AM01", Category: approvals.Substantial, Words: "Photographs", SubmittedOn: s.Today(), ApprovedOn: s.Today()})
	c.OK(err)
	_, err = approvals.NoteEvent(ctx, d, c.Lead, none, approvals.Event{StudyID: s.ID, Kind: approvals.Difficulty, Day: s.Today(), FoundOn: s.Today(), Words: "The room was locked"})
	c.OK(err)
	c.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, c.Lead, s.ID, studies.Lead)
		c.OK(err)
		members, err := seat.Members(r)
		for _, m := range members {
			if m.SiteID == s.A {
				fieldworker = m.ID
			}
		}
		return err
	})
	c.OK(approvals.Delegate(ctx, d, c.Lead, none, s.ID, approvals.Delegation{SiteID: s.A, MemberID: fieldworker, Tasks: approvals.Tasks[:1], Training: "Good clinical practice, May 2026", From: s.Today()}))
	c.Write(func(tx *db.Tx) error { return foreignRows(tx, s, p.ID, c.Field.AccountID) })
	return s.ID
}

// foreignRows are what was collected in the study. Nothing of it is to be read, so it
// is written as it stands.
func foreignRows(tx *db.Tx, s *studytest.Study, participant, account string) error {
	now, day := db.Ms(tx.Now()), s.Today()
	session, transcript, questionnaire := tx.NewID(), tx.NewID(), tx.NewID()
	prompt, set, photo, finding, event := tx.NewID(), tx.NewID(), tx.NewID(), tx.NewID(), tx.NewID()
	group, member, sitting := tx.NewID(), tx.NewID(), tx.NewID()
	for _, row := range []struct {
		insert string
		args   []any
	}{
		{`INSERT INTO study_enquiries (id, study_id, name, reply_to, words, came_at, answer) VALUES ($1, $2, 'Somebody', 'somebody@example.org', 'When?', $3, '')`, []any{tx.NewID(), s.ID, now}},
		{`INSERT INTO study_sessions (id, study_id, site_id, kind, state, planned_at, minutes, place, whereabouts, account_id, by_name, missed, words) VALUES ($1, $2, $3, 'interview', 'planned', $4, 60, 'phone', '', $5, 'Nils Stranger', '', '')`, []any{session, s.ID, s.A, now, account}},
		{`INSERT INTO study_session_participants (session_id, participant_id) VALUES ($1, $2)`, []any{session, participant}},
		{`INSERT INTO study_recordings (id, study_id, session_id, file_id, expires_on, added_at, added_by) VALUES ($1, $2, $3, 'none', $4, $5, 'Nils Stranger')`, []any{tx.NewID(), s.ID, session, day.AddDays(90), now}},
		{`INSERT INTO study_transcripts (id, study_id, session_id, turns, named, state, added_at, added_by) VALUES ($1, $2, $3, '[]', $4, 'draft', $5, 'Nils Stranger')`, []any{transcript, s.ID, session, true, now}},
		{`INSERT INTO study_corrections (id, study_id, transcript_id, participant_id, link_id, sent_at, words, settled, settled_by) VALUES ($1, $2, $3, $4, '', $5, 'It was May', '', '')`, []any{tx.NewID(), s.ID, transcript, participant, now}},
		{`INSERT INTO study_notes (id, study_id, site_id, session_id, kind, day, words, weighs, account_id, by_name, written_at) VALUES ($1, $2, $3, $4, 'field', $5, 'The room was locked', '', $6, 'Nils Stranger', $7)`, []any{tx.NewID(), s.ID, s.A, session, day, account, now}},
		{`INSERT INTO study_questionnaires (id, study_id, form_id, state, edition, grace, eligible, opt_in, opt_in_as, traits, notes) VALUES ($1, $2, 'none', 'open', 1, 0, '', FALSE, '', '[]', '[]')`, []any{questionnaire, s.ID}},
		{`INSERT INTO study_responses (asking_id, questionnaire_id, code, door, browser, test, trapped, offered, excluded, excluded_by, started_at) VALUES ($1, $2, 'R-STRANGER', 'list', '', FALSE, FALSE, FALSE, '', '', $3)`, []any{tx.NewID(), questionnaire, now}},
		{`INSERT INTO study_passages (id, study_id, session_id, participant_id, theme, words, quoted_in, published, made_at, made_by) VALUES ($1, $2, $3, $4, 'waiting', 'I waited', '', FALSE, $5, 'Nils Stranger')`, []any{tx.NewID(), s.ID, session, participant, now}},
		{`INSERT INTO study_extracts (id, questionnaire_id, purpose, responses, made_at, made_by) VALUES ($1, $2, 'to look', 1, $3, 'Nils Stranger')`, []any{tx.NewID(), questionnaire, now}},
		{`INSERT INTO study_outputs (id, study_id, kind, title, authors, venue, summary, address, added_at, added_by) VALUES ($1, $2, 'blog', 'A day out', '', '', '', '', $3, 'Nils Stranger')`, []any{tx.NewID(), s.ID, now}},
		{`INSERT INTO findings (id, study_id, name, words, added_at, added_by) VALUES ($1, $2, 'Strangeness', 'It is strange', $3, 'Nils Stranger')`, []any{finding, s.ID, now}},
		{`INSERT INTO finding_voices (id, finding_id, whose, whose_id, says, words, quote, permission, noted_at, noted_by) VALUES ($1, $2, 'group', 'none', 'agrees', 'Yes', '', '', $3, 'Nils Stranger')`, []any{tx.NewID(), finding, now}},
		{`INSERT INTO recommendations (id, study_id, audience, words, status, findings, added_at, added_by) VALUES ($1, $2, 'policy', 'Do it', 'draft', '[]', $3, 'Nils Stranger')`, []any{tx.NewID(), s.ID, now}},
		{`INSERT INTO update_editions (id, study_id, number, title, series, dated, final, masthead, blocks, small_why, correction, state, edited_by, edited_by_name, edited_at) VALUES ($1, $2, 1, 'What we did', 'Study update', $3, FALSE, '{}', '[{"ID":"b1","Kind":"text","Text":"Hello"}]', '', '', 'draft', $4, 'Nils Stranger', $5)`, []any{tx.NewID(), s.ID, day, account, now}},
		{`INSERT INTO update_lists (study_id, title, about, open, rate, connections) VALUES ($1, 'News of strangers', 'Each day', FALSE, 1, 1)`, []any{s.ID}},
		{`INSERT INTO update_topics (id, study_id, name, added_at) VALUES ($1, $2, 'Strange things', $3)`, []any{tx.NewID(), s.ID, now}},
		{`INSERT INTO update_readers (id, study_id, mark, address, name, state, agreed_how, added_at) VALUES ($1, $2, 'none', 'stranger@example.org', '', 'confirmed', 'On paper', $3)`, []any{tx.NewID(), s.ID, now}},
		{`INSERT INTO update_sendings (id, study_id, about_id, subject, html, text, state, queued_at, queued_by) VALUES ($1, $2, '', 'Strange news', '', '', 'paused', $3, 'Vera Stranger')`, []any{tx.NewID(), s.ID, now}},
		{`INSERT INTO study_photo_prompts (id, study_id, ordinal, words, hint) VALUES ($1, $2, 1, 'Your day', '')`, []any{prompt, s.ID}},
		{`INSERT INTO study_photo_sets (id, study_id, participant_id, until_day, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, 'Nils Stranger')`, []any{set, s.ID, participant, day.AddDays(28), now}},
		{`INSERT INTO study_photos (id, study_id, set_id, participant_id, prompt_id, shows, people, people_words, workplace, workplace_words, missing, missing_words, original_id, original_mark, licence, credit, credit_name, came_at, came_by, removed_why)
			VALUES ($1, $2, $3, $4, $5, 'A desk', 'none', '', 'allowed', '', '', '', '', '', 0, '', '', $6, 'Nils Stranger', '')`, []any{photo, s.ID, set, participant, prompt, now}},
		{`INSERT INTO study_photo_items (id, photo_id, kind, how, why, picture_id, small_id, words, alt, alt_by, checks, checked_by, made_at, made_by) VALUES ($1, $2, 'original', 'cleaned', '', '', '', '', '', '', '{}', '', $3, 'Nils Stranger')`, []any{tx.NewID(), photo, now}},
		{`INSERT INTO study_photo_agreements (id, photo_id, who, how, uses, agreed_on, noted_by, noted_at) VALUES ($1, $2, 'a colleague', 'spoken', '[]', $3, 'Nils Stranger', $4)`, []any{tx.NewID(), photo, day, now}},
		{`INSERT INTO study_groups (id, study_id, kind, name, terms, made_at, made_by) VALUES ($1, $2, 'ppi', 'Strangers', '', $3, 'Nils Stranger')`, []any{group, s.ID, now}},
		{`INSERT INTO study_group_members (id, group_id, name, email, part, organisation, stake, needs, from_day) VALUES ($1, $2, 'Somebody', '', '', '', '', '', $3)`, []any{member, group, day}},
		{`INSERT INTO study_group_meetings (id, group_id, starts_at, ends_at, way, place, access, joining, agenda, minutes, cancelled_why) VALUES ($1, $2, $3, $3, 'online', '', '', '', '', '', '')`, []any{sitting, group, now}},
		{`INSERT INTO study_group_papers (id, meeting_id, kind, title, words, added_at, added_by) VALUES ($1, $2, 'paper', 'A page', 'Words', $3, 'Nils Stranger')`, []any{tx.NewID(), sitting, now}},
		{`INSERT INTO study_group_actions (id, meeting_id, words, who) VALUES ($1, $2, 'To do', 'Nils')`, []any{tx.NewID(), sitting}},
		{`INSERT INTO study_group_contributions (id, meeting_id, about, words, changed, noted_by) VALUES ($1, $2, 'Waiting', 'It is long', '', 'Nils Stranger')`, []any{tx.NewID(), sitting}},
		{`INSERT INTO study_group_rates (id, study_id, kind, words, unit, pence) VALUES ($1, $2, 'time', 'A meeting', 'meeting', 5000)`, []any{tx.NewID(), s.ID}},
		{`INSERT INTO study_group_claims (id, member_id, kind, words, pence, spent_on, state, claimed_on, settled_by, answer, paid_how) VALUES ($1, $2, 'expenses', 'A taxi', 900, $3, 'claimed', $3, '', '', '')`, []any{tx.NewID(), member, day}},
		{`INSERT INTO study_group_payments (id, member_id, meeting_id, kind, pence, words, state, offered_on, paid_how) VALUES ($1, $2, $3, 'time', 5000, 'A meeting', 'accepted', $4, '')`, []any{tx.NewID(), member, sitting, day}},
		{`INSERT INTO events (id, study_id, title, description, audience, town, venue, getting_in, step_free, online, capacity, state, why, findings, edition, purpose) VALUES ($1, $2, 'A day out', '', '', '', '', '', FALSE, '', 9, 'draft', '', '[]', 0, '')`, []any{event, s.ID}},
		{`INSERT INTO event_sessions (id, event_id, kind, starts_at, minutes, title, words, speaker, affiliation) VALUES ($1, $2, 'talk', $3, 30, 'Holding', '', 'Nils Stranger', '')`, []any{tx.NewID(), event, now}},
		{`INSERT INTO event_delegates (id, event_id, name, email, kind, organisation, needs, food, photos, state, state_at, exchange, walked_in) VALUES ($1, $2, 'A Stranger', '', 'public', '', '', '', FALSE, 'coming', $3, FALSE, FALSE)`, []any{tx.NewID(), event, now}},
		{`INSERT INTO event_themes (id, event_id, asking_id, theme, put_by, put_at) VALUES ($1, $2, 'stranger', 'Time', 'Nils Stranger', $3)`, []any{tx.NewID(), event, now}},
		{`INSERT INTO event_comparisons (id, event_id, topic, network, here, compared, added_at) VALUES ($1, $2, 'Referral', 'A network', 'GPs', '', $3)`, []any{tx.NewID(), event, now}},
		{`INSERT INTO study_outings (id, study_id, site_id, account_id, name, place, phone, left_at, back_by, back_at, answered, answered_by) VALUES ($1, $2, $3, $4, 'Nils Stranger', 'the library', '', $5, $5, $5, '', '')`, []any{tx.NewID(), s.ID, s.A, account, now}},
	} {
		if _, err := tx.Exec(row.insert, row.args...); err != nil {
			return err
		}
	}
	return nil
}

func newResearcher(t testing.TB, d *db.DB, name string) (a access.Actor) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		account, err := identity.Create(tx, audit.System, name, strings.ReplaceAll(strings.ToLower(name), " ", ".")+"@linkwork.example")
		if err != nil {
			return err
		}
		a = access.Actor{AccountID: account.ID, Name: name, Memberships: []access.Membership{{Role: access.Researcher}}}
		return access.Join(tx, account.ID, a.Memberships[0])
	}); err != nil {
		t.Fatal(err)
	}
	return a
}

// tryStudy asks a route inside a study for the records of a study in which the role
// plays no part, and with a study of their own and records of the other crossed.
func (g *gate) tryStudy(route visit.Route, role string) {
	g.Helper()
	names, own, other := wildcards(route.Pattern), g.ownStudy, g.otherStudy
	g.refused(route, role, only(other, names), names...)
	if role == "" {
		return
	}
	if !g.playsAPart(role) {
		g.refused(route, role, only(own, names), names...)
		return
	}
	if role != "researcher" {
		return // a custodian: their pages have tests of their own
	}
	for i, name := range names {
		crossed := only(own, names)
		crossed[name] = other[name]
		if other[name] == "" || len(crossed) < len(names) {
			continue
		}
		if i == 0 && len(names) == 1 {
			continue // that was the other study itself
		}
		g.refused(route, role, crossed, name)
	}
}

// playsAPart reports whether a role plays a part in the study of the researcher.
func (g *gate) playsAPart(role string) (yes bool) {
	read(g, g.db, func(r *db.Snapshot) error {
		mine, err := studies.Mine(r, g.actors[role])
		yes = slices.ContainsFunc(mine, func(s studies.Study) bool { return s.ID == g.ownStudy["study"] })
		return err
	})
	return yes
}

// only are the records for the wildcards of a route.
func only(all ids, names []string) ids {
	some := maps.Clone(all)
	maps.DeleteFunc(some, func(name, _ string) bool { return !slices.Contains(names, name) })
	return some
}

// TestAStudyIsItsTeams looks with each role at the studies of the demonstration: the
// list shows a study to those who play a part in it, and its pages are theirs.
func TestAStudyIsItsTeams(t *testing.T) {
	s := startDemo(t)
	study := s.one(t, `SELECT study_id FROM study_members WHERE account_id = $1 ORDER BY started_on LIMIT 1`, s.cast.Researcher)
	for role, want := range map[string]int{"researcher": http.StatusOK, "field-researcher": http.StatusOK, "link-worker": http.StatusNotFound, "manager": http.StatusNotFound, "practice": http.StatusNotFound, "administrator": http.StatusNotFound} {
		b := s.as(t, role)
		for _, path := range []string{"", "/participants", "/participants/flow", "/participants/csv"} {
			if got := b.get("/studies/" + study + path); got.status != want {
				t.Errorf("%s at %q: %d, want %d", role, path, got.status, want)
			}
		}
	}
}

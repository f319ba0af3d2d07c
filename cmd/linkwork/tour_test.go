package main

import (
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/web/webtest"
)

// TestTour looks at every page of the demonstration that a role can reach by
// the menu and on one person's record, for accessibility, reflow and policy.
func TestTour(t *testing.T) {
	s := startDemo(t)
	b := webtest.Start(t)
	person := "/people/" + s.cast.Person
	appointment := s.appointment(t)
	holding := "/people/" + s.one(t, `SELECT h.person_id || '/holding/' || h.id FROM holdings h JOIN cases c ON c.id = h.case_id
		WHERE c.worker_id = $1 AND h.ended_on IS NULL ORDER BY h.id LIMIT 1`, s.cast.LinkWorker)
	entry := "/people/" + s.one(t, `SELECT person_id || '/contacts/' || id || '/correct' FROM contacts WHERE by_id = $1 AND corrected_at IS NOT NULL ORDER BY id DESC LIMIT 1`, s.cast.LinkWorker)
	corrected := strings.Split(entry, "/contacts/")[0] + "/contacts"
	view := "/caseload/views/" + s.one(t, `SELECT id FROM caseload_views WHERE account_id = $1 ORDER BY id DESC LIMIT 1`, s.cast.LinkWorker)
	template := "/contact-templates/" + s.one(t, `SELECT id FROM contact_templates WHERE account_id = $1 ORDER BY id LIMIT 1`, s.cast.LinkWorker)
	group := "/outreach/groups/" + s.one(t, `SELECT p.id FROM programmes p JOIN memberships m ON m.team_id = p.team_id WHERE m.account_id = $1 ORDER BY p.id LIMIT 1`, s.cast.LinkWorker)
	session := func(state string) string {
		return "/outreach/sessions/" + s.one(t, `SELECT s.id FROM group_sessions s JOIN memberships m ON m.team_id = s.team_id WHERE m.account_id = $1 AND s.state = '`+state+`' ORDER BY s.day, s.id LIMIT 1`, s.cast.LinkWorker)
	}
	calls := "/outreach/calls/" + s.one(t, `SELECT l.id FROM call_lists l JOIN memberships m ON m.team_id = l.team_id WHERE m.account_id = $1 ORDER BY l.id LIMIT 1`, s.cast.LinkWorker)
	offers := "/offers/" + s.one(t, `SELECT l.id FROM offer_lists l JOIN practices p ON p.id = l.practice_id JOIN memberships m ON m.team_id = l.team_id WHERE p.ods_code = 'QY101' AND m.account_id = $1 ORDER BY l.id LIMIT 1`, s.cast.LinkWorker)
	meeting := "/practice-meetings/" + s.one(t, `SELECT i.meeting_id FROM mdt_items i WHERE i.raised_by = $1 AND i.state = 'raised' ORDER BY i.id LIMIT 1`, s.cast.LinkWorker)
	complaint := "/feedback/" + s.one(t, `SELECT f.id FROM feedback f WHERE f.recorded_by = $1 AND f.state <> 'closed' ORDER BY f.id LIMIT 1`, s.cast.LinkWorker)
	talk := "/supervision/dates/" + s.one(t, `SELECT s.id FROM supervisions s WHERE s.worker_id = $1 AND s.state = 'planned' ORDER BY s.starts_at LIMIT 1`, s.cast.LinkWorker)
	supporter := "/people/" + s.one(t, `SELECT s.person_id || '/around/' || s.id FROM supporters s JOIN cases c ON c.person_id = s.person_id WHERE c.worker_id = $1 AND c.state <> 'closed' ORDER BY s.id LIMIT 1`, s.cast.LinkWorker)
	surgery := "/team/allocation/surgeries/" + s.one(t, `SELECT p.id FROM practices p JOIN memberships m ON m.team_id = p.team_id WHERE m.account_id = $1 ORDER BY p.id LIMIT 1`, s.cast.Manager)
	outing := "/visits/" + s.one(t, `SELECT v.id FROM home_visits v WHERE v.account_id = $1 AND v.state = 'planned' ORDER BY v.id LIMIT 1`, s.cast.LinkWorker)
	timer := "/people/" + s.one(t, `SELECT v.person_id || '/appointments/' || v.appointment_id || '/visit' FROM home_visits v WHERE v.account_id = $1 AND v.state = 'planned' ORDER BY v.id LIMIT 1`, s.cast.LinkWorker)
	ended := "/visits/" + s.one(t, `SELECT v.id FROM home_visits v JOIN memberships m ON m.team_id = v.team_id WHERE v.state = 'closed' AND m.account_id = $1 ORDER BY v.id LIMIT 1`, s.cast.Manager)
	languages := "/team/allocation/languages/" + s.cast.LinkWorker
	suggestion := "/admin/approvals/" + s.one(t, `SELECT id FROM keeper_suggestions WHERE state = $1 ORDER BY id LIMIT 1`, "waiting")
	made := "/admin/forms/" + s.one(t, `SELECT id FROM forms WHERE changed_by <> $1 ORDER BY id LIMIT 1`, "")
	planned, held := session("planned"), session("held")
	study := "/studies/" + s.one(t, `SELECT p.study_id FROM participants p JOIN study_members m ON m.study_id = p.study_id WHERE m.account_id = $1 ORDER BY p.study_id LIMIT 1`, s.cast.Researcher)
	consent := study + "/participants/" + s.one(t, `SELECT participant_id || '/consents/' || id FROM study_consents WHERE study_id = $1 ORDER BY participant_id, id LIMIT 1`, strings.TrimPrefix(study, "/studies/"))
	participant := strings.Split(consent, "/consents/")[0]
	concern := "/safety/concerns/" + s.one(t, `SELECT k.id FROM concerns k JOIN memberships m ON m.team_id = k.team_id WHERE k.state = 'in-hand' AND m.account_id = $1`, s.cast.Manager)
	running, retention := s.study(t, "First welcome"), s.study(t, "Retention study")
	site := running + "/sites/" + s.one(t, `SELECT id FROM study_sites WHERE '/studies/' || study_id = $1 ORDER BY pseudonym LIMIT 1`, running)
	document := running + "/documents/" + s.one(t, `SELECT id FROM study_documents WHERE kind = 'consent-form' AND '/studies/' || study_id = $1`, running)
	version := running + "/versions/" + s.one(t, `SELECT v.id FROM study_document_versions v JOIN study_documents d ON d.id = v.document_id WHERE d.kind = 'information-sheet' AND '/studies/' || d.study_id = $1`, running)
	involved := s.study(t, "Link worker study")
	steering := involved + "/groups/" + s.one(t, `SELECT id FROM study_groups WHERE kind = 'steering' AND '/studies/' || study_id = $1`, involved)
	survey := retention + "/questionnaires/" + s.one(t, `SELECT id FROM study_questionnaires WHERE '/studies/' || study_id = $1`, retention)
	told := running + "/fieldwork/sessions/" + s.one(t, `SELECT session_id FROM study_transcripts WHERE '/studies/' || study_id = $1 ORDER BY id LIMIT 1`, running)
	beside := retention + "/photos/beside/" + s.one(t, `SELECT session_id FROM study_transcripts WHERE '/studies/' || study_id = $1 ORDER BY id LIMIT 1`, retention)
	arranged := running + "/fieldwork/sessions/" + s.one(t, `SELECT id FROM study_sessions WHERE state = 'planned' AND '/studies/' || study_id = $1 ORDER BY id LIMIT 1`, running)
	for _, role := range []struct {
		name  string
		pages []string
	}{
		{"", []string{"/demo", "/demo/outbox", "/login", "/ask-for-help", "/keep-your-entry", "/keep-your-entry/sent", "/refer-somebody", "/refer-somebody?source=housing", "/refer-somebody?source=family", "/refer-somebody/sent?reference=LW-0A1B2C", "/see-your-referrals", "/directory", "/directory?words=lunch", "/directory/00000000-0000-4007-8000-000000000001", "/help", "/accessibility", "/privacy", "/nothing-here"}},
		{"link-worker", []string{"/day", "/day/sheet", "/contact-templates", template, "/tasks", "/tasks?list=done", "/tasks/new", person + "/tasks/new", "/calendar", "/calendar/week", "/calendar/feed",
			appointment + "/move", appointment + "/cancel", appointment + "/missed", appointment + "/interpreter", "/caseload", "/caseload?list=holding", "/caseload?list=closed", "/referrals", "/referrals?tab=more-asked",
			"/practice-record", "/reflections", "/messages", person + "/messages", person, person + "/contacts", person + "/contacts/new", person + "/plan", person + "/plan/about", person + "/plan/agree", person + "/plan/review", person + "/plan/print", person + "/died", person + "/help", person + "/support/new?kind=pip", person + "/help/new", person + "/help/income", person + "/holding", person + "/appointment",
			person + "/details", person + "/touch", person + "/write", person + "/write/words?to=person:&format=easy&template=tried-person", person + "/sharing", person + "/sharing/print", person + "/details/edit", person + "/wellbeing", person + "/wellbeing/ask", person + "/wellbeing/ask?instrument=ucla3", person + "/wellbeing/ask?instrument=eq5d5l", "/questionnaires", person + "/looked", person + "/transfer", person + "/close", person + "/safety", person + "/worried", person + "/safety/concern", "/safety",
			person + "/letters", person + "/letters/new", person + "/connections", person + "/find", person + "/shortlist", person + "/shortlist/page", "/services", "/services?list=favourites", "/services/00000000-0000-4007-8000-000000000001/manage", "/services/00000000-0000-4007-8000-000000000001/room", "/services?words=lunch", "/services/checks", "/gaps", "/services/00000000-0000-4007-8000-000000000001/correct", "/services/00000000-0000-4007-8000-000000000001/ask",
			"/services?words=zither", "/services/00000000-0000-4007-8000-000000000001", person + "/connect/00000000-0000-4007-8000-000000000001"}},
		{"manager", []string{"/team", "/team/outcomes", "/team/outcomes?score=ucla3.ucla&months=60", "/team/outcomes/rows?show=followed", "/team/outcomes/release", "/team/outcomes/released", "/team/outcomes?wave=3", "/team/outcomes?score=eq5d5l.index&months=60", "/questionnaires", "/questionnaires?state=late", "/tasks", "/calendar", "/calendar/week", "/team/give", "/away", "/duplicates", "/team/settings", "/team/way-back", "/team/safety", "/safety", concern, concern + "/close", "/supervision", "/team/boundaries", "/contact-templates", "/team/help", "/team/help/pots/new", "/referrals", "/caseload", person + "/hand-over"}},
		{"link-worker", []string{"/caseload?list=waiting", "/caseload?list=closed&sort=name", "/caseload?list=mine&sort=next&quiet=yes&late=yes", view, holding, holding + "/check-in", entry, corrected}},
		{"manager", []string{"/team/holding", "/team/holding/ledger", "/team/holding/ledger?months=12", "/caseload?list=unallocated", "/caseload?list=team&sort=next&late=yes",
			"/caseload?list=team-closed&page=2", complaint, "/supervision/dates", "/calendar"}},
		{"link-worker", []string{"/visits", "/visits/me", outing, timer, "/outreach", "/outreach/month", "/outreach/groups/new", group, group + "/change", planned, held, "/outreach/informal/new", "/outreach/calls/new", calls, calls + "?worried=yes", "/offers", "/offers/new", offers, offers + "?show=offered", offers + "?show=put-right", "/practice-meetings", meeting, "/feedback", "/feedback/new", complaint, "/supervision/dates", talk, person + "/around", person + "/around/new", person + "/capacity", supporter, strings.Split(supporter, "/around/")[0] + "/around", person + "/raise",
			person + "/contacts?kind=talks", person + "/contacts?need=gold"}},
		{"administrator", []string{"/admin", "/admin/accounts", "/admin/places", "/admin/settings", "/admin/messages", "/admin/wordings", "/admin/wordings/tried-person", "/admin/feeds", "/admin/sources", "/admin/sources/feed", "/admin/sources/file", "/admin/sources/of/demonstration", "/admin/doubles", "/admin/approvals", suggestion, "/admin/asking", "/admin/taxonomies", "/admin/taxonomies/load", "/admin/instruments", "/admin/instruments/ons4", "/admin/instruments/swemwbs", "/admin/instruments/phq9", "/admin/same-words"}},
		{"manager", []string{"/visits", "/team/visits", ended, "/team/allocation", surgery, languages, "/team/wordings", "/team/wordings/new", "/team/wordings/tried-person", "/team/clinics", "/team/clinics/new"}},
		{"administrator", []string{"/admin/forms", "/admin/forms/new", "/admin/forms/bring", made, made + "/words", made + "/add", made + "/add?kind=single", made + "/publish", made + "/editions", made + "/editions/1", made + "/try", made + "/try/end", made + "/paper", made + "/give"}},
		{"researcher", []string{"/studies", study, study + "/participants", study + "/participants?reached=consented&going=no", study + "/participants/flow", study + "/participants/new", study + "/participants/again", study + "/participants/settle", study + "/participants/present", study + "/participants/vouchers",
			participant, participant + "/lost", participant + "/voucher", participant + "/consent", participant + "/consent/paper", participant + "/withdraw", consent}},
		{"researcher", []string{"/studies/new", running, running + "/report", running + "/counted?what=people&wave=first", running + "/plan", running + "/plan/change", running + "/team", running + "/sites", site, running + "/documents", document, version, running + "/amendments", running + "/events", running + "/enquiries",
			retention, survey, survey + "/close", survey + "/responses?show=counts", survey + "/odds?outcome=past+yes&predictor-0=discrepancy&units-0=30&predictor-1=confidence&units-1=-10", survey + "/sample", survey + "/sample/who", beside, running + "/questionnaires", running + "/photos"}},
		{"field-researcher", []string{"/studies", running + "/fieldwork", running + "/fieldwork?wave=later&standing=early", running + "/fieldwork/sessions", running + "/fieldwork/plan", told, told + "/transcript", arranged, running + "/fieldwork/notes", running + "/fieldwork/names", running + "/fieldwork/distress"}},
		{"public-lead", []string{involved + "/groups", steering, steering + "/steering", steering + "/payments"}},
		{"", []string{"/research", "/research/" + strings.TrimPrefix(running, "/studies/")}},
		{"practice", []string{"/refer", "/refer/short", "/refer/sent", "/refer/rang", "/refer/rang/new", "/refer/clinics", "/refer/letters", "/refer/entries", "/offers", "/offers/new", offers}},
	} {
		t.Run(role.name, func(t *testing.T) {
			p := b.Page(t, s.url)
			if role.name != "" {
				p.Go("/demo")
				p.Submit(buttonOf(role.name))
			}
			for _, page := range role.pages {
				t.Run(page, func(t *testing.T) {
					p.Go(page)
					p.Check()
					p.Shot(shotName(role.name, strings.NewReplacer(steering, "/studies/involved/groups/steering", involved, "/studies/involved", beside, "/studies/retention/photos/beside", site, "/studies/running/sites/one", document, "/studies/running/documents/one", version, "/studies/running/versions/one", survey, "/studies/retention/questionnaires/one", told, "/studies/running/sessions/told", arranged, "/studies/running/sessions/arranged", running, "/studies/running", retention, "/studies/retention", consent, "/studies/one/participants/one/consents/one", participant, "/studies/one/participants/one", study, "/studies/one", made, "/admin/forms/one", timer, "/people/person/visit", outing, "/visits/one", ended, "/visits/ended", surgery, "/team/allocation/surgeries/one", s.cast.LinkWorker, "worker", template, "/contact-templates/one", entry, "/people/person/contacts/one/correct", corrected, "/people/person/contacts/corrected", s.cast.Person, "person", appointment, "appointment", holding, "/people/person/holding/one", view, "/caseload/views/one", concern, "/safety/concerns/one", suggestion, "/admin/approvals/one", group, "/outreach/groups/one", planned, "/outreach/sessions/planned", held, "/outreach/sessions/held", calls, "/outreach/calls/one", offers, "/offers/one", meeting, "/practice-meetings/one", complaint, "/feedback/one", talk, "/supervision/dates/one", supporter, "/people/person/around/one", strings.Split(supporter, "/around/")[0]+"/around", "/people/person/around/some").Replace(page)))
				})
			}
		})
	}
}

// appointment is the address of something that the link worker has agreed.
func (s show) appointment(t *testing.T) (path string) {
	read(t, s.db, func(r *db.Snapshot) (err error) {
		path, err = db.One(r, text, `SELECT '/people/' || person_id || '/appointments/' || id FROM appointments WHERE account_id = $1 AND state = 'planned' ORDER BY id DESC LIMIT 1`, s.cast.LinkWorker)
		return err
	})
	return path
}

// study is the address of a study of the demonstration.
func (s show) study(t testing.TB, name string) string {
	return "/studies/" + s.one(t, `SELECT id FROM studies WHERE name = $1`, name)
}

func buttonOf(role string) string {
	return map[string]string{"link-worker": "Be this person Amina Yusuf, link worker", "manager": "Be this person Jo Hart, team manager",
		"researcher": "Be this person Dr Lena Voss, chief investigator", "field-researcher": "Be this person Idris Bello, field researcher", "public-lead": "Be this person Nadia Court, public involvement lead", "practice": "Be this person Dr Pat Okafor, GP practice", "administrator": "Be this person Sam Quill, administrator"}[role]
}

func shotName(role, page string) string {
	return strings.Trim(role+"-"+strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(strings.Trim(page, "/")), "-")
}

// one is the single text that a query finds.
func (s show) one(t testing.TB, query, arg string) (found string) {
	t.Helper()
	read(t, s.db, func(r *db.Snapshot) (err error) {
		found, err = db.One(r, text, query, arg)
		return err
	})
	return found
}

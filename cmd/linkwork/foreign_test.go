package main

import (
	"regexp"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
)

// record is one record with the person it is about.
type record struct{ person, id string }

// ofCases finds records of a kind that hang on cases; the condition says whose.
// A kind is the name of a wildcard in the routes.
var ofCases = map[string]string{
	"person":      `SELECT c.person_id, c.person_id FROM cases c WHERE `,
	"need":        `SELECT n.person_id, n.id FROM needs n JOIN cases c ON c.id = n.case_id WHERE `,
	"goal":        `SELECT g.person_id, g.id FROM goals g JOIN cases c ON c.id = g.case_id WHERE `,
	"reflection":  `SELECT '', r.id FROM reflections r JOIN cases c ON c.worker_id = r.worker_id WHERE `,
	"boundary":    `SELECT '', c.id FROM boundaries c WHERE `,
	"transfer":    `SELECT t.person_id, t.id FROM transfers t JOIN cases c ON c.id = t.case_id WHERE t.state = 'asked' AND `,
	"absence":     `SELECT '', a.id FROM absences a JOIN cases c ON c.worker_id = a.account_id WHERE `,
	"handing":     `SELECT '', h.id FROM handings h JOIN cases c ON c.person_id = h.person_id AND c.worker_id = h.to_id WHERE h.read_at IS NULL AND `,
	"note":        `SELECT n.person_id, n.id FROM desk_notes n JOIN cases c ON c.person_id = n.person_id WHERE n.state IN ('new', 'taken') AND `,
	"piece":       `SELECT i.person_id, i.id FROM pieces i JOIN cases c ON c.person_id = i.person_id AND c.worker_id = i.by_id WHERE `,
	"clinic":      `SELECT '', c.id FROM clinics c WHERE `,
	"reservation": `SELECT '', b.id FROM clinic_bookings b JOIN clinics c ON c.id = b.clinic_id WHERE `,
	"template":    `SELECT '', c.code FROM wordings c WHERE `,
	"support":     `SELECT l.person_id, l.id FROM supporting_letters l JOIN cases c ON c.id = l.case_id WHERE `,
	"award":       `SELECT a.person_id, a.id FROM awards a JOIN cases c ON c.id = a.case_id WHERE `,
	"income":      `SELECT i.person_id, i.id FROM incomes i JOIN cases c ON c.id = i.case_id WHERE i.taken_back IS NULL AND `,
	"pot":         `SELECT '', c.id FROM pots c WHERE `,
	"strength":    `SELECT s.person_id, s.id FROM strengths s JOIN cases c ON c.id = s.case_id WHERE `,
	"action":      `SELECT a.person_id, a.id FROM actions a JOIN cases c ON c.id = a.case_id WHERE `,
	"contact":     `SELECT ct.person_id, ct.id FROM contacts ct JOIN cases c ON c.id = ct.case_id AND c.worker_id = ct.by_id WHERE `,
	"holding":     `SELECT h.person_id, h.id FROM holdings h JOIN cases c ON c.id = h.case_id WHERE h.ended_on IS NULL AND `,
	"risk":        `SELECT r.person_id, r.id FROM risks r JOIN cases c ON c.person_id = r.person_id WHERE r.ended_on IS NULL AND `,
	"connection":  `SELECT n.person_id, n.id FROM connections n JOIN cases c ON c.person_id = n.person_id WHERE `,
	"appointment": `SELECT a.person_id, a.id FROM appointments a JOIN cases c ON c.person_id = a.person_id WHERE a.state = 'planned' AND `,
	"group":       `SELECT '', c.id FROM programmes c WHERE `,
	"member":      `SELECT '', m.id FROM group_members m JOIN programmes c ON c.id = m.programme_id WHERE m.person_id = '' AND m.left_on IS NULL AND `,
	"session":     `SELECT '', c.id FROM group_sessions c WHERE c.state = 'planned' AND `,
	"list":        `SELECT '', c.id FROM call_lists c WHERE c.closed_at IS NULL AND `,
	"row":         `SELECT '', w.id FROM call_rows w JOIN call_lists c ON c.id = w.list_id WHERE w.person_id = '' AND w.outcome = '' AND `,
	"offers":      `SELECT '', c.id FROM offer_lists c WHERE c.ended_at IS NULL AND `,
	"line":        `SELECT '', w.id FROM offer_lines w JOIN offer_lists c ON c.id = w.list_id WHERE w.state = 'to-ask' AND `,
	"meeting":     `SELECT '', c.id FROM mdt_meetings c WHERE c.cancelled = '' AND `,
	"item":        `SELECT i.person_id, i.id FROM mdt_items i JOIN mdt_meetings c ON c.id = i.meeting_id WHERE i.state = 'raised' AND `,
	"feedback":    `SELECT '', c.id FROM feedback c WHERE c.state <> 'closed' AND `,
	"talk":        `SELECT '', c.id FROM supervisions c WHERE c.state = 'planned' AND `,
	"supporter":   `SELECT s.person_id, s.id FROM supporters s JOIN cases c ON c.person_id = s.person_id WHERE s.ended_on IS NULL AND `,
	"household":   `SELECT h.one_id, h.id FROM households h JOIN cases c ON c.person_id = h.one_id WHERE h.ended_on IS NULL AND `,
	"entry":       `SELECT e.person_id, e.id FROM practice_entries e JOIN cases c ON c.person_id = e.person_id WHERE e.sent_to IS NOT NULL AND e.copied_at IS NULL AND `,
	"letter":      `SELECT l.person_id, l.id FROM letters l JOIN cases c ON c.id = l.case_id WHERE `,
	"task":        `SELECT t.person_id, t.id FROM tasks t JOIN cases c ON c.person_id = t.person_id AND c.worker_id = t.account_id WHERE t.done_at IS NULL AND `,
	"referral":    `SELECT '', c.id FROM referrals c WHERE `,
	"wording":     `SELECT '', t.id FROM contact_templates t JOIN cases c ON c.worker_id = t.account_id WHERE `,
	"view":        `SELECT '', v.id FROM caseload_views v JOIN cases c ON c.worker_id = v.account_id WHERE `,
	"concern":     `SELECT '', k.id FROM concerns k JOIN cases c ON c.person_id = k.person_id WHERE `,
	"look":        `SELECT '', c.id FROM safety_looks c WHERE `,
	"outing":      `SELECT v.person_id, v.id FROM home_visits v JOIN cases c ON c.person_id = v.person_id WHERE v.state = 'planned' AND `,
	"asking":      `SELECT a.person_id, a.id FROM askings a JOIN cases c ON c.person_id = a.person_id WHERE a.kind = 'form' AND `,
	"answers":     `SELECT r.person_id, r.id FROM responses r JOIN cases c ON c.person_id = r.person_id WHERE r.out_at IS NULL AND `,
	"miss":        `SELECT m.person_id, m.id FROM measure_misses m JOIN cases c ON c.person_id = m.person_id WHERE m.taken_back_at IS NULL AND `,
	"release":     `SELECT '', c.id FROM disclosure_releases c WHERE `,
	"surgery":     `SELECT '', c.id FROM practices c WHERE `,
	"worker":      `SELECT '', c.account_id FROM memberships c WHERE role = 'link-worker' AND `,
}

// ofNobody are wildcards that name nothing that belongs to a team or practice.
var ofNobody = map[string]string{
	"service":    "the directory is for everybody who supports people",
	"trouble":    "the directory is for everybody who supports people",
	"account":    "only administrators come here, and they look after all accounts",
	"message":    "only administrators come here, and they look after all messages",
	"key":        "a draft is kept under the account of whoever sends it",
	"role":       "the demonstration's parts",
	"token":      "a secret, tried with ids below",
	"code":       "an entry of the public directory, for anybody",
	"source":     "only administrators come here, and they look after the whole directory",
	"suggestion": "only administrators come here, and they look after the whole directory",
	"taxonomy":   "only administrators come here, and they look after the whole directory",
	"term":       "only administrators come here, and they look after the whole directory",
	"instrument": "only administrators come here, and they look after the whole area",
	"pair":       "only administrators come here, and they look after the whole directory",
	"reading":    "only administrators come here, and they look after the whole directory",
	"form":       "a form belongs to the area, for everybody who supports people",
	"edition":    "of a form, for those who make forms, or of an update that everybody may read; inside a study, see ofStudies",
	"block":      "of an issue of an update that everybody may read; inside a study, see ofStudies",
	"number":     "of an issue of an update that everybody may read",
	"format":     "a form belongs to the area, for those who make forms",
	"picture":    "it is asked for with the asking or the photograph that it belongs to",
	"photo":      "behind its taker’s link, or in the public gallery; inside a study, see ofStudies",
	"link":       "it is asked for with the form that it leads to",
	"event":      "what everybody may read of an event; inside a study, see ofStudies",
	"exchange":   "an event behind its organisation’s link; inside a study, see ofStudies",
	"slot":       "behind its organisation’s link; inside a study, see ofStudies",
	"said":       "behind its organisation’s link; inside a study, see ofStudies",
	"theme":      "behind its organisation’s link; inside a study, see ofStudies",
	"delegate":   "behind its organisation’s link; inside a study, see ofStudies",
	"study":      "the page of a study that everybody may read; inside it, see ofStudies",
	"sitting":    "a meeting behind its member’s link; inside a study, see ofStudies",
	"paper":      "behind its member’s link; inside a study, see ofStudies",
	"payment":    "behind its member’s link; inside a study, see ofStudies",
	"claim":      "behind its member’s link; inside a study, see ofStudies",
	"saying":     "behind its member’s link",
	"file":       "only administrators come here, and they look after the whole directory",
}

// strangers are records outside somebody's reach, by kind.
type strangers struct {
	whose string
	of    map[string]record
}

// find looks for one record of each kind under a condition on c, with an
// argument, that none of the actors may see.
func find(t testing.TB, d *db.DB, whose string, kinds []string, condition, arg string, unseen ...access.Actor) strangers {
	t.Helper()
	found := strangers{whose, make(map[string]record)}
	read(t, d, func(r *db.Snapshot) error {
		for _, kind := range kinds {
			all, err := db.List(r, func(s db.Scanner) (x record, err error) {
				err = s.Scan(&x.person, &x.id)
				return
			}, ofCases[kind]+condition+` ORDER BY 2 DESC`, arg)
			if err != nil {
				return err
			}
			for _, x := range all {
				if !seenByAny(r, unseen, x.person) {
					found.of[kind] = x
				}
			}
			if found.of[kind].id == "" {
				t.Errorf("the demonstration has no %s of %s to try", kind, whose)
			}
		}
		return nil
	})
	return found
}

func seenByAny(r db.Reader, actors []access.Actor, person string) bool {
	for _, a := range actors {
		if person != "" && access.SeePerson(r, a, person) == nil {
			return true
		}
	}
	return false
}

var idText = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

var onceText = regexp.MustCompile(`name="_once" value="[^"]*"`)

// masked is a page without what differs from request to request.
func (a answer) masked() string {
	return onceText.ReplaceAllString(idText.ReplaceAllString(a.body, "ID"), "ONCE")
}

// actor is the account that plays a part, with its roles.
func (s show) actor(t testing.TB, account string) (a access.Actor) {
	read(t, s.db, func(r *db.Snapshot) (err error) {
		a, err = access.Load(r, account, "")
		return err
	})
	return a
}

// account finds somebody of the cast by their name in the address.
func (s show) account(t testing.TB, email string) (id string) {
	read(t, s.db, func(r *db.Snapshot) error {
		a, err := identity.ByEmail(r, email)
		id = a.ID
		return err
	})
	return id
}

// practice finds a practice of the cast.
func (s show) practice(t testing.TB, ods string) (p teams.Practice) {
	read(t, s.db, func(r *db.Snapshot) (err error) {
		p, err = teams.PracticeByODS(r, ods)
		return err
	})
	return p
}

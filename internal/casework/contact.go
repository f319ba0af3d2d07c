package casework

import (
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Contact is one conversation with a person, or one try to have one.
type Contact struct {
	ID, CaseID, PersonID string
	Day                  dates.Date
	Means                string   // code of vocabulary.ContactMeans
	Outcome              string   // code of vocabulary.AttemptOutcomes; "spoke" for a conversation
	Purpose              string   // code of vocabulary.ContactPurposes
	AlsoFor              []string // codes of more purposes, if it had any
	Minutes              int
	Words                string
	Needs                []string
	Place                string   // where, in words
	Present              []string // codes of vocabulary.ContactPresent: who else took part
	PresentWords         string   // who that was
	AboutOthers          string   // about somebody else: left out of what the person gets to see
	ByID, ByName         string
	RecordedAt           time.Time
	Version              int
	CorrectedAt          time.Time       // when its author last corrected it, zero if never
	Before               []ContactBefore // what it said before, the latest first; only on a page of contacts
}

// TwoWay reports whether the person and the worker spoke with each other. A
// letter or a message alone does not make a conversation.
func (c Contact) TwoWay() bool {
	return c.Outcome == "spoke" && c.Means != "text" && c.Means != "email" && c.Means != "letter"
}

// Purposes lists all that the contact was for, the main purpose first.
func (c Contact) Purposes() []string { return append([]string{c.Purpose}, c.AlsoFor...) }

// Holding reports whether the contact was a holding check-in, if only among
// other things.
func (c Contact) Holding() bool { return slices.ContainsFunc(c.Purposes(), isHolding) }

func isHolding(purpose string) bool { return strings.HasPrefix(purpose, "holding-") }

// Title says what kind of contact it was: "Phone, 15 minutes".
func (c Contact) Title() string {
	title := vocabulary.ContactMeans.Label(c.Means)
	switch {
	case c.Purpose == "welfare-call":
		title = "Welfare call: " + strings.ToLower(vocabulary.AttemptOutcomes.Label(c.Outcome))
	case c.Outcome != "spoke":
		title += ": " + strings.ToLower(vocabulary.AttemptOutcomes.Label(c.Outcome))
	case isHolding(c.Purpose):
		title = "Holding check-in, " + strings.ToLower(title)
	}
	if c.Minutes > 0 && c.Outcome == "spoke" {
		title += ", " + dates.Count(c.Minutes, "minute", "minutes")
	}
	return title
}

// With says where the contact was and who else took part, "" if that is not
// written down: "At the library; with a carer, relative or friend: her sister".
func (c Contact) With() string {
	var with []string
	for _, code := range c.Present {
		with = append(with, strings.ToLower(vocabulary.ContactPresent.Label(code)))
	}
	text := c.Place
	if len(with) > 0 {
		text = strings.TrimPrefix(text+"; with "+strings.Join(with, " and "), "; ")
	}
	if c.PresentWords == "" {
		return text
	}
	return strings.TrimPrefix(text+": "+c.PresentWords, ": ")
}

const contactColumns = `SELECT ct.id, ct.case_id, ct.person_id, ct.day, ct.means, ct.outcome, ct.purpose, ct.minutes, ct.words, ct.needs,
	ct.place, ct.present, ct.present_words, ct.about_others, ct.by_id, ct.by_name, ct.recorded_at, ct.version, ct.corrected_at, ct.also_for FROM contacts ct`

func scanContact(s db.Scanner) (c Contact, err error) {
	var needs, present, alsoFor string
	err = s.Scan(&c.ID, &c.CaseID, &c.PersonID, &c.Day, &c.Means, &c.Outcome, &c.Purpose, &c.Minutes, &c.Words, &needs,
		&c.Place, &present, &c.PresentWords, &c.AboutOthers, &c.ByID, &c.ByName, db.At(&c.RecordedAt), &c.Version, db.At(&c.CorrectedAt), &alsoFor)
	c.Needs, c.Present, c.AlsoFor = strings.Fields(needs), strings.Fields(present), strings.Fields(alsoFor)
	return
}

// Conversations counts the two-way conversations of a case.
func Conversations(r db.Reader, caseID string) (int, error) {
	return db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM contacts ct WHERE ct.case_id = $1 AND ct.outcome = 'spoke' AND ct.means NOT IN ('text', 'email', 'letter')`, caseID)
}

// Tried is how often somebody was tried in a case since they last spoke, on how
// many different days and by how many different means.
type Tried struct{ Times, Days, Means int }

// Enough reports whether that satisfies what a team asks of itself before it
// writes that it could not speak with somebody.
func (t Tried) Enough(team teams.Team) bool { return t.Times >= team.Attempts && t.Means >= team.Means }

// Tries counts the tries to reach somebody in a case since they last spoke.
func Tries(r db.Reader, caseID string) (Tried, error) {
	rows, err := db.List(r, scanContact, contactColumns+` WHERE ct.case_id = $1 ORDER BY ct.day DESC, ct.id DESC LIMIT 50`, caseID)
	if err != nil {
		return Tried{}, err
	}
	tried, days, means := 0, make(map[dates.Date]bool), make(map[string]bool)
	for _, c := range rows {
		if c.TwoWay() {
			break
		}
		if c.Outcome != "spoke" && c.Means != "group" {
			tried++
			days[c.Day], means[c.triedBy()] = true, true
		}
	}
	return Tried{tried, len(days), len(means)}, nil
}

// triedBy is the means of a try: what was sent says it better than the form,
// which has the phone for every try unless somebody changed it.
func (c Contact) triedBy() string {
	if means, sent := strings.CutSuffix(c.Outcome, "-sent"); sent {
		return means
	}
	return c.Means
}

// RecordedByOthers lists the contacts that others recorded with the people of a
// worker between two moments, the latest first.
func RecordedByOthers(r db.Reader, worker access.Actor, from, to time.Time) ([]Contact, error) {
	return db.List(r, scanContact, contactColumns+` JOIN cases c ON c.id = ct.case_id WHERE c.worker_id = $1 AND ct.by_id <> $1
		AND ct.recorded_at >= $2 AND ct.recorded_at < $3 AND `+access.PeopleSeenBy("c.person_id", "$1")+` ORDER BY ct.recorded_at DESC, ct.id DESC LIMIT 200`,
		worker.AccountID, from.UnixMilli(), to.UnixMilli())
}

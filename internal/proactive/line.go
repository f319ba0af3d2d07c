package proactive

import (
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// The states of a line besides the codes of vocabulary.OfferOutcomes.
const (
	ToAsk      = "to-ask"
	NotOffered = "not-offered" // kept back: see doc.go
)

// Line is one person on a list.
type Line struct {
	ID, ListID string
	Place      int // from 1
	people.Details
	Note                 string
	PersonID             string // "" where no record is known for certain
	WorkerID, WorkerName string // who asks; "" = whoever of the team
	State                string // ToAsk, NotOffered or a code of vocabulary.OfferOutcomes
	Words                string
	AskOn                dates.Date // zero for any day
	Tries                int
	ReferralID           string
	DecidedAt            time.Time
	DecidedBy            string
	Version              int
	List                 string        // its name
	Known                people.Person // where there is a record, for what to mind
	Within               bool          // the reader may open it
}

// Outcome is what came of the offer; the zero outcome before any.
func (w Line) Outcome() vocabulary.OfferOutcome {
	o, _ := vocabulary.OfferOutcomes.Find(w.State)
	return o
}

// Left reports whether somebody has still to ask.
func (w Line) Left() bool { return w.State != NotOffered && !w.Outcome().Done }

// Due reports whether somebody can ask on a day.
func (w Line) Due(today dates.Date) bool { return w.Left() && !w.AskOn.After(today) }

// Called is the name to call them by, or what stands for it.
func (w Line) Called() string {
	switch {
	case w.FullName() != "":
		return w.FullName()
	case w.State == NotOffered:
		return "Somebody not to be asked"
	}
	return "Name removed"
}

const lineColumns = `SELECT w.id, w.list_id, w.place, w.given, w.family, w.birth_date, w.nhs_number, w.phone, w.address, w.postcode, w.language, w.note, w.person_id, w.worker_id, w.worker_name,
	w.state, w.words, w.ask_on, w.tries, w.referral_id, w.decided_at, w.decided_by, w.version, l.name FROM offer_lines w JOIN offer_lists l ON l.id = w.list_id`

func scanLine(s db.Scanner) (w Line, err error) {
	err = s.Scan(&w.ID, &w.ListID, &w.Place, &w.Given, &w.Family, &w.BirthDate, db.Text(&w.NHSNumber), &w.Phone, &w.Address, &w.Postcode, &w.Language, &w.Note, db.Text(&w.PersonID), &w.WorkerID, &w.WorkerName,
		&w.State, &w.Words, &w.AskOn, &w.Tries, db.Text(&w.ReferralID), db.At(&w.DecidedAt), &w.DecidedBy, &w.Version, &w.List)
	return
}

// Opened is a list with its lines as one reader may see them.
type Opened struct {
	List
	Lines  []Line // all, or for a practice those of which it is told
	Counts map[Group]int
	Works  bool // the reader makes the offers
}

// Group is a number of a list and its lines.
type Group string

// The groups, each with the words that it has on the page.
const (
	Offered   Group = "offered"
	SaidYes   Group = "yes"
	NotNow    Group = "not-now"
	SaidNo    Group = "no"
	NoReach   Group = "not-reached"
	PutRight  Group = "put-right"
	LeftToDo  Group = "left"
	WereSpare Group = "not-offered"
)

// Groups are all groups in the order of the page.
var Groups = []Group{Offered, SaidYes, NotNow, SaidNo, NoReach, PutRight, LeftToDo, WereSpare}

// Label says a group.
func (g Group) Label() string {
	return map[Group]string{Offered: "heard the offer", SaidYes: "said yes", NotNow: "not now", SaidNo: "said no", NoReach: "not reached", PutRight: "to put right",
		LeftToDo: "left to do", WereSpare: "not to be asked"}[g]
}

// Has reports whether a line is in a group.
func (g Group) Has(w Line) bool {
	o := w.Outcome()
	switch g {
	case Offered:
		return o.Spoke
	case SaidYes:
		return o.Code == vocabulary.OfferYes
	case NotNow:
		return o.Code == vocabulary.OfferNotNow
	case SaidNo:
		return o.Code == "no" || o.Code == vocabulary.OfferNever
	case NoReach:
		return o.Code == vocabulary.OfferNotReached
	case PutRight:
		return o.Told && o.Code != vocabulary.OfferYes
	case LeftToDo:
		return w.Left()
	case WereSpare:
		return w.State == NotOffered
	}
	return false
}

// Open returns a list with its lines and its numbers, all from one query. A
// practice gets every number and only the lines of which it is told.
func Open(r db.Reader, by access.Actor, id string) (o Opened, err error) {
	if o.List, err = TheList(r, by, id); err != nil {
		return o, err
	}
	o.Works, o.Counts = by.InTeam(o.TeamID), make(map[Group]int)
	lines, err := db.List(r, scanLine, lineColumns+` WHERE w.list_id = $1 ORDER BY w.place, w.id`, id)
	if err != nil {
		return o, err
	}
	if lines, err = shown(r, by, lines); err != nil {
		return o, err
	}
	for _, w := range lines {
		for _, g := range Groups {
			if g.Has(w) {
				o.Counts[g]++
			}
		}
	}
	if !o.Works {
		lines = slices.DeleteFunc(lines, func(w Line) bool { return !w.Outcome().Told })
	}
	o.Lines = lines
	return o, nil
}

// shown fills in what the reader may know of records, and keeps back whom
// nobody may ask by now: of them only the place is left.
func shown(r db.Reader, by access.Actor, lines []Line) ([]Line, error) {
	var ids []string
	for _, w := range lines {
		if w.PersonID != "" {
			ids = append(ids, w.PersonID)
		}
	}
	named, err := people.Named(r, ids)
	if err != nil {
		return nil, err
	}
	sights, err := people.Sights(r, by, ids)
	if err != nil {
		return nil, err
	}
	for i, w := range lines {
		if w.PersonID == "" {
			continue
		}
		w.Within = sights[w.PersonID].Seen
		finding, _, err := barred(r, w.PersonID, sights[w.PersonID].Restricted)
		if err != nil {
			return nil, err
		}
		w.Known = named[w.PersonID]
		switch {
		case finding != "" && w.Left():
			w = Line{ID: w.ID, ListID: w.ListID, List: w.List, Place: w.Place, State: NotOffered, Version: w.Version}
		case finding == IsApart && !w.Within:
			w = Line{ID: w.ID, ListID: w.ListID, List: w.List, Place: w.Place, State: w.State, Version: w.Version}
		}
		lines[i] = w
	}
	return lines, nil
}

// DueTo lists the lines that the actor is to ask today, of lists that are open,
// those put off to the earliest day first.
func DueTo(r db.Reader, by access.Actor) ([]Line, error) {
	today := dates.Of(r.Now())
	lines, err := db.List(r, scanLine, lineColumns+` WHERE w.worker_id = $1 AND w.state IN ('`+ToAsk+`', '`+vocabulary.OfferNotNow+`', '`+vocabulary.OfferNoAnswer+`') AND (w.ask_on IS NULL OR w.ask_on <= $2)
		AND l.ended_at IS NULL AND l.ends_on >= $2 AND `+access.TeamSeenBy("l.team_id", "$1")+` ORDER BY w.ask_on, l.id, w.place LIMIT 200`, by.AccountID, today)
	if err != nil {
		return nil, err
	}
	lines, err = shown(r, by, lines)
	return slices.DeleteFunc(lines, func(w Line) bool { return !w.Due(today) }), err
}

// AboutPerson finds the lines about a person on all lists, for a request by that
// person. The caller has its own rule of access.
func AboutPerson(r db.Reader, p people.Person) ([]Line, error) {
	lines, err := db.List(r, scanLine, lineColumns+` WHERE w.person_id = $1 OR w.nhs_number = $2 OR w.birth_date = $3 ORDER BY l.created_at, w.id`, p.ID, db.Null(p.NHSNumber), p.BirthDate)
	mine := digests("", p.Details)
	return slices.DeleteFunc(lines, func(w Line) bool {
		return w.PersonID != p.ID && !slices.ContainsFunc(digests("", w.Details), func(d string) bool { return slices.Contains(mine, d) })
	}), err
}

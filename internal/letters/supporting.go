package letters

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Support is a kind of letter in support of a person's own application.
type Support struct {
	Code, Words string
	Subject     string // as the letter is headed
	Addressee   string // whom it usually goes to
	Can         string // what a link worker can evidence for it
	Cannot      string // what they cannot; every such letter says so
}

// cannot is true of every supporting letter.
const cannot = "I am not a clinician. I cannot confirm a diagnosis, give a medical opinion, or say whether somebody can make a decision. Please ask the GP practice about these."

// Supports are the kinds of supporting letter.
var Supports = []Support{
	{"pip", "Personal Independence Payment (PIP)", "Claim for Personal Independence Payment", "The decision maker, Personal Independence Payment",
		"How everyday things went when you were there: preparing food, washing, getting dressed, talking with people, going out. How often, how long, and what help was needed.", cannot},
	{"housing", "Housing", "Housing application", "The housing officer",
		"What the home is like, as you saw it: stairs, damp, heating, noise, who lives there. How it affects the day.", cannot},
	{"blue-badge", "Blue Badge", "Blue Badge application", "The Blue Badge team",
		"How far you walked together, how often you stopped, what aids were used, what happened in busy places.", cannot},
}

// SupportOf returns a kind of supporting letter.
func SupportOf(code string) (Support, bool) {
	i := slices.IndexFunc(Supports, func(s Support) bool { return s.Code == code })
	if i < 0 {
		return Support{}, false
	}
	return Supports[i], true
}

// Supporting is one letter in support of an application.
type Supporting struct {
	ID, PersonID, CaseID string
	Kind                 string // code of Supports
	Addressee            string
	Seen, Told, Helps    string
	Agreed               bool   // the person read it and agreed
	HTML                 string // as finished; "" before
	State                string // draft | finished
	ByID, ByName         string
	MadeAt, FinishedAt   time.Time
	Version              int
}

// Finished reports whether the letter is done and unchangeable.
func (l Supporting) Finished() bool { return l.State == "finished" }

const supportingColumns = `SELECT l.id, l.person_id, l.case_id, l.kind, l.addressee, l.seen, l.told, l.helps, l.agreed, l.html, l.state, l.by_id, l.by_name, l.made_at, l.finished_at, l.version
	FROM supporting_letters l`

func scanSupporting(s db.Scanner) (l Supporting, err error) {
	err = s.Scan(&l.ID, &l.PersonID, &l.CaseID, &l.Kind, &l.Addressee, &l.Seen, &l.Told, &l.Helps, &l.Agreed, &l.HTML, &l.State, &l.ByID, &l.ByName, db.At(&l.MadeAt), db.At(&l.FinishedAt), &l.Version)
	return
}

// SupportingOf lists the supporting letters of a person whom the actor may see,
// newest first.
func SupportingOf(r db.Reader, by access.Actor, personID string) ([]Supporting, error) {
	return db.List(r, scanSupporting, supportingColumns+` WHERE l.person_id = $1 AND `+access.PeopleSeenBy("l.person_id", "$2")+` ORDER BY l.made_at DESC, l.id DESC`, personID, by.AccountID)
}

// GetSupporting returns one of them, or db.ErrNotFound.
func GetSupporting(r db.Reader, by access.Actor, personID, id string) (Supporting, error) {
	return db.One(r, scanSupporting, supportingColumns+` WHERE l.id = $1 AND l.person_id = $2 AND `+access.PeopleSeenBy("l.person_id", "$3"), id, personID, by.AccountID)
}

// Draft begins a supporting letter from the record: what the person said and
// what was agreed. What the worker saw is for them to write.
func Draft(r db.Reader, by access.Actor, personID, kind string) (Supporting, error) {
	support, ok := SupportOf(kind)
	if !ok {
		return Supporting{}, db.ErrNotFound
	}
	c, err := casework.Latest(r, by, personID)
	if err != nil {
		return Supporting{}, err
	}
	l := Supporting{PersonID: personID, Kind: kind, Addressee: support.Addressee}
	needs, err := casework.NeedsOf(r, c.ID)
	if err != nil {
		return l, err
	}
	for _, n := range needs {
		if n.OwnWords != "" {
			l.Told += vocabulary.NeedLabel(n.Code) + ": “" + n.OwnWords + "”\n"
		}
	}
	goals, err := casework.GoalsOf(r, c.ID)
	for _, g := range goals {
		l.Helps += "We agreed: " + g.Words + "\n"
	}
	l.Told, l.Helps = strings.TrimSpace(l.Told), strings.TrimSpace(l.Helps)
	return l, err
}

// SaveSupporting keeps a supporting letter as a draft, or finishes it: then the
// person has agreed, and it never changes again. db.ErrConflict if somebody
// saved first or it is finished.
func SaveSupporting(ctx context.Context, d *db.DB, by access.Actor, key once.Key, l Supporting, finish bool) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return saveSupporting(tx, by, l, finish) })
		return err
	})
	return id, err
}

func saveSupporting(tx *db.Tx, by access.Actor, l Supporting, finish bool) (string, error) {
	c, err := casework.Latest(tx, by, l.PersonID)
	if err != nil {
		return "", err
	}
	if err := l.check(finish); err != nil {
		return "", err
	}
	if l.ID == "" {
		l.ID, l.Version = tx.NewID(), 1
		if _, err := tx.Exec(`INSERT INTO supporting_letters (id, person_id, case_id, kind, addressee, seen, told, helps, agreed, html, state, by_id, by_name, made_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, '', 'draft', $9, $10, $11)`,
			l.ID, l.PersonID, c.ID, l.Kind, l.Addressee, l.Seen, l.Told, l.Helps, by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
			return "", err
		}
	} else if err := l.update(tx, by); err != nil {
		return "", err
	}
	act := "supporting-letter.written"
	if finish {
		act = "supporting-letter.finished"
		if err := finishSupporting(tx, by, l); err != nil {
			return "", err
		}
	}
	return l.ID, audit.Change(tx, by.Audit(), act, l.PersonID, "supporting-letter", l.ID)
}

func (l *Supporting) check(finish bool) error {
	l.Addressee, l.Seen, l.Told, l.Helps = strings.TrimSpace(l.Addressee), tidyLines(l.Seen), tidyLines(l.Told), tidyLines(l.Helps)
	var bad db.Invalid
	if _, ok := SupportOf(l.Kind); !ok {
		bad.Add("kind", "Choose what the letter is for")
	}
	if l.Addressee == "" {
		bad.Add("addressee", "Say whom it goes to")
	}
	for name, text := range map[string]string{"seen": l.Seen, "told": l.Told, "helps": l.Helps} {
		if len([]rune(text)) > 5000 {
			bad.Add(name, "Use 5,000 characters or fewer")
		}
	}
	if finish && l.Seen == "" {
		bad.Add("seen", "Write what you saw yourself. Without that a letter from you adds nothing")
	}
	if finish && !l.Agreed {
		bad.Add("agreed", "Let the person read it first, and tick that they agree")
	}
	return bad.Err()
}

func tidyLines(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }

func (l *Supporting) update(tx *db.Tx, by access.Actor) error {
	old, err := GetSupporting(tx, by, l.PersonID, l.ID)
	if err != nil {
		return err
	}
	l.Kind = old.Kind
	n, err := tx.Exec(`UPDATE supporting_letters SET addressee = $4, seen = $5, told = $6, helps = $7, version = version + 1 WHERE id = $1 AND person_id = $2 AND version = $3 AND state = 'draft'`,
		l.ID, l.PersonID, l.Version, l.Addressee, l.Seen, l.Told, l.Helps)
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}

func finishSupporting(tx *db.Tx, by access.Actor, l Supporting) error {
	l, err := GetSupporting(tx, by, l.PersonID, l.ID)
	if err != nil {
		return err
	}
	html, err := renderSupporting(tx, by, l)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE supporting_letters SET html = $2, agreed = TRUE, state = 'finished', finished_at = $3, by_id = $4, by_name = $5, version = version + 1 WHERE id = $1`,
		l.ID, html, tx.Now().UnixMilli(), by.AccountID, by.Name)
	return err
}

func renderSupporting(r db.Reader, by access.Actor, l Supporting) (string, error) {
	person, err := people.Get(r, by, l.PersonID)
	if err != nil {
		return "", err
	}
	c, err := casework.Latest(r, by, l.PersonID)
	if err != nil {
		return "", err
	}
	team, err := teams.TheTeam(r, c.TeamID)
	if err != nil {
		return "", err
	}
	area, err := teams.TheArea(r)
	if err != nil {
		return "", err
	}
	spoke, err := casework.Conversations(r, c.ID)
	if err != nil {
		return "", err
	}
	l.ByName = by.Name
	support, _ := SupportOf(l.Kind)
	var out strings.Builder
	err = supportingTemplate.Execute(&out, map[string]any{"Letter": l, "Person": person, "Kind": support, "Cannot": support.Cannot, "Day": dates.Of(r.Now()).Long(),
		"Born": person.BirthDate.Long(), "Team": team, "JobTitle": area.JobTitle, "Known": known(by, area, team, c, spoke)})
	return out.String(), err
}

// known says how the worker knows the person, from the record.
func known(by access.Actor, area teams.Area, team teams.Team, c casework.Case, spoke int) string {
	words := "I am " + by.Name + ", a " + area.JobTitle + " in the " + team.Name + "."
	if spoke == 0 {
		return words
	}
	return words + " We have had " + dates.Count(spoke, "conversation", "conversations") + " since " + dates.Of(c.EngagedAt).Long() + "."
}

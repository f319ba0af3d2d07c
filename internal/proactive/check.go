package proactive

import (
	"errors"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// Checked is a text as it was read, with what is known of each line.
type Checked struct {
	Practice teams.Practice
	Ignored  []string // headings of columns that are left out
	Lines    []CheckedLine
}

// Finding is what is known of somebody on a list.
type Finding string

// The findings.
const (
	IsNew       Finding = "New"
	IsSupported Finding = "Already supported by you"
	IsKnown     Finding = "Known before"
	OnAnother   Finding = "On another open list"
	SaidNever   Finding = "Asked not to be asked again"
	OptedOut    Finding = "Must not be called"
	HasDied     Finding = "Has died"
	IsApart     Finding = "Their record is restricted"
	Twice       Finding = "Twice in this list"
)

// CheckedLine is one line with what its reader may know of it.
type CheckedLine struct {
	Sent
	Finding  Finding
	Why      string         // of OptedOut
	Person   *people.Person // whom the reader may see
	May      bool           // it can be put on the list
	Usual    bool           // it is put on unless somebody says otherwise
	personID string
	keptBack bool // must not be asked, which the reader may not know
}

// Check reads a list and looks at each of its lines, without storing anything.
// What is left empty in n is filled with what is usual.
func Check(r db.Reader, by access.Actor, n *New) (c Checked, err error) {
	bad := new(db.Invalid)
	if c.Practice, err = n.tidy(r, by); err != nil && !errors.As(err, &bad) {
		return c, err
	}
	reading := Read(n.Text, dates.Of(r.Now()))
	if len(reading.Faults) > 0 {
		bad.Add("text", saidOf(reading.Faults))
	} else if len(reading.People) == 0 {
		bad.Add("text", "Put at least one person on the list")
	}
	if err := bad.Err(); err != nil {
		return c, err
	}
	c.Ignored = reading.Ignored
	k := checker{r: r, by: by, team: c.Practice.TeamID, practice: c.Practice.ID, before: make(map[string]bool)}
	for _, s := range reading.People {
		line, err := k.look(s)
		if err != nil {
			return c, err
		}
		c.Lines = append(c.Lines, line)
	}
	return c, nil
}

// saidOf says the first faults, and how many more there are.
func saidOf(faults []Fault) string {
	var words []string
	for _, f := range faults[:min(8, len(faults))] {
		words = append(words, f.String())
	}
	text := strings.Join(words, ".\n") + "."
	if more := len(faults) - len(words); more > 0 {
		text += "\nAnd " + dates.Count(more, "more fault", "more faults") + "."
	}
	return text
}

type checker struct {
	r              db.Reader
	by             access.Actor
	team, practice string
	before         map[string]bool // digests of the lines above
}

func (k *checker) look(s Sent) (CheckedLine, error) {
	c := CheckedLine{Sent: s, Finding: IsNew, May: true, Usual: true}
	if k.twice(s) {
		c.Finding, c.May, c.Usual = Twice, false, false
		return c, nil
	}
	for _, step := range []func(*CheckedLine) error{k.lookAtRecords, k.lookAtLists, k.lookAtMarks} {
		if err := step(&c); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (k *checker) twice(s Sent) (twice bool) {
	for _, d := range digests(k.team, s.Details) {
		twice = twice || k.before[d]
		k.before[d] = true
	}
	return twice
}

// find notes a finding. One that the reader may not know keeps the line back
// without a word.
func (c *CheckedLine) find(f Finding, may, known bool) {
	switch {
	case known:
		c.Finding, c.May, c.Usual = f, may, false
	default:
		c.keptBack = true
	}
}

// sure are the records that are the person's as far as a list can tell: the NHS
// number agrees, or name and date of birth do.
func sure(m people.Match) bool {
	agrees := func(fact string) bool { return slices.Contains(m.Agrees, fact) }
	return agrees("NHS number") || agrees("Name") && agrees("Date of birth") && !slices.Contains(m.Differs, "NHS number")
}

func (k *checker) lookAtRecords(c *CheckedLine) error {
	matches, err := people.MayBeTheSame(k.r, c.Details)
	if err != nil {
		return err
	}
	for _, m := range matches {
		if sure(m) {
			if err := k.lookAtRecord(c, m.Person); err != nil {
				return err
			}
		}
	}
	return nil
}

func (k *checker) lookAtRecord(c *CheckedLine, p people.Person) error {
	sights, err := people.Sights(k.r, k.by, []string{p.ID})
	if err != nil {
		return err
	}
	seen := sights[p.ID].Seen
	c.personID = p.ID
	if seen {
		c.Person, c.Finding = &p, IsKnown
	}
	finding, why, err := barred(k.r, p.ID, sights[p.ID].Restricted)
	if err != nil {
		return err
	}
	if finding != "" {
		c.find(finding, false, seen)
		c.Why = why
		return nil
	}
	_, open, err := casework.OpenOf(k.r, p.ID)
	if open {
		c.find(IsSupported, true, seen)
	}
	return err
}

// barred says why somebody with a record must not be offered anything; "" where
// they may be.
func barred(r db.Reader, personID string, restricted bool) (Finding, string, error) {
	reach, err := people.ReachOf(r, personID)
	if err != nil {
		return "", "", err
	}
	opted, stopped := reach.Stopped[people.ByPhone]
	switch {
	case !reach.DiedOn.IsZero():
		return HasDied, "", nil
	case restricted:
		return IsApart, "", nil
	case reach.Safety.Never(people.ByPhone):
		return OptedOut, "It is not safe for them.", nil
	case stopped:
		return OptedOut, opted.Words() + ".", nil
	case reach.SaidNo:
		return OptedOut, "They said no to being supported, or their yes has run out.", nil
	}
	return "", "", nil
}

// lookAtLists finds the line on other lists of the team that are open.
func (k *checker) lookAtLists(c *CheckedLine) error {
	today := dates.Of(k.r.Now())
	others, err := db.List(k.r, scanLine, lineColumns+` WHERE l.team_id = $1 AND l.ends_on >= $2 AND l.ended_at IS NULL AND (w.nhs_number = $3 OR w.birth_date = $4)`,
		k.team, today, db.Null(c.NHSNumber), c.BirthDate)
	if err != nil {
		return err
	}
	mine := digests(k.team, c.Details)
	for _, other := range others {
		same := slices.ContainsFunc(digests(k.team, other.Details), func(d string) bool { return slices.Contains(mine, d) })
		if !same {
			continue
		}
		l, err := TheList(k.r, k.by, other.ListID)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return err
		}
		if c.Finding == IsNew || c.Finding == IsKnown || err != nil {
			c.find(OnAnother, true, err == nil)
			c.Why = l.Name
		}
	}
	return nil
}

// lookAtMarks finds whoever asked not to be asked again. Only the team that they
// told may know.
func (k *checker) lookAtMarks(c *CheckedLine) error {
	marked, err := isMarked(k.r, k.team, c.Details)
	if marked {
		c.find(SaidNever, false, k.by.InTeam(k.team))
	}
	return err
}

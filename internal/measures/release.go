package measures

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/disclosure"
	"linkwork/internal/instruments"
	"linkwork/internal/teams"
)

// Rules are those by which a group's figures may leave the team: exact numbers
// with small ones hidden, and rounded ones.
var Rules = []disclosure.Preset{rule("fewer-than-5"), rule("nhs-subnational")}

func rule(id string) disclosure.Preset {
	p, ok := disclosure.FindPreset(id)
	if !ok {
		panic("measures: no rule " + id) // a test would have found it
	}
	return p
}

// Release is a group's figures on their way to somebody outside the team.
type Release struct {
	Inquiry
	Audience string // who gets the file, in words
	Rule     string // id of one of Rules
}

const longestAudience = 100

// Let writes a group's figures into a file for others and records in the ledger
// who gets it, in one write. *db.Invalid for a faulty field, and for a file that
// beside an earlier one would tell of few people; it then says what can go
// instead. db.ErrNotFound for somebody who manages no team.
func Let(ctx context.Context, d *db.DB, by access.Actor, key once.Key, l Release) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return let(tx, by, l) })
		return err
	})
	return id, err
}

func let(tx *db.Tx, by access.Actor, l Release) (string, error) {
	if !by.Manages(by.TeamID()) {
		return "", db.ErrNotFound
	}
	preset, err := l.check()
	if err != nil {
		return "", err
	}
	g, err := GroupOf(tx, by, l.Inquiry)
	if err != nil {
		return "", err
	}
	leaving, err := Leaving(l.Pack, g, preset)
	if err != nil {
		return "", err
	}
	leaving.Audience, leaving.TeamID, leaving.ByID, leaving.ByName = l.Audience, by.TeamID(), by.AccountID, by.Name
	if leaving.File, err = l.headed(tx, by, leaving.File); err != nil {
		return "", err
	}
	id, err := disclosure.Record(tx, leaving)
	if refused, ok := errors.AsType[*disclosure.Refused](err); ok {
		var bad db.Invalid
		bad.Add("rule", refusedWords(refused, preset))
		return "", bad.Err()
	}
	if err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "figures.released", "", "release", id)
}

// headed is a file with lines before it that say whose figures these are, for
// whom, of which day, and what they cannot tell. Whoever opens the file in two
// years has nothing else.
func (l Release) headed(tx *db.Tx, by access.Actor, figures string) (string, error) {
	team, err := teams.TheTeam(tx, by.TeamID())
	if err != nil {
		return "", err
	}
	rows := [][]string{{"Team", team.Name}, {"For", "“" + strings.Join(strings.Fields(l.Audience), " ") + "”"}, {"Made on", dates.Of(tx.Now()).String()}}
	for _, words := range CannotTell(l.Scale) {
		rows = append(rows, []string{"What this cannot tell", words})
	}
	head, err := spreadsheet(rows)
	return head + figures, err
}

// CannotTell are the limits of the figures of any group. Those of one group would
// tell of numbers that may be hidden.
func CannotTell(s instruments.Scale) []string {
	words := []string{"Nobody here was left without support, so there is nothing to compare with. People often come when things are at their worst, and would be somewhat better later anyhow."}
	if _, known := s.Threshold(instruments.Reliable); !known {
		words = append(words, "What change is more than chance for one person is not known for this score, so any change counts as one.")
	}
	return words
}

func (l Release) check() (disclosure.Preset, error) {
	var bad db.Invalid
	switch n := utf8.RuneCountInString(disclosure.AudienceOf(l.Audience)); {
	case n == 0:
		bad.Add("audience", "Say who gets the file")
	case n > longestAudience:
		bad.Add("audience", fmt.Sprintf("Use %d characters or fewer", longestAudience))
	}
	for _, p := range Rules {
		if p.ID == l.Rule {
			return p, bad.Err()
		}
	}
	bad.Add("rule", "Choose a rule for small numbers")
	return disclosure.Preset{}, bad.Err()
}

// refusedWords say why a file stays here, and what can go instead.
func refusedWords(r *disclosure.Refused, p disclosure.Preset) string {
	words := fmt.Sprintf("“%s” differs from “%s” in the file “%s”, which they got on %s, by so few people that the difference tells of them. ", r.Cell, r.Earlier, r.Subject, dates.Of(r.At).Long())
	if p.Round > 1 {
		return words + "Give them that file again, or choose a time in which other people began, or wait until more people were asked again"
	}
	return words + "Give them that file again, choose rounded numbers, or choose a time in which other people began"
}

// Leaving is what a group's figures look like outside the team: counts under
// the rule, and means and effect sizes where there are enough people and no number
// is hidden or rounded: a mean with its interval tells how many they are.
func Leaving(p instruments.Pack, g Group, preset disclosure.Preset) (r disclosure.Release, err error) {
	counts := disclosure.Counts{Rows: []string{"People"}, N: [][]int{nil}}
	var members [][]string
	for _, f := range g.outward() {
		var ids []string
		for _, c := range g.Rows(f.which) {
			ids = append(ids, c.PersonID)
		}
		counts.Columns, counts.N[0], members = append(counts.Columns, f.words), append(counts.N[0], len(ids)), append(members, ids)
	}
	if r.Table, err = preset.Protect(counts); err != nil {
		return r, err
	}
	r.Members = [][][]string{members}
	r.Subject = fmt.Sprintf("%s: %s, began %s to %s, %s", p.Name, g.Name, g.From.Long(), g.To.Long(), g.Since())
	result := g.Result()
	if preset.Round > 1 || result.Change == nil || !preset.AllowsMean(result.Change.N) || r.Table.Hides() > 0 {
		result = Result{}
	} else {
		r.Behind = []disclosure.Behind{{Words: fmt.Sprintf("Mean change of %s.%s, %s", p.ID, g.ID, g.Since())}}
		for _, c := range g.Rows(Followed) {
			r.Behind[0].Members = append(r.Behind[0].Members, fmt.Sprint(c.PersonID, " ", c.First, " ", c.Latest))
		}
	}
	r.File, err = file(p, g, r.Table, result)
	return r, err
}

// outwardFigure is a figure that leaves the team. Everybody who began is in one
// of them.
type outwardFigure struct {
	which Which
	words string
}

func (g Group) outward() []outwardFigure {
	if g.Better == "" {
		return []outwardFigure{{Moved, "Changed"}, {Stayed, "Stayed"}, {Lost, "Not asked again"}}
	}
	return []outwardFigure{{GotBetter, "Better"}, {Stayed, "Stayed"}, {GotWorse, "Worse"}, {Lost, "Not asked again"}}
}

func file(p instruments.Pack, g Group, table disclosure.Table, result Result) (string, error) {
	rows := [][]string{
		{"What", "Value"}, {"Questionnaire", p.Name}, {"Score", g.Name}, {"Began from", g.From.String()}, {"Began to", g.To.String()}, {"Compared", g.Since()}, {"Rule for small numbers", table.Preset.Words},
	}
	for j, column := range table.Columns {
		rows = append(rows, []string{column, table.Cells[0][j].String()})
	}
	rows = append(rows, []string{TotalWords(table.Preset), table.RowTotals[0].String()})
	if c := result.Change; c != nil {
		rows = append(rows, []string{"Mean change", decimals(c.Mean)}, []string{"95% interval, from", decimals(c.Interval.Low)}, []string{"95% interval, to", decimals(c.Interval.High)})
	}
	if e := result.Effects; e != nil {
		rows = append(rows, []string{"Effect size, over the first scores", decimals(e.D)}, []string{"Standardised response mean", decimals(e.SRM)})
	}
	return spreadsheet(rows)
}

// spreadsheet is rows as a spreadsheet takes them.
func spreadsheet(rows [][]string) (string, error) {
	var text strings.Builder
	w := csv.NewWriter(&text)
	w.UseCRLF = true
	err := w.WriteAll(rows)
	return text.String(), err
}

// TotalWords say what the last number of a file is.
func TotalWords(p disclosure.Preset) string {
	if p.True {
		return "All who began"
	}
	return "Sum of what is shown"
}

func decimals(v float64) string { return fmt.Sprintf("%.2f", v) }

// mostReleases is how far back a team's list of releases goes.
const mostReleases = 200

// Releases are what the actor's team let go, the newest first.
func Releases(r db.Reader, by access.Actor) ([]disclosure.Released, error) {
	if !by.Manages(by.TeamID()) {
		return nil, db.ErrNotFound
	}
	return disclosure.ReleasedBy(r, by.TeamID(), mostReleases)
}

// Released is a release with its file, as it was sent; db.ErrNotFound for one
// of a team that the actor does not manage.
func Released(r db.Reader, by access.Actor, id string) (disclosure.Released, string, error) {
	of, file, err := disclosure.FileOf(r, id)
	if err == nil && !by.Manages(of.TeamID) {
		err = db.ErrNotFound
	}
	if err != nil {
		return disclosure.Released{}, "", err
	}
	return of, file, nil
}

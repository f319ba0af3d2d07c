package updates

import (
	"regexp"
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/progress"
)

// Row is one thing that is counted.
type Row struct {
	Label string     // names nobody who takes part
	On    dates.Date // zero for unknown: always counted
}

// Figure is a number that an edition can tell: its value is how many rows there are.
type Figure struct {
	Name   string // as it stands between braces
	Counts string // what is counted, in words
	Rows   []Row
	People bool   // the rows are people who take part, so a small number could point at somebody
	Beside string // what it is an amount of, with others that say the same; "" for nothing
}

// Value is the number.
func (f Figure) Value() int { return len(f.Rows) }

// small is the largest number of people who take part that is not told without a reason.
const small = 4

// Small reports whether so few people are counted that somebody could be found out.
func (f Figure) Small() bool { return f.People && f.Value() > 0 && f.Value() <= small }

// Mark is how the figure stands in text.
func (f Figure) Mark() string { return "{{" + f.Name + "}}" }

// Figures are the numbers that an edition of the study can tell, with what was there by
// a day.
func Figures(r db.Reader, s studies.Seat, by dates.Date) (all []Figure, err error) {
	for _, room := range []func(db.Reader, studies.Seat) ([]Figure, error){ofEvents, ofGroups, ofProgress, ofOutputs} {
		some, err := room(r, s)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	for i := range all {
		all[i].Rows = slices.DeleteFunc(all[i].Rows, func(x Row) bool { return !x.On.IsZero() && x.On.After(by) })
	}
	return all, nil
}

func ofProgress(r db.Reader, s studies.Seat) ([]Figure, error) {
	p, err := progress.Read(r, s)
	if err != nil {
		return nil, err
	}
	rows := func(some []progress.Row) (all []Row) {
		for _, x := range some {
			all = append(all, Row{x.Label, x.On})
		}
		return all
	}
	met := func(wave string, kinds ...fieldwork.Kind) func(...studies.Kind) []Row {
		return func(who ...studies.Kind) (all []Row) {
			for _, k := range who {
				all = append(all, rows(p.MetIn(kinds, wave, k, ""))...)
			}
			return all
		}
	}
	interviewed := met("", fieldwork.Interview, fieldwork.FocusGroup)
	observed := met("", fieldwork.Observation, fieldwork.Shadowing)
	return []Figure{
		{"study sites", "Sites at which the study opened", rows(p.Opened()), false, ""},
		{"people who took part", "People who consented", rows(p.Consented("", "")), true, ""},
		{"patients interviewed", "Patients who were interviewed, each once", interviewed(studies.Patient), true, "People who were interviewed"},
		{"professionals interviewed", "Link workers, other professionals and staff of voluntary organisations who were interviewed, each once", interviewed(studies.LinkWorker, studies.Professional, studies.VCFSEStaff), true, "People who were interviewed"},
		{"patients observed", "Patients with whom a researcher was present, each once", observed(studies.Patient), true, ""},
		{"questionnaires returned", "Questionnaires that were finished and count", rows(p.Returned), true, ""},
	}, nil
}

func ofOutputs(r db.Reader, s studies.Seat) (all []Figure, err error) {
	list, err := outputs.List(r, s)
	for _, k := range outputs.Kinds {
		f := Figure{Name: k.Plural(), Counts: k.Plural() + " that came out or are planned", Beside: "What came out or is planned"}
		for _, o := range list {
			if o.Kind == k {
				f.Rows = append(f.Rows, Row{o.Title, known(o)})
			}
		}
		all = append(all, f)
	}
	return all, err
}

// known is the day from which an output counts: when it came out, or was planned.
func known(o outputs.Output) dates.Date {
	if !o.CameOut.IsZero() {
		return o.CameOut
	}
	return dates.Of(o.AddedAt)
}

// mark is a figure within text.
var mark = regexp.MustCompile(`\{\{([^{}\n]{1,150})\}\}`)

// nameIn tidies what stands between braces: people type curly quotation marks.
func nameIn(inside string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("“", `"`, "”", `"`).Replace(inside)), " ")
}

// Mentioned are the names of the figures in a text, each once, in order.
func Mentioned(text string) (names []string) {
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		if name := nameIn(m[1]); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Told is a text with each figure replaced by what say says of it; a figure that there
// is not stays as it was typed.
func Told(text string, figures []Figure, say func(n int, f Figure) string) string {
	return mark.ReplaceAllStringFunc(text, func(m string) string {
		name := nameIn(m[2 : len(m)-2])
		n := slices.IndexFunc(figures, func(f Figure) bool { return f.Name == name })
		if n < 0 {
			return m
		}
		return say(n, figures[n])
	})
}

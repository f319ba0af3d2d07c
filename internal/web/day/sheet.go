package day

import (
	"cmp"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// sheet is the day of its reader on paper. Paper gets lost, so it says what is
// needed to get there and to get in touch, and nothing about why.
type sheet struct {
	Day          dates.Date
	Today        dates.Date
	Worker       string
	PrintedAt    string
	Appointments []diary.Appointment // planned, earliest first
	People       map[string]people.Person
}

func showSheet(v *visit.Visit) error {
	var ids []string
	return v.ShowPeople(&ids, "Day sheet", func(r *db.Snapshot) (visit.View, error) {
		s := sheet{Today: dates.Of(r.Now()), Worker: v.Actor.Name, PrintedAt: dates.Of(r.Now()).Long() + ", " + dates.Clock(r.Now())}
		day, err := dates.Parse(v.Fields.Text("day"))
		if s.Day = day; err != nil || day.IsZero() {
			s.Day = s.Today
		}
		days, err := diary.Calendar(r, v.Actor, s.Day, s.Day, false)
		if err != nil {
			return visit.View{}, err
		}
		for _, a := range days[0].Appointments {
			if a.State == diary.StatePlanned {
				s.Appointments, ids = append(s.Appointments, a), append(ids, a.PersonID)
			}
		}
		s.People, err = people.Named(r, ids)
		page := shell.Page{Title: "Day sheet", Section: "My day", Back: &ui.Link{Text: "Back to my day", Href: "/day"}}
		return visit.View{Page: page, Body: sheetPage(s)}, err
	})
}

// shortName is enough to know who is meant, and little for who finds the paper.
func shortName(p people.Person) string {
	return strings.TrimSpace(p.CalledName() + " " + initial(p.Family))
}

func initial(name string) string {
	for _, letter := range name {
		return string(letter) + "."
	}
	return ""
}

// facts are what there is to know on the way, those that are not known said so.
func facts(a diary.Appointment, p people.Person) []ui.Fact {
	list := []ui.Fact{
		{Name: "Where", Text: whereWords(a, p)},
		{Name: "Phone", Text: cmp.Or(p.Phone, "Not known")},
		{Name: "Getting in touch", Text: touchWords(p)},
	}
	add := func(name, text string) {
		if text != "" {
			list = append(list, ui.Fact{Name: name, Text: text})
		}
	}
	if p.Interpreter {
		add("Interpreter", cmp.Or(a.Interpreter.Note(), vocabulary.Languages.Label(p.Language)))
	}
	add("Access", p.AccessNeeds)
	add("Bring", a.Note)
	return list
}

// whereWords adds the address to a visit at home, and to nothing else.
func whereWords(a diary.Appointment, p people.Person) string {
	words := []string{vocabulary.ContactMeans.Label(a.Means)}
	if a.Place != "" {
		words = append(words, a.Place)
	}
	if a.Means == "home" {
		words = append(words, cmp.Or(strings.TrimSpace(strings.Join(strings.Fields(p.Address), " ")+" "+p.Postcode), "address not known"))
	}
	return strings.Join(words, ", ")
}

// touchWords are the words on how to reach somebody safely. What was not asked
// is not allowed.
func touchWords(p people.Person) string {
	words := append(p.Best(), p.Minds()...)
	if p.Voicemail == people.VoicemailYes && !p.Safety.NoPhone {
		words = append(words, "Voicemail may be left.")
	}
	return strings.Join(words, " ")
}

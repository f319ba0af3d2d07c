package demo

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/links"
)

// fillForms makes two forms: one that workers fill in with people or send them,
// and one that hangs at a coffee morning.
func (b *builder) fillForms() error {
	b.clock.Set(b.today.AddDays(-40).At(10, 20))
	home, err := b.publish(warmHome())
	if err != nil {
		return err
	}
	coffee, err := b.publish(coffeeMorning())
	if err != nil {
		return err
	}
	if err := b.fillInHomes(home); err != nil {
		return err
	}
	return b.fillInCoffee(coffee)
}

// publish makes a form and its first edition.
func (b *builder) publish(f form.Form) (id string, err error) {
	by := b.teams[0].Manager
	if id, err = forms.Create(b.ctx, b.db, by, none, f); err != nil {
		return "", err
	}
	return id, forms.Publish(b.ctx, b.db, by, none, id, 1)
}

// fillInHomes fills the form in with some people, and sends it to the one of whom
// the story is told.
func (b *builder) fillInHomes(id string) error {
	worker := b.teams[0].Workers[0]
	cast, err := Find(b.ctx, b.db)
	if err != nil {
		return err
	}
	rows, err := b.longestKnown(worker, 3)
	if err != nil {
		return err
	}
	day := -20
	for _, row := range rows {
		if row.PersonID == cast.Person {
			continue
		}
		b.clock.Set(b.today.AddDays(day).At(11, 15))
		if err := b.fillInHome(worker, row.PersonID, id); err != nil {
			return err
		}
		day += 6
	}
	if err := b.fillInElsewhere(worker, id); err != nil {
		return err
	}
	b.clock.Set(b.today.AddDays(-2).At(11, 15))
	_, err = forms.Ask(b.ctx, b.db, worker, none, cast.Person, id, asking.Ways{BaseURL: b.base, Texts: true})
	return err
}

// fillInElsewhere lets every other worker fill the form in with one person.
func (b *builder) fillInElsewhere(but access.Actor, id string) error {
	b.clock.Set(b.today.AddDays(-4).At(15, 5))
	for _, t := range b.teams {
		for _, worker := range t.Workers {
			rows, err := b.longestKnown(worker, 1)
			if err != nil {
				return err
			}
			if worker.AccountID == but.AccountID || len(rows) == 0 {
				continue
			}
			if err := b.fillInHome(worker, rows[0].PersonID, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) fillInHome(worker access.Actor, person, id string) error {
	var e forms.Edition
	if err := b.read(func(r *db.Snapshot) (err error) {
		e, err = forms.Current(r, id)
		return err
	}); err != nil {
		return err
	}
	filling := form.Fill(e.Form, nil, dates.Of(b.clock.Now()))
	for _, said := range []struct {
		path   string
		values []string
	}{{"warm", []string{"no"}}, {"rooms", []string{"bedroom", "bathroom"}}, {"pays", []string{"meter"}}, {"worry", []string{"7"}}, {"wish", []string{"Somebody to look at the boiler with me."}}} {
		next, err := filling.Take(said.path, form.Given{Values: said.values})
		if err != nil {
			return err
		}
		filling = next
	}
	_, err := forms.Record(b.ctx, b.db, worker, none, person, e, "en", filling)
	return err
}

// fillInCoffee opens the form of the coffee morning by a poster, and some guests
// fill it in.
func (b *builder) fillInCoffee(id string) error {
	b.clock.Set(b.today.AddDays(-12).At(9, 30))
	manager := b.teams[0].Manager
	poster, err := forms.MakeOpenLink(b.ctx, b.db, manager, none, id, "Poster at the coffee morning", b.today.AddDays(60))
	if err != nil {
		return err
	}
	for _, said := range [][2]string{{"good", "The scones. And that somebody sat down with me."}, {"good", "Nobody hurried."}, {"mixed", ""}, {"good", "I came back."}, {"bad", "Too loud for my hearing aid."}, {"good", ""}} {
		b.clock.Set(b.clock.Now().Add(17 * time.Minute))
		token, err := forms.Start(b.ctx, b.db, none, poster, "en")
		if err != nil {
			return err
		}
		if err := b.answerByLink(token, map[string]string{"how": said[0], "words": said[1]}); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) answerByLink(token string, said map[string]string) error {
	var link links.Link
	if err := b.read(func(r *db.Snapshot) (err error) {
		link, err = links.Find(r, token)
		return err
	}); err != nil {
		return err
	}
	for _, path := range []string{"how", "words"} {
		if _, err := forms.Take(b.ctx, b.db, link.ID, path, form.Given{Values: []string{said[path]}}); err != nil {
			return err
		}
	}
	return forms.Finish(b.ctx, b.db, link.ID)
}

func warmHome() form.Form {
	cold, err := formula.Read("warm == 'no'")
	if err != nil {
		panic(err) // a test would have found it
	}
	return form.Form{Title: form.Words{"en": "Warm and well at home", "cy": "Cynnes ac iach gartref"}, Languages: []string{"en", "cy"},
		Intro:  form.Say("en", "A few questions about how warm your home is. They help us find the right people to ask."),
		Thanks: form.Say("en", "We talk about your answers with you, and about what could help."),
		Items: []form.Item{
			{Name: "warm", Kind: form.Single, Label: form.Words{"en": "Can you keep your home warm enough?", "cy": "Allwch chi gadw'ch cartref yn ddigon cynnes?"}, Choices: choices("yes", "Yes", "no", "No")},
			{Name: "rooms", Kind: form.Several, When: cold, MayDecline: true, Label: form.Say("en", "Which rooms are cold?"), Choices: choices("bedroom", "Bedroom", "bathroom", "Bathroom", "living", "Living room", "kitchen", "Kitchen")},
			{Name: "damp", Kind: form.Photo, When: cold, Label: form.Say("en", "Is there damp or mould? You can show us a photo")},
			{Name: "pays", Kind: form.Single, MayDecline: true, Label: form.Say("en", "How do you pay for heating?"), Choices: choices("debit", "Direct debit", "meter", "Prepayment meter", "bill", "A bill each quarter", "rent", "It is in the rent")},
			{Name: "worry", Kind: form.Scale, MayDecline: true, Label: form.Say("en", "How much do you worry about heating bills?"), Min: ends(0), Max: ends(10), Low: form.Say("en", "not at all"), High: form.Say("en", "all the time")},
			{Name: "wish", Kind: form.Text, Long: true, Label: form.Say("en", "What would help you most?")},
		}}
}

func coffeeMorning() form.Form {
	return form.Form{Title: form.Say("en", "How was the coffee morning?"), Languages: []string{"en"}, Intro: form.Say("en", "Two questions. They help us plan the next one."),
		Thanks: form.Say("en", "See you at the next one, we hope."),
		Items: []form.Item{
			{Name: "how", Kind: form.Single, Required: true, Label: form.Say("en", "How was it for you?"), Choices: choices("good", "Good", "mixed", "Some of it good", "bad", "Not good")},
			{Name: "words", Kind: form.Text, Long: true, Label: form.Say("en", "What should we know?")},
		}}
}

// choices are codes and labels in turn.
func choices(codesAndLabels ...string) (all []form.Choice) {
	for i := 0; i < len(codesAndLabels); i += 2 {
		all = append(all, form.Choice{Code: codesAndLabels[i], Label: form.Say("en", codesAndLabels[i+1])})
	}
	return all
}

func ends(v float64) *float64 { return &v }

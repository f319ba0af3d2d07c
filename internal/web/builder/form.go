package builder

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// show is a form as its makers see it: what it asks, in order, and what is left
// to put right.
func show(v *visit.Visit) error {
	return showDraft(v, func(r *db.Snapshot, d draft) (visit.View, error) {
		lost, err := lostOf(r, v, d.ID)
		page := shell.Page{Title: d.Title, Section: section(v.Actor), Back: d.back(), Wide: true}
		return visit.View{Page: page, Body: formPage(d, visit.NewToken(), len(lost) > 0)}, err
	})
}

// back leads to where the form came from: a study's forms do not stand among the area's.
func (d draft) back() *ui.Link {
	if d.StudyID != "" {
		return &ui.Link{Text: "Back to the study’s questionnaires", Href: "/studies/" + d.StudyID + "/questionnaires"}
	}
	return &ui.Link{Text: "Back to forms", Href: at}
}

// row is an item in the outline of a form.
type row struct {
	form.Item
	Depth int // of groups that it stands in
}

func rows(items []form.Item, depth int) (all []row) {
	for _, i := range items {
		all = append(append(all, row{i, depth}), rows(i.Items, depth+1)...)
	}
	return all
}

// indent shows how deep in groups an item stands.
func indent(depth int) string { return strings.Repeat("— ", depth) }

// says is what an item asks, or its name where that is not written yet.
func (d draft) says(i form.Item) string {
	if words := d.In(i.Label); words != "" {
		return words
	}
	return i.Name
}

// marks are what whoever looks over a form wants to see of an item.
func marks(i form.Item) string {
	words := []string{i.Kind.Words()}
	if i.Required {
		words = append(words, "required")
	}
	if i.MayDecline {
		words = append(words, "may decline")
	}
	if i.Identifies {
		words = append(words, "identifies")
	}
	return strings.Join(words, ", ")
}

func showWords(v *visit.Visit) error { return wordsForm(v, nil) }

func wordsForm(v *visit.Visit, bad *db.Invalid) error {
	return showDraft(v, func(_ *db.Snapshot, d draft) (visit.View, error) {
		f := d.Draft
		if bad == nil {
			v.Fields.Set("languages", strings.Join(f.Languages, ", "))
			putWords(v.Fields, "title", f.Title)
			putWords(v.Fields, "intro", f.Intro)
			putWords(v.Fields, "thanks", f.Thanks)
		}
		return v.FormView(d.page(v, "Title, introduction and languages"), wordsPage(v.Fields, d, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// putWords fills the boxes of a text, one for each language.
func putWords(f visit.Fields, name string, w form.Words) {
	for language, words := range w {
		f.Set(box(name, language), words)
	}
}

// takeWords reads them; nil where nothing was written.
func takeWords(f visit.Fields, name string, languages []string) form.Words {
	w := form.Words{}
	for _, language := range languages {
		if words := f.Text(box(name, language)); words != "" {
			w[language] = strings.ReplaceAll(words, "\r\n", "\n")
		}
	}
	if len(w) == 0 {
		return nil
	}
	return w
}

// box is the name of the field for a text in a language.
func box(name, language string) string { return name + "-" + language }

func keepWords(v *visit.Visit) error {
	err := change(v, func(d draft) (form.Form, error) {
		f := d.Draft
		languages := strings.FieldsFunc(v.Fields.Get("languages"), func(r rune) bool { return r == ',' || r == ' ' })
		f.Title, f.Intro, f.Thanks = takeWords(v.Fields, "title", f.Languages), takeWords(v.Fields, "intro", f.Languages), takeWords(v.Fields, "thanks", f.Languages)
		main := f.Main()
		next := f.Speak(languages...)
		var bad db.Invalid
		if f.Title[main] == "" {
			bad.Add(box("title", main), "Enter a title")
		}
		for _, p := range next.Check() {
			switch p.Field {
			case form.FieldLanguages:
				bad.Add("languages", languageWords)
			case form.FieldIntro, form.FieldThanks:
				bad.Add(box(string(p.Field), main), p.Words)
			}
		}
		if len(bad.Fields) == 0 && next.Title[next.Main()] == "" {
			bad = *visit.Merge(&bad, noTitle(next.Main()))
		}
		return next, bad.Err()
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			for n, f := range bad.Fields {
				if f.Field == "title" { // of the store: too long
					bad.Fields[n].Field = box("title", firstOf(v))
				}
			}
			return wordsForm(v, bad)
		})
	}
	return v.Done(hrefOf(v.Path("form"), ""), "Saved.")
}

const languageWords = "Write the codes of the languages with a comma between them, the main one first: en, cy"

// noTitle is that the main language would be one in which the form has no title.
func noTitle(language string) *db.Invalid {
	var bad db.Invalid
	bad.Add("languages", "Write the title in "+questions.LanguageName(language)+" first. Then make it the main language")
	return &bad
}

// firstOf is the main language as it was typed.
func firstOf(v *visit.Visit) string {
	first, _, _ := strings.Cut(v.Fields.Text("languages"), ",")
	return strings.TrimSpace(first)
}

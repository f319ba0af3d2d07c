package fill

import (
	"errors"
	"slices"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/about"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// together is a form that staff fill in with somebody, all on one page. Where an
// answer opens further questions, the page comes back with them.
type together struct {
	about.Subject
	Edition  forms.Edition
	Filling  *form.Filling
	Language string
	More     bool   // questions came that the page did not have
	Corrects string // the answers that these are to correct; "" for new ones
}

// action is where the page goes.
func (t together) action() string {
	if t.Corrects != "" {
		return t.Href("/forms/answers/" + t.Corrects + "/correct")
	}
	return t.Href("/forms/together/" + t.Edition.FormID)
}

func showTogether(v *visit.Visit) error { return togetherPage(v, nil, nil, false) }

func togetherPage(v *visit.Visit, filling *form.Filling, bad *db.Invalid, more bool) error {
	return v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		t := together{Filling: filling, More: more}
		var err error
		if t.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
			return visit.View{}, err
		}
		if t.Edition, err = edition(r, v); err != nil {
			return visit.View{}, err
		}
		if t.Filling == nil {
			t.Filling = form.Fill(t.Edition.Form, nil, dates.Of(r.Now()))
		}
		t.Language = language(v, t.Edition.Form)
		page := shell.Page{Title: t.title(), Back: &ui.Link{Text: "Back to forms", Href: t.Href("/forms")}}
		t.Furnish(&page, "")
		return v.FormView(page, togetherBody(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func (t together) title() string { return t.Edition.Form.In(t.Edition.Form.Title, t.Language) }

// edition is that which the page showed first, or the latest: what was begun is
// finished as it was begun.
func edition(r db.Reader, v *visit.Visit) (forms.Edition, error) {
	if n := v.Fields.Number("edition"); n > 0 {
		return forms.GetEdition(r, v.Path("form"), n)
	}
	return forms.Current(r, v.Path("form"))
}

func language(v *visit.Visit, f form.Form) string {
	if l := v.Fields.Get("language"); slices.Contains(f.Languages, l) {
		return l
	}
	return f.Main()
}

func keepTogether(v *visit.Visit) error {
	var e forms.Edition
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		e, err = edition(r, v)
		return err
	})
	if err != nil {
		return err
	}
	filling, bad, more := fillIn(v, e.Form, nil)
	if more || len(bad.Fields) > 0 {
		if len(bad.Fields) == 0 {
			bad = nil
		}
		return togetherPage(v, filling, bad, more)
	}
	id, err := forms.Record(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), e, language(v, e.Form), filling)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return togetherPage(v, filling, atFields(bad), false) })
	}
	if asksPicture(filling) {
		return v.Done(href(v, "/forms/answers/"+id), "Answers saved. You can add the photograph now.")
	}
	return v.Done(href(v, "/forms"), "Answers saved.")
}

// atFields says at the fields of the page what is wrong with the answers.
func atFields(bad *db.Invalid) *db.Invalid {
	for i, f := range bad.Fields {
		if f.Field != "why" {
			bad.Fields[i].Field = field(f.Field)
		}
	}
	return bad
}

func asksPicture(filling *form.Filling) bool {
	return slices.ContainsFunc(filling.Steps(), func(s form.Step) bool { return s.Item.Kind == form.Photo })
}

// field names the answer to a step.
func field(path string) string { return "answer-" + path }

// fillIn takes the answers of the page in the order of the form. Photographs stay
// as they were before; a page cannot hold one while questions still come. bad is
// what does not fit; more says that questions came which the page did not have.
func fillIn(v *visit.Visit, f form.Form, before *form.Filling) (filling *form.Filling, bad *db.Invalid, more bool) {
	filling, bad = form.Fill(f, nil, dates.Of(v.House.DB.Now())), new(db.Invalid)
	shown, seen := v.Fields.All("shown"), make(map[string]bool)
	for {
		step, left := unseen(filling, seen)
		if !left {
			return filling, bad, more
		}
		seen[step.Path] = true
		switch {
		case step.More:
			filling = rows(v, filling, step)
		case !slices.Contains(shown, step.Path):
			more = true
		case step.Item.Kind == form.Photo:
			filling = sameOrLeft(filling, step, before)
		case leftOut(v, step) != "":
			filling = filling.Leave(step.Path, leftOut(v, step))
		default:
			next, err := filling.Take(step.Path, questions.Given(v.Fields, field(step.Path), step.Item))
			if fault, wrong := errors.AsType[form.Fault](err); wrong {
				bad.Add(field(step.Path), fault.Words)
			}
			filling = next
		}
	}
}

func sameOrLeft(filling *form.Filling, step form.Step, before *form.Filling) *form.Filling {
	if before != nil {
		if was, asked := before.Step(step.Path); asked && before.Answer(was).Text != "" {
			if next, err := filling.Take(step.Path, form.Given{Values: []string{before.Answer(was).Text}}); err == nil {
				return next
			}
		}
	}
	return filling.Leave(step.Path, form.NotAsked)
}

// leftOut is why a question has no answer, where staff said so for all that they left
// out; "" where it was answered.
func leftOut(v *visit.Visit, step form.Step) form.Reason {
	given := questions.Given(v.Fields, field(step.Path), step.Item)
	why := form.Reason(v.Fields.Get("left"))
	if given.Declined || len(given.Values) > 0 || !slices.Contains(Left, why) {
		return ""
	}
	return why
}

// Left are the reasons for which staff leave questions out.
var Left = []form.Reason{form.NotAsked, form.Unable, form.Stopped}

func unseen(filling *form.Filling, seen map[string]bool) (form.Step, bool) {
	for _, s := range filling.Steps() {
		if !seen[s.Path] {
			return s, true
		}
	}
	return form.Step{}, false
}

// rows makes the rows that the page had, and one more where it was wanted.
func rows(v *visit.Visit, filling *form.Filling, step form.Step) *form.Filling {
	n := v.Fields.Number("rows-" + step.Path)
	if v.Fields.Is(field(step.Path), form.Yes) {
		n++
		v.Fields.Del(field(step.Path)) // asked anew for the one after it
	}
	for range min(n, form.MostItems) {
		next, err := filling.Take(step.Path, form.Given{Values: []string{form.Yes}})
		if err != nil {
			break // no more rows than the form has
		}
		filling = next
	}
	if v.Fields.Is(field(step.Path), form.No) {
		if next, err := filling.Take(step.Path, form.Given{Values: []string{form.No}}); err == nil {
			filling = next
		}
	}
	v.Fields.Set("rows-"+step.Path, strconv.Itoa(len(filling.Answers[step.Path].Rows)))
	return filling
}

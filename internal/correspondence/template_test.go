package correspondence_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
)

func (o *office) keep(by access.Actor, team string, t correspondence.Template) (string, error) {
	return correspondence.Keep(o.Context(), o.DB, by, once.Key{}, correspondence.Shelf{TeamID: team}, t)
}

func (o *office) template(team, code string) (t correspondence.Template, err error) {
	o.Read(func(r *db.Snapshot) error {
		t, err = correspondence.TheTemplate(r, correspondence.Shelf{TeamID: team}, code)
		return nil
	})
	return t, err
}

func TestATeamsWordsStandBeforeTheAreasAndThoseBeforeTheUsual(t *testing.T) {
	each(t, func(o *office) {
		harbour, canalside := o.Harbour.TeamID, o.Canalside.TeamID
		words := func(team string) string {
			t, err := o.template(team, "tried-person")
			o.OK(err)
			return t.Words
		}
		usual := words(harbour)
		ours := correspondence.Template{Code: "tried-person", Name: "We tried to reach you", Audience: correspondence.ForPerson, Words: "Area words {name}"}
		for _, by := range []access.Actor{o.Harbour.First, o.Harbour.Manager, o.Harbour.Practice} {
			_, err := o.keep(by, "", ours)
			castest.Is(o, err, db.ErrNotFound)
		}
		_, err := o.keep(o.Admin, "", ours)
		o.OK(err)
		if words(harbour) != "Area words {name}" || words("") != "Area words {name}" || usual == "Area words {name}" {
			o.Error("the area's words do not stand before the usual")
		}
		ours.Words = "Team words {name}"
		for _, by := range []access.Actor{o.Harbour.First, o.Canalside.Manager, o.Admin} {
			_, err := o.keep(by, harbour, ours)
			castest.Is(o, err, db.ErrNotFound)
		}
		_, err = o.keep(o.Harbour.Manager, harbour, ours)
		o.OK(err)
		if words(harbour) != "Team words {name}" || words(canalside) != "Area words {name}" {
			o.Errorf("%q, %q", words(harbour), words(canalside))
		}
		// A second version; whoever saw the first only, comes too late.
		_, err = o.keep(o.Harbour.Manager, harbour, ours)
		castest.Is(o, err, db.ErrConflict)
		ours.Version, ours.Words = 1, "Newer words"
		_, err = o.keep(o.Harbour.Manager, harbour, ours)
		o.OK(err)
		o.Read(func(r *db.Snapshot) error {
			all, err := correspondence.Versions(r, correspondence.Shelf{TeamID: harbour}, "tried-person")
			if len(all) != 4 || all[0].Words != "Newer words" || all[1].Words != "Team words {name}" || all[3].Version != 0 {
				o.Errorf("%+v", all)
			}
			return err
		})
		castest.Is(o, correspondence.Retire(o.Context(), o.DB, o.Harbour.First, once.Key{}, correspondence.Shelf{TeamID: harbour}, "tried-person", 2), db.ErrNotFound)
		castest.Is(o, correspondence.Retire(o.Context(), o.DB, o.Harbour.Manager, once.Key{}, correspondence.Shelf{TeamID: harbour}, "tried-person", 1), db.ErrConflict)
		o.OK(correspondence.Retire(o.Context(), o.DB, o.Harbour.Manager, once.Key{}, correspondence.Shelf{TeamID: harbour}, "tried-person", 2))
		if _, err := o.template(harbour, "tried-person"); err == nil {
			o.Error("it is offered still")
		}
		if words(canalside) != "Area words {name}" {
			o.Error("another team lost it")
		}
	})
}

func TestATemplateHasNoCodeAndOnlyFieldsThatThereAre(t *testing.T) {
	each(t, func(o *office) {
		for _, words := range []string{"{first name}", "{{.Person}}", "{{name}}", "{name", "name}", "{}", "{ name }", "{secret}", "{way-out}", "{{constructor.constructor('x')()}}", ""} {
			_, err := o.keep(o.Harbour.Manager, o.Harbour.TeamID, correspondence.Template{Name: "New", Audience: correspondence.ForPerson, Words: words})
			if castest.Message(err, "words") == "" {
				o.Errorf("%q: %v", words, err)
			}
			if words != "" {
				_, err = o.keep(o.Harbour.Manager, o.Harbour.TeamID, correspondence.Template{Name: "New", Audience: correspondence.ForPerson, Words: "x", Easy: words})
				castest.Refused(o, err, "easy")
			}
		}
		_, err := o.keep(o.Harbour.Manager, o.Harbour.TeamID, correspondence.Template{Audience: "press", Words: "x"})
		castest.Refused(o, err, "name")
		castest.Refused(o, err, "audience")
		_, err = o.keep(o.Harbour.Manager, o.Harbour.TeamID, correspondence.Template{Code: "none", Name: "x", Audience: correspondence.ForPerson, Words: "x"})
		castest.Is(o, err, db.ErrNotFound)
		all := ""
		for _, f := range correspondence.Fields {
			all += "{" + f.Name + "} "
		}
		_, err = o.keep(o.Harbour.Manager, o.Harbour.TeamID, correspondence.Template{Name: "All", Audience: correspondence.ForPerson, Words: all})
		o.OK(err)
	})
}

func (o *office) fill(a correspondence.Audience, to, code string, f correspondence.Format) (words string, err error) {
	o.Read(func(r *db.Snapshot) error {
		words, _, err = correspondence.Fill(r, o.Harbour.First, o.person, a, to, code, f)
		return nil
	})
	return words, err
}

func TestATemplateIsFilledFromTheRecord(t *testing.T) {
	each(t, func(o *office) {
		me := o.Harbour.First
		words, err := o.fill(correspondence.ForPerson, "", "appointment-person", correspondence.Plain)
		o.OK(err)
		if !strings.Contains(words, "Your appointment: [appointment].") {
			o.Errorf("what nobody knows: %q", words)
		}
		o.OK(casework.AgreeAppointment(o.Context(), o.DB, me, once.Key{}, o.person, o.Clock.Now().Add(29*time.Hour), 45, "phone", "", ""))
		words, err = o.fill(correspondence.ForPerson, "", "appointment-person", correspondence.Plain)
		if o.OK(err); !strings.Contains(words, "Dear Doreen,") || !strings.Contains(words, "Your appointment: Tuesday 24 November 2026 at 2pm, phone") || !strings.Contains(words, "call 01632 960 110") || !strings.HasSuffix(words, "Amina Yusuf") {
			o.Errorf("%q", words)
		}
		easy, err := o.fill(correspondence.ForPerson, "", "appointment-person", correspondence.Easy)
		if o.OK(err); easy == words || !strings.Contains(easy, "We will meet.\n") {
			o.Errorf("%q", easy)
		}
		words, err = o.fill(correspondence.ForPractice, o.Harbour.PracticeID, "tried-practice", correspondence.Plain)
		if o.OK(err); !strings.Contains(words, "Dear colleagues at Harbour Practice,") || strings.Contains(words, "[") {
			o.Errorf("%q", words)
		}
		for _, wrong := range []struct {
			a        correspondence.Audience
			to, code string
		}{{correspondence.ForPerson, "", "tried-practice"}, {correspondence.ForPerson, "", "none"}, {correspondence.ForPractice, o.Canalside.PracticeID, "tried-practice"}} {
			_, err := o.fill(wrong.a, wrong.to, wrong.code, correspondence.Plain)
			castest.Is(o, err, db.ErrNotFound)
		}
	})
}

// A name with braces in it stays a name, and what was sent keeps its words when
// the template changes.
func TestWhatWasSentKeepsItsWords(t *testing.T) {
	each(t, func(o *office) {
		me := o.Harbour.First
		var p people.Person
		o.Read(func(r *db.Snapshot) (err error) { p, err = people.Unscoped(r, o.person); return })
		d := p.Details
		d.Called = "{worker}"
		o.OK(casework.ChangeDetails(o.Context(), o.DB, me, once.Key{}, o.person, d, p.PracticeID, p.Version))
		words, err := o.fill(correspondence.ForPerson, "", "tried-person", correspondence.Plain)
		if o.OK(err); !strings.HasPrefix(words, "Dear {worker},") {
			o.Errorf("%q", words)
		}
		code, err := o.keep(o.Harbour.Manager, o.Harbour.TeamID, correspondence.Template{Name: "Hello", Audience: correspondence.ForPerson, Words: "Hello from {team}"})
		o.OK(err)
		words, err = o.fill(correspondence.ForPerson, "", code, correspondence.Plain)
		o.OK(err)
		draft := o.draft(people.ByLetter)
		draft.Words, draft.Template, draft.Format = words, code, correspondence.Large
		id := o.must(me, draft)
		first, err := o.template(o.Harbour.TeamID, code)
		o.OK(err)
		first.Words = "Goodbye from {team}"
		_, err = o.keep(o.Harbour.Manager, o.Harbour.TeamID, first)
		o.OK(err)
		if piece, _ := o.piece(id); piece.Words != "Hello from Harbour network" || piece.Template != first.ID || piece.Format != correspondence.Large {
			o.Errorf("%+v", piece)
		}
	})
}

func TestAnOrganisationIsWrittenToAfterAYes(t *testing.T) {
	each(t, func(o *office) {
		me := o.Harbour.First
		o.Contact(me, o.person, casework.Entry{})
		_, err := connections.Make(o.Context(), o.DB, me, once.Key{}, connections.Onward{PersonID: o.person, ServiceID: castest.LunchClub, Kind: connections.Introduced})
		o.OK(err)
		find := func() (to correspondence.Recipient) {
			o.Read(func(r *db.Snapshot) error {
				all, err := correspondence.Recipients(r, me, o.person)
				for _, one := range all {
					if one.Audience == correspondence.ForOrganisation {
						to = one
					}
				}
				return err
			})
			return to
		}
		to := find()
		if to.ID == "" || !strings.HasPrefix(to.Not, "There is no yes") {
			o.Fatalf("%+v", to)
		}
		d := o.draft(people.ByLetter)
		d.Audience, d.ToID = correspondence.ForOrganisation, to.ID
		_, err = o.write(me, d)
		castest.Refused(o, err, "way")
		say := func(given bool) {
			_, err := casework.SaySharing(o.Context(), o.DB, me, once.Key{}, o.person, people.Permission{RecipientKind: "organisation", RecipientID: castest.LunchClub + "-org", RecipientName: to.Name, Purpose: "support", Given: given, How: "by phone"})
			o.OK(err)
		}
		say(true)
		o.must(me, d)
		say(false)
		_, err = o.write(me, d)
		castest.Refused(o, err, "way")
	})
}

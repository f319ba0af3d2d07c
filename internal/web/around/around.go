package around

import (
	"slices"

	"linkwork/internal/circle"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Supporters
	return []visit.Route{
		{Pattern: "GET /people/{person}/around", Who: who, Handle: showAround},
		{Pattern: "GET /people/{person}/around/new", Who: who, Handle: showNew},
		{Pattern: "POST /people/{person}/around/new", Who: who, Handle: add},
		{Pattern: "GET /people/{person}/around/{supporter}", Who: who, Handle: showSupporter},
		{Pattern: "POST /people/{person}/around/{supporter}", Who: who, Handle: change},
		{Pattern: "POST /people/{person}/around/{supporter}/knows", Who: who, Handle: sayKnows},
		{Pattern: "POST /people/{person}/around/{supporter}/end", Who: who, Handle: end},
		{Pattern: "POST /people/{person}/household/find", Who: who, Handle: findMate},
		{Pattern: "POST /people/{person}/household", Who: who, Handle: link},
		{Pattern: "POST /people/{person}/household/{household}/end", Who: who, Handle: unlink},
		{Pattern: "POST /people/{person}/home", Who: who, Handle: noteHome},
		{Pattern: "GET /people/{person}/capacity", Who: who, Handle: showDecide},
		{Pattern: "POST /people/{person}/capacity", Who: who, Handle: decide},
	}
}

// page reads the subject and shows a page about them.
func page(v *visit.Visit, title, back string, bad *db.Invalid, read func(r *db.Snapshot, s about.Subject) (visit.View, error)) error {
	return v.ShowPerson(v.Path("person"), title, func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		view, err := read(r, s)
		if err != nil {
			return visit.View{}, err
		}
		view.Page = shell.Page{Title: title, Back: &ui.Link{Text: "Back to " + backTo(back, s), Href: s.Href(back)}}
		s.Furnish(&view.Page, "")
		return v.FormView(view.Page, view.Body, bad), nil
	})
}

func backTo(back string, s about.Subject) string {
	if back == "" {
		return s.FullName()
	}
	return "people around " + s.CalledName()
}

// home is what the page of the people around somebody shows.
type home struct {
	about.Subject
	Now, Before []circle.Supporter
	Mates       []circle.Housemate
	Note        circle.Note
	Decisions   []circle.Decision
	Search      string
	Found       []people.Person
	Form        string // which of the forms came back with a fault
}

func showAround(v *visit.Visit) error { return aroundPage(v, home{}, nil) }

func aroundPage(v *visit.Visit, h home, bad *db.Invalid) error {
	return page(v, "People around them", "", bad, func(r *db.Snapshot, s about.Subject) (visit.View, error) {
		h.Subject = s
		var err error
		if h.Now, h.Before, err = circle.Around(r, v.Actor, s.ID); err != nil {
			return visit.View{}, err
		}
		if h.Mates, h.Note, err = circle.Household(r, v.Actor, s.ID); err != nil {
			return visit.View{}, err
		}
		h.Decisions, err = circle.Decisions(r, v.Actor, s.ID)
		return visit.View{Body: homePage(v.Fields, h, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func supporterOf(v *visit.Visit, bad *db.Invalid) circle.Supporter {
	f := v.Fields
	return circle.Supporter{ID: v.Path("supporter"), PersonID: v.Path("person"), Version: f.Version(), Name: f.Get("name"), Relation: f.Get("relation"), Phone: f.Get("phone"),
		Role: f.Get("role"), RoleWords: f.Get("role_words"), SeenOn: f.Date("seen_on", bad), Carer: f.Is("carer", "yes"), Emergency: f.Is("emergency", "yes")}
}

func showNew(v *visit.Visit) error { return newForm(v, nil) }

func newForm(v *visit.Visit, bad *db.Invalid) error {
	return page(v, "Somebody around them", "/around", bad, func(r *db.Snapshot, s about.Subject) (visit.View, error) {
		return visit.View{Body: newPage(v.Fields, s, visit.NewToken(), visit.Faults(bad))}, nil
	})
}

func add(v *visit.Visit) error {
	bad := new(db.Invalid)
	s := supporterOf(v, bad)
	err := bad.Err()
	var id string
	if err == nil {
		id, err = circle.Add(v.Context(), v.House.DB, v.Actor, v.Once(), s)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newForm(v, bad) })
	}
	return v.Done("/people/"+s.PersonID+"/around/"+id, "Written down. Ask what they may know.")
}

func showSupporter(v *visit.Visit) error { return supporterForm(v, "", nil) }

func supporterForm(v *visit.Visit, failed string, bad *db.Invalid) error {
	return page(v, "Somebody around them", "/around", bad, func(r *db.Snapshot, s about.Subject) (visit.View, error) {
		one, err := circle.The(r, v.Actor, s.ID, v.Path("supporter"))
		if err != nil {
			return visit.View{}, err
		}
		if failed != "change" {
			fillSupporter(v.Fields, one)
		}
		if failed != "knows" {
			for _, w := range one.Knows {
				if w.Holds(s.Today) {
					v.Fields.Values["may"] = append(v.Fields.Values["may"], w.Topic)
				}
			}
		}
		return visit.View{Body: supporterPage(v.Fields, s, one, failed, visit.NewToken(), visit.Faults(bad))}, nil
	})
}

func fillSupporter(f visit.Fields, s circle.Supporter) {
	for name, text := range map[string]string{"name": s.Name, "relation": s.Relation, "phone": s.Phone, "role": s.Role, "role_words": s.RoleWords} {
		f.Set(name, text)
	}
	f.SetDate("seen_on", s.SeenOn)
	for name, yes := range map[string]bool{"carer": s.Carer, "emergency": s.Emergency} {
		if yes {
			f.Set(name, "yes")
		}
	}
}

func change(v *visit.Visit) error {
	bad := new(db.Invalid)
	s := supporterOf(v, bad)
	err := bad.Err()
	if err == nil {
		err = circle.Change(v.Context(), v.House.DB, v.Actor, v.Once(), s)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return supporterForm(v, "change", bad) })
	}
	return v.Done("/people/"+s.PersonID+"/around", "Saved.")
}

func sayKnows(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	said := circle.Said{PersonID: v.Path("person"), ID: v.Path("supporter"), May: f.All("may"), How: f.Get("how"), Until: f.Date("until", bad)}
	err := bad.Err()
	if err == nil {
		err = circle.SayKnows(v.Context(), v.House.DB, v.Actor, v.Once(), said)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return supporterForm(v, "knows", bad) })
	}
	return v.Done("/people/"+said.PersonID+"/around", "Kept what they may know.")
}

func end(v *visit.Visit) error {
	if err := circle.End(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("supporter"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done("/people/"+v.Path("person")+"/around", "They are not around any more, and are told nothing.")
}

// findMate looks for who lives with the person, among those whom the reader may
// see. Whoever is found is on the audit trail.
func findMate(v *visit.Visit) error {
	h := home{Search: v.Fields.Text("q")}
	found, err := v.FindPeople(h.Search, 10)
	if err != nil {
		return err
	}
	h.Found = slices.DeleteFunc(found, func(p people.Person) bool { return p.ID == v.Path("person") })
	return aroundPage(v, h, nil)
}

func link(v *visit.Visit) error {
	f := v.Fields
	if err := circle.Link(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), f.Get("other"), f.Get("words")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return aroundPage(v, home{Form: "household"}, bad) })
	}
	return v.Done("/people/"+v.Path("person")+"/around", "They live together.")
}

func unlink(v *visit.Visit) error {
	if err := circle.Unlink(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("household")); err != nil {
		return err
	}
	return v.Done("/people/"+v.Path("person")+"/around", "They do not live together any more.")
}

func noteHome(v *visit.Visit) error {
	if err := circle.NoteHome(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.Get("home")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return aroundPage(v, home{Form: "home"}, bad) })
	}
	return v.Done("/people/"+v.Path("person")+"/around", "Kept.")
}

func showDecide(v *visit.Visit) error { return decideForm(v, nil) }

func decideForm(v *visit.Visit, bad *db.Invalid) error {
	return page(v, "Could they make a decision?", "/around", bad, func(r *db.Snapshot, s about.Subject) (visit.View, error) {
		var earlier circle.Decision
		if id := v.Fields.Get("earlier"); id != "" {
			var err error
			if earlier, err = circle.TheDecision(r, v.Actor, s.ID, id); err != nil {
				return visit.View{}, err
			}
		}
		if bad == nil {
			v.Fields.SetDate("on", s.Today)
			v.Fields.Set("assessed_by", v.Actor.Name+", link worker")
			v.Fields.Set("kind", earlier.Kind)
			v.Fields.Set("decision", earlier.Words)
		}
		return visit.View{Body: decidePage(v.Fields, s, earlier, visit.NewToken(), visit.Faults(bad))}, nil
	})
}

func decide(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	c := circle.Decision{PersonID: v.Path("person"), Kind: f.Get("kind"), Words: f.Get("decision"), Help: f.Get("help"), CanDecide: f.Is("can_decide", "yes"), Why: f.Get("why"),
		On: f.Date("on", bad), AssessedBy: f.Get("assessed_by"), ReviewOn: f.Date("review_on", bad)}
	if f.Get("can_decide") == "" {
		bad.Add("can_decide", "Choose whether they could make this decision")
	}
	if !c.CanDecide {
		c.Lacks, c.Cause, c.Best, c.Consulted, c.Least = f.All("lacks"), f.Get("cause"), f.Get("best"), f.Get("consulted"), f.Get("least")
	}
	err := bad.Err()
	if err == nil {
		_, err = circle.Decide(v.Context(), v.House.DB, v.Actor, v.Once(), c, f.Get("earlier"))
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return decideForm(v, bad) })
	}
	return v.Done("/people/"+c.PersonID+"/around", "Written down for this decision alone.")
}

// lacked names the abilities that were lacking.
func lacked(c circle.Decision) (words []string) {
	for _, code := range c.Lacks {
		words = append(words, vocabulary.CapacityAbilities.Label(code))
	}
	return words
}

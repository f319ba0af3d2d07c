package person

import (
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/connections"
	"linkwork/internal/correspondence"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/drafts"
	"linkwork/internal/people"
	"linkwork/internal/places"
	"linkwork/internal/publicdirectory"
	"linkwork/internal/shortlist"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/listing"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const shortlistTitle = "Shortlist"

// choice is a person's shortlist with what is known of each service.
type choice struct {
	about.Subject
	Entries []shortlist.Entry
	Cards   map[string]listing.Card // by service; one that no longer runs has none
	Ways    []correspondence.Way
}

func showShortlist(v *visit.Visit) error { return shortlistForm(v, nil) }

func shortlistForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, shortlistTitle, "/connections", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		c, err := readChoice(r, v, s)
		return shortlistPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)), err
	})
}

func readChoice(r *db.Snapshot, v *visit.Visit, s about.Subject) (c choice, err error) {
	c = choice{Subject: s, Cards: make(map[string]listing.Card)}
	if c.Entries, err = shortlist.Of(r, v.Actor, s.ID); err != nil {
		return c, err
	}
	if c.Ways, err = waysTo(r, v, s); err != nil {
		return c, err
	}
	ids := make([]string, len(c.Entries))
	for i, e := range c.Entries {
		ids[i] = e.ServiceID
	}
	at, err := places.Locate(r, s.Postcode)
	if _, faulty := errors.AsType[places.PostcodeError](err); err != nil && !faulty && !errors.Is(err, db.ErrNotFound) {
		return c, err
	}
	hits, err := directory.These(r, ids, directory.Query{From: at.Point})
	if err != nil {
		return c, err
	}
	next, err := directory.NextTimes(r, ids, r.Now(), 0)
	if err != nil {
		return c, err
	}
	soFar, err := connections.SoFar(r, v.Actor, s.ID)
	for _, hit := range hits {
		c.Cards[hit.Service.ID] = listing.Card{Hit: hit, Href: s.Href("/services/" + hit.Service.ID + "?from=shortlist"), Outcode: at.Outcode, Next: next[hit.Service.ID], SoFar: soFar[hit.Service.ID], Now: r.Now()}
	}
	return c, err
}

// waysTo are the ways in which the person may be written to.
func waysTo(r db.Reader, v *visit.Visit, s about.Subject) ([]correspondence.Way, error) {
	return correspondence.Ways(r, v.Actor, letterbox(v), s.Case, correspondence.Recipient{Audience: correspondence.ForPerson})
}

func changeShortlist(v *visit.Visit) (err error) {
	service := v.Path("service")
	if v.Fields.Is("then", "remove") {
		if err := shortlist.Remove(v.Context(), v.House.DB, v.Actor, v.Path("person"), service); err != nil {
			return err
		}
		return v.Done(href(v, "/shortlist"), "Taken off the shortlist.")
	}
	err = shortlist.Annotate(v.Context(), v.House.DB, v.Actor, v.Path("person"), service, v.Fields.Text("note-"+service))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return shortlistForm(v, bad) })
	}
	return v.Done(href(v, "/shortlist"), "Saved.")
}

// giveShortlist writes to the person about the services that were chosen: first
// the words as Linkwork knows them, then as they would go, then it sends them.
func giveShortlist(v *visit.Visit) error {
	d := draftOf(v)
	d.Audience, d.ToID = correspondence.ForPerson, ""
	v.Fields.Set("to", toKey(correspondence.Recipient{Audience: correspondence.ForPerson}))
	switch {
	case v.Fields.Is("then", "look"), v.Fields.Is("then", "send") && v.Fields.Get("seen") != mark(d):
		return lookAtWords(v, d)
	case v.Fields.Is("then", "send"):
		return give(v, d)
	}
	return startGiving(v, d)
}

// startGiving fills in the words for the chosen services and way.
func startGiving(v *visit.Visit, d correspondence.Draft) error {
	var bad db.Invalid
	chosen := v.Fields.All("services")
	if len(chosen) == 0 {
		bad.Add("services", "Choose at least one service")
	}
	if d.Way == "" {
		bad.Add("way", "Choose how they get them")
	}
	if bad.Err() != nil {
		return shortlistForm(v, &bad)
	}
	if d.Way == byHand {
		return printPage(v, chosen)
	}
	more, err := publicPages(v, chosen)
	if err != nil {
		return err
	}
	return form(v, "Write", "/shortlist", nil, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		var services []directory.Service
		for _, id := range chosen {
			service, err := directory.Get(r, id)
			if err != nil {
				return nil, err
			}
			services = append(services, service)
		}
		v.Fields.Set("words", shortlist.Words(s.CalledName(), services, d.Way, more))
		sh, err := readSheet(r, v, s, d)
		return wordsPage(v.Fields, sh, visit.NewToken(), nil), err
	})
}

// publicPages leads to what anybody may read of services, where it is published,
// by links that are short enough for a text.
func publicPages(v *visit.Visit, ids []string) (more func(id string) string, err error) {
	pages := make(map[string]string, len(ids))
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if _, err := people.Get(tx, v.Actor, v.Path("person")); err != nil {
			return err
		}
		services, err := publicdirectory.These(tx, ids)
		if err != nil {
			return err
		}
		var published []string
		for _, s := range services {
			published = append(published, s.ID)
		}
		codes, err := publicdirectory.Codes(tx, published)
		for id, code := range codes {
			pages[id] = v.House.BaseURL + "/d/" + code
		}
		return err
	})
	return func(id string) string { return pages[id] }, err
}

// byHand is the printed page, beside the ways of correspondence.
const byHand = "hand"

// toPrint is under which key the services of a page that is about to be printed
// are kept: nothing was given yet.
func toPrint(personID string) string { return "handout-" + personID }

// printPage shows the page to print. It is written down as given when the worker
// says that it was handed over.
func printPage(v *visit.Visit, services []string) error {
	person := v.Path("person")
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if _, err := people.Get(tx, v.Actor, person); err != nil {
			return err
		}
		return drafts.Save(tx, v.Actor.AccountID, toPrint(person), url.Values{"services": services})
	})
	if err != nil {
		return err
	}
	return v.Go(href(v, "/shortlist/page"))
}

// handedOver writes down that the printed page was handed over.
func handedOver(v *visit.Visit) error {
	err := shortlist.HandOver(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.All("services"), toPrint(v.Path("person")))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return shortlistForm(v, bad) })
	}
	return v.Done(href(v, "/shortlist"), "Written down: you handed the page over, and the services on it are signposted.")
}

// handout is the page that a person takes home.
type handout struct {
	about.Subject
	Area     teams.Area
	Services []directory.Service
	Next     map[string]directory.Occurrence
	Waits    bool // to be printed and handed over
}

// showHandout lists the services that are about to be given, or else those that
// were given last, without any note and without the person's details: the page
// may lie about.
func showHandout(v *visit.Visit) error {
	return v.ShowPerson(v.Path("person"), "Services for you", func(r *db.Snapshot) (visit.View, error) {
		h, err := readHandout(r, v)
		page := shell.Page{Title: "Services for you", Section: "People", Back: &ui.Link{Text: "Back to the shortlist", Href: href(v, "/shortlist")}}
		return visit.View{Page: page, Body: handoutPage(h, visit.NewToken())}, err
	})
}

func readHandout(r db.Reader, v *visit.Visit) (h handout, err error) {
	if h.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
		return h, err
	}
	if h.Area, err = teams.TheArea(r); err != nil {
		return h, err
	}
	entries, err := shortlist.Of(r, v.Actor, h.Subject.ID)
	if err != nil {
		return h, err
	}
	draft, err := drafts.Load(r, v.Actor.AccountID, toPrint(h.Subject.ID))
	if err != nil && !visit.IsGone(err) {
		return h, err
	}
	ids := listed(entries, draft.Fields["services"])
	h.Waits = len(ids) > 0
	if !h.Waits {
		ids = lastGiven(entries)
	}
	for _, id := range ids {
		service, err := directory.Get(r, id)
		if err != nil {
			return h, err
		}
		h.Services = append(h.Services, service)
	}
	h.Next, err = directory.NextTimes(r, ids, r.Now(), 0)
	return h, err
}

// listed are those of some services that are on the list.
func listed(entries []shortlist.Entry, services []string) (ids []string) {
	for _, e := range entries {
		if slices.Contains(services, e.ServiceID) {
			ids = append(ids, e.ServiceID)
		}
	}
	return ids
}

// lastGiven are the services that were given at the last time.
func lastGiven(entries []shortlist.Entry) (ids []string) {
	var last time.Time
	for _, e := range entries {
		if e.GivenAt.After(last) {
			last, ids = e.GivenAt, nil
		}
		if !e.GivenAt.IsZero() && e.GivenAt.Equal(last) {
			ids = append(ids, e.ServiceID)
		}
	}
	return ids
}

func give(v *visit.Visit, d correspondence.Draft) error {
	id, err := shortlist.Give(v.Context(), v.House.DB, v.Actor, v.Once(), letterbox(v), d, v.Fields.All("services"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return wordsForm(v, d, "", bad) })
	}
	if d.Way == people.ByLetter {
		return v.Done(href(v, "/written/"+id), "Ready to print. The services are written down as signposted.")
	}
	return v.Done(href(v, "/connections"), "It is on its way. The services are written down as signposted.")
}

// shortlistItems are the services that can be given, by name.
func (c choice) shortlistItems() (items []ui.Choice) {
	for _, e := range c.Entries {
		if card, ok := c.Cards[e.ServiceID]; ok {
			item := ui.Choice{Value: e.ServiceID, Text: card.Hit.Service.Name}
			if !e.GivenAt.IsZero() {
				item.Hint = "Given before, " + dates.Of(e.GivenAt).Long() + "."
			}
			items = append(items, item)
		}
	}
	return items
}

// ticked are those chosen, at first all whose details were not given before.
func (c choice) ticked(f visit.Fields) (ids []string) {
	if chosen := f.All("services"); len(chosen) > 0 || f.Get("way") != "" {
		return chosen
	}
	for _, e := range c.Entries {
		if _, runs := c.Cards[e.ServiceID]; runs && e.GivenAt.IsZero() {
			ids = append(ids, e.ServiceID)
		}
	}
	return ids
}

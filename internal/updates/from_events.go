package updates

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
)

// peopleAt is the name of the figure of who came to an event.
func peopleAt(event string) string { return `people at "` + event + `"` }

const exchangeEvents = "knowledge exchange events"

func ofEvents(r db.Reader, s studies.Seat) (all []Figure, err error) {
	took, err := events.TookPlace(r, s)
	held := Figure{Name: exchangeEvents, Counts: "Knowledge exchange events of the study that took place"}
	for _, e := range took {
		held.Rows = append(held.Rows, Row{e.Title, e.Days[0].Date()})
		came, err := attended(r, s, e)
		if err != nil {
			return nil, err
		}
		people := Figure{Name: peopleAt(e.Title), Counts: "People who came to “" + e.Title + "” on at least one day, each once", Beside: "People who came to events"}
		for _, a := range came {
			people.Rows = append(people.Rows, Row{a.Kind.Words(), a.Day})
		}
		all = append(all, people)
	}
	return append([]Figure{held}, all...), err
}

func attended(r db.Reader, s studies.Seat, e events.Event) ([]events.Attendance, error) {
	all, err := events.Attendances(r, events.OfStudy(s), e)
	return events.Present(all), err
}

// eventChoices are events that took place, with the blogs about them, and those to come,
// with the page on which people register.
func eventChoices(r db.Reader, s studies.Seat) (all []Choice, err error) {
	took, err := events.TookPlace(r, s)
	for _, e := range took {
		c := Choice{ID: e.ID, Words: e.Title}
		blogs, err := events.Blogs(r, s, e)
		if err != nil {
			return nil, err
		}
		for _, b := range blogs {
			if b.Address != "" && !b.CameOut.IsZero() {
				c.Links = append(c.Links, Link{"Read the blog “" + b.Title + "”", b.Address})
			}
		}
		all = append(all, c)
	}
	if err != nil {
		return nil, err
	}
	coming, err := events.ToCome(r, s)
	for _, e := range coming {
		all = append(all, Choice{ID: e.ID, Words: e.Title, Links: []Link{{"Read more and register for “" + e.Title + "”", events.PublicPath + "/" + e.ID}}})
	}
	return all, err
}

func namesAtEvents(r db.Reader, s studies.Seat) (names []string, err error) {
	if !s.Has(studies.Involve) {
		return nil, nil
	}
	list, err := events.List(r, events.OfStudy(s))
	for _, e := range list {
		delegates, err := events.Delegates(r, events.OfStudy(s), e)
		if err != nil {
			return nil, err
		}
		for _, d := range delegates {
			if d.Name != "" { // names end
				names = append(names, d.Name)
			}
		}
	}
	return names, err
}

// events tells of the events that took place since the edition before.
func (w *writer) events() error {
	took, err := events.TookPlace(w.tx, w.seat)
	took = slices.DeleteFunc(took, func(e events.Event) bool { return !w.within(e.Days[0].Date()) })
	if err != nil || len(took) == 0 {
		return err
	}
	w.add(Block{Kind: Words, Heading: "Knowledge exchange events", Text: "We have held {{" + exchangeEvents + "}} " + one(w.count(exchangeEvents), "event", "events") + " to share what we have learnt from the study and to hear what people make of it. Link workers met there with others who have to do with social prescribing."})
	for _, e := range took {
		if err := w.event(e); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) event(e events.Event) error {
	text := "We met "
	if e.Town != "" {
		text += "in " + e.Town + " "
	}
	text += onDays(e) + "."
	came, err := attended(w.tx, w.seat, e)
	if err != nil {
		return err
	}
	var kinds []string
	for _, k := range events.Kinds {
		if slices.ContainsFunc(came, func(a events.Attendance) bool { return a.Kind == k }) && k != events.Other {
			kinds = append(kinds, among[k])
		}
	}
	if len(kinds) > 0 {
		text += " {{" + peopleAt(e.Title) + "}} " + one(len(came), "person", "people") + " came, among them " + listed(kinds) + "."
	}
	for _, d := range e.Days {
		if d.Words != "" {
			text += " " + d.Date().Weekday().String() + " was " + inSentence(strings.TrimSuffix(d.Words, ".")) + "."
		}
	}
	told, err := w.told(e)
	if err != nil {
		return err
	}
	if told != "" {
		text += "\n\n" + told
	}
	agreed, err := w.agreed(e)
	w.add(Block{Kind: Event, About: e.ID, Heading: e.Title, Text: text + agreed})
	return err
}

// coming announces the events that are to come after the day of the edition.
func (w *writer) coming() error {
	all, err := events.ToCome(w.tx, w.seat)
	for _, e := range all {
		if e.Days[0].Date().After(w.by) {
			w.add(Block{Kind: Event, About: e.ID, Heading: "Coming up: " + e.Title, Text: announced(e)})
		}
	}
	return err
}

// announced says when and where an event is to be, and what it is.
func announced(e events.Event) string {
	where := ""
	switch {
	case e.Town != "" && e.Online != "":
		where = "in " + e.Town + " or online "
	case e.Town != "":
		where = "in " + e.Town + " "
	case e.Venue == "":
		where = "online "
	}
	return "Join us " + where + onDays(e) + ". " + e.Description
}

// ofEvent is what a part says about an event of which its writer said nothing.
func ofEvent(tx *db.Tx, s studies.Seat, id string, dated dates.Date) (string, error) {
	e, err := events.Get(tx, events.OfStudy(s), id)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil // what a part is about is checked with the whole edition
	}
	switch {
	case err != nil:
		return "", err
	case e.Ahead(tx.Now()):
		return announced(e), nil
	case e.State != events.Over:
		return "", nil
	}
	w := &writer{tx: tx, seat: s, by: dated}
	if w.figures, err = Figures(tx, s, dated); err != nil {
		return "", err
	}
	if err := w.event(e); err != nil {
		return "", err
	}
	return w.blocks[0].Text, nil
}

// onDays says when an event was.
func onDays(e events.Event) string {
	first, last := e.Days[0].Date(), e.Days[len(e.Days)-1].Date()
	switch {
	case first == last:
		return "on " + first.Long()
	case first.AddDays(1) == last && first.Month == last.Month:
		return "on " + strconv.Itoa(first.Day) + " and " + last.Long()
	}
	return "from " + first.Long() + " to " + last.Long()
}

// told is what happened at an event, as the blog about it sums it up; else what the event
// was announced with.
func (w *writer) told(e events.Event) (string, error) {
	blogs, err := events.Blogs(w.tx, w.seat, e)
	for _, b := range blogs {
		if b.Summary != "" && !b.CameOut.IsZero() {
			return b.Summary, err
		}
	}
	return e.Description, err
}

// among names kinds of delegates without saying how many there were.
var among = map[events.Kind]string{events.LinkWorker: "link workers", events.Manager: "managers of link workers", events.Commissioner: "commissioners", events.Voluntary: "people from the voluntary sector",
	events.Researcher: "researchers", events.Public: "members of the public"}

// agreed says what themes the feedback on an event has.
func (w *writer) agreed(e events.Event) (string, error) {
	themes, err := events.FeedbackThemes(w.tx, events.OfStudy(w.seat), e)
	var names []string
	for _, t := range themes {
		if name := "“" + inSentence(t.Theme) + "”"; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "", err
	}
	return "\n\nIn their feedback people spoke of " + listed(names) + ".", err
}

// listed joins words as one says them: "a, b and c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

package person

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/circle"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/drafts"
	"linkwork/internal/referrals"
	"linkwork/internal/reflections"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// contactsShown is how many entries a page of contacts shows.
const contactsShown = 25

// contactList is what the page of contacts shows.
type contactList struct {
	about.Subject
	casework.ContactsPage
	Filter  casework.ContactFilter
	Search  string // what was looked for in the words, "" for nothing
	ToCopy  []referrals.PracticeEntry
	Copied  int
	Reader  access.Actor
	Paged   bool // begins somewhere after the newest
	Touched []string
}

func showContacts(v *visit.Visit) error { return contactsPart(v, "") }

// searchContacts looks for words in a person's contacts. It is posted, so that
// what somebody said stands in no address.
func searchContacts(v *visit.Visit) error { return contactsPart(v, v.Fields.Text("words")) }

func contactsPart(v *visit.Visit, search string) error {
	return part(v, "Contacts", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		l := contactList{Subject: s, Search: search, Reader: v.Actor}
		read := l.browse
		if search != "" {
			read = l.find
		}
		if err := read(r, v); err != nil {
			return nil, err
		}
		var err error
		if l.Touched, err = casework.NeedsTouched(r, s.ID); err != nil {
			return nil, err
		}
		l.ToCopy, l.Copied, err = referrals.ToCopy(r, s.ID)
		return contactsPage(l, visit.NewToken()), err
	})
}

func (l *contactList) browse(r *db.Snapshot, v *visit.Visit) (err error) {
	f := v.Fields
	l.Filter = casework.ContactFilter{Kind: casework.ContactKind(f.Get("kind")), Need: f.Get("need")}
	if f.Is("mine", "yes") {
		l.Filter.ByID = v.Actor.AccountID
	}
	l.Paged = f.Get("before") != ""
	l.ContactsPage, err = casework.BrowseContacts(r, v.Actor, l.ID, l.Filter, f.Get("before"), contactsShown)
	return err
}

// contactsFound is how many contacts a search shows at most.
const contactsFound = 100

func (l *contactList) find(r *db.Snapshot, v *visit.Visit) (err error) {
	l.Contacts, err = casework.FindContacts(r, v.Actor, l.ID, l.Search, contactsFound)
	l.Total = len(l.Contacts)
	return err
}

// narrowed is the address of the list with its filter.
func (l contactList) narrowed(before string) string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("kind", string(l.Filter.Kind))
	set("need", l.Filter.Need)
	if l.Filter.ByID != "" {
		q.Set("mine", "yes")
	}
	set("before", before)
	if len(q) == 0 {
		return l.Href("/contacts")
	}
	return l.Href("/contacts?" + q.Encode())
}

// days groups contacts that follow each other on one day.
func days(contacts []casework.Contact) (grouped [][]casework.Contact) {
	for _, c := range contacts {
		if n := len(grouped); n > 0 && grouped[n-1][0].Day == c.Day {
			grouped[n-1] = append(grouped[n-1], c)
			continue
		}
		grouped = append(grouped, []casework.Contact{c})
	}
	return grouped
}

// contactForm is what the form needs to fill in beforehand.
type contactForm struct {
	about.Subject
	Appointment diary.Appointment // the one being recorded, zero for none
	Holding     casework.Holding  // the one being checked in on, zero for none
	Needs       []casework.Need
	Around      []circle.Supporter // who else may answer
	Team        teams.Team
	Tried       casework.Tried
	Worker      string // the account that records
	DraftAt     string // when the draft shown was kept, "" for none
	Reflects    bool   // the reader keeps reflections
	Boundaries  []reflections.Boundary
	Templates   []casework.Template
}

func (c contactForm) draftKey() string { return "contact-" + c.ID }

func showContactForm(v *visit.Visit) error { return contactPage(v, nil) }

func contactPage(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Record a contact", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		c, err := readContactForm(r, v, s)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			if err := c.prefill(r, v); err != nil {
				return nil, err
			}
		}
		return contactFormPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func readContactForm(r *db.Snapshot, v *visit.Visit, s about.Subject) (c contactForm, err error) {
	c.Subject, c.Worker = s, v.Actor.AccountID
	planned, err := diary.PlannedFor(r, s.ID)
	if err != nil {
		return c, err
	}
	for _, a := range planned {
		if a.ID == v.Fields.Get("appointment") {
			c.Appointment = a
		}
	}
	for _, h := range s.Holdings {
		if h.ID == v.Fields.Get("holding") {
			c.Holding = h
		}
	}
	if c.Needs, err = casework.NeedsOf(r, s.Case.ID); err != nil {
		return c, err
	}
	if c.Team, err = teams.TheTeam(r, s.Case.TeamID); err != nil {
		return c, err
	}
	if c.Around, _, err = circle.Around(r, v.Actor, s.ID); err != nil {
		return c, err
	}
	if c.Templates, err = casework.Templates(r, v.Actor); err != nil {
		return c, err
	}
	c.Reflects = v.Actor.Is(access.LinkWorker)
	if c.Boundaries, err = reflections.Boundaries(r, c.Team.ID); err != nil {
		return c, err
	}
	c.Tried, err = casework.Tries(r, s.Case.ID)
	return c, err
}

// prefill sets what is likely: from the draft, else from the appointment or
// the holding, so that a planned call takes the words and a press of the
// button.
func (c *contactForm) prefill(r *db.Snapshot, v *visit.Visit) error {
	draft, err := drafts.Load(r, v.Actor.AccountID, c.draftKey())
	if err == nil {
		for name, values := range draft.Fields {
			if name != "_once" && name != "_version" {
				v.Fields.Values[name] = values
			}
		}
		c.DraftAt = dates.Clock(draft.SavedAt)
		return nil
	}
	if !visit.IsGone(err) {
		return err
	}
	set := func(name, value string) {
		if v.Fields.Get(name) == "" {
			v.Fields.Set(name, value)
		}
	}
	noAnswer := v.Fields.Is("means", "no-answer") // chosen on the way here
	set("means", "phone")
	set("when", "today")
	set("minutes", "15")
	switch {
	case c.Appointment.ID != "":
		if !noAnswer {
			v.Fields.Set("means", c.Appointment.Means)
		}
		v.Fields.Set("minutes", strconv.Itoa(c.Appointment.Minutes))
		if day := dates.Of(c.Appointment.StartsAt); day != c.Today {
			v.Fields.Set("when", "other")
			v.Fields.SetDate("day", day)
		}
	case c.Holding.ID != "":
		v.Fields.Set("minutes", "5")
		v.Fields.Set("purpose", "holding-"+c.Holding.Function)
	}
	if c.Case.State == casework.Reaching {
		set("purpose", "first-conversation")
	} else {
		set("purpose", "review")
	}
	if noAnswer {
		c.proposeNextTry(v.Fields)
	}
	set("next", c.proposedNext())
	return nil
}

// proposeNextTry is two days on, as long as the team's rule has tries or ways
// left: after that the page says what comes next instead.
func (c contactForm) proposeNextTry(f visit.Fields) {
	with := c.Tried
	with.Times++
	if with.Enough(c.Team) {
		return
	}
	what := "Try again, another way if you can"
	if with.Times >= c.Team.Attempts {
		what = "Try another way: a text or a letter"
	}
	f.Set("next", "date")
	f.SetDate("next_date", c.Today.AddDays(2).NextWorkingDay())
	f.Set("next_what", what)
}

// proposedNext is "plan" where a holding says when to be in touch again.
func (c contactForm) proposedNext() string {
	if len(c.Holdings) > 0 {
		return "plan"
	}
	return "none"
}

// plannedCheckIn is the day that a holding's rhythm gives from today.
func (c contactForm) plannedCheckIn() dates.Date {
	if len(c.Holdings) == 0 {
		return dates.Date{}
	}
	return c.Today.AddDays(c.rhythm()).NextWorkingDay()
}

// rhythm is every how many days there is a check-in: on the holding that is
// checked in on, else on the one that lasts longest.
func (c contactForm) rhythm() int {
	if c.Holding.ID != "" {
		return c.Holding.EveryDays
	}
	return c.Holdings[0].EveryDays
}

func recordContact(v *visit.Visit) error {
	entry, err := readEntry(v)
	if err == nil {
		_, err = casework.RecordContact(v.Context(), v.House.DB, v.Actor, v.Once(), entry)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return contactPage(v, bad) })
	}
	if v.Fields.Is("then", "service") {
		return v.Done("/people/"+entry.PersonID+"/find", "Contact recorded.")
	}
	return v.Done("/people/"+entry.PersonID+"/contacts", "Contact recorded.")
}

// readEntry turns the form into an entry. "No answer" is an outcome chosen
// among the means, because that is one click at the moment it happens.
func readEntry(v *visit.Visit) (casework.Entry, error) {
	f, bad := v.Fields, new(db.Invalid)
	today := dates.Of(v.House.DB.Now())
	e := casework.Entry{
		Contact: casework.Contact{PersonID: v.Path("person"), Means: f.Get("means"), Purpose: f.Get("purpose"), AlsoFor: f.All("also_for"), Words: f.Get("words"), Needs: f.All("needs"), Outcome: "spoke",
			Place: f.Text("place"), Present: f.All("present"), PresentWords: f.Text("present_words"), AboutOthers: f.Get("about_others")},
		ForPractice: f.Get("for_practice"), AppointmentID: f.Get("appointment"), HoldingID: f.Get("holding"), DraftKey: "contact-" + v.Path("person"),
	}
	if e.Means == "no-answer" {
		e.Means, e.Outcome = "phone", "no-answer"
		if vocabulary.AttemptOutcomes.Has(f.Get("attempt")) {
			e.Outcome = f.Get("attempt")
		}
	}
	e.Reflection = reflections.Reflection{Kinds: f.All("kinds"), Words: f.Get("reflection"), BoundaryID: f.Get("boundary")}
	if f.Is("name", "yes") {
		e.Reflection.PersonID = e.PersonID
	}
	switch f.Get("when") {
	case "yesterday":
		e.Day = today.AddDays(-1)
	case "other":
		if e.Day = f.Date("day", bad); e.Day.IsZero() && len(bad.Fields) == 0 {
			bad.Add("day", "Enter the day of the contact")
		}
	default:
		e.Day = today
	}
	e.Minutes = minutes(f, bad)
	switch f.Get("next") {
	case "plan":
		e.NextContact, _ = dates.Parse(f.Get("planned"))
	case "date":
		if e.NextContact = f.Date("next_date", bad); e.NextContact.IsZero() && len(bad.Fields) == 0 {
			bad.Add("next_date", "Enter the day of the next contact")
		}
		e.NextWhat = f.Text("next_what")
	}
	return e, bad.Err()
}

func minutes(f visit.Fields, bad *db.Invalid) int {
	name := "minutes"
	if f.Is("minutes", "other") {
		name = "minutes_other"
	}
	n := f.Number(name)
	if n < 0 {
		bad.Add(name, "Enter the minutes as a number, like 25")
	}
	return n
}

package participants

import (
	"errors"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// asked is a participant with the documents that they are shown.
type asked struct {
	one
	Shown     consent.Documents
	Sheet     []byte // as approved
	Missing   string // why there is nothing to show
	Languages []string
	Language  string
	Today     dates.Date
	Takers    []ui.Choice
	Who       studies.Responsible
	Sheets    []ui.Choice // versions that they may have been shown, the latest first
	Forms     []ui.Choice
}

func readAsked(r db.Reader, v *visit.Visit) (a asked, err error) {
	if a.one, err = met(r, v); err != nil {
		return a, err
	}
	a.Today, a.Language = dates.Of(r.Now()), v.Fields.Get("language")
	items, err := languages(r, a.Seat)
	if err != nil {
		return a, err
	}
	for _, x := range items {
		a.Languages = append(a.Languages, x.Value)
	}
	if a.Language == "" && len(a.Languages) > 0 {
		a.Language = a.Languages[0]
	}
	err = a.show(r, v.Fields.Get("sheet"), v.Fields.Get("form"))
	var bad *db.Invalid
	if errors.As(err, &bad) {
		a.Missing = bad.Fields[0].Message
		return a, nil
	}
	if err != nil {
		return a, err
	}
	if a.Sheet, err = approvals.Body(r, a.Shown.Sheet.ID); err != nil {
		return a, err
	}
	if a.Who, err = studies.WhoAnswers(r, a.StudyID); err != nil {
		return a, err
	}
	return a, a.choices(r, v)
}

// show chooses the documents in force, or those that were chosen or that the form was
// shown with: what somebody is asked must not change under them.
func (a *asked) show(r db.Reader, sheet, form string) (err error) {
	if sheet != "" && form != "" {
		a.Shown, err = consent.ToShowVersions(r, a.Participant, sheet, form)
		return err
	}
	a.Shown, err = consent.ToShow(r, a.Participant, a.Language)
	return err
}

// choices are who may have taken the consent, the reader unless another is chosen, and
// the versions that may have been signed.
func (a *asked) choices(r db.Reader, v *visit.Visit) error {
	takers, err := consent.Takers(r, a.Seat, a.SiteID)
	if err != nil {
		return err
	}
	for _, t := range takers {
		a.Takers = append(a.Takers, ui.Choice{Value: t.ID, Text: t.Name + ", " + lower(t.Role.Words())})
		if t.AccountID == v.Actor.AccountID && v.Fields.Get("taker") == "" {
			v.Fields.Set("taker", t.ID)
		}
	}
	if a.Sheets, err = a.versions(r, approvals.InformationSheet); err != nil {
		return err
	}
	a.Forms, err = a.versions(r, approvals.ConsentForm)
	return err
}

func (a *asked) versions(r db.Reader, kind approvals.Kind) (items []ui.Choice, err error) {
	all, err := consent.Earlier(r, a.Seat, a.Participant, kind, a.Language)
	for _, x := range all {
		items = append(items, ui.Choice{Value: x.ID, Text: x.Label()})
	}
	return items, err
}

func showConsent(v *visit.Visit) error { return consentForm(v, nil) }

func consentForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAsked(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.SetDate("day", a.Today)
		}
		page := instudy.Page(a.Seat, "Consent of "+a.Number, "People", a.back())
		return v.FormView(page, consentPage(v.Fields, a, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// showPaper is the form as it is handed out to be filled in by hand.
func showPaper(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAsked(r, v)
		if err != nil {
			return visit.View{}, err
		}
		page := instudy.Page(a.Seat, "To print and sign", "People", a.back())
		return visit.View{Page: page, Body: paperPage(a)}, nil
	})
}

func takeConsent(v *visit.Visit) error {
	f := v.Fields
	var bad db.Invalid
	g := consent.Given{ParticipantID: v.Path("participant"), FormID: f.Get("form"), SheetID: f.Get("sheet"), Mode: consent.Mode(f.Get("mode")),
		InformedOn: f.Date("informed", &bad), Day: f.Date("day", &bad), Said: make(map[string]bool), TypedName: f.Get("typed_name"), Witness: f.Get("witness"), Translator: f.Get("translator"),
		Capacity: consent.Capacity(f.Get("capacity")), ConsulteeName: f.Get("consultee"), CopyHow: f.Get("copy_how"),
		TakerID: f.Get("taker"), Why: map[consent.Otherwise]string{consent.TooSoon: f.Get("why-time"), consent.NotDelegated: f.Get("why-delegation")}}
	for name := range f.Values {
		if code, is := clauseOf(name); is {
			switch f.Get(name) {
			case "yes":
				g.Said[code] = true
			case "no":
				g.Said[code] = false
			}
		}
	}
	id, err := consent.Take(studies.WithFaults(v.Context(), &bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), g)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return consentForm(v, bad) })
	}
	return v.Done(here(v)+"/consents/"+id, "The consent is kept. Give them their copy.")
}

// given is a consent as it was given.
type given struct {
	one
	consent.Consent
	Shown     consent.Documents
	Sheet     []byte
	Otherwise []consent.Exception
}

func showGiven(v *visit.Visit) error { return givenPage(v, nil) }

func givenPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := met(r, v)
		if err != nil {
			return visit.View{}, err
		}
		c, err := consentOf(r, o.Participant, v.Path("consent"))
		if err != nil {
			return visit.View{}, err
		}
		g := given{one: o, Consent: c}
		if g.Otherwise, err = consent.Exceptions(r, c.ID); err != nil {
			return visit.View{}, err
		}
		if g.Shown, err = consent.Shown(r, c); err != nil {
			return visit.View{}, err
		}
		g.Sheet, err = approvals.Body(r, c.SheetID)
		page := instudy.Page(o.Seat, "Consent of "+dates.Of(c.GivenAt).Long(), "People", o.back())
		return v.FormView(page, givenBody(v.Fields, g, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// consentOf is one of a participant's consents; else db.ErrNotFound.
func consentOf(r db.Reader, p participants.Participant, id string) (consent.Consent, error) {
	all, err := consent.Of(r, p.ID)
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	if err == nil {
		err = db.ErrNotFound
	}
	return consent.Consent{}, err
}

func noteCopy(v *visit.Visit) error {
	id := v.Path("consent")
	if err := consent.SendCopy(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), id, v.Fields.Get("copy_how")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return givenPage(v, bad) })
	}
	return v.Done(here(v)+"/consents/"+id, "It is noted that they have their copy.")
}

// noteDeviation puts what was otherwise than approved on the study's events.
func noteDeviation(v *visit.Visit) error {
	id := v.Path("consent")
	if _, err := consent.NoteDeviation(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), id, consent.Otherwise(v.Fields.Get("kind"))); err != nil {
		return err
	}
	return v.Done(here(v)+"/consents/"+id, "It is on the study’s events as a deviation, without a name or number.")
}

// invite sends the link by which somebody reads and decides for themselves.
func invite(v *visit.Visit) error {
	h := v.House
	if err := consent.Invite(v.Context(), h.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), v.Fields.Get("language"), h.BaseURL, h.Texts); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePage(v, bad) })
	}
	to := here(v)
	if v.Fields.Is("back", "again") {
		to = "/studies/" + v.Path("study") + "/participants/again"
	}
	return v.Done(to, "The link is on its way. They have 30 days to think.")
}

// showCode makes such a link and shows it as a code. Only this page has the address:
// what is kept is its hash.
func showCode(v *visit.Visit) error {
	token, err := consent.Prepare(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), v.Fields.Get("language"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePage(v, bad) })
	}
	if token == "" {
		return v.Done(here(v), "The code was shown once. Make another if you need it.")
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := met(r, v)
		if err != nil {
			return visit.View{}, err
		}
		page := instudy.Page(o.Seat, "Code to scan", "People", o.back())
		return visit.View{Page: page, Body: codePage(o, v.House.BaseURL+consent.Path+"/"+token)}, nil
	})
}

// again is who has to be asked again.
type again struct {
	Seat  studies.Seat
	Rows  []consent.Again
	Leaf  leaf
	Waits map[string]dates.Date // since when a link waits, by participant
	Sites map[string]string
}

func showAgain(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		x := again{Waits: make(map[string]dates.Date)}
		var err error
		if x.Seat, err = meeting(r, v); err != nil {
			return visit.View{}, err
		}
		if x.Rows, err = consent.ToAskAgain(r, x.Seat); err != nil {
			return visit.View{}, err
		}
		x.Leaf = leafOf(v, len(x.Rows), instudy.Href(x.Seat.Study, "/participants/again"))
		for _, a := range of(x.Leaf, x.Rows) {
			i, waits, err := consent.Waits(r, a.Participant.ID)
			if err != nil {
				return visit.View{}, err
			}
			if waits {
				x.Waits[a.Participant.ID] = dates.Of(i.SentAt)
			}
		}
		x.Sites, err = x.Seat.SiteNames(r)
		return visit.View{Page: instudy.Page(x.Seat, x.Leaf.titled("Ask again"), "People", nil), Body: againPage(x, visit.NewToken())}, err
	})
}

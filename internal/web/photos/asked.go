package photos

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// asked is who was asked for photographs, and what is missing.
type asked struct {
	studies.Seat
	Sets  []photos.Set
	Who   map[string]participants.Participant
	Sent  map[string]int // photographs, by set
	Gaps  []photos.Gap
	Ready []participants.Participant // may be asked
	Today dates.Date
}

func (a *asked) read(r *db.Snapshot, s studies.Seat) (err error) {
	a.Seat, a.Today = s, dates.Of(r.Now())
	a.Who, a.Sent = make(map[string]participants.Participant), make(map[string]int)
	if a.Sets, err = photos.Sets(r, s); err != nil {
		return err
	}
	if a.Gaps, err = photos.Gaps(r, s); err != nil {
		return err
	}
	all, err := photos.List(r, s)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.There() {
			a.Sent[p.SetID]++
		}
	}
	return a.people(r)
}

// people are those of the sets, and those whom the reader may ask.
func (a *asked) people(r *db.Snapshot) error {
	open := make(map[string]bool)
	for _, s := range a.Sets {
		open[s.ParticipantID] = open[s.ParticipantID] || s.Takes(a.Today)
	}
	allow, err := consent.WhoAllows(r, a.Seat, consent.TakePhotos)
	if err != nil {
		return err
	}
	for _, duty := range handlers {
		reached, err := participants.List(r, a.Seat, duty, participants.Filter{})
		if err != nil {
			return err
		}
		for _, p := range reached {
			a.Who[p.ID] = p
			if duty == studies.Meet && allow[p.ID] && !open[p.ID] && p.Going() {
				a.Ready = append(a.Ready, p)
			}
		}
	}
	return nil
}

func showAsked(v *visit.Visit) error { return askedPage(v, nil) }

func askedPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var a asked
		err := a.read(r, s)
		page := instudy.Page(s, "Asked for photographs", "", instudy.Back(s.Study, "Back to photographs", "/photos"))
		return v.FormView(page, askedBody(v.Fields, a, visit.NewToken(), visit.Faults(bad)), bad), err
	}, handlers...)
}

// ways is how a link can reach somebody from here.
func ways(v *visit.Visit) photos.Ways {
	return photos.Ways{BaseURL: v.House.BaseURL, Texts: v.House.Texts}
}

func ask(v *visit.Visit) error {
	f := v.Fields
	if f.Get("participant") == "" {
		return askedPage(v, &db.Invalid{Fields: []db.FieldError{{Field: "participant", Message: "Choose whom to ask"}}})
	}
	if f.Is("how", "code") {
		return showCode(v)
	}
	if _, err := photos.Ask(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), f.Get("participant"), ways(v)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return askedPage(v, bad) })
	}
	return instudy.Done(v, "/photos/asked", "The link is on its way.")
}

// showCode asks somebody and shows a code that their phone scans. Only this page has
// the address: what is kept is its hash.
func showCode(v *visit.Visit) error {
	_, token, err := photos.Prepare(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Fields.Get("participant"), ways(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return askedPage(v, bad) })
	}
	if token == "" {
		return instudy.Done(v, "/photos/asked", "The code was shown once. Send the link instead if it was not scanned.")
	}
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := participants.Get(r, s, studies.Meet, v.Fields.Get("participant"))
		page := instudy.Page(s, "Code to scan", "", instudy.Back(s.Study, "Back", "/photos/asked"))
		return visit.View{Page: page, Body: codeBody(s, p, v.House.BaseURL+photos.Path+"/"+token)}, err
	}, studies.Meet)
}

// oneSet is somebody who was asked, on a page of their own.
type oneSet struct {
	studies.Seat
	photos.Set
	Who     participants.Participant
	Photos  []photos.Photo
	Prompts []photos.Prompt
	Today   dates.Date
}

func showSet(v *visit.Visit) error { return setPage(v, "", nil) }

func setPage(v *visit.Visit, form string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := oneSet{Seat: s, Today: dates.Of(r.Now())}
		sets, err := photos.Sets(r, s)
		if err != nil {
			return visit.View{}, err
		}
		for _, one := range sets {
			if one.ID == v.Path("set") {
				x.Set = one
			}
		}
		if x.Who, err = participants.Get(r, s, studies.Meet, x.ParticipantID); err != nil {
			return visit.View{}, err
		}
		all, err := photos.OfParticipant(r, s, x.ParticipantID)
		if err != nil {
			return visit.View{}, err
		}
		for _, p := range all {
			if p.SetID == x.Set.ID {
				x.Photos = append(x.Photos, p)
			}
		}
		plan, err := photos.ThePlan(r, s.Study.ID)
		for _, t := range plan.Prompts {
			if t.Asks(x.Who.Kind) {
				x.Prompts = append(x.Prompts, t)
			}
		}
		page := instudy.Page(s, "Photographs of "+x.Who.Number, "", instudy.Back(s.Study, "Back", "/photos/asked"))
		return v.FormView(page, setBody(v.Fields, x, form, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Meet)
}

// onSet answers a form of the page of a set.
func onSet(v *visit.Visit, form string, err error, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return setPage(v, form, bad) })
	}
	return instudy.Done(v, "/photos/asked/"+v.Path("set"), words)
}

func sendAgain(v *visit.Visit) error {
	err := photos.Send(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("set"), ways(v))
	return onSet(v, "send", err, "Another link is on its way. The one before does not open any more.")
}

func closeSet(v *visit.Visit) error {
	err := photos.Close(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("set"))
	return onSet(v, "close", err, "No more photographs are taken in. They still see theirs.")
}

func extend(v *visit.Visit) error {
	bad := new(db.Invalid)
	until := v.Fields.Date("until", bad)
	err := bad.Err()
	if err == nil {
		err = photos.Extend(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("set"), until)
	}
	return onSet(v, "extend", err, "Photographs are taken in until that day.")
}

func noteMissing(v *visit.Visit) error {
	f := v.Fields
	_, err := photos.NoteMissing(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("set"), f.Get("prompt"), photos.Missing(f.Get("reason")), f.Get("reason_words"))
	return onSet(v, "missing", err, "Noted.")
}

// bring takes a photograph in that a participant gave to a researcher.
func bring(v *visit.Visit) error {
	sent, err := v.ReadSecret("photo", mostUpload)
	if err == nil {
		f := v.Fields
		said := photos.Said{PromptID: f.Get("prompt"), Shows: f.Get("shows"), People: photos.People(f.Get("people")), Workplace: photos.Workplace(f.Get("workplace"))}
		_, err = photos.Bring(v.Context(), v.House.DB, v.House.Files, v.Actor, v.Once(), v.Path("study"), v.Path("set"), said, photos.Sent{Name: sent.Name, Body: sent.Body})
	}
	return onSet(v, "bring", err, "The photograph is taken in.")
}

// mostUpload is the largest picture that the team uploads, below the limit of the
// place; see instudy.BodyLimit.
const mostUpload = min(pictures.MostBytes, instudy.BodyLimit-1<<20)

package participants

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place. Who may come in is for package studies to say.
func Routes() []visit.Route {
	all, one := "/studies/{study}/participants", "/studies/{study}/participants/{participant}"
	var routes []visit.Route
	add := func(pattern string, handle visit.Handler) {
		routes = append(routes, visit.Route{Pattern: pattern, Who: visit.Anybody, Handle: handle})
	}
	add("GET "+all, showLog)
	add("GET "+all+"/csv", sendLog)
	add("GET "+all+"/flow", showFlow)
	add("GET "+all+"/new", showNew)
	add("POST "+all+"/new", approach)
	add("GET "+all+"/vouchers", showVouchers)
	add("GET "+all+"/again", showAgain)
	add("GET "+all+"/settle", showSettle)
	add("GET "+all+"/present", showPresent)
	add("POST "+all+"/present", notePresent)
	add("GET "+one, showOne)
	add("POST "+one+"/advance", advance)
	add("GET "+one+"/lost", showLost)
	add("POST "+one+"/lost", lose)
	add("POST "+one+"/return", comeBack)
	add("POST "+one+"/contact", openContact)
	add("POST "+one+"/contact/save", saveContact)
	add("POST "+one+"/clearance", askClearance)
	add("GET "+one+"/voucher", showVoucher)
	add("POST "+one+"/voucher", giveVoucher)
	add("GET "+one+"/consent", showConsent)
	add("POST "+one+"/consent", takeConsent)
	add("GET "+one+"/consent/paper", showPaper)
	add("POST "+one+"/invite", invite)
	add("POST "+one+"/code", showCode)
	add("GET "+one+"/consents/{consent}", showGiven)
	add("POST "+one+"/consents/{consent}/copy", noteCopy)
	add("POST "+one+"/consents/{consent}/deviation", noteDeviation)
	add("GET "+one+"/withdraw", showWithdraw)
	add("POST "+one+"/withdraw", withdraw)
	add("POST "+one+"/uses/{use}", settleUse)
	return routes
}

// readers is the seat of somebody who may read the log, under study numbers.
func readers(r db.Reader, v *visit.Visit) (studies.Seat, error) {
	s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
	if err == nil && !participants.ReadsRows(s) {
		err = db.ErrNotFound
	}
	return s, err
}

// meeting is the seat of somebody who may meet people.
func meeting(r db.Reader, v *visit.Visit) (studies.Seat, error) {
	return studies.Enter(r, v.Actor, v.Path("study"), studies.Meet)
}

// one is a participant whom the reader may meet, with the reader's seat.
type one struct {
	participants.Participant
	Seat  studies.Seat
	Sites map[string]string // pseudonyms by id
}

// met is the participant of the address, whom the reader may meet.
func met(r db.Reader, v *visit.Visit) (o one, err error) {
	if o.Seat, err = meeting(r, v); err != nil {
		return o, err
	}
	if o.Participant, err = participants.Get(r, o.Seat, studies.Meet, v.Path("participant")); err != nil {
		return o, err
	}
	o.Sites, err = o.Seat.SiteNames(r)
	return o, err
}

// Href is an address below the participant's own.
func (o one) Href(below string) string { return hrefOne(o.Seat.Study, o.Participant, below) }

func hrefOne(s studies.Study, p participants.Participant, below string) string {
	return instudy.Href(s, "/participants/"+p.ID+below)
}

func (o one) back() *ui.Link {
	return &ui.Link{Text: "Back to " + o.Number, Href: o.Href("")}
}

// here leads back to the participant of the address.
func here(v *visit.Visit) string {
	return "/studies/" + v.Path("study") + "/participants/" + v.Path("participant")
}

func siteWords(names map[string]string, id string) string {
	if id == "" {
		return "No site"
	}
	return names[id]
}

// Package member is the page of a member of a study's group, by a secret link and without
// an account: the next meeting, papers and minutes, what changed because of what the group
// said, what they are paid. A browser that the link does not know gives a code first, which
// goes to the member's own address.
package member

import (
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: groups.LinkPurpose, Path: groups.Path, Cookie: "linkwork-member", Asks: true, Frame: visit.ForOrganisations, Ended: endedBody}

// Routes of the place.
func Routes() []visit.Route {
	at := groups.Path + "/{token}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: visit.Public, Handle: enter(start)},
		{Pattern: "POST " + at + "/code", Who: visit.Public, Handle: enter(sendCode)},
		{Pattern: "POST " + at + "/confirm", Who: visit.Public, Handle: enter(confirm)},
		{Pattern: "GET " + at + "/meetings/{sitting}", Who: visit.Public, Handle: enter(proven(showMeeting))},
		{Pattern: "POST " + at + "/meetings/{sitting}", Who: visit.Public, Handle: enter(proven(tell))},
		{Pattern: "GET " + at + "/meetings/{sitting}/calendar", Who: visit.Public, Handle: enter(proven(sendCalendar))},
		{Pattern: "GET " + at + "/papers/{paper}", Who: visit.Public, Handle: enter(proven(sendPaper))},
		{Pattern: "POST " + at + "/reflections", Who: visit.Public, Handle: enter(proven(reflect))},
		{Pattern: "POST " + at + "/reflections/{saying}/take-back", Who: visit.Public, Handle: enter(proven(takeBack))},
		{Pattern: "POST " + at + "/payments/{payment}", Who: visit.Public, Handle: enter(proven(answer))},
		{Pattern: "GET " + at + "/claims/upload", Who: visit.Public, Handle: enter(proven(showClaim))},
		{Pattern: "POST " + at + "/claims/upload", Who: visit.Public, Handle: enter(proven(claim))},
		{Pattern: "GET " + at + "/claims/{claim}/receipt", Who: visit.Public, Handle: enter(proven(sendReceipt))},
		{Pattern: "POST " + at + "/claims/{claim}/take-back", Who: visit.Public, Handle: enter(proven(unclaim))},
		{Pattern: "GET " + at + "/study", Who: visit.Public, Handle: enter(proven(showStudy))},
	}
}

// caller is somebody who came by their link.
type caller struct {
	bylink.Visitor
	Own groups.Own
}

func enter(handle func(*visit.Visit, caller) error) visit.Handler {
	return bylink.Enter(func(r *db.Snapshot, v *visit.Visit) (c caller, err error) {
		if c.Visitor, err = door.Visitor(r, v); err != nil {
			return c, err
		}
		c.Own, err = groups.Open(r, c.Link.ID)
		return c, err
	}, handle)
}

func proven(handle func(*visit.Visit, caller) error) func(*visit.Visit, caller) error {
	return bylink.Proven(handle)
}

// key is that of the form that came, by this link.
func (c caller) key(v *visit.Visit) once.Key {
	key := v.Once()
	key.Actor = "link:" + c.Link.ID
	return key
}

func start(v *visit.Visit, c caller) error { return startPage(v, c, nil) }

func startPage(v *visit.Visit, c caller, bad *db.Invalid) error {
	if !c.Known {
		return c.Form(v, "Your page", codeBody(c, c.ProofForms(v, "Then you see your page.", bad), visit.Faults(bad)), bad)
	}
	return c.Form(v, "Your page", startBody(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad)
}

func sendCode(v *visit.Visit, c caller) error {
	if c.Known {
		return v.Go(c.Href)
	}
	return c.SendCode(v, "study-group-member")
}

func confirm(v *visit.Visit, c caller) error {
	return c.Confirm(v, func(bad *db.Invalid) error { return startPage(v, c, bad) }, nil)
}

func showMeeting(v *visit.Visit, c caller) error { return meetingPage(v, c, nil) }

func meetingPage(v *visit.Visit, c caller, bad *db.Invalid) error {
	m, err := c.Own.Meeting(v.Path("sitting"))
	if err != nil {
		return err
	}
	if bad == nil {
		v.Fields.Set("says", string(m.Says))
		v.Fields.Set("needs", m.Needs)
	}
	return c.Form(v, "Meeting on "+m.Day().Long(), meetingBody(v.Fields, c, m, visit.NewToken(), visit.Faults(bad)), bad)
}

func tell(v *visit.Visit, c caller) error {
	err := groups.Tell(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("sitting"), groups.Says(v.Fields.Get("says")), v.Fields.Get("needs"))
	return c.done(v, err, "told", func(bad *db.Invalid) error { return meetingPage(v, c, bad) })
}

func sendCalendar(v *visit.Visit, c caller) error {
	m, err := c.Own.Meeting(v.Path("sitting"))
	if err == nil && !c.Own.Coming(m) {
		err = db.ErrNotFound
	}
	if err != nil {
		return err
	}
	return v.SendBody("meeting.ics", "text/calendar; charset=utf-8", []byte(c.Own.Calendar(m)))
}

// sendPaper shows a text, or sends a file.
func sendPaper(v *visit.Visit, c caller) error {
	p, err := c.Own.Paper(v.Path("paper"))
	if err != nil {
		return err
	}
	if p.FileID != "" {
		return v.SendFile(func(r *db.Snapshot) (files.File, error) { return p.File(r) })
	}
	return c.Form(v, p.Title, paperBody(c, p), nil)
}

func reflect(v *visit.Visit, c caller) error {
	err := groups.Reflect(v.Context(), v.House.DB, c.key(v), c.Link.ID, groups.Feeling(v.Fields.Get("feeling")), v.Fields.Get("words"))
	return c.done(v, err, "reflected", func(bad *db.Invalid) error { return startPage(v, c, bad) })
}

func takeBack(v *visit.Visit, c caller) error {
	return c.done(v, groups.TakeBack(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("saying")), "taken-back", nil)
}

// answer accepts or declines an offer.
func answer(v *visit.Visit, c caller) error {
	accept := v.Fields.Is("answer", "accept")
	word := "declined"
	if accept {
		word = "accepted"
	}
	return c.done(v, groups.Answer(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("payment"), accept), word, nil)
}

// done leads back to the page and says what was done, or shows the form again.
func (c caller) done(v *visit.Visit, err error, word string, again func(bad *db.Invalid) error) error {
	if err != nil && again != nil {
		return v.Again(err, again)
	}
	if err != nil {
		return err
	}
	return v.Go(c.Href + "?said=" + word)
}

// said are the words for what was just done.
var said = map[string]string{
	"told":       "Thank you for telling us.",
	"reflected":  "Thank you. It is shown without your name.",
	"taken-back": "It is taken away.",
	"accepted":   "You have accepted the offer.",
	"claimed":    "We have your claim. You can see here what becomes of it.",
	"unclaimed":  "Your claim is taken back.",
	"declined":   "You have declined the offer. You need not say why, and can change your mind until it is paid.",
}

// showStudy shows a member of a steering committee how the study stands.
func showStudy(v *visit.Visit, c caller) error {
	seat, ok := c.Own.Oversight()
	if !ok {
		return db.ErrNotFound
	}
	var o instudy.Oversight
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) { o, err = instudy.ReadOversight(r, seat); return }); err != nil {
		return err
	}
	return c.Form(v, "How the study stands", studyBody(c, o), nil)
}

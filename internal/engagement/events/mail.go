package events

import (
	"time"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// LinkPurpose marks the links of delegates, and InvitePurpose those of invitations.
const (
	LinkPurpose   = "event-delegate"
	InvitePurpose = "event-invitation"
)

// Path is where the links of delegates lead, below the address of the house.
const Path = "/attend"

// InvitedPath is where invitations lead, and PublicPath where everybody reads of events.
const (
	InvitedPath = "/invited"
	PublicPath  = "/events"
)

const (
	aboutDelegate = "event-delegate"
	aboutInvitee  = "event-invitee"
)

// Ways is how links reach people from here.
type Ways struct{ BaseURL string } // without a slash at the end

// letter is one mail to a delegate. No word of it was typed by whoever registered: the
// address may be another's.
type letter struct {
	subject, opening, link, closing string
	news                            string // what is another than it was, in the place of the programme
}

func (l letter) text(e Event, by Holder) string {
	text := "Hello,\n\n" + l.opening + "\n\n“" + e.Title + "”\n"
	if l.news != "" {
		text += "\n" + l.news + "\n"
	} else {
		text += e.when()
	}
	text += "\n" + l.link + "\n{secret}\n"
	if l.closing != "" {
		text += "\n" + l.closing + "\n"
	}
	if by.Enquiries != "" {
		text += "\nQuestions: " + by.Enquiries + "\n"
	}
	if by.Reconstruction {
		text += "\nThis is a reconstruction: the people in it are made up.\n"
	}
	return text
}

// when says when and where an event is.
func (e Event) when() string {
	if e.Venue == "" {
		return e.times()
	}
	return e.times() + e.Place() + "\n"
}

// write queues a letter to a delegate, with a link of its own to their page. Somebody
// without an address is written to by nobody.
func (d Delegate) write(tx *db.Tx, e Event, w Ways, l letter) error {
	if d.Email == "" {
		return nil
	}
	by, err := e.holder(tx)
	if err != nil {
		return err
	}
	link, err := d.link(tx, e)
	if err != nil {
		return err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: d.Email, Subject: l.subject, Text: l.text(e, by), Secret: w.BaseURL + Path + "/" + link.Token,
		Purpose: LinkPurpose, AboutKind: aboutDelegate, AboutID: d.ID})
	return err
}

func (d Delegate) link(tx *db.Tx, e Event) (links.Link, error) {
	return links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: d.ID, Expires: e.linkEnds()})
}

// mostAsked is how many mails one address gets within a day because somebody typed it.
const mostAsked = 3

// hadEnough reports whether an address got as many mails today as typing it may bring.
func (d Delegate) hadEnough(r db.Reader) (bool, error) {
	made, err := links.For(r, LinkPurpose, d.ID)
	n := 0
	for _, l := range made {
		if r.Now().Sub(l.CreatedAt) < 24*time.Hour {
			n++
		}
	}
	return n >= mostAsked, err
}

func says(subject, opening, link, closing string) letter {
	return letter{subject: subject, opening: opening, link: link, closing: closing}
}

var (
	toConfirm = says("Please confirm that you want to come", "Somebody asked for a place at this event with your address:",
		"If it was you, confirm it here within 2 days:", "If it was not you, you need not do anything: without your answer, what was typed is deleted after 2 days.")
	registeredAlready = says("You are registered already", "Somebody, perhaps you, asked for a place at this event with your address. You are registered for it already:",
		"This is your own page. It says whether you have a place, and lets you change or cancel:", "")
	hasPlace = says("You have a place", "You have a place at this event:",
		"This is your own page. It tells you how to get there or join online, and lets you cancel, so that somebody else can come:", "")
	onTheList = says("You are on the waiting list", "All places at this event are taken. You are on the waiting list:",
		"We write to you if a place becomes free. You can leave the list here:", "")
	offered = says("A place has become free", "A place at this event has become free, and you are next in line:",
		"We keep it for you for a while. Say here whether you want it, and see until when:", "If you do not answer in time, somebody else gets it.")
	lapsed = map[bool]letter{ // whether registration is open
		true: says("Your offer has ended", "We kept a place at this event for you and did not hear from you. It goes to the next in line:",
			"If you still want to come, you can join the waiting list again:", ""),
		false: says("Your offer has ended", "We kept a place at this event for you and did not hear from you. It goes to the next in line:",
			"This is your own page:", "Registration is not open, so you cannot join the waiting list again. If you still want to come, ask those who hold the event.")}
	cancelledPlace = map[bool]letter{ // whether registration is open
		true: says("You are not coming", "As you asked, your place at this event is cancelled, or you are off its waiting list:",
			"If that was a mistake, you can ask for a place again:", ""),
		false: says("You are not coming", "As you asked, your place at this event is cancelled, or you are off its waiting list:",
			"This is your own page:", "Registration is not open, so you cannot ask for a place again there. If that was a mistake, tell those who hold the event.")}
	reminder = says("An event is near", "This is to remind you of the event at which you have a place:",
		"This is your own page. It tells you how to get there or join online:", "If you cannot come, please cancel there, so that somebody else can.")
	missed = map[bool]letter{
		true: says("We missed you", "You had a place at this event and we did not see you there:",
			"This is your own page. There you find what was written about the event:", ""),
		false: says("We missed you", "You had a place at this event and we did not see you there:", "This is your own page:", "")}
	noneFree = says("No place became free", "You were on the waiting list of this event. We are sorry that no place became free. It is over now:",
		"This is your own page:", "")
	calledOff = says("An event is cancelled", "This event will not take place:", "Why it was cancelled is said here:", "")
	mutual    = says("Somebody wants to keep in contact too", "Somebody whom you wished to keep in contact with after this event wishes it too:",
		"Your own page now shows how to reach each other:", "")
	otherwise = says("An event has changed", "This event, at which you have a place or wait for one, has changed:",
		"This is your own page. It says when and where it all is, has the file for your calendar, and lets you cancel if you cannot come any more:", "")
)

// thanks is the letter to somebody who came. It asks for feedback where there is a form.
func (e Event) thanks(by Holder) letter {
	asked, after := "This is your own page. ", ""
	switch {
	case e.Exchange() && e.FormID != "":
		asked += "There you can tell us what you made of it, and keep in contact with others if you both wish:"
	case e.Exchange():
		asked += "There you can keep in contact with others if you both wish:"
	case e.FormID != "":
		asked += "There you can tell " + by.Name + " what you made of it, in 3 short questions and without your name:"
		after = "It is feedback to " + by.Name + ", not research."
	default:
		asked = "This is your own page:"
	}
	return says("Thank you for coming", "Thank you for coming to this event:", asked, after)
}

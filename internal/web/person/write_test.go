package person_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/person"
	"linkwork/internal/web/stop"
	"linkwork/internal/web/webtest"
)

// open serves the record of a person whose team reads replies.
func open(t *testing.T) (*housetest.House, *housetest.Site) {
	h := housetest.New(t)
	h.Texts, h.Mail = true, true
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return teams.SetWayBack(tx, teams.WayBack{TeamID: h.Worker.TeamID(), Replies: "07700 900 500", ReadBy: "Jo Hart", Opens: 9 * 60, Closes: 17 * 60, AwayText: "We read this by day."})
	})
	return h, h.Serve(t, append(person.Routes(), stop.Routes()...))
}

// refuse is a gateway that takes nothing.
func refuse(t *testing.T, h *housetest.House) {
	t.Helper()
	handlers := messages.NewSender(h.DB, map[messages.Channel]messages.Transport{messages.SMS: no{}, messages.Email: no{}}).Handlers()
	maps.Copy(handlers, correspondence.Handlers(h.DB))
	if err := jobs.NewRunner(h.DB, handlers).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

type no struct{}

func (no) Send(context.Context, messages.Entry) error { return messages.ErrRefused }

// address gives the person one.
func address(t *testing.T, h *housetest.House) {
	t.Helper()
	var p people.Person
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) { p, err = people.Unscoped(r, h.PersonID); return })
	p.Address = "1 Quay Street"
	if err := casework.ChangeDetails(t.Context(), h.DB, h.Worker, once.Key{}, p.ID, p.Details, p.PracticeID, p.Version); err != nil {
		t.Fatal(err)
	}
}

// TestWriteInABrowser writes to somebody whose letters others may read, sees
// what goes, sends it, and makes a letter of it when it does not arrive.
func TestWriteInABrowser(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/people/" + h.PersonID + "/touch")
	p.Choose("Do not email")
	p.Fill("Does somebody else read their phone or letters? (optional)", "her son opens her letters")
	p.Check()
	p.Shot("touch")
	p.Submit("Save")
	p.See("Saved.")
	p.See("Do not email. Do not leave voicemail. Somebody else may read it: her son opens her letters.")
	p.Check()
	p.Shot("details-touch")
	p.Go("/people/" + h.PersonID + "/contacts/new")
	p.See("Before you get in touch")
	p.Check()
	p.Shot("contact-minds")
	p.Go("/people/" + h.PersonID + "/messages")
	p.Check()
	p.Click("Write a text, email or letter")
	p.Check()
	p.Shot("write")
	p.Select("Start from", "The person: Appointment confirmation")
	p.Submit("Continue")
	p.See("Email: do not email: it is not safe for them.")
	p.See("Letter: there is no address.")
	p.Check()
	p.Shot("write-words")
	p.Submit("Look at it first")
	p.See("Write what belongs in the place of [appointment]")
	p.See("Think about it, then tick the box")
	p.Check()
	p.Shot("write-faults")
	p.Fill("words", "Dear Dee, I will ring on Tuesday at 2pm.\nAmina")
	p.Choose("I know, and it is safe to send this")
	p.Submit("Look at it first")
	p.See("This is what goes")
	p.See("sent as 2 texts")
	p.See("You can reply to 07700 900 500.")
	p.Check()
	p.Shot("write-preview")
	p.Fill("words", "Dear Dee, I will ring on Tuesday at 3pm.\nAmina")
	p.Submit("Send")
	p.See("at 3pm.") // changed since it was looked at: shown again, not sent
	p.See("This is what goes")
	p.Submit("Send")
	p.See("It is on its way.")
	p.See("Waits to go out")
	p.Check()
	p.Shot("messages")
}

func TestALetterIsPrintedLarge(t *testing.T) {
	h, site := open(t)
	address(t, h)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/people/" + h.PersonID + "/write")
	p.Choose("Large print (18 point)")
	p.Select("Start from", "The person: We tried to reach you")
	p.Submit("Continue")
	p.Choose("Letter")
	p.Submit("Look at it first")
	p.See("Letter") // and the person's own letters are no risk here
	p.Submit("Make the letter")
	p.See("Ready to print.")
	p.See("1 Quay Street")
	p.See("We tried to reach you. Please call 01632 960 110")
	p.Check()
	p.Shot("letter-large")
	p.Print(true)
	if size := webtest.Eval[string](p, `getComputedStyle(document.querySelector('.lw-letter p:last-child')).fontSize`); size != "24px" {
		t.Errorf("on paper it is %s, not 18 point", size)
	}
	if shown := webtest.Eval[bool](p, `document.querySelector('form button') && getComputedStyle(document.querySelector('form button')).display !== 'none'`); shown {
		t.Error("a button is on the paper")
	}
	p.ShotNow("letter-large-paper")
	p.Print(false)
	p.Submit("It is printed, and posted or handed over")
	p.See("Printed, and posted or handed over")
	p.NoTroubles()
}

func TestWhatDidNotArriveInABrowser(t *testing.T) {
	h, site := open(t)
	address(t, h)
	worker := site.As(h.Worker)
	path := "/people/" + h.PersonID
	words := worker.Get(path+"/write/words?to=person:").Is(t, 200, "Write to Dee Marsh", "Text message")
	fields := []string{"to", "person:", "format", "plain", "words", "Call me, please.", "way", "text", "_once", words.Field("_once")}
	looked := worker.Post(path+"/write/words", append(fields, "then", "look")...).Is(t, 200, "This is what goes")
	worker.Post(path+"/write/words", append(fields, "then", "send", "seen", "somethingelse")...).Is(t, 200, "This is what goes")
	worker.Post(path+"/write/words", append(fields, "then", "send", "seen", looked.Field("seen"))...).Leads(t, path+"/messages")
	refuse(t, h)
	list := worker.Get(path+"/messages").Is(t, 200, "Could not be sent: refused for good", "Call me, please.")
	_, rest, _ := strings.Cut(list.Body, path+"/written/")
	id, _, _ := strings.Cut(rest, `"`)
	page := worker.Get(path+"/written/"+id).Is(t, 200, "Make a letter of the same words")
	for _, stranger := range []*housetest.Browser{site.As(h.Stranger)} {
		stranger.Get(path+"/written/"+id).Is(t, 404)
		stranger.Get(path+"/written/"+id+"/pdf").Is(t, 404)
		stranger.Post(path+"/written/"+id+"/letter", "_once", "x").Is(t, 404)
		stranger.Get(path+"/write").Is(t, 404)
		stranger.Get(path+"/write/words?to=person:").Is(t, 404)
		stranger.Post(path+"/write/words", append(fields, "then", "look")...).Is(t, 404)
		stranger.Get(path+"/touch").Is(t, 404)
		stranger.Post(path+"/touch", "_once", "y").Is(t, 404)
		stranger.Post(path+"/touch/stop", "_once", "z", "way", "text", "then", "stop").Is(t, 404)
	}
	made := worker.Post(path+"/written/"+id+"/letter", "_once", page.Field("_once"))
	letter := worker.Get(made.Location).Is(t, 200, "Call me, please.", "1 Quay Street", "To print")
	worker.Post(made.Location+"/printed", "_once", letter.Field("_once"), "_version", "1").Leads(t, path+"/messages")
	worker.Post(made.Location+"/printed", "_once", "other", "_version", "1").Is(t, 409)
	worker.Get(path+"/messages").Is(t, 200, "Printed, and posted or handed over")
	worker.Get(path+"/write/words?to=practice:none").Is(t, 404)
	worker.Get(path+"/written/none").Is(t, 404)
}

// TestTheLinkOfAnEmailStopsThem opens it as a mail scanner does, and then as
// the person.
func TestTheLinkOfAnEmailStopsThem(t *testing.T) {
	h, site := open(t)
	var m messages.Entry
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		id, err := people.Tell(tx, h.PersonID, "", messages.Message{Channel: messages.Email, Subject: "A message for you", Text: "Hello", Purpose: "words"})
		if err != nil {
			return err
		}
		m, err = messages.Get(tx, id)
		return err
	})
	anybody := site.Browser()
	h.Unchanged(t, func() { anybody.Get(m.WayOut).Is(t, 200, "Stop emails", "!Dee", "!Marsh") })
	anybody.Get("/stop/unknown").Is(t, 404)
	anybody.Post("/stop/unknown").Is(t, 404)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(320)
	p.Go(m.WayOut)
	p.Check()
	p.Shot("stop")
	p.Submit("Stop emails")
	p.See("Emails have stopped")
	p.Check()
	worker := site.As(h.Worker)
	worker.Get("/people/"+h.PersonID+"/touch").Is(t, 200, "No more emails, since", "by the link in an email", "They want emails again")
	worker.Get("/people/"+h.PersonID+"/write/words?to=person:").Is(t, 200, "Email: no more emails, since")
	worker.Post("/people/"+h.PersonID+"/touch/stop", "_once", "a", "way", "email", "then", "start")
	worker.Get("/people/"+h.PersonID+"/touch").Is(t, 200, "They want no more emails", "until")
}

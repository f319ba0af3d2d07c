package updates

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/issue"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// post is an update before it is sent: who gets it, and what they get.
type post struct {
	desk
	Topics  []readers.Topic
	Readers []readers.Reader // who get it, by the topics that are chosen
	Count   readers.Numbers  // of the whole list
	Mail    issue.Mail
	Sent    bool
	Sending readers.Sending
}

func showSend(v *visit.Visit) error { return sendPage(v, nil) }

func sendPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := readPost(v, r, s)
		return v.FormView(p.below("Send to readers"), sendBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Involve)
}

func readPost(v *visit.Visit, r db.Reader, s studies.Seat) (p post, err error) {
	if p.desk, err = read(v, r, s); err != nil {
		return p, err
	}
	issues, err := updates.Issues(r, p.Edition.ID)
	if err != nil {
		return p, err
	}
	if len(issues) == 0 {
		return p, db.ErrNotFound
	}
	if p.Sending, p.Sent, err = updates.Sent(r, s, issues[0]); err != nil {
		return p, err
	}
	if p.Topics, err = readers.Topics(r, s); err != nil {
		return p, err
	}
	if p.Readers, err = readers.Recipients(r, s, v.Fields.All("topic")); err != nil {
		return p, err
	}
	if p.Count, err = readers.Count(r, s); err != nil {
		return p, err
	}
	pictures, err := issue.PicturesOf(r, v.House.BaseURL, issues[0])
	if err != nil {
		return p, err
	}
	p.Mail, err = written(v, issues[0], readers.UnsubscribeAddress, readers.PreferencesAddress, pictures)
	return p, err
}

func sendOut(v *visit.Visit) error {
	var p post
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Involve)
		if err == nil {
			p, err = readPost(v, r, s)
		}
		return err
	})
	if err != nil {
		return err
	}
	m := readers.Mail{Subject: p.Mail.Subject, HTML: p.Mail.HTML, Text: p.Mail.Text, Topics: v.Fields.All("topic")}
	if err := updates.Send(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), m); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sendPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+v.Path("edition")+"/send", "It is on its way.")
}

// sendTest sends the edition as it stands to whoever asks for it.
func sendTest(v *visit.Visit) error {
	m, err := asMail(v)
	if err != nil {
		return err
	}
	test := readers.Mail{Subject: m.Subject, HTML: m.HTML, Text: m.Text}
	if err := updates.Test(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), test); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return editionPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), "A test is on its way to your own address, and to nobody else.")
}

func topicChoices(all []readers.Topic) (items []ui.Choice) {
	for _, t := range all {
		items = append(items, ui.Choice{Value: t.ID, Text: t.Name})
	}
	return items
}

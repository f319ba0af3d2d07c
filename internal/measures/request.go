package measures

import (
	"context"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/forms/form"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// Ask sends a person a link to the questions by email, or by text if they want
// that. *db.Invalid if there is no way to send it or nothing proves that it is
// them. See asking.Send.
func Ask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, instrument string, ways asking.Ways) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return AskIn(tx, by, personID, instrument, ways) })
		return err
	})
	return id, err
}

// AskIn is Ask inside a write that also does something else.
func AskIn(tx *db.Tx, by access.Actor, personID, instrument string, ways asking.Ways) (string, error) {
	if err := access.SeePerson(tx, by, personID); err != nil {
		return "", err
	}
	offer, err := linked(tx, instrument)
	if err != nil {
		return "", err
	}
	a, err := asking.Send(tx, by, personID, offer.what(), ways)
	if err != nil {
		return "", err
	}
	return a.ID, audit.Change(tx, by.Audit(), "measures.asked", personID, "asking", a.ID)
}

// PlanToAsk says how a person would be asked by a link. See asking.PlanFor.
func PlanToAsk(r db.Reader, by access.Actor, personID, instrument string, ways asking.Ways) (p asking.Plan, err error) {
	offer, err := linked(r, instrument)
	if err != nil {
		return p, err
	}
	return asking.PlanFor(r, by, personID, offer.what(), ways)
}

// Prepare makes a request and its link, and sends nothing.
func Prepare(tx *db.Tx, by access.Actor, personID, instrument string) (link links.Link, err error) {
	offer, err := linked(tx, instrument)
	if err != nil {
		return link, err
	}
	a, link, err := asking.Prepare(tx, by, personID, offer.what())
	if err != nil {
		return link, err
	}
	return link, audit.Change(tx, by.Audit(), "measures.asked", personID, "asking", a.ID)
}

// linked is an instrument that can be asked by a link. *db.Invalid with the field
// "link" for one of which only totals are typed in.
func linked(r db.Reader, instrument string) (Offer, error) {
	offer, err := Offered(r, instrument)
	if err != nil {
		return offer, err
	}
	if !offer.Asked() {
		return offer, db.Fault("link", "Only totals of this are typed in, so nobody can be asked by a link")
	}
	return offer, nil
}

func (o Offer) what() asking.What {
	return asking.What{Kind: asking.Instrument, AboutID: o.ID, Minutes: o.Minutes}
}

// AnswerOne saves the answer to one question of a person's request; the last
// answer finishes it: the response is stored, the link is used up, and the worker
// is told, today if the answers are worrying. It reports whether all questions
// are answered. asking.ErrFinished if they were before, *db.Invalid with the
// field "answer" for an answer that does not fit, db.ErrNotFound for a question
// that is not asked.
func AnswerOne(ctx context.Context, d *db.DB, linkID, question string, given form.Given) (finished bool, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		finished = false
		a, err := asking.Open(tx, linkID)
		if err != nil {
			return err
		}
		offer, err := GetOffer(tx, a.AboutID)
		if err != nil {
			return err
		}
		f, err := offer.Form()
		if err != nil {
			return err
		}
		filling := a.Filling(f, dates.Of(tx.Now()))
		if step, asked := filling.Step(question); asked && len(given.Values) == 0 && !step.Item.Required {
			given.Declined = true // alone, one goes past a question that may stay empty
		}
		if a, filling, err = a.Take(tx, filling, question, given); err != nil {
			return err
		}
		if _, open := filling.Open(); open {
			return nil
		}
		if a, err = a.Finish(tx, filling); err != nil {
			return err
		}
		finished = true
		return came(tx, a, offer, linkID)
	})
	return finished, err
}

// came stores the answers that somebody gave by their link, and tells of them.
func came(tx *db.Tx, a asking.Asking, offer Offer, linkID string) error {
	r := Response{PersonID: a.PersonID, Instrument: offer.ID, Version: offer.Pack.Version, Day: dates.Of(tx.Now()), Mode: PersonAlone, Who: Themselves, ByName: a.AskedName, Answers: a.Answers}
	id, err := r.insert(tx, offer, a.AccountID, a.ID)
	if err != nil {
		return err
	}
	if err := tell(tx, a, offer, id); err != nil {
		return err
	}
	return audit.Change(tx, asking.By(linkID), "measures.answered", a.PersonID, "response", id)
}

func tell(tx *db.Tx, a asking.Asking, offer Offer, responseID string) error {
	worrying := len(offer.Worries(a.Answers)) > 0
	title := "Wellbeing answers came"
	if worrying {
		title = "Look at the wellbeing answers today"
	}
	today := dates.Of(tx.Now())
	if _, err := diary.Add(tx, diary.Task{AccountID: a.AccountID, PersonID: a.PersonID, Kind: diary.Measures, AboutID: responseID, Title: title, Due: today, Urgent: worrying}); err != nil {
		return err
	}
	if offer.HasReader() && offer.ReaderID == a.AccountID {
		return offer.mailReader(tx, responseID)
	}
	return offer.tellReader(tx, a.PersonID, access.Actor{AccountID: a.AccountID, Name: a.AskedName}, responseID, worrying)
}

// tellReader puts answers on the day of the reader, and says so by an email,
// where they are another than who asked. The task names the person only to a
// reader who may see the record; any other learns whom to ask.
func (o Offer) tellReader(tx *db.Tx, personID string, asked access.Actor, responseID string, worrying bool) error {
	if !o.HasReader() || o.ReaderID == asked.AccountID {
		return nil
	}
	reader, err := access.Load(tx, o.ReaderID, "")
	if err != nil {
		return err
	}
	sees, err := access.Sees(tx, reader, personID)
	if err != nil {
		return err
	}
	task := diary.Task{AccountID: o.ReaderID, Kind: diary.Measures, AboutID: responseID, Due: dates.Of(tx.Now()), Urgent: worrying,
		Title: "Answers to " + o.Name + " came for " + asked.Name + ". Make sure that they are read today"}
	if sees {
		task.PersonID, task.Title = personID, "Read the answers to "+o.Name+" today"
	}
	if _, err := diary.Add(tx, task); err != nil {
		return err
	}
	return o.mailReader(tx, responseID)
}

// mailReader tells the reader at once. It names nobody and no questions.
func (o Offer) mailReader(tx *db.Tx, responseID string) error {
	account, err := identity.Get(tx, o.ReaderID)
	if err != nil {
		return err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: account.Email, Subject: "Linkwork: something to read today", Purpose: "answers-to-read", AboutKind: "response", AboutID: responseID,
		Text: "Dear " + account.Name + ",\n\nSomebody’s answers need reading today. Open Linkwork.\n\nNobody reads replies to this message.\n"})
	return err
}

// HasReader says whether somebody who works here reads the answers on the day on
// which they come.
func (o Offer) HasReader() bool { return o.NeedsReader && o.ReaderID != "" && !o.ReaderLeft }

// ToRead are the answers that an account is to read today or was to read before,
// as tasks, the urgent and oldest first.
func ToRead(r db.Reader, accountID string) ([]diary.Task, error) {
	all, err := diary.ToDo(r, accountID, dates.Of(r.Now()))
	return slices.DeleteFunc(all, func(t diary.Task) bool { return t.Kind != diary.Measures }), err
}

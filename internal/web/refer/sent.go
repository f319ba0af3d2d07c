package refer

import (
	"linkwork/internal/db"
	"linkwork/internal/letters"
	"linkwork/internal/referrals"
	"linkwork/internal/safeguarding"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showSent(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		sent, err := referrals.SentBy(r, v.Actor, 200)
		if err != nil {
			return visit.View{}, err
		}
		return visit.View{Page: shell.Page{Title: "Sent referrals", Section: "Sent referrals", Wide: true}, Body: sentPage(sent, r.Now())}, nil
	})
}

func showOne(v *visit.Visit) error { return one(v, nil) }

func one(v *visit.Visit, bad *db.Invalid) error {
	var subject string
	return v.ShowPersonOf(&subject, "referral sent", func(r *db.Snapshot) (visit.View, error) {
		ref, err := referrals.Get(r, v.Actor, v.Path("referral"))
		if err != nil {
			return visit.View{}, err
		}
		subject = ref.PersonID
		events, err := referrals.Events(r, ref.ID)
		if err != nil {
			return visit.View{}, err
		}
		call, flagged, err := safeguarding.Hint(r, ref.PersonID)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Referral " + ref.Reference(), Section: "Sent referrals", Back: &ui.Link{Text: "Back to sent referrals", Href: "/refer/sent"}}
		return v.FormView(page, onePage(v.Fields, ref, safetyWords(call, flagged), events, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func answerMore(v *visit.Visit) error {
	id := v.Path("referral")
	if err := referrals.AnswerMore(v.Context(), v.House.DB, v.Actor, v.Once(), id, v.Fields.Get("words")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return one(v, bad) })
	}
	return v.Done("/refer/sent/"+id, "Your answer is with the team.")
}

func withdraw(v *visit.Visit) error {
	id := v.Path("referral")
	if err := referrals.Withdraw(v.Context(), v.House.DB, v.Actor, v.Once(), id); err != nil {
		return err
	}
	return v.Done("/refer/sent/"+id, "Taken back.")
}

func showLetters(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		list, err := letters.ToPractice(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		names, err := letters.Subjects(r, list)
		if err != nil {
			return visit.View{}, err
		}
		return visit.View{Page: shell.Page{Title: "Letters", Section: "Letters"}, Body: lettersPage(list, names)}, nil
	})
}

// showLetter is a page about a person; reading it is noted once, as well as
// each look.
func showLetter(v *visit.Visit) error {
	var letter letters.Letter
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		letter, err = letters.ForPractice(r, v.Actor, v.Path("letter"))
		return err
	})
	if err != nil {
		return err
	}
	if err := letters.MarkRead(v.Context(), v.House.DB, v.Actor, letter); err != nil {
		return err
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		return visit.View{Page: shell.Page{Title: "Letter", Section: "Letters", Back: &ui.Link{Text: "Back to letters", Href: "/refer/letters"}}, Body: letterPage(letter)}, nil
	})
}

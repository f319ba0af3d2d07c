package asked

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

const startTitle = "A few questions for you"

// title is what the start is called. The name of a form can tell what somebody's
// trouble is, so only whoever has given the proof reads it.
func (c caller) title() string {
	if c.isForm() && c.Known {
		return c.in(c.Filling.Form.Title)
	}
	return startTitle
}

func start(v *visit.Visit, c caller) error {
	if c.done() {
		return end(v, c)
	}
	return startForm(v, c, nil)
}

func startForm(v *visit.Visit, c caller, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	return c.page(v, shell.Page{Title: c.title()}, status, startPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)))
}

// check checks the year of birth and remembers the browser. What cannot be a
// year costs no try.
func check(v *visit.Visit, c caller) error {
	if c.Known || c.done() {
		return v.Go(c.Href + "/question")
	}
	year, err := strconv.Atoi(v.Fields.Text("year"))
	if err != nil || year < 1900 || year > dates.Of(v.House.DB.Now()).Year {
		return wrongYear(v, c, "Enter the year you were born as 4 numbers, like 1951")
	}
	var verdict links.Verdict
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) (err error) {
		verdict, err = links.CheckBirthYear(tx, v.Path("token"), year)
		return err
	})
	switch {
	case err != nil:
		return err
	case !verdict.Right && verdict.TriesLeft == 0:
		return links.ErrEnded
	case !verdict.Right:
		return wrongYear(v, c, "That is not the year we have. You have "+dates.Count(verdict.TriesLeft, "more try", "more tries"))
	}
	door.Remember(v, verdict.Device)
	if c.isForm() {
		return v.Go(c.Href) // what it is about can be read now
	}
	return v.Go(c.Href + "/question")
}

func wrongYear(v *visit.Visit, c caller, message string) error {
	var bad db.Invalid
	bad.Add("year", message)
	return startForm(v, c, &bad)
}

// sendCode sends the code that a link asks for, the other way than the link came.
func sendCode(v *visit.Visit, c caller) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return asking.SendCode(tx, v.Path("token"), v.House.BaseURL)
	})
	if errors.Is(err, links.ErrTooMany) {
		var bad db.Invalid
		bad.Add("code", "We sent several codes within an hour. Use the latest, or try again in an hour")
		return startForm(v, c, &bad)
	}
	if err != nil {
		return err
	}
	return v.Go(c.Href + "?code=sent")
}

func confirm(v *visit.Visit, c caller) error {
	return c.Confirm(v, func(bad *db.Invalid) error { return startForm(v, c, bad) }, nil)
}

// begin goes to the questions, in the language that was chosen.
func begin(v *visit.Visit, c caller) error {
	language := v.Fields.Get("language")
	if c.Known && !c.done() && slices.Contains(c.Filling.Form.Languages, language) {
		if err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return asking.Speak(tx, c.Asking, language) }); err != nil {
			return err
		}
	}
	return v.Go(c.Href + "/question")
}

// stopReminders needs no proof: whoever holds the link can only stop mails.
func stopReminders(v *visit.Visit, c caller) error {
	if err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return asking.StopReminders(tx, c.Asking.ID) }); err != nil {
		return err
	}
	return c.page(v, shell.Page{Title: "We do not remind you"}, http.StatusOK, unremindedPage(c))
}

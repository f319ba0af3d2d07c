package answer

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/web/visit"
)

// sendCode sends a code to the address that the link was made for, and to no
// other.
func sendCode(v *visit.Visit, c caller) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		_, _, err := once.Do(tx, v.Once(), func() (string, error) { return queueCode(tx, v.Path("token")) })
		return err
	})
	if errors.Is(err, links.ErrTooMany) {
		return c.page(v, "Too many codes", http.StatusTooManyRequests, tooManyPage(c))
	}
	if err != nil {
		return err
	}
	return v.Go(c.Href + "?code=sent")
}

func queueCode(tx *db.Tx, token string) (string, error) {
	code, l, err := links.NewCode(tx, token)
	if err != nil {
		return "", err
	}
	return messages.Queue(tx, messages.Message{Channel: messages.Email, To: l.CodeTo, Subject: "Your code for Linkwork", Secret: code,
		Text: "Hello,\n\nYour code is {secret}\n\nType it on the page where you asked for it. It works for 15 minutes.\n" +
			"If you did not ask for a code, you need not do anything.\n",
		Purpose: "referral-code", AboutKind: "connection", AboutID: l.SubjectID})
}

// confirm checks the code and remembers the browser. Entering a code is how a
// referral is opened for the first time.
func confirm(v *visit.Visit, c caller) error {
	if c.Known {
		return v.Go(c.Href)
	}
	code := strings.Join(strings.Fields(v.Fields.Get("code")), "")
	if n, err := strconv.Atoi(code); err != nil || len(code) != 6 || n < 0 {
		return c.wrongCode(v, "Enter the 6 numbers of the code")
	}
	var verdict links.Verdict
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) (err error) {
		verdict, err = links.CheckCode(tx, v.Path("token"), code)
		return err
	})
	switch {
	case err != nil:
		return err
	case !verdict.Right && verdict.TriesLeft > 0:
		return c.wrongCode(v, "That is not the code. You have "+dates.Count(verdict.TriesLeft, "more try", "more tries"))
	case !verdict.Right:
		return c.wrongCode(v, "That code does not work any more. Ask for a new one")
	}
	door.Remember(v, verdict.Device)
	if err := connections.Open(v.Context(), v.House.DB, c.Link.ID); err != nil {
		return err
	}
	return v.Go(c.Href)
}

func (c caller) wrongCode(v *visit.Visit, message string) error {
	var bad db.Invalid
	bad.Add("code", message)
	return c.page(v, unprovenTitle, http.StatusUnprocessableEntity, proofPage(c, true, v.Fields.Get("code"), visit.NewToken(), visit.Faults(&bad)))
}

package bylink

import (
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/web/visit"
)

// queueCode queues a code to the address that the visit's link was made for, and
// to no other. links.ErrTooMany after several in an hour.
func queueCode(v *visit.Visit, about string) error {
	return once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		code, l, err := links.NewCode(tx, v.Path("token"))
		if err != nil {
			return err
		}
		_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: l.CodeTo, Subject: "Your code for Linkwork", Secret: code,
			Text: "Hello,\n\nYour code is {secret}\n\nType it on the page where you asked for it. It works for 15 minutes.\n" +
				"If you did not ask for a code, you need not do anything.\n",
			Purpose: "referral-code", AboutKind: about, AboutID: l.SubjectID})
		return err
	})
}

// checkCode checks the code that was typed and remembers the browser when it is
// right. fault is what is wrong with it, in words; "" when it is right.
func (d Door) checkCode(v *visit.Visit) (fault string, err error) {
	code := strings.Join(strings.Fields(v.Fields.Get("code")), "")
	if n, err := strconv.Atoi(code); err != nil || len(code) != 6 || n < 0 {
		return "Enter the 6 numbers of the code", nil
	}
	var verdict links.Verdict
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) (err error) {
		verdict, err = links.CheckCode(tx, v.Path("token"), code, d.lasts(v))
		return err
	})
	switch {
	case err != nil:
		return "", err
	case !verdict.Right && verdict.TriesLeft > 0:
		return "That is not the code. You have " + dates.Count(verdict.TriesLeft, "more try", "more tries"), nil
	case !verdict.Right:
		return "That code does not work any more. Ask for a new one", nil
	}
	d.Remember(v, verdict.Device)
	return "", nil
}

// HiddenAddress shows enough of where a link's codes go to know one's own
// address, and not enough to learn it: "d***@harbourlunch.example".
func HiddenAddress(l links.Link) string {
	name, host, ok := strings.Cut(l.CodeTo, "@")
	if !ok || name == "" {
		return "the address we have for you"
	}
	return string([]rune(name)[:1]) + "***@" + host
}

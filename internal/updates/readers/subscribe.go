package readers

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// readerKind is the kind of record that the mails of this room are about.
const readerKind = "updates-reader"

// ConfirmPurpose is the purpose of links by which somebody confirms.
const ConfirmPurpose = "updates-confirm"

// The public addresses of this room's links, under the area's own.
const (
	ConfirmPath     = "/updates/confirm"
	LeavePath       = "/updates/leave"
	PreferencesPath = "/updates/preferences"
)

const (
	toConfirm  = 7 * 24 * time.Hour // then whoever was asked is erased
	askedAgain = time.Hour          // before that no second mail goes to an address
	askedInIt  = 200                // addresses of a list in an hour, so that nobody has us write to the whole world
)

// Wish is what somebody who subscribes fills in.
type Wish struct {
	StudyID string
	Address string
	Topics  []string // ids; none: all of them
}

// Subscribe asks an address, by mail, to confirm that it wants a list's updates. What it
// returns says nothing about whether the address is known: a reader gets a mail that says
// so, and who complained of mail gets none. *db.Invalid with the field "address";
// db.ErrNotFound unless the list is open.
func Subscribe(ctx context.Context, d *db.DB, key once.Key, baseURL string, w Wish) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		l, _, err := OpenList(tx, w.StudyID)
		if err != nil {
			return err
		}
		x := Reader{StudyID: w.StudyID, Address: strings.TrimSpace(w.Address), State: Asked}
		if !messages.IsAddress(x.Address) {
			return db.Fault("address", "Enter an email address in the correct format, like name@example.com")
		}
		var asked int
		if err := tx.QueryRow(`SELECT count(*) FROM update_readers WHERE study_id = $1 AND asked_at > $2`, w.StudyID, db.Ms(tx.Now().Add(-askedAgain))).Scan(&asked); err != nil {
			return err
		}
		if asked >= askedInIt {
			return db.Fault("address", "So many people subscribe at the moment that we write to no more. Try again in an hour")
		}
		chosen, err := offered(tx, w.StudyID, w.Topics)
		if err != nil {
			return err
		}
		_, err = x.ask(tx, l, baseURL, chosen, l.asked())
		return err
	})
}

// letter is the words of a mail that asks; {secret} is where its link goes.
type letter struct{ Subject, Text string }

func (l List) asked() letter {
	return letter{"Please confirm that you want our updates", "Hello,\n\nSomebody asked us to send “" + l.Title + "” to this address. If it was you, open this page and press the button:\n\n{secret}\n\nThe link works for 7 days. If it was not you, do nothing: you get no more mail from us, and we forget the address.\n"}
}

// Outcome is what became of an address that somebody brought.
type Outcome string

// The outcomes.
const (
	Added    Outcome = "added"   // with a note of their agreement
	Mailed   Outcome = "asked"   // to confirm, by mail
	Already  Outcome = "already" // is a reader, or was asked less than an hour ago
	KeptOut  Outcome = "kept-out"
	Unusable Outcome = "unusable"
)

// Words says an outcome to the team.
func (o Outcome) Words() string {
	return map[Outcome]string{Added: "Added", Mailed: "Asked by mail to confirm", Already: "Is there already", KeptOut: "Not added: they left, complained, or mail to them came back", Unusable: "Not added"}[o]
}

// ask sends an address the mail that asks to confirm. Whoever left may ask again by
// themselves; who complained is left in peace.
func (x Reader) ask(tx *db.Tx, l List, baseURL string, topicIDs []string, words letter) (Outcome, error) {
	key, err := theSecret(tx)
	if err != nil {
		return "", err
	}
	if why, err := suppressed(tx, key, x.StudyID, x.Address); err != nil || why == Complained {
		return KeptOut, err
	}
	x.mark, x.State, x.AskedAt = key.mark(x.StudyID, x.Address), Asked, tx.Now()
	before, err := marked(tx, x.mark)
	there, err := found(err)
	switch {
	case err != nil:
		return "", err
	case there && tx.Now().Sub(before.AskedAt) < askedAgain:
		return Already, nil
	case there && before.State == Confirmed:
		return Already, before.remind(tx, l, key, baseURL)
	case there:
		x.ID = before.ID
		if err := x.askAgain(tx, topicIDs); err != nil {
			return "", err
		}
	default:
		if x.ID, err = x.add(tx, topicIDs); err != nil {
			return "", err
		}
	}
	link, err := links.Create(tx, links.Spec{Purpose: ConfirmPurpose, SubjectID: x.ID, Expires: tx.Now().Add(toConfirm)})
	if err != nil {
		return "", err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: x.Address, Subject: words.Subject, Text: words.Text, Secret: baseURL + ConfirmPath + "/" + link.Token,
		Purpose: ConfirmPurpose, AboutKind: readerKind, AboutID: x.ID})
	return Mailed, err
}

func (x Reader) askAgain(tx *db.Tx, topicIDs []string) error {
	if _, err := tx.Exec(`UPDATE update_readers SET asked_at = $2 WHERE id = $1`, x.ID, db.Ms(x.AskedAt)); err != nil {
		return err
	}
	return choose(tx, x.ID, topicIDs)
}

// remind tells a reader who subscribes again that they are one.
func (x Reader) remind(tx *db.Tx, l List, key secret, baseURL string) error {
	if _, err := tx.Exec(`UPDATE update_readers SET asked_at = $2 WHERE id = $1`, x.ID, db.Ms(tx.Now())); err != nil {
		return err
	}
	_, err := messages.Queue(tx, messages.Message{Channel: messages.Email, To: x.Address, Subject: "You get our updates already", WayOut: baseURL + PreferencesPath + "/" + key.token(x.StudyID, x.Address),
		Text:    "Hello,\n\nSomebody asked us to send “" + l.Title + "” to this address. You get it already, so you need not do anything. To choose what you hear about, or to leave:\n\n{way-out}\n",
		Purpose: ConfirmPurpose, AboutKind: readerKind, AboutID: x.ID})
	return err
}

// Confirm makes a reader of whoever holds the link that was sent to their address. A
// second press changes nothing. links.ErrEnded after a week; db.ErrNotFound for no such
// link.
func Confirm(ctx context.Context, d *db.DB, token string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		x, err := ByConfirmation(tx, token)
		if err != nil || x.State == Confirmed {
			return err
		}
		key, err := theSecret(tx)
		if err != nil {
			return err
		}
		if err := welcome(tx, key, x); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE update_readers SET state = 'confirmed', agreed_how = 'By the link in a mail to their address', agreed_on = $2 WHERE id = $1`, x.ID, dates.Of(tx.Now()))
		return err
	})
}

// PreferencesOf is where whoever has confirmed by a link chooses what they hear about, or
// leaves: an address below ours. Errors as Confirm.
func PreferencesOf(r db.Reader, token string) (string, error) {
	x, err := ByConfirmation(r, token)
	if err != nil {
		return "", err
	}
	key, err := keptSecret(r)
	return PreferencesPath + "/" + key.token(x.StudyID, x.Address), err
}

// ByConfirmation is who holds a link to confirm; errors as Confirm.
func ByConfirmation(r db.Reader, token string) (Reader, error) {
	l, err := links.Find(r, token)
	if err != nil {
		return Reader{}, err
	}
	if l.Purpose != ConfirmPurpose {
		return Reader{}, db.ErrNotFound
	}
	x, err := unscoped(r, l.SubjectID)
	if there, err := found(err); err != nil || !there {
		return Reader{}, links.ErrEnded // they have left since
	}
	if err != nil || x.State == Confirmed {
		return x, err
	}
	list, err := theList(r, x.StudyID)
	if err == nil && list.Ended {
		err = links.ErrEnded // with the final edition
	}
	return x, err
}

// Invite asks, by mail, somebody who told the team that they want the updates; who left
// comes back by themselves only. *db.Invalid with the field "address".
func Invite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, baseURL string, w Wish) error {
	_, err := studies.Act(ctx, d, by, key, w.StudyID, studies.Involve, "readers.invited", func(tx *db.Tx, s studies.Seat) (string, error) {
		l, err := Of(tx, s)
		if err != nil {
			return "", err
		}
		if err := l.open("address"); err != nil {
			return "", err
		}
		x := Reader{StudyID: w.StudyID, Address: strings.TrimSpace(w.Address)}
		if !messages.IsAddress(x.Address) {
			return "", db.Fault("address", "Enter an email address in the correct format, like name@example.com")
		}
		chosen, err := offered(tx, w.StudyID, w.Topics)
		if err != nil {
			return "", err
		}
		if gone, err := x.gone(tx); err != nil || gone {
			if gone {
				err = db.Fault("address", "They left, complained, or mail to them came back. Only they can ask for it again, on the page for readers")
			}
			return "", err
		}
		switch became, err := x.ask(tx, l, baseURL, chosen, l.asked()); {
		case err != nil:
			return "", err
		case became == Already:
			return "", db.Fault("address", "They are a reader already, or were asked less than an hour ago")
		}
		return w.StudyID, nil
	})
	return err
}

// Forget erases those who were asked and did not answer in time.
func Forget(tx *db.Tx) error {
	late, err := db.List(tx, scanReader, readerColumns+` WHERE r.state = 'asked' AND r.asked_at < $1`, db.Ms(tx.Now().Add(-toConfirm)))
	if err != nil {
		return err
	}
	for _, x := range late {
		if err := x.erase(tx); err != nil {
			return err
		}
	}
	return nil
}

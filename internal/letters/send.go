package letters

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Edited is a letter as the worker has it on the page.
type Edited struct {
	PersonID string
	LetterID string // "" for a new one
	Version  int
	None     bool   // "We ask you for nothing"
	Asks     string // or what the practice is asked to do
	Sections []Section
}

func (e *Edited) check() error {
	var bad db.Invalid
	e.Asks = strings.TrimSpace(e.Asks)
	switch {
	case e.None && e.Asks != "":
		bad.Add("asks", "You wrote a request and also chose to ask for nothing. Keep one")
	case !e.None && e.Asks == "":
		bad.Add("asks", "Say what the practice is asked to do, or choose that it is nothing")
	}
	var kept []Section // a list of its own: a write may run twice
	empty := true
	for _, s := range e.Sections {
		s.Text = strings.TrimSpace(strings.ReplaceAll(s.Text, "\r\n", "\n"))
		if empty = empty && s.Text == ""; s.Text != "" || s.Title == RisksTitle {
			kept = append(kept, s) // a draft keeps the place for risks
		}
	}
	if e.Sections = kept; empty {
		bad.Add("sections", "The letter is empty")
	}
	return bad.Err()
}

// checkRisks wants a word on risk, even if it is that nobody asked: a practice
// must not read nothing as none.
func (e Edited) checkRisks() error {
	var bad db.Invalid
	if !slices.ContainsFunc(e.Sections, func(s Section) bool { return s.Title == RisksTitle && strings.TrimSpace(s.Text) != "" }) {
		bad.Add("sections", "Say what is known of risks, even if it is that nobody asked")
	}
	return bad.Err()
}

// Save keeps a letter as a draft and returns its id; db.ErrConflict if
// somebody saved first or it was sent.
func Save(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Edited) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			l, err := save(tx, by, e)
			return l.ID, err
		})
		return err
	})
	return id, err
}

func save(tx *db.Tx, by access.Actor, e Edited) (Letter, error) {
	c, err := casework.Latest(tx, by, e.PersonID)
	if err != nil {
		return Letter{}, err
	}
	if err := e.check(); err != nil {
		return Letter{}, err
	}
	sections, err := json.Marshal(e.Sections)
	if err != nil {
		return Letter{}, err
	}
	if e.LetterID == "" {
		return insert(tx, by, c, e, string(sections))
	}
	n, err := tx.Exec(`UPDATE letters SET asks = $4, sections = $5, by_id = $6, by_name = $7, version = version + 1
		WHERE id = $1 AND person_id = $2 AND version = $3 AND state = 'draft'`, e.LetterID, e.PersonID, e.Version, e.Asks, string(sections), by.AccountID, by.Name)
	if err != nil {
		return Letter{}, err
	}
	l, err := Get(tx, by, e.PersonID, e.LetterID)
	if err == nil && n == 0 {
		return l, db.ErrConflict
	}
	return l, err
}

func insert(tx *db.Tx, by access.Actor, c casework.Case, e Edited, sections string) (Letter, error) {
	person, err := people.Unscoped(tx, c.PersonID)
	if err != nil {
		return Letter{}, err
	}
	if person.PracticeID == "" {
		var bad db.Invalid
		bad.Add("practice", "The person's GP practice is not known. Add it to their details first")
		return Letter{}, bad.Err()
	}
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO letters (id, person_id, case_id, practice_id, asks, sections, html, state, by_id, by_name, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, '', 'draft', $7, $8, $9)`,
		id, c.PersonID, c.ID, person.PracticeID, e.Asks, sections, by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
		return Letter{}, err
	}
	if err := audit.Change(tx, by.Audit(), "letter.written", c.PersonID, "letter", id); err != nil {
		return Letter{}, err
	}
	return Get(tx, by, c.PersonID, id)
}

// Send saves the letter, keeps it as the HTML that the practice will read,
// queues the message that tells the practice, and puts a line on the list for
// the practice's record, all in one write. A person who said no to letters to
// the practice stops it.
func Send(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Edited) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			if err := e.checkRisks(); err != nil {
				return "", err
			}
			l, err := save(tx, by, e)
			if err != nil {
				return "", err
			}
			return l.ID, send(tx, by, l)
		})
		return err
	})
	return id, err
}

func send(tx *db.Tx, by access.Actor, l Letter) error {
	person, err := people.Unscoped(tx, l.PersonID)
	if err != nil {
		return err
	}
	practice, err := teams.ThePractice(tx, l.PracticeID)
	if err != nil {
		return err
	}
	said, err := people.Permissions(tx, l.PersonID)
	if err != nil {
		return err
	}
	if yes, asked := people.Allows(said, "practice", practice.ID, "letter", dates.Of(tx.Now())); asked && !yes {
		var bad db.Invalid
		bad.Add("asks", person.CalledName()+" said no to letters to the practice. Talk with them before you send one")
		return bad.Err()
	}
	html, err := render(l, person, practice, tx.Now())
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE letters SET state = 'sent', html = $2, sent_at = $3, version = version + 1 WHERE id = $1`, l.ID, html, tx.Now().UnixMilli()); err != nil {
		return err
	}
	if err := tellPractice(tx, l, practice); err != nil {
		return err
	}
	c, err := casework.Latest(tx, by, l.PersonID)
	if err != nil {
		return err
	}
	words := "Letter from the social prescribing link worker received. "
	if l.Asks == "" {
		words += "No actions requested."
	} else {
		words += "Action requested: " + referrals.Shortened(l.Asks, 120)
	}
	if err := referrals.AddEntry(tx, referrals.PracticeEntry{ReferralID: c.ReferralID, PersonID: l.PersonID, AccountID: by.AccountID, AboutID: l.ID,
		Day: dates.Of(tx.Now()), Words: words}, vocabulary.NationalCode{}); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "letter.sent", l.PersonID, "letter", l.ID)
}

func tellPractice(tx *db.Tx, l Letter, practice teams.Practice) error {
	if practice.Email == "" {
		return nil // the letter waits on the practice's page
	}
	_, err := messages.Queue(tx, messages.Message{Channel: messages.Email, To: practice.Email, Subject: "Linkwork: a letter for your practice",
		Text:    "Hello,\n\nA link worker has written to your practice about somebody you referred. Log in to Linkwork and choose \"Letters\" to read it.\n\nThis message names nobody on purpose.\n",
		Purpose: "letter", AboutKind: "letter", AboutID: l.ID, PersonID: l.PersonID})
	return err
}

// MarkRead notes that somebody at the practice has opened a letter, once.
func MarkRead(ctx context.Context, d *db.DB, by access.Actor, l Letter) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE letters SET read_at = $2 WHERE id = $1 AND read_at IS NULL`, l.ID, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.View(tx, by.Audit(), l.PersonID, "letter")
	})
}

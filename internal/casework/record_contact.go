package casework

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/drafts"
	"linkwork/internal/referrals"
	"linkwork/internal/reflections"
	"linkwork/internal/vocabulary"
)

// Entry is a contact as the worker records it, with what comes next.
type Entry struct {
	Contact
	NextContact   dates.Date             // zero: nothing more to do
	NextWhat      string                 // "" = "Next contact"
	ForPractice   string                 // short text for the practice's record; "" = made from the facts
	AppointmentID string                 // the appointment that this is the record of
	HoldingID     string                 // the holding that this was a check-in on; "" = all of the case
	DraftKey      string                 // the draft to drop once this is saved
	Reflection    reflections.Reflection // the worker's own note, no part of the record; zero for none
}

// RecordContact stores a contact with the person's open case and what follows
// from it: the first two-way conversation engages the case and gives the
// national code once, what was due is ticked off, the next contact is put in
// the diary, and the practice's entry is made. It returns the contact's id.
func RecordContact(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Entry) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return recordContact(tx, by, e) })
		return err
	})
	return id, err
}

func recordContact(tx *db.Tx, by access.Actor, e Entry) (string, error) {
	c, err := openCase(tx, by, e.PersonID)
	if err != nil {
		return "", err
	}
	if err := e.tidy(dates.Of(tx.Now()), c); err != nil {
		return "", err
	}
	e.ID, e.CaseID, e.ByID, e.ByName = tx.NewID(), c.ID, by.AccountID, by.Name
	if err := insertContact(tx, e.Contact); err != nil {
		return "", err
	}
	if err := e.moveCase(tx, by, c); err != nil {
		return "", err
	}
	if err := e.settleDiary(tx, c); err != nil {
		return "", err
	}
	if e.Reflection.Said() {
		if _, err := reflections.Add(tx, by, e.Reflection); err != nil {
			return "", err
		}
	}
	if e.DraftKey != "" {
		if err := drafts.Drop(tx, by.AccountID, e.DraftKey); err != nil {
			return "", err
		}
	}
	return e.ID, audit.Change(tx, by.Audit(), "contact.recorded", e.PersonID, "contact", e.ID)
}

func (e *Entry) tidy(today dates.Date, c Case) error {
	var bad db.Invalid
	e.Words, e.ForPractice = strings.TrimSpace(e.Words), strings.TrimSpace(e.ForPractice)
	if e.Outcome == "" {
		e.Outcome = "spoke"
	}
	if e.Purpose == "" {
		e.Purpose = "review"
		if c.State == Reaching {
			e.Purpose = "first-conversation"
		}
	}
	if e.Day.IsZero() || e.Day.After(today) {
		bad.Add("day", "Enter the day of the contact: today or earlier")
	} else if e.Day.Before(dates.Of(c.OpenedAt).AddDays(-60)) {
		bad.Add("day", "This is long before the person was taken on. Check the date")
	}
	if !vocabulary.ContactMeans.Has(e.Means) {
		bad.Add("means", "Choose how you were in touch")
	}
	if !vocabulary.AttemptOutcomes.Has(e.Outcome) {
		bad.Add("outcome", "Choose what came of it")
	}
	e.tidyPurposes(&bad)
	if e.Minutes < 0 || e.Minutes > 600 {
		bad.Add("minutes", "Enter the minutes, from 0 to 600")
	}
	if e.Outcome == "spoke" && e.Words == "" && !e.checksIn() {
		bad.Add("words", "Write what happened, even a few words")
	}
	e.tidyWords(&bad)
	e.tidyFacts(&bad)
	if len([]rune(e.ForPractice)) > 300 {
		bad.Add("for_practice", "Use 300 characters or fewer for the practice's record")
	}
	if !e.NextContact.IsZero() && e.NextContact.Before(today) {
		bad.Add("next", "The next contact must be today or later")
	}
	return bad.Err()
}

// tidyPurposes keeps the main purpose out of the others.
func (e *Entry) tidyPurposes(bad *db.Invalid) {
	if !vocabulary.ContactPurposes.Has(e.Purpose) {
		bad.Add("purpose", "Choose a purpose from the list")
	}
	var also []string // a list of its own: a write may run twice
	for _, code := range e.AlsoFor {
		switch {
		case !vocabulary.ContactPurposes.Has(code):
			bad.Add("also_for", "Choose purposes from the list")
		case code != e.Purpose && !slices.Contains(also, code):
			also = append(also, code)
		}
	}
	e.AlsoFor = also
}

// tidyFacts looks at where it was and who else took part.
func (e *Entry) tidyFacts(bad *db.Invalid) {
	e.Place, e.PresentWords = strings.TrimSpace(e.Place), strings.TrimSpace(e.PresentWords)
	for _, code := range e.Present {
		if !vocabulary.ContactPresent.Has(code) {
			bad.Add("present", "Choose from the list who took part")
		}
	}
	if len([]rune(e.Place)) > 100 {
		bad.Add("place", "Use 100 characters or fewer")
	}
	if len([]rune(e.PresentWords)) > 200 {
		bad.Add("present_words", "Use 200 characters or fewer")
	}
}

// tidyWords looks at what the entry says of the person and of others.
func (c *Contact) tidyWords(bad *db.Invalid) {
	c.Words, c.AboutOthers = strings.TrimSpace(c.Words), strings.TrimSpace(c.AboutOthers)
	if len([]rune(c.Words)) > 20000 {
		bad.Add("words", "Use 20,000 characters or fewer")
	}
	if len([]rune(c.AboutOthers)) > 5000 {
		bad.Add("about_others", "Use 5,000 characters or fewer")
	}
}

func insertContact(tx *db.Tx, c Contact) error {
	_, err := tx.Exec(`INSERT INTO contacts (id, case_id, person_id, day, means, outcome, purpose, minutes, words, needs, by_id, by_name, recorded_at, place, present, present_words, about_others, also_for)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		c.ID, c.CaseID, c.PersonID, c.Day, c.Means, c.Outcome, c.Purpose, c.Minutes, c.Words, strings.Join(c.Needs, " "), c.ByID, c.ByName, tx.Now().UnixMilli(),
		c.Place, strings.Join(c.Present, " "), c.PresentWords, c.AboutOthers, strings.Join(c.AlsoFor, " "))
	return err
}

// moveCase engages the case at the first conversation and makes the entry for
// the practice's record. Administration is never coded, nor are tries.
func (e Entry) moveCase(tx *db.Tx, by access.Actor, c Case) error {
	purpose, _ := vocabulary.ContactPurposes.Find(e.Purpose)
	first := c.State == Reaching && e.TwoWay() && !purpose.NeverCoded
	if first {
		if err := move(tx, c, Engaged, `, engaged_at = $3`, tx.Now().UnixMilli()); err != nil {
			return err
		}
		if err := referrals.Follow(tx, by, c.ReferralID, referrals.Supporting, ""); err != nil {
			return err
		}
	}
	if e.Outcome == "spoke" {
		if _, err := tx.Exec(`UPDATE cases SET last_contact_at = $2, version = version + 1 WHERE id = $1`, c.ID, max(e.Day.At(12, 0).UnixMilli(), c.LastContactAt.UnixMilli())); err != nil {
			return err
		}
	}
	if !e.TwoWay() || purpose.NeverCoded {
		return nil
	}
	var code vocabulary.NationalCode
	if first {
		code = vocabulary.Referred
	}
	return referrals.AddEntry(tx, referrals.PracticeEntry{ReferralID: c.ReferralID, PersonID: c.PersonID, AccountID: by.AccountID,
		AboutID: e.ID, Day: e.Day, Words: e.practiceWords(by)}, code)
}

// practiceWords is what the worker wrote for the practice, or else the bare
// facts: what the person said stays in this record.
func (e Entry) practiceWords(by access.Actor) string {
	if e.ForPractice != "" {
		return e.ForPractice
	}
	purpose, _ := vocabulary.ContactPurposes.Find(e.Purpose)
	words := "Social prescribing link worker " + by.Name + ": " + strings.ToLower(vocabulary.ContactMeans.Label(e.Means)) + ". " + purpose.ForPerson + "."
	if !e.NextContact.IsZero() {
		words += " Next contact " + e.NextContact.Long() + "."
	}
	return words
}

func (e Entry) settleDiary(tx *db.Tx, c Case) error {
	if e.AppointmentID != "" {
		if err := diary.Settle(tx, c.PersonID, e.AppointmentID); err != nil {
			return err
		}
	}
	for _, kind := range e.settles() {
		if err := diary.FinishKind(tx, c.PersonID, kind); err != nil {
			return err
		}
	}
	if e.Holding() && e.Outcome == "spoke" {
		on, err := checkedOn(tx, c, e.HoldingID)
		if err != nil {
			return err
		}
		if err := noteCheckIn(tx, e.ID, on, e.NextContact); err != nil {
			return err
		}
	}
	if e.NextContact.IsZero() || e.checksIn() {
		return nil // the next check-in stands on the holding
	}
	what := e.NextWhat
	if what == "" {
		what = "Next contact"
	}
	_, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: c.PersonID, Kind: diary.FollowUp, AboutID: c.ID, Title: what, Due: e.NextContact})
	return err
}

// checksIn reports whether the contact was a check-in on a holding that was
// chosen.
func (e Entry) checksIn() bool { return e.HoldingID != "" && e.Holding() && e.Outcome == "spoke" }

// settles lists the kinds of task that this contact ticks off: a conversation
// does what was due; a try that failed is answered by the next try, if one is
// planned. A message alone is no first contact: that stays due.
func (e Entry) settles() []diary.Kind {
	if e.NextContact.IsZero() {
		switch {
		case e.Outcome != "spoke":
			return nil
		case !e.TwoWay():
			return []diary.Kind{diary.FollowUp}
		}
	}
	return []diary.Kind{diary.First, diary.FollowUp}
}

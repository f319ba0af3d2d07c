package referrals

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// PracticeEntry is something that belongs in the practice's own record: a
// short text and a day, and for two moments of an episode a national code.
type PracticeEntry struct {
	ID, ReferralID, PersonID string
	AccountID                string // whose work it is to put it there
	AboutID                  string
	Day                      dates.Date
	Words                    string
	Code                     string    // "" for most
	CopiedAt                 time.Time // zero while it is not there
	CopiedBy                 string
	SentTo                   string    // practice that was asked to put it in, "" for none
	SentAt                   time.Time // zero while it was not sent
	SentBy                   string
	CameBack                 string // why the practice sent it back
}

// Sent reports whether the entry is with the practice.
func (e PracticeEntry) Sent() bool { return e.SentTo != "" }

// Text is what is copied: day, words, and the code with its term.
func (e PracticeEntry) Text() string {
	text := e.Day.Long() + ". " + e.Words
	if term := e.Term(); term != "" {
		text += " (" + term + ", SNOMED CT " + e.Code + ")"
	}
	return text
}

// Term is the term of the entry's code, "" without one.
func (e PracticeEntry) Term() string {
	for _, code := range []vocabulary.NationalCode{vocabulary.Referred, vocabulary.Declined} {
		if code.Code == e.Code {
			return code.Term
		}
	}
	return ""
}

// AddEntry stores an entry. A code is given at most once in an episode: if it
// is there already, the entry goes in without it. An unconfirmed code never.
func AddEntry(tx *db.Tx, e PracticeEntry, code vocabulary.NationalCode) error {
	if code.Confirmed {
		coded, err := hasCode(tx, e.ReferralID, code.Code)
		if err != nil {
			return err
		}
		if !coded {
			e.Code = code.Code
		}
	}
	owner, err := access.Lasting(tx, e.AccountID, e.PersonID)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO practice_entries (id, referral_id, person_id, account_id, about_id, day, words, code, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.NewID(), e.ReferralID, db.Null(e.PersonID), owner, db.Null(e.AboutID), e.Day, e.Words, db.Null(e.Code), tx.Now().UnixMilli())
	return err
}

func hasCode(r db.Reader, referralID, code string) (bool, error) {
	ids, err := db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT id FROM practice_entries WHERE referral_id = $1 AND code = $2`, referralID, code)
	return len(ids) > 0, err
}

const entryColumns = `SELECT e.id, e.referral_id, e.person_id, e.account_id, e.about_id, e.day, e.words, e.code, e.copied_at, e.copied_by, e.sent_to, e.sent_at, e.sent_by, e.came_back FROM practice_entries e`

func scanEntry(s db.Scanner) (e PracticeEntry, err error) {
	err = s.Scan(&e.ID, &e.ReferralID, db.Text(&e.PersonID), &e.AccountID, db.Text(&e.AboutID), &e.Day, &e.Words, db.Text(&e.Code), db.At(&e.CopiedAt), &e.CopiedBy, db.Text(&e.SentTo), db.At(&e.SentAt), &e.SentBy, &e.CameBack)
	return
}

// NotThereYet lists the actor's entries, and those about people for whose worker
// they cover, that are not in the practice's record yet, oldest first, those
// among them that were sent to the practice.
func NotThereYet(r db.Reader, by access.Actor) ([]PracticeEntry, error) {
	return db.List(r, scanEntry, entryColumns+` WHERE `+entryOf("$1")+` AND e.copied_at IS NULL ORDER BY e.day, e.id LIMIT 200`, by.AccountID)
}

// entryOf is the condition that an entry is the work of the account in parameter
// account, or of a worker for whom they cover.
func entryOf(account string) string {
	return `(e.account_id = ` + account + ` OR e.person_id IS NOT NULL AND ` + access.CoveredBy("e.person_id", account) + `)`
}

// EntriesOf lists what there is for the practice's record about a person,
// newest first. The caller has checked that its reader may see the person.
func EntriesOf(r db.Reader, personID string) ([]PracticeEntry, error) {
	return db.List(r, scanEntry, entryColumns+` WHERE e.person_id = $1 ORDER BY e.day DESC, e.id DESC`, personID)
}

// ToCopy lists what is not in the practice's record yet about a person, newest
// first, and counts what is: after years that is hundreds of entries. The
// caller has checked as for EntriesOf.
func ToCopy(r db.Reader, personID string) (toCopy []PracticeEntry, copied int, err error) {
	toCopy, err = db.List(r, scanEntry, entryColumns+` WHERE e.person_id = $1 AND e.copied_at IS NULL ORDER BY e.day DESC, e.id DESC`, personID)
	if err != nil {
		return nil, 0, err
	}
	copied, err = db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM practice_entries e WHERE e.person_id = $1 AND e.copied_at IS NOT NULL`, personID)
	return toCopy, copied, err
}

// AtPractice reports whether an entry about something, such as a contact, is in
// the practice's record. The caller has checked as for EntriesOf.
func AtPractice(r db.Reader, personID, aboutID string) (bool, error) {
	n, err := db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM practice_entries e WHERE e.person_id = $1 AND e.about_id = $2 AND e.copied_at IS NOT NULL`, personID, aboutID)
	return n > 0, err
}

// MarkCopied says that entries of the actor are in the practice's record now.
// Those that are there already, or are somebody else's, stay as they are.
func MarkCopied(ctx context.Context, d *db.DB, by access.Actor, ids []string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		for _, id := range ids {
			n, err := tx.Exec(`UPDATE practice_entries AS e SET copied_at = $3, copied_by = $4 WHERE e.id = $1 AND `+entryOf("$2")+` AND e.copied_at IS NULL`,
				id, by.AccountID, tx.Now().UnixMilli(), by.Name)
			if err != nil {
				return err
			}
			if n == 1 {
				if err := audit.Change(tx, by.Audit(), "practice-entry.copied", "", "practice-entry", id); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// dropEntries removes what an undone decision would have put in the record.
func dropEntries(tx *db.Tx, referralID string) error {
	_, err := tx.Exec(`DELETE FROM practice_entries WHERE referral_id = $1 AND copied_at IS NULL`, referralID)
	return err
}

// HandEntriesOver gives what is not there yet about a person to another worker.
func HandEntriesOver(tx *db.Tx, personID, toAccount string) error {
	_, err := tx.Exec(`UPDATE practice_entries SET account_id = $2 WHERE person_id = $1 AND copied_at IS NULL`, personID, toAccount)
	return err
}

// Shortened fits words of a record into an entry: its first characters, at most
// that many, with an ellipsis where something is left out.
func Shortened(words string, most int) string {
	if runes := []rune(words); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + "…"
	}
	return words
}

package casework

import (
	"context"
	"errors"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/vocabulary"
)

// Holding is supporting somebody without connecting them, or until that is
// possible: waiting, readying, sharing the load, bearing witness.
type Holding struct {
	ID, CaseID, PersonID string
	Function             string // code of vocabulary.HoldingFunctions
	ServiceID            string // of the directory, "" for another service or a reason
	WaitingFor           string // the service waited for, or the reason
	JoinedOn             dates.Date
	Agreed               bool // the person agreed to being kept in touch with
	EveryDays            int
	NextCheckIn          dates.Date
	TalkAboutOn          dates.Date // when to talk it over in the team; never an end
	Since, EndedOn       dates.Date
	EndWords             string
	Version              int
}

// Days is how long it has lasted.
func (h Holding) Days(today dates.Date) int { return today.Sub(h.Since) }

// TalkNow reports whether the day has come to talk it over. It is a prompt:
// nothing ends by it.
func (h Holding) TalkNow(today dates.Date) bool { return !h.TalkAboutOn.After(today) }

const holdingColumns = `SELECT h.id, h.case_id, h.person_id, h.function, h.service_id, h.waiting_for, h.joined_on, h.agreed, h.every_days, h.next_check_in,
	h.talk_about_on, h.since, h.ended_on, h.end_words, h.version FROM holdings h`

func scanHolding(s db.Scanner) (h Holding, err error) {
	err = s.Scan(&h.ID, &h.CaseID, &h.PersonID, &h.Function, db.Text(&h.ServiceID), &h.WaitingFor, &h.JoinedOn, &h.Agreed, &h.EveryDays, &h.NextCheckIn,
		&h.TalkAboutOn, &h.Since, &h.EndedOn, &h.EndWords, &h.Version)
	return
}

// StartHolding begins to hold a person with an open case and returns its id;
// *db.Invalid names what lacks.
func StartHolding(ctx context.Context, d *db.DB, by access.Actor, key once.Key, h Holding) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return startHolding(tx, by, h) })
		return err
	})
	return id, err
}

func startHolding(tx *db.Tx, by access.Actor, h Holding) (string, error) {
	c, err := openCase(tx, by, h.PersonID)
	if err != nil {
		return "", err
	}
	today := dates.Of(tx.Now())
	if h.Since.IsZero() {
		h.Since = today
	}
	if err := h.tidy(tx, today, dates.Date{}); err != nil {
		return "", err
	}
	h.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO holdings (id, case_id, person_id, function, service_id, waiting_for, joined_on, agreed, every_days, next_check_in, talk_about_on, since)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		h.ID, c.ID, c.PersonID, h.Function, db.Null(h.ServiceID), h.WaitingFor, h.JoinedOn, h.Agreed, h.EveryDays, h.NextCheckIn, h.TalkAboutOn, h.Since); err != nil {
		return "", err
	}
	return h.ID, audit.Change(tx, by.Audit(), "holding.started", c.PersonID, "holding", h.ID)
}

// tidy checks what was agreed; *db.Invalid names what lacks. A service that was
// written out in full as the directory has it counts as chosen there. A
// check-in that is late may stay as it was.
func (h *Holding) tidy(r db.Reader, today, was dates.Date) error {
	var bad db.Invalid
	if err := h.nameService(r, &bad); err != nil {
		return err
	}
	if !vocabulary.HoldingFunctions.Has(h.Function) {
		bad.Add("function", "Choose what keeping in touch is for")
	}
	if h.WaitingFor == "" && len(bad.Fields) == 0 {
		bad.Add("waiting_for", "Say what the person is waiting for, or why you keep in touch")
	}
	if len([]rune(h.WaitingFor)) > 200 {
		bad.Add("waiting_for", "Use 200 characters or fewer")
	}
	if !h.Agreed {
		bad.Add("agreed", "Ask the person first whether you may keep in touch")
	}
	if h.TalkAboutOn.IsZero() {
		h.TalkAboutOn = h.Since.AddMonths(3)
	}
	h.checkDays(today, was, &bad)
	return bad.Err()
}

func (h *Holding) checkDays(today, was dates.Date, bad *db.Invalid) {
	if h.EveryDays < 1 || h.EveryDays > 92 {
		bad.Add("every_days", "Enter how often, from every day to every 92 days")
	}
	if h.NextCheckIn.IsZero() || h.NextCheckIn.Before(today) && h.NextCheckIn != was {
		bad.Add("next_check_in", "Enter the date of the next check-in: today or later")
	}
	if h.JoinedOn.After(today) {
		bad.Add("joined_on", "The date of joining the list must be today or earlier")
	}
}

// nameService finds the service that was chosen, or written out, in the
// directory.
func (h *Holding) nameService(r db.Reader, bad *db.Invalid) error {
	h.WaitingFor = strings.TrimSpace(h.WaitingFor)
	if h.ServiceID == "" {
		id, err := directory.IDOf(r, h.WaitingFor)
		h.ServiceID = id
		return err
	}
	service, err := directory.Get(r, h.ServiceID)
	if errors.Is(err, db.ErrNotFound) {
		bad.Add("service", "Choose a service from the list, or write what it is")
		return nil
	}
	h.WaitingFor = service.Name
	return err
}

// EndHolding ends it, with a few words on how it ended.
func EndHolding(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, words string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			return id, endHolding(tx, by, personID, id, words)
		})
		return err
	})
}

func endHolding(tx *db.Tx, by access.Actor, personID, id, words string) error {
	n, err := tx.Exec(`UPDATE holdings SET ended_on = $3, end_words = $4, version = version + 1 WHERE id = $1 AND person_id = $2 AND ended_on IS NULL`,
		id, personID, dates.Of(tx.Now()), strings.TrimSpace(words))
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrNotFound
	}
	return audit.Change(tx, by.Audit(), "holding.ended", personID, "holding", id)
}

// OpenHoldings lists the holdings of a case that last, longest first.
func OpenHoldings(r db.Reader, caseID string) ([]Holding, error) {
	return db.List(r, scanHolding, holdingColumns+` WHERE h.case_id = $1 AND h.ended_on IS NULL ORDER BY h.since, h.id`, caseID)
}

// HeldBy lists the holdings of a worker's open cases, longest first.
func HeldBy(r db.Reader, accountID string) ([]Holding, error) {
	return db.List(r, scanHolding, holdingColumns+` JOIN cases c ON c.id = h.case_id
		WHERE c.worker_id = $1 AND `+stillOpen+` AND `+access.PeopleSeenBy("c.person_id", "$1")+` AND h.ended_on IS NULL ORDER BY h.since, h.id`, accountID)
}

package workforce

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// TransferState is where a transfer stands.
type TransferState string

// The states of a transfer. All but the first are for good.
const (
	TransferAsked     TransferState = "asked"
	TransferAccepted  TransferState = "accepted"
	TransferDeclined  TransferState = "declined"
	TransferWithdrawn TransferState = "withdrawn"
)

// Words says where a transfer stands.
func (s TransferState) Words() string {
	return map[TransferState]string{TransferAsked: "Asked", TransferAccepted: "Accepted", TransferDeclined: "Declined", TransferWithdrawn: "Withdrawn"}[s]
}

// Transfer is a team's request that another takes a person over.
type Transfer struct {
	ID, PersonID, CaseID string
	FromTeam, FromWorker string
	ToTeam, ToWorker     string // ToWorker "" until it is accepted
	Reason               string // code of vocabulary.TransferReasons
	Words                string // what the other team should know
	Agreed               string // how the person agreed
	State                TransferState
	Answer               string // why it was declined
	AskedName            string
	AskedAt              time.Time
	AnsweredName         string
	AnsweredAt           time.Time
	Version              int
}

const transferColumns = `SELECT t.id, t.person_id, t.case_id, t.from_team, t.from_worker, t.to_team, t.to_worker, t.reason, t.words, t.agreed, t.state, t.answer,
	t.asked_name, t.asked_at, t.answered_name, t.answered_at, t.version FROM transfers t`

func scanTransfer(s db.Scanner) (t Transfer, err error) {
	err = s.Scan(&t.ID, &t.PersonID, &t.CaseID, &t.FromTeam, &t.FromWorker, &t.ToTeam, &t.ToWorker, &t.Reason, &t.Words, &t.Agreed, &t.State, &t.Answer,
		&t.AskedName, db.At(&t.AskedAt), &t.AnsweredName, db.At(&t.AnsweredAt), &t.Version)
	return
}

// AskTransfer asks another team to take a person over and returns the
// transfer's id. The person stays with their worker until it is accepted.
func AskTransfer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, t Transfer) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return askTransfer(tx, by, t) })
		return err
	})
	return id, err
}

func askTransfer(tx *db.Tx, by access.Actor, t Transfer) (string, error) {
	c, err := casework.Latest(tx, by, t.PersonID)
	if err != nil {
		return "", err
	}
	if !c.Open() {
		return "", casework.ErrNoOpenCase
	}
	if err := access.KeepPerson(tx, by.AccountID, t.PersonID); err != nil {
		return "", err // whoever covers does not give a person away
	}
	if err := t.check(tx, c); err != nil {
		return "", err
	}
	t.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO transfers (id, person_id, case_id, from_team, from_worker, to_team, reason, words, agreed, state, asked_by, asked_name, asked_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10, $11, $12)`,
		t.ID, t.PersonID, c.ID, c.TeamID, c.WorkerID, t.ToTeam, t.Reason, t.Words, t.Agreed, by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	return t.ID, audit.Change(tx, by.Audit(), "transfer.asked", t.PersonID, "transfer", t.ID)
}

func (t *Transfer) check(r db.Reader, c casework.Case) error {
	t.Words, t.Agreed = strings.TrimSpace(t.Words), strings.TrimSpace(t.Agreed)
	var bad db.Invalid
	_, err := teams.TheTeam(r, t.ToTeam)
	if errors.Is(err, db.ErrNotFound) || t.ToTeam == c.TeamID {
		bad.Add("team", "Choose another team")
	} else if err != nil {
		return err
	}
	if !vocabulary.TransferReasons.Has(t.Reason) {
		bad.Add("reason", "Choose why")
	}
	if t.Words == "" {
		bad.Add("words", "Write what the other team should know")
	} else if len([]rune(t.Words)) > mostWords {
		bad.Add("words", tooLong)
	}
	if t.Agreed == "" {
		bad.Add("agreed", "Ask the person first, and say how they agreed")
	} else if len([]rune(t.Agreed)) > 300 {
		bad.Add("agreed", "Use 300 characters or fewer")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	standing, err := db.List(r, scanTransfer, transferColumns+` WHERE t.case_id = $1 AND t.state = 'asked'`, c.ID)
	if err == nil && len(standing) > 0 {
		return db.ErrConflict
	}
	return err
}

// asking is the condition that a transfer waits for a team in which the account
// in $1 works.
var asking = `t.state = 'asked' AND ` + access.TeamSeenBy("t.to_team", "$1")

// TransfersTo lists what the actor's teams are asked to take over, the longest
// wait first. What was closed meanwhile is not among it.
func TransfersTo(r db.Reader, by access.Actor) ([]Transfer, error) {
	all, err := db.List(r, scanTransfer, transferColumns+` WHERE `+asking+` ORDER BY t.asked_at, t.id LIMIT 200`, by.AccountID)
	if err != nil {
		return nil, err
	}
	var still []Transfer
	for _, t := range all {
		open, err := t.stands(r)
		if err != nil {
			return nil, err
		}
		if open {
			still = append(still, t)
		}
	}
	return still, nil
}

// stands reports whether the case is still open and with the team that asked.
func (t Transfer) stands(r db.Reader) (bool, error) {
	c, open, err := casework.OpenOf(r, t.PersonID)
	return open && c.ID == t.CaseID && c.TeamID == t.FromTeam, err
}

// TheTransfer returns a transfer that waits for a team of the actor's, or is
// about somebody whom they may see; else db.ErrNotFound.
func TheTransfer(r db.Reader, by access.Actor, id string) (Transfer, error) {
	return db.One(r, scanTransfer, transferColumns+` WHERE t.id = $2 AND (`+asking+` OR `+access.PeopleSeenBy("t.person_id", "$1")+`)`, by.AccountID, id)
}

// TransfersOf lists the transfers of a person whom the actor may see, the latest
// first.
func TransfersOf(r db.Reader, by access.Actor, personID string) ([]Transfer, error) {
	return db.List(r, scanTransfer, transferColumns+` WHERE t.person_id = $2 AND `+access.PeopleSeenBy("t.person_id", "$1")+` ORDER BY t.asked_at DESC, t.id DESC LIMIT 50`, by.AccountID, personID)
}

// Declined lists the answers of no about the actor's own people that they have
// not read, the latest first.
func Declined(r db.Reader, by access.Actor) ([]Transfer, error) {
	return db.List(r, scanTransfer, transferColumns+` WHERE t.state = 'declined' AND t.seen_at IS NULL AND `+declinedFor+` ORDER BY t.answered_at DESC, t.id DESC LIMIT 50`, by.AccountID)
}

var declinedFor = access.TeamSeenBy("t.from_team", "$1") + ` AND ` + access.OwnPerson("t.person_id", "$1")

// SeenDeclined notes that an answer of no has been read.
func SeenDeclined(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			t, err := db.One(tx, scanTransfer, transferColumns+` WHERE t.id = $2 AND t.state = 'declined' AND t.seen_at IS NULL AND `+declinedFor, by.AccountID, id)
			if err != nil {
				return "", err
			}
			if _, err := tx.Exec(`UPDATE transfers SET seen_at = $2 WHERE id = $1`, id, tx.Now().UnixMilli()); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "transfer.answer-read", t.PersonID, "transfer", id)
		})
		return err
	})
}

// Accept takes a person over: a worker of the asked team has the case from now
// on, with its history and everything due, and the team that asked sees the
// person no more. db.ErrConflict if it was answered, withdrawn or closed
// meanwhile.
func Accept(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, workerID string) (personID string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		personID, _, err = once.Do(tx, key, func() (string, error) {
			t, err := waiting(tx, by, id, version)
			if err != nil {
				return "", err
			}
			return t.PersonID, t.accept(tx, by, workerID)
		})
		return err
	})
	return personID, err
}

// waiting is a transfer that the actor may answer now.
func waiting(tx *db.Tx, by access.Actor, id string, version int) (Transfer, error) {
	t, err := db.One(tx, scanTransfer, transferColumns+` WHERE t.id = $2 AND `+access.TeamSeenBy("t.to_team", "$1"), by.AccountID, id)
	if err != nil {
		return t, err
	}
	open, err := t.stands(tx)
	if err == nil && (!open || t.State != TransferAsked || t.Version != version) {
		err = db.ErrConflict
	}
	return t, err
}

func (t Transfer) accept(tx *db.Tx, by access.Actor, workerID string) error {
	before, err := casework.GiveToTeam(tx, by, t.PersonID, t.ToTeam, workerID)
	if err != nil {
		return err
	}
	if err := t.settle(tx, by, TransferAccepted, "", workerID); err != nil {
		return err
	}
	names, err := identity.Names(tx, []string{before.WorkerID, workerID})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO handings (id, person_id, case_id, from_id, from_name, to_id, to_name, by_id, by_name, words, for_all, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11)`,
		tx.NewID(), t.PersonID, t.CaseID, before.WorkerID, names[before.WorkerID], workerID, names[workerID], by.AccountID, by.Name, t.Words, tx.Now().UnixMilli())
	return err
}

// Decline says no, with the reason, which the person's worker reads.
func Decline(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, why string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			t, err := waiting(tx, by, id, version)
			if err != nil {
				return "", err
			}
			var bad db.Invalid
			if why = strings.TrimSpace(why); why == "" {
				bad.Add("answer", "Say why, so that the other team knows what to do")
			} else if len([]rune(why)) > 500 {
				bad.Add("answer", "Use 500 characters or fewer")
			}
			if err := bad.Err(); err != nil {
				return "", err
			}
			return id, t.settle(tx, by, TransferDeclined, why, "")
		})
		return err
	})
}

// Withdraw takes the request back. Whoever keeps the person may.
func Withdraw(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			t, err := db.One(tx, scanTransfer, transferColumns+` WHERE t.id = $1`, id)
			if err != nil {
				return "", err
			}
			if err := access.KeepPerson(tx, by.AccountID, t.PersonID); err != nil {
				return "", err
			}
			if t.State != TransferAsked || t.Version != version {
				return "", db.ErrConflict
			}
			return id, t.settle(tx, by, TransferWithdrawn, "", "")
		})
		return err
	})
}

func (t Transfer) settle(tx *db.Tx, by access.Actor, to TransferState, answer, workerID string) error {
	if _, err := tx.Exec(`UPDATE transfers SET state = $2, answer = $3, to_worker = $4, answered_name = $5, answered_at = $6, version = version + 1 WHERE id = $1`,
		t.ID, to, answer, workerID, by.Name, tx.Now().UnixMilli()); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "transfer."+string(to), t.PersonID, "transfer", t.ID)
}

// OtherTeams lists the teams that may be asked to take a person of a team over.
func OtherTeams(r db.Reader, teamID string) ([]teams.Team, error) {
	all, err := teams.Teams(r)
	return slices.DeleteFunc(all, func(t teams.Team) bool { return t.ID == teamID }), err
}

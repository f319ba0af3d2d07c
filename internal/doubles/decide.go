package doubles

import (
	"errors"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// Join makes one service of a pair stand for both. keep is the one that stays;
// the fields named take the word of the other. db.ErrConflict when the pair is
// decided already.
func Join(tx *db.Tx, by audit.Actor, id, keep string, fromOther []string) error {
	p, err := waiting(tx, id)
	if err != nil {
		return err
	}
	other := p.B
	switch keep {
	case p.A:
	case p.B:
		other = p.A
	default:
		return db.ErrNotFound
	}
	records, err := directory.RecordsOf(tx, other)
	if err != nil {
		return err
	}
	who := directory.By{ID: by.ID, Name: by.Name}
	err = directory.Link(tx, who, keep, other, "somebody compared them")
	if err != nil && !errors.Is(err, directory.ErrSame) {
		return err
	}
	if len(records) > 0 && len(fromOther) > 0 {
		if err := directory.ChooseRecord(tx, who, keep, records[0].Source, records[0].SourceID, fromOther...); err != nil {
			return err
		}
	}
	if err := p.decide(tx, who, Joined); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.joined", "", "service", keep)
}

// KeepApart says that the services of a pair are two. They are not proposed
// again.
func KeepApart(tx *db.Tx, by audit.Actor, id string) error {
	p, err := waiting(tx, id)
	if err != nil {
		return err
	}
	if err := p.decide(tx, directory.By{ID: by.ID, Name: by.Name}, Apart); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.kept-apart", "", "service", p.A)
}

// TakeApart takes a joined pair apart again: every record goes home to the
// service that it made. db.ErrConflict when the pair is not joined.
func TakeApart(tx *db.Tx, by audit.Actor, id string) error {
	p, err := Get(tx, id)
	if err != nil {
		return err
	}
	if p.State != Joined {
		return db.ErrConflict
	}
	who := directory.By{ID: by.ID, Name: by.Name}
	for _, home := range []string{p.A, p.B} {
		away, err := directory.RecordsFrom(tx, home)
		if err != nil {
			return err
		}
		for _, record := range away {
			if err := directory.Unlink(tx, who, record.Source, record.SourceID, "somebody took them apart"); err != nil {
				return err
			}
		}
	}
	if err := p.decide(tx, who, Apart); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.taken-apart", "", "service", p.A)
}

// LookAgain puts a pair that was said to be two back among those to look at.
// db.ErrConflict when it was not.
func LookAgain(tx *db.Tx, by audit.Actor, id string) error {
	p, err := Get(tx, id)
	if err != nil {
		return err
	}
	if p.State != Apart {
		return db.ErrConflict
	}
	if err := p.decide(tx, directory.By{ID: by.ID, Name: by.Name}, Waiting); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.look-again", "", "service", p.A)
}

func waiting(tx *db.Tx, id string) (Pair, error) {
	p, err := Get(tx, id)
	if err == nil && p.State != Waiting {
		err = db.ErrConflict
	}
	return p, err
}

func (p Pair) decide(tx *db.Tx, by directory.By, state State) error {
	_, err := tx.Exec(`UPDATE service_doubles SET state = $2, decided_at = $3, by_id = $4, by_name = $5 WHERE id = $1`,
		p.ID, string(state), db.Ms(tx.Now()), by.ID, by.Name)
	return err
}

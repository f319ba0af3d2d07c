package readers

import "linkwork/internal/db"

// Reason is why an address is not written to.
type Reason string

// The reasons. The first two are about one list, the others about every list.
const (
	Left       Reason = "left"       // by a link
	Removed    Reason = "removed"    // by the team, who were asked to
	Rejected   Reason = "bounced"    // the address takes no mail
	Complained Reason = "complained" // said to their provider that it is unwanted
)

// suppress keeps a reader's address from being written to.
func (x Reader) suppress(tx *db.Tx, why Reason) error {
	key, err := theSecret(tx)
	if err != nil {
		return err
	}
	m := x.mark
	if why == Rejected || why == Complained {
		m = key.mark(everywhere, x.Address)
	}
	_, err = tx.Exec(`INSERT INTO update_suppressions (mark, study_id, reason, since) VALUES ($1, $2, $3, $4)
		ON CONFLICT (mark) DO UPDATE SET reason = excluded.reason, since = excluded.since WHERE update_suppressions.reason <> 'complained'`, m, x.StudyID, why, db.Ms(tx.Now()))
	return err
}

// gone reports whether somebody with this address is not to be written to.
func (x Reader) gone(tx *db.Tx) (bool, error) {
	key, err := theSecret(tx)
	if err != nil {
		return false, err
	}
	why, err := suppressed(tx, key, x.StudyID, x.Address)
	return why != "", err
}

// suppressed says why an address is not written to for a list; "" if it may be.
func suppressed(r db.Reader, key secret, studyID, address string) (why Reason, err error) {
	err = r.QueryRow(`SELECT reason FROM update_suppressions WHERE mark IN ($1, $2) ORDER BY CASE reason WHEN 'complained' THEN 0 ELSE 1 END LIMIT 1`,
		key.mark(studyID, address), key.mark(everywhere, address)).Scan(&why)
	_, err = found(err)
	return why, err
}

// welcome takes back what kept an address from being written to: its reader has said so
// anew, by a link that was sent there.
func welcome(tx *db.Tx, key secret, x Reader) error {
	_, err := tx.Exec(`DELETE FROM update_suppressions WHERE mark IN ($1, $2)`, x.mark, key.mark(everywhere, x.Address))
	return err
}

// bounce ends mail to a reader whose address takes none. They stay in the list, so that
// the team sees whom to ask for another address.
func (x Reader) bounce(tx *db.Tx) error {
	if err := x.suppress(tx, Rejected); err != nil {
		return err
	}
	return x.everywhere(tx, func(same Reader) error {
		if _, err := tx.Exec(`UPDATE update_deliveries SET state = 'failed', state_at = $2, note = 'Mail to this address came back' WHERE reader_id = $1 AND state = 'queued'`, same.ID, db.Ms(tx.Now())); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE update_readers SET state = 'bounced' WHERE id = $1 AND state = 'confirmed'`, same.ID)
		return err
	})
}

// complain ends mail to a reader who said that it is unwanted, and erases them.
func (x Reader) complain(tx *db.Tx) error {
	if err := x.suppress(tx, Complained); err != nil {
		return err
	}
	return x.everywhere(tx, func(same Reader) error { return same.erase(tx) })
}

// everywhere does something with the reader in each list that has them.
func (x Reader) everywhere(tx *db.Tx, do func(Reader) error) error {
	all, err := db.List(tx, scanReader, readerColumns+` WHERE lower(r.address) = lower($1)`, x.Address)
	if err != nil {
		return err
	}
	for _, same := range all {
		if err := do(same); err != nil {
			return err
		}
	}
	return nil
}

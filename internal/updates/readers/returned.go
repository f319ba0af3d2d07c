package readers

import (
	"context"

	"linkwork/internal/audit"
	"linkwork/internal/db"
)

// Return is what became of an address in a returned mail.
type Return struct {
	Address string // as the report has it
	Became  string // in words
}

// softInARow are the sendings that may come back for now before an address is given up.
const softInARow = 3

// HandIn reads a mail that came back, as it came, and ends mail to addresses that take none
// or complained. Handing it in again changes nothing. *db.Invalid with the field "report".
func HandIn(ctx context.Context, d *db.DB, by audit.Actor, raw []byte) (all []Return, err error) {
	said, err := readReport(raw)
	if err != nil {
		return nil, db.Fault("report", "This is no report about a mail that came back. Save the whole mail with its headers, as a file that ends in .eml")
	}
	err = d.Write(ctx, func(tx *db.Tx) error {
		all = nil
		for _, about := range said.About {
			became, err := said.act(tx, about)
			if err != nil {
				return err
			}
			all = append(all, Return{about.Address, became})
		}
		return audit.Change(tx, by, "readers.returned", "", "study-readers", "")
	})
	return all, err
}

func (x report) act(tx *db.Tx, about recipient) (became string, err error) {
	c, err := x.copyOf(tx, about)
	if there, err := found(err); err != nil || !there {
		return "Nobody on a list, or no longer", err
	}
	reader, err := unscoped(tx, c.ReaderID)
	if err != nil {
		return "", err
	}
	switch {
	case x.Complaint:
		if err := c.came(tx, "complaint", "Complained of to the mail provider"); err != nil {
			return "", err
		}
		return "They complained. No list writes to them any more, and they are erased", reader.complain(tx)
	case about.hard():
		if err := c.came(tx, "hard", "Came back: "+about.Status); err != nil {
			return "", err
		}
		return "The address takes no mail. No list writes to it any more", reader.bounce(tx)
	case about.soft():
		if err := c.came(tx, "soft", "Came back: "+about.Status); err != nil {
			return "", err
		}
		given, err := c.cameBackInARow(tx)
		if err != nil || !given {
			return "It came back this time. The next mail is tried", err
		}
		return "It came back three times in a row. No list writes to it any more", reader.bounce(tx)
	}
	return "The report says that it was not given up", nil
}

// copyOf is the copy that a report is about: by its Message-ID, or the latest that went to
// the address.
func (x report) copyOf(tx *db.Tx, about recipient) (c delivery, err error) {
	scan := func(s db.Scanner) (c delivery, err error) {
		err = s.Scan(&c.SendingID, &c.ReaderID)
		return
	}
	const some = `SELECT d.sending_id, d.reader_id FROM update_deliveries d JOIN update_readers r ON r.id = d.reader_id WHERE d.state IN ('sent', 'claimed', 'withheld') AND `
	if sendingID, readerID, ok := ofMessageID(x.MessageID); ok {
		return db.One(tx, scan, some+`d.sending_id = $1 AND d.reader_id = $2`, sendingID, readerID)
	}
	return db.One(tx, scan, some+`lower(r.address) = lower($1) ORDER BY d.sending_id DESC LIMIT 1`, about.Address)
}

// came notes what a report says of a copy.
func (c delivery) came(tx *db.Tx, how, note string) error {
	_, err := tx.Exec(`UPDATE update_deliveries SET returned = $3, note = $4, state_at = $5 WHERE sending_id = $1 AND reader_id = $2`, c.SendingID, c.ReaderID, how, db.Storable(note), db.Ms(tx.Now()))
	return err
}

// cameBackInARow says whether the last copies to a reader all came back.
func (c delivery) cameBackInARow(tx *db.Tx) (bool, error) {
	var back int
	err := tx.QueryRow(`SELECT count(*) FROM (SELECT returned FROM update_deliveries WHERE reader_id = $1 AND state = 'sent' ORDER BY sending_id DESC LIMIT $2) AS last WHERE returned = 'soft'`, c.ReaderID, softInARow).Scan(&back)
	return back == softInARow, err
}

package groups

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
)

// Claim is money that a member spent to take part, and asks for by their own page.
type Claim struct {
	ID, MemberID string
	Name         string // of the member
	Pay          Pay    // Expenses or Carer
	Words        string // what for, as they say it
	Pence        int
	SpentOn      dates.Date
	ReceiptID    string // "" for none, and once its time is over
	State        State  // Claimed, Agreed, Declined or Paid
	ClaimedOn    dates.Date
	SettledOn    dates.Date // zero while it waits
	SettledBy    string
	Answer       string // why it is declined; the member reads it
	PaidOn       dates.Date
	PaidHow      string
	PutRight     string // what was noted as paid by mistake, and why; "" for nothing
	Version      int
}

// Claimable is what a member can claim for. Their time is offered, not claimed.
var Claimable = []Pay{Expenses, Carer}

// MostReceipt is the largest receipt, in bytes.
const MostReceipt = pictures.MostBytes

// A receipt is kept for 6 years after its claim was paid, as long as accounts can be
// looked into, and for 3 months after it was declined, in case the member asks again.
const (
	paidReceiptMonths     = 72
	declinedReceiptMonths = 3
)

// mostWaiting is how many claims of a member can wait for the team.
const mostWaiting = 20

func (c Claim) owner() files.Owner { return files.Owner{Kind: "study-group-claim", ID: c.ID} }

// Receipt is the bytes of its receipt; the caller has found the claim. db.ErrNotFound for
// a claim without one.
func (c Claim) Receipt(r db.Reader) (files.File, error) { return files.Get(r, c.owner(), c.ReceiptID) }

// receiptEnds is when its receipt is destroyed; zero while the claim is not yet settled and
// paid.
func (c Claim) receiptEnds() dates.Date {
	switch c.State {
	case Paid:
		return c.PaidOn.AddMonths(paidReceiptMonths)
	case Declined:
		return c.SettledOn.AddMonths(declinedReceiptMonths)
	}
	return dates.Date{}
}

// endReceipt has the receipt of a claim destroyed when its time is over.
func endReceipt(tx *db.Tx, c Claim) error {
	if ends := c.receiptEnds(); c.ReceiptID != "" && !ends.IsZero() {
		return files.KeepUntil(tx, c.owner(), c.ReceiptID, ends.Midnight())
	}
	return nil
}

const claimColumns = `SELECT c.id, c.member_id, m.name, c.kind, c.words, c.pence, c.spent_on, c.receipt_id, c.state, c.claimed_on, c.settled_on, c.settled_by, c.answer, c.paid_on, c.paid_how, c.put_right, c.version
	FROM study_group_claims c JOIN study_group_members m ON m.id = c.member_id JOIN study_groups g ON g.id = m.group_id`

func scanClaim(row db.Scanner) (c Claim, err error) {
	err = row.Scan(&c.ID, &c.MemberID, &c.Name, &c.Pay, &c.Words, &c.Pence, &c.SpentOn, db.Text(&c.ReceiptID), &c.State, &c.ClaimedOn, &c.SettledOn, &c.SettledBy, &c.Answer, &c.PaidOn, &c.PaidHow, &c.PutRight, &c.Version)
	return
}

// Claims lists those of a group, the latest first; none for a reader who does not run it.
func Claims(r db.Reader, s studies.Seat, groupID string) ([]Claim, error) {
	if !s.Has(studies.Involve) {
		return nil, nil
	}
	return claimsWhere(r, `g.study_id = $1 AND g.id = $2`, s.Study.ID, groupID)
}

func claimsWhere(r db.Reader, where string, args ...any) ([]Claim, error) {
	all, err := db.List(r, scanClaim, claimColumns+` WHERE `+where+` ORDER BY c.claimed_on DESC, c.id DESC`, args...)
	today := dates.Of(r.Now())
	for i, c := range all {
		if ends := c.receiptEnds(); !ends.IsZero() && !today.Before(ends) {
			all[i].ReceiptID = ""
		}
	}
	return all, err
}

// TheClaim is one of Claims; else db.ErrNotFound.
func TheClaim(r db.Reader, s studies.Seat, groupID, id string) (Claim, error) {
	all, err := Claims(r, s, groupID)
	return oneClaim(all, id, err)
}

// Claim is one of the member's own; else db.ErrNotFound.
func (o Own) Claim(id string) (Claim, error) { return oneClaim(o.Claims, id, nil) }

func oneClaim(all []Claim, id string, err error) (Claim, error) {
	i := slices.IndexFunc(all, func(c Claim) bool { return c.ID == id })
	if err == nil && i < 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Claim{}, err
	}
	return all[i], nil
}

// Most is what can be claimed at once for something, in pence: the highest rate of the
// study that is paid as spent, or what no rate can be above.
func (o Own) Most(p Pay) int {
	most := 0
	for _, x := range o.Rates {
		if x.Pay == p && x.Unit == AsSpent {
			most = max(most, x.Pence)
		}
	}
	if most == 0 {
		return dearest
	}
	return most
}

// check tidies a claim and says what is wrong with it.
func (o Own) check(c *Claim) error {
	var bad db.Invalid
	if !slices.Contains(Claimable, c.Pay) {
		bad.Add("pay", "Choose what you claim for")
	}
	bad.Trim("what", &c.Words, 300, "Say what you paid for, like: bus there and back")
	switch most := o.Most(c.Pay); {
	case c.Pence <= 0 || c.Pence > dearest:
		bad.Add("amount", "Enter an amount between £0.01 and £1,000, like 4.50")
	case c.Pence > most:
		bad.Add("amount", "You can claim "+Money(most)+" at most for this. If you paid more, ask the study’s team before you claim")
	}
	switch {
	case c.SpentOn.IsZero():
		bad.Add("spent", "Enter the day on which you paid, like 27 3 2026")
	case c.SpentOn.After(o.Today):
		bad.Add("spent", "Enter a day that is not in the future")
	case c.SpentOn.Before(o.Member.From):
		bad.Add("spent", "Enter a day on or after "+o.Member.From.Long()+", when you joined the group. If you paid before, ask the study’s team")
	}
	return bad.Err()
}

// waiting is how many claims the team has not answered.
func waiting(all []Claim) (n int) {
	for _, c := range all {
		if c.State == Claimed {
			n++
		}
	}
	return n
}

// Waiting is how many claims of a group wait for an answer; none for a reader who does not
// run it.
func Waiting(r db.Reader, s studies.Seat, groupID string) (int, error) {
	all, err := Claims(r, s, groupID)
	return waiting(all), err
}

// MakeClaim keeps what a member claims, with the receipt that they sent; receipt is empty
// for none. A photograph is written anew, a PDF stays as it is. *db.Invalid with the fields
// "pay", "what", "amount", "spent" or "receipt".
func MakeClaim(ctx context.Context, d *db.DB, store *files.Store, key once.Key, linkID string, c Claim, receipt []byte) error {
	if err := d.Read(ctx, func(r *db.Snapshot) error {
		o, err := Open(r, linkID)
		if err != nil {
			return err
		}
		return o.check(&c)
	}); err != nil {
		return err
	}
	if len(receipt) > 0 {
		file, err := takeReceipt(ctx, store, "link:"+linkID, receipt)
		if err != nil {
			return err
		}
		c.ReceiptID = file.ID
		sum := sha256.Sum256(receipt)
		key.BodyHash += hex.EncodeToString(sum[:8])
	}
	return own(ctx, d, key, linkID, "group-claim.made", func(tx *db.Tx, o Own) (string, error) {
		c := c
		if err := o.check(&c); err != nil {
			return "", err
		}
		if waiting(o.Claims) >= mostWaiting {
			return "", db.Fault("pay", "The team has not answered your other claims yet. Wait for that first")
		}
		c.ID = tx.NewID()
		if c.ReceiptID != "" {
			if err := files.Attach(tx, "link:"+linkID, c.ReceiptID, c.owner(), time.Time{}); err != nil {
				return "", err
			}
		}
		_, err := tx.Exec(`INSERT INTO study_group_claims (id, member_id, kind, words, pence, spent_on, receipt_id, state, claimed_on, settled_by, answer, paid_how) VALUES ($1, $2, $3, $4, $5, $6, $7, 'claimed', $8, '', '', '')`,
			c.ID, o.Member.ID, c.Pay, c.Words, c.Pence, c.SpentOn, db.Null(c.ReceiptID), o.Today)
		return c.ID, err
	})
}

// takeReceipt keeps a receipt until its claim is there.
func takeReceipt(ctx context.Context, store *files.Store, by string, body []byte) (f files.File, err error) {
	in := files.Incoming{By: by, Name: "receipt.pdf", MediaType: PDF, Most: MostReceipt}
	if !bytes.HasPrefix(body, []byte("%PDF-")) {
		picture, err := pictures.Clean(body)
		if unfit, ok := errors.AsType[pictures.Unfit](err); ok {
			return f, db.Fault("receipt", unfit.Words)
		}
		if err != nil {
			return f, err
		}
		in.Name, in.MediaType, body = "receipt.jpg", pictures.MediaType, picture.Body
	}
	f, err = store.Take(ctx, in, bytes.NewReader(body))
	if unfit, ok := errors.AsType[files.Unfit](err); ok {
		return f, db.Fault("receipt", unfit.Words)
	}
	return f, err
}

// Unclaim takes a claim back that the team has not answered; its receipt is destroyed.
// db.ErrConflict for one that was answered, db.ErrNotFound for somebody else's.
func Unclaim(ctx context.Context, d *db.DB, key once.Key, linkID, claimID string) error {
	return own(ctx, d, key, linkID, "group-claim.taken-back", func(tx *db.Tx, o Own) (string, error) {
		c, err := o.Claim(claimID)
		if err != nil {
			return "", err
		}
		if c.ReceiptID != "" {
			if err := files.Remove(tx, c.owner(), c.ReceiptID, "the claim was taken back"); err != nil {
				return "", err
			}
		}
		n, err := tx.Exec(`DELETE FROM study_group_claims WHERE id = $1 AND state = 'claimed'`, c.ID)
		return c.ID, oneOr(n, err)
	})
}

// Settle agrees to a claim, or declines it with words that the member reads, and writes to
// them. *db.Invalid with the field "answer"; db.ErrConflict for one that was answered.
func Settle(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, claimID string, agrees bool, answer, baseURL string) error {
	_, err := act(ctx, d, by, key, studyID, "group-claim.settled", func(tx *db.Tx, s studies.Seat) (string, error) {
		c, err := TheClaim(tx, s, groupID, claimID)
		if err != nil {
			return "", err
		}
		answer, state := answer, Agreed
		var bad db.Invalid
		if !agrees {
			state = Declined
		}
		bad.Trim("answer", &answer, 500, needIf(!agrees, "Say why you decline it. The member reads this"))
		if err := bad.Err(); err != nil {
			return "", err
		}
		c.State, c.SettledOn = state, dates.Of(tx.Now())
		n, err := tx.Exec(`UPDATE study_group_claims SET state = $2, answer = $3, settled_on = $4, settled_by = $5, version = version + 1 WHERE id = $1 AND state = 'claimed'`,
			c.ID, c.State, answer, c.SettledOn, by.Name)
		if err := oneOr(n, err); err != nil {
			return "", err
		}
		if err := endReceipt(tx, c); err != nil {
			return "", err
		}
		who, err := TheMember(tx, s, groupID, c.MemberID)
		if err != nil {
			return "", err
		}
		text := "We have agreed to pay the " + Money(c.Pence) + " that you claimed."
		if !agrees {
			text = "We cannot pay what you claimed. Your page says why."
		}
		return c.ID, write(tx, s.Study, who, baseURL, "What you claimed", text)
	})
	return err
}

// PayClaim notes that a claim that was agreed has been paid. *db.Invalid with the field
// "paid"; db.ErrConflict if it was not agreed, or is paid.
func PayClaim(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, claimID, how string) error {
	_, err := act(ctx, d, by, key, studyID, "group-claim.paid", func(tx *db.Tx, s studies.Seat) (string, error) {
		c, err := TheClaim(tx, s, groupID, claimID)
		if err != nil {
			return "", err
		}
		how, err := paidHow(how)
		if err != nil {
			return "", err
		}
		c.State, c.PaidOn = Paid, dates.Of(tx.Now())
		n, err := tx.Exec(`UPDATE study_group_claims SET state = 'paid', paid_on = $2, paid_how = $3, version = version + 1 WHERE id = $1 AND state = 'agreed'`, c.ID, c.PaidOn, how)
		if err := oneOr(n, err); err != nil {
			return "", err
		}
		return c.ID, endReceipt(tx, c)
	})
	return err
}

// ClaimNotPaid puts right a claim that was noted as paid by mistake: it is agreed again, and
// its receipt is kept on. Errors as NotPaid.
func ClaimNotPaid(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, claimID, why string) error {
	_, err := act(ctx, d, by, key, studyID, "group-claim.put-right", func(tx *db.Tx, s studies.Seat) (string, error) {
		c, err := TheClaim(tx, s, groupID, claimID)
		if err != nil {
			return "", err
		}
		line, err := putRight(c.PutRight, c.PaidOn, c.PaidHow, by.Name, dates.Of(tx.Now()), why)
		if err != nil {
			return "", err
		}
		if err := oneOr(tx.Exec(`UPDATE study_group_claims SET state = 'agreed', paid_on = NULL, paid_how = '', put_right = $2, version = version + 1 WHERE id = $1 AND state = 'paid'`, c.ID, line)); err != nil || c.ReceiptID == "" {
			return c.ID, err
		}
		return c.ID, files.KeepUntil(tx, c.owner(), c.ReceiptID, time.Time{})
	})
	return err
}

// paidHow is how something was paid, as somebody typed it.
func paidHow(how string) (string, error) {
	var bad db.Invalid
	bad.Trim("paid", &how, 200, "Say how it was paid, like: bank transfer")
	return how, bad.Err()
}

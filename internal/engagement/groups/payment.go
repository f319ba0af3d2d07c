package groups

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// State is how far a payment has come.
type State string

// The states. What is offered is accepted or declined by the member; what they claim is
// agreed or declined by the team.
const (
	Claimed  State = "claimed"
	Agreed   State = "agreed"
	Offered  State = "offered"
	Accepted State = "accepted"
	Declined State = "declined"
	Paid     State = "paid"
)

// Words says a state to a reader.
func (s State) Words() string {
	return map[State]string{Claimed: "Waits for an answer", Agreed: "Agreed", Offered: "Offered", Accepted: "Accepted", Declined: "Declined", Paid: "Paid"}[s]
}

// Payment is money that a member is offered for a meeting.
type Payment struct {
	ID, MemberID, MeetingID string
	Name                    string // of the member
	Starts                  time.Time
	Pay                     Pay
	Pence                   int
	Words                   string // what for
	State                   State
	OfferedOn               dates.Date
	AnsweredOn, PaidOn      dates.Date
	PaidHow                 string
	PutRight                string // what was noted as paid by mistake, and why; "" for nothing
	Version                 int
}

// For is the day of the meeting that it is for.
func (p Payment) For() dates.Date { return dates.Of(p.Starts) }

const paymentColumns = `SELECT p.id, p.member_id, p.meeting_id, m.name, t.starts_at, p.kind, p.pence, p.words, p.state, p.offered_on, p.answered_on, p.paid_on, p.paid_how, p.put_right, p.version
	FROM study_group_payments p JOIN study_group_members m ON m.id = p.member_id JOIN study_group_meetings t ON t.id = p.meeting_id JOIN study_groups g ON g.id = t.group_id`

func scanPayment(row db.Scanner) (p Payment, err error) {
	err = row.Scan(&p.ID, &p.MemberID, &p.MeetingID, &p.Name, db.At(&p.Starts), &p.Pay, &p.Pence, &p.Words, &p.State, &p.OfferedOn, &p.AnsweredOn, &p.PaidOn, &p.PaidHow, &p.PutRight, &p.Version)
	return
}

// Payments lists those of a group ("" for all of the study), the latest meeting first;
// none for a reader who does not run it.
func Payments(r db.Reader, s studies.Seat, groupID string) ([]Payment, error) {
	if !s.Has(studies.Involve) {
		return nil, nil
	}
	return db.List(r, scanPayment, paymentColumns+` WHERE g.study_id = $1 AND ($2 = '' OR t.group_id = $2) ORDER BY t.starts_at DESC, lower(m.name), p.kind, p.id`, s.Study.ID, groupID)
}

// PaymentsOf lists those for one meeting; none for a reader who does not run the group.
func PaymentsOf(r db.Reader, s studies.Seat, meetingID string) (of []Payment, err error) {
	all, err := Payments(r, s, "")
	for _, p := range all {
		if p.MeetingID == meetingID {
			of = append(of, p)
		}
	}
	return of, err
}

// Offer is money for some members for a meeting.
type Offer struct {
	MeetingID, RateID string
	MemberIDs         []string
	Pence             int  // what is offered to each
	Absent            bool // to those too who were not at a meeting that has begun
	BaseURL           string
}

// MakeOffer offers each of some members a payment at a rate of the study and writes to them.
// Who was offered this kind for this meeting already is left as they are; offered is how
// many were not. Those who were not at a meeting that has begun are offered it only where
// the offer says so; one for a meeting to come is for whoever will give their time.
// *db.Invalid with the fields "members", "absent", "rate" or "amount".
func MakeOffer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, o Offer) (offered int, err error) {
	err = onMeeting(ctx, d, by, key, studyID, o.MeetingID, "group-payment.offered", func(tx *db.Tx, s studies.Seat, m Meeting) error {
		offered = 0
		rate, err := theRate(tx, s, o.RateID)
		if err != nil && o.RateID != "" {
			return err
		}
		if err := o.check(rate); err != nil {
			return err
		}
		if err := o.checkThere(tx, s, m); err != nil {
			return err
		}
		var already []string
		for _, id := range o.MemberIDs {
			who, err := TheMember(tx, s, m.GroupID, id)
			if err != nil {
				return err
			}
			n, err := tx.Exec(`INSERT INTO study_group_payments (id, member_id, meeting_id, kind, pence, words, state, offered_on, paid_how) VALUES ($1, $2, $3, $4, $5, $6, 'offered', $7, '')
				ON CONFLICT (member_id, meeting_id, kind) DO NOTHING`, tx.NewID(), id, m.ID, rate.Pay, o.Pence, rate.Words, dates.Of(tx.Now()))
			if err != nil {
				return err
			}
			offered += int(n)
			if n == 0 {
				already = append(already, who.Name)
			} else {
				if err := write(tx, s.Study, who, o.BaseURL, "An offer for your time", "We offer you "+Money(o.Pence)+" for the meeting on "+m.Day().Long()+" ("+rate.Words+"). You can accept or decline on your page, and need not say why.\n\n"+Benefits); err != nil {
					return err
				}
			}
		}
		if offered == 0 {
			return db.Fault("members", "Offered for this meeting already, as “"+rate.Pay.Words()+"”: "+strings.Join(already, ", "))
		}
		return nil
	})
	return offered, err
}

// checkThere asks about those who were not at a meeting that has begun.
func (o Offer) checkThere(r db.Reader, s studies.Seat, m Meeting) error {
	if o.Absent || !m.Begun(r.Now()) {
		return nil
	}
	all, err := Attendance(r, s, m.ID)
	if err != nil {
		return err
	}
	var absent []string
	for _, a := range all {
		if slices.Contains(o.MemberIDs, a.Member.ID) && !a.Was.Came() {
			absent = append(absent, a.Name+" ("+strings.ToLower(orNotNoted(a.Was))+")")
		}
	}
	if len(absent) > 0 {
		return db.Fault("absent", "Tick this if you offer it all the same to "+strings.Join(absent, ", "))
	}
	return nil
}

func (o Offer) check(rate Rate) error {
	var bad db.Invalid
	if len(o.MemberIDs) == 0 {
		bad.Add("members", "Choose who is offered it")
	}
	switch {
	case rate.ID == "" || !rate.EndedOn.IsZero():
		bad.Add("rate", "Choose one of the study’s rates")
	case o.Pence <= 0 || o.Pence > dearest:
		bad.Add("amount", "Enter an amount between £0.01 and £1,000")
	case rate.Unit != PerHour && o.Pence > rate.Pence:
		bad.Add("amount", "The rate is "+Money(rate.Pence)+" at most. Change the rates first if that is not right")
	}
	return bad.Err()
}

// PayOut notes that a payment to a member of a group, who accepted it, has been paid. *db.Invalid with the field
// "paid"; db.ErrConflict if it was not accepted, or is paid.
func PayOut(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, id, how string) error {
	_, err := act(ctx, d, by, key, studyID, "group-payment.paid", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := thePayment(tx, s, groupID, id); err != nil {
			return "", err
		}
		how, err := paidHow(how)
		if err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_group_payments SET state = 'paid', paid_on = $2, paid_how = $3, version = version + 1 WHERE id = $1 AND state = 'accepted'`, id, dates.Of(tx.Now()), how)
		return id, oneOr(n, err)
	})
	return err
}

// thePayment is one of a group; else db.ErrNotFound.
func thePayment(r db.Reader, s studies.Seat, groupID, id string) (Payment, error) {
	return db.One(r, scanPayment, paymentColumns+` WHERE g.study_id = $1 AND g.id = $2 AND p.id = $3`, s.Study.ID, groupID, id)
}

// TakeBackOffer takes back an offer that the member has not answered, and writes to them.
// It can be made anew. db.ErrConflict for one that was answered.
func TakeBackOffer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, id, baseURL string) error {
	_, err := act(ctx, d, by, key, studyID, "group-payment.taken-back", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := thePayment(tx, s, groupID, id)
		if err != nil {
			return "", err
		}
		if err := oneOr(tx.Exec(`DELETE FROM study_group_payments WHERE id = $1 AND state = 'offered'`, id)); err != nil {
			return "", err
		}
		who, err := TheMember(tx, s, groupID, p.MemberID)
		if err != nil {
			return "", err
		}
		return id, write(tx, s.Study, who, baseURL, "An offer is taken back", "We have taken back our offer of "+Money(p.Pence)+" for the meeting on "+p.For().Long()+" ("+p.Words+"). You need not do anything. If you think that this is not right, please write to us.")
	})
	return err
}

// NotPaid puts right a payment that was noted as paid by mistake: it is accepted again, and
// what was noted stays beside it with the reason. *db.Invalid with the field "why";
// db.ErrConflict if it is not paid.
func NotPaid(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, id, why string) error {
	_, err := act(ctx, d, by, key, studyID, "group-payment.put-right", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := thePayment(tx, s, groupID, id)
		if err != nil {
			return "", err
		}
		line, err := putRight(p.PutRight, p.PaidOn, p.PaidHow, by.Name, dates.Of(tx.Now()), why)
		if err != nil {
			return "", err
		}
		return id, oneOr(tx.Exec(`UPDATE study_group_payments SET state = 'accepted', paid_on = NULL, paid_how = '', put_right = $2, version = version + 1 WHERE id = $1 AND state = 'paid'`, id, line))
	})
	return err
}

// putRight adds to what was put right before what is put right now.
func putRight(before string, paidOn dates.Date, how, by string, today dates.Date, why string) (string, error) {
	var bad db.Invalid
	bad.Trim("why", &why, 300, "Say why it was not paid")
	line := "Noted as paid on " + paidOn.Long() + " (" + how + "), put right by " + by + " on " + today.Long() + ": " + why
	if before != "" {
		line = before + "\n" + line
	}
	return line, bad.Err()
}

package lonework

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
)

// Handlers are the jobs that this room does. texts says whether texts can go
// out.
func Handlers(d *db.DB, texts bool) map[string]jobs.Handler {
	return map[string]jobs.Handler{
		watch: func(ctx context.Context, raw json.RawMessage) error {
			var args watchArgs
			if err := json.Unmarshal(raw, &args); err != nil {
				return err
			}
			return d.Write(ctx, func(tx *db.Tx) error { return look(tx, args, texts) })
		},
		diary.Moved: func(ctx context.Context, raw json.RawMessage) error {
			var args diary.MovedArgs
			if err := json.Unmarshal(raw, &args); err != nil {
				return err
			}
			return d.Write(ctx, func(tx *db.Tx) error { return follow(tx, args) })
		},
	}
}

// look finds a worker who has not checked out in time: it reminds them, then
// makes it an alarm, then gives the alarm to the next. A job whose turn is over
// finds another turn and does nothing.
func look(tx *db.Tx, args watchArgs, texts bool) error {
	v, err := db.One(tx, scanVisit, visitColumns+` WHERE v.id = $1`, args.VisitID)
	if err != nil || v.turn != args.Turn || v.State.Over() {
		return err
	}
	if v.State == Answered {
		return v.askAgain(tx, texts)
	}
	if v.State == Planned {
		if off, err := v.offBecause(tx); err != nil {
			return err
		} else if off != "" {
			return v.callOff(tx, audit.System.Name, off)
		}
	}
	if v.State == Alarm {
		v.passed++
		return v.raise(tx, texts)
	}
	if !v.reminded {
		return v.remind(tx, texts)
	}
	if err := v.note(tx, audit.System.Name, "Did not check out in time", ""); err != nil {
		return err
	}
	return v.raise(tx, texts)
}

// offBecause says why a planned visit does not take place; "" if it does.
func (v Visit) offBecause(r db.Reader) (string, error) {
	a, err := diary.TheAppointment(r, v.PersonID, v.AppointmentID)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return "The appointment is gone", nil
	case err != nil:
		return "", err
	case a.State == diary.StateRecorded:
		return "The visit was recorded", nil
	case a.State != diary.StatePlanned:
		return "The appointment was called off", nil
	case a.AccountID != v.AccountID:
		return "Somebody else has the appointment now", nil
	}
	return "", nil
}

// remind asks the worker to check out, before anybody else hears.
func (v *Visit) remind(tx *db.Tx, texts bool) error {
	rules, err := RulesOf(tx, v.TeamID)
	if err != nil {
		return err
	}
	v.reminded = true
	if err := v.save(tx, later(tx, v.BackBy.Add(rules.grace()))); err != nil {
		return err
	}
	mine, err := DetailsOf(tx, v.AccountID)
	if err != nil {
		return err
	}
	if err := v.note(tx, audit.System.Name, "Reminded to check out", ""); err != nil {
		return err
	}
	return v.tellWorker(tx, mine.Phone, texts)
}

// raise makes a visit an alarm, or gives the alarm to the next in the chain,
// and tells them. Where there is nobody it lies with nobody; then, and whenever
// everybody has had it, the administrators hear that.
func (v *Visit) raise(tx *db.Tx, texts bool) error {
	rules, err := RulesOf(tx, v.TeamID)
	if err != nil {
		return err
	}
	chain, err := Chain(tx, v.TeamID, v.AccountID)
	if err != nil {
		return err
	}
	if v.State != Alarm {
		v.State, v.AlarmAt, v.passed, v.OwnerID = Alarm, tx.Now(), 0, ""
	}
	var to safeguarding.Reader
	what := "There was nobody to tell"
	if len(chain) > 0 {
		to = safeguarding.After(chain, v.OwnerID)
		what = "Told " + to.Name
	}
	v.OwnerID, v.OwnerName = to.AccountID, to.Name
	if err := v.save(tx, tx.Now().Add(v.waits(rules, len(chain)))); err != nil {
		return err
	}
	if err := v.happened(tx, audit.System, "alarm", what, ""); err != nil {
		return err
	}
	if v.passed%max(1, len(chain)) == 0 && (len(chain) == 0 || v.passed > 0) {
		if err := v.tellAdministrators(tx); err != nil {
			return err
		}
	}
	if to.AccountID == "" {
		return nil
	}
	return v.ring(tx, to, texts)
}

// rounds is how often everybody is told in haste; after that once an hour, until
// somebody answers.
const rounds = 3

func (v Visit) waits(rules Rules, chain int) time.Duration {
	if v.passed >= rounds*max(1, chain) {
		return time.Hour
	}
	return rules.pass()
}

// askAgain tells whoever is on an alarm that it is still open, once an hour.
func (v *Visit) askAgain(tx *db.Tx, texts bool) error {
	if err := v.save(tx, tx.Now().Add(time.Hour)); err != nil {
		return err
	}
	there, err := safeguarding.Present(tx, []access.Lead{{AccountID: v.OwnerID}})
	if err != nil {
		return err
	}
	if len(there) == 0 { // left meanwhile
		return v.raise(tx, texts)
	}
	return there[0].Tell(tx, v.matter(), "an overdue check-in is still open", "You are on an overdue check-in. Write down what became of it, or ask a colleague to take it over.")
}

// follow moves the clock of a planned visit with its appointment.
func follow(tx *db.Tx, args diary.MovedArgs) error {
	v, there, err := Of(tx, args.PersonID, args.AppointmentID)
	if err != nil || !there || v.State != Planned {
		return err
	}
	a, err := diary.TheAppointment(tx, args.PersonID, args.AppointmentID)
	if err != nil {
		return err
	}
	if at := a.Ends().Add(time.Duration(v.after) * time.Minute); !at.Equal(v.BackBy) {
		v.BackBy, v.reminded = at, false
		if err := v.save(tx, at); err != nil {
			return err
		}
		return v.note(tx, audit.System.Name, "Moved with the appointment", "")
	}
	return nil
}

// ring tells somebody of the chain, by email and, where texts can go out, by
// text.
func (v Visit) ring(tx *db.Tx, to safeguarding.Reader, texts bool) error {
	subject, words := "a check-in is overdue", "A check-in of a colleague is overdue."
	if v.Help {
		subject, words = "a colleague asks for help", "A colleague on a visit has asked for help."
	}
	words += " Log in to Linkwork now: it is on your first page."
	if err := to.Tell(tx, v.matter(), subject, words); err != nil {
		return err
	}
	return v.text(tx, to.Phone, words, texts)
}

func (v Visit) tellWorker(tx *db.Tx, phone string, texts bool) error {
	there, err := safeguarding.Present(tx, []access.Lead{{AccountID: v.AccountID}})
	for _, worker := range there {
		if err := worker.Tell(tx, v.matter(), "have you left?", "Your check-out is due. Log in to Linkwork and say that you have left or take longer. Otherwise your team is told."); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	return v.text(tx, phone, "Linkwork: have you left? Check out or take longer, or your team is told.", texts)
}

// matter is what messages are about. They name neither the worker, nor the
// person, nor the place.
func (v Visit) matter() safeguarding.Matter {
	return safeguarding.Matter{Purpose: "lone-working", Kind: "home-visit", ID: v.ID}
}

func (v Visit) text(tx *db.Tx, phone, words string, texts bool) error {
	if !texts || people.Textable(phone) == "" {
		return nil
	}
	_, err := messages.Queue(tx, messages.Message{Channel: messages.SMS, To: people.Textable(phone), Text: words, Purpose: "lone-working", AboutKind: "home-visit", AboutID: v.ID})
	return err
}

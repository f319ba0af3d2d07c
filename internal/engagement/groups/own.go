package groups

import (
	"context"
	"errors"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/studies"
)

// Own is what a member sees by their link: the meetings of their group with papers and
// minutes, what the group said and what changed, and what is theirs alone.
type Own struct {
	LinkID        string
	Member        Member
	Group         Group
	Study         studies.Study
	Meetings      []OwnMeeting // the latest first, those cancelled too
	Contributions []Contribution
	Said          []Reflection // by them
	Payments      []Payment    // of theirs, the latest meeting first
	Claims        []Claim      // of theirs, the latest first
	Rates         []Rate       // what the study pays today
	Today         dates.Date
	now           time.Time
}

// OwnMeeting is a meeting with what a member answered, and what belongs to it.
type OwnMeeting struct {
	Meeting
	Says       Says
	Needs      string // for this meeting
	Was        Was
	Papers     []Paper
	Activities []Activity
}

// Open is the page that a link is for. links.ErrEnded once they have left the group; the
// caller has checked that the link holds.
func Open(r db.Reader, linkID string) (o Own, err error) {
	link, err := links.Get(r, linkID)
	if err != nil {
		return o, err
	}
	if link.Purpose != LinkPurpose {
		return o, db.ErrNotFound
	}
	o.LinkID, o.now, o.Today = linkID, r.Now(), dates.Of(r.Now())
	if o.Member, err = db.One(r, scanMember, memberColumns+` WHERE m.id = $1`, link.SubjectID); err != nil {
		return o, err
	}
	if link.Ended(r) || !o.Member.Now(o.Today) {
		return o, links.ErrEnded
	}
	if o.Group, err = db.One(r, scan, columns+` WHERE g.id = $1`, o.Member.GroupID); err != nil {
		return o, err
	}
	if o.Study, err = studies.Unscoped(r, o.Group.StudyID); err != nil {
		return o, err
	}
	if err := o.readMeetings(r); err != nil {
		return o, err
	}
	if o.Contributions, err = contributions(r, o.Study.ID, o.Group.ID); err != nil {
		return o, err
	}
	if o.Said, err = db.List(r, scanReflection, reflectionColumns+` WHERE f.member_id = $1 ORDER BY f.said_on DESC, f.id DESC`, o.Member.ID); err != nil {
		return o, err
	}
	if o.Payments, err = db.List(r, scanPayment, paymentColumns+` WHERE p.member_id = $1 ORDER BY t.starts_at DESC, p.kind, p.id`, o.Member.ID); err != nil {
		return o, err
	}
	if o.Claims, err = claimsWhere(r, `c.member_id = $1`, o.Member.ID); err != nil {
		return o, err
	}
	o.Rates, err = Rates(r, studies.Seat{Study: o.Study})
	o.Rates = slices.DeleteFunc(o.Rates, func(x Rate) bool { return !x.EndedOn.IsZero() })
	return o, err
}

func (o *Own) readMeetings(r db.Reader) error {
	all, err := db.List(r, scanMeeting, meetingColumns+` WHERE t.group_id = $1 ORDER BY t.starts_at DESC, t.id DESC`, o.Group.ID)
	if err != nil {
		return err
	}
	seat := studies.Seat{Study: o.Study}
	for _, m := range all {
		x := OwnMeeting{Meeting: m}
		err := r.QueryRow(`SELECT says, needs, was FROM study_group_attendance WHERE meeting_id = $1 AND member_id = $2`, m.ID, o.Member.ID).Scan(&x.Says, &x.Needs, &x.Was)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return err
		}
		if x.Papers, err = db.List(r, scanPaper, paperColumns+` WHERE p.meeting_id = $1 ORDER BY p.added_at, p.id`, m.ID); err != nil {
			return err
		}
		if x.Activities, err = Activities(r, seat, m.ID); err != nil {
			return err
		}
		o.Meetings = append(o.Meetings, x)
	}
	return nil
}

// Next is the next meeting that is not over and not cancelled; ok is false if none is
// planned.
func (o Own) Next() (next OwnMeeting, ok bool) {
	for _, m := range o.Meetings {
		if o.Coming(m) {
			next, ok = m, true
		}
	}
	return next, ok
}

// Past are the meetings that are over or cancelled, the latest first.
func (o Own) Past() (past []OwnMeeting) {
	for _, m := range o.Meetings {
		if !o.Coming(m) {
			past = append(past, m)
		}
	}
	return past
}

// Coming reports whether there is still something to come to.
func (o Own) Coming(m OwnMeeting) bool { return m.Ends.After(o.now) && m.CancelledOn.IsZero() }

// Answers are what a member can say to the way in which the group meets.
func (m OwnMeeting) Answers() []Says {
	switch m.Way {
	case InPerson:
		return []Says{Coming, CannotCome}
	case Online:
		return []Says{ByScreen, CannotCome}
	}
	return []Says{Coming, ByScreen, CannotCome}
}

// Meeting is one of the group's; else db.ErrNotFound.
func (o Own) Meeting(id string) (OwnMeeting, error) {
	for _, m := range o.Meetings {
		if m.ID == id {
			return m, nil
		}
	}
	return OwnMeeting{}, db.ErrNotFound
}

// Paper is one of the group's papers; else db.ErrNotFound.
func (o Own) Paper(id string) (Paper, error) {
	for _, m := range o.Meetings {
		for _, p := range m.Papers {
			if p.ID == id {
				return p, nil
			}
		}
	}
	return Paper{}, db.ErrNotFound
}

// Calendar is a meeting for a calendar, as iCalendar. It does not say what the study is
// about: calendars are shared.
func (o Own) Calendar(m OwnMeeting) string {
	c := ics.NewCalendar()
	c.SetProductId("-//Linkwork//Group meeting//EN")
	c.SetMethod(ics.MethodPublish)
	e := c.AddEvent(m.ID + "@linkwork")
	e.SetDtStampTime(o.now)
	e.SetSequence(m.Version)
	e.SetStartAt(m.Starts)
	e.SetEndAt(m.Ends)
	e.SetSummary("Group meeting")
	e.SetLocation(m.Place)
	if m.Joining != "" {
		e.SetDescription("How to join: " + m.Joining)
	}
	return c.Serialize(ics.WithNewLineWindows)
}

// Oversight is the seat of a member of a steering committee: they follow the study as its
// monitor does, in numbers. ok is false for a member of another group.
func (o Own) Oversight() (s studies.Seat, ok bool) {
	return studies.Seat{Study: o.Study, Parts: []studies.Part{{Role: studies.Monitor}}}, o.Group.Kind == Steering
}

// own is an act of a member by their link, once for a key.
func own(ctx context.Context, d *db.DB, key once.Key, linkID, what string, do func(*db.Tx, Own) (id string, err error)) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		o, err := Open(tx, linkID)
		if err != nil {
			return err
		}
		id, err := do(tx, o)
		if err != nil {
			return err
		}
		return studies.Note(tx, access.Actor{AccountID: "link:" + linkID, Name: "A member of a group, by their link"}, what, id)
	})
}

// Tell notes whether a member comes to a meeting, and what they need there. *db.Invalid
// with the fields "says" or "needs".
func Tell(ctx context.Context, d *db.DB, key once.Key, linkID, meetingID string, says Says, needs string) error {
	return own(ctx, d, key, linkID, "group-meeting.answered", func(tx *db.Tx, o Own) (string, error) {
		needs := needs
		m, err := o.Meeting(meetingID)
		if err != nil {
			return "", err
		}
		var bad db.Invalid
		switch {
		case !slices.Contains(m.Answers(), says):
			bad.Add("says", "Choose whether you come")
		case !o.Coming(m):
			bad.Add("says", "This meeting is over or cancelled")
		}
		bad.Trim("needs", &needs, 1000, "")
		if err := bad.Err(); err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO study_group_attendance (meeting_id, member_id, says, needs, was) VALUES ($1, $2, $3, $4, '')
			ON CONFLICT (meeting_id, member_id) DO UPDATE SET says = excluded.says, needs = excluded.needs`, m.ID, o.Member.ID, says, needs)
		return m.ID, err
	})
}

// Reflect keeps what a member says of being in the group. *db.Invalid with the fields
// "feeling" or "words".
func Reflect(ctx context.Context, d *db.DB, key once.Key, linkID string, feeling Feeling, words string) error {
	return own(ctx, d, key, linkID, "group-reflection.said", func(tx *db.Tx, o Own) (string, error) {
		words := words
		var bad db.Invalid
		if feeling.Words() == "" {
			bad.Add("feeling", "Choose what it is about")
		}
		bad.Trim("words", &words, 1000, "Write what you want to say")
		if err := bad.Err(); err != nil {
			return "", err
		}
		_, err := tx.Exec(`INSERT INTO study_group_reflections (id, member_id, kind, words, said_on) VALUES ($1, $2, $3, $4, $5)`, tx.NewID(), o.Member.ID, feeling, words, o.Today)
		return o.Group.ID, err
	})
}

// TakeBack takes away what a member said, and what the team made of it in the report. None
// is no error: it is gone.
func TakeBack(ctx context.Context, d *db.DB, key once.Key, linkID, reflectionID string) error {
	return own(ctx, d, key, linkID, "group-reflection.taken-back", func(tx *db.Tx, o Own) (string, error) {
		n, err := tx.Exec(`DELETE FROM study_group_reflections WHERE id = $1 AND member_id = $2`, reflectionID, o.Member.ID)
		if err != nil || n == 0 {
			return o.Group.ID, err
		}
		return o.Group.ID, forgetEdit(tx, o.Study.ID, keyOf(ofReflection, reflectionID))
	})
}

// Answer accepts or declines an offer. They can change their mind until it is paid:
// db.ErrConflict then. db.ErrNotFound for somebody else's.
func Answer(ctx context.Context, d *db.DB, key once.Key, linkID, paymentID string, accept bool) error {
	return own(ctx, d, key, linkID, "group-payment.answered", func(tx *db.Tx, o Own) (string, error) {
		state := Declined
		if accept {
			state = Accepted
		}
		for _, p := range o.Payments {
			if p.ID == paymentID && p.State != state {
				n, err := tx.Exec(`UPDATE study_group_payments SET state = $2, answered_on = $3, version = version + 1 WHERE id = $1 AND state <> 'paid'`, p.ID, state, o.Today)
				return p.ID, oneOr(n, err)
			}
			if p.ID == paymentID {
				return p.ID, nil
			}
		}
		return "", db.ErrNotFound
	})
}

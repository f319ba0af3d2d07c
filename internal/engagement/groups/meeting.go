package groups

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Way is how a group meets.
type Way string

// The ways.
const (
	InPerson Way = "in-person"
	Online   Way = "online"
	Hybrid   Way = "both"
)

// Ways lists all ways.
var Ways = []Way{InPerson, Online, Hybrid}

// Words says a way to a reader.
func (w Way) Words() string {
	return map[Way]string{InPerson: "In person", Online: "Online", Hybrid: "In person and online"}[w]
}

// Meeting is one meeting of a group. Minutes and Joining are empty for a reader who does
// not run the group: minutes name people, and a link lets whoever has it in.
type Meeting struct {
	ID, GroupID     string
	Group           string // its name
	Kind            Kind   // of the group
	Starts, Ends    time.Time
	Way             Way
	Place           string
	Access          string // how to get in: steps, lift, toilet, parking
	Joining         string // how to join online
	Agenda, Minutes string // Markdown
	CancelledOn     dates.Date
	CancelledWhy    string
	Version         int
}

// Day is the day on which it begins.
func (m Meeting) Day() dates.Date { return dates.Of(m.Starts) }

// Begun reports whether it had begun: from then on it can be noted who is there and what is
// said.
func (m Meeting) Begun(now time.Time) bool { return m.CancelledOn.IsZero() && !m.Starts.After(now) }

// Held reports whether it had taken place.
func (m Meeting) Held(now time.Time) bool { return m.CancelledOn.IsZero() && !m.Ends.After(now) }

// When says day and times to a reader.
func (m Meeting) When() string {
	return m.Day().WithDay() + ", " + dates.Clock(m.Starts) + " to " + dates.Clock(m.Ends)
}

const meetingColumns = `SELECT t.id, t.group_id, g.name, g.kind, t.starts_at, t.ends_at, t.way, t.place, t.access, t.joining, t.agenda, t.minutes, t.cancelled_on, t.cancelled_why, t.version
	FROM study_group_meetings t JOIN study_groups g ON g.id = t.group_id`

func scanMeeting(row db.Scanner) (m Meeting, err error) {
	err = row.Scan(&m.ID, &m.GroupID, &m.Group, &m.Kind, db.At(&m.Starts), db.At(&m.Ends), &m.Way, &m.Place, &m.Access, &m.Joining, &m.Agenda, &m.Minutes, &m.CancelledOn, &m.CancelledWhy, &m.Version)
	return
}

func (m *Meeting) forReader(s studies.Seat) {
	if !s.Has(studies.Involve) {
		m.Minutes, m.Joining = "", ""
	}
}

// Meetings lists the meetings of a group ("" for all groups of the study), the latest
// first.
func Meetings(r db.Reader, s studies.Seat, groupID string) ([]Meeting, error) {
	all, err := db.List(r, scanMeeting, meetingColumns+` WHERE g.study_id = $1 AND ($2 = '' OR t.group_id = $2) ORDER BY t.starts_at DESC, t.id DESC`, s.Study.ID, groupID)
	for i := range all {
		all[i].forReader(s)
	}
	return all, err
}

// Held lists the meetings of a group ("" for all groups of the study) that have taken
// place, the first one first.
func Held(r db.Reader, s studies.Seat, groupID string) (held []Meeting, err error) {
	all, err := Meetings(r, s, groupID)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Held(r.Now()) {
			held = append(held, all[i])
		}
	}
	return held, err
}

// TheMeeting is one meeting of the seat's study; else db.ErrNotFound.
func TheMeeting(r db.Reader, s studies.Seat, id string) (Meeting, error) {
	m, err := db.One(r, scanMeeting, meetingColumns+` WHERE t.id = $1 AND g.study_id = $2`, id, s.Study.ID)
	m.forReader(s)
	return m, err
}

// Arrange plans a meeting, or notes one that was. *db.Invalid with the fields "day",
// "from", "to", "way", "place", "access", "joining" or "agenda".
func Arrange(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, m Meeting) (id string, err error) {
	return act(ctx, d, by, key, studyID, "group-meeting.arranged", func(tx *db.Tx, s studies.Seat) (string, error) {
		m := m
		if _, err := Get(tx, s, m.GroupID); err != nil {
			return "", err
		}
		if err := m.tidy(tx.Now()); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_group_meetings (id, group_id, starts_at, ends_at, way, place, access, joining, agenda, minutes, cancelled_why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '')`,
			id, m.GroupID, db.Ms(m.Starts), db.Ms(m.Ends), m.Way, m.Place, m.Access, m.Joining, m.Agenda)
		return id, err
	})
}

// ChangeMeeting saves a meeting as it is now. Where day, times, way or place of one to come
// changed, those who were invited are told, and asked again whether they come. Errors as
// Arrange, and db.ErrConflict if somebody saved first.
func ChangeMeeting(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, m Meeting, baseURL string) error {
	return onMeeting(ctx, d, by, key, studyID, m.ID, "group-meeting.changed", func(tx *db.Tx, s studies.Seat, before Meeting) error {
		m := m
		if err := m.tidy(tx.Now()); err != nil {
			return err
		}
		err := oneOr(tx.Exec(`UPDATE study_group_meetings SET starts_at = $3, ends_at = $4, way = $5, place = $6, access = $7, joining = $8, agenda = $9, version = version + 1 WHERE id = $1 AND version = $2`,
			m.ID, m.Version, db.Ms(m.Starts), db.Ms(m.Ends), m.Way, m.Place, m.Access, m.Joining, m.Agenda))
		if err != nil || m.sameAs(before) || !m.Starts.After(tx.Now()) || !before.CancelledOn.IsZero() {
			return err
		}
		if err := tellInvited(tx, s, before, baseURL, "A meeting has changed", "The meeting on "+before.When()+" has changed.\n\nIt is now: "+m.When()+". "+m.Way.Words()+".\n\nYour page has the rest. Please tell us there again whether you come."); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE study_group_attendance SET says = '' WHERE meeting_id = $1`, m.ID)
		return err
	})
}

// sameAs reports whether somebody who comes to one comes to the other.
func (m Meeting) sameAs(before Meeting) bool {
	return m.Starts.Equal(before.Starts) && m.Ends.Equal(before.Ends) && m.Way == before.Way && m.Place == before.Place
}

// tellInvited writes to those who were invited to a meeting and are in the group, with a
// link to their page: the mail that had the first one may be lost.
func tellInvited(tx *db.Tx, s studies.Seat, m Meeting, baseURL, subject, text string) error {
	invited, err := Attendance(tx, s, m.ID)
	for _, a := range invited {
		if err == nil && !a.InvitedAt.IsZero() {
			err = write(tx, s.Study, a.Member, baseURL, subject, text)
		}
	}
	return err
}

// WriteMinutes saves the minutes of a meeting.
func WriteMinutes(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, meetingID string, version int, minutes string) error {
	return onMeeting(ctx, d, by, key, studyID, meetingID, "group-meeting.minuted", func(tx *db.Tx, s studies.Seat, m Meeting) error {
		minutes := minutes
		var bad db.Invalid
		bad.Trim("minutes", &minutes, 50_000, "Write the minutes")
		if !m.Begun(tx.Now()) {
			bad.Add("minutes", "The meeting has not taken place yet")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		return oneOr(tx.Exec(`UPDATE study_group_meetings SET minutes = $3, version = version + 1 WHERE id = $1 AND version = $2`, meetingID, version, minutes))
	})
}

// Cancel cancels a meeting that has not been yet, and tells those who were invited.
func Cancel(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, meetingID, why, baseURL string) error {
	return onMeeting(ctx, d, by, key, studyID, meetingID, "group-meeting.cancelled", func(tx *db.Tx, s studies.Seat, m Meeting) error {
		why := why
		var bad db.Invalid
		bad.Trim("why", &why, 300, "Say why, for those who wanted to come")
		if !m.Starts.After(tx.Now()) {
			bad.Add("why", "The meeting has begun or is over, so it cannot be cancelled")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if err := oneOr(tx.Exec(`UPDATE study_group_meetings SET cancelled_on = $2, cancelled_why = $3, version = version + 1 WHERE id = $1 AND cancelled_on IS NULL`, m.ID, dates.Of(tx.Now()), why)); err != nil {
			return err
		}
		return tellInvited(tx, s, m, baseURL, "A meeting is cancelled", "The meeting on "+m.When()+" does not take place: "+why+"\n\nYou need not do anything.")
	})
}

// onMeeting is an act on one meeting of the study.
func onMeeting(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, meetingID, what string, do func(*db.Tx, studies.Seat, Meeting) error) error {
	_, err := act(ctx, d, by, key, studyID, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		m, err := TheMeeting(tx, s, meetingID)
		if err != nil {
			return "", err
		}
		return meetingID, do(tx, s, m)
	})
	return err
}

// aheadAtMost is how far ahead a meeting can be planned, and earliest the first year of one:
// what lies beyond is a slip of the pen.
const (
	aheadAtMost = 5 * 366 * 24 * time.Hour
	earliest    = 2000
)

func (m *Meeting) tidy(now time.Time) error {
	var bad db.Invalid
	if m.Starts.IsZero() {
		bad.Add("day", "Enter the day and the time at which it begins")
	} else if m.Starts.Year() < earliest || m.Starts.Sub(now) > aheadAtMost {
		bad.Add("day", "Enter a day from the year 2000 on and not more than 5 years ahead")
	}
	if length := m.Ends.Sub(m.Starts); !m.Starts.IsZero() && (length <= 0 || length > 24*time.Hour) {
		bad.Add("to", "Enter a time after the one at which it begins")
	}
	if m.Way.Words() == "" {
		bad.Add("way", "Choose how you meet")
	}
	bad.Trim("place", &m.Place, 300, needIf(m.Way == InPerson || m.Way == Hybrid, "Enter the place"))
	bad.Trim("access", &m.Access, 1000, needIf(m.Way == InPerson || m.Way == Hybrid, "Say how to get in: steps, lift, toilet, parking. If you do not know, write that"))
	bad.Trim("joining", &m.Joining, 1000, "")
	bad.Trim("agenda", &m.Agenda, 20_000, "")
	return bad.Err()
}

func needIf(yes bool, words string) string {
	if yes {
		return words
	}
	return ""
}

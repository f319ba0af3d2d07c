package groups

import (
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Says is what a member answers to an invitation.
type Says string

// The answers.
const (
	Coming     Says = "coming"
	ByScreen   Says = "online"
	CannotCome Says = "not-coming"
)

// Words says an answer to a reader.
func (s Says) Words() string {
	return map[Says]string{Coming: "Coming", ByScreen: "Joining online", CannotCome: "Cannot come"}[s]
}

// Was is whether somebody was at a meeting.
type Was string

// What can be noted.
const (
	There     Was = "there"
	Joined    Was = "online"
	Apologies Was = "apologies"
	Absent    Was = "absent"
)

// AllWas lists what can be noted.
var AllWas = []Was{There, Joined, Apologies, Absent}

// Words says it to a reader.
func (w Was) Words() string {
	return map[Was]string{There: "There", Joined: "Joined online", Apologies: "Sent apologies", Absent: "Not there"}[w]
}

// Came reports whether they took part.
func (w Was) Came() bool { return w == There || w == Joined }

// Attends is a member and a meeting.
type Attends struct {
	Member
	MeetingID string
	InvitedAt time.Time // zero while they were not invited
	Says      Says
	ForThis   string // what they need for this meeting, in their words
	Was       Was
}

// Attendance lists the members of the group on the day of a meeting, and whoever was
// invited or there besides; names only for somebody who runs the group.
func Attendance(r db.Reader, s studies.Seat, meetingID string) ([]Attends, error) {
	all, err := db.List(r, func(row db.Scanner) (a Attends, err error) {
		m := &a.Member
		err = row.Scan(&m.ID, &m.GroupID, &m.Name, &m.Email, &m.Part, &m.Organisation, &m.Stake, &m.Needs, &m.From, &m.To, &m.Version, &a.MeetingID, db.At(&a.InvitedAt), &a.Says, &a.ForThis, &a.Was)
		return
	}, `SELECT m.id, m.group_id, m.name, m.email, m.part, m.organisation, m.stake, m.needs, m.from_day, m.to_day, m.version, t.id, a.invited_at, coalesce(a.says, ''), coalesce(a.needs, ''), coalesce(a.was, '')
		FROM study_group_meetings t JOIN study_groups g ON g.id = t.group_id JOIN study_group_members m ON m.group_id = g.id
		LEFT JOIN study_group_attendance a ON a.meeting_id = t.id AND a.member_id = m.id
		WHERE t.id = $1 AND g.study_id = $2 ORDER BY lower(m.name), m.id`, meetingID, s.Study.ID)
	if err != nil {
		return nil, err
	}
	m, err := TheMeeting(r, s, meetingID)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(a Attends) bool { return !a.Now(m.Day()) && a.InvitedAt.IsZero() && a.Was == "" })
	if !s.Has(studies.Involve) {
		for i := range all {
			all[i].Name, all[i].Email, all[i].Part, all[i].Needs, all[i].ForThis = "", "", "", "", ""
		}
	}
	return all, nil
}

// NoteAttendance notes who was at a meeting, by the ids of members. *db.Invalid with the
// field "was" before the day, or for a word that there is not.
func NoteAttendance(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, meetingID string, was map[string]Was) error {
	return onMeeting(ctx, d, by, key, studyID, meetingID, "group-meeting.attended", func(tx *db.Tx, s studies.Seat, m Meeting) error {
		if !m.Begun(tx.Now()) {
			return db.Fault("was", "The meeting has not taken place yet")
		}
		for memberID, w := range was {
			if w.Words() == "" {
				return db.Fault("was", "Choose for each whether they were there")
			}
			if _, err := TheMember(tx, s, m.GroupID, memberID); err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT INTO study_group_attendance (meeting_id, member_id, says, needs, was) VALUES ($1, $2, '', '', $3)
				ON CONFLICT (meeting_id, member_id) DO UPDATE SET was = excluded.was`, meetingID, memberID, w); err != nil {
				return err
			}
		}
		return nil
	})
}

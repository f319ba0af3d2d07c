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

// Noting is what somebody notes of a member. Two may have the list open at once, so it says
// what stood there when they began, and whether they left it as it was shown to them.
type Noting struct {
	Was       Was // "" for not noted
	Saw       Was // what was noted when they began
	Untouched bool
}

// over is what stands once it is saved over what is noted by now; ok is false where
// somebody else noted something different meanwhile.
func (n Noting) over(stands Was) (w Was, ok bool) {
	switch {
	case stands == n.Saw:
		return n.Was, true
	case n.Untouched || n.Was == stands:
		return stands, true
	}
	return stands, false
}

// NoteAttendance notes who was at a meeting, by the ids of members. What somebody else noted
// meanwhile stays. *db.Invalid with the field "was" before the day, for a word that there is
// not, or where nothing is noted; "was-" and the id of a member of whom somebody else noted
// something different. db.ErrNotFound for somebody who is not in Attendance.
func NoteAttendance(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, meetingID string, noted map[string]Noting) error {
	return onMeeting(ctx, d, by, key, studyID, meetingID, "group-meeting.attended", func(tx *db.Tx, s studies.Seat, m Meeting) error {
		if !m.Begun(tx.Now()) {
			return db.Fault("was", "The meeting has not taken place yet")
		}
		all, err := Attendance(tx, s, meetingID)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(a Attends) bool { _, ok := noted[a.Member.ID]; return !ok })
		if len(all) != len(noted) {
			return db.ErrNotFound
		}
		var bad db.Invalid
		something := false
		for _, a := range all {
			n := noted[a.Member.ID]
			if n.Was != "" && n.Was.Words() == "" {
				return db.Fault("was", "Choose for each whether they were there")
			}
			something = something || n.Was != "" || a.Was != ""
			was, ok := n.over(a.Was)
			if !ok {
				bad.Add("was-"+a.Member.ID, "Somebody else has just noted for "+a.Name+": "+orNotNoted(a.Was)+". Choose what is right")
				continue
			}
			if _, err := tx.Exec(`INSERT INTO study_group_attendance (meeting_id, member_id, says, needs, was) VALUES ($1, $2, '', '', $3)
				ON CONFLICT (meeting_id, member_id) DO UPDATE SET was = excluded.was`, meetingID, a.Member.ID, was); err != nil {
				return err
			}
		}
		if !something {
			bad.Add("was", "Choose for one member at least whether they were there")
		}
		return bad.Err()
	})
}

func orNotNoted(w Was) string {
	if w == "" {
		return "not noted"
	}
	return w.Words()
}

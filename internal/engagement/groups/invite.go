package groups

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// LinkPurpose marks the links to the pages of members.
const LinkPurpose = "study-group-member"

// Path is where they lead, below the address of the house.
const Path = "/member"

// aboutMember is what the messages to a member are about.
const aboutMember = "study-group-member"

// linkMonths is how long a link works. It does for a year, because a member comes back to
// their page from the mail that they kept; another browser needs a code each time.
const linkMonths = 12

// Invite writes to every member of the group today who was not invited to a meeting yet,
// with a link to their page. invited is how many that were. *db.Invalid with the field
// "invite" where there is nobody to write to, or nothing to come to.
func Invite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, meetingID, baseURL string) (invited int, err error) {
	err = onMeeting(ctx, d, by, key, studyID, meetingID, "group-meeting.invited", func(tx *db.Tx, s studies.Seat, m Meeting) error {
		invited = 0
		if !m.CancelledOn.IsZero() || !m.Starts.After(tx.Now()) {
			return db.Fault("invite", "The meeting is over or cancelled")
		}
		all, err := Attendance(tx, s, meetingID)
		if err != nil {
			return err
		}
		for _, a := range all {
			if !a.InvitedAt.IsZero() || a.Email == "" || !a.Now(dates.Of(tx.Now())) {
				continue
			}
			if _, err := tx.Exec(`INSERT INTO study_group_attendance (meeting_id, member_id, invited_at, says, needs, was) VALUES ($1, $2, $3, '', '', '')
				ON CONFLICT (meeting_id, member_id) DO UPDATE SET invited_at = excluded.invited_at`, m.ID, a.Member.ID, db.Ms(tx.Now())); err != nil {
				return err
			}
			if err := write(tx, s.Study, a.Member, baseURL, "An invitation to a meeting", "We meet: "+m.When()+".\n"+m.Way.Words()+".\n\nYour page has the agenda and the papers. Please tell us there whether you come, and what you need."); err != nil {
				return err
			}
			invited++
		}
		if invited == 0 {
			return db.Fault("invite", "There is nobody to invite: everybody who has an email address was invited")
		}
		return nil
	})
	return invited, err
}

// SendPage writes a member a new link to their page. Those before end: they may have gone
// astray. db.ErrConflict for a member without an address, or who has left.
func SendPage(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, groupID, memberID, baseURL string) error {
	_, err := act(ctx, d, by, key, studyID, "group-member.page-sent", func(tx *db.Tx, s studies.Seat) (string, error) {
		m, err := TheMember(tx, s, groupID, memberID)
		if err != nil {
			return "", err
		}
		if m.Email == "" || !m.Now(dates.Of(tx.Now())) {
			return "", db.ErrConflict
		}
		if err := shut(tx, m.ID); err != nil {
			return "", err
		}
		return m.ID, write(tx, s.Study, m, baseURL, "Your page", "This is the new link to your page. It has the next meeting, papers, minutes, and what changed because of what your group said. Links that we sent before do not work any more.")
	})
	return err
}

// write queues a mail to a member with a link to their page, if they have an address. Its
// subject does not name the study, which may be about an illness.
func write(tx *db.Tx, study studies.Study, m Member, baseURL, subject, text string) error {
	if m.Email == "" || !m.Now(dates.Of(tx.Now())) {
		return nil
	}
	link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: m.ID, Expires: tx.Now().AddDate(0, linkMonths, 0), Code: true, CodeTo: m.Email})
	if err != nil {
		return err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: m.Email, Subject: subject, Purpose: LinkPurpose, AboutKind: aboutMember, AboutID: m.ID, Secret: baseURL + Path + "/" + link.Token,
		Text: "Hello,\n\n" + text + "\n\nYour page:\n{secret}\n\nIt is yours alone. The first time, it asks for a code that we send to this address.\n" + signature(study)})
	return err
}

// signature says who writes, and where to ask.
func signature(study studies.Study) string {
	text := "\n" + study.Name
	if study.Enquiries != "" {
		text += "\nQuestions: " + study.Enquiries
	}
	if study.Reconstruction {
		text += "\n\nReconstruction: the people in this study are made up."
	}
	return text + "\n"
}

package questionnaires

import (
	"context"
	"encoding/json"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// Invitee is somebody on a list who is invited by mail. What they answer does not stand
// here.
type Invitee struct {
	ID, QuestionnaireID string
	Email               string
	InvitedAt           time.Time // zero until then
	Reminders           int       // sent
	RemindAt            time.Time
	StoppedAt           time.Time // they want no more mail
	Answered            bool
}

const inviteeColumns = `SELECT i.id, i.questionnaire_id, i.email, i.invited_at, i.reminders, i.remind_at, i.stopped_at, i.answered FROM study_invitees i`

func scanInvitee(s db.Scanner) (i Invitee, err error) {
	err = s.Scan(&i.ID, &i.QuestionnaireID, &i.Email, db.At(&i.InvitedAt), &i.Reminders, db.At(&i.RemindAt), db.At(&i.StoppedAt), &i.Answered)
	return
}

// Invited is how far a list has come.
type Invited struct{ Listed, Sent, Stopped, Answered int }

// HowMany counts a list.
func HowMany(r db.Reader, id string) (n Invited, err error) {
	err = r.QueryRow(`SELECT count(*), count(invited_at), count(stopped_at), coalesce(sum(CASE WHEN answered THEN 1 ELSE 0 END), 0) FROM study_invitees WHERE questionnaire_id = $1`, id).
		Scan(&n.Listed, &n.Sent, &n.Stopped, &n.Answered)
	return n, err
}

// mostListed is how many addresses are taken at once.
const mostListed = 50_000

// AddList puts email addresses on the list of a questionnaire, one on each line. Those
// that are on it stay as they are. It returns how many are new. *db.Invalid with the
// field "list" names the lines that are no address.
func AddList(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, text string) (added int, err error) {
	_, err = studies.Act(ctx, d, by, key, studyID, studies.Lead, "questionnaire.listed", func(tx *db.Tx, s studies.Seat) (string, error) {
		added = 0
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if q.State == Closed || q.Numbered() {
			return "", db.ErrConflict
		}
		all, err := readList(text)
		if err != nil {
			return "", err
		}
		for _, email := range all {
			n, err := tx.Exec(`INSERT INTO study_invitees (id, questionnaire_id, email, added_at, reminders, answered) VALUES ($1, $2, $3, $4, 0, FALSE) ON CONFLICT (questionnaire_id, email) DO NOTHING`,
				tx.NewID(), id, email, db.Ms(tx.Now()))
			if err != nil {
				return "", err
			}
			added += int(n)
		}
		return id, nil
	})
	return added, err
}

func readList(text string) (all []string, err error) {
	var faulty []string
	for n, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line = strings.ToLower(strings.Trim(line, " \t,;"))
		if line == "" {
			continue
		}
		address, bad := mail.ParseAddress(line)
		if bad != nil || !strings.Contains(address.Address, ".") {
			if len(faulty) < 5 {
				faulty = append(faulty, strconv.Itoa(n+1))
			}
			continue
		}
		all = append(all, address.Address)
	}
	switch {
	case len(faulty) > 0:
		return nil, db.Fault("list", "No email address stands on line "+strings.Join(faulty, ", ")+". Put right or take out, and send again")
	case len(all) == 0:
		return nil, db.Fault("list", "Enter email addresses, one on each line")
	case len(all) > mostListed:
		return nil, db.Fault("list", "Enter 50,000 addresses or fewer at once")
	}
	return all, nil
}

// The jobs that write to those on a list.
const jobInvite = "studies.questionnaires.invite"

type inviteArgs struct {
	ID      string `json:"id"`
	BaseURL string `json:"base_url"`
}

// chunk is how many are written to in one write.
const chunk = 100

// remindAfter is after how many days somebody who has not answered is reminded.
var remindAfter = []int{7, 14}

// Invite begins to write to everybody on the list who was not written to. It goes on by
// job, and reminds them by itself. *db.Invalid with the field "list" before opening.
func Invite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, baseURL string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "questionnaire.invited", func(tx *db.Tx, s studies.Seat) (string, error) {
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if !q.LetsIn(tx.Now()) || q.State != Open {
			return "", db.Fault("list", "It is not open. Invitations go out from the first day")
		}
		return id, jobs.Enqueue(tx, jobInvite, inviteArgs{id, baseURL}, tx.Now())
	})
	return err
}

// Handlers are the jobs that this room does.
func Handlers(d *db.DB, ways Ways) map[string]jobs.Handler {
	return map[string]jobs.Handler{jobRemind: ways.remind(d), jobInvite: func(ctx context.Context, raw json.RawMessage) error {
		var args inviteArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return inviteSome(tx, args) })
	}, consent.DestroyAnswers: consent.Destroying(d, destroyAll(d))}
}

// inviteSome writes to some of the list, those who were not written to first and then
// those whose reminder is due, and comes back for the rest.
func inviteSome(tx *db.Tx, args inviteArgs) error {
	q, err := unscoped(tx, args.ID)
	if err != nil || q.State != Open || !q.LetsIn(tx.Now()) {
		return err
	}
	if err := forgetFinished(tx, q); err != nil {
		return err
	}
	study, err := studies.Unscoped(tx, q.StudyID)
	if err != nil {
		return err
	}
	all, err := db.List(tx, scanInvitee, inviteeColumns+` WHERE i.questionnaire_id = $1 AND i.stopped_at IS NULL AND NOT i.answered AND (i.invited_at IS NULL OR i.remind_at <= $2)
		ORDER BY CASE WHEN i.invited_at IS NULL THEN 0 ELSE 1 END, i.id LIMIT $3`, args.ID, db.Ms(tx.Now()), chunk)
	if err != nil {
		return err
	}
	for _, i := range all {
		if err := i.write(tx, q, study, args.BaseURL); err != nil {
			return err
		}
	}
	if len(all) == chunk {
		return jobs.Enqueue(tx, jobInvite, args, tx.Now())
	}
	return nextReminder(tx, args)
}

// nextReminder comes back when the next reminder is due, if one is.
func nextReminder(tx *db.Tx, args inviteArgs) error {
	var at time.Time
	if err := tx.QueryRow(`SELECT min(remind_at) FROM study_invitees WHERE questionnaire_id = $1 AND stopped_at IS NULL AND NOT answered`, args.ID).Scan(db.At(&at)); err != nil || at.IsZero() {
		return err
	}
	return jobs.EnqueueOnly(tx, jobInvite, args, at)
}

// write sends an invitation or a reminder, with a new link: only the hash of the first
// is kept.
func (i Invitee) write(tx *db.Tx, q Questionnaire, study studies.Study, baseURL string) error {
	if err := links.RevokeFor(tx, LinkPurpose, i.ID); err != nil {
		return err
	}
	link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: i.ID, Expires: q.Last()})
	if err != nil {
		return err
	}
	reminder := !i.InvitedAt.IsZero()
	sent := i.Reminders
	if reminder {
		sent++
	}
	var next time.Time
	if sent < len(remindAfter) {
		next = tx.Now().AddDate(0, 0, remindAfter[sent]-daysBefore(sent))
	}
	if _, err := tx.Exec(`UPDATE study_invitees SET link_id = $2, invited_at = coalesce(invited_at, $3), reminders = $4, remind_at = $5 WHERE id = $1`, i.ID, link.ID, db.Ms(tx.Now()), sent, db.Ms(next)); err != nil {
		return err
	}
	who, err := q.Introduce(tx, study)
	if err != nil {
		return err
	}
	subject, text := who.invitation(q)
	if reminder {
		subject, text = who.reminder(q)
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: i.Email, Subject: subject, Text: text, Secret: baseURL + Path + "/" + link.Token, Purpose: LinkPurpose, AboutKind: "study-invitee", AboutID: i.ID})
	return err
}

// invitation is the first mail. Its subject does not name the study, which may be about
// an illness: subjects are read over shoulders.
func (i Introduction) invitation(q Questionnaire) (subject, text string) {
	return "An invitation to a questionnaire", "Hello,\n\nWe invite you to answer “" + i.Called + "”, a questionnaire of the study “" + i.Study + "”. It is open until " + q.ClosesOn.Long() + ".\n\n{secret}\n\nYou do not have to. " + i.WhoLearnsOfIt + "\n" + i.signature()
}

// reminder is what those get who have not answered.
func (i Introduction) reminder(q Questionnaire) (subject, text string) {
	return "A reminder of a questionnaire", "Hello,\n\nYou have not answered “" + i.Called + "” yet, a questionnaire of the study “" + i.Study + "”. It is open until " + q.ClosesOn.Long() + ".\n\n{secret}\n\nIf you want no reminder, the same link lets you say so.\n" + i.signature()
}

// signature says who writes, and where to ask.
func (i Introduction) signature() string {
	lines := i.Lines()
	if i.Enquiries != "" {
		lines = append(lines, "Questions: "+i.Enquiries)
	}
	if len(lines) == 0 {
		return ""
	}
	return "\n" + strings.Join(lines, "\n") + "\n"
}

func daysBefore(reminder int) int {
	if reminder == 0 {
		return 0
	}
	return remindAfter[reminder-1]
}

// StopMail notes by the link that somebody wants no more mail about a questionnaire.
func StopMail(ctx context.Context, d *db.DB, key once.Key, token string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		c, err := OfLink(tx, token)
		if err != nil {
			return err
		}
		if c.Known() {
			_, err := tx.Exec(`UPDATE study_asked SET unreminded = TRUE, remind_at = NULL WHERE id = $1`, c.Asked.ID)
			return err
		}
		if c.Invitee.ID == "" {
			return db.ErrNotFound
		}
		if _, err := tx.Exec(`UPDATE study_invitees SET stopped_at = $2, remind_at = NULL WHERE id = $1 AND stopped_at IS NULL`, c.Invitee.ID, db.Ms(tx.Now())); err != nil {
			return err
		}
		_, err = messages.StopAbout(tx, "study-invitee", c.Invitee.ID)
		return err
	})
}

package photos

import (
	"context"
	"errors"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// LinkPurpose marks the links to somebody's own photographs.
const LinkPurpose = "study-photos"

// Path is where they lead, below the address of the house.
const Path = "/album"

// LinkLasts is how long somebody gets at their own photographs by a link. After that
// the team sends another.
const LinkLasts = 365 * 24 * time.Hour

// Set is a participant who is asked for photographs.
type Set struct {
	ID, StudyID, ParticipantID string
	Until                      dates.Date // the last day on which photographs are taken in
	AskedAt                    time.Time
	AskedBy                    string
	DoneAt                     time.Time // they said that these are all
	ClosedAt                   time.Time // the team takes no more in
	Reminders                  int       // sent
	RemindAt                   time.Time // the next
	Unreminded                 bool      // they want no reminder
}

// Takes reports whether photographs are taken in on a day.
func (s Set) Takes(today dates.Date) bool {
	return s.ClosedAt.IsZero() && !today.After(s.Until)
}

const setColumns = `SELECT s.id, s.study_id, s.participant_id, s.until_day, s.asked_at, s.asked_by, s.done_at, s.closed_at, s.reminders, s.remind_at, s.unreminded FROM study_photo_sets s`

func scanSet(row db.Scanner) (s Set, err error) {
	err = row.Scan(&s.ID, &s.StudyID, &s.ParticipantID, &s.Until, db.At(&s.AskedAt), &s.AskedBy, db.At(&s.DoneAt), db.At(&s.ClosedAt), &s.Reminders, db.At(&s.RemindAt), &s.Unreminded)
	return
}

// Sets lists who was asked, at the sites where a seat meets or reads, the latest
// first.
func Sets(r db.Reader, s studies.Seat) ([]Set, error) {
	reached, err := reachedBy(r, s)
	if err != nil {
		return nil, err
	}
	all, err := db.List(r, scanSet, setColumns+` WHERE s.study_id = $1 ORDER BY s.asked_at DESC, s.id DESC`, s.Study.ID)
	var mine []Set
	for _, x := range all {
		if _, ok := reached[x.ParticipantID]; ok {
			mine = append(mine, x)
		}
	}
	return mine, err
}

// reachedBy are the participants whom a seat meets or reads of, by id.
func reachedBy(r db.Reader, s studies.Seat) (map[string]participants.Participant, error) {
	reached := make(map[string]participants.Participant)
	for _, duty := range []studies.Duty{studies.Meet, studies.Read} {
		all, err := participants.List(r, s, duty, participants.Filter{})
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			reached[p.ID] = p
		}
	}
	return reached, nil
}

// theSet is a set whose participant a seat meets; else db.ErrNotFound.
func theSet(r db.Reader, s studies.Seat, id string) (Set, participants.Participant, error) {
	set, err := db.One(r, scanSet, setColumns+` WHERE s.id = $1 AND s.study_id = $2`, id, s.Study.ID)
	if err != nil {
		return set, participants.Participant{}, err
	}
	p, err := participants.Get(r, s, studies.Meet, set.ParticipantID)
	return set, p, err
}

func getSet(r db.Reader, id string) (Set, error) {
	return db.One(r, scanSet, setColumns+` WHERE s.id = $1`, id)
}

// Ways is how a link can reach somebody from here.
type Ways struct {
	BaseURL string // of the link, without a slash at the end
	Texts   bool   // text messages can be sent
}

// Ask asks a participant for photographs, by a link that goes the way they prefer.
// *db.Invalid with the field "link" if nothing can be sent to them, they do not allow
// it, or were asked already.
func Ask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string, ways Ways) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Meet, "photos.asked", func(tx *db.Tx, s studies.Seat) (string, error) {
		set, p, err := begin(tx, s, participantID)
		if err != nil {
			return "", err
		}
		link, err := set.link(tx, s, p, ways.Texts)
		if err != nil {
			return "", err
		}
		if err := participants.Tell(tx, s, set.telling(s.Study, ways, link, asksText(link))); err != nil {
			return "", err
		}
		return set.ID, planReminder(tx, set)
	})
}

// Prepare asks a participant without sending anything, and returns the token of the
// link for a code on the researcher's screen. It is known only now.
func Prepare(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string, ways Ways) (id, token string, err error) {
	id, err = studies.Act(ctx, d, by, key, studyID, studies.Meet, "photos.asked", func(tx *db.Tx, s studies.Seat) (string, error) {
		set, p, err := begin(tx, s, participantID)
		if err != nil {
			return "", err
		}
		link, err := set.link(tx, s, p, ways.Texts)
		token = link.Token
		return set.ID, err
	})
	return id, token, err
}

// Send sends another link to the same photographs, also when no more are taken in:
// whoever sent some can always see them and change where they may be shown. Links from
// before end.
func Send(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, setID string, ways Ways) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photos.sent", func(tx *db.Tx, s studies.Seat) (string, error) {
		set, p, err := theSet(tx, s, setID)
		if err != nil {
			return "", err
		}
		if err := links.RevokeFor(tx, LinkPurpose, set.ID); err != nil {
			return "", err
		}
		link, err := set.link(tx, s, p, ways.Texts)
		if err != nil {
			return "", err
		}
		return set.ID, participants.Tell(tx, s, set.telling(s.Study, ways, link, "Hello,\n\nHere is your link to the photographs that you sent us. You can see and delete them, and say where they may be shown:\n{secret}\n\n"+proofText(link)))
	})
	return err
}

// begin adds a set for somebody who may be asked.
func begin(tx *db.Tx, s studies.Seat, participantID string) (Set, participants.Participant, error) {
	set := Set{StudyID: s.Study.ID, ParticipantID: participantID, AskedAt: tx.Now(), AskedBy: s.By.Name}
	p, err := participants.Get(tx, s, studies.Meet, participantID)
	if err != nil {
		return set, p, err
	}
	if err := collects(tx, s.Study, p, "link"); err != nil {
		return set, p, err
	}
	plan, err := ThePlan(tx, s.Study.ID)
	if err != nil {
		return set, p, err
	}
	if len(of(plan.Prompts, p.Kind)) == 0 {
		return set, p, db.Fault("link", "No prompt is meant for "+strings.ToLower(p.Kind.Plural())+" yet. Whoever leads the study adds one under What is asked for")
	}
	today := dates.Of(tx.Now())
	before, err := setsOf(tx, participantID)
	if err != nil {
		return set, p, err
	}
	for _, x := range before {
		if x.Takes(today) {
			return set, p, db.Fault("link", "They were asked on "+dates.Of(x.AskedAt).Long()+" and can still send photographs. Send them their link again instead")
		}
	}
	set.ID, set.Until = tx.NewID(), today.AddDays(plan.Days)
	_, err = tx.Exec(`INSERT INTO study_photo_sets (id, study_id, participant_id, until_day, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, $6)`,
		set.ID, set.StudyID, set.ParticipantID, set.Until, db.Ms(set.AskedAt), set.AskedBy)
	return set, p, err
}

func setsOf(r db.Reader, participantID string) ([]Set, error) {
	return db.List(r, scanSet, setColumns+` WHERE s.participant_id = $1 ORDER BY s.asked_at DESC, s.id DESC`, participantID)
}

// collects says why photographs of a participant may not be taken in now.
func collects(r db.Reader, s studies.Study, p participants.Participant, field string) error {
	if p.SiteID != "" {
		if err := studies.Collects(r, s, p.SiteID, field); err != nil {
			return err
		}
	} else if !s.State.Collecting() {
		return db.Fault(field, "The study collects no data now")
	}
	return consent.Need(r, p.ID, consent.TakePhotos, field)
}

// link makes one more link to a set. A browser that does not know it is asked for a
// code, so that whoever a link is forwarded to sees no photograph. Nobody can be sent a
// code of whom no address is known: their link alone opens.
func (s Set) link(tx *db.Tx, seat studies.Seat, p participants.Participant, texts bool) (links.Link, error) {
	contact, err := participants.ContactOf(tx, seat, p.ID)
	if err != nil {
		return links.Link{}, err
	}
	to := contact.Email
	if to == "" && texts {
		to = contact.TextsTo()
	}
	return s.linkTo(tx, to)
}

func (s Set) linkTo(tx *db.Tx, codeTo string) (links.Link, error) {
	link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: s.ID, Expires: tx.Now().Add(LinkLasts), Code: codeTo != "", CodeTo: codeTo})
	if err != nil {
		return link, err
	}
	_, err = tx.Exec(`INSERT INTO study_photo_links (link_id, set_id) VALUES ($1, $2)`, link.ID, s.ID)
	return link, err
}

// telling is a message with a link to a set. What the study is about stands nowhere in
// it.
func (s Set) telling(study studies.Study, ways Ways, link links.Link, words string) participants.Telling {
	if study.Enquiries != "" {
		words += "\nQuestions: " + study.Enquiries + "\n"
	}
	return participants.Telling{ParticipantID: s.ParticipantID, Texts: ways.Texts, Message: messages.Message{Purpose: LinkPurpose, AboutKind: "study-photo-set", AboutID: s.ID,
		Secret: ways.BaseURL + Path + "/" + link.Token, Subject: "About the research that you take part in", Text: words}}
}

func asksText(link links.Link) string {
	return "Hello,\n\nThank you for taking part in our research. We would like to ask you for a few photographs. The link says of what, and how to send them from your phone:\n{secret}\n\n" + proofText(link) +
		"You need not send any.\n"
}

func proofText(link links.Link) string {
	if link.Proof == links.Code {
		return "The link asks for a code, which we send you then. "
	}
	return ""
}

// SendCode sends the code that a link asks for to whoever was asked.
// links.ErrTooMany after several in an hour.
func SendCode(tx *db.Tx, token string, ways Ways) error {
	code, link, err := links.NewCode(tx, token)
	if err != nil {
		return err
	}
	set, err := getSet(tx, link.SubjectID)
	if err != nil {
		return err
	}
	return participants.Reply(tx, participants.Telling{ParticipantID: set.ParticipantID, Texts: ways.Texts, Message: messages.Message{Purpose: "study-photos-code", AboutKind: "study-photo-set", AboutID: set.ID, Secret: code,
		Subject: "Your code", Text: "Your code is {secret}. Type it on the page where you asked for it. It works for 15 minutes."}})
}

// Close takes no more photographs of somebody in. They still see theirs and change
// where they may be shown.
func Close(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, setID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photos.closed", func(tx *db.Tx, s studies.Seat) (string, error) {
		set, _, err := theSet(tx, s, setID)
		if err != nil {
			return "", err
		}
		_, err = tx.Exec(`UPDATE study_photo_sets SET closed_at = $2, remind_at = NULL WHERE id = $1 AND closed_at IS NULL`, set.ID, db.Ms(tx.Now()))
		return set.ID, err
	})
	return err
}

// Extend takes photographs of somebody in until a later day, also after it was
// closed. *db.Invalid with the field "until".
func Extend(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, setID string, until dates.Date) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photos.extended", func(tx *db.Tx, s studies.Seat) (string, error) {
		set, p, err := theSet(tx, s, setID)
		if err != nil {
			return "", err
		}
		if err := collects(tx, s.Study, p, "until"); err != nil {
			return "", err
		}
		if today := dates.Of(tx.Now()); until.Before(today) || until.After(today.AddDays(365)) {
			return "", db.Fault("until", "Enter a day from today to a year from now")
		}
		_, err = tx.Exec(`UPDATE study_photo_sets SET until_day = $2, closed_at = NULL, done_at = NULL WHERE id = $1`, set.ID, until)
		return set.ID, err
	})
	return err
}

func isInvalid(err error) bool {
	_, invalid := errors.AsType[*db.Invalid](err)
	return invalid
}

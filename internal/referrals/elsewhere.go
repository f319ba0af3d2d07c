package referrals

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// Whoever refers from elsewhere has no account. They follow their referral by a
// secure link in each mail: they read where it stands if the person agreed to
// that, answer a question, and take it back. They never read why, nor what
// support there is.

// FollowPurpose marks the links by which they do.
const FollowPurpose = "referral"

// followLasts is how long each link works.
const followLasts = 180 * 24 * time.Hour

// Recipient is what a referrer from elsewhere is in the permissions of the
// person: what was said about telling them counts from then on.
const Recipient = "referrer"

// ReferredBy names whoever sent a referral: "Dr Pat Okafor, Bay Street
// Practice", "Lee Marsh, Saltmere Homes", "the person themselves". practice is
// the name of the referral's practice.
func (r Referral) ReferredBy(practice string) string {
	switch r.Channel {
	case FromSelf:
		return "the person themselves"
	case FromElsewhere:
		practice = r.Organisation
	}
	return strings.Trim(r.ReferrerName+", "+practice, ", ")
}

// SourceWords say from where a referral from elsewhere comes: "Housing".
func (r Referral) SourceWords() string { return vocabulary.ReferralSources.Label(r.Source) }

func (r *Referral) checkElsewhere(bad *db.Invalid) {
	source, ok := vocabulary.ReferralSources.Find(r.Source)
	if !ok || !source.Outside {
		bad.Add("source", "Choose from where you refer")
	}
	if r.ReferrerName == "" {
		bad.Add("referrer_name", "Enter your name")
	}
	if r.ReferrerContact == "" && r.ReferrerEmail == "" {
		bad.Add("referrer_email", "Enter your email address or your phone number, so that we can ask you something")
	}
	if r.ReferrerEmail != "" && !messages.IsAddress(r.ReferrerEmail) {
		bad.Add("referrer_email", "Enter an email address like name@example.org")
	}
	if r.Tell && r.ReferrerEmail == "" {
		bad.Add("referrer_email", "Enter your email address, so that you can hear what becomes of it")
	}
	for _, short := range []struct{ field, text string }{{"referrer_name", r.ReferrerName}, {"referrer_role", r.ReferrerRole}, {"organisation", r.Organisation}, {"referrer_contact", r.ReferrerContact}} {
		if len([]rune(short.text)) > 100 {
			bad.Add(short.field, "Use 100 characters or fewer")
		}
	}
}

// mostThanks is how many referrals of a day are acknowledged to one address:
// anybody can write any address into the public form.
const mostThanks = 20

// thank tells whoever refers from elsewhere that the referral is here. Nothing
// that they typed is in the mail.
func thank(tx *db.Tx, r Referral) error {
	n, err := db.One(tx, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM referrals WHERE referrer_email = $1 AND referrer_email <> '' AND received_at > $2`, r.ReferrerEmail, tx.Now().Add(-24*time.Hour).UnixMilli())
	if err != nil || n > mostThanks {
		return err
	}
	_, err = r.write(tx, "We have your referral: "+r.Reference(), "We have your referral "+r.Reference()+". A link worker reads it on the next working day.", time.Time{})
	return err
}

// tellElsewhere tells whoever referred from elsewhere that there is news: a
// question always, and what becomes of it as long as the person agrees.
func tellElsewhere(tx *db.Tx, r Referral, to State) (string, error) {
	later := tx.Now().Add(UndoFor)
	if to == MoreAsked {
		return r.write(tx, "A question about a referral: "+r.Reference(), "We have a question about your referral "+r.Reference()+".", later)
	}
	hears, err := r.hears(tx)
	if err != nil || !hears {
		return "", err
	}
	return r.write(tx, "An answer to a referral: "+r.Reference(), "There is news about your referral "+r.Reference()+".", later)
}

// hears reports whether the person agrees that the referrer hears what becomes
// of it: as it was said with the referral, and later as the person said.
func (r Referral) hears(rd db.Reader) (bool, error) {
	if r.PersonID == "" {
		return r.Tell, nil
	}
	said, err := people.Permissions(rd, r.PersonID)
	if err != nil {
		return false, err
	}
	yes, asked := people.Allows(said, Recipient, r.ID, "letter", dates.Of(rd.Now()))
	return yes || !asked && r.Tell, nil
}

// write queues a mail with a link of its own. It names nobody.
func (r Referral) write(tx *db.Tx, subject, news string, notBefore time.Time) (string, error) {
	if r.ReferrerEmail == "" {
		return "", nil // asked by phone
	}
	link, err := links.Create(tx, links.Spec{Purpose: FollowPurpose, SubjectID: r.ID, Expires: tx.Now().Add(followLasts), Code: true, CodeTo: r.ReferrerEmail})
	if err != nil {
		return "", err
	}
	return messages.Queue(tx, messages.Message{
		Channel: messages.Email, To: r.ReferrerEmail, Subject: subject, NotBefore: notBefore, Secret: r.FollowBase + "/follow/" + link.Token,
		Text: "Hello,\n\n" + news + " Open this link to read it, to answer, or to take the referral back:\n\n{secret}\n\n" +
			"We first send a code to this address. The link works for 6 months. This message names nobody on purpose.\n",
		Purpose: "referral-answer", AboutKind: "referral", AboutID: r.ID, PersonID: r.PersonID,
	})
}

// StopTelling ends what a referrer from elsewhere hears, because the person
// says no: mails that wait are stopped and the links end. It returns how many.
func StopTelling(tx *db.Tx, referralID string) (stopped, ended int64, err error) {
	if stopped, err = messages.StopAbout(tx, "referral", referralID); err != nil {
		return 0, 0, err
	}
	made, err := links.For(tx, FollowPurpose, referralID)
	if err != nil {
		return 0, 0, err
	}
	for _, l := range made {
		if l.RevokedAt.IsZero() && l.ExpiresAt.After(tx.Now()) {
			ended++
		}
	}
	return stopped, ended, links.RevokeFor(tx, FollowPurpose, referralID)
}

// Followed is what whoever refers from elsewhere sees of their referral.
type Followed struct {
	Reference   string
	ReceivedAt  time.Time
	State       string // in words; "" if the person did not agree that they hear it
	Question    string // the question that waits for them, "" for none
	MayTakeBack bool
}

// FollowedBy returns what the holder of a link to a referral sees. The caller has
// found the link, which names the referral.
func FollowedBy(r db.Reader, referralID string) (f Followed, err error) {
	ref, err := ofElsewhere(r, referralID)
	if err != nil {
		return f, err
	}
	f = Followed{Reference: ref.Reference(), ReceivedAt: ref.ReceivedAt, MayTakeBack: ref.State.Undecided()}
	hears, err := ref.hears(r)
	if err != nil {
		return f, err
	}
	if hears {
		f.State = ref.stateOutside()
	}
	if ref.State == MoreAsked {
		events, err := Events(r, ref.ID)
		if err != nil {
			return f, err
		}
		f.Question = events[len(events)-1].Words
	}
	return f, nil
}

// stateOutside says where a referral stands, without saying why.
func (r Referral) stateOutside() string {
	switch r.State {
	case Received, MoreAsked:
		return "A link worker has not decided yet."
	case Waiting:
		return "The person is on our waiting list."
	case TakenOn:
		return "A link worker is getting in touch with the person."
	case Supporting:
		return "A link worker is in touch with the person."
	case Finished:
		return "A link worker was in touch with the person. This has ended."
	case Withdrawn:
		return "You took this back."
	}
	return "No link worker is in touch with the person."
}

func ofElsewhere(r db.Reader, id string) (Referral, error) {
	return db.One(r, scanReferral, referralColumns+` WHERE r.id = $1 AND r.channel = 'elsewhere'`, id)
}

// AnswerFromElsewhere is AnswerMore for whoever came by a link to the referral.
func AnswerFromElsewhere(ctx context.Context, d *db.DB, key once.Key, referralID, words string) error {
	return byLink(ctx, d, key, referralID, func(tx *db.Tx, by audit.Actor, r Referral) error { return answerMore(tx, by, r, words) })
}

// TakeBackFromElsewhere is Withdraw for whoever came by a link to the referral.
func TakeBackFromElsewhere(ctx context.Context, d *db.DB, key once.Key, referralID string) error {
	return byLink(ctx, d, key, referralID, takeBack)
}

func byLink(ctx context.Context, d *db.DB, key once.Key, referralID string, act func(*db.Tx, audit.Actor, Referral) error) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		r, err := ofElsewhere(tx, referralID)
		if err != nil {
			return err
		}
		return act(tx, Elsewhere(r.ReferrerName), r)
	})
}

// Elsewhere is a referrer from elsewhere on the audit trail.
func Elsewhere(name string) audit.Actor {
	return audit.Actor{ID: "elsewhere", Name: name, Role: "referrer"}
}

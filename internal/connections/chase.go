package connections

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// JobChase is the kind of job that reminds organisations, once each working day.
const JobChase = "connections.chase"

// remindAfter is after how many working days an unanswered referral is asked
// about: so often and no more. After that its worker calls.
var remindAfter = []int{3, 8}

const (
	betweenMails = 3 // working days between two reminders to one address
	mostCameAsks = 2 // that stay without an answer, a month apart

	pauseAskedAgain = 3 * 7 // days after which it is asked about again
)

// PauseAskedAfter is for how many days a pause without a day stands before it is
// asked about.
const PauseAskedAfter = 6 * 7

// Handlers are the jobs of the room. Links in what they send lead to baseURL,
// which has no slash at its end.
func Handlers(d *db.DB, baseURL string) map[string]jobs.Handler {
	return map[string]jobs.Handler{JobChase: func(ctx context.Context, _ json.RawMessage) error {
		if err := d.Write(ctx, PlanChase); err != nil {
			return err
		}
		return Chase(ctx, d, baseURL)
	}}
}

// PlanChase plans the next round, at 9 in the morning.
func PlanChase(tx *db.Tx) error {
	at := dates.Of(tx.Now()).At(9, 0)
	if !at.After(tx.Now()) {
		at = dates.Of(tx.Now()).AddDays(1).At(9, 0)
	}
	return jobs.EnqueueOnly(tx, JobChase, struct{}{}, at)
}

// Chase reminds every organisation that something is due for. It can run twice,
// late, or beside itself: each address is looked at again in the write that
// sends to it.
func Chase(ctx context.Context, d *db.DB, baseURL string) error {
	var addresses []string
	err := d.Read(ctx, func(r *db.Snapshot) (err error) {
		addresses, err = dueAddresses(r)
		return err
	})
	for _, address := range addresses {
		if err != nil {
			return err
		}
		err = d.Write(ctx, func(tx *db.Tx) error { return remind(tx, address, baseURL) })
	}
	return err
}

// due is what an organisation is to be asked.
type due struct {
	answers []Connection // that wait for its answer
	came    []Connection // of whom it said yes, and nobody knows whether they came
	pauses  []string     // services that paused referrals long ago
}

func (a due) none() bool { return len(a.answers)+len(a.came)+len(a.pauses) == 0 }

// dueAddresses are the addresses of services that something is due for, in
// small letters.
func dueAddresses(r db.Reader) ([]string, error) {
	today, services := dates.Of(r.Now()), make(map[string]bool)
	if !today.Working() {
		return nil, nil
	}
	waiting, err := mayBeDue(r, today, "")
	if err != nil {
		return nil, err
	}
	for _, c := range waiting {
		if c.answerDue(today) || c.cameDue(today) {
			services[c.ServiceID] = true
		}
	}
	paused, err := directory.OpenPauses(r, r.Now().AddDate(0, 0, -PauseAskedAfter))
	if err != nil {
		return nil, err
	}
	for _, id := range paused {
		services[id] = true
	}
	addresses := make(map[string]bool)
	for id := range services {
		service, err := directory.Get(r, id)
		if err != nil {
			return nil, err
		}
		if to, _ := service.AnswersTo(); to != "" {
			addresses[strings.ToLower(to)] = true
		}
	}
	return slices.Sorted(maps.Keys(addresses)), nil
}

// mayBeDue lists the referrals of the time that a link lasts, of people who live,
// that an organisation may be asked about, to one service or, for "", to all.
func mayBeDue(r db.Reader, today dates.Date, serviceID string) ([]Connection, error) {
	return db.List(r, scanConnection, connectionColumns+` WHERE n.kind = 'referred' AND n.link_id IS NOT NULL AND n.made_on >= $1 AND ($2 = '' OR n.service_id = $2)
		AND n.state IN ('sent', 'opened', 'accepted') AND n.outcome IN ('unknown', 'started') AND NOT `+people.HasDied("n.person_id")+` ORDER BY n.made_on, n.id`,
		today.AddDays(-int(LinkLasts/(24*time.Hour))), serviceID)
}

func (c Connection) answerDue(today dates.Date) bool {
	return c.Waits() && c.Outcome == "unknown" && c.Reminders < len(remindAfter) && workingDays(c.MadeOn, today) >= remindAfter[c.Reminders]
}

// cameDue says whether a month has passed since the yes and since it was last
// spoken of.
func (c Connection) cameDue(today dates.Date) bool {
	if !c.MayBeAskedIfCame() || c.cameAsks >= mostCameAsks {
		return false
	}
	last := dates.Of(c.AnsweredAt)
	for _, day := range []dates.Date{c.CameOn, c.cameAskedOn} {
		if day.After(last) {
			last = day
		}
	}
	return !last.AddMonths(1).After(today)
}

// workingDays counts the working days after from, up to and including to. Bank
// holidays are none: a group is rather reminded a day late than a day early.
func workingDays(from, to dates.Date) (n int) {
	for day := from.AddDays(1); !day.After(to); day = day.AddDays(1) {
		if day.Working() {
			n++
		}
	}
	return n
}

// remind sends the one mail that is due to an address, if any, and notes on
// everything it asks about that it was asked.
func remind(tx *db.Tx, address, baseURL string) error {
	today := dates.Of(tx.Now())
	a, err := recipientAt(tx, address)
	if err != nil || !a.quietSince.IsZero() || !today.Working() || !a.mailedOn.IsZero() && workingDays(a.mailedOn, today) < betweenMails {
		return err
	}
	to, services, err := registered(tx, address)
	if err != nil || to == "" {
		return err
	}
	if bounces, err := messages.Bounces(tx, to); err != nil || bounces {
		return err // it does not arrive: the worker has heard, and calls
	}
	asked, err := dueTo(tx, to, services, a)
	if err != nil || asked.none() {
		return err
	}
	if err := asked.send(tx, to, baseURL); err != nil {
		return err
	}
	if err := asked.note(tx, today); err != nil {
		return err
	}
	a.mailedOn = today
	if len(asked.pauses) > 0 {
		a.pauseAskedOn = today
	}
	return a.save(tx)
}

// dueTo is what is due to an address, of what may be seen there.
func dueTo(r db.Reader, to string, services []directory.Brief, a recipient) (asked due, err error) {
	today, door := dates.Of(r.Now()), newDoorkeeper(r, to)
	open, err := directory.OpenPauses(r, r.Now().AddDate(0, 0, -PauseAskedAfter))
	if err != nil {
		return asked, err
	}
	for _, s := range services {
		if slices.Contains(open, s.ID) && (a.pauseAskedOn.IsZero() || today.Sub(a.pauseAskedOn) >= pauseAskedAgain) {
			asked.pauses = append(asked.pauses, s.Name)
		}
		list, err := mayBeDue(r, today, s.ID)
		if err != nil {
			return asked, err
		}
		for _, c := range list {
			answer, came := c.answerDue(today), c.cameDue(today)
			if !answer && !came {
				continue
			}
			yes, err := door.lets(c)
			switch {
			case err != nil:
				return asked, err
			case yes && answer:
				asked.answers = append(asked.answers, c)
			case yes:
				asked.came = append(asked.came, c)
			}
		}
	}
	return asked, nil
}

// send queues the mail. It says how many and names nobody.
func (a due) send(tx *db.Tx, to, baseURL string) error {
	link, err := newListLink(tx, to)
	if err != nil {
		return err
	}
	quiet, err := links.Create(tx, links.Spec{Purpose: QuietPurpose, SubjectID: strings.ToLower(to), Expires: tx.Now().Add(LinkLasts)})
	if err != nil {
		return err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: to, Subject: "Linkwork: a question about referrals to you",
		Text: "Hello,\n\n" + strings.Join(a.words(), "\n") + "\n\nAnswer here, after a code that we send to this address:\n{secret}\n\n" +
			"This message names nobody on purpose. The link ends on " + dates.Of(tx.Now().Add(ListLinkLasts)).Long() + ".\n\nTo get no more reminders like this: {way-out}\n",
		Secret: baseURL + "/answer/" + link.Token, WayOut: baseURL + "/no-reminders/" + quiet.Token,
		Purpose: "referral-reminder", AboutKind: "referral-address", AboutID: link.ID})
	return err
}

func (a due) words() (lines []string) {
	if n := len(a.answers); n > 0 {
		lines = append(lines, dates.Count(n, "referral still waits", "referrals still wait")+" for your answer.")
	}
	if n := len(a.came); n > 0 {
		lines = append(lines, "You said yes to "+dates.Count(n, "person", "people")+" some time ago. Did they come?")
	}
	for _, name := range a.pauses {
		lines = append(lines, name+" takes no new referrals since some weeks. Is that still right?")
	}
	return lines
}

func (a due) note(tx *db.Tx, today dates.Date) error {
	for _, c := range a.answers {
		if _, err := tx.Exec(`UPDATE connections SET reminders = reminders + 1, reminded_on = $2, version = version + 1 WHERE id = $1`, c.ID, today); err != nil {
			return err
		}
	}
	for _, c := range a.came {
		if _, err := tx.Exec(`UPDATE connections SET came_asks = came_asks + 1, came_asked_on = $2, version = version + 1 WHERE id = $1`, c.ID, today); err != nil {
			return err
		}
	}
	return nil
}

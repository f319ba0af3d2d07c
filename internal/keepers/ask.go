package keepers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

// JobAsk is the kind of job that asks organisations whose entries are due to be
// checked.
const JobAsk = "keepers.ask"

const (
	// RemindAfter is how long nobody is asked again after an ask.
	RemindAfter = 14 * 24 * time.Hour
	// HandAfter is how long nobody can ask again by hand after an ask.
	HandAfter = 7 * 24 * time.Hour
	// asksEach is how often an organisation is asked about an entry until
	// somebody checks it: once, and one reminder.
	asksEach = 2

	mostNames   = 20                       // of entries that a mail names
	askLasts    = 60 * 24 * time.Hour      // the link of an ask
	stopLasts   = 2 * 365 * 24 * time.Hour // the link that stops them
	aboutKeeper = "keeper"
)

// StopPurpose marks the links at the end of asks by which they are stopped.
const StopPurpose = "keep-stop"

// Handlers returns the handler that asks, once on every working day.
func Handlers(d *db.DB, baseURL string) map[string]jobs.Handler {
	return map[string]jobs.Handler{JobAsk: func(ctx context.Context, _ json.RawMessage) error {
		if err := AskDue(ctx, d, baseURL); err != nil {
			return err
		}
		return d.Write(ctx, Plan)
	}}
}

// Plan plans the next time of asking, at nine on the next working day, unless
// one is planned.
func Plan(tx *db.Tx) error {
	next := dates.Of(tx.Now()).AddDays(1).NextWorkingDay()
	return jobs.EnqueueOnly(tx, JobAsk, struct{}{}, next.At(9, 0))
}

var errEnough = errors.New("keepers: enough for today")

// AskDue asks the organisations whose entries are due to be checked, those
// first whose entries are used most and were checked longest ago, until enough
// were asked for today. Doing it again asks nobody twice.
func AskDue(ctx context.Context, d *db.DB, baseURL string) error {
	addresses, err := dueAddresses(ctx, d)
	if err != nil {
		return err
	}
	for _, address := range addresses {
		err := askAt(ctx, d, address, baseURL)
		if errors.Is(err, errEnough) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// askAt asks one organisation. Most have been asked already, so it is looked
// first whether there is anything to write.
func askAt(ctx context.Context, d *db.DB, address, baseURL string) error {
	var entries []Entry
	err := d.Read(ctx, func(r *db.Snapshot) (err error) {
		entries, err = askable(r, address)
		return err
	})
	if err != nil || len(entries) == 0 {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		entries, err := askable(tx, address)
		if err != nil || len(entries) == 0 {
			return err
		}
		return ask(tx, audit.Actor{}, address, entries, baseURL)
	})
}

// dueAddresses are where the entries that are due can be asked about, none
// while asking is off.
func dueAddresses(ctx context.Context, d *db.DB) (addresses []string, err error) {
	err = d.Read(ctx, func(r *db.Snapshot) error {
		addresses = nil
		settings, err := TheSettings(r)
		if err != nil || !settings.Asks {
			return err
		}
		today := dates.Of(r.Now())
		uses, err := connections.Uses(r, today.AddDays(-365))
		if err != nil {
			return err
		}
		due, err := freshness.DueEntries(r, uses, today)
		if err != nil {
			return err
		}
		known := make(map[string]bool)
		at, err := directory.KeptBys(r)
		for _, entry := range due {
			if address := at[entry.ID]; address != "" && !known[address] {
				known[address] = true
				addresses = append(addresses, address)
			}
		}
		return err
	})
	return addresses, err
}

// askable are the entries that an organisation is asked about now: none when it
// was asked lately, wants no asks, or mail does not reach it. errEnough when no
// more mails go out today.
func askable(r db.Reader, address string) ([]Entry, error) {
	settings, err := TheSettings(r)
	if err != nil || !settings.Asks {
		return nil, err
	}
	today, err := askedOn(r, dates.Of(r.Now()))
	if err != nil {
		return nil, err
	}
	if today >= settings.ADay {
		return nil, errEnough
	}
	k, err := At(r, address)
	if errors.Is(err, db.ErrNotFound) {
		k, err = Keeper{Address: address}, nil
	}
	if err != nil || k.Stopped() {
		return nil, err
	}
	last, err := lastAsk(r, "keeper_id", k.ID)
	if err != nil || r.Now().Sub(last.At) < RemindAfter {
		return nil, err
	}
	if bounces, err := messages.Bounces(r, k.Address); err != nil || bounces {
		return nil, err
	}
	return dueEntries(r, k)
}

// dueEntries are the entries of an address that it is asked about: those that
// are due, of which nothing waits, and that it was not asked about often enough.
func dueEntries(r db.Reader, k Keeper) (due []Entry, err error) {
	all, err := Entries(r, k)
	if err != nil {
		return nil, err
	}
	for _, entry := range all {
		if entry.Status != directory.Active || entry.KeptBy() != k.Address || freshness.Overdue(entry.AssuredOn, dates.Of(r.Now())) <= 0 {
			continue
		}
		waiting, err := waits(r, entry.ID)
		if err != nil {
			return nil, err
		}
		times, err := asksSince(r, entry.Service)
		if err != nil {
			return nil, err
		}
		if !waiting && times < asksEach {
			due = append(due, entry)
		}
	}
	return due, nil
}

// ask sends one mail about some entries. That it was sent is kept under a key
// of each entry, of the day it was last checked, and of the time of asking, so
// that nothing is asked twice, however often a job runs.
func ask(tx *db.Tx, by audit.Actor, address string, entries []Entry, baseURL string) error {
	k, err := keeperAt(tx, address)
	if err != nil {
		return err
	}
	id, err := queueAsk(tx, k, entries, baseURL)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		times, err := asksSince(tx, entry.Service)
		if err != nil {
			return err
		}
		key := fmt.Sprintf("%s %s %d", entry.ID, checkedOn(entry.Service), times+1)
		if _, err := tx.Exec(`INSERT INTO keeper_asks (id, key, service_id, keeper_id, checked_on, by_id, by_name, message_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			tx.NewID(), key, entry.ID, k.ID, checkedOn(entry.Service), by.ID, by.Name, id, db.Ms(tx.Now())); err != nil {
			return err
		}
		who := by
		if who.ID == "" {
			who = audit.System
		}
		if err := audit.Change(tx, who, "service.asked", "", "service", entry.ID); err != nil {
			return err
		}
	}
	return nil
}

func queueAsk(tx *db.Tx, k Keeper, entries []Entry, baseURL string) (messageID string, err error) {
	area, err := teams.TheArea(tx)
	if err != nil {
		return "", err
	}
	link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: k.ID, Expires: tx.Now().Add(askLasts)})
	if err != nil {
		return "", err
	}
	stop, err := links.Create(tx, links.Spec{Purpose: StopPurpose, SubjectID: k.ID, Expires: tx.Now().Add(stopLasts)})
	if err != nil {
		return "", err
	}
	href := baseURL + "/keep/" + link.Token
	if len(entries) == 1 {
		href += "/" + entries[0].ID
	}
	return messages.Queue(tx, messages.Message{Channel: messages.Email, To: k.Address, Subject: "Is what we say about you still right?",
		Text: askText(entries, area, dates.Of(tx.Now().Add(askLasts))), Secret: href, WayOut: baseURL + "/keep-stop/" + stop.Token,
		Purpose: "keeper-ask", AboutKind: aboutKeeper, AboutID: k.ID})
}

func askText(entries []Entry, area teams.Area, until dates.Date) string {
	text := "Hello,\n\n" + area.Name + " sends people to community groups and services, and lists yours:\n\n"
	for _, entry := range entries[:min(len(entries), mostNames)] {
		text += "- " + entry.Name + ", " + checkedWords(entry.AssuredOn) + "\n"
	}
	if more := len(entries) - mostNames; more > 0 {
		text += "- and " + dates.Count(more, "more", "more") + "\n"
	}
	return text + "\nIs that still right? Have a look here. If it is, it takes one press of a button:\n{secret}\n\n" +
		"You can also say what has changed, or that you no longer do this. You need no account. The link works until " + until.Long() + ".\n\n" +
		"If you would rather talk: " + area.Phone + " (" + area.Hours + ").\n\nTo get no more of these mails, open {way-out}\n"
}

// checkedOn is the day on which an entry was last checked, empty for never.
func checkedOn(s directory.Service) string {
	if s.AssuredOn.IsZero() {
		return ""
	}
	return s.AssuredOn.String()
}

func checkedWords(on dates.Date) string {
	if on.IsZero() {
		return "never checked yet"
	}
	return "last checked on " + on.Long()
}

// Refused says why nobody can be asked about an entry now, in a sentence.
type Refused struct{ Why string }

func (r *Refused) Error() string { return r.Why }

// MayAsk says where somebody can ask by hand about an entry. The error is
// *Refused when that cannot be now, db.ErrNotFound for an unknown entry.
func MayAsk(r db.Reader, serviceID string) (address string, err error) {
	s, err := directory.Get(r, serviceID)
	if err != nil {
		return "", err
	}
	if address = s.KeptBy(); address == "" {
		return "", &Refused{"The entry names no email address that we could ask at."}
	}
	if _, err := entryOf(r, s.ID); errors.Is(err, db.ErrNotFound) {
		return "", &Refused{"The entry is not published, so nobody outside is asked about it."}
	} else if err != nil {
		return "", err
	}
	if s.MergedInto != "" || s.Status != directory.Active && s.Status != directory.TemporarilyClosed {
		return "", &Refused{"The entry no longer runs."}
	}
	k, err := At(r, address)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return "", err
	}
	if k.Stopped() {
		return "", &Refused{"They asked us on " + dates.Of(k.StoppedAt).Long() + " not to send these mails. Ring them instead."}
	}
	if bounces, err := messages.Bounces(r, address); err != nil {
		return "", err
	} else if bounces {
		return "", &Refused{"Our last mail to " + address + " did not arrive. Ring them, and put the address right."}
	}
	last, err := lastAsk(r, "service_id", s.ID)
	if err != nil {
		return "", err
	}
	if r.Now().Sub(last.At) < HandAfter {
		return "", &Refused{"They were asked on " + dates.Of(last.At).Long() + ". Give them a week."}
	}
	return address, nil
}

// AskByHand asks about one entry because somebody wants it.
func AskByHand(tx *db.Tx, by audit.Actor, serviceID, baseURL string) error {
	address, err := MayAsk(tx, serviceID)
	if err != nil {
		return err
	}
	entry, err := entryOf(tx, serviceID)
	if err != nil {
		return err
	}
	return ask(tx, by, address, []Entry{entry}, baseURL)
}

// Asked is that an organisation was asked about an entry.
type Asked struct {
	At     time.Time
	ByName string // empty for the program
}

// LastAsked returns when an organisation was last asked about an entry; the
// zero Asked for never.
func LastAsked(r db.Reader, serviceID string) (Asked, error) {
	return lastAsk(r, "service_id", serviceID)
}

// lastAsk is the newest ask of a service or a keeper.
func lastAsk(r db.Reader, column, id string) (a Asked, err error) {
	err = r.QueryRow(`SELECT at, by_name FROM keeper_asks WHERE `+column+` = $1 ORDER BY at DESC LIMIT 1`, id).Scan(db.At(&a.At), &a.ByName)
	if errors.Is(err, db.ErrNotFound) {
		err = nil
	}
	return a, err
}

// asksSince is how often an organisation was asked about an entry since it was
// last checked.
func asksSince(r db.Reader, s directory.Service) (n int, err error) {
	err = r.QueryRow(`SELECT count(*) FROM keeper_asks WHERE service_id = $1 AND checked_on = $2`, s.ID, checkedOn(s)).Scan(&n)
	return n, err
}

// askedOn is how many mails went out on a day without anybody asking for them.
func askedOn(r db.Reader, day dates.Date) (n int, err error) {
	err = r.QueryRow(`SELECT count(DISTINCT message_id) FROM keeper_asks WHERE by_id = '' AND at >= $1 AND at < $2`,
		db.Ms(day.Midnight()), db.Ms(day.AddDays(1).Midnight())).Scan(&n)
	return n, err
}

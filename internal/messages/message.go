package messages

import (
	"time"
)

// Channel is how a message travels.
type Channel string

// The channels.
const (
	Email Channel = "email"
	SMS   Channel = "sms"
)

// State is what became of a message.
type State string

// The states. Only a queued message changes state by itself; what was sent is
// changed by what a gateway tells later.
const (
	Queued    State = "queued"    // waits for its time or its next attempt
	Sent      State = "sent"      // a server took it
	Delivered State = "delivered" // a gateway has told that it arrived
	Failed    State = "failed"    // refused, given up, or told not to have arrived
	Stopped   State = "stopped"   // by a person or a restore, before it was sent
	Withheld  State = "withheld"  // the demo shows it and sends it to nobody
)

// Message is what somebody wants sent.
type Message struct {
	Channel   Channel
	To        string    // one bare address, "a@example.org", or one phone number
	Subject   string    // for Email; without personal data
	Text      string    // plain text; {secret} stands for Secret
	HTML      string    // optional, the same words
	Secret    string    // optional, a link with a token, forgotten once sent
	Purpose   string    // why: "invitation"
	AboutKind string    // what it is about: "referral", and
	AboutID   string    // which one
	PersonID  string    // whom it is about, "" for nobody in particular
	ToPerson  bool      // it goes to the person themselves: only package people says so
	WayOut    string    // optional, for an Email: a link by which its reader stops more; {way-out} stands for it
	NotBefore time.Time // zero: now
}

// Entry is a message in the book.
type Entry struct {
	Message
	ID       string
	State    State
	StateAt  time.Time
	QueuedAt time.Time
	Attempts int    // begun
	Note     string // why it failed or was stopped, or the latest trouble
	ListID   string // of mail to the readers of a list, which package readers keeps: its way out works with one click

	answered int
}

// unanswered is how many attempts nobody knows the outcome of.
func (e Entry) unanswered() int { return e.Attempts - e.answered }

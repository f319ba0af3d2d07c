package desk

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// TextIn is a text as a gateway hands it over.
type TextIn struct {
	GatewayID string // the gateway's own id
	From      string // phone number
	Words     string
}

// quiet is how long the out-of-hours answer is not repeated to one sender.
const quiet = 12 * time.Hour

// Receive keeps a text and makes a note of it, in one write; the same text a
// second time changes nothing. Where exactly one person has the number, the
// note is about them; otherwise it goes to the inbox of the area's first team
// or of the team of those who share the number, and nobody is guessed.
func Receive(ctx context.Context, d *db.DB, in TextIn) error {
	in.GatewayID, in.Words = strings.TrimSpace(in.GatewayID), strings.TrimSpace(in.Words)
	sender := people.PhoneKey(in.From)
	if in.GatewayID == "" || sender == "" || len(in.GatewayID) > 200 || len([]rune(in.Words)) > 2000 {
		var bad db.Invalid
		bad.Add("text", "A text has an id, a sender and at most 2,000 characters")
		return bad.Err()
	}
	return d.Write(ctx, func(tx *db.Tx) error { return receive(tx, in, sender) })
}

func receive(tx *db.Tx, in TextIn, sender string) error {
	n := Note{About: "call", Words: in.Words, CallBack: in.From, Who: "A text from " + in.From, CameBy: "text", LeftName: "By text", State: New}
	fresh, err := tx.Exec(`INSERT INTO texts_in (gateway_id, sender, words, note_id, answered, received_at) VALUES ($1, $2, $3, '', FALSE, $4) ON CONFLICT (gateway_id) DO NOTHING`,
		in.GatewayID, sender, in.Words, tx.Now().UnixMilli())
	if err != nil || fresh == 0 {
		return err
	}
	if err := n.find(tx, sender); err != nil {
		return err
	}
	if err := n.obey(tx, wish(in.Words)); err != nil {
		return err
	}
	if err := n.insert(tx); err != nil {
		return err
	}
	answered, err := n.answerAway(tx, sender)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE texts_in SET note_id = $2, answered = $3 WHERE gateway_id = $1`, in.GatewayID, n.ID, answered); err != nil {
		return err
	}
	return audit.Change(tx, audit.System, "desk.text-came", n.PersonID, "desk-note", n.ID)
}

// wish is what a text asks for that is one of the words for it and nothing
// else: "stop", "start" or "". Whoever asks in a sentence is read by a human.
func wish(words string) string {
	switch strings.ToLower(strings.Trim(words, " \t\r\n.!\"'“”‘’")) {
	case "stop", "stop all", "stopall", "unsubscribe", "opt out", "optout":
		return "stop"
	case "start", "unstop":
		return "start"
	}
	return ""
}

// obey keeps the wish for no more texts, or for some again, in the same write.
// The note says what was done, so that the worker knows.
func (n *Note) obey(tx *db.Tx, wish string) error {
	switch wish {
	case "stop":
		n.Words += "\n[Texts to this number have stopped. Find another way to be in touch.]"
		return people.OptOutByReply(tx, n.CallBack, n.PersonID)
	case "start":
		n.Words += "\n[Texts to this number may go again.]"
		return people.StartByReply(tx, n.CallBack, n.PersonID)
	}
	return nil
}

// find says whose text it is, as far as the number alone can say.
func (n *Note) find(tx *db.Tx, sender string) error {
	known, err := people.WithPhone(tx, sender)
	if err != nil {
		return err
	}
	if len(known) == 1 {
		if err := n.belongTo(tx, known[0].ID); err != nil || n.TeamID != "" {
			return err
		}
		n.PersonID, n.Who = "", "A text from "+n.CallBack // no open case: the inbox sees to it
	}
	all, err := teams.Teams(tx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return db.ErrNotFound
	}
	n.TeamID = all[0].ID
	return nil
}

// answerAway queues the out-of-hours answer, unless somebody reads replies now,
// the team has no way back, or the sender had one in the last twelve hours. It
// does not go to somebody who has died, who wants no texts or to whom a text
// may do harm.
func (n Note) answerAway(tx *db.Tx, sender string) (bool, error) {
	way, err := teams.WayBackOf(tx, n.TeamID)
	if err != nil || !way.There() || way.Open(tx.Now()) {
		return false, err
	}
	lately, err := db.One(tx, func(s db.Scanner) (count int, err error) {
		err = s.Scan(&count)
		return
	}, `SELECT count(*) FROM texts_in WHERE sender = $1 AND answered = TRUE AND received_at > $2`, sender, tx.Now().Add(-quiet).UnixMilli())
	if err != nil || lately > 0 {
		return false, err
	}
	area, err := teams.TheArea(tx)
	if err != nil {
		return false, err
	}
	m := messages.Message{Channel: messages.SMS, Text: way.AwayText + " " + teams.CrisisWords(area.Crisis), Purpose: "away", AboutKind: "desk-note", AboutID: n.ID}
	if n.PersonID != "" {
		return people.TellByItself(tx, n.PersonID, "", m)
	}
	return people.AnswerNumber(tx, n.CallBack, m)
}

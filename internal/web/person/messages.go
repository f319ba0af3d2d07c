package person

import (
	"slices"
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/messages"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// post is one message or letter, in or out.
type post struct {
	At    time.Time
	Out   messages.Entry       // zero for what came in, and for a letter
	Piece correspondence.Piece // zero for what Linkwork wrote by itself
	In    desk.Note            // zero for what went out
}

// mailbox is what went to and fro.
type mailbox struct {
	about.Subject
	Posts []post
}

// messagesShown is how many messages the page shows of each kind.
const messagesShown = 100

func showMessages(v *visit.Visit) error {
	return part(v, "Messages", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		box := mailbox{Subject: s}
		if err := box.read(r, v); err != nil {
			return nil, err
		}
		return messagesBody(box), nil
	})
}

func (box *mailbox) read(r *db.Snapshot, v *visit.Visit) (err error) {
	written, err := correspondence.Of(r, v.Actor, box.ID, messagesShown)
	if err != nil {
		return err
	}
	of := make(map[string]correspondence.Piece)
	for _, p := range written {
		if of[p.MessageID] = p; p.MessageID == "" {
			box.Posts = append(box.Posts, post{At: p.MadeAt, Piece: p})
		}
	}
	out, err := messages.For(r, box.ID, messagesShown)
	if err != nil {
		return err
	}
	for _, m := range out {
		box.Posts = append(box.Posts, post{At: m.QueuedAt, Out: m, Piece: of[m.ID]})
	}
	in, err := desk.OfPerson(r, v.Actor, box.ID)
	if err != nil {
		return err
	}
	for _, n := range in {
		box.Posts = append(box.Posts, post{At: n.CameAt, In: n})
	}
	slices.SortStableFunc(box.Posts, func(a, b post) int { return b.At.Compare(a.At) })
	return nil
}

package person

import (
	"slices"
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/messages"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// post is one message, in or out.
type post struct {
	At  time.Time
	Out messages.Entry // zero for what came in
	In  desk.Note      // zero for what went out
}

// messagesShown is how many messages the page shows.
const messagesShown = 100

func showMessages(v *visit.Visit) error {
	return part(v, "Messages", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		out, err := messages.For(r, s.ID, messagesShown)
		if err != nil {
			return nil, err
		}
		in, err := desk.OfPerson(r, v.Actor, s.ID)
		if err != nil {
			return nil, err
		}
		var all []post
		for _, m := range out {
			all = append(all, post{At: m.QueuedAt, Out: m})
		}
		for _, n := range in {
			all = append(all, post{At: n.CameAt, In: n})
		}
		slices.SortStableFunc(all, func(a, b post) int { return b.At.Compare(a.At) })
		return messagesBody(s, all), nil
	})
}

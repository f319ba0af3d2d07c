package inbound

import (
	"context"
	"log/slog"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
)

// taken is a gateway that takes every text.
type taken struct{}

func (taken) Send(context.Context, messages.Entry) error { return nil }

func TestNewsOfATextIsTakenFromWhoeverKnowsTheSecret(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var id, waiting string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) {
			m := messages.Message{Channel: messages.SMS, To: "07700 900 982", Text: "Hello", Purpose: "letter"}
			if id, err = messages.Queue(tx, m); err != nil {
				return err
			}
			m.NotBefore = tx.Now().AddDate(1, 0, 0)
			waiting, err = messages.Queue(tx, m)
			return err
		})
		sender := messages.NewSender(d, map[messages.Channel]messages.Transport{messages.SMS: taken{}})
		if err := jobs.NewRunner(d, sender.Handlers()).Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		h := Receipts(d, "s3cret", slog.New(slog.DiscardHandler))
		body := func(id, state string) string {
			return `{"id":"` + id + `","state":"` + state + `","why":"switched off"}`
		}
		for _, try := range []struct {
			secret, body string
			want         int
			state        messages.State
		}{
			{"", body(id, "delivered"), 401, messages.Sent},
			{"wrong", body(id, "delivered"), 401, messages.Sent},
			{"s3cret", body(id, "perhaps"), 400, messages.Sent},
			{"s3cret", body(id, "delivered") + "x", 400, messages.Sent},
			{"s3cret", body(`\u0000`, "delivered"), 400, messages.Sent},
			{"s3cret", body("nobody", "delivered"), 404, messages.Sent},
			{"s3cret", body(waiting, "delivered"), 404, messages.Sent},
			{"s3cret", body(id, "failed"), 204, messages.Failed},
			{"s3cret", body(id, "failed"), 204, messages.Failed},
			{"s3cret", body(id, "delivered"), 204, messages.Delivered},
			{"s3cret", body(id, "delivered"), 204, messages.Delivered},
			{"s3cret", body(id, "failed"), 204, messages.Delivered},
		} {
			if got := post(h, try.secret, try.body); got != try.want {
				t.Errorf("%q %.60q: %d, want %d", try.secret, try.body, got, try.want)
			}
			dbtest.Read(t, d, func(r *db.Snapshot) error {
				e, err := messages.Get(r, id)
				if e.State != try.state {
					t.Errorf("after %q: %s, want %s", try.body, e.State, try.state)
				}
				return err
			})
		}
	})
}

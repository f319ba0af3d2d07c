package readers

import (
	"context"
	"encoding/json"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/studies"
)

type moveArgs struct {
	From    string `json:"from"`
	To      string `json:"to"`
	After   string `json:"after"` // the reader who was asked last
	BaseURL string `json:"base"`
}

// movedAtOnce are asked in one write.
const movedAtOnce = 200

// Move asks the readers of one study, by mail, whether they want the updates of another.
// Nobody is a reader there who does not open the link: silence is no. Who was asked, left or
// complained there is not asked. It needs the duty in both studies; db.ErrNotFound
// without, or without a list in both.
func Move(ctx context.Context, d *db.DB, by access.Actor, key once.Key, baseURL, fromID, toID string) error {
	_, err := studies.Act(ctx, d, by, key, toID, studies.Involve, "readers.moved", func(tx *db.Tx, to studies.Seat) (string, error) {
		from, err := studies.Enter(tx, by, fromID, studies.Involve)
		if err != nil {
			return "", err
		}
		if _, err := Of(tx, from); err != nil {
			return "", err
		}
		list, err := Of(tx, to)
		if err != nil {
			return "", err
		}
		if fromID == toID {
			return "", db.Fault("to", "Choose another study")
		}
		if err := list.open("to"); err != nil {
			return "", err
		}
		return toID, jobs.Enqueue(tx, jobMove, moveArgs{From: fromID, To: toID, BaseURL: baseURL}, tx.Now())
	})
	return err
}

// move asks some of those who are to be asked, and comes back for the rest.
func (Ways) move(d *db.DB) jobs.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		var args moveArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return moveSome(tx, args) })
	}
}

func moveSome(tx *db.Tx, args moveArgs) error {
	from, err := theList(tx, args.From)
	if err != nil {
		return err
	}
	to, err := theList(tx, args.To)
	if err != nil {
		return err
	}
	key, err := theSecret(tx)
	if err != nil {
		return err
	}
	some, err := db.List(tx, scanReader, readerColumns+` WHERE r.study_id = $1 AND r.state = 'confirmed' AND r.id > $2 ORDER BY r.id LIMIT $3`, args.From, args.After, movedAtOnce)
	if err != nil {
		return err
	}
	for _, x := range some {
		args.After = x.ID
		if _, err := (Reader{StudyID: args.To, Address: x.Address, State: Asked}).bring(tx, key, to, args.BaseURL, nil, from.invites(to)); err != nil {
			return err
		}
	}
	if len(some) < movedAtOnce {
		return nil
	}
	return jobs.Enqueue(tx, jobMove, args, tx.Now())
}

// invites is the mail that asks a list's readers to read another.
func (l List) invites(to List) letter {
	return letter{"Would you like our next updates too?", "Hello,\n\nYou get “" + l.Title + "”. There is something new to follow: “" + to.Title + "”.\n\n" + to.About + "\n\nTo get it, open this page and press the button:\n\n{secret}\n\nThe link works for 7 days. If you do nothing, you do not get it, and nothing else changes.\n"}
}

package readers

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showSending(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x, err := readers.Get(r, s, v.Path("sending"))
		if err != nil {
			return visit.View{}, err
		}
		failed, err := readers.Failures(r, s, x.ID)
		return visit.View{Page: instudy.Page(s, x.Subject, "", instudy.Back(s.Study, "Back to readers", "/readers")), Body: sendingBody(s, x, failed, visit.NewToken())}, err
	}, studies.Involve)
}

func showStop(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x, err := readers.Get(r, s, v.Path("sending"))
		back := &ui.Link{Text: "Back to the sending", Href: instudy.Href(s.Study, "/readers/sendings/"+x.ID)}
		return visit.View{Page: instudy.Page(s, "Stop for good", "", back), Body: stopBody(s, x, visit.NewToken())}, err
	}, studies.Involve)
}

type act func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error

// steer pauses, resumes or stops a sending.
func steer(do act, words string) visit.Handler {
	return func(v *visit.Visit) error {
		if err := do(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("sending")); err != nil {
			return err
		}
		return instudy.Done(v, "/readers/sendings/"+v.Path("sending"), words)
	}
}

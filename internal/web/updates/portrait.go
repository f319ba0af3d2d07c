package updates

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

func showPortrait(v *visit.Visit) error { return portraitPage(v, nil) }

func portraitPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		d, err := read(v, r, s)
		if err != nil {
			return visit.View{}, err
		}
		b, err := d.Block(v.Path("block"))
		if err == nil && (b.Kind != updates.Profile || !d.open() && b.Portrait.ID == "") {
			err = db.ErrNotFound
		}
		if bad == nil {
			v.Fields.Set("alt", b.Portrait.Alt)
			v.Fields.Set("agreed", b.Portrait.Agreed)
		}
		return v.FormView(d.below(portraitTitle(b)), portraitBody(v.Fields, d, b, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Involve)
}

func portraitTitle(b updates.Block) string { return "Picture for “" + b.Heading + "”" }

// Uploads reports whether a path is one at which a portrait is sent.
func Uploads(path string) bool {
	return strings.HasPrefix(path, "/studies/") && strings.HasSuffix(path, "/portrait/upload")
}

func setPortrait(v *visit.Visit) error {
	p, err := v.OnePhotograph("picture")
	if err == nil {
		words := updates.Portrait{Alt: v.Fields.Get("alt"), Agreed: v.Fields.Get("agreed")}
		err = updates.SetPortrait(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version(), v.Path("block"), p, words)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return portraitPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), "Saved.")
}

func takePortraitBack(v *visit.Visit) error {
	if err := updates.TakePortraitBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version(), v.Path("block")); err != nil {
		return err
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), "The picture is deleted.")
}

// sendPortrait sends the picture to the team.
func sendPortrait(v *visit.Visit) error {
	return v.SendPicture(func(r *db.Snapshot) (pictures.Kept, error) {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return pictures.Kept{}, err
		}
		e, err := updates.Get(r, s, v.Path("edition"))
		if err != nil {
			return pictures.Kept{}, err
		}
		return updates.PortraitOf(r, e, v.Path("block"))
	})
}

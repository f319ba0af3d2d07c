package photos

import (
	"errors"
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
)

// Reason is why something may not be shown for a use.
type Reason string

// The reasons.
const (
	Gone        Reason = "gone"
	Withdrawn   Reason = "withdrawn"
	NotReleased Reason = "not-released"
	Refused     Reason = "refused"
	TakenBack   Reason = "taken-back"
	Expired     Reason = "expired"
	OnlyChanged Reason = "only-changed"
	NotThisOne  Reason = "not-this-one"
	NoLicence   Reason = "no-licence"
	NoAlt       Reason = "no-alt"
	Unchecked   Reason = "unchecked"
	Risky       Reason = "risky"
	NoAgreement Reason = "no-agreement"
	Unwelcome   Reason = "unwelcome"
)

// Refusal is why something may not be shown for a use, in words.
type Refusal struct {
	Reason Reason
	Use    Use
	Words  string
}

func (x *Refusal) Error() string { return x.Words }

// Shown is what may be shown of a photograph for a use.
type Shown struct {
	PhotoID, ItemID string
	Use             Use
	Kind            Kind
	Prompt          Prompt
	Alt             string // of a picture
	Words           string // in its place
	Credit          string // how its taker wants to be named; "" for not at all
	Before          Kind   // of the item that would be shown before it; "" where there is none
	Instead         string // why that one is not shown; "" where there is none
}

// Show is what may be shown of a photograph for a use, now: itself, or else something
// made from it. The error is a *Refusal where nothing may be, db.ErrNotFound for no
// such photograph. Whoever shows it asks each time. The caller has checked that its
// readers are those whom the use means.
func Show(r db.Reader, use Use, photoID string) (Shown, error) {
	p, err := one(where(r, `p.id = $1`, photoID))
	if err != nil {
		return Shown{}, err
	}
	shown, refusal := p.Show(use, dates.Of(r.Now()))
	if refusal != nil {
		return Shown{}, refusal
	}
	return shown, nil
}

// Picture is the picture of an item for a use, whole or small; db.ErrNotFound unless
// it may be shown for the use, now.
func Picture(r db.Reader, use Use, photoID, itemID string, little bool) (pictures.Kept, error) {
	p, err := one(where(r, `p.id = $1`, photoID))
	if err != nil {
		return pictures.Kept{}, err
	}
	i, ok := p.Item(itemID)
	if !ok || p.judge(i, use, dates.Of(r.Now())) != nil {
		return pictures.Kept{}, db.ErrNotFound
	}
	return i.picture(r, little)
}

func (i Item) picture(r db.Reader, little bool) (pictures.Kept, error) {
	id := i.pictureID
	if little {
		id = i.smallID
	}
	return pictures.Get(r, ownerOf(i.ID), id)
}

// Look is the picture of an item for somebody of the team: for whoever handles the
// photograph, and for others if it was released for analysis; else db.ErrNotFound.
func Look(r db.Reader, s studies.Seat, photoID, itemID string, little bool) (pictures.Kept, error) {
	p, err := Get(r, s, photoID)
	if err != nil {
		return pictures.Kept{}, err
	}
	if !p.Handles(s) {
		return Picture(r, Analysis, photoID, itemID, little)
	}
	i, ok := p.Item(itemID)
	if !ok {
		return pictures.Kept{}, db.ErrNotFound
	}
	return i.picture(r, little)
}

// Look is a picture of somebody's own album; else db.ErrNotFound.
func (a Album) Look(r db.Reader, photoID, itemID string, little bool) (pictures.Kept, error) {
	p, err := a.Photo(photoID)
	if err != nil {
		return pictures.Kept{}, err
	}
	i, ok := p.Item(itemID)
	if !ok {
		return pictures.Kept{}, db.ErrNotFound
	}
	return i.picture(r, little)
}

// Show is what may be shown of the photograph for a use on a day: itself, then the
// latest image made from it, then words in its place. The refusal is that of the
// first of them where none may be.
func (p Photo) Show(use Use, today dates.Date) (Shown, *Refusal) {
	var first *Refusal
	for _, i := range p.best() {
		refusal := p.judge(i, use, today)
		if refusal == nil {
			shown := Shown{PhotoID: p.ID, ItemID: i.ID, Use: use, Kind: i.Kind, Prompt: p.Prompt, Alt: i.Alt, Words: i.Words, Credit: p.CreditName}
			if first != nil {
				shown.Before, shown.Instead = p.best()[0].Kind, first.Words
			}
			return shown, nil
		}
		if first == nil {
			first = refusal
		}
	}
	switch {
	case first == nil:
		first = p.refusal(use, today)
	case first.Reason == OnlyChanged && len(p.Items) == 1:
		first = &Refusal{OnlyChanged, use, "For this, only something made from it may be shown, and nothing was made yet"}
	case first.Reason == OnlyChanged:
		first = p.judge(p.best()[1], use, today)
	}
	if first == nil {
		first = &Refusal{Gone, use, "There is no photograph, and nothing in its place"}
	}
	return Shown{}, first
}

// best are the items, those first that show most.
func (p Photo) best() []Item {
	items := slices.Clone(p.Items)
	slices.Reverse(items) // the latest first
	rank := func(i Item) int { return slices.Index(Kinds, i.Kind) }
	slices.SortStableFunc(items, func(a, b Item) int { return rank(a) - rank(b) })
	return items
}

// May says why an item may not be shown for a use now; nil if it may.
func (p Photo) May(i Item, use Use, today dates.Date) *Refusal { return p.judge(i, use, today) }

// refusal is why nothing of the photograph may be shown for a use, whatever it is.
func (p Photo) refusal(use Use, today dates.Date) *Refusal {
	no := func(why Reason, words string) *Refusal { return &Refusal{why, use, words} }
	release, said := p.Release(use)
	switch {
	case !p.RemovedAt.IsZero():
		return no(Gone, "It was deleted")
	case !p.Consents:
		return no(Withdrawn, "The participant does not consent to photographs any more")
	case use.Words() == "", !said:
		return no(NotReleased, "The participant has not said yet that it may be used for this: "+use.Words())
	case !release.EndedAt.IsZero():
		return no(TakenBack, "The participant took back that it may be used for this: "+use.Words())
	case release.Form == Nowhere:
		return no(Refused, "The participant does not want it to be used for this: "+use.Words())
	case !release.ExpiresOn.IsZero() && today.After(release.ExpiresOn):
		return no(Expired, "It could be used for this until "+release.ExpiresOn.Long())
	}
	return nil
}

// judge says why an item may not be shown for a use on a day; nil if it may.
func (p Photo) judge(i Item, use Use, today dates.Date) *Refusal {
	if x := p.refusal(use, today); x != nil {
		return x
	}
	no := func(why Reason, words string) *Refusal { return &Refusal{why, use, words} }
	release, _ := p.Release(use)
	switch {
	case i.Kind == Original && release.Form != AsItIs:
		return no(OnlyChanged, "The photograph itself is not released for this, only something made from it: "+use.Words())
	case !i.RefusedAt.IsZero():
		return no(NotThisOne, "The participant does not want this one shown")
	case i.Kind == InWords:
		return nil
	case i.Alt == "":
		return no(NoAlt, "It has no alternative text yet")
	case use == Analysis:
		return nil
	case p.Licence == 0:
		return no(NoLicence, "Its taker has given no licence yet")
	case !i.Checked():
		return no(Unchecked, "Nobody has looked for risks in it yet")
	case len(i.Risks()) > 0:
		return no(Risky, "It shows something that must not be seen: "+i.Risks()[0].Words())
	case p.Workplace == Forbidden && i.Kind == Original:
		return no(Unwelcome, "The workplace said no to the photograph. Something made from it can be shown instead")
	case i.showsPeople() && !p.coverPeople(use):
		return no(NoAgreement, "People in it have not agreed to this: "+use.Words())
	}
	return nil
}

// RefusalOf is the refusal in an error; nil for another error.
func RefusalOf(err error) *Refusal {
	x, _ := errors.AsType[*Refusal](err)
	return x
}

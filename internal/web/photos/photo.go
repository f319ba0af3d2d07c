package photos

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// one is a photograph on its own pages.
type one struct {
	studies.Seat
	photos.Photo
	Sees     bool // handles it: sees everything
	May      []verdict
	Usages   []photos.Usage
	Original files.File // in quarantine, for leads; zero once destroyed
	Until    time.Time  // the original is kept, whoever may open it; zero once destroyed
	Licence  photos.Licence
	Item     photos.Item // on its own page
	Talks    []ui.Link   // sessions in which its taker spoke
	Today    dates.Date
}

// verdict is what may be shown for a use, or why nothing may be.
type verdict struct {
	Use     photos.Use
	Release photos.Release
	Shown   photos.Shown
	Not     *photos.Refusal
}

// not is why nothing of the photograph may be shown for a use now; nil if something may.
func (o one) not(u photos.Use) *photos.Refusal {
	_, not := o.Photo.Show(u, o.Today)
	return not
}

func (o *one) read(r *db.Snapshot, s studies.Seat, id string) (err error) {
	o.Seat, o.Today = s, dates.Of(r.Now())
	if o.Photo, err = photos.Get(r, s, id); err != nil {
		return err
	}
	o.Sees = o.Handles(s)
	for _, u := range photos.Uses {
		x := verdict{Use: u}
		x.Release, _ = o.Photo.Release(u)
		x.Shown, x.Not = o.Photo.Show(u, o.Today)
		o.May = append(o.May, x)
	}
	if o.Usages, err = photos.Usages(r, o.Photo.ID); err != nil {
		return err
	}
	if o.Photo.Licence != 0 {
		if o.Licence, err = photos.TheLicence(r, o.StudyID, o.Photo.Licence); err != nil {
			return err
		}
	}
	if o.Talks, err = talks(r, s, o.ParticipantID); err != nil {
		return err
	}
	if o.Until, err = photos.OriginalUntil(r, o.Photo); err != nil {
		return err
	}
	o.Original, err = photos.OriginalOf(r, s, id)
	if errors.Is(err, db.ErrNotFound) {
		err = nil
	}
	return err
}

// seen are the items that the reader sees: whoever does not handle the photograph sees
// what was released for analysis or the team.
func (o one) seen() (items []photos.Item) {
	for _, i := range o.Items {
		if o.Sees || o.Photo.May(i, photos.Analysis, o.Today) == nil || o.Photo.May(i, photos.Team, o.Today) == nil {
			items = append(items, i)
		}
	}
	return items
}

// page shows a page of one photograph.
func page(v *visit.Visit, bad *db.Invalid, title string, view func(one) visit.View) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var o one
		if err := o.read(r, s, v.Path("photo")); err != nil {
			return visit.View{}, err
		}
		back := instudy.Back(s.Study, "Back to photographs", "/photos")
		if title != "" {
			back = instudy.Back(s.Study, "Back to the photograph", "/photo/"+o.Photo.ID)
			if !o.Sees {
				return visit.View{}, db.ErrNotFound
			}
		}
		w := view(o)
		if w.Body == nil {
			return visit.View{}, db.ErrNotFound
		}
		if title == "" {
			title = o.title()
		}
		return v.FormView(instudy.Page(s, title, "", back), w.Body, bad), nil
	}, handlers...)
}

func (o one) title() string { return o.Participant.Number + ": " + o.Prompt.Words }

func showPhoto(v *visit.Visit) error { return photoPage(v, "", nil) }

func photoPage(v *visit.Visit, form string, bad *db.Invalid) error {
	return page(v, bad, "", func(o one) visit.View {
		return visit.View{Body: photoBody(v.Fields, o, form, visit.NewToken(), visit.Faults(bad))}
	})
}

// on answers a form of one of the pages of a photograph.
func on(v *visit.Visit, again func(*db.Invalid) error, err error, below, words string) error {
	if err != nil {
		return v.Again(err, again)
	}
	return instudy.Done(v, "/photo/"+v.Path("photo")+below, words)
}

func destroy(v *visit.Visit) error {
	err := photos.Destroy(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), v.Fields.Get("why"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return photoPage(v, "destroy", bad) })
	}
	return instudy.Done(v, "/photos", "The photograph is destroyed, with everything that was made from it.")
}

func putWords(v *visit.Visit) error {
	f := v.Fields
	_, err := photos.PutWords(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), f.Get("from"), f.Get("words"), f.Get("why"))
	return on(v, func(bad *db.Invalid) error { return photoPage(v, "words", bad) }, err, "", "The words are kept.")
}

// sendOriginal sends what is in quarantine, after the look is on the trail.
func sendOriginal(v *visit.Visit) error {
	read := func(r *db.Snapshot) (files.File, error) {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Lead)
		if err != nil {
			return files.File{}, err
		}
		return photos.OriginalOf(r, s, v.Path("photo"))
	}
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { _, err := read(r); return err }); err != nil {
		return err
	}
	if err := photos.NoteLook(v.Context(), v.House.DB, v.Actor, v.Path("photo")); err != nil {
		return err
	}
	return v.SendFile(read)
}

func showItem(v *visit.Visit) error { return itemPage(v, "", nil) }

func itemPage(v *visit.Visit, form string, bad *db.Invalid) error {
	return page(v, bad, "Work on a picture", func(o one) visit.View {
		i, ok := o.Photo.Item(v.Path("picture"))
		if !ok || i.Kind == photos.InWords {
			return visit.View{}
		}
		o.Item = i
		if form != "alt" {
			v.Fields.Set("alt", i.Alt)
		}
		if form != "check" {
			for x, found := range i.Checks {
				v.Fields.Set("risk-"+string(x), string(found))
			}
		}
		return visit.View{Body: itemBody(v.Fields, o, form, visit.NewToken(), visit.Faults(bad))}
	})
}

// onItem answers a form of the page of an item.
func onItem(v *visit.Visit, form string, err error, words string) error {
	return on(v, func(bad *db.Invalid) error { return itemPage(v, form, bad) }, err, "/items/"+v.Path("picture"), words)
}

func setAlt(v *visit.Visit) error {
	return onItem(v, "alt", photos.SetAlt(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), v.Path("picture"), v.Fields.Get("alt")), "Saved.")
}

func check(v *visit.Visit) error {
	found := make(map[photos.Risk]photos.Found)
	for _, x := range photos.Risks {
		found[x] = photos.Found(v.Fields.Get("risk-" + string(x)))
	}
	return onItem(v, "check", photos.Check(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), v.Path("picture"), found), "Noted under your name.")
}

// areas is how many areas the form has room for.
const areas = 6

// sides are the four numbers of an area.
var sides = []string{"left", "top", "width", "height"}

// regions reads the areas to cover, in percent of the picture. Faults go to "regions".
func regions(f visit.Fields) ([]pictures.Region, error) {
	var all []pictures.Region
	for n := range areas {
		var x [4]float64
		filled := 0
		for i, side := range sides {
			text := strings.TrimSuffix(f.Text(side+"-"+strconv.Itoa(n)), "%")
			if text == "" {
				continue
			}
			filled++
			v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil || math.IsNaN(v) || v < 0 || v > 100 {
				return nil, db.Fault("regions", "Enter percent of the picture, from 0 to 100, for area "+strconv.Itoa(n+1))
			}
			x[i] = v / 100
		}
		switch {
		case filled == 0:
			continue
		case filled < 4 || x[2] == 0 || x[3] == 0:
			return nil, db.Fault("regions", "Fill in all four numbers of area "+strconv.Itoa(n+1)+". Its width and height are more than 0")
		}
		all = append(all, pictures.Region{X: x[0], Y: x[1], Width: x[2], Height: x[3]})
	}
	return all, nil
}

func cover(v *visit.Visit) error {
	all, err := regions(v.Fields)
	id := ""
	if err == nil {
		id, err = photos.Cover(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), v.Path("picture"), all, v.Fields.Get("why"))
	}
	return made(v, "cover", id, err)
}

func redraw(v *visit.Visit) error {
	sent, err := v.ReadSecret("drawing", mostUpload)
	id := ""
	if err == nil {
		id, err = photos.Redraw(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), v.Path("picture"), v.Fields.Get("why"), sent.Body)
	}
	return made(v, "redraw", id, err)
}

// made leads to what was made.
func made(v *visit.Visit, form, id string, err error) error {
	return on(v, func(bad *db.Invalid) error { return itemPage(v, form, bad) }, err, "/items/"+id, "The image is made. Look at it, describe it and look for risks in it.")
}

func scrap(v *visit.Visit) error {
	err := photos.Scrap(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), v.Path("picture"))
	return on(v, func(bad *db.Invalid) error { return itemPage(v, "", bad) }, err, "", "It is thrown away.")
}

func showRights(v *visit.Visit) error { return rightsPage(v, "", nil) }

func rightsPage(v *visit.Visit, form string, bad *db.Invalid) error {
	return page(v, bad, "Where it may be shown", func(o one) visit.View {
		return visit.View{Body: rightsBody(v.Fields, o, form, visit.NewToken(), visit.Faults(bad))}
	})
}

func onRights(v *visit.Visit, form string, err error, words string) error {
	return on(v, func(bad *db.Invalid) error { return rightsPage(v, form, bad) }, err, "/rights", words)
}

func noteWhere(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	t := photos.Terms{Forms: make(map[photos.Use]photos.Form), Until: f.Date("until", bad), Licence: f.Is("licence", "yes"), Credit: photos.Credit(f.Get("credit")), CreditName: f.Get("credit_name"), How: f.Get("how")}
	for _, u := range photos.Uses {
		if x := f.Get("use-" + string(u)); x != "" {
			t.Forms[u] = photos.Form(x)
		}
	}
	err := bad.Err()
	if err == nil {
		err = photos.NoteWhere(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), t)
	}
	return onRights(v, "where", err, "Noted. It holds from now on.")
}

func noteTakenBack(v *visit.Visit) error {
	err := photos.NoteTakenBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"))
	return onRights(v, "", err, "It is shown nowhere any more.")
}

func noteAgreement(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	a := photos.Agreement{PhotoID: v.Path("photo"), Who: f.Get("who"), How: f.Get("how"), AgreedOn: f.Date("agreed", bad)}
	for _, u := range f.All("uses") {
		a.Uses = append(a.Uses, photos.Use(u))
	}
	err := bad.Err()
	if err == nil {
		err = photos.NoteAgreement(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), a)
	}
	return onRights(v, "agreement", err, "Noted.")
}

func endAgreement(v *visit.Visit) error {
	err := photos.EndAgreement(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo"), v.Path("agreement"))
	return onRights(v, "", err, "It is shown where people in it are seen no more.")
}

func showUses(v *visit.Visit) error { return usesPage(v, nil) }

func usesPage(v *visit.Visit, bad *db.Invalid) error {
	return page(v, bad, "Where it was used", func(o one) visit.View {
		return visit.View{Body: usesBody(v.Fields, o, visit.NewToken(), visit.Faults(bad))}
	})
}

func noteUse(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	u := photos.Usage{PhotoID: v.Path("photo"), ItemID: f.Get("item"), Use: photos.Use(f.Get("use")), Words: f.Get("words"), On: f.Date("on", bad), Final: f.Is("final", "yes")}
	err := bad.Err()
	if err == nil && u.ItemID == "" {
		err = db.Fault("item", "Choose which one was used")
	}
	if err == nil {
		err = photos.NoteUse(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), u)
	}
	return on(v, func(bad *db.Invalid) error { return usesPage(v, bad) }, err, "/uses", "Noted.")
}

func choices[T ~string](all []T, words func(T) string) (items []ui.Choice) {
	for _, x := range all {
		items = append(items, ui.Choice{Value: string(x), Text: words(x)})
	}
	return items
}

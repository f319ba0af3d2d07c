package photos

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// handlers are those who see photographs before any use, and those who read what was
// collected.
var handlers = []studies.Duty{studies.Meet, studies.Read}

// sheet is the contact sheet.
type sheet struct {
	studies.Seat
	Cards    []card
	All      int // without the filter
	Prompts  []photos.Prompt
	Begun    bool
	Use      photos.Use // of the filter, "" for any
	Page     int        // of the pages of cards, from 1
	Missing  int
	ToHandle int // have something to do
}

// card is one photograph on the sheet.
type card struct {
	photos.Photo
	ItemID string       // that its reader sees; "" for a stand-in
	Kind   photos.Kind  // of what may be shown; "" for nothing
	Alt    string       // of the picture
	Words  string       // instead of a picture
	May    []photos.Use // uses for which something may be shown now
	To     []string     // what is to do before it can be used
}

func showSheet(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := sheet{Seat: s, Use: photos.Use(v.Fields.Get("use"))}
		err := x.read(r, v.Fields)
		x.Page = min(max(v.Fields.Number("page"), 1), x.last())
		return visit.View{Page: instudy.Page(s, x.title(), "Photographs", nil), Body: sheetBody(v.Fields, x)}, err
	}, handlers...)
}

// cardsEach is how many cards stand on a page of the sheet: as many as somebody looks
// through on a phone.
const cardsEach = 24

func (x sheet) last() int { return max((len(x.Cards)+cardsEach-1)/cardsEach, 1) }

// shown are the cards of the page.
func (x sheet) shown() []card {
	from := (x.Page - 1) * cardsEach
	return x.Cards[from:min(from+cardsEach, len(x.Cards))]
}

func (x sheet) title() string {
	if x.last() == 1 {
		return "Photographs"
	}
	return fmt.Sprintf("Photographs (page %d of %d)", x.Page, x.last())
}

// pageHref is the address of another page of what the filter keeps.
func (x sheet) pageHref(f visit.Fields) func(page int) string {
	kept := url.Values{}
	for _, name := range []string{"use", "kind", "prompt", "to"} {
		if f.Has(name) {
			kept[name] = f.All(name)
		}
	}
	return func(page int) string {
		kept.Set("page", strconv.Itoa(page))
		return instudy.Href(x.Study, "/photos?"+kept.Encode())
	}
}

func (x *sheet) read(r *db.Snapshot, f visit.Fields) error {
	all, err := photos.List(r, x.Seat)
	if err != nil {
		return err
	}
	plan, err := photos.ThePlan(r, x.Study.ID)
	if err != nil {
		return err
	}
	x.Begun = plan.Begun
	if x.Prompts, err = photos.Prompts(r, x.Study.ID); err != nil {
		return err
	}
	gaps, err := photos.Gaps(r, x.Seat)
	if err != nil {
		return err
	}
	x.Missing = len(gaps)
	today := dates.Of(r.Now())
	for _, p := range all {
		c := x.cardOf(p, today)
		if !p.There() && c.Kind == "" {
			continue // on the list of what is missing
		}
		x.All++
		if len(c.To) > 0 {
			x.ToHandle++
		}
		if x.keeps(c, f) {
			x.Cards = append(x.Cards, c)
		}
	}
	return nil
}

// keeps reports whether a card is within the filter.
func (x sheet) keeps(c card, f visit.Fields) bool {
	switch {
	case x.Use != "" && !slices.Contains(c.May, x.Use),
		f.Get("kind") != "" && string(c.Kind) != f.Get("kind"),
		f.Get("prompt") != "" && c.Prompt.ID != f.Get("prompt"),
		f.Is("to", "do") && len(c.To) == 0:
		return false
	}
	return true
}

func (x sheet) cardOf(p photos.Photo, today dates.Date) card {
	c := card{Photo: p}
	for _, u := range photos.Uses {
		shown, no := p.Show(u, today)
		if no != nil {
			continue
		}
		c.May = append(c.May, u)
		seen := p.Handles(x.Seat) || u == photos.Analysis || u == photos.Team
		if wanted := cmp.Or(x.Use, u) == u; wanted && seen && (c.Kind == "" || u == x.Use) {
			c.Kind, c.ItemID, c.Alt, c.Words = shown.Kind, shown.ItemID, shown.Alt, shown.Words
		}
	}
	if !p.Handles(x.Seat) {
		if c.Kind == "" {
			c.Words = "Not released for analysis."
		}
		return c
	}
	c.To = toDo(p)
	if c.Kind == "" && len(p.Items) > 0 {
		i := p.Items[len(p.Items)-1]
		c.Kind, c.ItemID, c.Alt, c.Words = i.Kind, i.ID, altOf(p, i), i.Words
	}
	if c.Kind == photos.InWords {
		c.ItemID = ""
	}
	return c
}

// toDo is what a photograph needs before it can be used.
func toDo(p photos.Photo) (to []string) {
	i, ok := p.Own()
	if !ok {
		return nil
	}
	if i.Alt == "" {
		to = append(to, "Alternative text")
	}
	if !i.Checked() {
		to = append(to, "Look for risks")
	}
	if len(p.Releases) == 0 {
		to = append(to, "Ask where it may be shown")
	}
	if len(i.Risks()) > 0 && len(p.Items) == 1 {
		to = append(to, "Make an image from it")
	}
	return to
}

// altOf is the alternative text of a picture for whoever handles it, also before it
// has one.
func altOf(p photos.Photo, i photos.Item) string {
	return cmp.Or(i.Alt, "Not described yet. Its taker says: "+p.Shows)
}

func sendPicture(v *visit.Visit) error {
	return v.SendPicture(func(r *db.Snapshot) (pictures.Kept, error) {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), handlers...)
		if err != nil {
			return pictures.Kept{}, err
		}
		return photos.Look(r, s, v.Path("photo"), v.Path("picture"), v.Fields.Is("size", "small"))
	})
}

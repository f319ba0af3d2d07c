package updates

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// slot is a block that is written: what it can be about, and what it can count.
type slot struct {
	desk
	Kind    updates.BlockKind
	Block   string // its id; "" for a new one
	Records []updates.Choice
	Figures []updates.Figure
}

func (s slot) action() string {
	if s.Block == "" {
		return s.Href("/new")
	}
	return s.Href("/blocks/" + s.Block)
}

func readSlot(v *visit.Visit, r db.Reader, s studies.Seat, kind updates.BlockKind, block string) (x slot, err error) {
	x.Kind, x.Block = kind, block
	if x.desk, err = read(v, r, s); err != nil {
		return x, err
	}
	records, err := updates.Records(r, s)
	if err != nil {
		return x, err
	}
	x.Records = records[kind]
	x.Figures, err = updates.Figures(r, s, x.Dated)
	return x, err
}

func showNew(v *visit.Visit) error { return newPage(v, nil) }

func newPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		kind := updates.BlockKind(v.Fields.Get("kind"))
		if kind.Words() == "" {
			return visit.View{}, db.ErrNotFound
		}
		x, err := readSlot(v, r, s, kind, "")
		return v.FormView(x.below("Add: "+kind.Words()), blockBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Involve)
}

func showBlock(v *visit.Visit) error { return blockPage(v, false, nil) }

// blockPage shows a block to change: as it stands, or as it was typed.
func blockPage(v *visit.Visit, typed bool, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		e, err := updates.Get(r, s, v.Path("edition"))
		if err != nil {
			return visit.View{}, err
		}
		b, err := e.Block(v.Path("block"))
		if err != nil {
			return visit.View{}, err
		}
		if !typed && bad == nil {
			for name, value := range map[string]string{"heading": b.Heading, "text": b.Text, "about": b.About, "alt": b.Alt, "agreed": b.Agreed} {
				v.Fields.Set(name, value)
			}
		}
		x, err := readSlot(v, r, s, b.Kind, b.ID)
		return v.FormView(x.below(b.Kind.Words()), blockBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Involve)
}

// typedBlock is what the form says.
func typedBlock(v *visit.Visit) updates.Block {
	f := v.Fields
	return updates.Block{ID: v.Path("block"), Kind: updates.BlockKind(f.Get("kind")), Heading: f.Get("heading"), Text: f.Get("text"), About: f.Get("about"), Alt: f.Get("alt"), Agreed: f.Get("agreed")}
}

// inserts puts the chosen figure at the end of what was typed, and reports whether that
// was asked for.
func inserts(f visit.Fields) bool {
	if !f.Is("then", "insert") {
		return false
	}
	if name := f.Get("figure"); name != "" {
		text := f.Get("text")
		if text != "" && !slices.Contains([]byte(" \n"), text[len(text)-1]) {
			text += " "
		}
		f.Set("text", text+updates.Figure{Name: name}.Mark())
	}
	return true
}

func add(v *visit.Visit) error {
	if inserts(v.Fields) {
		return newPage(v, nil)
	}
	if err := updates.AddBlock(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version(), typedBlock(v)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), "Added at the end.")
}

func change(v *visit.Visit) error {
	if inserts(v.Fields) {
		return blockPage(v, true, nil)
	}
	if err := updates.ChangeBlock(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version(), typedBlock(v)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return blockPage(v, true, bad) })
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), "Saved.")
}

func move(v *visit.Visit) error {
	if err := updates.MoveBlock(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version(), v.Path("block"), v.Fields.Is("way", "up")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return editionPage(v, bad) })
	}
	return v.Go("/studies/" + v.Path("study") + "/updates/" + v.Path("edition"))
}

func remove(v *visit.Visit) error {
	if err := updates.RemoveBlock(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version(), v.Path("block")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return editionPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), "Removed.")
}

func choices(first string, all []updates.Choice) []ui.Choice {
	items := []ui.Choice{{Text: first}}
	for _, c := range all {
		items = append(items, ui.Choice{Value: c.ID, Text: c.Words})
	}
	return items
}

func kinds() []ui.Choice {
	items := make([]ui.Choice, 0, len(updates.BlockKinds))
	for _, k := range updates.BlockKinds {
		items = append(items, ui.Choice{Value: string(k), Text: k.Words()})
	}
	return items
}

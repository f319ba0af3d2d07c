package keep

import (
	"net/http"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/web/visit"
)

// shown is an entry with what its organisation has said of it and what waits.
type shown struct {
	caller
	Entry   keepers.Entry
	Waiting keepers.Suggestion // the zero one when nothing waits
}

// show reads the entry that the address names: not found unless the caller
// keeps it.
func (c caller) show(v *visit.Visit) (s shown, err error) {
	s.caller = c
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if s.Entry, err = keepers.GetEntry(r, c.Keeper, v.Path("service")); err != nil {
			return err
		}
		s.Waiting, err = keepers.WaitingOf(r, c.Keeper, s.Entry.ID)
		return err
	})
	return s, err
}

func showEntry(v *visit.Visit, c caller) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	return c.Page(v, entryTitle, http.StatusOK, entryPage(s, dates.Of(v.House.DB.Now()), visit.NewToken()))
}

const entryTitle = "Is this still right?"

// confirm says that all of an entry is right.
func confirm(v *visit.Visit, c caller) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	if err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error { return keepers.Confirm(tx, c.Link, s.Entry.ID) }); err != nil {
		return err
	}
	return v.Go(c.of(s.Entry, "/thanks?done=right"))
}

const changeTitle = "What has changed?"

// showChange asks what has changed, beginning from what waits already.
func showChange(v *visit.Visit, c caller) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	for _, field := range keepers.Fields {
		v.Fields.Set(field.Code, keepers.TextOf(s.Entry.Service, field.Code))
	}
	for _, change := range s.Waiting.Changes {
		v.Fields.Set(change.Field, change.Wanted)
	}
	v.Fields.Set("note", s.Waiting.Note)
	return changeForm(v, s, nil)
}

func changeForm(v *visit.Visit, s shown, bad *db.Invalid) error {
	return s.form(v, changeTitle, changePage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad)
}

func change(v *visit.Visit, c caller) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	said, done := saidIn(v.Fields), "changed"
	err = once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		id, err := keepers.Suggest(tx, c.Link, s.Entry.ID, said)
		if done = "changed"; id == "" {
			done = "room"
		}
		return err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, s, bad) })
	}
	return v.Go(c.of(s.Entry, "/thanks?done="+done))
}

// saidIn reads the form. A number that is not one is left for the act to
// refuse; a box that belongs to another answer does not count.
func saidIn(f visit.Fields) keepers.Said {
	said := keepers.Said{Texts: make(map[string]string), Note: f.Get("note"), Room: directory.Capacity{State: directory.CapacityState(f.Get("room"))}}
	for _, field := range keepers.Fields {
		if f.Has(field.Code) {
			said.Texts[field.Code] = f.Get(field.Code)
		}
	}
	switch said.Room.State {
	case directory.HasPlaces:
		said.Room.Places = f.Number("room-places")
	case directory.WaitingList:
		said.Room.Weeks = f.Number("room-weeks")
	}
	return said
}

const closedTitle = "You no longer do this?"

func showClosed(v *visit.Visit, c caller) error { return closedForm(v, c, nil) }

func closedForm(v *visit.Visit, c caller, bad *db.Invalid) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	return c.form(v, closedTitle, closedPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad)
}

func closed(v *visit.Visit, c caller) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	err = once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		_, err := keepers.SuggestClosed(tx, c.Link, s.Entry.ID, v.Fields.Get("note"))
		return err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return closedForm(v, c, bad) })
	}
	return v.Go(c.of(s.Entry, "/thanks?done=closed"))
}

// showThanks says what happens next. Where nothing was done it leads back.
func showThanks(v *visit.Visit, c caller) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	done := v.Fields.Get("done")
	if _, known := thanks[done]; !known {
		return v.Go(c.of(s.Entry, ""))
	}
	return c.Page(v, "Thank you", http.StatusOK, thanksPage(s, done))
}

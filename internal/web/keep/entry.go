package keep

import (
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
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
	return c.Page(v, entryTitle, http.StatusOK, entryPage(s, v.House.DB.Now(), visit.NewToken()))
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
	fillChange(v.Fields, s)
	return changeForm(v, s, nil)
}

func changeForm(v *visit.Visit, s shown, bad *db.Invalid) error {
	return s.Form(v, changeTitle, changePage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad)
}

func change(v *visit.Visit, c caller) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	said, err := saidIn(v.Fields)
	done := "changed"
	if err == nil {
		err = once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
			id, err := keepers.Suggest(tx, c.Link, s.Entry.ID, said)
			done = doneBy(said, id)
			return err
		})
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, s, bad) })
	}
	return v.Go(c.of(s.Entry, "/thanks?done="+done))
}

// doneBy names what a form has done, for the page that thanks. id is that of
// what waits now.
func doneBy(said keepers.Said, id string) string {
	switch {
	case id != "":
		return "changed"
	case said.Rest:
		return "right"
	}
	return "room"
}

const closedTitle = "You no longer do this?"

func showClosed(v *visit.Visit, c caller) error { return closedForm(v, c, nil) }

func closedForm(v *visit.Visit, c caller, bad *db.Invalid) error {
	s, err := c.show(v)
	if err != nil {
		return err
	}
	return c.Form(v, closedTitle, closedPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad)
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

package keep

import (
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/keepers"
	"linkwork/internal/web/visit"
)

const (
	proofTitle   = "Keep your entry right"
	entriesTitle = "Your entries"
)

// showEntries asks for the proof and then lists what the caller keeps; a single
// entry is shown at once.
func showEntries(v *visit.Visit, c caller) error {
	if !c.Known {
		return c.proof(v, nil)
	}
	var entries []keepers.Entry
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		entries, err = keepers.Entries(r, c.Keeper)
		return err
	}); err != nil {
		return err
	}
	if len(entries) == 1 && !v.Fields.Has("all") {
		return v.Go(c.of(entries[0], ""))
	}
	return c.Page(v, entriesTitle, http.StatusOK, entriesPage(c, entries, visit.NewToken(), v.Fields.Get("done")))
}

func (c caller) proof(v *visit.Visit, bad *db.Invalid) error {
	forms := c.ProofForms(v, "You then see what we say about you.", bad)
	return c.Form(v, proofTitle, proofPage(c, forms, visit.Faults(bad)), bad)
}

func sendCode(v *visit.Visit, c caller) error { return c.SendCode(v, "keeper") }

func checkCode(v *visit.Visit, c caller) error {
	return c.Confirm(v, func(bad *db.Invalid) error { return c.proof(v, bad) }, nil)
}

// setAsks stops the mails that ask whether an entry is right, or lets them come
// again.
func setAsks(v *visit.Visit, c caller) error {
	stopped := !v.Fields.Is("do", "again")
	if err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error { return keepers.SetStopped(tx, c.Link, stopped) }); err != nil {
		return err
	}
	if stopped {
		return v.Go(c.Href + "?all=yes&done=stopped")
	}
	return v.Go(c.Href + "?all=yes&done=again")
}

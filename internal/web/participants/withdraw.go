package participants

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// takingBack is everything that was made of what somebody gave, before and after
// they take something back.
type takingBack struct {
	one
	Consent consent.Consent // that stands; zero for none
	Shown   consent.Documents
	Uses    []consent.Use
	Before  []consent.Withdrawal
	Wanted  bool   // they want what they gave destroyed
	Settled string // the id of the use whose form came back
}

// atOnce are the uses that a withdrawal itself takes down; open those that can still be
// taken back; fixed those that cannot; settled those of which it is known what became of
// them.
func (t takingBack) atOnce() []consent.Use { return t.some(consent.Use.AtOnce) }
func (t takingBack) open() []consent.Use {
	return t.some(unsettled(func(u consent.Use) bool { return !u.Fixed() && !u.AtOnce() }))
}
func (t takingBack) settled() []consent.Use {
	return t.some(func(u consent.Use) bool { return !u.SettledAt.IsZero() && !u.Fixed() && !u.AtOnce() })
}
func (t takingBack) fixed() []consent.Use { return t.some(consent.Use.Fixed) }

// toSettle are those about which somebody has to do something now: not those that the
// program is destroying.
func (t takingBack) toSettle() []consent.Use {
	return t.some(func(u consent.Use) bool { return u.ToSettle() && !(t.Wanted && u.ByProgram()) })
}

// byProgram are those that a destruction reaches by itself; byHand those that somebody
// has to take out.
func (t takingBack) byProgram() []consent.Use { return t.some(unsettled(consent.Use.ByProgram)) }
func (t takingBack) byHand() []consent.Use {
	return t.some(unsettled(func(u consent.Use) bool { return !u.ByProgram() && !u.Fixed() && !u.AtOnce() }))
}

func unsettled(which func(consent.Use) bool) func(consent.Use) bool {
	return func(u consent.Use) bool { return u.SettledAt.IsZero() && which(u) }
}

func (t takingBack) some(which func(consent.Use) bool) (some []consent.Use) {
	for _, u := range t.Uses {
		if which(u) {
			some = append(some, u)
		}
	}
	return some
}

func showWithdraw(v *visit.Visit) error { return withdrawForm(v, "", nil) }

func readTakingBack(r db.Reader, v *visit.Visit) (t takingBack, err error) {
	if t.one, err = met(r, v); err != nil {
		return t, err
	}
	if t.Consent, err = consent.Standing(r, t.ID); err != nil && !errors.Is(err, db.ErrNotFound) {
		return t, err
	}
	if t.Consent.ID != "" {
		if t.Shown, err = consent.Shown(r, t.Consent); err != nil {
			return t, err
		}
	}
	if t.Uses, err = consent.Uses(r, t.ID); err != nil {
		return t, err
	}
	if t.Wanted, err = consent.Wanted(r, t.ID); err != nil {
		return t, err
	}
	t.Before, err = consent.Withdrawals(r, t.ID)
	return t, err
}

func withdrawForm(v *visit.Visit, use string, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t, err := readTakingBack(r, v)
		t.Settled = use
		page := instudy.Page(t.Seat, t.Number+" takes something back", "People", t.back())
		return v.FormView(page, withdrawPage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// destroyForm shows what is destroyed and what cannot be undone, before one act does it.
func destroyForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t, err := readTakingBack(r, v)
		page := instudy.Page(t.Seat, "Destroy what "+t.Number+" gave", "People", &ui.Link{Text: "Back to the levels", Href: t.Href("/withdraw")})
		return v.FormView(page, destroyPage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func withdraw(v *visit.Visit) error {
	f := v.Fields
	bad := new(db.Invalid)
	w := consent.Withdrawal{StudyID: v.Path("study"), ParticipantID: v.Path("participant"), Level: consent.Level(f.Get("level")), Clause: f.Get("clause"), How: f.Get("how"), Why: f.Get("why"), Day: f.Date("day", bad)}
	show := func(bad *db.Invalid) error { return withdrawForm(v, "", bad) }
	if w.Level == consent.Destroy {
		if !f.Is("told", "asked") {
			return destroyForm(v, nil)
		}
		show = func(bad *db.Invalid) error { return destroyForm(v, bad) }
		if !f.Is("confirmed", "yes") {
			bad.Add("confirmed", "Tick that they were told, and want it")
		}
	}
	if _, err := consent.Withdraw(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), w); err != nil {
		return v.Again(err, show)
	}
	return v.Done(here(v)+"/withdraw", "It is taken back from now on.")
}

func settleUse(v *visit.Visit) error {
	f := v.Fields
	err := consent.SettleUse(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), v.Path("use"), consent.Settlement(f.Get("settled")), f.Get("settled_words"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return withdrawForm(v, v.Path("use"), bad) })
	}
	return v.Done(here(v)+"/withdraw", "It is noted what became of it.")
}

// settling is what has to be settled in a study.
type settling struct {
	Seat    studies.Seat
	Leaf    leaf
	Uses    []consent.Use
	Numbers map[string]string // of the participants, by id
	Wanted  map[string]bool   // who wants what they gave destroyed
}

func showSettle(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		x := settling{Numbers: make(map[string]string)}
		var err error
		if x.Seat, err = meeting(r, v); err != nil {
			return visit.View{}, err
		}
		if x.Uses, err = consent.ToSettle(r, x.Seat); err != nil {
			return visit.View{}, err
		}
		x.Leaf = leafOf(v, len(x.Uses), instudy.Href(x.Seat.Study, "/participants/settle"))
		if x.Wanted, err = consent.WhoWants(r, x.Seat); err != nil {
			return visit.View{}, err
		}
		all, err := participants.List(r, x.Seat, studies.Meet, participants.Filter{})
		for _, p := range all {
			x.Numbers[p.ID] = p.Number
		}
		return visit.View{Page: instudy.Page(x.Seat, x.Leaf.titled("To settle"), "People", nil), Body: settlePage(x)}, err
	})
}

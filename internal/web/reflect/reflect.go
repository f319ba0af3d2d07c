package reflect

import (
	"time"

	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/reflections"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /reflections", Who: visit.LinkWorkers, Handle: showMine},
		{Pattern: "POST /reflections", Who: visit.LinkWorkers, Handle: note},
		{Pattern: "POST /reflections/{reflection}/bring", Who: visit.LinkWorkers, Handle: bring},
		{Pattern: "POST /reflections/{reflection}/take-back", Who: visit.LinkWorkers, Handle: takeBack},
		{Pattern: "GET /supervision/dates", Who: visit.Supporters, Handle: showTalks},
		{Pattern: "POST /supervision/dates", Who: visit.Managers, Handle: planTalk},
		{Pattern: "GET /supervision/dates/{talk}", Who: visit.Supporters, Handle: showTalk},
		{Pattern: "POST /supervision/dates/{talk}/move", Who: visit.Supporters, Handle: moveTalk},
		{Pattern: "POST /supervision/dates/{talk}/cancel", Who: visit.Supporters, Handle: cancelTalk},
		{Pattern: "POST /supervision/dates/{talk}/held", Who: visit.Supporters, Handle: holdTalk},
		{Pattern: "GET /supervision", Who: visit.Managers, Handle: showBrought},
		{Pattern: "POST /supervision/{reflection}/answer", Who: visit.Managers, Handle: answer},
		{Pattern: "GET /team/boundaries", Who: visit.Managers, Handle: showBoundaries},
		{Pattern: "POST /team/boundaries", Who: visit.Managers, Handle: agree},
		{Pattern: "POST /team/boundaries/{boundary}", Who: visit.Managers, Handle: agree},
		{Pattern: "POST /team/boundaries/{boundary}/drop", Who: visit.Managers, Handle: drop},
	}
}

// notesShown is how many notes a page shows.
const notesShown = 25

// notebook is a worker's own page.
type notebook struct {
	Notes      []reflections.Reflection
	People     map[string]people.Person // whom the worker chose to name
	Boundaries []reflections.Boundary
	Leaning    []reflections.Boundary
	More       string // cursor of older notes, "" at the end
}

func showMine(v *visit.Visit) error { return mine(v, nil) }

func mine(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		b, err := readNotebook(r, v)
		page := shell.Page{Title: "Reflections", Section: "Reflections", Wide: true}
		return v.FormView(page, minePage(v.Fields, b, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func readNotebook(r *db.Snapshot, v *visit.Visit) (b notebook, err error) {
	before, _ := time.Parse(time.RFC3339Nano, v.Fields.Get("before")) // what makes no sense starts from the newest
	if b.Notes, err = reflections.Mine(r, v.Actor, before, notesShown+1); err != nil {
		return b, err
	}
	if len(b.Notes) > notesShown {
		b.Notes = b.Notes[:notesShown]
		b.More = b.Notes[notesShown-1].MadeAt.UTC().Format(time.RFC3339Nano)
	}
	if b.Boundaries, err = reflections.Boundaries(r, v.Actor.TeamID()); err != nil {
		return b, err
	}
	if b.Leaning, err = reflections.Leaning(r, v.Actor); err != nil {
		return b, err
	}
	b.People, err = named(r, v, b.Notes)
	return b, err
}

// named finds the people whom notes name, as far as the reader may still see
// them: a note outlives a hand-over, the name does not.
func named(r *db.Snapshot, v *visit.Visit, notes []reflections.Reflection) (map[string]people.Person, error) {
	byID := make(map[string]people.Person)
	for _, n := range notes {
		if n.PersonID == "" {
			continue
		}
		p, err := people.Get(r, v.Actor, n.PersonID)
		if err != nil && !visit.IsGone(err) {
			return nil, err
		}
		byID[n.PersonID] = p
	}
	return byID, nil
}

func note(v *visit.Visit) error {
	f := v.Fields
	n := reflections.Reflection{Kinds: f.All("kinds"), Words: f.Get("reflection"), BoundaryID: f.Get("boundary")}
	if _, err := reflections.Note(v.Context(), v.House.DB, v.Actor, v.Once(), n); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return mine(v, bad) })
	}
	return v.Done("/reflections", "Kept for you.")
}

func bring(v *visit.Visit) error {
	if err := reflections.Bring(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("reflection")); err != nil {
		return err
	}
	return v.Done("/reflections", "Brought to supervision. Your manager can read it until you take it back.")
}

func takeBack(v *visit.Visit) error {
	if err := reflections.TakeBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("reflection")); err != nil {
		return err
	}
	return v.Done("/reflections", "Taken back. Only you see it.")
}

// brought is what a manager reads.
type brought struct {
	Notes      []reflections.Reflection
	Names      map[string]string // of workers
	People     map[string]people.Person
	Boundaries []reflections.Boundary
}

func showBrought(v *visit.Visit) error { return supervise(v, nil) }

func supervise(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		b := brought{Names: make(map[string]string)}
		var err error
		if b.Notes, err = reflections.ToSupervise(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		for _, n := range b.Notes {
			account, err := identity.Get(r, n.WorkerID)
			if err != nil {
				return visit.View{}, err
			}
			b.Names[n.WorkerID] = account.Name
		}
		if b.Boundaries, err = reflections.Boundaries(r, v.Actor.TeamID()); err != nil {
			return visit.View{}, err
		}
		b.People, err = named(r, v, b.Notes)
		page := shell.Page{Title: "Brought to supervision", Section: "Team", Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return v.FormView(page, broughtPage(v.Fields, b, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func answer(v *visit.Visit) error {
	err := reflections.Answer(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("reflection"), v.Fields.Version(), v.Fields.Get("answer"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return supervise(v, at(bad, v.Path("reflection"))) })
	}
	return v.Done("/supervision", "Your answer is there for both of you.")
}

func showBoundaries(v *visit.Visit) error { return boundaries(v, nil) }

func boundaries(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		hold, err := reflections.Boundaries(r, v.Actor.TeamID())
		if err != nil {
			return visit.View{}, err
		}
		before, err := reflections.Wordings(r, v.Actor.TeamID())
		page := shell.Page{Title: "Boundaries", Section: "Team", Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return v.FormView(page, boundariesPage(v.Fields, hold, before, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func agree(v *visit.Visit) error {
	err := reflections.Agree(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("boundary"), v.Fields.Get("boundary"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return boundaries(v, at(bad, v.Path("boundary"))) })
	}
	return v.Done("/team/boundaries", "Saved. The old wording is kept.")
}

func drop(v *visit.Visit) error {
	if err := reflections.DropBoundary(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("boundary")); err != nil {
		return err
	}
	return v.Done("/team/boundaries", "It holds no longer.")
}

package team

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/lonework"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /team", Who: visit.Managers, Handle: show},
		{Pattern: "GET /team/settings", Who: visit.Managers, Handle: showSettings},
		{Pattern: "POST /team/settings", Who: visit.Managers, Handle: changeSettings},
		{Pattern: "GET /team/help", Who: visit.Managers, Handle: showHelp},
		{Pattern: "GET /team/help/pots/new", Who: visit.Managers, Handle: showNewPot},
		{Pattern: "POST /team/help/pots/new", Who: visit.Managers, Handle: savePot},
		{Pattern: "GET /team/help/pots/{pot}", Who: visit.Managers, Handle: showNewPot},
		{Pattern: "POST /team/help/pots/{pot}", Who: visit.Managers, Handle: savePot},
		{Pattern: "GET /team/clinics", Who: visit.Managers, Handle: showClinics},
		{Pattern: "GET /team/clinics/new", Who: visit.Managers, Handle: showNewClinic},
		{Pattern: "POST /team/clinics/new", Who: visit.Managers, Handle: holdClinic},
		{Pattern: "GET /team/clinics/{clinic}", Who: visit.Managers, Handle: showClinic},
		{Pattern: "POST /team/clinics/{clinic}", Who: visit.Managers, Handle: endClinic},
		{Pattern: "GET /team/holding", Who: visit.Managers, Handle: showHolding},
		{Pattern: "GET /team/holding/ledger", Who: visit.Managers, Handle: showLedger},
		{Pattern: "GET /team/holding/ledger/rows", Who: visit.Managers, Handle: showLedgerRows},
		{Pattern: "GET /team/holding/ledger/csv", Who: visit.Managers, Handle: sendLedger},
		{Pattern: "GET /team/outcomes", Who: visit.Managers, Handle: showOutcomes},
		{Pattern: "GET /team/outcomes/rows", Who: visit.Managers, Handle: showOutcomeRows},
		{Pattern: "GET /team/outcomes/release", Who: visit.Managers, Handle: showRelease},
		{Pattern: "POST /team/outcomes/release", Who: visit.Managers, Handle: release},
		{Pattern: "GET /team/outcomes/released", Who: visit.Managers, Handle: showReleased},
		{Pattern: "GET /team/outcomes/released/{release}", Who: visit.Managers, Handle: sendReleased},
		{Pattern: "GET /team/give", Who: visit.Managers, Handle: showGive},
		{Pattern: "POST /team/give/plan", Who: visit.Managers, Handle: plan},
		{Pattern: "POST /team/give", Who: visit.Managers, Handle: give},
		{Pattern: "GET /duplicates", Who: visit.Managers, Handle: showAlike},
		{Pattern: "GET /duplicates/compare", Who: visit.Managers, Handle: showComparison},
		{Pattern: "POST /duplicates/merge", Who: visit.Managers, Handle: merge},
		{Pattern: "POST /duplicates/apart", Who: visit.Managers, Handle: notTheSame},
		{Pattern: "GET /duplicates/merged", Who: visit.Managers, Handle: showMerges},
		{Pattern: "POST /duplicates/undo", Who: visit.Managers, Handle: unmerge},
		{Pattern: "GET /questionnaires", Who: visit.Supporters, Handle: showDue},
		{Pattern: "GET /away", Who: visit.Supporters, Handle: showAway},
		{Pattern: "POST /away", Who: visit.Supporters, Handle: sayAway},
		{Pattern: "GET /away/{absence}", Who: visit.Supporters, Handle: showAbsence},
		{Pattern: "POST /away/{absence}/cover", Who: visit.Supporters, Handle: handCover},
		{Pattern: "POST /away/{absence}/days", Who: visit.Supporters, Handle: changeDays},
		{Pattern: "POST /away/{absence}/back", Who: visit.Supporters, Handle: comeBack},
		{Pattern: "POST /away/{absence}/seen", Who: visit.LinkWorkers, Handle: seenReturn},
		{Pattern: "GET /team/allocation", Who: visit.Managers, Handle: showAllocation},
		{Pattern: "GET /team/allocation/surgeries/{surgery}", Who: visit.Managers, Handle: showNamed},
		{Pattern: "POST /team/allocation/surgeries/{surgery}", Who: visit.Managers, Handle: nameWorkers},
		{Pattern: "GET /team/allocation/languages/{worker}", Who: visit.Managers, Handle: showLanguages},
		{Pattern: "POST /team/allocation/languages/{worker}", Who: visit.Managers, Handle: sayLanguages},
		{Pattern: "GET /team/{worker}", Who: visit.Managers, Handle: showWorker},
	}
}

// board is the page.
type board struct {
	teams.Team
	Workers []casework.Worker
	Formers []casework.Former // whose people somebody else must take, or took
	Inbox   referrals.Inbox
	Open    int
	Alarms  []lonework.Visit // which lie with the reader
	Day     dates.Date
	ToRead  []diary.Task // answers that the reader is to read
	People  map[string]people.Person
}

func show(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		b, err := read(r, v.Actor)
		return visit.View{Page: shell.Page{Title: b.Name, Section: "Team", Wide: true}, Body: boardPage(b, r.Now())}, err
	})
}

func read(r *db.Snapshot, by access.Actor) (b board, err error) {
	if b.Team, err = teams.TheTeam(r, by.TeamID()); err != nil {
		return b, err
	}
	if b.Workers, err = casework.Workers(r, b.Team.ID); err != nil {
		return b, err
	}
	if b.Formers, err = casework.Formers(r, by); err != nil {
		return b, err
	}
	if b.Inbox, err = referrals.TeamInbox(r, by); err != nil {
		return b, err
	}
	if b.Alarms, err = lonework.WaitingFor(r, by); err != nil {
		return b, err
	}
	b.Day = dates.Of(r.Now())
	if b.ToRead, err = measures.ToRead(r, by.AccountID); err != nil {
		return b, err
	}
	var ids []string
	for _, t := range b.ToRead {
		ids = append(ids, t.PersonID)
	}
	if b.People, err = people.Named(r, ids); err != nil {
		return b, err
	}
	b.Open, err = casework.Count(r, by, casework.TeamOpen)
	return b, err
}

// rowsShown is how many people a page of a worker's caseload shows.
const rowsShown = 25

// showWorker opens the rows behind a worker's figure.
func showWorker(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := casework.Workers(r, v.Actor.TeamID())
		if err != nil {
			return visit.View{}, err
		}
		for _, w := range all {
			if w.ID == v.Path("worker") {
				load, err := casework.ListOf(r, v.Actor, w.ID, v.Fields.Get("after"), rowsShown)
				return visit.View{Page: shell.Page{Title: w.Name, Section: "Team", Wide: true}, Body: workerPage(w, load, r.Now())}, err
			}
		}
		return visit.View{}, db.ErrNotFound
	})
}

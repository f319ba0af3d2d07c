package triage

import (
	"slices"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// tab is one list of the inbox.
type tab struct {
	State referrals.State
	Label string
	Empty string
}

var tabs = []tab{
	{referrals.Received, "New", "No new referrals."},
	{referrals.MoreAsked, "More information asked", "Nobody has been asked for more."},
	{referrals.Waiting, "Waiting list", "Nobody is on the waiting list."},
	{referrals.NotNow, "Not taken on", "No referral was turned away in the last 90 days."},
}

// inbox is the page.
type inbox struct {
	referrals.Inbox
	Tab       tab
	Rows      []referrals.Referral
	JustTaken []referrals.Referral // which can still be undone
	Asked     []asked              // transfers that wait for an answer
	Now       time.Time
	AimDays   int
	Late      bool // only those that have waited longer than the aim
	Practices map[string]teams.Practice
	Given     map[string]workforce.Given // by referral
	Names     map[string]string          // of those for whom referrals wait
	Reader    string                     // account
}

func showInbox(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		in := inbox{Tab: tabs[0], Now: r.Now(), Reader: v.Actor.AccountID, Practices: make(map[string]teams.Practice)}
		for _, t := range tabs {
			if v.Fields.Is("tab", string(t.State)) {
				in.Tab = t
			}
		}
		var err error
		if in.Inbox, err = referrals.TeamInbox(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		in.Rows = in.Of(in.Tab.State)
		if in.JustTaken, err = referrals.JustTaken(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if in.Asked, err = readAsked(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if in.Given, in.Names, err = readGiven(r, v.Actor.TeamID()); err != nil {
			return visit.View{}, err
		}
		practices, err := teams.Practices(r)
		if err != nil {
			return visit.View{}, err
		}
		for _, p := range practices {
			in.Practices[p.ID] = p
		}
		team, err := teams.TheTeam(r, v.Actor.TeamID())
		if err != nil {
			return visit.View{}, err
		}
		in.AimDays = team.AimDays
		if in.Late = v.Fields.Is("late", "yes"); in.Late {
			in.Rows = slices.DeleteFunc(slices.Clone(in.Rows), func(x referrals.Referral) bool { return x.Waited(in.Now) <= in.AimDays })
		}
		return visit.View{Page: shell.Page{Title: "Referrals: " + in.Tab.Label, Section: "Referrals", Wide: true}, Body: inboxPage(in, visit.NewToken())}, nil
	})
}

// readGiven reads for whom the referrals of a team wait.
func readGiven(r db.Reader, teamID string) (map[string]workforce.Given, map[string]string, error) {
	given, err := workforce.GivenIn(r, teamID)
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	for _, g := range given {
		ids = append(ids, g.AccountID)
	}
	names, err := identity.Names(r, ids)
	return given, names, err
}

// waitsFor says for whom a referral waits, "" for the whole team.
func (in inbox) waitsFor(id string) string {
	switch who := in.Given[id].AccountID; who {
	case "":
		return ""
	case in.Reader:
		return "For you"
	default:
		return "For " + in.Names[who]
	}
}

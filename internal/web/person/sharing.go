package person

import (
	"strconv"

	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/letters"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// recipient is somebody with whom something may be shared.
type recipient struct{ Kind, ID, Name string }

func (x recipient) key() string { return x.Kind + ":" + x.ID }

// disclosure is the basis, what was said, and what was shared with whom.
type disclosure struct {
	about.Subject
	Basis       people.Basis
	Said        []people.Permission
	Recipients  []recipient
	Connections []connections.Connection // referrals, each with the facts it carried
	Letters     []letters.Letter         // those that were sent
	Entries     []referrals.PracticeEntry
	Practice    teams.Practice
}

func readSharing(r *db.Snapshot, v *visit.Visit, s about.Subject) (sh disclosure, err error) {
	sh.Subject = s
	if sh.Basis, err = people.BasisOf(r, s.ID); err != nil {
		return sh, err
	}
	if sh.Said, err = people.Permissions(r, s.ID); err != nil {
		return sh, err
	}
	if sh.Practice, err = practiceOf(r, s); err != nil {
		return sh, err
	}
	if err := sh.readShared(r, v); err != nil {
		return sh, err
	}
	sh.Recipients, err = sh.recipients(r)
	return sh, err
}

func (sh *disclosure) readShared(r *db.Snapshot, v *visit.Visit) error {
	made, err := connections.Of(r, v.Actor, sh.ID)
	if err != nil {
		return err
	}
	for _, c := range made {
		if c.Kind == connections.Referred {
			sh.Connections = append(sh.Connections, c)
		}
	}
	written, err := letters.Of(r, v.Actor, sh.ID)
	if err != nil {
		return err
	}
	for _, l := range written {
		if l.Sent() {
			sh.Letters = append(sh.Letters, l)
		}
	}
	entries, err := referrals.EntriesOf(r, sh.ID)
	for _, e := range entries {
		if !e.CopiedAt.IsZero() {
			sh.Entries = append(sh.Entries, e)
		}
	}
	return err
}

// recipients are the practice, the organisations that were asked, the teams,
// and whoever somebody has said something about.
func (sh disclosure) recipients(r *db.Snapshot) ([]recipient, error) {
	var all []recipient
	add := func(x recipient) {
		for _, y := range all {
			if x.key() == y.key() {
				return
			}
		}
		all = append(all, x)
	}
	if sh.Practice.ID != "" {
		add(recipient{"practice", sh.Practice.ID, sh.Practice.Name})
	}
	for _, c := range sh.Connections {
		service, err := directory.Get(r, c.ServiceID)
		if err != nil {
			return nil, err
		}
		add(recipient{"organisation", service.Organisation.ID, service.Organisation.Name})
	}
	for _, p := range people.Current(sh.Said) {
		if p.RecipientKind != "team" {
			add(recipient{p.RecipientKind, p.RecipientID, p.RecipientName})
		}
	}
	list, err := teams.Teams(r)
	for _, t := range list {
		if t.ID != sh.Case.TeamID {
			add(recipient{"team", t.ID, t.Name})
		}
	}
	return all, err
}

func showSharing(v *visit.Visit) error { return sharingPage(v, nil) }

func sharingPage(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Sharing", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		sh, err := readSharing(r, v, s)
		return v.FormView(pageFor(s, "Sharing"), sharingBody(v.Fields, sh, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// saySharing records a yes or no about a recipient that stands on the page.
func saySharing(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	p := people.Permission{Purpose: f.Get("purpose"), Given: f.Is("given", "yes"), How: f.Get("how"), GivenBy: f.Get("given_by"), ByName: f.Get("by_name"), Until: f.Date("until", bad)}
	if f.Get("given") == "" {
		bad.Add("given", "Choose yes or no")
	}
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return err
		}
		sh, err := readSharing(r, v, s)
		if err != nil {
			return err
		}
		for _, x := range sh.Recipients {
			if x.key() == f.Get("recipient") {
				p.RecipientKind, p.RecipientID, p.RecipientName = x.Kind, x.ID, x.Name
			}
		}
		if p.RecipientID == "" {
			bad.Add("recipient", "Choose with whom")
		}
		return bad.Err()
	})
	var done casework.Withdrawn
	if err == nil {
		done, err = casework.SaySharing(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), p)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sharingPage(v, bad) })
	}
	return v.Done(href(v, "/sharing"), saidWords(p, done))
}

func saidWords(p people.Permission, done casework.Withdrawn) string {
	words := "What they said is written down."
	if p.Given {
		return words
	}
	if done.Messages > 0 {
		words += " " + dates.Count(int(done.Messages), "message that waited was stopped.", "messages that waited were stopped.")
	}
	if done.Links > 0 {
		words += " " + strconv.Itoa(int(done.Links)) + " of the organisation’s links no longer shows anything."
	}
	return words + " What was read before cannot be called back."
}

func setBasis(v *visit.Visit) error {
	b := people.Basis{Code: v.Fields.Get("basis"), Words: v.Fields.Get("basis_words")}
	if err := casework.SetBasis(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), b); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sharingPage(v, bad) })
	}
	return v.Done(href(v, "/sharing"), "The basis is written down.")
}

// printSharing is who has been told what, for the person to keep.
func printSharing(v *visit.Visit) error {
	return v.ShowPerson(v.Path("person"), "sharing to print", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		sh, err := readSharing(r, v, s)
		if err != nil {
			return visit.View{}, err
		}
		team, err := teams.TheTeam(r, s.Case.TeamID)
		page := shell.Page{Title: "Who has been told what", Section: "People", Back: &ui.Link{Text: "Back to sharing", Href: s.Href("/sharing")}}
		return visit.View{Page: page, Body: ownSharingPage(sh, team)}, err
	})
}

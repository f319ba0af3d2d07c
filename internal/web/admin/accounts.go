package admin

import (
	"errors"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// accounts is the page: who there is, and where somebody new could work.
type accounts struct {
	All       []identity.Account
	Roles     map[string][]access.Membership
	Teams     []teams.Team
	Practices []teams.Practice
	Me        string
}

func showAccounts(v *visit.Visit) error { return accountsPage(v, nil) }

func accountsPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a := accounts{Me: v.Actor.AccountID}
		var err error
		if a.All, err = identity.All(r); err != nil {
			return visit.View{}, err
		}
		if a.Roles, err = access.OfAccounts(r); err != nil {
			return visit.View{}, err
		}
		if a.Teams, err = teams.Teams(r); err != nil {
			return visit.View{}, err
		}
		if a.Practices, err = teams.Practices(r); err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Accounts", Section: "Administration", Wide: true, Back: back()}
		return v.FormView(page, accountsBody(v.Fields, a, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// invite makes an account with its role and mails the link, in one write.
func invite(v *visit.Visit) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		m, err := membership(tx, v.Fields)
		var bad *db.Invalid
		if errors.As(err, &bad) {
			return missing(bad, v.Fields)
		}
		if err != nil {
			return err
		}
		account, err := identity.Create(tx, v.Actor.Audit(), v.Fields.Text("name"), v.Fields.Text("email"))
		if err != nil {
			return err
		}
		if err := access.Join(tx, account.ID, m); err != nil {
			return err
		}
		return v.House.Identity.Invite(tx, v.Actor.Audit(), account.ID)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return accountsPage(v, bad) })
	}
	return v.Done("/admin/accounts", invited(v))
}

// invited says what became of an invitation: without a mail server it waits,
// and the command line can show its link.
func invited(v *visit.Visit) string {
	if v.House.Mail {
		return "Invited. The link works for 7 days."
	}
	return "Invited, but Linkwork has no mail server yet: the message waits. Whoever runs it can show the link with: linkwork user invite"
}

// missing adds what else lacks to the faults of the role, so that all are said
// at once.
func missing(bad *db.Invalid, f visit.Fields) error {
	if f.Text("name") == "" {
		bad.Add("name", "Enter a name")
	}
	if f.Text("email") == "" {
		bad.Add("email", "Enter a work email address")
	}
	return bad
}

// membership reads "team:ID", "practice:ID" or nothing beside the role.
func membership(r db.Reader, f visit.Fields) (access.Membership, error) {
	m, bad := access.Membership{Role: access.Role(f.Get("role"))}, new(db.Invalid)
	switch m.Role {
	case access.Administrator, access.Researcher:
	case access.LinkWorker, access.Manager:
		team, err := teams.TheTeam(r, f.Get("team"))
		if err != nil {
			bad.Add("team", "Choose a team")
		}
		m.TeamID = team.ID
	case access.Practice:
		practice, err := teams.ThePractice(r, f.Get("practice"))
		if err != nil {
			bad.Add("practice", "Choose a practice")
		}
		m.PracticeID = practice.ID
	default:
		bad.Add("role", "Choose a role")
	}
	return m, bad.Err()
}

func inviteAgain(v *visit.Visit) error {
	return change(v, invited(v)+" Earlier links have ended.", func(tx *db.Tx, id string) error { return v.House.Identity.Invite(tx, v.Actor.Audit(), id) })
}

// disable refuses to lock out oneself: somebody must be left to let people in.
func disable(v *visit.Visit) error {
	if v.Path("account") == v.Actor.AccountID {
		return db.ErrConflict
	}
	return change(v, "Disabled. They are logged out everywhere.", func(tx *db.Tx, id string) error { return identity.Disable(tx, v.Actor.Audit(), id) })
}

func enable(v *visit.Visit) error {
	return change(v, "Enabled. Invite them to choose a new password.", func(tx *db.Tx, id string) error { return identity.Enable(tx, v.Actor.Audit(), id) })
}

func endSessions(v *visit.Visit) error {
	return change(v, "Logged out everywhere.", func(tx *db.Tx, id string) error {
		if err := identity.EndAll(tx, id); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "sessions.ended", "", "account", id)
	})
}

// change does something to an account that exists.
func change(v *visit.Visit, notice string, do func(tx *db.Tx, id string) error) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		account, err := identity.Get(tx, v.Path("account"))
		if err != nil {
			return err
		}
		return do(tx, account.ID)
	})
	if err != nil {
		return err
	}
	return v.Done("/admin/accounts", notice)
}

func roleWords(list []access.Membership, a accounts) string {
	var words []string
	for _, m := range list {
		word := m.Role.Words()
		for _, t := range a.Teams {
			if t.ID == m.TeamID {
				word += ", " + t.Name
			}
		}
		for _, p := range a.Practices {
			if p.ID == m.PracticeID {
				word += ", " + p.Name
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, "\n")
}

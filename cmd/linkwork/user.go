package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

const userHelp = `use: linkwork user ACTION … [--data DIR | --database URL]
  list
  add EMAIL NAME ROLE [PLACE]   role: link-worker, manager, practice, administrator, researcher; place: name of the team or ODS code of the practice
  invite EMAIL                  mail a link to choose a password
  disable EMAIL                 keep somebody out, at once and everywhere
  enable EMAIL
  end-sessions EMAIL            log somebody out everywhere`

// userCommand looks after accounts from the machine itself, for the day when
// no administrator can log in.
func userCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) == 0 {
		return errors.New(userHelp)
	}
	c, err := readConfig("user", flags)
	if err != nil {
		return err
	}
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer d.Close()
	if words[0] == "list" {
		return listUsers(ctx, d, out)
	}
	who, err := identity.New(d, c.BaseURL)
	if err != nil {
		return err
	}
	var invitation string
	err = d.Write(ctx, func(tx *db.Tx) error {
		if err := changeUser(tx, who, words); err != nil {
			return err
		}
		invitation, err = linkOf(tx, words)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "Done.")
	if invitation != "" {
		fmt.Fprintln(out, "The link, which is also mailed where there is a mail server:", invitation)
	}
	return nil
}

// linkOf is the link that an invitation of just now carries: whoever may run
// this command on this machine may let people in.
func linkOf(tx *db.Tx, words []string) (string, error) {
	if words[0] != "invite" && words[0] != "add" {
		return "", nil
	}
	account, err := identity.ByEmail(tx, words[1])
	if err != nil {
		return "", err
	}
	sent, err := messages.About(tx, "account", account.ID)
	for _, e := range sent {
		if e.State == messages.Queued && e.Secret != "" {
			return e.Secret, err
		}
	}
	return "", err
}

// splitFlags parts the words of a command from the settings behind them.
func splitFlags(args []string) (words, flags []string) {
	i := slices.IndexFunc(args, func(arg string) bool { return strings.HasPrefix(arg, "-") })
	if i < 0 {
		return args, nil
	}
	return args[:i], args[i:]
}

func listUsers(ctx context.Context, d *db.DB, out io.Writer) error {
	return d.Read(ctx, func(r *db.Snapshot) error {
		all, err := identity.All(r)
		if err != nil {
			return err
		}
		roles, err := access.OfAccounts(r)
		for _, a := range all {
			var words []string
			for _, m := range roles[a.ID] {
				words = append(words, string(m.Role))
			}
			fmt.Fprintf(out, "%-32s %-24s %-8s %s\n", a.Email, a.Name, a.Status, strings.Join(words, ", "))
		}
		return err
	})
}

func changeUser(tx *db.Tx, who *identity.Service, words []string) error {
	by := audit.Actor{ID: "command", Name: "The command line", Role: "System"}
	if words[0] == "add" {
		return addUser(tx, who, by, words[1:])
	}
	if len(words) != 2 {
		return errors.New(userHelp)
	}
	account, err := identity.ByEmail(tx, words[1])
	if err != nil {
		return fmt.Errorf("no account has the email address %s", words[1])
	}
	switch words[0] {
	case "invite":
		return who.Invite(tx, by, account.ID)
	case "disable":
		return identity.Disable(tx, by, account.ID)
	case "enable":
		return identity.Enable(tx, by, account.ID)
	case "end-sessions":
		return identity.EndAll(tx, account.ID)
	}
	return errors.New(userHelp)
}

func addUser(tx *db.Tx, who *identity.Service, by audit.Actor, words []string) error {
	if len(words) < 3 {
		return errors.New(userHelp)
	}
	m := access.Membership{Role: access.Role(words[2])}
	if !slices.Contains(access.Roles, m.Role) {
		return fmt.Errorf("there is no role %q", words[2])
	}
	place := strings.Join(words[3:], " ")
	if err := findPlace(tx, &m, place); err != nil {
		return err
	}
	account, err := identity.Create(tx, by, words[1], words[0])
	if err != nil {
		return err
	}
	if err := access.Join(tx, account.ID, m); err != nil {
		return err
	}
	return who.Invite(tx, by, account.ID)
}

func findPlace(tx *db.Tx, m *access.Membership, place string) error {
	switch m.Role {
	case access.Practice:
		practice, err := teams.PracticeByODS(tx, place)
		if err != nil {
			return fmt.Errorf("no practice has the ODS code %q", place)
		}
		m.PracticeID = practice.ID
	case access.LinkWorker, access.Manager:
		all, err := teams.Teams(tx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(t teams.Team) bool { return strings.EqualFold(t.Name, place) })
		if i < 0 {
			return fmt.Errorf("no team is called %q", place)
		}
		m.TeamID = all[i].ID
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
)

const tokenHelp = `use: linkwork token ACTION … [--data DIR | --database URL]
  create ODS-CODE NAME   a token for that practice's system; it is shown once
  list ODS-CODE
  revoke ID`

// tokenCommand makes and ends the tokens by which a practice's system sends
// referrals.
func tokenCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) < 2 {
		return errors.New(tokenHelp)
	}
	c, err := readConfig("token", flags)
	if err != nil {
		return err
	}
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer d.Close()
	var lines []string
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		lines, err = changeTokens(tx, words)
		return err
	})
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	return err
}

func changeTokens(tx *db.Tx, words []string) (lines []string, err error) {
	by := audit.Actor{ID: "command", Name: "The command line", Role: "System"}
	if words[0] == "revoke" {
		return []string{"Revoked."}, identity.RevokeToken(tx, by, words[1])
	}
	practice, err := teams.PracticeByODS(tx, words[1])
	if err != nil {
		return nil, fmt.Errorf("no practice has the ODS code %q", words[1])
	}
	switch {
	case words[0] == "create" && len(words) == 3:
		token, _, err := identity.CreateToken(tx, by, practice.ID, words[2])
		return []string{token}, err
	case words[0] == "list":
		all, err := identity.Tokens(tx, practice.ID)
		for _, t := range all {
			lines = append(lines, t.ID+"  "+t.Name)
		}
		return lines, err
	}
	return nil, errors.New(tokenHelp)
}

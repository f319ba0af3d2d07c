// Command linkwork is social prescribing software in one file: it serves the
// pages and the API, keeps the database, and shows itself with made-up people.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// command is one thing that the program can do.
type command struct {
	name, what string
	run        func(ctx context.Context, args []string, out io.Writer) error
}

func commands() []command {
	return []command{
		{"serve", "serve pages and API (--data DIR, or --database URL)", serveCommand},
		{"demo", "serve made-up data from a temporary folder", demoCommand},
		{"migrate", "bring the database to this version", migrateCommand},
		{"user", "add, list, invite, disable or end the sessions of accounts", userCommand},
		{"token", "create or revoke a practice's API token", tokenCommand},
		{"import", "import services, a taxonomy, or where postcodes are, from a file", importCommand},
		{"validate", "say whether a feed of services is any good", validateCommand},
		{"subject-access", "write the link workers' own notes that name a person", subjectAccessCommand},
		{"bounces", "read a mail that came back, from standard input", bouncesCommand},
		{"backup", "write everything to a folder", backupCommand},
		{"restore", "read a backup into an empty database", restoreCommand},
		{"version", "say which version this is", versionCommand},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "linkwork:", err)
		}
		os.Exit(exitStatus(err))
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 {
		if args[0] == "--version" {
			args[0] = "version"
		}
		for _, c := range commands() {
			if c.name == args[0] {
				return c.run(ctx, args[1:], out)
			}
		}
	}
	usage(out)
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		return nil
	}
	return fmt.Errorf("there is no command %q", args[0])
}

func usage(out io.Writer) {
	fmt.Fprintln(out, "Linkwork: refer, support, connect, learn.\n\nUse: linkwork COMMAND [--help]")
	for _, c := range commands() {
		fmt.Fprintf(out, "  %-14s  %s\n", c.name, c.what)
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"linkwork/internal/audit"
	"linkwork/internal/updates/readers"
)

// bouncesCommand reads one returned mail from standard input, as a mail server's
// delivery to a program hands it over.
func bouncesCommand(ctx context.Context, args []string, out io.Writer) error {
	c, err := readConfig("bounces", args)
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(io.LimitReader(os.Stdin, readers.MostReport+1))
	if err != nil {
		return err
	}
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer d.Close()
	all, err := readers.HandIn(ctx, d, audit.Actor{ID: "command", Name: "The command line", Role: "System"}, raw)
	for _, x := range all {
		fmt.Fprintf(out, "%s: %s\n", x.Address, x.Became)
	}
	return err
}

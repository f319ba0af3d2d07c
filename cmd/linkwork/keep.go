package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
)

// migrateCommand brings a database to this version and stops.
func migrateCommand(ctx context.Context, args []string, out io.Writer) error {
	c, err := readConfig("migrate", args)
	if err != nil {
		return err
	}
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "The database is at this version.")
	return d.Close()
}

// versionCommand says the version that was built, as the build knows it.
func versionCommand(_ context.Context, _ []string, out io.Writer) error {
	version := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				version += " " + s.Value[:12]
			}
		}
		version += " " + info.GoVersion
	}
	fmt.Fprintln(out, "linkwork", version)
	return nil
}

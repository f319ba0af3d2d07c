package main

import (
	"context"
	_ "embed"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"text/tabwriter"

	"linkwork/internal/tools/fill"
)

// message is a referral as a practice's system sends it: a transaction with
// Patient, ServiceRequest, Task, PractitionerRole, Practitioner and Consent.
//
//go:embed referral.json
var message string

// referrals measures whole referrals, acknowledged when they are on disk, on
// SQLite and on PostgreSQL by turns.
func (b bench) referrals(ctx context.Context) error {
	dir := filepath.Join(b.dir, "referrals")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	engines := []engine{{name: "SQLite", url: "sqlite:" + filepath.Join(dir, "linkwork.db"), flags: []string{"--data", dir}}}
	if b.postgres != "" {
		engines = append(engines, engine{name: "PostgreSQL", url: b.postgres, flags: []string{"--database", b.postgres}})
	}
	for i := range engines {
		e := &engines[i]
		var err error
		if e.made, err = filled(ctx, e.url, 0); err != nil {
			return err
		}
		if e.server, err = b.serve(ctx, e.flags...); err != nil {
			return err
		}
		defer e.server.stop()
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\nreferrals\tsenders\tacknowledged/s\tp50 ms\tp95 ms\tacknowledged/commit\tCPU ms/acknowledgement\tresident MB\t")
	for _, senders := range []int{1, 16, 128} {
		for _, e := range engines {
			m, err := b.drive(e.server, senders, e.refer(ctx))
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			fmt.Fprintf(table, "%s\t%d\t%.0f\t%s\t%s\t%.1f\t%s\t%.0f\t\n", e.name, senders, m.rate(), ms(m.p50), ms(m.p95), m.writesACommit, ms(m.cpu), m.resident)
		}
	}
	if b.postgres == "" {
		fmt.Fprintln(table, "PostgreSQL is not installed and was left out\t")
	}
	return table.Flush()
}

// engine is one of the databases that are compared.
type engine struct {
	name, url string
	flags     []string
	made      fill.Made
	server    *server
}

var sent atomic.Int64

// refer sends one referral that has not been sent before.
func (e engine) refer(ctx context.Context) func(*http.Client) error {
	return func(client *http.Client) error {
		body := strings.ReplaceAll(message, "NUMBER", fmt.Sprint(sent.Add(1)))
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.server.url+"/fhir/R4", strings.NewReader(body))
		if err != nil {
			return err
		}
		r.Header.Set("Authorization", "Bearer "+e.made.Token)
		r.Header.Set("Content-Type", "application/fhir+json")
		_, err = send(client, r, http.StatusOK)
		return err
	}
}

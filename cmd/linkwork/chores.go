package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/drafts"
	"linkwork/internal/engagement/events"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/keepers"
	"linkwork/internal/links"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/outreach"
	"linkwork/internal/proactive"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/updates/readers"
)

// tidy is the chore that throws away what has expired.
const tidy = "house.tidy"

// remembered is how long the key of a form is kept: a browser that sends the
// same page again after that acts again.
const remembered = 30 * 24 * time.Hour

func (h *house) chores() map[string]jobs.Handler {
	return map[string]jobs.Handler{tidy: func(ctx context.Context, _ json.RawMessage) error {
		return h.db.Write(ctx, func(tx *db.Tx) error {
			_, errDrafts := drafts.Expire(tx)
			_, errKeys := once.Forget(tx, tx.Now().Add(-remembered))
			_, errNames := outreach.Forget(tx)
			_, errOffers := proactive.Forget(tx)
			next := jobs.EnqueueOnly(tx, tidy, struct{}{}, tx.Now().Add(6*time.Hour))
			return errors.Join(errDrafts, errKeys, errNames, errOffers, identity.Expire(tx), links.Expire(tx), fieldwork.Forget(tx), readers.Forget(tx), next)
		})
	}}
}

func (h *house) planChores(ctx context.Context) error {
	return h.db.Write(ctx, func(tx *db.Tx) error {
		return errors.Join(jobs.EnqueueOnly(tx, tidy, struct{}{}, tx.Now()), jobs.EnqueueOnly(tx, harvest.JobPlan, struct{}{}, tx.Now()), keepers.Plan(tx), files.Plan(tx), events.Plan(tx), connections.PlanChase(tx), readers.Plan(tx))
	})
}

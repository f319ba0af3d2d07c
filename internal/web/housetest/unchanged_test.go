package housetest

import (
	"testing"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

func TestContentsShowAnyChange(t *testing.T) {
	h := New(t)
	before := h.contents(t)
	h.Unchanged(t, func() {})
	dbtest.Write(t, h.DB, func(tx *db.Tx) error { return audit.View(tx, h.Worker.Audit(), h.PersonID, "Overview") })
	after := h.contents(t)
	if before["audit"] == after["audit"] || before["people"] != after["people"] || len(after) < 30 {
		t.Errorf("%d tables; audit changed: %v", len(after), before["audit"] != after["audit"])
	}
}

package day_test

import (
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/diary"
	"linkwork/internal/web/day"
	"linkwork/internal/web/housetest"
)

// A task that is about nobody is named by what there is to do alone.
func TestATaskAboutNobodyNamesNobody(t *testing.T) {
	h := housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		_, err := diary.Add(tx, diary.Task{AccountID: h.Worker.AccountID, Kind: diary.Noted, Title: "Order leaflets", Due: dates.Of(tx.Now())})
		return err
	})
	page := h.Serve(t, day.Routes()).As(h.Worker).Get("/day")
	page.Is(t, 200, "Order leaflets", "!Order leaflets, <", "!Order leaflets for <", "!Order leaflets for  ")
}

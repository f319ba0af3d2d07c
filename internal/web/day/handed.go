package day

import (
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// haveRead notes that the reader knows about one person who was given to them.
func haveRead(v *visit.Visit) error { return noteRead(v, v.Path("handing")) }

// haveReadAll does so for all whom the page showed.
func haveReadAll(v *visit.Visit) error { return noteRead(v, v.Fields.All("handing")...) }

func noteRead(v *visit.Visit, ids ...string) error {
	if err := workforce.HaveRead(v.Context(), v.House.DB, v.Actor, v.Once(), ids...); err != nil {
		return err
	}
	return v.Done("/day", "Noted that you have read it.")
}

// seenDeclined notes that the reader knows of a team's no.
func seenDeclined(v *visit.Visit) error {
	if err := workforce.SeenDeclined(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("transfer")); err != nil {
		return err
	}
	return v.Done("/day", "Noted that you have read it.")
}

package groups_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/studies"
)

// A member claims what they spent with a receipt that is made safe; the team agrees and
// pays, or declines with words; nobody answers twice, and nobody sees another's.
func TestAMemberClaimsWhatTheySpent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d)
		keys, err := files.ReadKeys(files.NewKey())
		s.OK(err)
		store := files.New(d, keys)
		s.make(groups.SetRate(s.Context(), d, s.Lead, keyless, groups.Rate{StudyID: s.ID, Pay: groups.Expenses, Words: "Travel", Unit: groups.AsSpent, Pence: 40_00}))
		link, other := s.link(s.rosa), s.link(s.tom)
		bus := groups.Claim{Pay: groups.Expenses, Words: "Bus there and back", Pence: 4_50, SpentOn: s.Today()}
		claim := func(c groups.Claim, receipt []byte) error {
			return groups.MakeClaim(s.Context(), d, store, keyless, link.ID, c, receipt)
		}
		for field, spoil := range map[string]func(*groups.Claim){
			"pay": func(c *groups.Claim) { c.Pay = groups.Time }, "what": func(c *groups.Claim) { c.Words = " " },
			"amount": func(c *groups.Claim) { c.Pence = 40_01 }, "spent": func(c *groups.Claim) { c.SpentOn = s.Today().AddDays(1) },
		} {
			c := bus
			spoil(&c)
			castest.Refused(t, claim(c, nil), field)
		}
		castest.Refused(t, claim(bus, []byte("<script>alert(1)</script>")), "receipt")
		var photo bytes.Buffer
		s.OK(png.Encode(&photo, image.NewGray(image.Rect(0, 0, 20, 20))))
		same := once.Key{Actor: "link:" + link.ID, Token: "a", BodyHash: "b"}
		for range 2 { // sent twice, claimed once
			s.OK(groups.MakeClaim(s.Context(), d, store, same, link.ID, bus, photo.Bytes()))
		}
		castest.Is(t, groups.MakeClaim(s.Context(), d, store, same, link.ID, bus, []byte("%PDF-1.7")), db.ErrConflict)
		s.OK(claim(groups.Claim{Pay: groups.Carer, Words: "A sitter", Pence: 60_00, SpentOn: s.Today()}, []byte("%PDF-1.7 a bill")))
		s.OK(claim(groups.Claim{Pay: groups.Expenses, Words: "Lunch", Pence: 30_00, SpentOn: s.Today()}, []byte("%PDF-1.7 a lunch")))
		mine := s.open(link.ID).Claims
		if len(mine) != 3 || mine[0].ReceiptID == "" || len(s.open(other.ID).Claims) != 0 {
			t.Fatalf("%+v", mine)
		}
		lunch, sitter, fare := mine[0], mine[1], mine[2]
		s.Read(func(r *db.Snapshot) error {
			file, err := fare.Receipt(r)
			if bill, unfit := sitter.Receipt(r); unfit != nil || bill.MediaType != groups.PDF || file.MediaType != "image/jpeg" {
				t.Errorf("%+v, %+v, %v", file, bill, unfit)
			}
			return err
		})
		castest.Is(t, groups.Unclaim(s.Context(), d, keyless, other.ID, fare.ID), db.ErrNotFound)

		settle := func(c groups.Claim, agrees bool, answer string) error {
			return groups.Settle(s.Context(), d, s.Lead, keyless, s.ID, s.group, c.ID, agrees, answer, base)
		}
		castest.Refused(t, settle(lunch, false, " "), "answer")
		s.OK(settle(lunch, false, "Lunch was there for everybody."))
		castest.Is(t, settle(lunch, true, ""), db.ErrConflict)
		castest.Is(t, groups.PayClaim(s.Context(), d, s.Lead, keyless, s.ID, s.group, fare.ID, "bank transfer"), db.ErrConflict)
		s.OK(settle(fare, true, ""))
		castest.Is(t, groups.Unclaim(s.Context(), d, keyless, link.ID, fare.ID), db.ErrConflict)
		castest.Refused(t, groups.PayClaim(s.Context(), d, s.Lead, keyless, s.ID, s.group, fare.ID, ""), "paid")
		s.OK(groups.PayClaim(s.Context(), d, s.Lead, keyless, s.ID, s.group, fare.ID, "bank transfer"))
		castest.Is(t, groups.PayClaim(s.Context(), d, s.Lead, keyless, s.ID, s.group, fare.ID, "bank transfer"), db.ErrConflict)
		castest.Is(t, groups.Settle(s.Context(), d, s.Field, keyless, s.ID, s.group, sitter.ID, true, "", base), db.ErrNotFound)
		castest.Is(t, groups.Settle(s.Context(), d, s.Lead, keyless, s.ID, "another", sitter.ID, true, "", base), db.ErrNotFound)
		if mails := s.mails(); len(mails) != 2 {
			t.Errorf("%+v", mails)
		}

		s.OK(groups.Unclaim(s.Context(), d, keyless, link.ID, sitter.ID))
		mine = s.open(link.ID).Claims
		if len(mine) != 2 || mine[0].Answer != "Lunch was there for everybody." || mine[1].State != groups.Paid {
			t.Errorf("%+v", mine)
		}
		if err := d.Read(s.Context(), func(r *db.Snapshot) error { _, err := sitter.Receipt(r); return err }); err == nil {
			t.Error("the receipt of what was taken back is there")
		}
		claims := func(r db.Reader, x studies.Seat) ([]groups.Claim, error) { return groups.Claims(r, x, s.group) }
		if len(as(s, s.Field, claims)) != 0 || len(as(s, s.Lead, claims)) != 2 {
			t.Error("claims are for those who run the group")
		}

		receipts := func(after int) (kept int) {
			s.Clock.Set(s.Today().AddMonths(after).At(12, 0))
			s.OK(files.Handlers(d)[files.JobExpire](s.Context(), nil))
			for _, c := range as(s, s.Lead, claims) {
				err := d.Read(s.Context(), func(r *db.Snapshot) error { _, err := c.Receipt(r); return err })
				if (err == nil) != (c.ReceiptID != "") {
					t.Errorf("%s is said to have a receipt %q: %v", c.Words, c.ReceiptID, err)
				}
				if err == nil {
					kept++
				}
			}
			return kept
		}
		// What was declined keeps its receipt for 3 months, what was paid for 6 years.
		for _, x := range []struct{ after, kept int }{{0, 2}, {2, 2}, {1, 1}, {68, 1}, {1, 0}} {
			if kept := receipts(x.after); kept != x.kept {
				t.Errorf("on %s %d receipts are kept, want %d", s.Today().Long(), kept, x.kept)
			}
		}
	})
}

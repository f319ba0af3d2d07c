package participants

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/practicalhelp"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

func showVoucher(v *visit.Visit) error { return voucherForm(v, nil) }

func voucherForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := met(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.SetDate("day", dates.Of(r.Now()))
		}
		page := instudy.Page(o.Seat, "Note a voucher for "+o.Number, "People", o.back())
		return v.FormView(page, voucherPage(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func giveVoucher(v *visit.Visit) error {
	f := v.Fields
	var bad db.Invalid
	x := participants.Voucher{ParticipantID: v.Path("participant"), Pence: pence(f.Text("pounds")), Words: f.Get("words"), Declined: f.Is("declined", "yes"), Day: f.Date("day", &bad), Receipt: f.Get("receipt")}
	if len(bad.Fields) > 0 {
		return voucherForm(v, &bad)
	}
	if err := participants.GiveVoucher(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), x); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return voucherForm(v, bad) })
	}
	return v.Done(here(v), "The voucher is noted.")
}

// pence reads pounds as people type them: "20", "£12.50". -1, which no act accepts,
// where they are not.
func pence(text string) int {
	amount, err := practicalhelp.ParsePounds(text)
	if err != nil {
		return -1
	}
	return int(amount)
}

// pounds writes an amount: "£20", "£12.50".
func pounds(pence int) string { return practicalhelp.Pence(pence).String() }

// vouchers is what was given to participants of the reader's sites.
type vouchers struct {
	Seat   studies.Seat
	All    []participants.Voucher
	Leaf   leaf
	Totals []total
}

type total struct {
	participants.Total
	Site string
}

func showVouchers(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var x vouchers
		var err error
		if x.Seat, err = meeting(r, v); err != nil {
			return visit.View{}, err
		}
		if x.All, err = participants.Vouchers(r, x.Seat, ""); err != nil {
			return visit.View{}, err
		}
		x.Leaf = leafOf(v, len(x.All), instudy.Href(x.Seat.Study, "/participants/vouchers"))
		all, err := x.Seat.AllSites(r)
		by := participants.BySite(x.All)
		for _, s := range all {
			if t, some := by[s.ID]; some {
				x.Totals = append(x.Totals, total{t, s.Pseudonym})
			}
		}
		if t, some := by[""]; some {
			x.Totals = append(x.Totals, total{t, siteWords(nil, "")})
		}
		page := instudy.Page(x.Seat, x.Leaf.titled("Vouchers"), "People", nil)
		return visit.View{Page: page, Body: vouchersPage(x)}, err
	})
}

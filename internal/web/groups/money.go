package groups

import (
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// money is what a group was offered and what its members claimed.
type money struct {
	page
	Claims []groups.Claim
	failed string // of the payment or the claim whose form came back
}

func readMoney(r *db.Snapshot, v *visit.Visit, s studies.Seat) (m money, err error) {
	if m.page, err = read(r, v, s); err != nil {
		return m, err
	}
	if m.Payments, err = groups.Payments(r, s, m.Group.ID); err != nil {
		return m, err
	}
	m.Claims, err = groups.Claims(r, s, m.Group.ID)
	return m, err
}

func showPayments(v *visit.Visit) error { return paymentsPage(v, "", nil) }

// paymentsPage shows the page, with the faults of the form of one payment or claim.
func paymentsPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		m, err := readMoney(r, v, s)
		if err != nil {
			return visit.View{}, err
		}
		m.failed = failed
		frame := instudy.Page(s, "Payments", "", &ui.Link{Text: "Back to " + m.Group.Name, Href: m.href("")})
		return v.FormView(frame, paymentsBody(v.Fields, m, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Involve)
}

// sendPayments sends what a group was offered and claimed as a file, for whoever pays it.
func sendPayments(v *visit.Visit) error {
	var m money
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Involve)
		if err != nil {
			return err
		}
		m, err = readMoney(r, v, s)
		return err
	})
	if err != nil {
		return err
	}
	return v.SendCSV("payments.csv", m.rows())
}

// rows are the lines of the file.
func (m money) rows() [][]string {
	rows := [][]string{{"Name", "Meeting", "For", "Words", "Pounds", "State", "Offered on", "Answered on", "Paid on", "Paid how", "Spent on", "Claimed on", "Put right"}}
	for _, x := range m.Payments {
		rows = append(rows, []string{x.Name, x.For().String(), x.Pay.Words(), x.Words, groups.Pounds(x.Pence), x.State.Words(), visit.DayCell(x.OfferedOn), visit.DayCell(x.AnsweredOn), visit.DayCell(x.PaidOn), x.PaidHow, "", "", x.PutRight})
	}
	for _, x := range m.Claims {
		rows = append(rows, []string{x.Name, "", x.Pay.Words(), x.Words, groups.Pounds(x.Pence), x.State.Words(), "", visit.DayCell(x.SettledOn), visit.DayCell(x.PaidOn), x.PaidHow, visit.DayCell(x.SpentOn), visit.DayCell(x.ClaimedOn), x.PutRight})
	}
	return rows
}

func payOut(v *visit.Visit) error {
	err := groups.PayOut(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("payment"), v.Fields.Get("paid"))
	return moneyDone(v, err, v.Path("payment"), "Noted as paid.")
}

func payClaim(v *visit.Visit) error {
	err := groups.PayClaim(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("claim"), v.Fields.Get("paid"))
	return moneyDone(v, err, v.Path("claim"), "Noted as paid.")
}

func takeBackOffer(v *visit.Visit) error {
	err := groups.TakeBackOffer(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("payment"), v.House.BaseURL)
	return moneyDone(v, err, v.Path("payment"), "The offer is taken back. They are told by email.")
}

func payoutNotPaid(v *visit.Visit) error {
	err := groups.NotPaid(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("payment"), v.Fields.Get("why"))
	return moneyDone(v, err, v.Path("payment"), "Put right. It waits to be paid again.")
}

func claimNotPaid(v *visit.Visit) error {
	err := groups.ClaimNotPaid(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("claim"), v.Fields.Get("why"))
	return moneyDone(v, err, v.Path("claim"), "Put right. It waits to be paid again.")
}

// settle agrees to a claim or declines it.
func settle(v *visit.Visit) error {
	agrees := v.Fields.Is("settle", "agree")
	said := "Declined. They read why on their page, and are told by email."
	if agrees {
		said = "Agreed. They are told by email."
	}
	err := groups.Settle(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("claim"), agrees, v.Fields.Get("answer"), v.House.BaseURL)
	return moneyDone(v, err, v.Path("claim"), said)
}

// moneyDone leads back to the page of payments, or shows it with the faults of one form.
func moneyDone(v *visit.Visit, err error, id, said string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return paymentsPage(v, id, bad) })
	}
	return instudy.Done(v, "/groups/"+v.Path("group")+"/payments", said)
}

func sendReceipt(v *visit.Visit) error {
	return v.SendFile(func(r *db.Snapshot) (files.File, error) {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Involve)
		if err != nil {
			return files.File{}, err
		}
		c, err := groups.TheClaim(r, s, v.Path("group"), v.Path("claim"))
		if err != nil {
			return files.File{}, err
		}
		return c.Receipt(r)
	})
}

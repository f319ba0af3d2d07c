package participants

import (
	"errors"
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// record is what the study knows about a participant. Whoever does not meet them sees
// the log and what they allow, under the study number.
type record struct {
	one
	Meets       bool
	Steps       []participants.Step
	Consent     consent.Consent // that stands; zero for none
	Shown       consent.Documents
	Consents    []consent.Consent
	Waits       consent.Invitation // the link that waits for an answer
	Invited     bool
	Clearances  []participants.Clearance
	Vouchers    []participants.Voucher
	Withdrawals []consent.Withdrawal
	Asked       []questionnaires.Line // questionnaires that they are asked
	ToSettle    int
	Languages   []ui.Choice
	Day         dates.Date
}

func showOne(v *visit.Visit) error { return onePage(v, nil) }

func onePage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		p, err := readRecord(r, v)
		if err != nil {
			return visit.View{}, err
		}
		page := instudy.Page(p.Seat, p.Number, "People", nil)
		return v.FormView(page, onePageBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readRecord(r db.Reader, v *visit.Visit) (p record, err error) {
	if p.Seat, err = readers(r, v); err != nil {
		return p, err
	}
	if p.Participant, err = participants.Row(r, p.Seat, v.Path("participant")); err != nil {
		return p, err
	}
	p.Meets, p.Day = p.Seat.At(studies.Meet, p.SiteID), dates.Of(r.Now())
	if p.Sites, err = p.Seat.SiteNames(r); err != nil {
		return p, err
	}
	if p.Steps, err = participants.Steps(r, p.ID); err != nil {
		return p, err
	}
	if p.Consent, err = consent.Standing(r, p.ID); err != nil && !errors.Is(err, db.ErrNotFound) {
		return p, err
	}
	if p.Consent.ID != "" {
		if p.Shown, err = consent.Shown(r, p.Consent); err != nil {
			return p, err
		}
	}
	if p.Meets {
		return p, p.readMore(r)
	}
	return p, nil
}

// readMore reads what only those who meet participants see.
func (p *record) readMore(r db.Reader) (err error) {
	if p.Consents, err = consent.Of(r, p.ID); err != nil {
		return err
	}
	if p.Waits, p.Invited, err = consent.Waits(r, p.ID); err != nil {
		return err
	}
	if p.Clearances, err = participants.Clearances(r, p.ID); err != nil {
		return err
	}
	if p.Vouchers, err = participants.Vouchers(r, p.Seat, p.ID); err != nil {
		return err
	}
	if p.Withdrawals, err = consent.Withdrawals(r, p.ID); err != nil {
		return err
	}
	if p.Asked, err = questionnaires.LinesOf(r, p.Seat, p.ID); err != nil {
		return err
	}
	uses, err := consent.Uses(r, p.ID)
	for _, u := range uses {
		if u.ToSettle() {
			p.ToSettle++
		}
	}
	if err != nil {
		return err
	}
	p.Languages, err = languages(r, p.Seat)
	return err
}

// languages are those in which there is a consent form, English first.
func languages(r db.Reader, s studies.Seat) (items []ui.Choice, err error) {
	all, err := approvals.Documents(r, s)
	seen := map[string]bool{}
	for _, d := range all {
		if d.Kind != approvals.ConsentForm || seen[d.Language] {
			continue
		}
		seen[d.Language] = true
		item := ui.Choice{Value: d.Language, Text: languageName(d.Language)}
		if d.Language == "en" {
			items = append([]ui.Choice{item}, items...)
		} else {
			items = append(items, item)
		}
	}
	return items, err
}

// advance notes on the log how far somebody has come.
func advance(v *visit.Visit) error {
	var bad db.Invalid
	day := v.Fields.Date("day", &bad)
	if err := bad.Err(); err != nil {
		return onePage(v, &bad)
	}
	err := participants.Advance(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), participants.Stage(v.Fields.Get("stage")), day)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePage(v, bad) })
	}
	return v.Done(here(v), "The log says how far they have come.")
}

func showLost(v *visit.Visit) error { return lostForm(v, nil) }

func lostForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := met(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.SetDate("day", dates.Of(r.Now()))
		} else {
			o.Version = v.Fields.Version()
		}
		page := instudy.Page(o.Seat, o.Number+" goes no further", "People", o.back())
		return v.FormView(page, lostPage(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func lose(v *visit.Visit) error {
	var bad db.Invalid
	day := v.Fields.Date("day", &bad)
	if len(bad.Fields) > 0 {
		return lostForm(v, &bad)
	}
	err := participants.Lose(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), v.Fields.Version(), participants.Reason(v.Fields.Get("why")), day)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return lostForm(v, bad) })
	}
	return v.Done(here(v), "The log says that they go no further.")
}

func comeBack(v *visit.Visit) error {
	if err := participants.Return(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done(here(v), "They go on after all.")
}

func askClearance(v *visit.Visit) error {
	if err := participants.AskClearance(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return onePage(v, bad) })
	}
	words := "The custodian of their site is asked."
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		there, err := hasCustodian(r, v)
		if !there {
			words = "Noted, but their site has no custodian who could answer. A lead gives that role under Team."
		}
		return err
	})
	if err != nil {
		return err
	}
	return v.Done(here(v), words)
}

// hasCustodian reports whether somebody is custodian at the participant's site today.
func hasCustodian(r db.Reader, v *visit.Visit) (bool, error) {
	p, err := readRecord(r, v)
	if err != nil {
		return false, err
	}
	team, err := p.Seat.Members(r)
	return slices.ContainsFunc(team, func(m studies.Member) bool {
		return m.Role == studies.Custodian && m.SiteID == p.SiteID && m.Now(p.Day)
	}), err
}

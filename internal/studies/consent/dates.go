package consent

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
)

// The days of a consent are compared with everything that has to come before it.
// What cannot have been so is refused, with the date that is in the way: a consent
// in the future, before the participant was approached, before the study or the site
// was open, on a form that was not in force there. What was so and should not have
// been is kept with a reason (Exception), because the participant did agree: less
// time to think than the form gives, or a taker who was not authorised on that day.

// informed checks the day on which they got the information sheet.
func (g Given) informed(shown Documents, bad *db.Invalid) {
	switch {
	case g.InformedOn.IsZero():
		bad.Add("informed", "Enter when they got the information sheet")
	case g.InformedOn.After(g.Day):
		bad.Add("informed", "They got the information before they decided")
	case g.InformedOn.Before(shown.SheetUsed.From):
		bad.Add("informed", shown.Sheet.Label()+" is in force here from "+shown.SheetUsed.From.Long()+". They cannot have got it before: choose the version that they got")
	}
}

// dayFault says what is wrong with the day of the consent; "" for nothing.
func (g Given) dayFault(tx *db.Tx, s studies.Seat, p participants.Participant, shown Documents) (string, error) {
	if g.Day.After(dates.Of(tx.Now())) {
		return "The day must be today or earlier", nil
	}
	if words, err := tooEarly(tx, s, p, g.Day); err != nil || words != "" {
		return words, err
	}
	if g.Day.Before(shown.FormUsed.From) {
		return shown.Form.Label() + " is in force here from " + shown.FormUsed.From.Long() + ". Consent on it cannot be older", nil
	}
	return "", nil
}

// tooEarly says what came after a day on which somebody is said to have consented; ""
// for nothing.
func tooEarly(r db.Reader, s studies.Seat, p participants.Participant, day dates.Date) (string, error) {
	if open := s.Study.OpenedOn; day.Before(open) {
		return "The study opened on " + open.Long() + ". Consent cannot be older", nil
	}
	site, err := siteOf(r, s, p.SiteID)
	if err != nil {
		return "", err
	}
	if !site.OpenedOn.IsZero() && day.Before(site.OpenedOn) {
		return site.Pseudonym + " opened on " + site.OpenedOn.Long() + ". Consent cannot be older", nil
	}
	steps, err := participants.Steps(r, p.ID)
	if err != nil {
		return "", err
	}
	if len(steps) > 0 && day.Before(steps[0].Day) {
		return "They were approached on " + steps[0].Day.Long() + ". Consent cannot be older", nil
	}
	before, err := Withdrawals(r, p.ID)
	if err != nil {
		return "", err
	}
	for _, w := range before {
		if day.Before(w.Day) {
			return "They took something back on " + w.Day.Long() + ". A consent from before cannot bring it again: ask them anew", nil
		}
	}
	return "", nil
}

// siteOf is the site of a participant; the zero site for none.
func siteOf(r db.Reader, s studies.Seat, siteID string) (studies.Site, error) {
	all, err := s.AllSites(r)
	for _, site := range all {
		if site.ID == siteID {
			return site, err
		}
	}
	return studies.Site{}, err
}

// otherwise finds what was otherwise than approved, each with the reason that was
// given. *db.Invalid gets the field "why-<kind>" where there is none.
func (g *Given) otherwise(r db.Reader, s studies.Seat, p participants.Participant, shown Documents, bad *db.Invalid) (all []Exception, err error) {
	if days := shown.Read.Days; days > 0 && !g.InformedOn.IsZero() && g.Day.Sub(g.InformedOn) < days {
		all = append(all, Exception{Kind: TooSoon, Words: "The form gives " + dates.Days(days) + " to think. They got the information on " + g.InformedOn.Long() + " and decided on " + g.Day.Long()})
	}
	if g.Mode != Online {
		words, err := g.unauthorised(r, s, p, bad)
		if err != nil {
			return nil, err
		}
		if words != "" {
			all = append(all, Exception{Kind: NotDelegated, Words: words})
		}
	}
	for i := range all {
		all[i].Why = g.Why[all[i].Kind]
		bad.Trim("why-"+string(all[i].Kind), &all[i].Why, 500, all[i].Words+". Say why it counts all the same, or correct what is wrong")
	}
	return all, nil
}

// unauthorised finds who took the consent, and says why they were not authorised on
// that day; "" if they were.
func (g *Given) unauthorised(r db.Reader, s studies.Seat, p participants.Participant, bad *db.Invalid) (string, error) {
	takers, err := Takers(r, s, p.SiteID)
	if err != nil {
		return "", err
	}
	for _, t := range takers {
		if t.ID != g.TakerID && (g.TakerID != "" || t.AccountID != s.By.AccountID) {
			continue
		}
		g.taker = t.Name
		if p.SiteID == "" {
			return "", nil // delegation logs are of sites
		}
		site, err := siteOf(r, s, p.SiteID)
		return t.unauthorised(g.Day, site.ID, site.Pseudonym), err
	}
	bad.Add("taker", "Choose who took the consent")
	return "", nil
}

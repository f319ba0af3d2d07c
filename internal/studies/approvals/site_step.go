package approvals

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// siteMove is a site that is to come to another state.
type siteMove struct {
	study     studies.Study
	site      studies.Site
	to        studies.SiteState
	on, until dates.Date
	today     dates.Date
}

// MoveSite takes a site to another state. It opens only in a study that is open and
// when everything up to then is settled, closes only with a day until when its file is
// kept, and is archived only after it was closed. on is the day on which it came to the
// state, which may be noted late; zero means today. *db.Invalid with the fields
// "state", "day" or "until".
func MoveSite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID string, version int, to studies.SiteState, on, until dates.Date) error {
	return inSite(ctx, d, by, key, studyID, siteID, "site."+string(to), func(tx *db.Tx, seat studies.Seat, site studies.Site) error {
		if site.Version != version || site.State == studies.SiteFiled {
			return db.ErrConflict
		}
		m := siteMove{study: seat.Study, site: site, to: to, on: on, until: until, today: dates.Of(tx.Now())}
		tasks, err := SiteTasks(tx, siteID)
		if err != nil {
			return err
		}
		if err := m.check(tasks); err != nil {
			return err
		}
		return studies.SetSite(tx, site, to, m.on, until)
	})
}

// check says everything that is in the way.
func (m *siteMove) check(tasks []SiteTask) error {
	var bad db.Invalid
	if m.to.Words() == "" {
		bad.Add("state", "Choose a step")
	}
	again := m.to == studies.SiteOpen && m.site.Opened()
	switch {
	case m.on.IsZero() && again:
		m.on = m.site.OpenedOn
	case m.on.IsZero():
		m.on = m.today
	case m.on.After(m.today):
		bad.Add("day", "The day must be today or earlier")
	}
	before := m.before(tasks)
	if open := unsettled(before); len(open) > 0 {
		bad.Add("state", "Still to do: "+open[0].Title+more(len(open)-1))
	}
	switch m.to {
	case studies.SiteOpen:
		m.opens(before, again, &bad)
	case studies.SiteClosed:
		m.closes(&bad)
	case studies.SiteFiled:
		m.files(&bad)
	}
	return bad.Err()
}

// opens adds what is in the way of opening: the study, or something that was done later.
func (m *siteMove) opens(before []SiteTask, again bool, bad *db.Invalid) {
	if !m.study.State.Collecting() {
		bad.Add("state", "The study is not open. A lead opens it under Plan, then its sites")
	} else if m.on.Before(m.study.OpenedOn) {
		bad.Add("day", "The study opened on "+m.study.OpenedOn.Long()+". A site opens on that day or later")
	}
	if again {
		return
	}
	if last := latest(before); last.DoneOn.After(m.on) {
		bad.Add("day", "“"+last.Title+"” was done on "+last.DoneOn.Long()+". The site opens on that day or later")
	}
}

func (m *siteMove) closes(bad *db.Invalid) {
	if m.on.Before(m.site.OpenedOn) {
		bad.Add("day", "The site opened on "+m.site.OpenedOn.Long()+". It closes on that day or later")
	}
	switch {
	case m.until.IsZero():
		bad.Add("until", "Enter until when the site’s file is kept")
	case m.until.Before(m.on):
		bad.Add("until", "The site closes on "+m.on.Long()+". Its file is kept until that day or later")
	}
}

func (m *siteMove) files(bad *db.Invalid) {
	if m.site.State != studies.SiteClosed {
		bad.Add("state", "Close the site first, with the day until when its file is kept")
	} else if m.on.Before(m.site.ClosedOn) {
		bad.Add("day", "The site closed on "+m.site.ClosedOn.Long()+". It is archived on that day or later")
	}
}

// before are the tasks that come before a site is at a state. One that is confirmed or
// open has those of all steps up to it; one that is archived has those of closing too.
func (m *siteMove) before(all []SiteTask) (some []SiteTask) {
	last := map[studies.SiteState]studies.SiteState{studies.Confirmed: studies.Confirmed, studies.SiteOpen: studies.SiteOpen, studies.SiteFiled: studies.SiteClosed}[m.to]
	for _, t := range all {
		if last != "" && !t.Step.After(last) {
			some = append(some, t)
		}
	}
	return some
}

func unsettled(tasks []SiteTask) (open []SiteTask) {
	for _, t := range tasks {
		if !t.Settled() {
			open = append(open, t)
		}
	}
	return open
}

// latest is the task that was done last.
func latest(tasks []SiteTask) (last SiteTask) {
	for _, t := range tasks {
		if t.DoneOn.After(last.DoneOn) {
			last = t
		}
	}
	return last
}

func more(n int) string {
	if n == 0 {
		return ""
	}
	return ", and " + dates.Count(n, "other", "others")
}

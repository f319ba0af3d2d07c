package admin

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/doubles"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/keepers"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// overview is what is ready and what is not.
type overview struct {
	Area                      teams.Area
	Teams, Practices          int
	Accounts, Invited         int
	Failed, Stopped, JobsLate int
	CameBack                  int // readers who get no updates because mail came back
	JobsDead                  int
	Mail, Texts               bool // there is a way to send them
	Unled                     []safeguarding.Unled
	Doubles                   int // pairs of services that may be one
	Suggested, Held           int // changes of entries that wait to be approved: by organisations, by sources
	Asks                      bool
}

// messagesShown is how many messages a list shows.
const messagesShown = 100

func show(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := read(r)
		o.Mail, o.Texts = v.House.Mail, v.House.Texts
		return visit.View{Page: shell.Page{Title: "Administration", Section: "Administration"}, Body: overviewPage(o)}, err
	})
}

func read(r *db.Snapshot) (o overview, err error) {
	if o.Area, err = teams.TheArea(r); err != nil {
		return o, err
	}
	all, err := teams.Teams(r)
	if err != nil {
		return o, err
	}
	practices, err := teams.Practices(r)
	if err != nil {
		return o, err
	}
	accounts, err := identity.All(r)
	if err != nil {
		return o, err
	}
	o.Teams, o.Practices, o.Accounts = len(all), len(practices), len(accounts)
	for _, a := range accounts {
		if a.Status == identity.Invited {
			o.Invited++
		}
	}
	for state, count := range map[messages.State]*int{messages.Failed: &o.Failed, messages.Stopped: &o.Stopped} {
		list, err := messages.In(r, state, messagesShown)
		if err != nil {
			return o, err
		}
		*count = len(list)
	}
	tray, err := jobs.Look(r)
	if err != nil {
		return o, err
	}
	o.JobsLate, o.JobsDead = tray.Due, tray.Dead
	if o.Doubles, err = doubles.Count(r, doubles.Waiting); err != nil {
		return o, err
	}
	if o.Suggested, err = keepers.CountWaiting(r); err != nil {
		return o, err
	}
	if o.CameBack, err = readers.CameBack(r); err != nil {
		return o, err
	}
	if o.Held, err = directory.CountHeld(r); err != nil {
		return o, err
	}
	settings, err := keepers.TheSettings(r)
	if err != nil {
		return o, err
	}
	o.Asks = settings.Asks
	o.Unled, err = safeguarding.UnledTeams(r)
	return o, err
}

func back() *ui.Link { return &ui.Link{Text: "Back to administration", Href: "/admin"} }

func showMessages(v *visit.Visit) error { return messagesForm(v, nil) }

func messagesForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		failed, err := messages.In(r, messages.Failed, messagesShown)
		if err != nil {
			return visit.View{}, err
		}
		stopped, err := messages.In(r, messages.Stopped, messagesShown)
		page := shell.Page{Title: "Messages that did not go", Section: "Administration", Back: back()}
		return v.FormView(page, messagesPage(failed, stopped, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func release(v *visit.Visit) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return people.Release(tx, v.Path("message")) })
	if _, refused := errors.AsType[*people.Refused](err); refused { // why is on a record, which an administrator does not see
		bad := new(db.Invalid)
		bad.Add("message", "This person must not be reached that way any more. Their link worker can see why")
		return messagesForm(v, bad)
	}
	if err != nil {
		return err
	}
	return v.Done("/admin/messages", "It will be sent again.")
}

package visit

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/referrals"
	"linkwork/internal/safeguarding"
	"linkwork/internal/studies"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
)

// House is what every page may use.
type House struct {
	DB       *db.DB
	Identity *identity.Service
	Files    *files.Store
	BaseURL  string // under which people reach Linkwork, without a slash at the end
	Demo     bool   // the data is made up and nothing is sent
	Mail     bool   // there is a server to send mail with
	Texts    bool   // text messages can be sent
	SetupKey string // opens the set-up of an empty house
	PDF      string // path of Chromium, "" where it is not installed
	Log      *slog.Logger

	pages *http.ServeMux // every route; see Mux
}

const noticeKey = "notice"

// handler finds out who asks, checks that the route is theirs, reads what was
// sent, and turns an error into its page.
func (h *House) handler(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{W: w, R: r, House: h}
		if err := v.begin(route); err != nil {
			v.fail(err)
			return
		}
		if w.Header().Get("Location") != "" {
			return // sent elsewhere: to log in, or to unlock
		}
		if err := route.Handle(v); err != nil {
			v.fail(err)
		}
	})
}

func (v *Visit) begin(route Route) error {
	session := v.House.Identity.Current(v.Context())
	if session.AccountID != "" && !session.Locked {
		if err := v.loadActor(session.AccountID); err != nil {
			return err
		}
	}
	if err := v.readFields(); err != nil {
		return err
	}
	switch {
	case route.Who.IsPublic():
		return nil
	case session.Locked:
		return v.sendToEnter("/unlock")
	case session.AccountID == "":
		return v.sendToEnter("/login")
	case !route.Who.Allows(v.Actor):
		return db.ErrNotFound
	}
	return nil
}

func (v *Visit) loadActor(accountID string) error {
	return v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		account, err := identity.Get(r, accountID)
		if err != nil {
			return err
		}
		v.Actor, err = access.Load(r, account.ID, account.Name)
		return err
	})
}

func (v *Visit) readFields() error {
	if !storable(v.R.URL.Path) {
		return db.ErrNotFound // no address of ours has such characters
	}
	if v.R.Method == http.MethodGet {
		v.Fields = storableFields(v.R.URL.Query())
		return nil
	}
	if err := v.R.ParseForm(); err != nil {
		return err
	}
	v.Fields = storableFields(v.R.PostForm)
	return nil
}

// furnish completes a page with what all pages have: the menu of the reader's
// role, who they are, and what has just been done.
func (v *Visit) furnish(r *db.Snapshot, p *shell.Page) error {
	if v.House.Demo {
		p.Demo = &shell.DemoStrip{Outbox: "/demo/outbox"}
	}
	if p.Public != nil || v.Actor.AccountID == "" {
		return nil
	}
	if p.Demo != nil {
		p.Demo.As = v.Actor.Name + ", " + roleWords(v.Actor)
	}
	if notice := v.House.Identity.TakeNote(v.Context(), noticeKey); notice != "" {
		p.Notice = &ui.NotificationBanner{Heading: notice, Success: true}
	}
	p.Printed = "Printed " + dates.Of(r.Now()).Long() + " by " + v.Actor.Name + "."
	place, err := v.place(r)
	if err != nil {
		return err
	}
	p.Account = &shell.Account{Name: v.Actor.Name, Role: place}
	p.Search = v.Actor.Is(access.LinkWorker, access.Manager)
	p.Nav, err = v.menu(r)
	return err
}

func roleWords(a access.Actor) string {
	if a.Is(access.Practice) {
		return "GP practice"
	}
	words := a.Role().Words()
	if words == "" {
		return ""
	}
	return string(words[0]|0x20) + words[1:]
}

// place says the role and where: "Link worker, Harbour network".
func (v *Visit) place(r *db.Snapshot) (string, error) {
	if id := v.Actor.PracticeID(); id != "" {
		practice, err := teams.ThePractice(r, id)
		return practice.Name, err
	}
	words := v.Actor.Role().Words()
	if id := v.Actor.TeamID(); id != "" {
		team, err := teams.TheTeam(r, id)
		return words + ", " + team.Name, err
	}
	return words, nil
}

func (v *Visit) menu(r *db.Snapshot) (items []shell.NavItem, err error) {
	if v.Actor.Is(access.LinkWorker) {
		items = append(items, shell.NavItem{Label: "My day", Href: "/day"})
	}
	if v.Actor.Is(access.LinkWorker, access.Manager) {
		n, err := referrals.CountNew(r, v.Actor)
		if err != nil {
			return nil, err
		}
		if v.Actor.Is(access.Manager) {
			items = append(items, shell.NavItem{Label: "Team", Href: "/team"})
		}
		items = append(items, shell.NavItem{Label: "Referrals", Href: "/referrals", Count: n},
			shell.NavItem{Label: "People", Href: "/caseload"}, shell.NavItem{Label: "Tasks", Href: "/tasks"}, shell.NavItem{Label: "Calendar", Href: "/calendar"},
			shell.NavItem{Label: "Services", Href: "/services"})
	}
	if v.Actor.Is(access.LinkWorker, access.Manager) {
		items = append(items, shell.NavItem{Label: "Messages", Href: "/messages"}, shell.NavItem{Label: "Groups and calls", Href: "/outreach"})
		if items, err = v.safety(r, items); err != nil {
			return nil, err
		}
	}
	if v.Actor.Is(access.LinkWorker) {
		items = append(items, shell.NavItem{Label: "Reflections", Href: "/reflections"})
	}
	if v.Actor.Is(access.Practice) {
		items = append(items, shell.NavItem{Label: "Refer someone", Href: "/refer"}, shell.NavItem{Label: "Sent referrals", Href: "/refer/sent"},
			shell.NavItem{Label: "Letters", Href: "/refer/letters"}, shell.NavItem{Label: "For your records", Href: "/refer/entries"}, shell.NavItem{Label: "Lists", Href: "/offers"}, shell.NavItem{Label: "Clinics", Href: "/refer/clinics"}, shell.NavItem{Label: "Messages", Href: "/refer/rang"})
	}
	if v.Actor.Is(access.Administrator) {
		items = append(items, shell.NavItem{Label: "Administration", Href: "/admin"})
	}
	return v.research(r, items)
}

// research adds the studies for those who play a part in one, or may begin one.
func (v *Visit) research(r *db.Snapshot, items []shell.NavItem) ([]shell.NavItem, error) {
	mine, err := studies.Mine(r, v.Actor)
	if err == nil && (len(mine) > 0 || v.Actor.Is(studies.Founders...)) {
		items = append(items, shell.NavItem{Label: "Studies", Href: "/studies"})
	}
	return items, err
}

// safety adds the register for those in charge of one.
func (v *Visit) safety(r *db.Snapshot, items []shell.NavItem) ([]shell.NavItem, error) {
	teams, err := safeguarding.InCharge(r, v.Actor)
	if err != nil || len(teams) == 0 {
		return items, err
	}
	n, err := safeguarding.Waiting(r, v.Actor)
	return append(items, shell.NavItem{Label: "Safety", Href: "/safety", Count: n}), err
}

// ForPeople is the frame of a page for somebody without an account, with the
// way to leave it quickly.
func ForPeople(area teams.Area) *shell.Public {
	return &shell.Public{Service: area.Name, QuickExit: "https://www.bbc.co.uk/weather"}
}

// ForOrganisations is the frame of a page for an organisation.
func ForOrganisations(area teams.Area) *shell.Public { return &shell.Public{Service: area.Name} }

// fail sends the page for an error. Somebody who asks for a record that they
// may not see, or that is not there, leaves a row on the audit trail.
func (v *Visit) fail(err error) {
	if errors.Is(err, db.ErrNotFound) && v.Actor.AccountID != "" && strings.Contains(v.R.Pattern, "{") {
		if noted := v.noteRefusal(); noted != nil {
			err = noted
		}
	}
	page := shell.Page{}
	_ = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { return v.furnish(r, &page) })
	v.sendError(err, page)
}

// noteRefusal writes down which route was asked for and which record, as far
// as what stands in its place looks like an id at all.
func (v *Visit) noteRefusal() error {
	id := ""
	for _, name := range wildcard.FindAllStringSubmatch(v.R.Pattern, -1) {
		if value := v.Path(name[1]); recordID.MatchString(value) {
			id = value
		}
	}
	return v.House.DB.Write(context.WithoutCancel(v.Context()), func(tx *db.Tx) error {
		return audit.Denied(tx, v.Actor.Audit(), v.R.Pattern, "", "", id)
	})
}

var (
	wildcard = regexp.MustCompile(`\{(\w+)\}`)
	recordID = regexp.MustCompile(`^[0-9a-f-]{36}$`)
)

// IsGone reports whether an error means that there is nothing to see here.
func IsGone(err error) bool { return errors.Is(err, db.ErrNotFound) }

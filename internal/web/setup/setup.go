package setup

import (
	"crypto/subtle"
	"fmt"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /setup", Who: visit.Public, Handle: show},
		{Pattern: "POST /setup", Who: visit.Public, Handle: setUp},
	}
}

func show(v *visit.Visit) error {
	f := v.Fields
	for name, usual := range map[string]string{"job_title": "link worker", "hours": "Monday to Friday, 9am to 5pm",
		"crisis": "Emergency services; 999; any time\nNHS 111, mental health option; 111, then 2; any time\nSamaritans; 116 123; any time"} {
		f.Set(name, usual)
	}
	return form(v, nil)
}

func form(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		if _, err := teams.TheArea(r); !visit.IsGone(err) {
			return visit.View{}, orGone(err)
		}
		return v.FormView(shell.Page{Title: "Set up Linkwork"}, setUpPage(v.Fields, visit.Faults(bad)), bad), nil
	})
}

// orGone makes a house that is set up look as if there were no such page.
func orGone(err error) error {
	if err == nil {
		return db.ErrNotFound
	}
	return err
}

// setUp writes everything at once: half a house is none.
func setUp(v *visit.Visit) error {
	plan, err := read(v)
	if err == nil {
		err = v.House.DB.Write(v.Context(), plan.build)
	}
	if err == nil {
		err = v.House.Identity.SetPassword(v.Context(), audit.System, plan.account, plan.password)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return form(v, bad) })
	}
	if err := v.House.Identity.Begin(v.Context(), plan.account); err != nil {
		return err
	}
	return v.Done("/admin", "Linkwork is set up. Now invite the others.")
}

// plan is what the form asks for.
type plan struct {
	area        teams.Area
	teams       []teams.Team
	practices   []row
	name, email string
	password    string
	account     string // id, once made
}

// row is one practice: its name, ODS code, team and email address.
type row struct{ name, ods, team, email string }

func read(v *visit.Visit) (*plan, error) {
	f, bad := v.Fields, new(db.Invalid)
	p := &plan{area: teams.Area{Name: f.Text("name"), JobTitle: f.Text("job_title"), Phone: f.Text("phone"), Hours: f.Text("hours"), MailFrom: f.Text("mail_from")},
		name: f.Text("your_name"), email: f.Text("email"), password: f.Get("password")}
	if v.House.SetupKey == "" || subtle.ConstantTimeCompare([]byte(f.Text("key")), []byte(v.House.SetupKey)) != 1 {
		bad.Add("key", "Enter the key that Linkwork printed when it started")
	}
	for _, line := range lines(f.Get("crisis")) {
		parts := split(line, ";", 3)
		p.area.Crisis = append(p.area.Crisis, teams.CrisisNumber{Label: parts[0], Phone: parts[1], Hours: parts[2]})
	}
	for _, line := range lines(f.Get("teams")) {
		parts := split(line, ",", 3)
		p.teams = append(p.teams, teams.Team{Name: parts[0], Phone: parts[1], Outcodes: strings.Fields(strings.ToUpper(parts[2]))})
	}
	if len(p.teams) == 0 {
		bad.Add("teams", "Enter at least one team")
	}
	for _, line := range lines(f.Get("practices")) {
		parts := split(line, ",", 4)
		p.practices = append(p.practices, row{parts[0], parts[1], parts[2], parts[3]})
	}
	if p.name == "" {
		bad.Add("your_name", "Enter your name")
	}
	if err := identity.CheckPassword(p.password, p.email); err != nil {
		return p, merge(bad, err)
	}
	return p, bad.Err()
}

// merge adds the faults of one check to those of another.
func merge(bad *db.Invalid, err error) error {
	if more, ok := err.(*db.Invalid); ok {
		bad.Fields = append(bad.Fields, more.Fields...)
		return bad.Err()
	}
	return err
}

func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// split parts a line at a mark into n texts; those that lack are empty.
func split(line, mark string, n int) []string {
	parts := strings.SplitN(line, mark, n)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	for len(parts) < n {
		parts = append(parts, "")
	}
	return parts
}

func (p *plan) build(tx *db.Tx) error {
	if _, err := teams.TheArea(tx); !visit.IsGone(err) {
		return orGone(err)
	}
	if err := teams.SetArea(tx, p.area); err != nil {
		return err
	}
	ids := make(map[string]string)
	for _, t := range p.teams {
		id, err := teams.AddTeam(tx, t)
		if err != nil {
			return named(err, "teams")
		}
		ids[strings.ToLower(t.Name)] = id
	}
	for _, practice := range p.practices {
		if err := practice.add(tx, ids, p.teams); err != nil {
			return err
		}
	}
	account, err := identity.Create(tx, audit.System, p.name, p.email)
	if err != nil {
		return err
	}
	p.account = account.ID
	return access.Join(tx, account.ID, access.Membership{Role: access.Administrator})
}

// add stores one practice; with a single team its name may be left out.
func (r row) add(tx *db.Tx, ids map[string]string, all []teams.Team) error {
	id := ids[strings.ToLower(r.team)]
	if r.team == "" && len(all) == 1 {
		id = ids[strings.ToLower(all[0].Name)]
	}
	if id == "" {
		var bad db.Invalid
		bad.Add("practices", fmt.Sprintf("For %q: name one of the teams above", r.name))
		return bad.Err()
	}
	_, err := teams.AddPractice(tx, teams.Practice{TeamID: id, Name: r.name, ODSCode: r.ods, Email: r.email})
	return named(err, "practices")
}

// named puts the faults of a row at the field that holds the rows.
func named(err error, field string) error {
	bad, ok := err.(*db.Invalid)
	if !ok {
		return err
	}
	for i := range bad.Fields {
		bad.Fields[i].Field = field
	}
	return bad
}

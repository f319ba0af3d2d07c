package demo

import (
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
)

// seed makes the story the same every time.
const seed = 20231201

// Build fills an empty, migrated database with the named cast. The database
// was opened with the clock; Build sets it as the story goes on and lets it go
// at the end. base is the address under which the demonstration is reached.
func Build(ctx context.Context, d *db.DB, clock *Clock, base string) (*Cast, error) {
	b := &builder{ctx: ctx, db: d, clock: clock, base: base, now: time.Now(), random: rand.New(rand.NewPCG(seed, seed)), aside: rand.New(rand.NewPCG(seed, 1)), search: directory.New(), asked: make(map[string]bool), visited: make(map[string]bool)}
	b.today = dates.Of(b.now)
	defer clock.Let()
	steps := []func() error{
		b.furnish, b.chooseInstruments, b.openPots, b.plan, b.tell,
		b.fillToday,
		b.fillDiary,
		b.fillDesks,
		b.reflect,
		b.keepSafe,
		b.writeTemplates,
		b.writeLetters,
		b.holdClinics,
		b.gather,
		b.offer,
		b.meet,
		b.hear,
		b.supervise,
		b.drawCircles,
		b.visit,
		b.referElsewhere,
		b.allocate,
		b.keepEntries, b.keepDirectory,
		b.copyEntries, b.keepOrder,
		b.release, b.missSome,
		b.fillForms,
		b.runStudies,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return Find(ctx, d)
}

// administrator looks after the demonstration's accounts.
const administrator = "Sam Quill"

// Cast says who can be played.
type Cast struct {
	LinkWorker, Manager, Practice, Administrator, Researcher, FieldResearcher, PublicLead string // account ids
	PracticeID                                                                            string // the practice whose system may send referrals
	Person                                                                                string // whom the link worker supports
	Born                                                                                  int    // the person's year of birth
}

// builder is the state of making the demonstration.
type builder struct {
	ctx      context.Context
	db       *db.DB
	clock    *Clock
	base     string
	now      time.Time
	today    dates.Date
	random   *rand.Rand
	research researchers
	aside    *rand.Rand // for what was added to the story later, so that the rest stays as it was
	teams    []team
	events   agenda
	planned  int
	search   *directory.Directory
	asked    map[string]bool // people for whom another team was asked
	visited  map[string]bool // people whose worker goes to see them today
	helped   map[string]int  // people of each worker who got as far as a plan
}

// team is a network with its accounts.
type team struct {
	network
	ID        string
	Manager   access.Actor
	Workers   []access.Actor
	Practices []staffed
	Services  []string
	Pots      []string
}

// staffed is a practice with the account that refers.
type staffed struct {
	practice
	ID    string
	Actor access.Actor
}

// months of the story.
const months = 18

// furnish sets up the area, teams, practices, accounts and services on the
// first day of the story.
func (b *builder) furnish() error {
	b.clock.Set(b.today.AddMonths(-months).AddDays(-14).At(9, 0))
	return b.db.Write(b.ctx, func(tx *db.Tx) error {
		if err := teams.SetArea(tx, area()); err != nil {
			return err
		}
		b.teams = nil
		for _, net := range networks {
			t, err := b.furnishTeam(tx, net)
			if err != nil {
				return fmt.Errorf("%s: %w", net.Name, err)
			}
			b.teams = append(b.teams, t)
		}
		if _, err := b.account(tx, administrator, access.Membership{Role: access.Administrator}); err != nil {
			return err
		}
		if err := b.furnishResearchers(tx); err != nil {
			return err
		}
		return makeServices(tx, b.random, b.today)
	})
}

func area() teams.Area {
	return teams.Area{
		Name: "Saltmere social prescribing", JobTitle: "link worker", Phone: "01632 960 100", Hours: "Monday to Friday, 9am to 5pm", MailFrom: "hello@linkwork.example",
		Crisis: []teams.CrisisNumber{
			{Label: "Emergency services", Phone: "999", Hours: "any time, if a life is at risk"},
			{Label: "NHS 111, mental health option", Phone: "111, then 2", Hours: "any time"},
			{Label: "Saltmere listening line (made up)", Phone: "01632 960 999", Hours: "any time"},
		},
	}
}

func (b *builder) furnishTeam(tx *db.Tx, net network) (t team, err error) {
	t.network = net
	if t.ID, err = teams.AddTeam(tx, teams.Team{Name: net.Name, Kind: net.Kind, Phone: net.Phone, Outcodes: outcodes(net)}); err != nil {
		return t, err
	}
	if t.Manager, err = b.account(tx, net.Manager, access.Membership{Role: access.Manager, TeamID: t.ID}); err != nil {
		return t, err
	}
	for _, name := range net.Workers {
		worker, err := b.account(tx, name, access.Membership{Role: access.LinkWorker, TeamID: t.ID})
		if err != nil {
			return t, err
		}
		t.Workers = append(t.Workers, worker)
	}
	for _, p := range net.Practices {
		s := staffed{practice: p}
		host := strings.ToLower(strings.ReplaceAll(p.Name, " ", "-")) + ".example"
		if s.ID, err = teams.AddPractice(tx, teams.Practice{TeamID: t.ID, Name: p.Name, ODSCode: p.ODS, Email: "desk@" + host, Phone: net.Phone}); err != nil {
			return t, err
		}
		if s.Actor, err = b.account(tx, p.Clinician, access.Membership{Role: access.Practice, PracticeID: s.ID}); err != nil {
			return t, err
		}
		t.Practices = append(t.Practices, s)
	}
	return t, nil
}

// account makes an account without a password: nobody logs in to the
// demonstration, one chooses who to be.
func (b *builder) account(tx *db.Tx, name string, m access.Membership) (access.Actor, error) {
	account, err := identity.Create(tx, audit.System, name, mailOf(name))
	if err != nil {
		return access.Actor{}, err
	}
	if err := identity.Activate(tx, account.ID); err != nil {
		return access.Actor{}, err
	}
	if err := access.Join(tx, account.ID, m); err != nil {
		return access.Actor{}, err
	}
	return access.Actor{AccountID: account.ID, Name: name, Memberships: []access.Membership{m}}, nil
}

func mailOf(name string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, "Dr "), " ", ".")) + "@linkwork.example"
}

// event is something that happens at a time of the story.
type event struct {
	at time.Time
	n  int // of the plan, so that the story is the same every time
	do func() error
}

// at plans an event. Events in the future of the story are left out: they have
// not happened yet.
func (b *builder) at(day dates.Date, hour, minute int, do func() error) {
	day = day.NextWorkingDay()
	if when := day.At(hour, minute); when.Before(b.now) {
		b.planned++
		heap.Push(&b.events, event{when, b.planned, do})
	}
}

// tell lets the events happen, in order of time. An event may plan others
// after itself.
func (b *builder) tell() error {
	heap.Init(&b.events)
	for b.events.Len() > 0 {
		e := heap.Pop(&b.events).(event)
		b.clock.Set(e.at)
		if err := e.do(); err != nil {
			return fmt.Errorf("the story on %s: %w", e.at.Format(time.DateTime), err)
		}
	}
	return nil
}

// agenda is a heap of events, the earliest first.
type agenda []event

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].n < a[j].n
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(e any)   { *a = append(*a, e.(event)) }
func (a *agenda) Pop() any {
	last := len(*a) - 1
	e := (*a)[last]
	*a = (*a)[:last]
	return e
}

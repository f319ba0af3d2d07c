package studies_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

var keyless = once.Key{}

// found begins a study led by the cast's researcher.
func found(c *castest.Cast) string {
	c.Helper()
	id, err := studies.Found(c.Context(), c.DB, c.Lead, keyless, studies.Study{Name: "Link workers", Title: "Link workers in primary care"}, "")
	c.OK(err)
	return id
}

func seat(c *castest.Cast, by access.Actor, id string, d studies.Duty) (s studies.Seat, err error) {
	c.Read(func(r *db.Snapshot) error { s, err = studies.Enter(r, by, id, d); return nil })
	return s, err
}

func take(c *castest.Cast, m studies.Member) error {
	_, err := studies.Take(c.Context(), c.DB, c.Lead, keyless, m)
	return err
}

func site(c *castest.Cast, study, pseudonym string) (id string) {
	c.Helper()
	c.Write(func(tx *db.Tx) (err error) {
		id, err = studies.PutSite(tx, studies.Site{StudyID: study, Pseudonym: pseudonym, Name: "A network"})
		return err
	})
	return id
}

func TestAStudyIsItsTeams(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		for _, by := range c.Staff() {
			_, err := seat(c, by, id, studies.Follow)
			if lead := by.AccountID == c.Lead.AccountID; lead != (err == nil) {
				t.Errorf("%s: %v", by.Name, err)
			}
		}
		_, err := studies.Found(c.Context(), d, c.Harbour.Manager, keyless, studies.Study{Name: "x", Title: "x"}, "")
		castest.Is(t, err, db.ErrNotFound)
		_, err = studies.Found(c.Context(), d, c.Admin, keyless, studies.Study{Name: "x", Title: "x"}, "")
		castest.Refused(t, err, "lead")
		second, err := studies.Found(c.Context(), d, c.Admin, keyless, studies.Study{Name: "x", Title: "x"}, c.Lead.AccountID)
		c.OK(err)
		_, err = seat(c, c.Admin, second, studies.Follow)
		castest.Is(t, err, db.ErrNotFound)
		c.Read(func(r *db.Snapshot) error {
			mine, err := studies.Mine(r, c.Lead)
			if len(mine) != 2 {
				t.Errorf("the lead has %d studies", len(mine))
			}
			return err
		})
	})
}

func TestARoleCarriesItsDutiesAtItsSite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		a, b := site(c, id, "Site A"), site(c, id, "Site B")
		c.OK(take(c, studies.Member{StudyID: id, AccountID: c.Field.AccountID, Role: studies.FieldResearcher, SiteID: a}))
		s, err := seat(c, c.Field, id, studies.Meet)
		c.OK(err)
		if !s.At(studies.Meet, a) || s.At(studies.Meet, b) || s.At(studies.Meet, "") || s.Has(studies.Lead) {
			t.Errorf("a field researcher of one site: %+v", s.Parts)
		}
		_, err = seat(c, c.Field, id, studies.Lead)
		castest.Is(t, err, db.ErrNotFound)
		castest.Is(t, studies.ChangeSite(c.Context(), d, c.Field, keyless, studies.Site{ID: a, StudyID: id, Pseudonym: "C", Name: "C", Version: 1}), db.ErrNotFound)
		castest.Refused(t, take(c, studies.Member{StudyID: id, AccountID: c.Field.AccountID, Role: studies.SiteInvestigator}), "site")
		castest.Refused(t, take(c, studies.Member{StudyID: id, Name: "Nobody", Role: studies.Monitor, SiteID: found(c)}), "site")
	})
}

func TestCareRecordsAndResearchDataAreNeverInOneAccount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		a := site(c, id, "Site A")
		for _, k := range []struct {
			by   access.Actor
			role studies.Role
			ok   bool
		}{
			{c.Harbour.First, studies.FieldResearcher, false}, {c.Harbour.First, studies.Statistician, false}, {c.Harbour.Manager, studies.FieldResearcher, false},
			{c.Harbour.Manager, studies.Custodian, false}, {c.Harbour.Practice, studies.Transcriber, false},
			{c.Harbour.First, studies.Custodian, true}, {c.Harbour.Manager, studies.Monitor, true}, {c.Harbour.Practice, studies.SiteInvestigator, true},
			{c.Field, studies.FieldResearcher, true}, {c.Field, studies.Custodian, false}, {c.Admin, studies.Statistician, true},
		} {
			err := take(c, studies.Member{StudyID: id, AccountID: k.by.AccountID, Role: k.role, SiteID: a})
			if k.ok {
				c.OK(err)
			} else {
				castest.Refused(t, err, "role")
			}
		}
	})
}

// A role that was taken rightly stops reaching who takes part when its holder comes
// to manage a team.
func TestWhoComesToManageATeamLosesTheDuty(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		c.OK(take(c, studies.Member{StudyID: id, AccountID: c.Field.AccountID, Role: studies.FieldResearcher}))
		now := access.Membership{Role: access.Manager, TeamID: c.Harbour.TeamID}
		c.Field.Memberships = append(c.Field.Memberships, now)
		_, err := seat(c, c.Field, id, studies.Meet)
		castest.Is(t, err, db.ErrNotFound)
		_, err = seat(c, c.Field, id, studies.Follow)
		c.OK(err)
	})
}

func TestSomebodyAlwaysLeads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		s, err := seat(c, c.Lead, id, studies.Lead)
		c.OK(err)
		var all []studies.Member
		c.Read(func(r *db.Snapshot) (err error) { all, err = s.Members(r); return })
		castest.Refused(t, studies.Leave(c.Context(), d, c.Lead, keyless, id, all[0].ID), "member")
		c.OK(take(c, studies.Member{StudyID: id, AccountID: c.Field.AccountID, Role: studies.Coordinator}))
		c.OK(studies.Leave(c.Context(), d, c.Lead, keyless, id, all[0].ID))
		_, err = seat(c, c.Lead, id, studies.Follow)
		castest.Is(t, err, db.ErrNotFound)
	})
}

func TestAStudyOpensWhenItsPlanSays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		now := func() studies.Study {
			s, err := seat(c, c.Lead, id, studies.Lead)
			c.OK(err)
			return s.Study
		}
		plan := func(starts, ends dates.Date) error {
			s := now()
			s.Starts, s.Ends = starts, ends
			return studies.Change(c.Context(), d, c.Lead, keyless, s)
		}
		open := func(on dates.Date) error {
			return studies.Move(c.Context(), d, c.Lead, keyless, id, now().Version, studies.Open, on)
		}
		castest.Refused(t, plan(c.Today(), c.Today().AddDays(-1)), "ends")
		c.OK(plan(c.Today().AddDays(1), dates.Date{}))
		if words := castest.Message(open(dates.Date{}), "day"); !strings.Contains(words, c.Today().AddDays(1).Long()) {
			t.Errorf("opened before it begins: %q", words)
		}
		c.OK(plan(c.Today().AddDays(-40), dates.Date{}))
		castest.Refused(t, open(c.Today().AddDays(1)), "day")
		castest.Refused(t, open(c.Today().AddDays(-41)), "day")
		c.OK(open(c.Today().AddDays(-30))) // noted late, from paper
		castest.Refused(t, plan(c.Today().AddDays(-29), dates.Date{}), "starts")
		castest.Refused(t, plan(c.Today().AddDays(-40), c.Today().AddDays(-31)), "ends")
		a := site(c, id, "Site A")
		c.Write(func(tx *db.Tx) error {
			return studies.SetSite(tx, studies.Site{ID: a, Version: 1}, studies.SiteOpen, c.Today().AddDays(-20), dates.Date{})
		})
		if words := castest.Message(open(c.Today().AddDays(-10)), "day"); !strings.HasPrefix(words, "Site A opened on") {
			t.Errorf("opened after its first site: %q", words)
		}
		c.OK(studies.Move(c.Context(), d, c.Lead, keyless, id, now().Version, studies.Analysis, dates.Date{}))
		c.OK(open(dates.Date{}))
		if s := now(); s.OpenedOn != c.Today().AddDays(-30) {
			t.Errorf("open again: %+v", s.OpenedOn)
		}
	})
}

func TestNumbersOfOthersHaveTheirForm(t *testing.T) {
	d := dbtest.SQLite(t)
	c := castest.New(t, d)
	id := found(c)
	s, err := seat(c, c.Lead, id, studies.Lead)
	c.OK(err)
	for _, k := range []struct {
		studies.Identifiers
		field string
	}{
		{studies.Identifiers{IRAS: "IRAS 312345"}, "iras"}, {studies.Identifiers{IRAS: "123"}, "iras"}, {studies.Identifiers{REC: "24/SC/12"}, "rec"}, {studies.Identifiers{REC: "pending"}, "rec"},
		{studies.Identifiers{Registration: "ISRCTN1234"}, "registration"}, {studies.Identifiers{Registration: "soon"}, "registration"},
	} {
		s.Study.Identifiers = k.Identifiers
		castest.Refused(t, studies.Change(c.Context(), d, c.Lead, keyless, s.Study), k.field)
	}
	s.Study.Identifiers = studies.Identifiers{IRAS: "312345", REC: "24/sc/0123", Registration: "ISRCTN12345678"}
	c.OK(studies.Change(c.Context(), d, c.Lead, keyless, s.Study))
	s.Study.Identifiers, s.Study.Version = studies.Identifiers{REC: "R83304/RE001", Registration: "OSF, osf.io/x7y2z"}, 2 // a university’s committee
	c.OK(studies.Change(c.Context(), d, c.Lead, keyless, s.Study))
}

// What a form has wrong already is told together with what the act finds, and the act
// does nothing.
func TestAllFaultsAreToldAtOnce(t *testing.T) {
	d := dbtest.SQLite(t)
	c := castest.New(t, d)
	id := found(c)
	ctx := studies.WithFaults(c.Context(), &db.Invalid{Fields: []db.FieldError{{Field: "due", Message: "Enter a real date"}}})
	_, err := studies.Promise(ctx, d, c.Lead, keyless, studies.Commitment{StudyID: id, Whom: "the funder"})
	castest.Refused(t, err, "kind")
	if words := castest.Message(err, "due"); words != "Enter a real date" {
		t.Errorf("the day: %q", words)
	}
	_, err = studies.Promise(ctx, d, c.Lead, keyless, studies.Commitment{StudyID: id, Kind: studies.FinalReport, Whom: "the funder", Due: c.Today()})
	castest.Refused(t, err, "due")
	_, err = studies.Found(c.Context(), d, c.Admin, keyless, studies.Study{}, "")
	castest.Refused(t, err, "name")
	castest.Refused(t, err, "lead")
}

func TestATargetTakesThePlaceOfTheOneBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		set := func(n int, words string) error {
			return studies.SetTarget(c.Context(), d, c.Lead, keyless, studies.Target{StudyID: id, Measure: studies.SitesOpened, Planned: n, Words: words})
		}
		c.OK(set(6, "protocol 1.0"))
		c.OK(set(7, "amendment 1"))
		castest.Refused(t, set(7, ""), "words")
		castest.Refused(t, set(-1, "x"), "planned")
		s, err := seat(c, c.Lead, id, studies.Follow)
		c.OK(err)
		c.Read(func(r *db.Snapshot) error {
			now, err := s.Targets(r)
			if err != nil || len(now) != 1 || now[0].Planned != 7 {
				t.Errorf("planned now: %+v", now)
			}
			before, err := s.FormerTargets(r)
			if len(before) != 1 || before[0].Planned != 6 {
				t.Errorf("planned before: %+v", before)
			}
			return err
		})
	})
}

func TestAPublicPageNeedsItsWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := found(c)
		castest.Refused(t, studies.Publish(c.Context(), d, c.Lead, keyless, id, 1, true), "published")
		hidden := studies.Enquiry{StudyID: id, Name: "A", ReplyTo: "a@example.org", Words: "When?"}
		castest.Is(t, studies.Enquire(c.Context(), d, keyless, hidden), db.ErrNotFound)
		s, err := seat(c, c.Lead, id, studies.Lead)
		c.OK(err)
		x := s.Study
		x.Summary, x.Enquiries, x.Acknowledgement, x.Disclaimer = "What it is", "study@linkwork.example", "Funded", "Views"
		c.OK(studies.Change(c.Context(), d, c.Lead, keyless, x))
		if words := castest.Message(studies.Publish(c.Context(), d, c.Lead, keyless, id, 2, true), "published"); !strings.HasPrefix(words, "The page needs the sponsor, the controller of the data, the lawful basis first") {
			t.Errorf("what is missing: %q", words)
		}
		x.Sponsor, x.Data.Controller, x.Data.Basis, x.Version = "Quay University", "Quay University", "A task in the public interest", 2
		c.OK(studies.Change(c.Context(), d, c.Lead, keyless, x))
		castest.Is(t, studies.Change(c.Context(), d, c.Lead, keyless, x), db.ErrConflict)
		c.OK(studies.Publish(c.Context(), d, c.Lead, keyless, id, 3, true))
		c.OK(studies.Enquire(c.Context(), d, keyless, hidden))
		castest.Refused(t, studies.Enquire(c.Context(), d, keyless, studies.Enquiry{StudyID: id}), "words")
		c.Read(func(r *db.Snapshot) error {
			page, err := studies.ThePage(r, id)
			if len(page.Team) != 1 || page.Team[0].Role != studies.ChiefInvestigator {
				t.Errorf("the page names %+v", page.Team)
			}
			if err != nil {
				return err
			}
			answers, err := studies.WhoAnswers(r, id)
			if want := (studies.Responsible{StudyID: id, Lead: page.Team[0].Name, Identifiers: x.Identifiers, Wording: x.Wording, Controller: "Quay University", Basis: "A task in the public interest", Published: true}); answers != want {
				t.Errorf("for the study answers %+v", answers)
			}
			if err != nil {
				return err
			}
			asked, err := s.Enquiries(r)
			if len(asked) != 1 {
				t.Errorf("%d enquiries", len(asked))
			}
			return err
		})
	})
}

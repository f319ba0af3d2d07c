package proactive_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/proactive"
	"linkwork/internal/referrals"
	"linkwork/internal/safeguarding"
	"linkwork/internal/vocabulary"
)

var keyless = once.Key{}

// text is a list of people nobody has heard of, numbered from first.
func text(first, n int) string {
	var b bytes.Buffer
	b.WriteString("Name,DOB,NHS number,Phone,Note\n")
	for i := first; i < first+n; i++ {
		fmt.Fprintf(&b, "Edith Larch%c,%d/5/1938,%s,07700 900 %03d,lives alone\n", 'a'+rune(i%26), 1+i%28, vocabulary.MakeNHSNumber(5000+i), i%1000)
	}
	return b.String()
}

// wanted is a list of Harbour's practice with every line of a text ticked.
func wanted(c *castest.Cast, lines string) proactive.New {
	n := proactive.New{PracticeID: c.Harbour.PracticeID, Name: "Over 80, autumn", Purpose: "A call about company", Basis: "direct-care", BasisWords: "Dr Okafor with Jo Hart", AgreedOn: c.Today(), Text: lines}
	for i := range strings.Count(lines, "\n") + 2 {
		n.In = append(n.In, i)
	}
	return n
}

func listOf(c *castest.Cast, by access.Actor, lines string) string {
	c.Helper()
	id, err := proactive.Add(c.Context(), c.DB, by, keyless, wanted(c, lines))
	c.OK(err)
	return id
}

func opened(c *castest.Cast, by access.Actor, id string) (o proactive.Opened) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { o, err = proactive.Open(r, by, id); return })
	return o
}

func checked(c *castest.Cast, by access.Actor, lines string) (k proactive.Checked) {
	c.Helper()
	n := wanted(c, lines)
	c.Read(func(r *db.Snapshot) (err error) { k, err = proactive.Check(r, by, &n); return })
	return k
}

func say(c *castest.Cast, by access.Actor, w proactive.Line, outcome string) (string, error) {
	return proactive.Note(c.Context(), c.DB, by, keyless, proactive.Said{ListID: w.ListID, LineID: w.ID, Version: w.Version, Outcome: outcome, Words: "a few words"})
}

func count(c *castest.Cast, table string) (n int) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) {
		n, err = db.One(r, func(s db.Scanner) (n int, err error) { err = s.Scan(&n); return }, `SELECT count(*) FROM `+table)
		return
	})
	return n
}

func TestOnlyAYesMakesAReferral(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := listOf(c, n.Practice, text(0, 9))
		for i, o := range vocabulary.OfferOutcomes[1:] {
			_, err := say(c, n.First, opened(c, n.First, id).Lines[i+1], o.Code)
			c.OK(err)
		}
		if count(c, "referrals")+count(c, "people")+count(c, "cases")+count(c, "practice_entries") != 0 {
			t.Error("something is counted before anybody said yes")
		}
		ref, err := say(c, n.First, opened(c, n.First, id).Lines[0], vocabulary.OfferYes)
		c.OK(err)
		r := c.TheReferral(ref)
		if r.Channel != referrals.FromOffer || r.PracticeID != n.PracticeID || r.TeamID != n.TeamID || !strings.HasPrefix(r.Permission, "said yes when we offered on ") || !strings.Contains(r.Reason, "lives alone") {
			t.Errorf("%+v", r)
		}
		c.Take(n.First, ref, "")
		c.Read(func(s *db.Snapshot) error {
			_, err := referrals.Get(s, n.Practice, ref)
			return err
		})
	})
}

func TestAPracticeIsToldWhatItMustPutRightAndNoMore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := listOf(c, n.First, text(0, 9))
		for i, o := range vocabulary.OfferOutcomes {
			_, err := say(c, n.First, opened(c, n.First, id).Lines[i], o.Code)
			c.OK(err)
		}
		o := opened(c, n.Practice, id)
		var states []string
		for _, w := range o.Lines {
			states = append(states, w.State)
		}
		if !slices.Equal(states, []string{"yes", "wrong-details", "not-suitable", "died"}) || o.Counts[proactive.SaidNo] != 2 || o.Counts[proactive.Offered] != 4 || o.Counts[proactive.LeftToDo] != 2 {
			t.Errorf("the practice sees %q and %v", states, o.Counts)
		}
		for _, stranger := range []access.Actor{n.Other, c.Canalside.First, c.Canalside.Practice, c.Admin} {
			c.Read(func(r *db.Snapshot) error {
				if _, err := proactive.Open(r, stranger, id); !errors.Is(err, db.ErrNotFound) {
					t.Errorf("%s opens it: %v", stranger.Name, err)
				}
				return nil
			})
		}
		if _, err := say(c, n.Practice, opened(c, n.First, id).Lines[4], "no"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("a practice works its list: %v", err)
		}
	})
}

// lineFor is a line about somebody with a record.
func lineFor(c *castest.Cast, person string) string {
	p := known(c, person)
	return fmt.Sprintf("Name,DOB,NHS number,Phone\n%s,%s,%s,%s\n", p.FullName(), p.BirthDate, p.NHSNumber, p.Phone)
}

func known(c *castest.Cast, person string) (p people.Person) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { p, err = people.Unscoped(r, person); return })
	return p
}

func TestACheckSaysWhatItsReaderMayKnow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		supported, gone, before, apart := c.Supported(n.First), c.Supported(n.First), c.Supported(n.First), c.Supported(n.First)
		c.Close(n.First, before, "moved")
		c.OK(casework.Died(c.Context(), d, n.First, keyless, gone, c.Today()))
		c.OK(safeguarding.Restrict(c.Context(), d, n.Manager, keyless, access.Restriction{PersonID: apart, Reason: "asked", Words: "She asked for it", ReviewOn: c.Today().AddMonths(3)}))
		for person, want := range map[string]proactive.Finding{supported: proactive.IsSupported, gone: proactive.HasDied, before: proactive.IsKnown, apart: proactive.IsApart} {
			line := checked(c, n.First, lineFor(c, person)).Lines[0]
			if line.Finding != want || line.Usual != (want == proactive.IsKnown) {
				t.Errorf("her worker reads %+v, want %s", line, want)
			}
			for _, other := range []access.Actor{n.Second, n.Practice} {
				line := checked(c, other, lineFor(c, person)).Lines[0]
				if line.Finding != proactive.IsNew || line.Person != nil || line.Why != "" || !line.Usual {
					t.Errorf("%s learns %+v of somebody who is %s", other.Name, line, want)
				}
			}
			id := listOf(c, n.Practice, lineFor(c, person))
			w := opened(c, n.Second, id).Lines[0]
			if kept := want != proactive.IsKnown; kept != (w.State == proactive.NotOffered) || kept != (w.FullName() == "") {
				t.Errorf("%s: the line is %+v", want, w)
			}
			c.OK(proactive.End(c.Context(), d, n.Practice, keyless, id, 1))
		}
		lines := checked(c, n.First, text(0, 1)+strings.SplitN(text(0, 1), "\n", 2)[1]).Lines
		if lines[0].Finding != proactive.IsNew || lines[1].Finding != proactive.Twice || lines[1].May {
			t.Errorf("twice: %+v", lines)
		}
	})
}

func TestWhoeverSaidNeverIsNotAskedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := listOf(c, n.Practice, text(0, 2))
		if f := checked(c, n.First, text(0, 1)).Lines[0]; f.Finding != proactive.OnAnother || f.Usual {
			t.Errorf("on an open list: %+v", f)
		}
		_, err := say(c, n.First, opened(c, n.First, id).Lines[0], vocabulary.OfferNever)
		c.OK(err)
		c.OK(proactive.End(c.Context(), d, n.First, keyless, id, 1))
		c.Clock.Advance((proactive.UsualKeep + 2) * 24 * time.Hour)
		c.Write(func(tx *db.Tx) error { _, err := proactive.Forget(tx); return err })
		for _, w := range opened(c, n.First, id).Lines {
			if w.FullName()+w.NHSNumber+w.Phone+w.Note+w.Words+w.PersonID != "" || !w.BirthDate.IsZero() {
				t.Errorf("kept: %+v", w)
			}
		}
		if o := opened(c, n.First, id); o.Counts[proactive.SaidNo] != 1 || o.Counts[proactive.LeftToDo] != 1 {
			t.Errorf("the numbers are %v", o.Counts)
		}
		if f := checked(c, n.Second, text(0, 1)).Lines[0]; f.Finding != proactive.SaidNever || f.May {
			t.Errorf("asked again: %+v", f)
		}
		if f := checked(c, n.Practice, text(0, 1)).Lines[0]; f.Finding != proactive.IsNew {
			t.Errorf("the practice learns who said never: %+v", f)
		}
		again := listOf(c, n.Practice, text(0, 2))
		if o := opened(c, n.First, again); o.Counts[proactive.WereSpare] != 1 || o.Counts[proactive.LeftToDo] != 1 {
			t.Errorf("the second list has %v", o.Counts)
		}
	})
}

func TestTriesEndAndMistakesAreTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := listOf(c, n.First, text(0, 2))
		line := func() proactive.Line { return opened(c, n.First, id).Lines[0] }
		for range 3 {
			_, err := say(c, n.First, line(), vocabulary.OfferNoAnswer)
			c.OK(err)
		}
		if w := line(); w.State != vocabulary.OfferNotReached || w.Tries != 3 {
			t.Errorf("after three tries: %+v", w)
		}
		if _, err := say(c, n.First, line(), vocabulary.OfferYes); !errors.Is(err, db.ErrConflict) {
			t.Errorf("a line that is done: %v", err)
		}
		c.OK(proactive.TakeBack(c.Context(), d, n.Second, keyless, id, line().ID, line().Version))
		if w := line(); w.State != proactive.ToAsk || w.Tries != 0 {
			t.Errorf("taken back: %+v", w)
		}
		if _, err := say(c, n.First, proactive.Line{ID: line().ID, ListID: id, Version: line().Version - 1}, "no"); !errors.Is(err, db.ErrConflict) {
			t.Errorf("a stale page: %v", err)
		}
		_, err := proactive.Note(c.Context(), d, n.First, keyless, proactive.Said{ListID: id, LineID: line().ID, Version: line().Version, Outcome: "not-suitable"})
		castest.Refused(t, err, "words")
	})
}

func TestWorkIsSharedEvenlyAndStandsInTheDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := listOf(c, n.Practice, text(0, 5))
		w := opened(c, n.First, id).Lines[0]
		c.OK(proactive.Give(c.Context(), d, n.First, keyless, id, w.ID, w.Version, n.Second.AccountID))
		c.OK(proactive.Share(c.Context(), d, n.Manager, keyless, id))
		due := func(by access.Actor) (lines []proactive.Line) {
			c.Read(func(r *db.Snapshot) (err error) { lines, err = proactive.DueTo(r, by); return })
			return lines
		}
		first, second := due(n.First), due(n.Second)
		if len(first)+len(second) != 5 || len(first) < 2 || len(second) < 2 {
			t.Errorf("%d and %d", len(first), len(second))
		}
		_, err := say(c, n.First, first[0], vocabulary.OfferNotNow)
		c.OK(err)
		if len(due(n.First)) != len(first)-1 {
			t.Error("not now is due today")
		}
		c.Clock.Advance(proactive.UsualPause * 24 * time.Hour)
		if len(due(n.First)) != len(first) {
			t.Error("not now never comes back")
		}
		if err := proactive.Give(c.Context(), d, n.First, keyless, id, first[1].ID, first[1].Version, c.Canalside.First.AccountID); err == nil {
			t.Error("given to another team")
		}
		c.Read(func(r *db.Snapshot) error {
			lines, err := proactive.AboutPerson(r, people.Person{ID: "x", Details: people.Details{NHSNumber: first[1].NHSNumber}})
			if len(lines) != 1 || lines[0].ID != first[1].ID {
				t.Errorf("about her: %+v", lines)
			}
			return err
		})
	})
}

// TestAListInAnyOrder works a list at random, with retries and stale pages, and
// sees that numbers equal lines, that referrals equal yeses, and that nothing
// changes once the list is over.
func TestAListInAnyOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		lists, yeses := 0, 0
		rapid.Check(t, func(t *rapid.T) {
			id := listOf(c, n.Practice, text(10*lists%20000, 4))
			lists++
			over := false
			for range rapid.IntRange(1, 12).Draw(t, "acts") {
				lines := opened(c, n.First, id).Lines
				w := rapid.SampledFrom(lines).Draw(t, "line")
				by := rapid.SampledFrom([]access.Actor{n.First, n.Second, n.Manager}).Draw(t, "by")
				w.Version -= rapid.IntRange(0, 1).Draw(t, "stale")
				var err error
				switch rapid.IntRange(0, 9).Draw(t, "act") {
				case 0:
					err = proactive.TakeBack(c.Context(), d, by, keyless, id, w.ID, w.Version)
				case 1:
					err = proactive.Share(c.Context(), d, by, keyless, id)
				case 2:
					if rapid.IntRange(0, 3).Draw(t, "end") == 0 {
						if err = proactive.End(c.Context(), d, by, keyless, id, 1); err == nil {
							over = true
						}
					}
				default:
					outcome := rapid.SampledFrom(vocabulary.OfferOutcomes.Codes()).Draw(t, "outcome")
					if _, err = say(c, by, w, outcome); err == nil && outcome == vocabulary.OfferYes {
						yeses++
					}
					if over && err == nil {
						t.Fatal("somebody was asked after the end")
					}
				}
				if err != nil && !errors.Is(err, db.ErrConflict) {
					t.Fatal(err)
				}
			}
			o := opened(c, n.First, id)
			for g, count := range o.Counts {
				rows := 0
				for _, w := range o.Lines {
					if g.Has(w) {
						rows++
					}
				}
				if rows != count {
					t.Fatalf("%s: %d and %d rows", g, count, rows)
				}
			}
			for _, w := range o.Lines {
				if (w.State == vocabulary.OfferYes) != (w.ReferralID != "") {
					t.Fatalf("%+v", w)
				}
			}
			if count(c, "referrals") != yeses {
				t.Fatalf("%d referrals of %d who said yes", count(c, "referrals"), yeses)
			}
		})
	})
}

func TestAListNeedsItsGround(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for field, spoil := range map[string]func(*proactive.New){
			"practice": func(n *proactive.New) { n.PracticeID = c.Canalside.PracticeID }, "name": func(n *proactive.New) { n.Name = " " }, "basis": func(n *proactive.New) { n.Basis = "x" },
			"agreed_on": func(n *proactive.New) { n.AgreedOn = c.Today().AddDays(1) }, "ends_on": func(n *proactive.New) { n.EndsOn = dates.Date{Year: 2020, Month: 1, Day: 1} },
			"keep_days": func(n *proactive.New) { n.KeepDays = 400 }, "text": func(n *proactive.New) { n.Text = "Dee" }, "in": func(n *proactive.New) { n.In = nil },
		} {
			n := wanted(c, text(0, 1))
			spoil(&n)
			_, err := proactive.Add(t.Context(), d, c.Harbour.Practice, keyless, n)
			castest.Refused(t, err, field)
		}
		if count(c, "offer_lists") != 0 {
			t.Error("a list that was refused is there")
		}
	})
}

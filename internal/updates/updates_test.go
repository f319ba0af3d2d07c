package updates_test

import (
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/updates"
)

var keyless = once.Key{}

// newsroom is a study with a group that met twice, and somebody who runs its updates.
type newsroom struct {
	*studytest.Study
	public access.Actor
	group  string
}

func open(t *testing.T, d *db.DB) *newsroom {
	n := &newsroom{Study: studytest.New(castest.New(t, d))}
	n.public = n.Researcher("Rosa Lind")
	_, err := studies.Take(n.Context(), d, n.Lead, keyless, studies.Member{StudyID: n.ID, AccountID: n.public.AccountID, Role: studies.PublicLead})
	n.OK(err)
	n.setWording("Funded by nobody.", "These are our views.")
	n.group, err = groups.Add(n.Context(), d, n.Lead, keyless, groups.Group{StudyID: n.ID, Kind: groups.PPI, Name: "PPI group"})
	n.OK(err)
	n.meet(-20)
	n.meet(-10)
	return n
}

func (n *newsroom) setWording(acknowledgement, disclaimer string) {
	n.Helper()
	seat := n.seat(n.Lead)
	s := seat.Study
	s.Acknowledgement, s.Disclaimer, s.Enquiries = acknowledgement, disclaimer, "study@example.org"
	n.OK(studies.Change(n.Context(), n.DB, n.Lead, keyless, s))
}

func (n *newsroom) meet(days int) (id string) {
	n.Helper()
	day := n.Today().AddDays(days)
	id, err := groups.Arrange(n.Context(), n.DB, n.Lead, keyless, n.ID, groups.Meeting{GroupID: n.group, Starts: day.At(10, 0), Ends: day.At(12, 0), Way: groups.InPerson, Place: "The library", Access: "Step-free"})
	n.OK(err)
	return id
}

// interviewed lets somebody take part and be interviewed.
func (n *newsroom) interviewed(kind studies.Kind) {
	n.Helper()
	p := n.Consented(kind, n.A)
	_, err := fieldwork.NoteHeld(n.Context(), n.DB, n.Field, keyless, fieldwork.Session{StudyID: n.ID, SiteID: n.A, Kind: fieldwork.Interview, HeldOn: n.Today(), Place: fieldwork.AtHome, Participants: []string{p.ID}})
	n.OK(err)
}

func (n *newsroom) seat(by access.Actor) (s studies.Seat) {
	n.Helper()
	n.Read(func(r *db.Snapshot) (err error) {
		s, err = studies.Enter(r, by, n.ID, studies.Follow)
		return err
	})
	return s
}

func (n *newsroom) edition(id string) (e updates.Edition) {
	n.Helper()
	n.Read(func(r *db.Snapshot) (err error) {
		e, err = updates.Get(r, n.seat(n.Lead), id)
		return err
	})
	return e
}

func (n *newsroom) checks(id string) (all []string) {
	n.Helper()
	n.Read(func(r *db.Snapshot) error {
		_, list, err := updates.Proof(r, n.seat(n.Lead), n.edition(id))
		for _, c := range list {
			if c.Stops {
				all = append(all, c.Words)
			}
		}
		return err
	})
	return all
}

func (n *newsroom) begin() string {
	n.Helper()
	id, err := updates.Begin(n.Context(), n.DB, n.Lead, keyless, n.ID, "What we did", n.Today())
	n.OK(err)
	return id
}

// publish takes a draft through approval by somebody else.
func (n *newsroom) publish(id string) {
	n.Helper()
	n.OK(updates.AskApproval(n.Context(), n.DB, n.Lead, keyless, n.ID, id, n.edition(id).Version))
	n.OK(updates.Approve(n.Context(), n.DB, n.public, keyless, n.ID, id, n.edition(id).Version))
	n.OK(updates.Publish(n.Context(), n.DB, n.public, keyless, n.ID, id, n.edition(id).Version))
}

func (n *newsroom) issues(id string) (all []updates.Issue) {
	n.Helper()
	n.Read(func(r *db.Snapshot) (err error) {
		all, err = updates.Issues(r, id)
		return err
	})
	return all
}

func TestAnEditionIsDraftedApprovedPublishedAndCorrected(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		ctx := n.Context()
		_, err := updates.Begin(ctx, d, n.Lead, keyless, n.ID, "", dates.Date{})
		castest.Refused(t, err, "title")
		_, err = updates.Begin(ctx, d, n.Field, keyless, n.ID, "Mine", n.Today())
		castest.Is(t, err, db.ErrNotFound)

		_, err = groups.Add(ctx, d, n.Lead, keyless, groups.Group{StudyID: n.ID, Kind: groups.Advisory, Name: "Advisory group"}) // has not met
		n.OK(err)
		n.interviewed(studies.Patient)
		n.interviewed(studies.LinkWorker)
		id := n.begin()
		e := n.edition(id)
		all := ""
		for _, b := range e.Blocks {
			all += b.Text + "\n"
		}
		for _, figure := range []string{`{{meetings of "PPI group"}}`, "{{study sites}}"} {
			if !strings.Contains(all, figure) {
				t.Errorf("the draft does not tell %s", figure)
			}
		}
		for _, words := range []string{"Advisory group", "{{patients interviewed}}"} {
			if strings.Contains(all, words) {
				t.Errorf("the draft tells %s: who never met is thanked, or so few that somebody could be found out", words)
			}
		}

		// Somebody else approves what was written, as it was written.
		castest.Refused(t, updates.Publish(ctx, d, n.Lead, keyless, n.ID, id, e.Version), "state")
		n.OK(updates.AskApproval(ctx, d, n.Lead, keyless, n.ID, id, e.Version))
		castest.Refused(t, updates.Approve(ctx, d, n.Lead, keyless, n.ID, id, e.Version+1), "state")
		castest.Is(t, updates.Approve(ctx, d, n.public, keyless, n.ID, id, e.Version), db.ErrConflict)
		n.OK(updates.Approve(ctx, d, n.public, keyless, n.ID, id, e.Version+1))
		n.OK(updates.ChangeBlock(ctx, d, n.public, keyless, n.ID, id, e.Version+2, updates.Block{ID: e.Blocks[0].ID, Heading: "Hello", Text: e.Blocks[0].Text}))
		if e = n.edition(id); e.State != updates.Drafting || e.ApprovedBy.AccountID != "" {
			t.Errorf("changed after approval, it is %s", e.State)
		}
		n.OK(updates.AskApproval(ctx, d, n.public, keyless, n.ID, id, e.Version))
		castest.Refused(t, updates.Approve(ctx, d, n.public, keyless, n.ID, id, e.Version+1), "state")
		n.OK(updates.Approve(ctx, d, n.Lead, keyless, n.ID, id, e.Version+1))
		n.OK(updates.Publish(ctx, d, n.Lead, keyless, n.ID, id, e.Version+2))
		castest.Refused(t, updates.AddBlock(ctx, d, n.Lead, keyless, n.ID, id, e.Version+3, updates.Block{Kind: updates.Words, Text: "More"}), "state")
		castest.Refused(t, updates.Discard(ctx, d, n.Lead, keyless, n.ID, id, e.Version+3), "state")
		draft := n.begin()
		n.OK(updates.AddBlock(ctx, d, n.Lead, keyless, n.ID, draft, n.edition(draft).Version, updates.Block{Kind: updates.Words, Text: "[A page](https://example.org/a)"}))
		castest.Is(t, updates.Discard(ctx, d, n.Field, keyless, n.ID, draft, n.edition(draft).Version), db.ErrNotFound)
		castest.Is(t, updates.Discard(ctx, d, n.Lead, keyless, n.ID, draft, 1), db.ErrConflict)
		n.OK(updates.Discard(ctx, d, n.Lead, keyless, n.ID, draft, n.edition(draft).Version))
		castest.Is(t, updates.Discard(ctx, d, n.Lead, keyless, n.ID, draft, 2), db.ErrNotFound)

		// What was told stays told; the check says what would be told now.
		issue := n.issues(id)[0]
		meetings := figure(t, issue, `meetings of "PPI group"`)
		if meetings.Value() != 2 || issue.ApprovedBy != n.Lead.Name || issue.Acknowledgement != "Funded by nobody." {
			t.Errorf("published %+v", issue)
		}
		if some := n.differences(issue); len(some) != 0 {
			t.Errorf("nothing has changed: %+v", some)
		}
		n.meet(-5)
		some := n.differences(issue)
		if len(some) != 1 || some[0].Now != 3 || len(some[0].Added) != 1 || some[0].Added[0].On != n.Today().AddDays(-5) {
			t.Errorf("a meeting was noted later: %+v", some)
		}

		// A correction says what was wrong, and both issues stay.
		e = n.edition(id)
		castest.Refused(t, updates.Correct(ctx, d, n.Lead, keyless, n.ID, id, e.Version, " "), "correction")
		n.OK(updates.Correct(ctx, d, n.Lead, keyless, n.ID, id, e.Version, "We had forgotten a meeting."))
		n.publish(id)
		if all := n.issues(id); len(all) != 2 || all[0].Correction != "We had forgotten a meeting." || figure(t, all[0], `meetings of "PPI group"`).Value() != 3 || figure(t, all[1], `meetings of "PPI group"`).Value() != 2 {
			t.Errorf("%d issues: %+v", len(all), all)
		}

		// The next draft tells what happened since, with the same masthead.
		n.meet(-1)
		next, err := updates.Begin(ctx, d, n.Lead, keyless, n.ID, "More", n.Today().AddDays(1))
		n.OK(err)
		if e := n.edition(next); e.Number != 2 || e.Series != "Study update" {
			t.Errorf("%+v", e)
		}
	})
}

func figure(t *testing.T, i updates.Issue, name string) updates.Figure {
	t.Helper()
	n := slices.IndexFunc(i.Figures, func(f updates.Figure) bool { return f.Name == name })
	if n < 0 {
		t.Fatalf("%s is not told", name)
	}
	return i.Figures[n]
}

func (n *newsroom) differences(i updates.Issue) (all []updates.Difference) {
	n.Helper()
	n.Read(func(r *db.Snapshot) (err error) {
		all, err = updates.Differences(r, n.seat(n.Lead), i)
		return err
	})
	return all
}

func TestWhatStopsAnEdition(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		ctx := n.Context()
		n.Consented(studies.Patient, n.A)
		_, err := outputs.Add(ctx, d, n.Lead, keyless, outputs.Output{StudyID: n.ID, Kind: outputs.Blog, Title: "A day out", Address: "https://example.org/gone"})
		n.OK(err)
		_, err = groups.Join(ctx, d, n.Lead, keyless, n.ID, groups.Member{GroupID: n.group, Name: "Alma Finch", From: n.Today()})
		n.OK(err)
		id := n.begin()
		add := func(b updates.Block) error {
			return updates.AddBlock(ctx, d, n.Lead, keyless, n.ID, id, n.edition(id).Version, b)
		}
		castest.Refused(t, add(updates.Block{Kind: "song", Text: "La"}), "kind")
		castest.Refused(t, add(updates.Block{Kind: updates.Words}), "text")
		castest.Refused(t, add(updates.Block{Kind: updates.Picture}), "about")
		castest.Refused(t, add(updates.Block{Kind: updates.Words, Text: strings.Repeat("x", 8001)}), "text")
		if stops := n.checks(id); len(stops) != 0 {
			t.Errorf("a first draft is stopped by %q", stops)
		}
		n.setWording("", "")
		n.OK(add(updates.Block{Kind: updates.Words, Text: `We counted {{people who took part}} people and {{meetings of “Nobody”}} meetings. {{.Secret}} {{template "x"}}`}))
		n.OK(add(updates.Block{Kind: updates.Words, Text: "Idris bello was there, and Alma Finch."}))
		n.OK(add(updates.Block{Kind: updates.Profile, Heading: "Rosa Lind", Text: "I like gardens."}))
		n.OK(add(updates.Block{Kind: updates.Picture, About: "none", Alt: "A desk"}))
		want := []string{"no words to acknowledge its funder", "no disclaimer", "“people who took part” is 1", "no figure called “meetings of \"Nobody\"”", "no figure called “.Secret”", `no figure called “template "x"”`,
			"It names Idris Bello", "It names Alma Finch", "how and when Rosa Lind agreed", "not released for the web"}
		got := strings.Join(n.checks(id), "\n")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("nothing says %q in\n%s", w, got)
			}
		}
		castest.Refused(t, updates.AskApproval(ctx, d, n.Lead, keyless, n.ID, id, n.edition(id).Version), "state")
	})
}

func TestBlocksMove(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		id := n.begin()
		e := n.edition(id)
		first, second := e.Blocks[0].ID, e.Blocks[1].ID
		move := func(block string, up bool) error {
			return updates.MoveBlock(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, block, up)
		}
		n.OK(move(first, true)) // it is the first
		n.OK(move(second, true))
		if e = n.edition(id); e.Blocks[0].ID != second || e.Blocks[1].ID != first {
			t.Error("nothing moved")
		}
		castest.Is(t, move("unknown", true), db.ErrNotFound)
		castest.Is(t, updates.RemoveBlock(n.Context(), d, n.Lead, keyless, n.ID, id, 1, first), db.ErrConflict)
		n.OK(updates.RemoveBlock(n.Context(), d, n.Lead, keyless, n.ID, id, e.Version, first))
		if e := n.edition(id); e.Blocks[0].ID != second || len(e.Blocks) != len(n.edition(id).Blocks) {
			t.Error("nothing was removed")
		}
	})
}

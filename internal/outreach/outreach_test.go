package outreach_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/outreach"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

var keyless = once.Key{}

// group is a group of Harbour with one session today.
func group(c *castest.Cast) (programmeID, sessionID string) {
	c.Helper()
	n := c.Harbour
	id, err := outreach.AddProgramme(c.Context(), c.DB, n.First, keyless, outreach.Programme{Name: "Tuesday table", Kind: "group", Place: "The hall"})
	c.OK(err)
	c.OK(outreach.PlanSessions(c.Context(), c.DB, n.First, keyless, outreach.Plan{ProgrammeID: id, First: c.Today(), Starts: 14 * 60, Minutes: 90, Weeks: 2}))
	return id, sessions(c, n.First, id)[1].ID // the latest day first
}

func sessions(c *castest.Cast, by access.Actor, programmeID string) (list []outreach.Session) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { list, err = outreach.Sessions(r, by, programmeID); return })
	return list
}

func register(c *castest.Cast, by access.Actor, sessionID string) (reg outreach.Register) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { reg, err = outreach.TheRegister(r, by, sessionID); return })
	return reg
}

func take(c *castest.Cast, by access.Actor, t outreach.Taken) error {
	return outreach.TakeRegister(c.Context(), c.DB, by, keyless, t)
}

func join(c *castest.Cast, by access.Actor, l outreach.LetIn) error {
	return outreach.Join(c.Context(), c.DB, by, keyless, l)
}

func contacts(c *castest.Cast, by access.Actor, person string) (list []casework.Contact) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		page, err := casework.Contacts(r, by, person, "", 100)
		list = page.Contacts
		return err
	})
	return list
}

func TestAGroupBelongsToItsTeam(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for field, p := range map[string]outreach.Programme{"name": {Kind: "group", Name: " "}, "kind": {Name: "x"}, "about": {Name: "x", Kind: "cafe", About: strings.Repeat("a", 1001)}} {
			_, err := outreach.AddProgramme(t.Context(), d, n.First, keyless, p)
			castest.Refused(t, err, field)
		}
		id, session := group(c)
		seen := func(by access.Actor) (list []outreach.Programme) {
			c.Read(func(r *db.Snapshot) (err error) { list, err = outreach.Programmes(r, by); return })
			return list
		}
		if list := seen(n.Second); len(list) != 1 || list[0].Next != c.Today() {
			t.Errorf("a colleague sees %+v", list)
		}
		for _, stranger := range []access.Actor{c.Canalside.First, c.Canalside.Manager, n.Practice, c.Admin} {
			if len(seen(stranger)) != 0 || len(sessions(c, stranger, id)) != 0 {
				t.Errorf("%s sees the group", stranger.Name)
			}
			castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := outreach.TheRegister(r, stranger, session); return err }), db.ErrNotFound)
			castest.Is(t, take(c, stranger, outreach.Taken{SessionID: session, Version: 1}), db.ErrNotFound)
			castest.Is(t, join(c, stranger, outreach.LetIn{ProgrammeID: id, Guest: "Zed"}), db.ErrNotFound)
			castest.Is(t, outreach.CancelSession(t.Context(), d, stranger, keyless, session, 1, "x"), db.ErrNotFound)
			castest.Is(t, outreach.PlanSessions(t.Context(), d, stranger, keyless, outreach.Plan{ProgrammeID: id}), db.ErrNotFound)
			castest.Is(t, outreach.EndProgramme(t.Context(), d, stranger, keyless, id, 1), db.ErrNotFound)
			castest.Is(t, outreach.ChangeProgramme(t.Context(), d, stranger, keyless, outreach.Programme{ID: id, Version: 1, Name: "x", Kind: "group"}), db.ErrNotFound)
		}
		c.OK(outreach.ChangeProgramme(t.Context(), d, n.Second, keyless, outreach.Programme{ID: id, Version: 1, Name: "Wednesday table", Kind: "cafe"}))
		castest.Is(t, outreach.ChangeProgramme(t.Context(), d, n.First, keyless, outreach.Programme{ID: id, Version: 1, Name: "x", Kind: "cafe"}), db.ErrConflict)
		c.OK(outreach.EndProgramme(t.Context(), d, n.First, keyless, id, 2))
		for _, s := range sessions(c, n.First, id) {
			if s.State != outreach.Cancelled {
				t.Errorf("the group ended, a session is %s", s.State)
			}
		}
		castest.Is(t, join(c, n.First, outreach.LetIn{ProgrammeID: id, Guest: "Zed"}), db.ErrConflict)
		castest.Is(t, take(c, n.First, outreach.Taken{SessionID: session, Version: 2}), db.ErrConflict)
	})
}

func TestARegisterMakesOneEntryForEachPersonWhoCame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id, session := group(c)
		mine, theirs := c.Supported(n.First), c.Supported(n.Second)
		castest.Refused(t, join(c, n.First, outreach.LetIn{ProgrammeID: id, PersonID: mine}), "agreed")
		castest.Refused(t, join(c, n.First, outreach.LetIn{ProgrammeID: id}), "guest")
		castest.Is(t, join(c, n.First, outreach.LetIn{ProgrammeID: id, PersonID: theirs, Agreed: true}), db.ErrNotFound)
		for range 2 { // whoever belongs stays as they are
			c.OK(join(c, n.First, outreach.LetIn{ProgrammeID: id, PersonID: mine, Agreed: true}))
			c.OK(join(c, n.Second, outreach.LetIn{ProgrammeID: id, PersonID: theirs, Agreed: true}))
		}
		reg := register(c, n.First, session)
		if len(reg.Lines) != 2 {
			t.Fatalf("%d members", len(reg.Lines))
		}
		my, their := reg.Lines[0], reg.Lines[1]
		if !strings.Contains(my.Name(), "Marsh") || their.Name() != "Doreen M." || their.Within {
			t.Errorf("shown as %q and %q", my.Name(), their.Name())
		}
		castest.Refused(t, take(c, n.First, outreach.Taken{SessionID: session, Version: 1, Others: -1}), "others")
		castest.Refused(t, take(c, n.First, outreach.Taken{SessionID: session, Version: 1, Lines: map[string]string{my.ID: strings.Repeat("x", 301)}}), "line-"+my.ID)
		future := sessions(c, n.First, id)[0]
		castest.Refused(t, take(c, n.First, outreach.Taken{SessionID: future.ID, Version: 1}), "words")
		c.OK(take(c, n.First, outreach.Taken{SessionID: session, Version: 1, Words: "Soup and cards.", Others: 3, Came: []string{my.ID, their.ID}, Lines: map[string]string{my.ID: "Won twice."}, Guests: []string{"Tom", " "}}))
		castest.Is(t, take(c, n.Second, outreach.Taken{SessionID: session, Version: 1}), db.ErrConflict)
		held := sessions(c, n.First, id)[1]
		if held.State != outreach.Held || held.Came() != 6 || held.Named != 3 {
			t.Errorf("held: %+v", held)
		}
		for who, by := range map[string]access.Actor{mine: n.First, theirs: n.Second} {
			list := contacts(c, by, who)
			if len(list) != 1 || list[0].Means != "group" || list[0].Minutes != 90 || !strings.HasPrefix(list[0].Words, "Soup and cards.") || strings.Contains(list[0].Words, "Won") != (who == mine) || list[0].ByID != n.First.AccountID {
				t.Errorf("in the record: %+v", list)
			}
			if k := c.Case(by, who); k.State != casework.Reaching || k.LastContactAt.IsZero() {
				t.Errorf("the case is %+v", k)
			}
		}
		c.Read(func(r *db.Snapshot) error {
			entries, err := referrals.NotThereYet(r, n.First)
			if len(entries) != 0 {
				t.Errorf("for the practice: %+v", entries)
			}
			return err
		})
		// One was ticked by mistake; a second look adds nothing twice.
		reg = register(c, n.First, session)
		c.OK(take(c, n.First, outreach.Taken{SessionID: session, Version: reg.Version, Words: "Soup and cards.", Others: 2, Came: []string{my.ID}, Lines: map[string]string{my.ID: "Won twice."}}))
		if list := contacts(c, n.First, mine); len(list) != 1 || !list[0].CorrectedAt.IsZero() {
			t.Errorf("hers is now %+v", list)
		}
		if list := contacts(c, n.Second, theirs); len(list) != 1 || list[0].Outcome != "did-not-come" || list[0].Words != "" || len(list[0].Before) != 1 || !strings.Contains(list[0].Before[0].Words, "Soup") {
			t.Errorf("theirs is now %+v", list)
		}
		if held = sessions(c, n.First, id)[1]; held.Came() != 3 {
			t.Errorf("%d came", held.Came())
		}
		// Ticked again after all.
		reg = register(c, n.First, session)
		c.OK(take(c, n.First, outreach.Taken{SessionID: session, Version: reg.Version, Came: []string{my.ID, their.ID}}))
		if list := contacts(c, n.Second, theirs); len(list) != 2 {
			t.Errorf("%d entries", len(list))
		}
	})
}

func TestWhoeverLeavesAGroupKeepsWhatWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id, session := group(c)
		c.OK(join(c, n.First, outreach.LetIn{ProgrammeID: id, Guest: "Ann"}))
		c.OK(join(c, n.First, outreach.LetIn{ProgrammeID: id, Guest: "Ben"}))
		lines := register(c, n.First, session).Lines
		c.OK(take(c, n.First, outreach.Taken{SessionID: session, Version: 1, Came: []string{lines[0].ID}}))
		for _, l := range lines {
			c.OK(outreach.Leave(t.Context(), d, n.Second, keyless, id, l.ID))
			c.OK(outreach.Leave(t.Context(), d, n.Second, keyless, id, l.ID))
			castest.Is(t, outreach.Leave(t.Context(), d, c.Canalside.First, keyless, id, l.ID), db.ErrNotFound)
		}
		if reg := register(c, n.First, session); len(reg.Lines) != 2 || !reg.Lines[0].Came || reg.Lines[1].Came {
			t.Errorf("the register then: %+v", reg.Lines)
		}
		next := sessions(c, n.First, id)[0]
		if reg := register(c, n.First, next.ID); len(reg.Lines) != 0 {
			t.Errorf("the next register: %+v", reg.Lines)
		}
		c.Read(func(r *db.Snapshot) error {
			mine, err := outreach.ToRegister(r, n.First)
			if len(mine) != 0 {
				t.Errorf("to register: %+v", mine)
			}
			return err
		})
		c.Clock.Advance(7 * 24 * 3600e9)
		c.Read(func(r *db.Snapshot) error {
			mine, err := outreach.ToRegister(r, n.First)
			if len(mine) != 1 || mine[0].ID != next.ID {
				t.Errorf("to register a week later: %+v", mine)
			}
			return err
		})
	})
}

func TestAnInformalTalkIsCountedAndNamesNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		good := outreach.Informal{Day: c.Today(), Setting: "cafe", Result: "told", Minutes: 10, Needs: []string{"loneliness"}, Words: "Told about the lunch club."}
		for field, spoil := range map[string]func(*outreach.Informal){"day": func(i *outreach.Informal) { i.Day = c.Today().AddDays(1) }, "setting": func(i *outreach.Informal) { i.Setting = "moon" },
			"result": func(i *outreach.Informal) { i.Result = "" }, "minutes": func(i *outreach.Informal) { i.Minutes = 601 }, "needs": func(i *outreach.Informal) { i.Needs = []string{"gold"} }} {
			bad := good
			spoil(&bad)
			castest.Refused(t, outreach.RecordInformal(t.Context(), d, n.First, keyless, bad), field)
		}
		castest.Is(t, outreach.RecordInformal(t.Context(), d, n.Practice, keyless, good), db.ErrNotFound)
		c.OK(outreach.RecordInformal(t.Context(), d, n.First, keyless, good))
		talked := good
		talked.Result = "talked"
		c.OK(outreach.RecordInformal(t.Context(), d, n.Second, keyless, talked))
		for _, k := range []struct {
			by   access.Actor
			want int
		}{{n.First, 2}, {n.Manager, 2}, {c.Canalside.Manager, 0}, {n.Practice, 0}} {
			c.Read(func(r *db.Snapshot) error {
				m, err := outreach.MonthOf(r, k.by, c.Today())
				if len(m.Informals) != k.want || m.Onward() != k.want/2 {
					t.Errorf("%s counts %d, onward %d", k.by.Name, len(m.Informals), m.Onward())
				}
				return err
			})
		}
	})
}

// list is a list of Harbour with a stranger and a person of the first worker.
func list(c *castest.Cast, person string) string {
	c.Helper()
	id, err := outreach.AddCallList(c.Context(), c.DB, c.Harbour.First, keyless, outreach.NewCallList{Name: "Heatwave", Why: "Over 80, agreed with the practice",
		Lines: "Ida Frost, 01632 960 777, hard of hearing\r\n\r\nMr Obi\t07700 900 888\n", PersonIDs: []string{person}})
	c.OK(err)
	return id
}

func rows(c *castest.Cast, by access.Actor, listID string) (all []outreach.CallRow) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { all, err = outreach.CallRows(r, by, listID); return })
	return all
}

func call(c *castest.Cast, by access.Actor, w outreach.CallRow, outcome, words string) error {
	return outreach.MakeCall(c.Context(), c.DB, by, keyless, outreach.Call{ListID: w.ListID, RowID: w.ID, Version: w.Version, Outcome: outcome, Words: words})
}

func TestACallListFindsWhoNeedsSomething(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person, foreign := c.Supported(n.First), c.Supported(n.Second)
		add := func(l outreach.NewCallList) error {
			_, err := outreach.AddCallList(t.Context(), d, n.First, keyless, l)
			return err
		}
		castest.Refused(t, add(outreach.NewCallList{Why: "x", Lines: "A, 01632 960 001"}), "name")
		castest.Refused(t, add(outreach.NewCallList{Name: "x", Lines: "A, 01632 960 001"}), "why")
		castest.Refused(t, add(outreach.NewCallList{Name: "x", Why: "y"}), "lines")
		if words := castest.Message(add(outreach.NewCallList{Name: "x", Why: "y", Lines: "A, 01632 960 001\nB, 12\n,01632 960 001"}), "lines"); !strings.Contains(words, "Line 2") || !strings.Contains(words, "Line 3") {
			t.Errorf("the fault says %q", words)
		}
		castest.Is(t, add(outreach.NewCallList{Name: "x", Why: "y", PersonIDs: []string{foreign}}), db.ErrNotFound)
		unsafe := c.Supported(n.First)
		c.Write(func(tx *db.Tx) error {
			_, err := people.SetSafety(tx, n.First, unsafe, people.Safety{NoPhone: true}, people.VoicemailNo, 1)
			return err
		})
		castest.Refused(t, add(outreach.NewCallList{Name: "x", Why: "y", PersonIDs: []string{unsafe}}), "person")
		id := list(c, person)
		all := rows(c, n.Second, id)
		if len(all) != 3 || all[0].Called() != "Ida Frost" || all[1].Number() != "07700 900 888" || all[2].Called() != "Doreen M." {
			t.Fatalf("%+v", all)
		}
		for _, stranger := range []access.Actor{c.Canalside.First, n.Practice, c.Admin} {
			castest.Is(t, call(c, stranger, all[0], "fine", ""), db.ErrNotFound)
			castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := outreach.CallRows(r, stranger, id); return err }), db.ErrNotFound)
		}
		castest.Refused(t, call(c, n.First, all[0], "asleep", ""), "outcome")
		c.OK(call(c, n.First, all[0], "no-answer", ""))
		castest.Is(t, call(c, n.Second, all[0], "fine", ""), db.ErrConflict)
		c.OK(call(c, n.Second, rows(c, n.Second, id)[0], "worried", "Sounded confused."))
		c.OK(call(c, n.First, all[2], "needs", "A fan."))
		tasks := func(by access.Actor) (list []diary.Task) {
			c.Read(func(r *db.Snapshot) (err error) {
				list, err = diary.ToDo(r, by.AccountID, c.Today().AddDays(7))
				return
			})
			return list
		}
		urgent := tasks(n.Second)[0]
		if !urgent.Urgent || urgent.Due != c.Today() || urgent.PersonID != "" || strings.Contains(urgent.Title, "Frost") {
			t.Errorf("the task is %+v", urgent)
		}
		found := false
		for _, task := range tasks(n.First) {
			found = found || task.PersonID == person && strings.HasPrefix(task.Title, "Needs something")
		}
		if !found {
			t.Errorf("no task: %+v", tasks(n.First))
		}
		if k := contacts(c, n.First, person); len(k) != 1 || k[0].Title() != "Welfare call: spoke with the person" || c.Case(n.First, person).State != casework.Reaching {
			t.Errorf("in the record: %+v", k)
		}
		c.Read(func(r *db.Snapshot) error {
			m, err := outreach.MonthOf(r, n.Manager, c.Today())
			l, err2 := outreach.TheCallList(r, n.Manager, id)
			if len(m.Calls) != 3 || m.Reached() != 2 || l.People != 3 || l.ToCall != 1 {
				t.Errorf("%d calls, %d reached, list %+v, %v %v", len(m.Calls), m.Reached(), l, err, err2)
			}
			return err
		})
	})
}

func TestNobodyCallsWhoHasDied(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		id := list(c, person)
		c.Write(func(tx *db.Tx) error { return people.MarkDied(tx, person, c.Today()) })
		row := rows(c, n.First, id)[2]
		if !row.Done() {
			t.Error("still to be called")
		}
		castest.Is(t, call(c, n.First, row, "fine", ""), db.ErrConflict)
		c.Read(func(r *db.Snapshot) error {
			l, err := outreach.TheCallList(r, n.First, id)
			if l.ToCall != 2 {
				t.Errorf("%d to call", l.ToCall)
			}
			return err
		})
	})
}

func TestNamesGoWhenAListHasBeenClosedForLong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := list(c, c.Supported(n.First))
		c.OK(call(c, n.First, rows(c, n.First, id)[0], "fine", "Has a fan."))
		castest.Is(t, outreach.CloseCallList(t.Context(), d, c.Canalside.First, keyless, id, 1), db.ErrNotFound)
		c.OK(outreach.CloseCallList(t.Context(), d, n.Second, keyless, id, 1))
		castest.Is(t, outreach.CloseCallList(t.Context(), d, n.Second, keyless, id, 1), db.ErrConflict)
		castest.Is(t, call(c, n.First, rows(c, n.First, id)[1], "fine", ""), db.ErrConflict)
		forget := func(want int64) {
			t.Helper()
			c.Write(func(tx *db.Tx) error {
				n, err := outreach.Forget(tx)
				if n != want {
					t.Errorf("emptied %d lists, want %d", n, want)
				}
				return err
			})
		}
		c.Clock.Advance(outreach.KeepNames)
		forget(0)
		c.Clock.Advance(1e9)
		forget(1)
		forget(0)
		all := rows(c, n.First, id)
		if all[0].Name+all[0].Phone+all[0].Note+all[0].Words+all[1].Phone != "" || all[0].Outcome != "fine" || all[0].Tries != 1 {
			t.Errorf("after: %+v", all)
		}
	})
}

// TestAttendanceStaysWhole takes a register again and again in any way: each
// person who stands as having come has exactly one entry that says so.
func TestAttendanceStaysWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id, session := group(c)
		var persons []string
		for range 3 {
			p := c.Supported(n.First)
			persons = append(persons, p)
			c.OK(join(c, n.First, outreach.LetIn{ProgrammeID: id, PersonID: p, Agreed: true}))
		}
		lines := register(c, n.First, session).Lines
		rapid.Check(t, func(rt *rapid.T) {
			came := rapid.SliceOfDistinct(rapid.IntRange(0, 2), func(i int) int { return i }).Draw(rt, "came")
			var members []string
			for _, i := range came {
				members = append(members, lines[i].ID)
			}
			reg := register(c, n.First, session)
			c.OK(take(c, n.First, outreach.Taken{SessionID: session, Version: reg.Version, Words: "Soup.", Came: members}))
			reg = register(c, n.First, session)
			for i, p := range persons {
				there := 0
				for _, k := range contacts(c, n.First, p) {
					if k.Outcome == "spoke" {
						there++
					}
				}
				if want := map[bool]int{true: 1}[reg.Lines[i].Came]; there != want {
					rt.Fatalf("%d entries say that they came, want %d", there, want)
				}
			}
			if reg.Named != len(came) {
				rt.Fatalf("%d came, want %d", reg.Named, len(came))
			}
		})
	})
}

func FuzzParseLines(f *testing.F) {
	f.Add("Ida Frost, 01632 960 777, hard of hearing\n\nMr Obi\t07700 900 888")
	f.Add(",,\n\x00, 1\t")
	f.Fuzz(func(t *testing.T, text string) {
		rows, faults := outreach.ParseLines(text)
		filled := 0
		for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
			if strings.TrimSpace(line) != "" {
				filled++
			}
		}
		if len(rows)+len(faults) != filled {
			t.Errorf("%d rows and %d faults of %d lines", len(rows), len(faults), filled)
		}
		for _, w := range rows {
			if w.Name == "" || w.Phone == "" {
				t.Errorf("a row without name or phone: %+v", w)
			}
		}
	})
}

func TestARestrictedRecordIsOnNoSharedRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id, session := group(c)
		person, later := c.Supported(n.First), c.Supported(n.First)
		restrict := func(person string) {
			c.Write(func(tx *db.Tx) error {
				_, err := access.Restrict(tx, access.Restriction{PersonID: person, TeamID: n.TeamID, Reason: "staff", ReviewOn: c.Today().AddDays(90), ByID: n.Manager.AccountID, ByName: n.Manager.Name})
				return err
			})
		}
		restrict(person)
		castest.Refused(t, join(c, n.First, outreach.LetIn{ProgrammeID: id, PersonID: person, Agreed: true}), "agreed")
		_, err := outreach.AddCallList(t.Context(), d, n.First, keyless, outreach.NewCallList{Name: "x", Why: "y", PersonIDs: []string{person}})
		castest.Refused(t, err, "person")
		c.OK(join(c, n.First, outreach.LetIn{ProgrammeID: id, PersonID: later, Agreed: true}))
		calls := list(c, later)
		restrict(later)
		if line := register(c, n.Second, session).Lines[0]; line.Name() != "Restricted person" {
			t.Errorf("a colleague reads %q", line.Name())
		}
		if line := register(c, n.First, session).Lines[0]; !strings.Contains(line.Name(), "Marsh") {
			t.Errorf("their worker reads %q", line.Name())
		}
		if row := rows(c, n.Second, calls)[2]; row.Called() != "Restricted person" || row.Number() != "" {
			t.Errorf("a colleague reads %q, %q", row.Called(), row.Number())
		}
	})
}

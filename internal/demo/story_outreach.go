package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/outreach"
)

// weeksOfGroup is for how long the groups of the story have met.
const weeksOfGroup = 8

// gather gives every team a group that meets on Thursdays, talks with people
// who have no case, and a list of calls that is half done.
func (b *builder) gather() error {
	for i, t := range b.teams {
		for _, tell := range []func(team, int) error{b.lunchTable, b.talks, b.callList} {
			if err := tell(t, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// lastThursday is the latest Thursday before today.
func (b *builder) lastThursday() dates.Date {
	day := b.today.AddDays(-1)
	for day.Weekday() != 4 {
		day = day.AddDays(-1)
	}
	return day
}

func (b *builder) lunchTable(t team, nth int) error {
	by, first := t.Workers[0], b.lastThursday().AddDays(-7*(weeksOfGroup-1))
	b.clock.Set(first.AddDays(-7).At(10, 0))
	id, err := outreach.AddProgramme(b.ctx, b.db, by, none, outreach.Programme{Name: []string{"Thursday table", "Walk and chat", "Mending afternoon"}[nth%3], Kind: []string{"cafe", "walk", "group"}[nth%3],
		Place: "The hall by the market", About: "For anybody who would like company. No need to say why you come."})
	if err != nil {
		return err
	}
	for _, name := range []string{"Ida", "Big Tom", "Mrs Obi"} {
		if err := outreach.Join(b.ctx, b.db, by, none, outreach.LetIn{ProgrammeID: id, Guest: name}); err != nil {
			return err
		}
	}
	if err := b.bringPeople(t, id); err != nil {
		return err
	}
	b.clock.Set(first.At(9, 0))
	if err := outreach.PlanSessions(b.ctx, b.db, by, none, outreach.Plan{ProgrammeID: id, First: first, Starts: 14 * 60, Minutes: 90, Weeks: weeksOfGroup + 4}); err != nil {
		return err
	}
	return b.takeRegisters(by, id)
}

// bringPeople lets in two people of each worker who agreed to it.
func (b *builder) bringPeople(t team, programmeID string) error {
	for _, w := range t.Workers {
		open, err := b.openOf(w, 3)
		if err != nil {
			return err
		}
		for _, row := range open[min(1, len(open)):] {
			if err := outreach.Join(b.ctx, b.db, w, none, outreach.LetIn{ProgrammeID: programmeID, PersonID: row.PersonID, Agreed: true}); err != nil {
				return err
			}
		}
	}
	return nil
}

// openOf are the first open cases of a worker as the clock of the story stands.
func (b *builder) openOf(worker access.Actor, most int) (rows []casework.Row, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		list, err := casework.List(r, worker, casework.Mine, "", most)
		rows = list.Rows
		return err
	})
	return rows, err
}

// takeRegisters takes all registers but the last.
func (b *builder) takeRegisters(by access.Actor, programmeID string) error {
	var sessions []outreach.Session
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { sessions, err = outreach.Sessions(r, by, programmeID); return }); err != nil {
		return err
	}
	for i := len(sessions) - 1; i >= 0; i-- {
		s := sessions[i]
		if !s.Day.Before(b.lastThursday()) {
			return nil
		}
		b.clock.Set(s.Day.At(16, 0))
		var reg outreach.Register
		if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { reg, err = outreach.TheRegister(r, by, s.ID); return }); err != nil {
			return err
		}
		taken := outreach.Taken{SessionID: s.ID, Version: reg.Version, Others: b.random.IntN(5), Words: []string{"Soup and cards.", "Walked to the harbour and back.", "Talked about the summer."}[i%3], Lines: make(map[string]string)}
		for _, l := range reg.Lines {
			if b.random.IntN(3) > 0 {
				taken.Came = append(taken.Came, l.ID)
			}
		}
		if err := outreach.TakeRegister(b.ctx, b.db, by, none, taken); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) talks(t team, _ int) error {
	for n := range 9 {
		by := t.Workers[n%len(t.Workers)]
		day := b.today.AddDays(-1 - 3*n).NextWorkingDay()
		b.clock.Set(day.At(15, 0))
		talk := outreach.Informal{Day: day, Setting: []string{"cafe", "walk-in", "waiting-room", "event"}[n%4], Minutes: 5 + 5*(n%4), Result: []string{"talked", "told", "told", "asked-for-help"}[n%4],
			Needs: []string{demoNeeds[n%len(demoNeeds)]}, Words: []string{"Told about the lunch club.", "", "Worried about the gas bill; gave the number of the advice line."}[n%3]}
		if day.Before(b.today) {
			if err := outreach.RecordInformal(b.ctx, b.db, by, none, talk); err != nil {
				return err
			}
		}
	}
	return nil
}

// callList is half called: one answered, one did not, one needs something.
func (b *builder) callList(t team, _ int) error {
	b.clock.Set(b.today.AddDays(-2).At(9, 30))
	by := t.Workers[0]
	open, err := b.openOf(by, 2)
	if err != nil {
		return err
	}
	list := outreach.NewCallList{Name: "First cold week", Why: "Over 80 and living alone. The practices wrote to them in October; they said yes to a call.",
		Lines: "Ida Frost, 01632 960 777, hard of hearing: let it ring\nHenk Okoro, 07700 900 888\nMaud Silver, 01632 960 778, her son may answer\nAda Lowe, 01632 960 779"}
	for _, row := range open {
		list.PersonIDs = append(list.PersonIDs, row.PersonID)
	}
	id, err := outreach.AddCallList(b.ctx, b.db, by, none, list)
	if err != nil {
		return err
	}
	var rows []outreach.CallRow
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { rows, err = outreach.CallRows(r, by, id); return }); err != nil {
		return err
	}
	for i, found := range []string{"fine", "no-answer", "needs"} {
		b.clock.Set(b.today.AddDays(-1).At(10, 10*i))
		words := map[string]string{"needs": "The heater in the kitchen is broken."}[found]
		if err := outreach.MakeCall(b.ctx, b.db, by, none, outreach.Call{ListID: id, RowID: rows[i].ID, Version: rows[i].Version, Outcome: found, Words: words}); err != nil {
			return err
		}
	}
	return nil
}

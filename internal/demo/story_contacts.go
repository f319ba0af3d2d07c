package demo

import (
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// companions are who else was there when a plan was made, a set for each.
var companions = []casework.Contact{
	{Place: "In their kitchen"},
	{Place: "At home", Present: []string{"supporter"}, PresentWords: "a sister", AboutOthers: "The sister has just left her husband and does not want it known."},
	{Place: "At home", Present: []string{"interpreter"}},
	{Place: "The bench by the pond"},
}

// planning is the contact in which a plan is made.
func (s *story) planning() casework.Contact {
	c := companions[s.planned%len(companions)]
	c.Means, c.Purpose, c.Minutes, c.Words = "home", "planning", 45, s.words("planning")
	return c
}

// correctSome corrects the entry that was just written, for one in five.
func (s *story) correctSome() error {
	if s.planned%5 != 1 {
		return nil
	}
	var last casework.Contact
	err := s.db.Read(s.ctx, func(r *db.Snapshot) error {
		page, err := casework.Contacts(r, s.worker, s.person, "", 1)
		if err == nil {
			last = page.Contacts[0]
		}
		return err
	})
	if err != nil {
		return err
	}
	last.Words += " I first wrote that we meet again on " + dates.Of(s.clock.Now()).AddDays(13).WithDay() + ". It is a day later."
	return casework.CorrectContact(s.ctx, s.db, s.worker, none, last)
}

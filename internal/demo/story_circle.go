package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/circle"
)

// drawCircles writes down who is around some of each worker's people, who lives
// together, and one decision that somebody could not make alone.
func (b *builder) drawCircles() error {
	for _, t := range b.teams {
		for _, w := range t.Workers {
			b.clock.Set(b.today.AddDays(-12).At(10, 0))
			open, err := b.openOf(w, 8)
			if err != nil {
				return err
			}
			for i, row := range open {
				if i%2 == 0 {
					if err := b.drawCircle(w, row, i); err != nil {
						return err
					}
				}
			}
			if len(open) > 3 {
				if err := circle.Link(b.ctx, b.db, w, none, open[1].PersonID, open[3].PersonID, "sister and brother"); err != nil {
					return err
				}
				if err := b.lookAtDecision(w, open[1].PersonID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (b *builder) drawCircle(w access.Actor, row casework.Row, i int) error {
	family := []circle.Supporter{
		{Name: "Nadia " + row.Person.Family, Relation: "daughter", Phone: "07700 900 601", Carer: true, Emergency: true},
		{Name: "Mr Albright", Relation: "neighbour", Phone: "01632 960 602"},
		{Name: "Ben " + row.Person.Family, Relation: "son", Phone: "07700 900 603", Role: "attorney-money", RoleWords: "bills and benefits", SeenOn: b.today.AddDays(-30), Emergency: true},
		{Name: "Ms Tallis", Relation: "advocate", Phone: "01632 960 604", Role: "advocate", RoleWords: "Saltmere advocacy (made up)"},
	}
	s := family[(i/2)%len(family)]
	s.PersonID = row.PersonID
	id, err := circle.Add(b.ctx, b.db, w, none, s)
	if err != nil {
		return err
	}
	if i%4 == 0 {
		if err := circle.SayKnows(b.ctx, b.db, w, none, circle.Said{PersonID: row.PersonID, ID: id, May: []string{"support", "appointments"}, How: "in person"}); err != nil {
			return err
		}
	}
	return circle.NoteHome(b.ctx, b.db, w, none, row.PersonID, []string{"Lives alone. The bell does not work: knock.", "With a daughter and two children. A friendly dog."}[(i/2)%2])
}

func (b *builder) lookAtDecision(w access.Actor, personID string) error {
	_, err := circle.Decide(b.ctx, b.db, w, none, circle.Decision{PersonID: personID, Kind: "money", Words: "Whether to sign the new tenancy, by the end of the month", Help: "Two visits in the morning, the letter in large print, the sister there",
		CanDecide: true, Why: "Said in own words what changes and what it costs.", On: b.today.AddDays(-12), AssessedBy: w.Name + ", link worker"}, "")
	return err
}

package castest

import (
	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// The services of the cast, by id.
const (
	LunchClub = "lunch-club" // takes referrals by email
	Gardeners = "gardeners"  // has only a phone
	Library   = "library"    // takes no referrals
)

func services() []directory.Service {
	return []directory.Service{
		{ID: LunchClub, Name: "Harbour Lunch Club", Topics: []string{"Loneliness and isolation"}, TakesReferrals: directory.Yes, ReferralEmail: "hello@lunch.example"},
		{ID: Gardeners, Name: "Harbour Gardeners", Topics: []string{"Nature and gardening"}, TakesReferrals: directory.Yes, ReferralPhone: "01632 960 201"},
		{ID: Library, Name: "Canalside Library", Topics: []string{"Digital skills"}, TakesReferrals: directory.No, Email: "desk@library.example"},
	}
}

func (c *Cast) service(tx *db.Tx, s directory.Service) {
	s.Status, s.Origin = directory.Active, directory.Origin{Source: "cast", SourceID: s.ID}
	s.Organisation = directory.Organisation{ID: s.ID + "-org", Name: s.Name, Origin: directory.Origin{Source: "cast", SourceID: s.ID + "-org"}}
	if _, err := directory.Upsert(tx, s); err != nil {
		c.Fatal(err)
	}
}

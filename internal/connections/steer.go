package connections

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/links"
)

// Wish is what an organisation says about new referrals to one of its services.
type Wish struct {
	State         directory.CapacityState // HasPlaces, WaitingList, Full or Paused
	Places, Weeks int                     // 0 when not said
	Until         dates.Date              // for Full and Paused; zero when not said
	AMonth        int                     // at most so many referrals, please; 0 for no limit
}

// Steer writes down what an organisation wishes by a link, for a service that
// answers at the link's address. db.ErrNotFound for any other service.
func Steer(ctx context.Context, d *db.DB, key once.Key, linkID, serviceID string, w Wish) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		service, err := steeredBy(tx, linkID, serviceID)
		if err != nil {
			return err
		}
		by := audit.Actor{ID: "link:" + linkID, Name: service.Organisation.Name, Role: "organisation"}
		return w.write(tx, by, service.ID, directory.ByOrganisation, "", service.Organisation.Name)
	})
}

// WriteDownWish is Steer for what an organisation said by phone.
func WriteDownWish(ctx context.Context, d *db.DB, by access.Actor, key once.Key, serviceID string, w Wish) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		return w.write(tx, by.Audit(), serviceID, directory.ByWorker, by.AccountID, by.Name)
	})
}

func steeredBy(r db.Reader, linkID, serviceID string) (directory.Service, error) {
	link, err := links.Get(r, linkID)
	if err != nil {
		return directory.Service{}, err
	}
	if link.Ended(r) {
		return directory.Service{}, db.ErrNotFound
	}
	all, err := directory.AnsweringAt(r, link.CodeTo)
	if err != nil {
		return directory.Service{}, err
	}
	for _, s := range all {
		if s.ID == serviceID {
			return directory.Get(r, s.ID)
		}
	}
	return directory.Service{}, db.ErrNotFound
}

func (w Wish) write(tx *db.Tx, by audit.Actor, serviceID, observer, observerID, name string) error {
	if w.State == directory.CapacityUnknown {
		w.State = "" // nobody says of their own service that it is not known
	}
	if err := directory.Observe(tx, serviceID, directory.Capacity{State: w.State, Places: w.Places, Weeks: w.Weeks, Until: w.Until,
		Observer: observer, ObserverID: observerID, ObserverName: name}); err != nil {
		return err
	}
	if err := directory.SetLimit(tx, serviceID, directory.Limit{AMonth: w.AMonth, Observer: observer, ObserverID: observerID, ObserverName: name}); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.room", "", "service", serviceID)
}

// Standing is how a service stands to new referrals.
type Standing struct {
	Room      directory.Capacity
	Limit     directory.Limit
	ThisMonth int // referrals that were sent to it in this month, by anybody
}

// StandingOf reads how a service stands to new referrals.
func StandingOf(r db.Reader, service directory.Service) (s Standing, err error) {
	s.Room = service.Capacity
	if s.Limit, err = directory.LimitOf(r, service.ID); err != nil {
		return s, err
	}
	today := dates.Of(r.Now())
	first := dates.Date{Year: today.Year, Month: today.Month, Day: 1}
	err = r.QueryRow(`SELECT count(*) FROM connections WHERE service_id = $1 AND kind = 'referred' AND made_on >= $2`, service.ID, first).Scan(&s.ThisMonth)
	return s, err
}

// AsksForNone says whether the organisation has asked for no more referrals for
// now: it paused them, is full until a day to come, or has had as many this
// month as it wants. It is a wish, not a bar.
func (s Standing) AsksForNone(now time.Time) bool { return s.Room.AsksForNone(now) || s.AtLimit() }

// AtLimit says whether one more referral would be beyond what was asked for.
func (s Standing) AtLimit() bool { return s.Limit.AMonth > 0 && s.ThisMonth >= s.Limit.AMonth }

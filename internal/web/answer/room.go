package answer

import (
	"slices"
	"strconv"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/web/listing"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/visit"
)

// room is how one service stands to new referrals.
type room struct {
	connections.Standing
	ID, Name string
	Words    string // whether there is room, who said so and when
	Asks     bool   // it wants none for now
	OldPause bool   // and has not said for weeks that this is still right
}

func readRoom(r *db.Snapshot, serviceID string) (one room, err error) {
	service, err := directory.Get(r, serviceID)
	if err != nil {
		return one, err
	}
	one.ID, one.Name = service.ID, service.Name
	if one.Standing, err = connections.StandingOf(r, service); err != nil {
		return one, err
	}
	one.Words, one.Asks = listing.Room(one.Room, r.Now()), one.Room.AsksForNone(r.Now())
	one.OldPause = one.Asks && one.Room.Until.IsZero() && dates.Of(r.Now()).Sub(dates.Of(one.Room.ObservedAt)) >= connections.PauseAskedAfter
	return one, nil
}

func showRoom(v *visit.Visit, c caller) error {
	one, err := roomOf(v, c)
	if err != nil {
		return err
	}
	questions.FillRoom(v.Fields, one.Standing, v.House.DB.Now())
	return roomPageOf(v, c, one, nil)
}

// roomOf reads the service of the address that a visit is about; another one is
// not found.
func roomOf(v *visit.Visit, c caller) (one room, err error) {
	if !slices.ContainsFunc(c.Services, func(s directory.Brief) bool { return s.ID == v.Path("service") }) {
		return one, db.ErrNotFound
	}
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		one, err = readRoom(r, v.Path("service"))
		return err
	})
	return one, err
}

func roomPageOf(v *visit.Visit, c caller, one room, bad *db.Invalid) error {
	return c.Form(v, "Places and waiting", roomPage(v.Fields, c, one, visit.NewToken(), visit.Faults(bad)), bad)
}

// saveRoom keeps what the organisation says of new referrals.
func saveRoom(v *visit.Visit, c caller) error {
	wish, err := questions.ReadRoom(v.Fields)
	if err == nil {
		err = connections.Steer(v.Context(), v.House.DB, v.Once(), c.Link.ID, v.Path("service"), wish)
	}
	if err != nil {
		return v.Again(questions.AskedRoom(err, v.Fields), func(bad *db.Invalid) error {
			one, err := roomOf(v, c)
			if err != nil {
				return err
			}
			return roomPageOf(v, c, one, bad)
		})
	}
	return v.Go(c.ListHref + "?done=room")
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

package keep

import (
	"cmp"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/web/visit"
)

// notStated is what a question says that nobody has answered.
var notStated = directory.NotStated.Words()

// fillChange fills the form with the entry as its organisation wants it.
func fillChange(f visit.Fields, s shown) {
	entry := s.Waiting.On(s.Entry.Service)
	for _, field := range keepers.Fields {
		f.Set(field.Code, keepers.TextOf(entry, field.Code))
		if field.Kind == keepers.YesNo {
			f.Set(field.Code, cmp.Or(f.Get(field.Code), notStated))
		}
	}
	for i, place := range keepers.AccessOf(entry) {
		f.Set(ofPlace("place", i), place.Place)
		f.Set(ofPlace("step-free", i), place.StepFree.Words())
		f.Set(ofPlace("access", i), place.Words)
	}
	f.Set("note", s.Waiting.Note)
	if s.Waiting.RestRight {
		f.Set("rest", "yes")
	}
}

// ofPlace is the name of a box about the place with a number, from 0.
func ofPlace(box string, i int) string { return box + "-" + strconv.Itoa(i+1) }

// placesAsked are the places of the form, as it was sent.
func placesAsked(f visit.Fields) (asked []keepers.PlaceAccess) {
	for i := 0; f.Has(ofPlace("place", i)); i++ {
		asked = append(asked, keepers.PlaceAccess{Place: f.Get(ofPlace("place", i)), StepFree: answerIn(f.Get(ofPlace("step-free", i))), Words: f.Get(ofPlace("access", i))})
	}
	return asked
}

func answerIn(words string) directory.Answer {
	for _, a := range []directory.Answer{directory.Yes, directory.No} {
		if words == a.Words() {
			return a
		}
	}
	return directory.NotStated
}

// saidIn reads the form. A number that is not one is left for the act to
// refuse; a box that belongs to another answer does not count. *db.Invalid for
// what is no date.
func saidIn(f visit.Fields) (keepers.Said, error) {
	said := keepers.Said{Texts: make(map[string]string), Access: placesAsked(f), Rest: f.Is("rest", "yes"), Note: f.Get("note"),
		Room: directory.Capacity{State: directory.CapacityState(f.Get("room"))}}
	for _, field := range keepers.Fields {
		if f.Has(field.Code) {
			said.Texts[field.Code] = f.Get(field.Code)
		}
	}
	var bad db.Invalid
	switch said.Room.State {
	case directory.HasPlaces:
		said.Room.Places = f.Number("room-places")
	case directory.WaitingList:
		said.Room.Weeks = f.Number("room-weeks")
	case directory.Full:
		said.Room.Until = f.Date("room-until", &bad)
	}
	return said, bad.Err()
}

package keepers

import (
	"time"

	"linkwork/internal/directory"
)

// Gap is something that people ask and an entry does not say.
type Gap struct {
	Field string // code in Fields where it is said, or RoomField
	Words string // "what it costs"
}

// RoomField stands for whether there is room, which is no field of the entry.
const RoomField = "room"

// Missing are the gaps of an entry, those first that are asked about most.
func (e Entry) Missing(now time.Time) (gaps []Gap) {
	silent := func(codes ...string) bool {
		for _, code := range codes {
			if TextOf(e.Service, code) != "" {
				return false
			}
		}
		return true
	}
	for _, one := range []struct {
		missing      bool
		field, words string
	}{
		{silent("description"), "description", "what it is"},
		{silent("times"), "times", "when it is"},
		{silent("places") && !e.PlaceHidden, "places", "where it is"},
		{silent("eligibility", "ages") && len(e.Answers) == 0, "eligibility", "who may come"},
		{silent("cost") && e.Free == directory.NotStated, "cost", "what it costs"},
		{silent("how-to-apply"), "how-to-apply", "how people come to you"},
		{silent("phone", "email"), "phone", "a phone number or an email address"},
		{e.accessUnknown(), "step-free", "whether there is step-free access"},
		{e.Capacity.HasRoom(now) == directory.NotStated, RoomField, "whether there is room now"},
	} {
		if one.missing {
			gaps = append(gaps, Gap{one.field, one.words})
		}
	}
	return gaps
}

func (e Entry) accessUnknown() bool {
	for _, place := range AccessOf(e.Service) {
		if place.StepFree == directory.NotStated {
			return true
		}
	}
	return false
}

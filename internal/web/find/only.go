package find

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/directory"
	sentence "linkwork/internal/search"
	"linkwork/internal/web/ui"
)

// filter is a box that leaves out what is known not to fit.
type filter struct {
	value, label string
	question     sentence.Question
	of           func(*directory.Query) *bool
}

// boxes are what can be ticked; that there is room is no question of the index.
var boxes = []filter{
	{"free", "Free", sentence.Free, func(q *directory.Query) *bool { return &q.Free }},
	{"step-free", "Step-free", sentence.StepFree, func(q *directory.Query) *bool { return &q.StepFree }},
	{"referrals", "Taking referrals", sentence.TakesReferrals, func(q *directory.Query) *bool { return &q.TakesReferrals }},
	{"self", "Without a referral", sentence.SelfReferral, func(q *directory.Query) *bool { return &q.SelfReferral }},
	{"women", "Women only", sentence.WomenOnly, func(q *directory.Query) *bool { return &q.WomenOnly }},
	{"carers", "Carers welcome", sentence.CarersWelcome, func(q *directory.Query) *bool { return &q.CarersWelcome }},
	{"online", "Online or by phone", sentence.Online, func(q *directory.Query) *bool { return &q.Online }},
}

// readOnly reads the boxes that are ticked.
func (s *search) readOnly(q *directory.Query) {
	ticked := s.Fields.All("only")
	for _, box := range boxes {
		*box.of(q) = slices.Contains(ticked, box.value)
	}
	q.HasRoom = slices.Contains(ticked, "room")
}

// week is in the order in which people say it.
var week = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// onlyItems are the boxes with how many of what was found say yes, and how many
// do not say.
func (s *search) onlyItems() (items []ui.Choice) {
	for _, box := range boxes {
		if s.Public && box.question == sentence.TakesReferrals {
			continue // of use to who refers
		}
		items = append(items, ui.Choice{Value: box.value, Text: box.label, Hint: s.says("question", box.question.String())})
	}
	if s.Public {
		return items // what was seen of room lately is not in the public index
	}
	return append(items, ui.Choice{Value: "room", Text: roomLabel, Hint: s.says("room", "now")})
}

func (s *search) dayItems() (items []ui.Choice) {
	for _, day := range week {
		items = append(items, ui.Choice{Value: day.String(), Text: day.String() + "s", Hint: s.says("day", day.String())})
	}
	return items
}

const roomLabel = "With room now"

// timesInOrder are the times of day with their labels.
func timesInOrder() iter.Seq2[sentence.Part, string] {
	return func(yield func(sentence.Part, string) bool) {
		for _, part := range sentence.DayParts {
			if !yield(part, timeLabels[part]) {
				return
			}
		}
	}
}

// timeLabels say when each part of a day is.
var timeLabels = map[sentence.Part]string{sentence.Morning: "Mornings, before noon", sentence.Afternoon: "Afternoons, noon to 5pm", sentence.Evening: "Evenings, after 5pm"}

func (s *search) timeItems() (items []ui.Choice) {
	for part, label := range timesInOrder() {
		items = append(items, ui.Choice{Value: part.String(), Text: label, Hint: s.says("time", part.String())})
	}
	return items
}

// says counts the answers of what was found: "12 yes, 30 do not say". Unknown is
// never dropped, so it is counted.
func (s *search) says(kind, value string) string {
	for _, facet := range s.Result.Facets {
		if facet.Kind != kind || facet.Value != value || s.Result.Total == 0 {
			continue
		}
		words := strconv.Itoa(facet.Yes) + " yes"
		if facet.NotStated > 0 {
			words += ", " + dates.Count(facet.NotStated, "does not say", "do not say")
		}
		return words
	}
	return ""
}

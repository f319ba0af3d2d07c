package keepers

import (
	"fmt"
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// PlaceAccess is what an organisation says of one place that people go to.
type PlaceAccess struct {
	Place    string // as PlacesText writes it
	StepFree directory.Answer
	Words    string // toilets, a hearing loop, parking; empty when nothing is said
}

// AccessOf is what is known of the places of an entry that people go to, in
// their order.
func AccessOf(s directory.Service) (all []PlaceAccess) {
	for _, l := range s.Locations {
		if isVisited(l) {
			all = append(all, PlaceAccess{placeText(l), l.StepFree, accessWords(l)})
		}
	}
	return all
}

func isVisited(l directory.Location) bool { return l.Kind != "virtual" && l.Kind != "postal" }

// ofPlace is a field that is said of each place: of one alone in its words, of
// several on a line each, "Quay Hall, QX1 1AA: Yes". What is not said of a place
// has no line.
func ofPlace(code, label string, words func(directory.Location) string, say func(*directory.Location, string)) Field {
	return Field{code, label, "", OfPlace, "places",
		func(s directory.Service) string { return placeLines(s.Locations, words) },
		func(s *directory.Service, text string) { s.Locations = withPlaceLines(s.Locations, text, words, say) }}
}

func stepFreeWords(l directory.Location) string      { return yesOrNo(l.StepFree) }
func sayStepFree(l *directory.Location, text string) { l.StepFree = answerIn(text) }
func accessWords(l directory.Location) string        { return oneLine(l.Accessibility) }
func sayAccess(l *directory.Location, text string)   { l.Accessibility = text }
func visited(at []directory.Location) []directory.Location {
	return slices.DeleteFunc(slices.Clone(at), func(l directory.Location) bool { return !isVisited(l) })
}

func placeLines(at []directory.Location, words func(directory.Location) string) string {
	at = visited(at)
	if len(at) == 1 {
		return words(at[0])
	}
	var lines []string
	for _, l := range at {
		if said := words(l); said != "" {
			lines = append(lines, placeText(l)+": "+said)
		}
	}
	return strings.Join(lines, "\n")
}

// withPlaceLines are places of which is known what placeLines says. One of which
// something else was known becomes a place of its own: others happen there too,
// and its source goes on telling what it told.
func withPlaceLines(before []directory.Location, text string, words func(directory.Location) string, say func(*directory.Location, string)) []directory.Location {
	now, alone := slices.Clone(before), len(visited(before)) == 1
	for i := range now {
		l := &now[i]
		if !isVisited(*l) {
			continue
		}
		said := ""
		if alone {
			said = text
		}
		for _, line := range linesOf(text) {
			if rest, of := strings.CutPrefix(line, placeText(*l)+": "); of {
				said = rest
			}
		}
		if said != words(*l) {
			l.ID = "" // see keepNew
			say(l, said)
		}
	}
	return now
}

// saidOf puts what was said of the access of places to the places themselves: by
// their words, or where these were changed in the same form, by their order.
func saidOf(said []PlaceAccess, at []directory.Location) []directory.Location {
	now := slices.Clone(at)
	order := 0
	for i := range now {
		if !isVisited(now[i]) {
			continue
		}
		same := slices.IndexFunc(said, func(a PlaceAccess) bool { return a.Place == placeText(now[i]) })
		if same < 0 && len(said) == len(visited(at)) {
			same = order
		}
		if order++; same >= 0 {
			now[i].StepFree, now[i].Accessibility = said[same].StepFree, oneLine(said[same].Words)
		}
	}
	return now
}

// accessChanges are the fields of places in which what was said differs from
// what is known of them.
func (s Said) accessChanges(entry Entry, bad *db.Invalid) (changes []Change) {
	for i, a := range s.Access {
		if len([]rune(a.Words)) > longestText {
			bad.Add(fmt.Sprintf("access-%d", i+1), fmt.Sprintf("Use %d characters or fewer", longestText))
		}
	}
	if s.Access == nil {
		return nil
	}
	now := entry.Service
	if text, changed := s.Texts["places"]; changed {
		put(&now, "places", text)
	}
	wanted := now
	wanted.Locations = saidOf(s.Access, now.Locations)
	for _, field := range Fields {
		if field.Kind != OfPlace {
			continue
		}
		if text := field.read(wanted); text != field.read(now) {
			changes = append(changes, Change{Field: field.Code, Was: TextOf(entry.Service, field.Code), Wanted: text})
		}
	}
	return changes
}

package keepers

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/places"
)

// PlacesText writes places as people read and change them, one on a line:
// "Quay Hall, 1 High Street, QX1 1AA".
func PlacesText(at []directory.Location) string {
	lines := make([]string, len(at))
	for i, l := range at {
		lines[i] = placeText(l)
	}
	return strings.Join(lines, "\n")
}

func placeText(l directory.Location) string {
	parts := slices.DeleteFunc([]string{oneLine(l.Name), oneLine(l.Address), oneLine(l.Postcode)}, func(part string) bool { return part == "" })
	return strings.Join(parts, ", ")
}

// readPlaces reads lines back. A line that was there before is the place that
// it was, with its point on the map and what is known of its access.
func readPlaces(text string, before []directory.Location) (at []directory.Location) {
	left := slices.Clone(before)
	for _, line := range linesOf(text) {
		same := slices.IndexFunc(left, func(l directory.Location) bool { return placeText(l) == line })
		if same >= 0 {
			at = append(at, left[same])
			left = slices.Delete(left, same, same+1)
			continue
		}
		at = append(at, readPlace(line))
	}
	return at
}

var online = regexp.MustCompile(`(?i)^(online|by (phone|telephone|video)|zoom|teams|on the phone)\b`)

// readPlace reads one line: the first part names the place, the last may be a
// postcode, what is between is the street.
func readPlace(line string) directory.Location {
	l := directory.Location{Kind: "physical"}
	if online.MatchString(line) {
		l.Kind = "virtual"
	}
	var parts []string
	for part := range strings.SplitSeq(line, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	if n := len(parts); n > 0 {
		l.Postcode, l.Outcode = postcodeOf(parts[n-1])
		if l.Outcode != "" {
			parts = parts[:n-1]
		}
	}
	if len(parts) > 0 {
		l.Name, l.Address = parts[0], strings.Join(parts[1:], ", ")
	}
	return l
}

func postcodeOf(part string) (postcode, outcode string) {
	if whole, err := places.ParsePostcode(part); err == nil {
		return whole.String(), whole.Outcode
	}
	if outcode, err := places.ParseOutcode(part); err == nil {
		return outcode, outcode
	}
	return "", ""
}

// keepNew stores the places that are new, or of which something else is known
// now, as ones made in Linkwork, and fills in where they are.
func keepNew(tx *db.Tx, at []directory.Location) error {
	for i := range at {
		l := &at[i]
		if l.ID != "" {
			continue
		}
		l.ID = tx.NewID()
		l.Origin = directory.Origin{Source: directory.OwnSource, SourceID: l.ID}
		if l.Point == (places.Point{}) {
			area, err := places.Find(tx, l.Outcode)
			if err != nil && !errors.Is(err, db.ErrNotFound) {
				return err
			}
			l.Point = area.Point
		}
		if _, err := directory.UpsertLocation(tx, *l); err != nil {
			return err
		}
	}
	return nil
}

// movedTimes are the schedules after the places have changed: what happened at
// a place that is gone happens at the one that stands on its line now, or at
// every place.
func movedTimes(schedules []directory.Schedule, before, now []directory.Location) (moved []directory.Schedule, changed bool) {
	still := func(id string) bool {
		return slices.ContainsFunc(now, func(l directory.Location) bool { return l.ID == id })
	}
	moved = slices.Clone(schedules)
	for i := range moved {
		at := moved[i].LocationID
		if at == "" || still(at) {
			continue
		}
		line := slices.IndexFunc(before, func(l directory.Location) bool { return l.ID == at })
		moved[i].LocationID, changed = "", true
		if line >= 0 && line < len(now) && len(now) == len(before) {
			moved[i].LocationID = now[line].ID
		}
	}
	return moved, changed
}

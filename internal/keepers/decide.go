package keepers

import (
	"slices"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

// Decision is what somebody decided about a suggestion.
type Decision struct {
	Take   []string // codes of the fields that are approved; none declines it
	Reason string   // why the others are left out; the organisation reads it
	Seen   string   // Suggestion.Seen of what they looked at
}

// Decide puts the approved fields of a suggestion into the entry and tells the
// organisation. db.ErrConflict when it was decided already. The error is
// *db.Invalid when the entry has changed since they looked, or something is
// left out and nobody says why.
func Decide(tx *db.Tx, by audit.Actor, id string, d Decision) error {
	s, err := GetSuggestion(tx, id)
	if err != nil {
		return err
	}
	if s.State != Waiting {
		return db.ErrConflict
	}
	d.Reason = tidied(d.Reason)
	if err := d.check(s); err != nil {
		return err
	}
	for i := range s.Changes {
		s.Changes[i].Taken = slices.Contains(d.Take, s.Changes[i].Field)
	}
	if err := apply(tx, by, s); err != nil {
		return err
	}
	if err := settle(tx, by, s, d.Reason); err != nil {
		return err
	}
	if err := tell(tx, s, d.Reason); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.suggestion-decided", "", "service", s.ServiceID)
}

func (d Decision) check(s Suggestion) error {
	var bad db.Invalid
	if d.Seen != s.Seen() {
		bad.Add("take", "The entry has changed since you opened this page. Look at it once more")
	}
	left := slices.ContainsFunc(s.Changes, func(c Change) bool { return !slices.Contains(d.Take, c.Field) })
	if left && d.Reason == "" {
		bad.Add("reason", "Say why something is left out. They read it")
	}
	if len([]rune(d.Reason)) > longestNote {
		bad.Add("reason", "Use 1,000 characters or fewer")
	}
	return bad.Err()
}

// apply makes the entry say what was approved. That is a check of nothing else:
// the entry counts as checked only where the organisation said that the rest is
// right, and all of what it wrote was approved.
func apply(tx *db.Tx, by audit.Actor, s Suggestion) error {
	entry, err := directory.Get(tx, s.ServiceID)
	if err != nil {
		return err
	}
	right, parts := entry, s.takenParts()
	if len(parts) == 0 {
		return nil
	}
	if err := s.put(&right); err != nil {
		return err
	}
	if slices.Contains(parts, "places") {
		if err := keepNew(tx, right.Locations); err != nil {
			return err
		}
		moved, changed := movedTimes(right.Schedules, entry.Locations, right.Locations)
		if right.Schedules = moved; changed && !slices.Contains(parts, "times") {
			parts = append(parts, "times")
		}
	}
	name := s.runBy + ", approved by " + by.Name
	if err := directory.Correct(tx, directory.By{ID: by.ID, Name: name}, s.ServiceID, right, parts...); err != nil {
		return err
	}
	if !s.RestRight || slices.ContainsFunc(s.Changes, func(c Change) bool { return !c.Taken }) {
		return nil
	}
	return freshness.Confirm(tx, audit.Actor{ID: by.ID, Name: name, Role: by.Role}, s.ServiceID)
}

// put writes what was approved into an entry. *db.Invalid when what is said of
// the access of a place is about none that the entry would name.
func (s Suggestion) put(right *directory.Service) error {
	for _, c := range s.Changes {
		if !c.Taken {
			continue
		}
		put(right, c.Field, c.Wanted)
		if fieldOf(c.Field).Kind == OfPlace && TextOf(*right, c.Field) != c.Wanted {
			var bad db.Invalid
			bad.Add("take", "What they say of access is about a place that the entry does not name. Take in where it is as well, or leave access out")
			return bad.Err()
		}
	}
	return nil
}

// takenParts are the parts of the entry, by their codes in directory.Fields, of
// which something was approved.
func (s Suggestion) takenParts() (parts []string) {
	for _, c := range s.Changes {
		if part := fieldOf(c.Field).part; c.Taken && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return parts
}

func settle(tx *db.Tx, by audit.Actor, s Suggestion, reason string) error {
	state := Declined
	for _, c := range s.Changes {
		if !c.Taken {
			continue
		}
		state = Approved
		if _, err := tx.Exec(`UPDATE keeper_changes SET taken = TRUE WHERE suggestion_id = $1 AND field = $2`, s.ID, c.Field); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`UPDATE keeper_suggestions SET state = $2, decided_at = $3, by_id = $4, by_name = $5, reason = $6 WHERE id = $1`,
		s.ID, string(state), db.Ms(tx.Now()), by.ID, by.Name, reason)
	return err
}

// tell answers the organisation. It wrote to us, so it is answered even where
// it wants no more asks.
func tell(tx *db.Tx, s Suggestion, reason string) error {
	k, err := Get(tx, s.KeeperID)
	if err != nil {
		return err
	}
	area, err := teams.TheArea(tx)
	if err != nil {
		return err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: k.Address, Subject: "What you told us about your entry",
		Text:    answerText(s, reason, area),
		Purpose: "keeper-answer", AboutKind: aboutKeeper, AboutID: k.ID})
	return err
}

func answerText(s Suggestion, reason string, area teams.Area) string {
	var taken, left string
	for _, c := range s.Changes {
		if line := "- " + LabelOf(c.Field) + "\n"; c.Taken {
			taken += line
		} else {
			left += line
		}
	}
	text := "Hello,\n\nThank you for telling us what has changed about " + s.Service + ".\n"
	switch {
	case s.Closes() && taken != "":
		text += "\nWe have taken the entry out of the directory.\n"
	case s.Closes():
		text += "\nWe have not taken the entry out of the directory.\n"
	case taken != "":
		text += "\nThe entry now says what you wrote under:\n" + taken
	}
	if left != "" && !s.Closes() {
		text += "\nWe left as it was:\n" + left
	}
	if reason != "" {
		text += "\nWhy: " + reason + "\n"
	}
	return text + "\nIf that is not right, call " + area.Phone + " (" + area.Hours + ").\n\n" + area.Name + "\n"
}

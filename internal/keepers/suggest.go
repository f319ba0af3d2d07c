package keepers

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/links"
)

const longestNote = 1_000 // characters

// Confirm says, by the link of an organisation, that an entry of its is right
// today. db.ErrNotFound for an entry that it does not keep.
func Confirm(tx *db.Tx, l links.Link, serviceID string) error {
	_, entry, err := kept(tx, l, serviceID)
	if err != nil {
		return err
	}
	return freshness.Confirm(tx, byLink(l, entry.Service), entry.ID)
}

// Said is what an organisation wrote about one entry.
type Said struct {
	Texts  map[string]string  // by field code; a field that is not there is as it was
	Access []PlaceAccess      // of the places that were asked about; nil for as it was
	Room   directory.Capacity // the zero State says nothing of it
	Rest   bool               // everything that they did not change is right
	Note   string             // to whoever looks at it
}

// Suggest keeps what an organisation wrote by its link until somebody has
// looked, in place of what waited from it before. Whether there is room shows
// at once, and so does that everything is right where nothing else is changed:
// id is empty when only that was said. The error is *db.Invalid for a faulty
// field (see ofRoom and PlaceAccess), or when nothing is different;
// db.ErrNotFound for an entry that it does not keep.
func Suggest(tx *db.Tx, l links.Link, serviceID string, said Said) (id string, err error) {
	k, entry, err := kept(tx, l, serviceID)
	if err != nil {
		return "", err
	}
	changes, err := said.changes(entry)
	if err != nil {
		return "", err
	}
	if said.Room.State != "" {
		said.Room.Observer, said.Room.ObserverName = directory.ByOrganisation, organisationOf(entry.Service)
		if err := directory.Observe(tx, entry.ID, said.Room); err != nil {
			return "", ofRoom(err)
		}
	}
	if len(changes) == 0 {
		return "", said.atOnce(tx, byLink(l, entry.Service), entry.ID)
	}
	return wait(tx, l, k, entry, changes, said)
}

// atOnce notes what waits for nobody.
func (s Said) atOnce(tx *db.Tx, by audit.Actor, serviceID string) error {
	if s.Room.State != "" {
		if err := audit.Change(tx, by, "service.room-told", "", "service", serviceID); err != nil {
			return err
		}
	}
	if s.Rest {
		return freshness.Confirm(tx, by, serviceID)
	}
	return nil
}

// SuggestClosed keeps that an organisation no longer does something until
// somebody has looked. note says more, and may be empty.
func SuggestClosed(tx *db.Tx, l links.Link, serviceID, note string) (id string, err error) {
	k, entry, err := kept(tx, l, serviceID)
	if err != nil {
		return "", err
	}
	if err := checkNote(note).Err(); err != nil {
		return "", err
	}
	return wait(tx, l, k, entry, []Change{{Field: StatusField, Was: string(entry.Status), Wanted: string(directory.Defunct)}}, Said{Note: note})
}

// kept finds who came by a link and the entry that they mean.
func kept(r db.Reader, l links.Link, serviceID string) (k Keeper, entry Entry, err error) {
	if k, err = Get(r, l.SubjectID); err != nil {
		return k, entry, err
	}
	entry, err = GetEntry(r, k, serviceID)
	return k, entry, err
}

// ofRoom names the faults of an observation apart from those of the entry:
// room for the state, room-places and room-weeks.
func ofRoom(err error) error {
	var faults *db.Invalid
	if !errors.As(err, &faults) {
		return err
	}
	var bad db.Invalid
	for _, fault := range faults.Fields {
		bad.Add(strings.TrimSuffix("room-"+fault.Field, "-state"), fault.Message)
	}
	return bad.Err()
}

// changes are the fields in which what was said differs from the entry.
func (s Said) changes(entry Entry) (changes []Change, err error) {
	bad := checkNote(s.Note)
	for _, field := range Fields {
		typed, ok := s.Texts[field.Code]
		if !ok || field.Kind == OfPlace || field.OfPlaces() && entry.PlaceHidden {
			continue
		}
		was, text := TextOf(entry.Service, field.Code), field.said(typed)
		if text == was || tidied(typed) == was {
			continue
		}
		if fault := field.checkText(text); fault != "" {
			bad.Add(field.Code, fault)
		}
		changes = append(changes, Change{Field: field.Code, Was: was, Wanted: text})
	}
	after := entry.Service
	for _, c := range changes {
		put(&after, c.Field, c.Wanted)
	}
	if after.Answers[directory.WomenOnly] == directory.Yes && after.Answers[directory.MenOnly] == directory.Yes {
		bad.Add("may-"+string(directory.MenOnly), "It cannot be for women only and for men only")
	}
	if !entry.PlaceHidden {
		changes = append(changes, s.accessChanges(entry, bad)...)
	}
	if len(changes) == 0 && s.Room.State == "" && !s.Rest && len(bad.Fields) == 0 {
		bad.Add("name", "You have not changed anything. If the entry is right, go back and say so")
	}
	return changes, bad.Err()
}

func checkNote(note string) *db.Invalid {
	bad := new(db.Invalid)
	if utf8.RuneCountInString(note) > longestNote {
		bad.Add("note", fmt.Sprintf("Use %d characters or fewer", longestNote))
	}
	return bad
}

// wait stores a suggestion in place of the one that waited.
func wait(tx *db.Tx, l links.Link, k Keeper, entry Entry, changes []Change, said Said) (id string, err error) {
	if _, err := tx.Exec(`UPDATE keeper_suggestions SET state = 'replaced', decided_at = $3 WHERE service_id = $1 AND keeper_id = $2 AND state = 'waiting'`,
		entry.ID, k.ID, db.Ms(tx.Now())); err != nil {
		return "", err
	}
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO keeper_suggestions (id, service_id, keeper_id, note, rest_right, state, at, by_id, by_name, reason)
		VALUES ($1, $2, $3, $4, $5, 'waiting', $6, '', '', '')`, id, entry.ID, k.ID, tidied(said.Note), said.Rest, db.Ms(tx.Now())); err != nil {
		return "", err
	}
	for _, c := range changes {
		if _, err := tx.Exec(`INSERT INTO keeper_changes (suggestion_id, field, was, wanted, taken) VALUES ($1, $2, $3, $4, FALSE)`,
			id, c.Field, c.Was, c.Wanted); err != nil {
			return "", err
		}
	}
	return id, audit.Change(tx, byLink(l, entry.Service), "service.suggested", "", "service", entry.ID)
}

package safeguarding

import (
	"context"
	"errors"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// EmergencyRule says whether supporters may open a record that is not theirs
// to see, and for how long. Unless the area has said so, they may not.
type EmergencyRule struct {
	Allowed bool
	Hours   int
	Version int
}

// usualHours is how long such an opening lasts where nobody chose.
const usualHours = 4

// TheEmergencyRule returns the area's.
func TheEmergencyRule(r db.Reader) (EmergencyRule, error) {
	set, err := db.List(r, func(s db.Scanner) (e EmergencyRule, err error) {
		err = s.Scan(&e.Allowed, &e.Hours, &e.Version)
		return
	}, `SELECT allowed, hours, version FROM emergency_settings WHERE id = 'area'`)
	if err != nil || len(set) == 0 {
		return EmergencyRule{Hours: usualHours}, err
	}
	return set[0], nil
}

// SetEmergencyRule keeps it; administrators do.
func SetEmergencyRule(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e EmergencyRule) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return "area", setEmergencyRule(tx, by, e) })
		return err
	})
}

func setEmergencyRule(tx *db.Tx, by access.Actor, e EmergencyRule) error {
	if !by.Is(access.Administrator) {
		return db.ErrNotFound
	}
	var bad db.Invalid
	if e.Hours < 1 || e.Hours > 72 {
		bad.Add("hours", "Enter hours, from 1 to 72")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	n, err := tx.Exec(`INSERT INTO emergency_settings (id, allowed, hours) VALUES ('area', $1, $2)
		ON CONFLICT (id) DO UPDATE SET allowed = excluded.allowed, hours = excluded.hours, version = emergency_settings.version + 1 WHERE emergency_settings.version = $3`,
		e.Allowed, e.Hours, e.Version)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrConflict
	}
	return audit.Change(tx, by.Audit(), "area.emergency-access-set", "", "area", "area")
}

// Sought is whom somebody looks for in an emergency. They have to know the
// person: an NHS number, or a last name with the date of birth.
type Sought struct {
	NHSNumber, Family string
	BirthDate         dates.Date
}

// OpenInEmergency opens the record of somebody in the care of the actor's team
// whom they may not see otherwise, for the hours that the area has set. Those
// in charge and the person's own worker are told at once. It returns the
// person's id. db.ErrNotFound where the area does not allow it.
func OpenInEmergency(ctx context.Context, d *db.DB, by access.Actor, key once.Key, whom Sought, why string) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return openInEmergency(tx, by, whom, strings.TrimSpace(why)) })
		return err
	})
	return id, err
}

func openInEmergency(tx *db.Tx, by access.Actor, whom Sought, why string) (string, error) {
	rule, err := TheEmergencyRule(tx)
	if err != nil {
		return "", err
	}
	if !rule.Allowed || !by.Is(access.LinkWorker, access.Manager) {
		return "", db.ErrNotFound
	}
	p, err := whom.find(tx, by, why)
	if err != nil {
		return "", err
	}
	if err := access.SeePerson(tx, by, p.ID); !errors.Is(err, db.ErrNotFound) {
		return p.ID, err // theirs to see anyhow
	}
	team, err := sharedTeam(tx, by, p.ID)
	if err != nil {
		return "", err
	}
	until := tx.Now().Add(time.Duration(rule.Hours) * time.Hour)
	if err := access.OpenInEmergency(tx, p.ID, team, by.AccountID, until); err != nil {
		return "", err
	}
	if err := tellWorkers(tx, by, p.ID); err != nil {
		return "", err
	}
	_, err = noteLook(tx, by, Look{TeamID: team, PersonID: p.ID, Kind: Emergency, Words: why}, "record.opened-in-emergency")
	return p.ID, err
}

// find returns the one person who fits. Nobody and several are one answer, so
// that it tells nothing of who is known.
func (s Sought) find(tx *db.Tx, by access.Actor, why string) (people.Person, error) {
	var bad db.Invalid
	s.Family = strings.TrimSpace(s.Family)
	number, err := vocabulary.ParseNHSNumber(s.NHSNumber)
	switch {
	case s.NHSNumber != "" && err != nil:
		bad.Add("nhs_number", "Check the NHS number")
	case s.NHSNumber == "" && (s.Family == "" || s.BirthDate.IsZero()):
		bad.Add("nhs_number", "Enter the NHS number, or the last name and the date of birth")
	}
	if why == "" || long(why, 300) {
		bad.Add("why", "Say why it cannot wait, in up to 300 characters")
	}
	if err := bad.Err(); err != nil {
		return people.Person{}, err
	}
	found, err := people.Exactly(tx, by, number, s.Family, s.BirthDate)
	if err != nil {
		return people.Person{}, err
	}
	if len(found) != 1 {
		bad.Add("nhs_number", "Nobody in the care of your team fits exactly. Check what you entered, or call your safeguarding lead")
		return people.Person{}, bad.Err()
	}
	return found[0], nil
}

// sharedTeam is a team that looks after the person and in which the actor works.
func sharedTeam(r db.Reader, by access.Actor, personID string) (string, error) {
	of, err := access.TeamsOf(r, personID)
	for _, team := range of {
		if by.InTeam(team) {
			return team, nil
		}
	}
	if err == nil {
		err = db.ErrNotFound
	}
	return "", err
}

// tellWorkers tells a person's own workers that somebody opened the record of
// one of their people.
func tellWorkers(tx *db.Tx, by access.Actor, personID string) error {
	workers, err := access.WorkersOf(tx, personID)
	if err != nil {
		return err
	}
	var leads []access.Lead
	for _, id := range workers {
		if id != by.AccountID {
			leads = append(leads, access.Lead{AccountID: id})
		}
	}
	there, err := Present(tx, leads)
	if err != nil {
		return err
	}
	for _, w := range there {
		if err := w.Tell(tx, aboutConcern(""), "a record was opened in an emergency", "A colleague opened the record of one of your people by emergency access. Log in and look at My day to see who, whose and why."); err != nil {
			return err
		}
	}
	return nil
}

// OpenedLately lists the openings in an emergency of the last 7 days of people
// whom the actor may see, by others, the latest first: for the worker's day.
func OpenedLately(r db.Reader, by access.Actor) ([]Look, error) {
	return db.List(r, scanLook, lookColumns+` WHERE o.kind = 'emergency' AND o.account_id <> $1 AND o.at > $2 AND `+access.PeopleSeenBy("o.person_id", "$1")+` ORDER BY o.at DESC, o.id DESC LIMIT 20`,
		by.AccountID, r.Now().AddDate(0, 0, -7).UnixMilli())
}

package consent

import (
	"context"
	"errors"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
)

// Given is a consent as it is given.
type Given struct {
	ParticipantID string
	FormID        string // the versions that were shown
	SheetID       string
	Mode          Mode
	InformedOn    dates.Date
	Day           dates.Date      // on which it was given; zero for today
	Said          map[string]bool // clause → yes; a clause that is not there was not answered
	TypedName     string
	Witness       string
	Translator    string
	Capacity      Capacity
	ConsulteeName string
	CopyHow       string // how they got their copy; "" for not yet
	TakerID       string // who took it, one of Takers; "" for whoever enters it
	Why           map[Otherwise]string

	taker string // their name
}

// Take keeps a consent that a researcher took. *db.Invalid with the fields
// "documents", "mode", "informed", "day", "taker", "why-<kind>", "clause-<code>",
// "typed_name", "witness", "capacity" or "consultee"; it names all that is missing. The consent that stood before
// is replaced.
func Take(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, g Given) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Meet, "consent.given", func(tx *db.Tx, s studies.Seat) (string, error) {
		g := g
		p, err := participants.Get(tx, s, studies.Meet, g.ParticipantID)
		if err != nil {
			return "", err
		}
		if g.Mode == Online {
			g.Mode = "" // online they decide by their own link
		}
		if err := endLinks(tx, p.ID); err != nil {
			return "", err
		}
		return g.keep(tx, s, p)
	})
}

// keep stores the consent, and how far its participant has come. Paper that is entered
// after a later consent is kept beside it and takes no place.
func (g Given) keep(tx *db.Tx, s studies.Seat, p participants.Participant) (id string, err error) {
	shown, err := ToShowVersions(tx, p, g.SheetID, g.FormID)
	if err != nil {
		return "", err
	}
	g.taker = s.By.Name
	exceptions, err := g.check(tx, s, p, shown)
	if err != nil {
		return "", err
	}
	given := tx.Now()
	if g.Day != dates.Of(given) {
		given = g.Day.At(12, 0)
	}
	replaced, err := g.replace(tx, p, given)
	if err != nil {
		return "", err
	}
	id = tx.NewID()
	var copyAt time.Time
	if g.CopyHow != "" {
		copyAt = tx.Now()
	}
	if _, err := tx.Exec(`INSERT INTO study_consents (id, study_id, participant_id, form_id, form_sha256, sheet_id, sheet_sha256, mode, informed_on, given_at, typed_name, witness, translator, capacity, consultee, taken_by, copy_at, copy_how, replaced_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`, id, p.StudyID, p.ID, shown.Form.ID, shown.Form.SHA256, shown.Sheet.ID, shown.Sheet.SHA256,
		g.Mode, g.InformedOn, db.Ms(given), g.TypedName, g.Witness, g.Translator, g.Capacity, g.ConsulteeName, g.taker, db.Ms(copyAt), g.CopyHow, db.Ms(replaced)); err != nil {
		return "", err
	}
	for _, c := range shown.Read.Clauses {
		if _, err := tx.Exec(`INSERT INTO study_consent_answers (consent_id, clause, covers, yes) VALUES ($1, $2, $3, $4)`, id, c.Code, c.Covers, g.Said[c.Code]); err != nil {
			return "", err
		}
	}
	if err := keepExceptions(tx, id, exceptions); err != nil {
		return "", err
	}
	return id, participants.Reach(tx, s, p, participants.Consented, dates.Of(given))
}

// replace ends the consent that stands. If that is the later one, it stays, and the
// new one is replaced from the start.
func (g Given) replace(tx *db.Tx, p participants.Participant, given time.Time) (replaced time.Time, err error) {
	standing, err := Standing(tx, p.ID)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return replaced, nil
	case err != nil:
		return replaced, err
	case standing.GivenAt.After(given) && g.Day.Before(dates.Of(standing.GivenAt)):
		return tx.Now(), nil
	}
	_, err = tx.Exec(`UPDATE study_consents SET replaced_at = $2 WHERE id = $1`, standing.ID, db.Ms(tx.Now()))
	return replaced, err
}

// check tidies what was typed and says all that is wrong with it, in the order of the
// form, and what was otherwise than approved.
func (g *Given) check(tx *db.Tx, s studies.Seat, p participants.Participant, shown Documents) (exceptions []Exception, err error) {
	var bad db.Invalid
	if g.Day.IsZero() {
		g.Day = dates.Of(tx.Now())
	}
	if p.Lost != "" {
		bad.Add("documents", "They went no further: "+p.Lost.Words()+". Note first that they go on after all")
	}
	shown.current(g.Day, &bad)
	g.informed(shown, &bad)
	shown.Read.checkSaid(g.Said, &bad)
	if g.Mode.Words() == "" {
		bad.Add("mode", "Choose how they gave consent")
	}
	words, err := g.dayFault(tx, s, p, shown)
	if err != nil {
		return nil, err
	}
	if words != "" {
		bad.Add("day", words)
	} else if exceptions, err = g.otherwise(tx, s, p, shown, &bad); err != nil {
		return nil, err
	}
	g.tidy(&bad)
	return exceptions, bad.Err()
}

func (g *Given) tidy(bad *db.Invalid) {
	bad.Trim("typed_name", &g.TypedName, 100, "Enter the name as they wrote or said it")
	bad.Trim("consultee", &g.ConsulteeName, 200, "")
	switch g.Capacity {
	case Own:
		g.ConsulteeName = ""
	case Consultee:
		if g.ConsulteeName == "" {
			bad.Add("consultee", "Enter who advised, and how they know the person")
		}
	default:
		bad.Add("capacity", "Choose who decided")
	}
	if g.Mode == Recorded && strings.TrimSpace(g.Witness) == "" {
		bad.Add("witness", "Spoken consent needs a witness, or the name of the recording")
	}
	bad.Trim("witness", &g.Witness, 100, "")
	bad.Trim("translator", &g.Translator, 100, "")
	bad.Trim("copy_how", &g.CopyHow, 100, "")
}

// checkSaid says which clauses were not answered, by their words, and which cannot be
// refused.
func (f Form) checkSaid(said map[string]bool, bad *db.Invalid) {
	for _, c := range f.Clauses {
		yes, answered := said[c.Code]
		switch {
		case !answered:
			bad.Add("clause-"+c.Code, "Say yes or no to "+c.Quoted())
		case c.Needed && !yes:
			bad.Add("clause-"+c.Code, "Without "+c.Quoted()+" they cannot take part. If they say no, note on the log that they do not want to")
		}
	}
}

// SendCopy notes that a participant got a copy of their consent, and how.
func SendCopy(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID, consentID, how string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "consent.copied", func(tx *db.Tx, s studies.Seat) (string, error) {
		how := how
		if _, err := participants.Get(tx, s, studies.Meet, participantID); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("copy_how", &how, 100, "Say how they got it")
		if err := bad.Err(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_consents SET copy_at = $3, copy_how = $4 WHERE id = $1 AND participant_id = $2`, consentID, participantID, db.Ms(tx.Now()), how)
		if err == nil && n != 1 {
			err = db.ErrNotFound
		}
		return consentID, err
	})
	return err
}

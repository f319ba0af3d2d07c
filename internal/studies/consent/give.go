package consent

import (
	"context"
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
}

// Take keeps a consent that a researcher took. *db.Invalid with the fields
// "documents", "mode", "informed", "day", "clause-<code>", "typed_name", "witness",
// "capacity" or "consultee"; it names what is missing. The consent that stood before
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

// keep stores the consent, and how far its participant has come.
func (g Given) keep(tx *db.Tx, s studies.Seat, p participants.Participant) (id string, err error) {
	shown, err := ToShowVersions(tx, p, g.SheetID, g.FormID)
	if err != nil {
		return "", err
	}
	if err := g.check(tx, p, shown.Read); err != nil {
		return "", err
	}
	if _, err := tx.Exec(`UPDATE study_consents SET replaced_at = $2 WHERE participant_id = $1 AND replaced_at IS NULL`, p.ID, db.Ms(tx.Now())); err != nil {
		return "", err
	}
	id = tx.NewID()
	given, taker := tx.Now(), s.By.Name
	if g.Day != dates.Of(given) {
		given = g.Day.At(12, 0)
	}
	var copyAt time.Time
	if g.CopyHow != "" {
		copyAt = tx.Now()
	}
	if _, err := tx.Exec(`INSERT INTO study_consents (id, study_id, participant_id, form_id, form_sha256, sheet_id, sheet_sha256, mode, informed_on, given_at, typed_name, witness, translator, capacity, consultee, taken_by, copy_at, copy_how)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`, id, p.StudyID, p.ID, shown.Form.ID, shown.Form.SHA256, shown.Sheet.ID, shown.Sheet.SHA256,
		g.Mode, g.InformedOn, db.Ms(given), g.TypedName, g.Witness, g.Translator, g.Capacity, g.ConsulteeName, taker, db.Ms(copyAt), g.CopyHow); err != nil {
		return "", err
	}
	for _, c := range shown.Read.Clauses {
		if _, err := tx.Exec(`INSERT INTO study_consent_answers (consent_id, clause, covers, yes) VALUES ($1, $2, $3, $4)`, id, c.Code, c.Covers, g.Said[c.Code]); err != nil {
			return "", err
		}
	}
	return id, participants.Reach(tx, s, p, participants.Consented, dates.Of(given))
}

// ToShowVersions are the documents of given versions if they are in force for a
// participant: what somebody was shown while it was in force can be answered for
// Grace days after.
func ToShowVersions(r db.Reader, p participants.Participant, sheetID, formID string) (Documents, error) {
	shown, err := Shown(r, Consent{StudyID: p.StudyID, SheetID: sheetID, FormID: formID})
	if err != nil {
		return shown, err
	}
	today := dates.Of(r.Now())
	for _, v := range []struct {
		approved, superseded dates.Date
		site                 string
	}{{shown.Sheet.ApprovedOn, shown.Sheet.SupersededOn, shown.Sheet.SiteID}, {shown.Form.ApprovedOn, shown.Form.SupersededOn, shown.Form.SiteID}} {
		if v.approved.IsZero() || v.site != "" && v.site != p.SiteID {
			return shown, db.ErrNotFound
		}
		if !v.superseded.IsZero() && v.superseded.AddDays(Grace).Before(today) {
			return shown, db.Fault("documents", "A later version has taken the place of this document. Show them that one")
		}
	}
	return shown, nil
}

// Grace is for how many days after a later version somebody may still answer the one
// that they were shown.
const Grace = 28

func (g *Given) check(tx *db.Tx, p participants.Participant, f Form) error {
	var bad db.Invalid
	today := dates.Of(tx.Now())
	if g.Day.IsZero() {
		g.Day = today
	}
	if g.Mode.Words() == "" {
		bad.Add("mode", "Choose how they gave consent")
	}
	switch {
	case g.InformedOn.IsZero():
		bad.Add("informed", "Enter when they got the information sheet")
	case g.InformedOn.After(g.Day):
		bad.Add("informed", "They got the information before they decided")
	}
	if g.Day.After(today) {
		bad.Add("day", "The day must be today or earlier")
	}
	bad.Trim("typed_name", &g.TypedName, 100, "Enter the name as they wrote or said it")
	bad.Trim("witness", &g.Witness, 100, "")
	bad.Trim("translator", &g.Translator, 100, "")
	bad.Trim("consultee", &g.ConsulteeName, 200, "")
	bad.Trim("copy_how", &g.CopyHow, 100, "")
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
	if g.Mode == Recorded && g.Witness == "" {
		bad.Add("witness", "Spoken consent needs a witness, or the name of the recording")
	}
	for _, c := range f.Clauses {
		yes, answered := g.Said[c.Code]
		switch {
		case !answered:
			bad.Add("clause-"+c.Code, "Choose yes or no")
		case c.Needed && !yes:
			bad.Add("clause-"+c.Code, "Without this they cannot take part. If they say no, note on the log that they do not want to")
		}
	}
	if p.Lost != "" {
		bad.Add("documents", "They went no further: "+p.Lost.Words()+". Note first that they go on after all")
	}
	return bad.Err()
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

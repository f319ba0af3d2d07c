package approvals

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Category is how much an amendment changes.
type Category string

// The categories of the Health Research Authority.
const (
	Substantial    Category = "substantial"
	NonSubstantial Category = "non-substantial"
	Urgent         Category = "urgent"
)

// Categories lists all categories.
var Categories = []Category{Substantial, NonSubstantial, Urgent}

// Words says a category to a reader.
func (c Category) Words() string {
	return map[Category]string{Substantial: "Substantial", NonSubstantial: "Non-substantial", Urgent: "Urgent safety measure"}[c]
}

// Amendment is a change that was put to those who approve.
type Amendment struct {
	ID, StudyID string
	Number      string // "AM02"
	Category    Category
	Words       string // what changes and why
	Reconsent   bool   // whoever takes part is asked for consent again
	SubmittedOn dates.Date
	ApprovedOn  dates.Date
	RefusedOn   dates.Date
	Version     int
	Sites       []InForceAt // where it came into force
}

// InForceAt is when an amendment came into force at a site.
type InForceAt struct {
	SiteID string
	On     dates.Date
	ByName string
}

// At is when the amendment came into force at a site; zero for not yet.
func (a Amendment) At(siteID string) dates.Date {
	for _, s := range a.Sites {
		if s.SiteID == siteID {
			return s.On
		}
	}
	return dates.Date{}
}

// InForceFor is since when the amendment counts for somebody at a site; for
// somebody of no site, since its approval. Zero for not yet.
func (a Amendment) InForceFor(siteID string) dates.Date {
	if siteID == "" {
		return a.ApprovedOn
	}
	return a.At(siteID)
}

// State says where the amendment stands.
func (a Amendment) State() string {
	switch {
	case !a.RefusedOn.IsZero():
		return "Refused"
	case !a.ApprovedOn.IsZero():
		return "Approved"
	case !a.SubmittedOn.IsZero():
		return "Submitted"
	}
	return "Being written"
}

// AmendmentStates lists what State says, in the order in which an amendment goes on.
var AmendmentStates = []string{"Being written", "Submitted", "Approved", "Refused"}

// StateSince is since when the amendment stands where State says; zero while it is
// being written.
func (a Amendment) StateSince() dates.Date {
	switch {
	case !a.RefusedOn.IsZero():
		return a.RefusedOn
	case !a.ApprovedOn.IsZero():
		return a.ApprovedOn
	}
	return a.SubmittedOn
}

const amendmentColumns = `SELECT a.id, a.study_id, a.number, a.category, a.words, a.reconsent, a.submitted_on, a.approved_on, a.refused_on, a.version FROM study_amendments a`

func scanAmendment(s db.Scanner) (a Amendment, err error) {
	err = s.Scan(&a.ID, &a.StudyID, &a.Number, &a.Category, &a.Words, &a.Reconsent, &a.SubmittedOn, &a.ApprovedOn, &a.RefusedOn, &a.Version)
	return
}

func theAmendment(r db.Reader, studyID, id string) (Amendment, error) {
	a, err := db.One(r, scanAmendment, amendmentColumns+` WHERE a.study_id = $1 AND a.id = $2`, studyID, id)
	if err != nil {
		return a, err
	}
	a.Sites, err = inForceAt(r, a.ID)
	return a, err
}

// TheAmendment is one amendment of the seat's study; else db.ErrNotFound.
func TheAmendment(r db.Reader, s studies.Seat, id string) (Amendment, error) {
	return theAmendment(r, s.Study.ID, id)
}

func inForceAt(r db.Reader, id string) ([]InForceAt, error) {
	return db.List(r, func(s db.Scanner) (x InForceAt, err error) {
		err = s.Scan(&x.SiteID, &x.On, &x.ByName)
		return
	}, `SELECT site_id, implemented_on, by_name FROM study_amendment_sites WHERE amendment_id = $1 ORDER BY implemented_on, site_id`, id)
}

// Amendments lists the amendments of a study, the latest first.
func Amendments(r db.Reader, s studies.Seat) ([]Amendment, error) {
	all, err := db.List(r, scanAmendment, amendmentColumns+` WHERE a.study_id = $1 ORDER BY a.number DESC, a.id`, s.Study.ID)
	for i := range all {
		if err == nil {
			all[i].Sites, err = inForceAt(r, all[i].ID)
		}
	}
	return all, err
}

// tidy trims what was typed and adds what is wrong with it.
func (a *Amendment) tidy(today dates.Date, bad *db.Invalid) {
	bad.Trim("number", &a.Number, 20, "Enter the number, like AM02")
	bad.Trim("words", &a.Words, 2000, "Say what changes and why")
	if a.Category.Words() == "" {
		bad.Add("category", "Choose a category")
	}
	for _, f := range []struct {
		field string
		day   dates.Date
	}{{"submitted", a.SubmittedOn}, {"approved", a.ApprovedOn}, {"refused", a.RefusedOn}} {
		if f.day.After(today) {
			bad.Add(f.field, "The day must be today or earlier")
		}
	}
	switch {
	case !a.ApprovedOn.IsZero() && !a.RefusedOn.IsZero():
		bad.Add("refused", "It was approved or refused, not both")
	case a.SubmittedOn.IsZero() && a.Category != Urgent && !a.ApprovedOn.IsZero():
		bad.Add("submitted", "Enter when it was submitted")
	case !a.ApprovedOn.IsZero() && a.ApprovedOn.Before(a.SubmittedOn):
		bad.Add("approved", "It was submitted on "+a.SubmittedOn.Long()+". It was approved on that day or later")
	case !a.RefusedOn.IsZero() && a.RefusedOn.Before(a.SubmittedOn):
		bad.Add("refused", "It was submitted on "+a.SubmittedOn.Long()+". It was refused on that day or later")
	}
}

// single adds a fault where another amendment of the study has the number.
func (a Amendment) single(r db.Reader, bad *db.Invalid) error {
	same, err := db.List(r, scanAmendment, amendmentColumns+` WHERE a.study_id = $1 AND a.number = $2 AND a.id <> $3`, a.StudyID, a.Number, a.ID)
	if len(same) > 0 {
		bad.Add("number", "There is an amendment "+a.Number+" already")
	}
	return err
}

// Amend notes an amendment.
func Amend(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Amendment) (id string, err error) {
	return studies.Act(ctx, d, by, key, a.StudyID, studies.Lead, "amendment.added", func(tx *db.Tx, _ studies.Seat) (string, error) {
		a := a
		var bad db.Invalid
		a.tidy(dates.Of(tx.Now()), &bad)
		if err := a.single(tx, &bad); err != nil {
			return "", err
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_amendments (id, study_id, number, category, words, reconsent, submitted_on, approved_on, refused_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			id, a.StudyID, a.Number, a.Category, a.Words, a.Reconsent, a.SubmittedOn, a.ApprovedOn, a.RefusedOn)
		return id, err
	})
}

// ChangeAmendment saves where an amendment stands. What is in force at a site stays
// so: approval cannot be taken away from it any more, or come after it.
func ChangeAmendment(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Amendment) error {
	_, err := studies.Act(ctx, d, by, key, a.StudyID, studies.Lead, "amendment.changed", func(tx *db.Tx, _ studies.Seat) (string, error) {
		a := a
		before, err := theAmendment(tx, a.StudyID, a.ID)
		if err != nil {
			return "", err
		}
		var bad db.Invalid
		a.tidy(dates.Of(tx.Now()), &bad)
		if err := a.single(tx, &bad); err != nil {
			return "", err
		}
		before.keepsForce(a, &bad)
		if err := bad.Err(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_amendments SET number = $4, category = $5, words = $6, reconsent = $7, submitted_on = $8, approved_on = $9, refused_on = $10, version = version + 1
			WHERE id = $1 AND study_id = $2 AND version = $3`, a.ID, a.StudyID, a.Version, a.Number, a.Category, a.Words, a.Reconsent, a.SubmittedOn, a.ApprovedOn, a.RefusedOn)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return a.ID, err
	})
	return err
}

// keepsForce adds a fault where an amendment that is in force at a site would lose its
// approval, or have it later. An urgent safety measure is in force before.
func (a Amendment) keepsForce(now Amendment, bad *db.Invalid) {
	switch {
	case len(a.Sites) == 0:
	case !now.RefusedOn.IsZero(), now.ApprovedOn.IsZero() && now.Category != Urgent:
		bad.Add("approved", "It is in force at a site since "+a.Sites[0].On.Long()+", so it was approved")
	case now.ApprovedOn.After(a.Sites[0].On) && now.Category != Urgent:
		bad.Add("approved", "It is in force at a site since "+a.Sites[0].On.Long()+". It was approved on that day or earlier")
	}
}

// Implement notes the day on which an approved amendment came into force at a site:
// its documents are used there from then on.
func Implement(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, amendmentID, siteID string, on dates.Date) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Conduct, "amendment.implemented", func(tx *db.Tx, s studies.Seat) (string, error) {
		a, err := theAmendment(tx, studyID, amendmentID)
		if err != nil {
			return "", err
		}
		if err := s.AtSite(studies.Conduct, siteID); err != nil {
			return "", err
		}
		if _, _, err := studies.EnterSite(tx, by, studyID, siteID, studies.Conduct); err != nil {
			return "", err
		}
		var bad db.Invalid
		switch {
		case on.IsZero() || on.After(dates.Of(tx.Now())):
			bad.Add("implemented", "Enter the day, today or earlier")
		case a.ApprovedOn.IsZero() && a.Category != Urgent:
			bad.Add("implemented", "The amendment is not approved yet")
		case a.Category != Urgent && on.Before(a.ApprovedOn):
			bad.Add("implemented", "It was approved on "+a.ApprovedOn.Long()+". It is in force on that day or later")
		case !a.At(siteID).IsZero():
			return "", db.ErrConflict
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO study_amendment_sites (amendment_id, site_id, implemented_on, by_name) VALUES ($1, $2, $3, $4)`, amendmentID, siteID, on, by.Name)
		return amendmentID, err
	})
	return err
}

package consent

import (
	"errors"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/participants"
)

// Documents are what somebody is shown before they decide.
type Documents struct {
	Sheet, Form         approvals.Version
	Read                Form           // the consent form, read
	SheetUsed, FormUsed approvals.Span // when they were in force for whom they are shown to
}

func (d *Documents) findUsed(r db.Reader, siteID string) (err error) {
	if d.SheetUsed, err = approvals.UsedAt(r, d.Sheet, siteID); err != nil {
		return err
	}
	d.FormUsed, err = approvals.UsedAt(r, d.Form, siteID)
	return err
}

// ToShow are the documents in force for somebody at a site, in a language.
// *db.Invalid with the field "documents" if one is missing.
func ToShow(r db.Reader, p participants.Participant, language string) (d Documents, err error) {
	for _, x := range []struct {
		kind approvals.Kind
		into *approvals.Version
	}{{approvals.InformationSheet, &d.Sheet}, {approvals.ConsentForm, &d.Form}} {
		*x.into, err = approvals.InForce(r, p.StudyID, x.kind, p.SiteID, language, p.Kind)
		if errors.Is(err, db.ErrNotFound) {
			return d, db.Fault("documents", "No approved "+x.kind.Words()+" is in force for them. Add it to the study’s documents first")
		}
		if err != nil {
			return d, err
		}
	}
	if d.Read, err = readVersion(r, d.Form); err != nil {
		return d, err
	}
	return d, d.findUsed(r, p.SiteID)
}

// readVersion is db.ErrNotFound for a version that is no form clause by clause.
func readVersion(r db.Reader, v approvals.Version) (Form, error) {
	if v.MediaType != approvals.Clauses {
		return Form{}, db.ErrNotFound
	}
	body, err := approvals.Body(r, v.ID)
	if err != nil {
		return Form{}, err
	}
	return ReadForm(body)
}

// Shown are the documents that a consent points at.
func Shown(r db.Reader, c Consent) (d Documents, err error) {
	if d.Sheet, err = approvals.TheVersion(r, c.StudyID, c.SheetID); err != nil {
		return d, err
	}
	if d.Form, err = approvals.TheVersion(r, c.StudyID, c.FormID); err != nil {
		return d, err
	}
	d.Read, err = readVersion(r, d.Form)
	return d, err
}

// ToShowVersions are the documents of given versions, if they were ever to be shown
// to a participant; else db.ErrNotFound. Consent on paper may come in when later ones
// are in force.
func ToShowVersions(r db.Reader, p participants.Participant, sheetID, formID string) (d Documents, err error) {
	if d, err = Shown(r, Consent{StudyID: p.StudyID, SheetID: sheetID, FormID: formID}); err != nil {
		return d, err
	}
	if err := d.findUsed(r, p.SiteID); err != nil {
		return d, err
	}
	for _, x := range []struct {
		approvals.Version
		kind approvals.Kind
		used approvals.Span
	}{{d.Sheet, approvals.InformationSheet, d.SheetUsed}, {d.Form, approvals.ConsentForm, d.FormUsed}} {
		if x.Kind != x.kind || x.used.From.IsZero() || x.SiteID != "" && x.SiteID != p.SiteID || x.Audience != "" && x.Audience != p.Kind {
			return d, db.ErrNotFound
		}
	}
	return d, nil
}

// Grace is for how many days after a later version somebody may still answer the one
// that they were shown.
const Grace = 28

// current says whether the documents could still be answered on a day: what somebody
// was shown while it was in force, for Grace days after.
func (d Documents) current(day dates.Date, bad *db.Invalid) {
	for _, until := range []dates.Date{d.SheetUsed.Until, d.FormUsed.Until} {
		if !until.IsZero() && until.AddDays(Grace).Before(day) {
			bad.Add("documents", "A later version has taken the place of this document since "+until.Long()+". Show them that one")
			return
		}
	}
}

// Earlier lists the versions of a kind of documents that a participant may have been
// shown, in a language, the latest first: paper can come in when others are in force.
func Earlier(r db.Reader, s studies.Seat, p participants.Participant, kind approvals.Kind, language string) (all []approvals.Version, err error) {
	versions, err := approvals.Versions(r, s)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if v.Kind != kind || v.Language != language || v.ApprovedOn.IsZero() || v.SiteID != "" && v.SiteID != p.SiteID || v.Audience != "" && v.Audience != p.Kind {
			continue
		}
		used, err := approvals.UsedAt(r, v, p.SiteID)
		if err != nil {
			return nil, err
		}
		if !used.From.IsZero() {
			all = append(all, v)
		}
	}
	return all, nil
}

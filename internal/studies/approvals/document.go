package approvals

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Kind is what a document is.
type Kind string

// The kinds of documents.
const (
	Protocol         Kind = "protocol"
	InformationSheet Kind = "information-sheet"
	ConsentForm      Kind = "consent-form"
	PresenceNotice   Kind = "presence-notice"
	TopicGuide       Kind = "topic-guide"
	ObservationGuide Kind = "observation-guide"
	Invitation       Kind = "invitation"
	PhotoGuidance    Kind = "photo-guidance"
	DistressProtocol Kind = "distress-protocol"
	GPLetter         Kind = "gp-letter"
	Questionnaire    Kind = "questionnaire"
	OtherDocument    Kind = "other"
)

// Kinds lists all kinds in the order of a study's file.
var Kinds = []Kind{Protocol, InformationSheet, ConsentForm, PresenceNotice, Invitation, GPLetter, TopicGuide, ObservationGuide, PhotoGuidance, DistressProtocol, Questionnaire, OtherDocument}

// Words says a kind to a reader.
func (k Kind) Words() string {
	return map[Kind]string{Protocol: "Protocol", InformationSheet: "Participant information sheet", ConsentForm: "Consent form", PresenceNotice: "Notice for people merely present",
		TopicGuide: "Topic guide", ObservationGuide: "Observation guide", Invitation: "Invitation", PhotoGuidance: "Guidance on photographs",
		DistressProtocol: "Distress and disclosure protocol", GPLetter: "Letter to the GP", Questionnaire: "Questionnaire", OtherDocument: "Another document"}[k]
}

// Document is a document of a study in one language, for all sites or one.
type Document struct {
	ID, StudyID string
	Kind        Kind
	Title       string
	Language    string       // BCP 47
	SiteID      string       // "" for all sites
	Audience    studies.Kind // "" for all participants
}

// Version is a document as it was approved.
type Version struct {
	ID string
	Document
	Number       string // "1.2"
	Dated        dates.Date
	MediaType    string
	SHA256       string // of the body, in hex
	Size         int    // bytes
	AmendmentID  string // that brought it
	ApprovedOn   dates.Date
	SupersededOn dates.Date
	AddedAt      time.Time
	AddedBy      string
}

// Label names a version as people cite it: "Consent form 1.2, 3 May 2026".
func (v Version) Label() string { return v.Title + " " + v.Number + ", " + v.Dated.Long() }

// The media types that a version can have.
const (
	Markdown = "text/markdown"
	PDF      = "application/pdf"
	Clauses  = "application/vnd.linkwork.consent+json" // a consent form clause by clause; see studies/consent
)

// MostBytes is the largest document.
const MostBytes = 10 << 20

const versionColumns = `SELECT v.id, d.id, d.study_id, d.kind, d.title, d.language, d.site_id, d.audience, v.number, v.dated, v.media_type, v.sha256, v.size, v.amendment_id, v.approved_on, v.superseded_on, v.added_at, v.added_by
	FROM study_document_versions v JOIN study_documents d ON d.id = v.document_id`

func scanVersion(s db.Scanner) (v Version, err error) {
	err = s.Scan(&v.ID, &v.Document.ID, &v.StudyID, &v.Kind, &v.Title, &v.Language, db.Text(&v.SiteID), &v.Audience, &v.Number, &v.Dated, &v.MediaType, &v.SHA256, &v.Size,
		db.Text(&v.AmendmentID), &v.ApprovedOn, &v.SupersededOn, db.At(&v.AddedAt), &v.AddedBy)
	return
}

// Versions lists all versions of a study's documents: by kind and title, the latest
// version of each first.
func Versions(r db.Reader, s studies.Seat) ([]Version, error) {
	return db.List(r, scanVersion, versionColumns+` WHERE d.study_id = $1 ORDER BY d.kind, lower(d.title), d.id, v.dated DESC, v.added_at DESC, v.id`, s.Study.ID)
}

// Documents lists a study's documents, with and without versions.
func Documents(r db.Reader, s studies.Seat) ([]Document, error) {
	return db.List(r, scanDocument, documentColumns+` WHERE d.study_id = $1 ORDER BY d.kind, lower(d.title), d.id`, s.Study.ID)
}

const documentColumns = `SELECT d.id, d.study_id, d.kind, d.title, d.language, d.site_id, d.audience FROM study_documents d`

func scanDocument(s db.Scanner) (d Document, err error) {
	err = s.Scan(&d.ID, &d.StudyID, &d.Kind, &d.Title, &d.Language, db.Text(&d.SiteID), &d.Audience)
	return
}

// TheVersion is one version of a study's documents; else db.ErrNotFound.
func TheVersion(r db.Reader, studyID, id string) (Version, error) {
	return db.One(r, scanVersion, versionColumns+` WHERE d.study_id = $1 AND v.id = $2`, studyID, id)
}

// Body is the bytes of a version, as they were approved.
func Body(r db.Reader, versionID string) (body []byte, err error) {
	return db.One(r, func(s db.Scanner) (b []byte, err error) {
		err = s.Scan(&b)
		return
	}, `SELECT body FROM study_document_versions WHERE id = $1`, versionID)
}

// InForce is the version of a kind that is to be used today at a site ("" for no
// site), in a language and for a kind of participants: what was localised for the
// site goes before what is for all, what is for the kind of participants before
// what is for everybody. db.ErrNotFound if there is none.
func InForce(r db.Reader, studyID string, kind Kind, siteID, language string, audience studies.Kind) (Version, error) {
	return db.One(r, scanVersion, versionColumns+` LEFT JOIN study_amendment_sites i ON i.amendment_id = v.amendment_id AND i.site_id = $3
		WHERE d.study_id = $1 AND d.kind = $2 AND (d.site_id IS NULL OR d.site_id = $3) AND d.language = $4 AND (d.audience = '' OR d.audience = $5)
			AND v.approved_on IS NOT NULL AND v.approved_on <= $6
			AND (v.amendment_id IS NULL OR $3 = '' OR i.implemented_on <= $6)
		ORDER BY CASE WHEN d.site_id IS NULL THEN 1 ELSE 0 END, CASE WHEN d.audience = '' THEN 1 ELSE 0 END, v.approved_on DESC, v.added_at DESC, v.id DESC LIMIT 1`,
		studyID, kind, siteID, language, audience, dates.Of(r.Now()))
}

// AddDocument adds a document to a study's file, without a version yet.
func AddDocument(ctx context.Context, d *db.DB, by access.Actor, key once.Key, x Document) (id string, err error) {
	return studies.Act(ctx, d, by, key, x.StudyID, studies.Lead, "document.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		x := x
		var bad db.Invalid
		if x.Kind.Words() == "" {
			bad.Add("kind", "Choose what the document is")
		}
		bad.Trim("title", &x.Title, 200, "Enter the title of the document")
		bad.Trim("language", &x.Language, 20, "Choose a language")
		if x.Audience != "" && x.Audience.Words() == "" {
			bad.Add("audience", "Choose for whom it is")
		}
		if x.SiteID != "" {
			if _, _, err := studies.EnterSite(tx, by, x.StudyID, x.SiteID, studies.Lead); errors.Is(err, db.ErrNotFound) {
				bad.Add("site", "Choose one of the study’s sites")
			} else if err != nil {
				return "", err
			}
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_documents (id, study_id, kind, title, language, site_id, audience) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, x.StudyID, x.Kind, x.Title, x.Language, db.Null(x.SiteID), x.Audience)
		return id, err
	})
}

// NewVersion is a version to be added.
type NewVersion struct {
	StudyID, DocumentID string
	Number              string
	Dated               dates.Date
	MediaType           string
	Body                []byte
	AmendmentID         string     // that brings it, "" for the first approval
	ApprovedOn          dates.Date // zero while it waits; from then on it is used
}

// AddVersion adds a version. Its bytes never change afterwards. *db.Invalid with the
// fields "number", "dated", "body", "amendment" or "approved".
func AddVersion(ctx context.Context, d *db.DB, by access.Actor, key once.Key, n NewVersion) (id string, err error) {
	return studies.Act(ctx, d, by, key, n.StudyID, studies.Lead, "document.version-added", func(tx *db.Tx, s studies.Seat) (string, error) {
		return n.Add(tx, s)
	})
}

// Add is AddVersion within a write of a room above.
func (n NewVersion) Add(tx *db.Tx, s studies.Seat) (id string, err error) {
	if err := n.check(tx); err != nil {
		return "", err
	}
	sum := sha256.Sum256(n.Body)
	id = tx.NewID()
	if !n.ApprovedOn.IsZero() {
		if err := supersede(tx, n.DocumentID, n.ApprovedOn); err != nil {
			return "", err
		}
	}
	_, err = tx.Exec(`INSERT INTO study_document_versions (id, document_id, number, dated, media_type, body, sha256, size, amendment_id, approved_on, added_at, added_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, id, n.DocumentID, n.Number, n.Dated, n.MediaType, n.Body, hex.EncodeToString(sum[:]), len(n.Body),
		db.Null(n.AmendmentID), n.ApprovedOn, db.Ms(tx.Now()), s.By.Name)
	return id, err
}

func (n *NewVersion) check(tx db.Reader) error {
	document, err := db.One(tx, scanDocument, documentColumns+` WHERE d.id = $1 AND d.study_id = $2`, n.DocumentID, n.StudyID)
	if err != nil {
		return err
	}
	var bad db.Invalid
	if document.Kind == ConsentForm && n.MediaType != Clauses {
		bad.Add("body", "Write a consent form clause by clause, so that each can be answered for itself")
	}
	today := dates.Of(tx.Now())
	bad.Trim("number", &n.Number, 20, "Enter the version, like 1.2")
	switch {
	case n.Dated.IsZero():
		bad.Add("dated", "Enter the date that the document bears")
	case n.Dated.After(today):
		bad.Add("dated", "The date must be today or earlier")
	}
	switch {
	case len(n.Body) == 0:
		bad.Add("body", "Choose a file, or write the text")
	case len(n.Body) > MostBytes:
		bad.Add("body", "Choose a file of 10 MB or less")
	case n.MediaType != Markdown && n.MediaType != PDF && n.MediaType != Clauses:
		bad.Add("body", "Choose a PDF, or write the text")
	case n.MediaType == PDF && !bytes.HasPrefix(n.Body, []byte("%PDF-")):
		bad.Add("body", "The file that you chose is not a PDF, whatever its name says. Choose the document again, saved as a PDF")
	}
	same, err := db.List(tx, scanVersion, versionColumns+` WHERE d.id = $1 AND v.number = $2`, n.DocumentID, n.Number)
	if err != nil {
		return err
	}
	if len(same) > 0 {
		bad.Add("number", "There is a version "+n.Number+" already. Versions never change: use the next number")
	}
	if err := approvedOn(tx, n.StudyID, n.AmendmentID, n.Dated, n.ApprovedOn, &bad); errors.Is(err, db.ErrNotFound) {
		bad.Add("amendment", "Choose one of the study’s amendments")
	} else if err != nil {
		return err
	}
	return bad.Err()
}

// approvedOn adds a fault where a version would be approved before it was written, or
// before the amendment that brings it. db.ErrNotFound if there is no such amendment.
func approvedOn(r db.Reader, studyID, amendmentID string, dated, on dates.Date, bad *db.Invalid) (err error) {
	var brings Amendment
	if amendmentID != "" {
		if brings, err = theAmendment(r, studyID, amendmentID); err != nil {
			return err
		}
	}
	switch {
	case on.IsZero():
	case on.After(dates.Of(r.Now())):
		bad.Add("approved", "The day must be today or earlier")
	case on.Before(dated):
		bad.Add("approved", "The document bears the date "+dated.Long()+". It was approved on that day or later")
	case amendmentID == "" || brings.Category == Urgent:
	case brings.ApprovedOn.IsZero():
		bad.Add("approved", "Amendment "+brings.Number+" is not approved yet. Leave this empty until it is")
	case on.Before(brings.ApprovedOn):
		bad.Add("approved", "Amendment "+brings.Number+" was approved on "+brings.ApprovedOn.Long()+". The version was approved on that day or later")
	}
	return nil
}

// Approve lets a version be used from a day on; the one before is superseded.
func Approve(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, versionID string, on dates.Date) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "document.approved", func(tx *db.Tx, s studies.Seat) (string, error) {
		v, err := TheVersion(tx, studyID, versionID)
		if err != nil {
			return "", err
		}
		if !v.ApprovedOn.IsZero() {
			return "", db.ErrConflict
		}
		var bad db.Invalid
		if on.IsZero() {
			bad.Add("approved", "Enter the day of the approval")
		}
		if err := approvedOn(tx, studyID, v.AmendmentID, v.Dated, on, &bad); err != nil {
			return "", err
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		if err := supersede(tx, v.Document.ID, on); err != nil {
			return "", err
		}
		_, err = tx.Exec(`UPDATE study_document_versions SET approved_on = $2 WHERE id = $1`, versionID, on)
		return versionID, err
	})
	return err
}

// supersede ends the versions of a document that another takes the place of.
func supersede(tx *db.Tx, documentID string, on dates.Date) error {
	_, err := tx.Exec(`UPDATE study_document_versions SET superseded_on = $2 WHERE document_id = $1 AND approved_on IS NOT NULL AND superseded_on IS NULL`, documentID, on)
	return err
}

// Kept says when the version was added.
func (v Version) Kept() string { return dates.Of(v.AddedAt).Long() }

// SameBytes is the earliest other version among some that holds exactly the bytes of
// one; ok is false if there is none. Nobody means to approve the same text twice, but a
// new date or an appendix of its own can be the reason.
func (v Version) SameBytes(all []Version) (other Version, ok bool) {
	for _, x := range all {
		if x.ID != v.ID && x.SHA256 == v.SHA256 && (!ok || x.AddedAt.Before(other.AddedAt)) {
			other, ok = x, true
		}
	}
	return other, ok
}

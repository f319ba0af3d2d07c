// Package studytest furnishes studies for tests: a study that has been open for 30
// days with two sites, approved documents and a field researcher who may take consent
// at the first site.
package studytest

import (
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
)

// Study is an open study of the cast's researchers.
type Study struct {
	*castest.Cast
	ID, A, B        string     // the study and its two open sites
	Began           dates.Date // on which it and they opened, and the documents were approved
	SheetID, FormID string     // versions in force
}

var keyless = once.Key{}

// ConsentForm is the form of the study: two clauses that are needed, the rest not.
var ConsentForm = consent.Form{Title: "Consent form", Clauses: []consent.Clause{
	{Code: "part", Words: "I agree to take part", Covers: consent.TakePart, Needed: true},
	{Code: "interview", Words: "I agree to be interviewed", Covers: consent.BeInterviewed, Needed: true},
	{Code: "observe", Words: "I agree that a researcher is with us", Covers: consent.BeObserved},
	{Code: "record", Words: "I agree to be recorded", Covers: consent.BeRecorded},
	{Code: "quote", Words: "I agree that my words are used without my name", Covers: consent.BeQuoted},
	{Code: "photos", Words: "I agree to take photographs", Covers: consent.TakePhotos},
	{Code: "forms", Words: "I agree to answer questionnaires", Covers: consent.AnswerForms},
	{Code: "join", Words: "I agree that information from my care record is used", Covers: consent.JoinRecord},
	{Code: "again", Words: "You may get in touch again", Covers: consent.ContactAgain},
}}

// New furnishes a study.
func New(c *castest.Cast) *Study {
	c.Helper()
	s := &Study{Cast: c, Began: c.Today().AddDays(-30)}
	id, err := studies.Found(c.Context(), c.DB, c.Lead, keyless, studies.Study{Name: "Link workers", Title: "Link workers in primary care"}, "")
	c.OK(err)
	s.ID = id
	s.A, s.B = s.site("Site A"), s.site("Site B")
	c.OK(studies.Move(c.Context(), c.DB, c.Lead, keyless, id, 1, studies.Open, s.Began))
	field, err := studies.Take(c.Context(), c.DB, c.Lead, keyless, studies.Member{StudyID: id, AccountID: c.Field.AccountID, Role: studies.FieldResearcher, SiteID: s.A})
	c.OK(err)
	s.Delegated(field, s.A)
	form, err := ConsentForm.Write()
	c.OK(err)
	s.SheetID = s.Document(approvals.InformationSheet, approvals.Markdown, []byte("# About the study"), "")
	s.FormID = s.Document(approvals.ConsentForm, approvals.Clauses, form, "")
	return s
}

func (s *Study) site(pseudonym string) string {
	s.Helper()
	id, err := approvals.AddSite(s.Context(), s.DB, s.Lead, keyless, studies.Site{StudyID: s.ID, Pseudonym: pseudonym, Name: pseudonym + " network"})
	s.OK(err)
	s.Write(func(tx *db.Tx) error {
		seat, err := studies.Enter(tx, s.Lead, s.ID, studies.Lead)
		if err != nil {
			return err
		}
		all, err := seat.AllSites(tx)
		if err != nil {
			return err
		}
		return studies.SetSite(tx, all[len(all)-1], studies.SiteOpen, s.Began, dates.Date{})
	})
	return id
}

// Delegated lets a member of the team take consent at a site from today.
func (s *Study) Delegated(memberID, siteID string) {
	s.Helper()
	s.OK(approvals.Delegate(s.Context(), s.DB, s.Lead, keyless, s.ID, approvals.Delegation{SiteID: siteID, MemberID: memberID, Tasks: []approvals.Task{approvals.TakeConsent}, Training: "Good clinical practice"}))
	var log []approvals.Delegation
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Lead, s.ID, studies.Conduct)
		s.OK(err)
		log, err = approvals.Delegations(r, seat, siteID)
		return err
	})
	for _, x := range log {
		if x.AuthorisedOn.IsZero() {
			s.OK(approvals.Authorise(s.Context(), s.DB, s.Lead, keyless, s.ID, siteID, x.ID, x.Version))
		}
	}
}

// Document adds a document with one version that was approved when the sites opened.
func (s *Study) Document(kind approvals.Kind, mediaType string, body []byte, siteID string) (versionID string) {
	s.Helper()
	id, err := approvals.AddDocument(s.Context(), s.DB, s.Lead, keyless, approvals.Document{StudyID: s.ID, Kind: kind, Title: kind.Words(), Language: "en", SiteID: siteID})
	s.OK(err)
	return s.add(approvals.NewVersion{DocumentID: id, Number: "1.0", MediaType: mediaType, Body: body, ApprovedOn: s.Began})
}

// Version adds a version to a document that is approved today.
func (s *Study) Version(documentID, number, mediaType string, body []byte) string {
	s.Helper()
	return s.add(approvals.NewVersion{DocumentID: documentID, Number: number, MediaType: mediaType, Body: body, ApprovedOn: s.Today()})
}

func (s *Study) add(n approvals.NewVersion) (id string) {
	s.Helper()
	n.StudyID, n.Dated = s.ID, n.ApprovedOn
	id, err := approvals.AddVersion(s.Context(), s.DB, s.Lead, keyless, n)
	s.OK(err)
	return id
}

// Approached is a new participant at a site.
func (s *Study) Approached(kind studies.Kind, siteID string) participants.Participant {
	s.Helper()
	id, err := participants.Add(s.Context(), s.DB, s.Lead, keyless, participants.Participant{StudyID: s.ID, SiteID: siteID, Kind: kind, Source: participants.FromPractice}, dates.Date{})
	s.OK(err)
	return s.Participant(id)
}

// Participant reads a participant as they stand.
func (s *Study) Participant(id string) (p participants.Participant) {
	s.Helper()
	s.Read(func(r *db.Snapshot) (err error) { p, err = participants.Unscoped(r, id); return })
	return p
}

// Said is what somebody answers to the form: yes to all but those named.
func Said(no ...string) map[string]bool {
	said := make(map[string]bool)
	for _, c := range ConsentForm.Clauses {
		said[c.Code] = true
	}
	for _, code := range no {
		said[code] = false
	}
	return said
}

// Given is a consent as it is usually given.
func (s *Study) Given(participantID string, no ...string) consent.Given {
	return consent.Given{ParticipantID: participantID, FormID: s.FormID, SheetID: s.SheetID, Mode: consent.InPerson, InformedOn: s.Today().AddDays(-3), Said: Said(no...), TypedName: "D. Marsh", Capacity: consent.Own, CopyHow: "on paper"}
}

// Consented is a new participant who consented to all but what is named.
func (s *Study) Consented(kind studies.Kind, siteID string, no ...string) participants.Participant {
	s.Helper()
	p := s.Approached(kind, siteID)
	_, err := consent.Take(s.Context(), s.DB, s.Lead, keyless, s.ID, s.Given(p.ID, no...))
	s.OK(err)
	return s.Participant(p.ID)
}

// Said is a new patient who was interviewed, consented to all but what is named, and whose
// words were chosen from the transcript.
func (s *Study) Said(words string, no ...string) (p participants.Participant, passage string) {
	s.Helper()
	ctx := s.Context()
	p = s.Consented(studies.Patient, s.A, no...)
	session, err := fieldwork.NoteHeld(ctx, s.DB, s.Field, keyless, fieldwork.Session{StudyID: s.ID, SiteID: s.A, Kind: fieldwork.Interview, HeldOn: s.Today(), Place: fieldwork.AtHome, Participants: []string{p.ID}})
	s.OK(err)
	transcript, err := interviews.Keep(ctx, s.DB, s.Field, keyless, s.ID, session, []interviews.Turn{{Who: p.Number, Said: words}})
	s.OK(err)
	_, err = interviews.ReplaceNames(ctx, s.DB, s.Field, keyless, s.ID, session, transcript)
	s.OK(err)
	passage, err = interviews.Choose(ctx, s.DB, s.Lead, keyless, interviews.Passage{StudyID: s.ID, SessionID: session, Theme: "Reliable", Words: words})
	s.OK(err)
	return p, passage
}

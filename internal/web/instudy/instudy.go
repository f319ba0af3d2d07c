// Package instudy is the frame of all pages inside a study: its name, its parts as
// far as the reader's duties reach, and that a reconstruction is one.
package instudy

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Reconstruction is what stands on every page, mail and print of a study whose rows
// are made up.
const Reconstruction = "Reconstruction: the people, answers and reasons in this study are made up, and the numbers that were not published too. Those that were published are kept."

// part is a part of a study's pages and who may open it.
type part struct {
	label, below string
	opens        func(studies.Seat) bool
}

var parts = []part{
	{"Overview", "", has(studies.Follow)},
	{"People", "/participants", participants.ReadsRows},
	{"Sites", "/sites", has(studies.Follow)},
	{"Questionnaires", "/questionnaires", has(studies.Follow)},
	{"Fieldwork", "/fieldwork", has(studies.Meet)},
	{"Transcripts", "/fieldwork/transcripts", func(s studies.Seat) bool { return s.Has(studies.Read) && !s.Has(studies.Meet) }},
	{"To write down", "/fieldwork/transcribe", has(studies.Transcribe)},
	{"Chosen words", "/passages", has(studies.Read)},
	{"Photographs", "/photos", has(studies.Read, studies.Meet)},
	{"Documents", "/documents", has(studies.Follow)},
	{"Amendments", "/amendments", has(studies.Follow)},
	{"Plan", "/plan", has(studies.Follow)},
	{"Team", "/team", has(studies.Follow)},
	{"Difficulties log", "/events", has(studies.Follow)},
	{"Groups", "/groups", has(studies.Follow)},
	{"Knowledge exchange", "/exchange", has(studies.Follow)},
	{"Findings", "/findings", has(studies.Follow)},
	{"Outputs", "/outputs", has(studies.Follow)},
	{"Updates", "/updates", has(studies.Follow)},
	{"Custodian", "/custodian", has(studies.Join)},
}

// has lets those in who carry one of the duties.
func has(duties ...studies.Duty) func(studies.Seat) bool {
	return func(s studies.Seat) bool { return s.Any(duties...) }
}

// BodyLimit is the largest request that is let in where a study takes a file: the
// largest document and what is around it.
const BodyLimit = 11 << 20

// Uploads reports whether a path is one at which a study takes a file.
func Uploads(path string) bool {
	return strings.HasPrefix(path, "/studies/") && strings.HasSuffix(path, "/upload")
}

// RecordingLimit is the largest request that is let in where a study takes a
// recording.
const RecordingLimit = interviews.MostRecording + 1<<20

// Records reports whether a path is one at which a study takes a recording.
func Records(path string) bool {
	return strings.HasPrefix(path, "/studies/") && strings.HasSuffix(path, "/recording/upload")
}

// Show shows a page of the study in the address to somebody who carries one of the
// duties; to others there is none.
func Show(v *visit.Visit, read func(r *db.Snapshot, s studies.Seat) (visit.View, error), duties ...studies.Duty) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), duties...)
		if err != nil {
			return visit.View{}, err
		}
		return read(r, s)
	})
}

// Done leads back to a page of the study and says what was done.
func Done(v *visit.Visit, below, words string) error {
	return v.Done("/studies/"+v.Path("study")+below, words)
}

// Href is an address below the study's own.
func Href(s studies.Study, below string) string { return "/studies/" + s.ID + below }

// Page is the frame of a page of the study. label is the part that it belongs to; a
// page with a back link, such as a form, shows no parts.
func Page(s studies.Seat, title, label string, back *ui.Link) shell.Page {
	p := shell.Page{Title: title + ": " + s.Study.Name, Section: "Studies", Back: back}
	if back != nil {
		return p
	}
	p.Parts = &ui.SubNavigation{Label: s.Study.Name}
	for _, x := range parts {
		if x.opens(s) {
			p.Parts.Items = append(p.Parts.Items, ui.NavItem{Label: x.label, Href: Href(s.Study, x.below), Current: x.label == label})
		}
	}
	return p
}

// Back leads from a page below one of the parts to it.
func Back(s studies.Study, words, below string) *ui.Link {
	return &ui.Link{Text: words, Href: Href(s, below)}
}

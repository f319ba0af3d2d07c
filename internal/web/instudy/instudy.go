// Package instudy is the frame of all pages inside a study: its name, its parts as
// far as the reader's duties reach, and that a reconstruction is one.
package instudy

import (
	"slices"
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

// section is parts that belong together under one name.
type section struct {
	label string
	parts []part
}

var sections = []section{
	{"Overview", []part{{"Overview", "", has(studies.Follow)}}},
	{"Set-up", []part{
		{"Plan", "/plan", has(studies.Follow)},
		{"Team", "/team", has(studies.Follow)},
		{"Sites", "/sites", has(studies.Follow)},
		{"Documents", "/documents", has(studies.Follow)},
		{"Amendments", "/amendments", has(studies.Follow)},
		{"Difficulties log", "/events", has(studies.Follow)},
	}},
	{"Taking part", []part{
		{"People", "/participants", participants.ReadsRows},
		{"Custodian", "/custodian", has(studies.Join)},
	}},
	{"Collecting", []part{
		{"Fieldwork", "/fieldwork", has(studies.Meet)},
		{"Questionnaires", "/questionnaires", has(studies.Follow)},
		{"Photographs", "/photos", has(studies.Read, studies.Meet)},
		{"Transcripts", "/fieldwork/transcripts", has(studies.Read)},
		{"To write down", "/fieldwork/transcribe", has(studies.Transcribe)},
		{"Chosen words", "/passages", has(studies.Read)},
	}},
	{"Involving", []part{
		{"Groups", "/groups", has(studies.Follow)},
		{"Knowledge exchange", "/exchange", has(studies.Follow)},
	}},
	{"Sharing", []part{
		{"Findings", "/findings", has(studies.Follow)},
		{"Outputs", "/outputs", has(studies.Follow)},
		{"Updates", "/updates", has(studies.Follow)},
	}},
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
	p.Parts = menu(s, label)
	return p
}

// mostInARow is how many parts still stand on one or two lines of a phone.
const mostInARow = 7

// menu is the parts that s may open: in one row where they are few, else section by
// section with the pages of the section in which the reader is. A section has one name for
// everybody, however many of its pages they may open.
func menu(s studies.Seat, label string) *ui.SubNavigation {
	all, grouped := &ui.SubNavigation{Label: s.Study.Name}, &ui.SubNavigation{Label: s.Study.Name}
	for _, x := range sections {
		pages := x.pages(s, label)
		if len(pages) == 0 {
			continue
		}
		all.Items = append(all.Items, pages...)
		here := slices.ContainsFunc(pages, func(i ui.NavItem) bool { return i.Current })
		if len(x.parts) == 1 {
			grouped.Items = append(grouped.Items, pages[0])
			continue
		}
		grouped.Items = append(grouped.Items, ui.NavItem{Label: x.label, Href: pages[0].Href, Current: here})
		if here {
			grouped.Pages = pages
		}
	}
	if len(all.Items) <= mostInARow {
		return all
	}
	return grouped
}

// pages are the parts of a section that s may open.
func (x section) pages(s studies.Seat, label string) []ui.NavItem {
	var items []ui.NavItem
	for _, p := range x.parts {
		if p.opens(s) {
			items = append(items, ui.NavItem{Label: p.label, Href: Href(s.Study, p.below), Current: p.label == label})
		}
	}
	return items
}

// Back leads from a page below one of the parts to it.
func Back(s studies.Study, words, below string) *ui.Link {
	return &ui.Link{Text: words, Href: Href(s, below)}
}

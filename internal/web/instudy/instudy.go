// Package instudy is the frame of all pages inside a study: its name, its parts as
// far as the reader's duties reach, and that a reconstruction is one.
package instudy

import (
	"linkwork/internal/studies"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
)

// Reconstruction is what stands on every page, mail and print of a study whose rows
// are made up.
const Reconstruction = "Reconstruction: the people and answers in this study are made up. Only its totals are those that were published."

// part is a part of a study's pages and the duties that open it.
type part struct {
	label, below string
	duties       []studies.Duty
}

var parts = []part{
	{"Overview", "", []studies.Duty{studies.Follow}},
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
		if s.Any(x.duties...) {
			p.Parts.Items = append(p.Parts.Items, ui.NavItem{Label: x.label, Href: Href(s.Study, x.below), Current: x.label == label})
		}
	}
	return p
}

// Back leads from a page below one of the parts to it.
func Back(s studies.Study, words, below string) *ui.Link {
	return &ui.Link{Text: words, Href: Href(s, below)}
}

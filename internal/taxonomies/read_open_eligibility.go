package taxonomies

import (
	"encoding/xml"
	"strings"
)

// openEligibility is what the terms of such a file belong to.
const openEligibility = "Open Eligibility"

// readOpenEligibility reads the elements top_level to fourth_level, each with
// id and title, in one another. What category elements say of an id is its
// description. The root has been read.
func (f *xmlFile) readOpenEligibility() error {
	e := &eligibility{xmlFile: f, said: make(map[string]string)}
	err := e.readAll()
	f.addHead(Taxonomy{ID: openEligibility, Name: openEligibility, Version: e.version}, 1)
	for _, t := range e.terms {
		t.Description = e.said[t.ID]
		if err := f.add(t); err != nil {
			return err
		}
	}
	return err
}

type eligibility struct {
	*xmlFile
	terms   []draftTerm
	said    map[string]string // descriptions by id
	version string
}

func (e *eligibility) readAll() error {
	var above []string // ids of open elements; empty for those that are no term
	for {
		token, err := e.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "category", t.Name.Local == "version":
				if err := e.say(t); err != nil {
					return err
				}
				continue // its end has been read
			case strings.HasSuffix(t.Name.Local, "_level"):
				e.level(t, above)
			}
			above = append(above, attribute(t, "", "id"))
		case xml.EndElement:
			above = above[:max(len(above)-1, 0)]
		}
	}
}

func (e *eligibility) level(t xml.StartElement, above []string) {
	id, parent := attribute(t, "", "id"), ""
	for _, open := range above {
		if open != "" {
			parent = open
		}
	}
	if len(e.terms) <= MaxTerms { // one too many is refused later
		e.terms = append(e.terms, draftTerm{line: e.line(), taxonomy: openEligibility, parent: parent, field: "id",
			Term: Term{ID: id, Name: attribute(t, "", "title")}})
	}
}

// say keeps the text of a category or of the version.
func (e *eligibility) say(t xml.StartElement) error {
	text, err := e.text()
	if err != nil {
		return err
	}
	if t.Name.Local == "version" {
		e.version = firstOf(e.version, tidyText(text))
	} else if id := attribute(t, "", "id"); e.said[id] == "" {
		e.said[id] = text
	}
	return nil
}

// text returns what stands in the element that was opened, and reads its end.
func (f *xmlFile) text() (string, error) {
	var text strings.Builder
	for inside := 1; inside > 0; {
		token, err := f.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			inside++
		case xml.EndElement:
			inside--
		case xml.CharData:
			text.Write(t)
		}
	}
	return text.String(), nil
}

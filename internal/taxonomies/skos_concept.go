package taxonomies

import (
	"encoding/xml"
	"slices"
)

// say takes one property of a node.
func (c *concept) say(start xml.StartElement, target, text string) {
	language := attribute(start, xmlSpace, "lang")
	if start.Name.Space == skosSpace {
		c.sayConcept(start.Name.Local, target, text, language)
		return
	}
	switch start.Name.Local {
	case "type":
		c.kind(target)
	case "title":
		c.names.hear(text, language)
	case "description":
		c.note.hear(text, language)
	case "versionInfo", "hasVersion":
		c.version = firstOf(c.version, text)
	case "label":
		if c.names.text == "" {
			c.names = label{text, 1}
		}
	}
}

func (c *concept) sayConcept(property, target, text, language string) {
	switch property {
	case "prefLabel":
		c.prefer(text, language)
	case "altLabel", "hiddenLabel":
		c.others = append(c.others, text)
	case "definition":
		c.about.hear(text, language)
	case "scopeNote":
		c.note.hear(text, language)
	case "notation":
		c.code = firstOf(c.code, text)
	case "broader":
		c.twoParents = c.twoParents || c.parent != "" && target != c.parent
		c.parent = firstOf(c.parent, target)
	case "narrower":
		c.narrower = append(c.narrower, target)
	case "inScheme", "topConceptOf":
		c.scheme = firstOf(c.scheme, target)
	}
}

// prefer takes a preferred label; one in a language that suits less is another
// name.
func (c *concept) prefer(text, language string) {
	before := c.names.text
	if c.names.hear(text, language) {
		text = before
	}
	if text != "" {
		c.others = append(c.others, text)
	}
}

// hand gives schemes and concepts to the draft.
func (s *skos) hand() error {
	s.turnNarrower()
	for _, c := range s.concepts {
		switch {
		case c.isScheme:
			s.addHead(Taxonomy{ID: c.uri, Name: c.names.text, Description: firstOf(c.about.text, c.note.text), URI: c.uri, Version: c.version}, c.line)
		case c.isConcept:
			if err := s.add(c.term(s.xmlFile)); err != nil {
				return err
			}
		}
	}
	return nil
}

// turnNarrower makes each "this is narrower" a "that is broader", where the
// narrower one does not say for itself.
func (s *skos) turnNarrower() {
	for _, c := range s.concepts {
		for _, uri := range c.narrower {
			if child := s.byURI[uri]; child != nil && child.parent == "" {
				child.parent = c.uri
			}
		}
	}
}

func (c *concept) term(f *xmlFile) draftTerm {
	if c.twoParents {
		f.note(c.line, c.uri, "broader", "has more than one broader term; the first is kept")
	}
	others := slices.DeleteFunc(c.others, func(name string) bool { return name == c.names.text })
	return draftTerm{line: c.line, taxonomy: c.scheme, parent: c.parent, field: "broader", Term: Term{
		ID: c.uri, URI: c.uri, Name: c.names.text, Description: firstOf(c.about.text, c.note.text), Code: c.code, AlternateNames: others,
	}}
}

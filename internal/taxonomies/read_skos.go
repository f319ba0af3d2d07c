package taxonomies

import (
	"encoding/xml"
	"strings"
)

// skos reads concepts and schemes of RDF/XML.
type skos struct {
	*xmlFile
	base     string
	concepts []*concept // in the order met
	byURI    map[string]*concept
}

// concept is a node of the graph as far as it matters here.
type concept struct {
	uri, scheme, parent string
	line                int
	isScheme, isConcept bool
	names               label
	about               label // definition, or else scope note
	note                label
	code, version       string
	others              []string
	narrower            []string
	twoParents          bool
}

// label is a text in the language that suits best.
type label struct {
	text string
	rank int
}

// languages are those of labels, the best first. Others count less than none.
var languages = map[string]int{"en-gb": 4, "en": 3, "": 2}

// hear takes a text if its language suits better than what is known.
func (l *label) hear(text, language string) (taken bool) {
	rank, ok := languages[strings.ToLower(language)]
	switch {
	case !ok && strings.HasPrefix(strings.ToLower(language), "en-"):
		rank = 2
	case !ok:
		rank = 1
	}
	if rank > l.rank && strings.TrimSpace(text) != "" {
		*l = label{text, rank}
		return true
	}
	return false
}

// readSKOS reads the nodes in the root, which has been read.
func (f *xmlFile) readSKOS(root xml.StartElement) error {
	s := &skos{xmlFile: f, base: strings.TrimSuffix(attribute(root, xmlSpace, "base"), "#"), byURI: make(map[string]*concept)}
	err := s.nodes()
	if err == ErrTooDeep || err == ErrEntities || err == ErrTooLarge {
		return err
	}
	if err2 := s.hand(); err2 != nil {
		return err2
	}
	return err
}

// nodes reads node elements up to the end of the one they stand in.
func (s *skos) nodes() error {
	for {
		token, err := s.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if _, err := s.node(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// node reads one node and returns its address.
func (s *skos) node(start xml.StartElement) (string, error) {
	uri := s.resolve(attribute(start, rdfSpace, "about"))
	if id := attribute(start, rdfSpace, "ID"); id != "" {
		uri = s.resolve("#" + id)
	}
	c := s.of(uri)
	c.kind(start.Name.Space + start.Name.Local)
	for {
		token, err := s.next()
		if err != nil {
			return uri, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := s.property(c, t); err != nil {
				return uri, err
			}
		case xml.EndElement:
			if c.isConcept && uri == "" {
				s.note(s.line(), "", "rdf:about", "the concept has no address; left out")
			}
			return uri, nil
		}
	}
}

// of returns what is known of an address. A node without one is nobody's.
func (s *skos) of(uri string) *concept {
	if c := s.byURI[uri]; c != nil && uri != "" {
		return c
	}
	c := &concept{uri: uri, line: s.line()}
	if uri != "" && len(s.concepts) <= MaxTerms+mostHeads { // more are refused later
		s.byURI[uri] = c
		s.concepts = append(s.concepts, c)
	}
	return c
}

func (s *skos) resolve(uri string) string {
	uri = strings.TrimSpace(uri)
	if strings.HasPrefix(uri, "#") {
		return s.base + uri
	}
	return uri
}

func (c *concept) kind(kind string) {
	c.isConcept = c.isConcept || kind == skosSpace+"Concept"
	c.isScheme = c.isScheme || kind == skosSpace+"ConceptScheme"
}

// property reads what a node says: an address, a text, or a node in it.
func (s *skos) property(c *concept, start xml.StartElement) error {
	target := s.resolve(attribute(start, rdfSpace, "resource"))
	var text strings.Builder
	for {
		token, err := s.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			uri, err := s.node(t)
			if err != nil {
				return err
			}
			target = firstOf(target, uri)
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			c.say(start, target, text.String())
			return nil
		}
	}
}

package taxonomies

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

const (
	rdfSpace  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	skosSpace = "http://www.w3.org/2004/02/skos/core#"
	xmlSpace  = "http://www.w3.org/XML/1998/namespace"
)

// xmlFile reads the elements of a file, and no deeper than maxDepth.
type xmlFile struct {
	*draft
	decoder *xml.Decoder
	depth   int
}

var (
	declaration = regexp.MustCompile(`^<\?xml\b[^>]*\?>`)
	encodingOf  = regexp.MustCompile(`encoding\s*=\s*["']([^"']+)["']`)
)

// openXML takes off the declaration, whose version some publishers make up, and
// brings the text to UTF-8.
func (d *draft) openXML(body []byte) (*xmlFile, error) {
	said := declaration.Find(body[:min(len(body), 300)])
	body = body[len(said):]
	if m := encodingOf.FindSubmatch(said); m != nil && !strings.EqualFold(string(m[1]), "utf-8") {
		encoding, err := htmlindex.Get(string(m[1]))
		if err != nil {
			return nil, fmt.Errorf("taxonomies: the file is in an encoding that is not known (%.30q); save it as UTF-8", m[1])
		}
		if body, err = encoding.NewDecoder().Bytes(body); err != nil {
			return nil, fmt.Errorf("taxonomies: the file is not in the encoding that it says: %w", err)
		}
	}
	return &xmlFile{draft: d, decoder: xml.NewDecoder(bytes.NewReader(body))}, nil
}

// next returns the next start, end or text; comments and instructions are
// passed over, entities refused.
func (f *xmlFile) next() (xml.Token, error) {
	for {
		token, err := f.decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if f.depth++; f.depth > maxDepth {
				return nil, ErrTooDeep
			}
			return t, nil
		case xml.EndElement:
			f.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return nil, ErrEntities
			}
		}
	}
}

// root returns the first element.
func (f *xmlFile) root() (xml.StartElement, error) {
	for {
		token, err := f.next()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := token.(xml.StartElement); ok {
			return start, nil
		}
	}
}

func (f *xmlFile) line() int {
	line, _ := f.decoder.InputPos()
	return line
}

func attribute(start xml.StartElement, space, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name && (a.Name.Space == space) {
			return a.Value
		}
	}
	return ""
}

func (d *draft) readXML(body []byte) error {
	f, err := d.openXML(body)
	if err != nil {
		return err
	}
	root, err := f.root()
	if err == nil {
		switch {
		case root.Name.Local == "taxonomy":
			err = f.readOpenEligibility()
		case root.Name.Space == rdfSpace && root.Name.Local == "RDF":
			err = f.readSKOS(root)
		default:
			return fmt.Errorf("taxonomies: the XML begins with <%.40s>; it can be SKOS in RDF/XML (<rdf:RDF>) or Open Eligibility (<taxonomy>)", root.Name.Local)
		}
	}
	return f.brokenOff(err)
}

// brokenOff turns a fault of the file's form into a problem, so that what came
// before is kept.
func (f *xmlFile) brokenOff(err error) error {
	switch err {
	case nil, io.EOF:
		return nil
	case ErrTooDeep, ErrEntities, ErrTooLarge:
		return err
	}
	f.noteBroken(f.line(), err)
	return nil
}

package r4

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// kind is a kind of JSON value.
type kind int

const (
	null kind = iota
	boolean
	number
	text
	list
	object
)

// node is a JSON value with the order of its members.
type node struct {
	kind     kind
	text     string // of a text, a number, true or false
	elements []node
	members  []member
}

type member struct {
	name  string
	value node
}

// member returns the value of a member, or a null.
func (n node) member(name string) node {
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return node{}
}

// raw writes the value as JSON.
func (n node) raw() json.RawMessage {
	var out bytes.Buffer
	n.write(&out)
	return out.Bytes()
}

func (n node) write(out *bytes.Buffer) {
	switch n.kind {
	case null:
		out.WriteString("null")
	case boolean, number:
		out.WriteString(n.text)
	case text:
		writeText(out, n.text)
	case list:
		out.WriteByte('[')
		for i, e := range n.elements {
			if i > 0 {
				out.WriteByte(',')
			}
			e.write(out)
		}
		out.WriteByte(']')
	case object:
		out.WriteByte('{')
		for i, m := range n.members {
			if i > 0 {
				out.WriteByte(',')
			}
			writeText(out, m.name)
			out.WriteByte(':')
			m.value.write(out)
		}
		out.WriteByte('}')
	}
}

func writeText(out *bytes.Buffer, s string) {
	if plain(s) {
		out.WriteByte('"')
		out.WriteString(s)
		out.WriteByte('"')
		return
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s)       // a text cannot fail
	out.Truncate(out.Len() - 1) // the line end that Encode adds
}

// plain reports whether a text stands in JSON as it is: most do.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// Guards against bodies made to hurt.
const (
	maxDepth  = 64
	maxIssues = 50
)

// parser builds nodes and refuses what is too deep or has a name twice.
type parser struct {
	decoder *json.Decoder
	path    []step // down to here
	issues  Issues
}

// parse reads one JSON value and nothing after it.
func parse(body []byte) (node, Issues) {
	if !utf8.Valid(body) {
		return node{}, Issues{{Code: "structure", Text: "The body is not UTF-8"}}
	}
	p := parser{decoder: json.NewDecoder(bytes.NewReader(body))}
	p.decoder.UseNumber()
	n, err := p.value()
	if err == nil {
		if _, after := p.decoder.Token(); !errors.Is(after, io.EOF) {
			err = errors.New("something follows the end of the resource")
		}
	}
	if err != nil && len(p.issues) == 0 {
		p.note("structure", fmt.Sprintf("The body is not JSON: %v (at byte %d)", err, p.decoder.InputOffset()))
	}
	return n, p.issues
}

func (p *parser) note(code Code, text string) {
	if len(p.issues) < maxIssues {
		p.issues = append(p.issues, Issue{Code: code, Expression: expression(p.path), Text: text})
	}
}

// step is one step down a path: a name, or an index when the name is empty.
type step struct {
	name  string
	index int
}

func expression(path []step) string {
	var out strings.Builder
	for i, s := range path {
		switch {
		case s.name == "":
			fmt.Fprintf(&out, "[%d]", s.index)
		case i > 0:
			out.WriteString("." + s.name)
		default:
			out.WriteString(s.name)
		}
	}
	return out.String()
}

var errTooDeep = errors.New("too deep")

func (p *parser) value() (node, error) {
	token, err := p.decoder.Token()
	if err != nil {
		return node{}, err
	}
	switch t := token.(type) {
	case json.Delim:
		if len(p.path) >= maxDepth {
			p.note("too-costly", fmt.Sprintf("is nested deeper than %d", maxDepth))
			return node{}, errTooDeep
		}
		if t == '{' {
			return p.object()
		}
		return p.list()
	case string:
		return node{kind: text, text: t}, nil
	case json.Number:
		return node{kind: number, text: t.String()}, nil
	case bool:
		return node{kind: boolean, text: fmt.Sprint(t)}, nil
	}
	return node{}, nil
}

func (p *parser) list() (node, error) {
	n := node{kind: list}
	for i := 0; p.decoder.More(); i++ {
		p.path = append(p.path, step{index: i})
		element, err := p.value()
		if err != nil {
			return n, err
		}
		p.path = p.path[:len(p.path)-1]
		n.elements = append(n.elements, element)
	}
	_, err := p.decoder.Token()
	return n, err
}

func (p *parser) object() (node, error) {
	n := node{kind: object}
	var names nameSet
	for p.decoder.More() {
		token, err := p.decoder.Token()
		if err != nil {
			return n, err
		}
		name, _ := token.(string)
		p.path = append(p.path, step{name: name})
		value, err := p.value()
		if err != nil {
			return n, err
		}
		if names.add(name, n.members) {
			p.note("structure", "is there twice")
		}
		p.path = p.path[:len(p.path)-1]
		n.members = append(n.members, member{name, value})
	}
	_, err := p.decoder.Token()
	return n, err
}

// nameSet finds names that an object has twice. Most objects are small, and
// looking through their members costs less than a map.
type nameSet map[string]bool

const smallObject = 12 // members

// add notes a name and says whether it was there among the members before.
func (names *nameSet) add(name string, before []member) bool {
	if len(before) < smallObject {
		return slices.ContainsFunc(before, func(m member) bool { return m.name == name })
	}
	if *names == nil {
		*names = make(nameSet)
		for _, m := range before {
			(*names)[m.name] = true
		}
	}
	again := (*names)[name]
	(*names)[name] = true
	return again
}

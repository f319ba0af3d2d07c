package r4

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s)       // a text cannot fail
	out.Truncate(out.Len() - 1) // the line end that Encode adds
}

// Guards against bodies made to hurt.
const (
	maxDepth  = 64
	maxIssues = 50
)

// parser builds nodes and refuses what is too deep or has a name twice.
type parser struct {
	decoder *json.Decoder
	path    []string // names and indexes down to here
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
		p.issues = append(p.issues, Issue{Code: code, Expression: strings.TrimPrefix(strings.Join(p.path, ""), "."), Text: text})
	}
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
		p.path = append(p.path, fmt.Sprintf("[%d]", i))
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
	seen := make(map[string]bool)
	for p.decoder.More() {
		token, err := p.decoder.Token()
		if err != nil {
			return n, err
		}
		name, _ := token.(string)
		p.path = append(p.path, "."+name)
		value, err := p.value()
		if err != nil {
			return n, err
		}
		if seen[name] {
			p.note("structure", "is there twice")
		}
		seen[name] = true
		p.path = p.path[:len(p.path)-1]
		n.members = append(n.members, member{name, value})
	}
	_, err := p.decoder.Token()
	return n, err
}

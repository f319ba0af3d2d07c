package prsb

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"linkwork/internal/dates"
)

// Node is one named part of a record: a group with parts, or an item with text.
type Node struct {
	Name  string `json:"name"`
	Text  string `json:"text,omitempty"`
	Parts []Node `json:"parts,omitempty"`
}

// item is a leaf; without text it is nothing.
func item(name, text string) Node { return Node{Name: name, Text: strings.TrimSpace(text)} }

// day is a leaf with a date, "2026-11-23".
func day(name string, d dates.Date) Node {
	if d.IsZero() {
		return Node{}
	}
	return item(name, d.String())
}

// score is a leaf with a number from 1; 0 was not asked and is nothing.
func score(name string, n int) Node {
	if n == 0 {
		return Node{}
	}
	return item(name, strconv.Itoa(n))
}

// group keeps the parts that have something to say; without any it is nothing.
func group(name string, parts ...Node) Node {
	g := Node{Name: name}
	for _, part := range parts {
		if !part.empty() {
			g.Parts = append(g.Parts, part)
		}
	}
	return g
}

// words is a group whose content is in words rather than a code.
func words(name, text string) Node { return group(name, item("Free text", text)) }

// each makes one node of every element.
func each[T any](list []T, make func(T) Node) []Node {
	nodes := []Node{}
	for _, x := range list {
		nodes = append(nodes, make(x))
	}
	return nodes
}

func (n Node) empty() bool { return n.Text == "" && len(n.Parts) == 0 }

// Write writes the tree as JSON.
func (n Node) Write(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(n)
}

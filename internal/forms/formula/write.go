package formula

import (
	"slices"
	"strconv"
	"strings"
)

// writer says a tree in a dialect.
type writer interface {
	name(of string) string
	op(op string) string
	truth(value bool) (string, error)
	not(inner string) (string, error)
	call(w func(node) (string, error), n call) (string, error)
}

// String is the formula in our own language, with no more brackets than it
// needs.
func (f Formula) String() string {
	if f.Empty() {
		return ""
	}
	words, err := write(f.root, ownWriter{}) // our own language can say everything
	if err != nil {
		panic(err)
	}
	return words
}

// MarshalText is String.
func (f Formula) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText is Read.
func (f *Formula) UnmarshalText(words []byte) (err error) {
	*f, err = Read(string(words))
	return err
}

func write(n node, in writer) (string, error) {
	inner := func(n node) (string, error) { return write(n, in) }
	switch n := n.(type) {
	case number:
		return strconv.FormatFloat(n.value, 'f', -1, 64), nil
	case text:
		return quoted(n.value), nil
	case truth:
		return in.truth(n.value)
	case name:
		return in.name(n.of), nil
	case minus:
		words, err := inLevel(n.of, len(levels), in)
		return "-" + words, err
	case not:
		words, err := inLevel(n.of, levelNot, in)
		if err != nil {
			return "", err
		}
		return in.not(words)
	case binary:
		return writeBinary(n, in)
	case call:
		return in.call(inner, n)
	}
	return "", fault("The formula says nothing")
}

func writeBinary(n binary, in writer) (string, error) {
	level := levelOf(n)
	left := level
	if level == levelCompare {
		left++ // comparisons do not follow one another
	}
	before, err := inLevel(n.left, left, in)
	if err != nil {
		return "", err
	}
	after, err := inLevel(n.right, level+1, in)
	return before + " " + in.op(n.op) + " " + after, err
}

// inLevel writes a part, in brackets where it binds more loosely than its
// place.
func inLevel(n node, level int, in writer) (string, error) {
	words, err := write(n, in)
	if err == nil && levelOf(n) < level {
		words = "(" + words + ")"
	}
	return words, err
}

func levelOf(n node) int {
	switch n := n.(type) {
	case binary:
		return slices.IndexFunc(levels, func(ops []string) bool { return slices.Contains(ops, n.op) })
	case not:
		return levelNot
	}
	return len(levels)
}

func quoted(words string) string {
	if strings.Contains(words, "'") {
		return `"` + words + `"`
	}
	return "'" + words + "'"
}

func list(w func(node) (string, error), with []node) (string, error) {
	words := make([]string, len(with))
	for i, n := range with {
		var err error
		if words[i], err = w(n); err != nil {
			return "", err
		}
	}
	return strings.Join(words, ", "), nil
}

type ownWriter struct{}

func (ownWriter) name(of string) string { return of }
func (ownWriter) op(op string) string   { return op }

func (ownWriter) truth(value bool) (string, error) { return strconv.FormatBool(value), nil }

func (ownWriter) not(inner string) (string, error) { return "not " + inner, nil }

func (ownWriter) call(w func(node) (string, error), n call) (string, error) {
	with, err := list(w, n.with)
	return n.function + "(" + with + ")", err
}

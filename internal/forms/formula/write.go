package formula

import (
	"slices"
	"strconv"
	"strings"
)

// writer says a tree in a dialect. A level is how tightly what was written
// binds: the place of its operator in levels, or tight.
type writer interface {
	name(of string) string
	op(op string) (string, error)
	truth(value bool) (words string, level int)
	not(of node) (words string, level int, err error)
	call(n call) (words string, level int, err error)
}

// tight is the level of what needs no brackets anywhere.
var tight = len(levels)

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
	words, _, err := leveled(n, in)
	return words, err
}

// leveled writes a part and says how tightly it binds.
func leveled(n node, in writer) (words string, level int, err error) {
	switch n := n.(type) {
	case number:
		return strconv.FormatFloat(n.value, 'f', -1, 64), tight, nil
	case text:
		return quoted(n.value), tight, nil
	case truth:
		words, level = in.truth(n.value)
		return words, level, nil
	case name:
		return in.name(n.of), tight, nil
	case minus:
		words, err = inLevel(n.of, tight, in)
		return "-" + words, tight, err
	case not:
		return in.not(n.of)
	case binary:
		return writeBinary(n, in)
	case call:
		return in.call(n)
	}
	return "", tight, fault("The formula says nothing")
}

func writeBinary(n binary, in writer) (words string, level int, err error) {
	level = slices.IndexFunc(levels, func(ops []string) bool { return slices.Contains(ops, n.op) })
	left := level
	if level == levelCompare {
		left++ // comparisons do not follow one another
	}
	before, err := inLevel(n.left, left, in)
	if err != nil {
		return "", level, err
	}
	after, err := inLevel(n.right, level+1, in)
	if err != nil {
		return "", level, err
	}
	op, err := in.op(n.op)
	return before + " " + op + " " + after, level, err
}

// inLevel writes a part, in brackets where it binds more loosely than its
// place.
func inLevel(n node, level int, in writer) (string, error) {
	words, own, err := leveled(n, in)
	if err == nil && own < level {
		words = "(" + words + ")"
	}
	return words, err
}

func quoted(words string) string {
	if strings.Contains(words, "'") {
		return `"` + words + `"`
	}
	return "'" + words + "'"
}

func list(in writer, with []node) (string, error) {
	words := make([]string, len(with))
	for i, n := range with {
		var err error
		if words[i], err = write(n, in); err != nil {
			return "", err
		}
	}
	return strings.Join(words, ", "), nil
}

type ownWriter struct{}

func (ownWriter) name(of string) string        { return of }
func (ownWriter) op(op string) (string, error) { return op, nil }

func (ownWriter) truth(value bool) (string, int) { return strconv.FormatBool(value), tight }

func (w ownWriter) not(of node) (string, int, error) {
	words, err := inLevel(of, levelNot, w)
	return "not " + words, levelNot, err
}

func (w ownWriter) call(n call) (string, int, error) {
	with, err := list(w, n.with)
	return n.function + "(" + with + ")", tight, err
}

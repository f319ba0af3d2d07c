package formula

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits of a formula.
const (
	MaxLength = 2000 // characters
	maxDepth  = 40
)

// Fault is what is wrong with a formula, in words for whoever wrote it.
type Fault struct{ Words string }

func (f Fault) Error() string { return f.Words }

func fault(format string, values ...any) error { return Fault{fmt.Sprintf(format, values...)} }

// Read reads a formula; empty text is the Formula that says nothing. The error
// is a Fault.
func Read(words string) (Formula, error) { return read(words, own{}) }

// dialect turns text into the tokens that all dialects share, and names its
// functions as ours.
type dialect interface {
	// next cuts the first token off text that begins with no space.
	next(rest string) (token, string, error)
	// function translates a call, after its arguments were read.
	function(name string, with []node) (node, error)
}

type sort int

const (
	end sort = iota
	aNumber
	aText
	aName     // a question
	aFunction // a word before a bracket
	aSign     // operators, brackets, commas
	aNode     // what a dialect has read whole
)

type token struct {
	sort sort
	word string
	node node
}

type reader struct {
	dialect dialect
	rest    string
	now     token
	depth   int
}

func read(words string, d dialect) (f Formula, err error) {
	if utf8.RuneCountInString(words) > MaxLength {
		return f, fault("The formula is longer than %d characters", MaxLength)
	}
	if strings.TrimSpace(words) == "" {
		return f, nil
	}
	r := &reader{dialect: d, rest: words}
	if err := r.advance(); err != nil {
		return f, err
	}
	root, err := r.level(0)
	if err != nil {
		return f, err
	}
	if r.now.sort != end {
		return f, fault("%q stands where the formula could end", r.now.word)
	}
	return Formula{root}, nil
}

func (r *reader) advance() (err error) {
	r.rest = strings.TrimLeft(r.rest, " \t\r\n\u00a0")
	if r.rest == "" {
		r.now = token{}
		return nil
	}
	r.now, r.rest, err = r.dialect.next(r.rest)
	return err
}

func (r *reader) at(words ...string) bool {
	return r.now.sort == aSign && slices.Contains(words, r.now.word)
}

func (r *reader) expect(word string) error {
	if !r.at(word) {
		return fault("%q is missing%s", word, r.before())
	}
	return r.advance()
}

func (r *reader) before() string {
	if r.now.sort == end {
		return " at the end"
	}
	return fmt.Sprintf(" before %q", r.now.word)
}

// levels are the operators from the loosest to the tightest.
var levels = [][]string{{"or"}, {"and"}, {"not"}, {"==", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/", "mod"}}

const (
	levelNot     = 2
	levelCompare = 3
)

// level reads operators of one level and of all tighter ones.
func (r *reader) level(n int) (node, error) {
	if r.depth++; r.depth > maxDepth*len(levels) {
		return nil, fault("The formula is nested too deeply")
	}
	defer func() { r.depth-- }()
	switch {
	case n == len(levels):
		return r.single()
	case n == levelNot && r.at("not"):
		if err := r.advance(); err != nil {
			return nil, err
		}
		of, err := r.level(n)
		return not{of}, err
	}
	left, err := r.level(n + 1)
	if err != nil || n == levelNot {
		return left, err
	}
	for r.at(levels[n]...) {
		op := r.now.word
		if err := r.advance(); err != nil {
			return nil, err
		}
		right, err := r.level(n + 1)
		if err != nil {
			return nil, err
		}
		left = join(op, left, right)
		if n == levelCompare {
			break // a < b < c says something else in every language
		}
	}
	return left, nil
}

// join puts two sides together. A question compared with nothing is asked
// whether it was answered, which is how other dialects say it.
func join(op string, left, right node) node {
	if _, question := left.(name); question && right == node(text{}) {
		switch op {
		case "==":
			return not{call{"answered", []node{left}}}
		case "!=":
			return call{"answered", []node{left}}
		}
	}
	return binary{op, left, right}
}

func (r *reader) single() (node, error) {
	now := r.now
	if now.sort == end {
		return nil, fault("The formula breaks off")
	}
	if r.at("-") {
		if err := r.advance(); err != nil {
			return nil, err
		}
		if r.depth++; r.depth > maxDepth*len(levels) {
			return nil, fault("The formula is nested too deeply")
		}
		defer func() { r.depth-- }()
		of, err := r.single()
		if n, ok := of.(number); ok {
			return number{-n.value}, err
		}
		return minus{of}, err
	}
	if err := r.advance(); err != nil {
		return nil, err
	}
	switch {
	case now.sort == aNumber:
		value, err := strconv.ParseFloat(now.word, 64)
		if err != nil {
			return nil, fault("%q is not a number", now.word)
		}
		return number{value}, nil
	case now.sort == aText:
		return text{now.word}, nil
	case now.sort == aName:
		return name{now.word}, nil
	case now.sort == aNode:
		return now.node, nil
	case now.sort == aFunction:
		return r.call(now.word)
	case now.word == "(":
		inner, err := r.level(0)
		if err != nil {
			return nil, err
		}
		return inner, r.expect(")")
	}
	return nil, fault("%q stands where a question or a number could be", now.word)
}

func (r *reader) call(function string) (node, error) {
	if err := r.expect("("); err != nil {
		return nil, err
	}
	var with []node
	for !r.at(")") {
		if len(with) > 0 {
			if err := r.expect(","); err != nil {
				return nil, err
			}
		}
		argument, err := r.level(0)
		if err != nil {
			return nil, err
		}
		with = append(with, argument)
	}
	if err := r.advance(); err != nil {
		return nil, err
	}
	return r.dialect.function(function, with)
}

// own is our own language.
type own struct{}

var ownSigns = []string{"==", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","}

func (own) next(rest string) (token, string, error) {
	if t, left, ok, err := common(rest, ownSigns); ok || err != nil {
		if t.sort == aSign && t.word == "=" {
			t.word = "=="
		}
		return t, left, err
	}
	word, left := wordOf(rest, false)
	if word == "" {
		return unreadable(rest)
	}
	return wordToken(word, left)
}

// wordToken sorts a word: an operator, a truth, a function or a question.
func wordToken(word, left string) (token, string, error) {
	switch word {
	case "and", "or", "not", "mod":
		return token{sort: aSign, word: word}, left, nil
	case "true", "false":
		return token{sort: aNode, word: word, node: truth{word == "true"}}, left, nil
	}
	if strings.HasPrefix(strings.TrimLeft(left, " \t\r\n"), "(") {
		return token{sort: aFunction, word: word}, left, nil
	}
	return token{sort: aName, word: word}, left, nil
}

func (own) function(name string, with []node) (node, error) { return checkedCall(name, with) }

// checkedCall is a call of one of our functions with as many arguments as it
// takes.
func checkedCall(called string, with []node) (node, error) {
	f, ok := functions[called]
	if !ok {
		return nil, fault("There is no function %q", called)
	}
	if len(with) < f.least || f.most >= 0 && len(with) > f.most {
		return nil, fault("%s takes another number of values than %d", called, len(with))
	}
	if f.questions {
		if _, ok := with[0].(name); !ok {
			return nil, fault("%s asks about a question, so a question comes first in it", called)
		}
	}
	return call{called, with}, nil
}

// common reads what all dialects share: numbers, texts and signs.
func common(rest string, signs []string) (t token, left string, ok bool, err error) {
	switch c := rest[0]; {
	case c >= '0' && c <= '9':
		n := 0
		for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || rest[n] == '.') {
			n++
		}
		return token{sort: aNumber, word: rest[:n]}, rest[n:], true, nil
	case c == '\'' || c == '"':
		inner, after, closed := strings.Cut(rest[1:], string(c))
		if !closed {
			return t, rest, false, fault("A text does not end: %s", clip(rest))
		}
		return token{sort: aText, word: inner}, after, true, nil
	}
	for _, sign := range signs {
		if strings.HasPrefix(rest, sign) {
			return token{sort: aSign, word: sign}, rest[len(sign):], true, nil
		}
	}
	return t, rest, false, nil
}

// wordOf cuts a word off: letters, digits and underscores, and hyphens where a
// dialect has them in its functions.
func wordOf(rest string, hyphens bool) (word, left string) {
	n := 0
	for n < len(rest) {
		c := rest[n]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		later := c >= '0' && c <= '9' || hyphens && c == '-'
		if !letter && (n == 0 || !later) {
			break
		}
		n++
	}
	return rest[:n], rest[n:]
}

func unreadable(rest string) (token, string, error) {
	_, size := utf8.DecodeRuneInString(rest)
	return token{}, rest, fault("%q means nothing in a formula", rest[:size])
}

func clip(words string) string {
	const most = 30
	runes := []rune(words)
	if len(runes) <= most {
		return words
	}
	return string(runes[:most]) + "…"
}

package formula

import (
	"strings"
)

// ReadXPath reads the XPath of an XLSForm. self is the question that a "."
// stands for. What we cannot carry is a Fault that names it.
func ReadXPath(words, self string) (Formula, error) { return read(words, xpath{self: self}) }

// XPath writes the formula for an XLSForm, where the questions it speaks of are
// of these kinds; self is written as ".". Every "not" is carried down: in an
// XLSForm a comparison with what is missing is false, and its opposite would be
// true. What an XLSForm cannot say is a Fault.
func (f Formula) XPath(self string, questions map[string]Kind) (string, error) {
	if f.Empty() {
		return "", nil
	}
	return write(withDays(withoutNot(f.root, false), questions), xpath{self, questions})
}

type xpath struct {
	self      string
	questions map[string]Kind
}

// day is the function that makes a text a date, which our own language does
// without.
const day = "date"

// withDays marks the texts that are compared with dates, and asks what is yes or
// no for its text: in XPath any text is true, "false" too.
func withDays(n node, questions map[string]Kind) node {
	switch n := n.(type) {
	case name:
		if questions[n.of] == Truth {
			return binary{"==", n, text{"true"}}
		}
	case minus:
		return minus{withDays(n.of, questions)}
	case not:
		return not{withDays(n.of, questions)}
	case binary:
		left, right := kindIn(n.left, questions), kindIn(n.right, questions)
		n.left, n.right = withDays(n.left, questions), withDays(n.right, questions)
		if left == Text && right == Date {
			n.left = call{day, []node{n.left}}
		}
		if left == Date && right == Text {
			n.right = call{day, []node{n.right}}
		}
		return n
	case call:
		with := make([]node, len(n.with))
		for i, w := range n.with {
			asks := functions[n.function].questions || n.function == unticked || n.function == unanswered
			if with[i] = w; i > 0 || !asks {
				with[i] = withDays(w, questions)
			}
		}
		return call{n.function, with}
	}
	return n
}

var xpathSigns = []string{"!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "(", ")", ","}

func (x xpath) next(rest string) (token, string, error) {
	if inner, found := strings.CutPrefix(rest, "${"); found {
		question, left, closed := strings.Cut(inner, "}")
		question = strings.TrimSpace(question)
		if word, more := wordOf(question, false); !closed || word == "" || more != "" {
			return token{}, rest, fault("%q is no question", clip(rest))
		}
		return token{sort: aName, word: question}, left, nil
	}
	if rest[0] == '.' && (len(rest) == 1 || rest[1] < '0' || rest[1] > '9') && !strings.HasPrefix(rest, "..") {
		if x.self == "" {
			return token{}, rest, fault("\".\" stands for no question here")
		}
		return token{sort: aName, word: x.self}, rest[1:], nil
	}
	if t, left, ok, err := common(rest, xpathSigns); ok || err != nil {
		if t.word == "=" && t.sort == aSign {
			t.word = "=="
		}
		return t, left, err
	}
	word, left := wordOf(rest, true)
	switch word {
	case "":
		return unreadable(rest)
	case "and", "or", "mod":
		return token{sort: aSign, word: word}, left, nil
	case "div":
		return token{sort: aSign, word: "/"}, left, nil
	}
	return token{sort: aFunction, word: word}, left, nil
}

// function translates XPath's functions.
func (x xpath) function(called string, with []node) (node, error) {
	switch called {
	case "true", "false":
		if len(with) == 0 {
			return truth{called == "true"}, nil
		}
	case "not":
		if len(with) == 1 {
			return not{with[0]}, nil
		}
	case "date":
		if len(with) == 1 {
			return with[0], nil
		}
	case "selected":
		return checkedCall("has", with)
	case "count-selected":
		return checkedCall("count", with)
	case "string-length":
		return checkedCall("length", with)
	case "coalesce":
		return checkedCall("first", with)
	case "if":
		if len(with) == 3 && with[1] == node(text{"true"}) && with[2] == node(text{"false"}) {
			return with[0], nil // how XPath says yes or no as text
		}
		return checkedCall(called, with)
	case "number", "abs", "round", "sum", "min", "max", "today", "count":
		return checkedCall(called, with)
	}
	return nil, fault("The function %s(…) cannot be carried over", called)
}

func (x xpath) name(of string) string {
	if of == x.self {
		return "."
	}
	return "${" + of + "}"
}

func (xpath) op(op string) (string, error) {
	switch op {
	case "==":
		return "=", nil
	case "/":
		return "div", nil
	}
	return op, nil
}

func (xpath) truth(value bool) (string, int) {
	if value {
		return "true()", tight
	}
	return "false()", tight
}

func (x xpath) not(of node) (string, int, error) {
	words, err := write(of, x)
	return "not(" + words + ")", tight, err
}

func (x xpath) call(n call) (string, int, error) {
	with, err := list(x, n.with)
	if err != nil {
		return "", tight, err
	}
	called := n.function
	switch called {
	case "has":
		called = "selected"
	case unticked:
		return "not(selected(" + with + "))", tight, nil
	case "answered":
		return with + " != ''", levelCompare, nil
	case unanswered:
		return with + " = ''", levelCompare, nil
	case "count":
		if question, ok := n.with[0].(name); ok && x.questions[question.of] == Set {
			called = "count-selected"
		}
	case "length":
		called = "string-length"
	case "first":
		if len(n.with) != 2 {
			return "", tight, fault("XLSForm can choose between two values only: %s", Formula{n})
		}
		called = "coalesce"
	case "round":
		if len(n.with) == 1 {
			with += ", 0"
		}
	case "mean", "years":
		return "", tight, fault("XLSForm has nothing like %s(…)", called)
	}
	return called + "(" + with + ")", tight, nil
}

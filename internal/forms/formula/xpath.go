package formula

import (
	"strings"
)

// ReadXPath reads the XPath of an XLSForm. self is the question that a "."
// stands for. What we cannot carry is a Fault that names it.
func ReadXPath(words, self string) (Formula, error) { return read(words, xpath{self}) }

// XPath writes the formula for an XLSForm; self is written as ".".
func (f Formula) XPath(self string) (string, error) {
	if f.Empty() {
		return "", nil
	}
	return write(f.root, xpath{self})
}

type xpath struct{ self string }

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
	case "number", "abs", "round", "sum", "min", "max", "today", "if", "count":
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

func (xpath) op(op string) string {
	switch op {
	case "==":
		return "="
	case "/":
		return "div"
	}
	return op
}

func (xpath) truth(value bool) (string, error) {
	if value {
		return "true()", nil
	}
	return "false()", nil
}

func (xpath) not(inner string) (string, error) {
	if strings.HasPrefix(inner, "(") && strings.HasSuffix(inner, ")") && enclosed(inner) {
		return "not" + inner, nil
	}
	return "not(" + inner + ")", nil
}

// enclosed says whether the first bracket is the last one's.
func enclosed(words string) bool {
	depth := 0
	for i, c := range words {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 && i < len(words)-1 {
				return false
			}
		}
	}
	return depth == 0
}

func (x xpath) call(w func(node) (string, error), n call) (string, error) {
	with, err := list(w, n.with)
	if err != nil {
		return "", err
	}
	called := n.function
	switch called {
	case "has":
		called = "selected"
	case "answered":
		return with + " != ''", nil
	case "length":
		called = "string-length"
	case "first":
		if len(n.with) != 2 {
			return "", fault("XLSForm can choose between two values only: %s", Formula{n})
		}
		called = "coalesce"
	case "round":
		if len(n.with) == 1 {
			with += ", 0"
		}
	case "mean", "years":
		return "", fault("XLSForm has nothing like %s(…)", called)
	}
	return called + "(" + with + ")", nil
}

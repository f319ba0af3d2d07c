package formula

import "strings"

var comparisons = map[string]string{"==": "is", "!=": "is not", "<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least"}

// Words say a formula for somebody who reads a form on paper: question says what a
// question is called, and answer a choice of it. What is worked out stays as it is
// written.
func (f Formula) Words(question func(name string) string, answer func(name, code string) string) string {
	if f.Empty() {
		return ""
	}
	return speaker{question, answer}.say(f.root)
}

type speaker struct {
	question func(name string) string
	answer   func(name, code string) string
}

func (s speaker) say(n node) string {
	switch n := n.(type) {
	case name:
		return s.question(n.of)
	case not:
		if c, ok := n.of.(call); ok && c.function == "answered" {
			return s.subject(c) + " is not answered"
		}
		return "it is not so that " + s.say(n.of)
	case binary:
		return s.binary(n)
	case call:
		switch n.function {
		case "answered":
			return s.subject(n) + " is answered"
		case "has":
			return s.subject(n) + " includes " + s.value(n.with[0], n.with[1])
		}
	}
	return Formula{n}.String()
}

func (s speaker) binary(n binary) string {
	if n.op == "and" || n.op == "or" {
		return s.part(n.left, n.op) + " " + n.op + " " + s.part(n.right, n.op)
	}
	if verb, ok := comparisons[n.op]; ok {
		return s.say(n.left) + " " + verb + " " + s.value(n.left, n.right)
	}
	return Formula{n}.String()
}

// part says one side of an "and" or "or", in brackets where it is the other.
func (s speaker) part(n node, op string) string {
	if b, ok := n.(binary); ok && (b.op == "and" || b.op == "or") && b.op != op {
		return "(" + s.say(n) + ")"
	}
	return s.say(n)
}

func (s speaker) subject(c call) string { return s.say(c.with[0]) }

// value says what a question is compared with.
func (s speaker) value(of, n node) string {
	t, isText := n.(text)
	if q, isName := of.(name); isName && isText {
		return s.answer(q.of, t.value)
	}
	if isText {
		return "“" + strings.TrimSpace(t.value) + "”"
	}
	return s.say(n)
}

package formula

import (
	"slices"

	"linkwork/internal/dates"
)

// Kind is what a question or a formula gives.
type Kind string

// The kinds.
const (
	Number Kind = "a number"
	Text   Kind = "words"
	Code   Kind = "one choice"
	Set    Kind = "several choices"
	Date   Kind = "a date"
	Truth  Kind = "yes or no"
	List   Kind = "a list" // of a question that is asked again and again
	File   Kind = "a picture"
)

// Check says whether a formula makes sense with the questions that come before
// it, and gives what is wanted. The error is a Fault.
func (f Formula) Check(questions map[string]Kind, want ...Kind) error {
	if f.Empty() {
		return nil
	}
	got, err := checker(questions).of(f.root)
	if err != nil {
		return err
	}
	if len(want) > 0 && !slices.Contains(want, got) {
		return fault("This gives %s, and %s is needed", got, want[0])
	}
	return nil
}

// KindOf is what a formula gives.
func (f Formula) KindOf(questions map[string]Kind) (Kind, error) {
	return checker(questions).of(f.root)
}

type checker map[string]Kind

func (c checker) of(n node) (Kind, error) {
	switch n := n.(type) {
	case number:
		return Number, nil
	case text:
		return Text, nil
	case truth:
		return Truth, nil
	case name:
		kind, ok := c[n.of]
		if !ok {
			return "", fault("No question before this one is called %q", n.of)
		}
		return kind, nil
	case minus:
		return c.needs(Number, n.of)
	case not:
		return c.needs(Truth, n.of)
	case binary:
		return c.binary(n)
	case call:
		return c.call(n)
	}
	return "", fault("The formula says nothing")
}

// needs is the kind wanted, or a fault.
func (c checker) needs(want Kind, n node) (Kind, error) {
	got, err := c.of(n)
	if err == nil && got != want {
		err = fault("%s is %s, and %s is needed there", Formula{n}, got, want)
	}
	return want, err
}

func (c checker) binary(n binary) (Kind, error) {
	switch n.op {
	case "and", "or":
		if _, err := c.needs(Truth, n.left); err != nil {
			return "", err
		}
		return c.needs(Truth, n.right)
	case "==", "!=", "<", "<=", ">", ">=":
		return Truth, c.comparable(n)
	}
	left, err := c.of(n.left)
	if err != nil {
		return "", err
	}
	right, err := c.of(n.right)
	if err != nil {
		return "", err
	}
	switch {
	case (n.op == "/" || n.op == "mod") && n.right == node(number{0}):
		return "", fault("Nothing can be divided by 0")
	case left == Number && right == Number:
		return Number, nil
	case left == Date && right == Date && n.op == "-":
		return Number, nil
	case left == Date && right == Number && (n.op == "-" || n.op == "+"):
		return Date, nil
	}
	return "", fault("%s and %s cannot be put together with %s", left, right, n.op)
}

// comparable refuses to compare what has no order, or what differs in kind.
func (c checker) comparable(n binary) error {
	left, err := c.of(n.left)
	if err != nil {
		return err
	}
	right, err := c.of(n.right)
	if err != nil {
		return err
	}
	equality := n.op == "==" || n.op == "!="
	pair := [2]Kind{left, right}
	switch {
	case pair == [2]Kind{Number, Number}, pair == [2]Kind{Date, Date}:
		return nil
	case left == Date && right == Text:
		return isDay(n.right)
	case left == Text && right == Date:
		return isDay(n.left)
	case equality && wordy(left) && wordy(right), equality && left == Truth && right == Truth:
		return nil
	case left == Set || right == Set:
		return fault("%s can be several choices: ask has(%s, 'code')", setOf(n, left), setOf(n, left))
	case wordy(left) && wordy(right):
		return fault("Words have no order: use number(…) to compare choices as numbers")
	}
	return fault("%s is %s and %s is %s: they cannot be compared", Formula{n.left}, left, Formula{n.right}, right)
}

func setOf(n binary, left Kind) string {
	if left == Set {
		return Formula{n.left}.String()
	}
	return Formula{n.right}.String()
}

func wordy(k Kind) bool { return k == Text || k == Code }

func isDay(n node) error {
	t, ok := n.(text)
	if !ok {
		return fault("A date is compared with a date")
	}
	if _, err := dates.Parse(t.value); err != nil {
		return fault("%q is not a date like '2026-11-23'", t.value)
	}
	return nil
}

func (c checker) call(n call) (Kind, error) {
	kinds := make([]Kind, len(n.with))
	for i, with := range n.with {
		kind, err := c.of(with)
		if err != nil {
			return "", err
		}
		kinds[i] = kind
	}
	is := func(i int, allowed ...Kind) error {
		if !slices.Contains(allowed, kinds[i]) {
			return fault("%s takes %s, and %s is %s", n.function, allowed[0], Formula{n.with[i]}, kinds[i])
		}
		return nil
	}
	switch n.function {
	case "has":
		if _, ok := n.with[1].(text); !ok {
			return "", fault("has(%s, …) names a choice, like 'money'", Formula{n.with[0]})
		}
		return Truth, is(0, Set, Code)
	case "answered":
		return Truth, nil
	case "count":
		return Number, is(0, Set, List)
	case "number":
		return Number, is(0, Code, Text, Number)
	case "length":
		return Number, is(0, Text)
	case "years":
		return Number, is(0, Date)
	case "today":
		return Date, nil
	case "abs":
		return Number, is(0, Number)
	case "round":
		for i := range kinds {
			if err := is(i, Number); err != nil {
				return "", err
			}
		}
		return Number, nil
	case "sum", "mean", "min", "max":
		for i := range kinds {
			if err := is(i, Number, List); err != nil {
				return "", err
			}
		}
		return Number, nil
	}
	return c.choice(n, kinds)
}

// choice is first(…) and if(…): all that they can give is of one kind.
func (c checker) choice(n call, kinds []Kind) (Kind, error) {
	of := kinds
	if n.function == "if" {
		if kinds[0] != Truth {
			return "", fault("if begins with something that is yes or no, and %s is %s", Formula{n.with[0]}, kinds[0])
		}
		of = kinds[1:]
	}
	for _, kind := range of[1:] {
		if kind != of[0] && !(wordy(kind) && wordy(of[0])) {
			return "", fault("%s gives %s or %s: it gives one or the other", n.function, of[0], kind)
		}
	}
	return of[0], nil
}

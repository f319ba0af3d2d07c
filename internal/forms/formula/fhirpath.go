package formula

import (
	"strconv"
	"strings"

	"linkwork/internal/dates"
)

// longestPath is where we stop: what has to be said twice doubles with each
// step.
const longestPath = 20_000

// FHIRPath writes the formula in FHIRPath over a QuestionnaireResponse. of says
// what gives the answers to a question, and "" for one that cannot be asked
// about. FHIRPath's empty is our missing, and means the same in its operators.
// What it cannot say is a Fault.
func (f Formula) FHIRPath(questions map[string]Kind, of func(question string) string) (string, error) {
	if f.Empty() {
		return "", nil
	}
	return fhirpath{questions, of}.say(f.root)
}

type fhirpath struct {
	questions map[string]Kind
	of        func(string) string
}

func (p fhirpath) say(n node) (words string, err error) {
	switch n := n.(type) {
	case number:
		words = strconv.FormatFloat(n.value, 'f', -1, 64)
		if n.value < 0 {
			words = "(" + words + ")"
		}
	case text:
		words = "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(n.value) + "'"
	case truth:
		words = strconv.FormatBool(n.value)
	case name:
		if words = p.of(n.of); words == "" {
			err = fault("FHIRPath cannot ask about %s from here", n.of)
		}
	case minus:
		words, err = p.say(n.of)
		words = "(0 - " + words + ")"
	case not:
		words, err = p.say(n.of)
		words += ".not()"
	case binary:
		words, err = p.binary(n)
	case call:
		words, err = p.call(n)
	}
	if err == nil && len(words) > longestPath {
		err = fault("It is too long in FHIRPath")
	}
	return words, err
}

// binary stands in brackets always: FHIRPath compares in another order.
func (p fhirpath) binary(n binary) (string, error) {
	left, err := p.side(n.left, n.right)
	if err != nil {
		return "", err
	}
	right, err := p.side(n.right, n.left)
	if err != nil {
		return "", err
	}
	if arithmeticOf := kindIn(n, p.questions); arithmeticOf != Truth && arithmeticOf != Number || kindIn(n.left, p.questions) == Date && arithmeticOf == Number {
		return "", fault("FHIRPath does not count days: %s", Formula{n})
	}
	op := n.op
	if op == "==" {
		op = "="
	}
	return "(" + left + " " + op + " " + right + ")", nil
}

// side is one side of an operator; a text compared with a date is a date.
func (p fhirpath) side(n, other node) (string, error) {
	if t, ok := n.(text); ok && kindIn(other, p.questions) == Date {
		if day, err := dates.Parse(t.value); err == nil {
			return "@" + day.String(), nil
		}
	}
	return p.say(n)
}

func (p fhirpath) call(n call) (string, error) {
	with := make([]string, len(n.with))
	for i, w := range n.with {
		var err error
		if with[i], err = p.say(w); err != nil {
			return "", err
		}
		if kindIn(w, p.questions) == List && n.function != "count" && n.function != "answered" {
			return "", fault("FHIRPath would pass over rows in which %s is missing", Formula{w})
		}
	}
	switch n.function {
	case "has":
		if p.questions[n.with[0].(name).of] == Code {
			return "(" + with[0] + " = " + with[1] + ")", nil
		}
		return "iif(" + with[0] + ".exists(), " + with[0] + ".where($this = " + with[1] + ").exists(), {})", nil
	case "answered":
		return with[0] + ".exists()", nil
	case "count":
		return "iif(" + with[0] + ".exists(), " + with[0] + ".count(), {})", nil
	case "number":
		return with[0] + ".toDecimal()", nil
	case "length", "today":
		return strings.Join(with, "") + map[string]string{"length": ".length()", "today": "today()"}[n.function], nil
	case "abs":
		return with[0] + ".abs()", nil
	case "sum":
		return "(" + strings.Join(with, " + ") + ")", nil
	case "mean":
		return "((" + strings.Join(with, " + ") + ") / " + strconv.Itoa(len(with)) + ")", nil
	case "first":
		return chosen(with), nil
	case "if":
		return "iif(" + with[0] + ", " + with[1] + ", iif(" + with[0] + ".not(), " + with[2] + ", {}))", nil
	}
	return "", fault("FHIRPath has nothing like %s(…)", n.function)
}

// chosen is the first that is not missing.
func chosen(of []string) string {
	if len(of) == 1 {
		return of[0]
	}
	return "iif(" + of[0] + ".exists(), " + of[0] + ", " + chosen(of[1:]) + ")"
}

// Condition asks something simple about one question.
type Condition struct {
	Question string
	Op       string // = < <= > >=, or exists
	Value    Value  // float64, string (a code, a day or words), or bool of exists
}

// Conditions takes a formula apart that is a chain of simple conditions, which
// must all be true, or with any, one of them. ok is false for other formulas.
func (f Formula) Conditions() (all []Condition, any, ok bool) {
	parts := conjuncts(f.root)
	if b, or := f.root.(binary); or && b.op == "or" {
		parts, any = alternatives(f.root), true
	}
	for _, part := range parts {
		c, simple := conditionOf(part)
		if !simple {
			return nil, any, false
		}
		all = append(all, c)
	}
	return all, any, len(all) > 0
}

func alternatives(n node) []node {
	if b, ok := n.(binary); ok && b.op == "or" {
		return append(alternatives(b.left), alternatives(b.right)...)
	}
	return []node{n}
}

func conditionOf(n node) (c Condition, ok bool) {
	switch n := n.(type) {
	case not:
		if c, ok = conditionOf(n.of); ok && c.Op == "exists" {
			c.Value = false
			return c, true
		}
	case call:
		q, question := first(n.with).(name)
		switch {
		case question && n.function == "answered":
			return Condition{q.of, "exists", true}, true
		case question && n.function == "has":
			return Condition{q.of, "=", n.with[1].(text).value}, true
		}
	case binary:
		return comparison(n)
	}
	return c, false
}

func first(with []node) node {
	if len(with) == 0 {
		return nil
	}
	return with[0]
}

func comparison(n binary) (c Condition, ok bool) {
	q, question := n.left.(name)
	op, known := map[string]string{"==": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}[n.op]
	if !question || !known {
		return c, false
	}
	switch v := n.right.(type) {
	case number:
		return Condition{q.of, op, v.value}, true
	case text:
		return Condition{q.of, op, v.value}, true
	}
	return c, false
}

// When is the formula of conditions; kind says what a question is.
func When(conditions []Condition, any bool, kinds map[string]Kind) (f Formula) {
	op := "and"
	if any {
		op = "or"
	}
	for _, c := range conditions {
		n := c.node(kinds[c.Question])
		if f.Empty() {
			f = Formula{n}
			continue
		}
		f = Formula{binary{op, f.root, n}}
	}
	return f
}

func (c Condition) node(kind Kind) node {
	question := name{c.Question}
	if c.Op == "exists" {
		answered := call{"answered", []node{question}}
		if c.Value == Value(false) {
			return not{answered}
		}
		return answered
	}
	op := c.Op
	if op == "=" {
		op = "=="
	}
	switch v := c.Value.(type) {
	case float64:
		return binary{op, question, number{v}}
	case string:
		switch {
		case kind == Set && op == "==":
			return call{"has", []node{question, text{v}}}
		case kind == Set && op == "!=":
			return not{call{"has", []node{question, text{v}}}}
		}
		return binary{op, question, text{v}}
	}
	return truth{false}
}

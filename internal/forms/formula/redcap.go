package formula

import "strings"

// ReadREDCap reads REDCap's branching logic or calculation. What we cannot
// carry is a Fault that names it.
func ReadREDCap(words string) (Formula, error) { return read(words, redcap{}) }

// REDCap writes the formula for a REDCap data dictionary, where the questions
// it speaks of are of these kinds. What REDCap cannot say is a Fault.
func (f Formula) REDCap(questions map[string]Kind) (string, error) {
	if f.Empty() {
		return "", nil
	}
	return write(withoutNot(f.root, false), redcap{questions})
}

type redcap struct{ questions map[string]Kind }

var redcapSigns = []string{"<>", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","}

func (redcap) next(rest string) (token, string, error) {
	if inner, found := strings.CutPrefix(rest, "["); found {
		return redcapField(inner)
	}
	if t, left, ok, err := common(rest, redcapSigns); ok || err != nil {
		switch {
		case t.sort == aSign && t.word == "=":
			t.word = "=="
		case t.sort == aSign && t.word == "<>":
			t.word = "!="
		}
		return t, left, err
	}
	word, left := wordOf(rest, false)
	switch strings.ToLower(word) {
	case "":
		return unreadable(rest)
	case "and", "or":
		return token{sort: aSign, word: strings.ToLower(word)}, left, nil
	case "true", "false":
		return token{sort: aNode, word: word, node: truth{strings.ToLower(word) == "true"}}, left, nil
	}
	return token{sort: aFunction, word: word}, left, nil
}

// redcapField reads what stands in brackets: a field, or one box of a field
// with several, which is 1 or 0.
func redcapField(inner string) (token, string, error) {
	field, left, closed := strings.Cut(inner, "]")
	if !closed {
		return token{}, inner, fault("A field does not end: [%s", clip(inner))
	}
	if strings.HasPrefix(left, "[") {
		return token{}, inner, fault("A field of another event cannot be carried over: [%s]%s", field, clip(left))
	}
	question, code, box := strings.Cut(strings.TrimSpace(field), "(")
	if word, more := wordOf(question, false); word == "" || more != "" {
		return token{}, inner, fault("[%s] is no field", clip(field))
	}
	if !box {
		return token{sort: aName, word: question}, left, nil
	}
	has := call{"has", []node{name{question}, text{strings.TrimSuffix(strings.TrimSpace(code), ")")}}}
	wanted, rest, err := tickedOrNot(left)
	if err != nil || wanted {
		return token{sort: aNode, node: has}, rest, err
	}
	return token{sort: aNode, node: not{has}}, rest, nil
}

// tickedOrNot reads what a box is compared with: = '1', <> 0 and the like.
func tickedOrNot(rest string) (ticked bool, left string, err error) {
	trimmed := strings.TrimLeft(rest, " \t\r\n")
	equal := true
	switch {
	case strings.HasPrefix(trimmed, "="):
		trimmed = trimmed[1:]
	case strings.HasPrefix(trimmed, "<>"), strings.HasPrefix(trimmed, "!="):
		equal, trimmed = false, trimmed[2:]
	default:
		return false, rest, fault("A box is compared with 1 or 0")
	}
	trimmed = strings.TrimLeft(trimmed, " \t\r\n")
	for _, value := range []string{"1", "0"} {
		for _, quote := range []string{"'", `"`, ""} {
			if left, found := strings.CutPrefix(trimmed, quote+value+quote); found {
				return (value == "1") == equal, left, nil
			}
		}
	}
	return false, rest, fault("A box is compared with 1 or 0")
}

func (redcap) function(called string, with []node) (node, error) {
	switch called {
	case "round", "abs", "sum", "mean", "min", "max", "if":
		return checkedCall(called, with)
	case "datediff":
		return between(with)
	}
	return nil, fault("The function %s(…) cannot be carried over", called)
}

// between is datediff of two dates in days, or in years from a birth to today.
func between(with []node) (node, error) {
	unclear := fault("Of datediff only days between two dates can be carried over, and years from a date to today")
	if len(with) < 3 {
		return nil, unclear
	}
	unit, ok := with[2].(text)
	from, to := dayOf(with[0]), dayOf(with[1])
	switch {
	case ok && unit.value == "d":
		days := binary{"-", to, from}
		if len(with) > 3 && isTrue(with[len(with)-1]) {
			return days, nil
		}
		return call{"abs", []node{days}}, nil
	case ok && unit.value == "y" && isToday(to):
		return call{"years", []node{from}}, nil
	}
	return nil, unclear
}

func dayOf(n node) node {
	if t, ok := n.(text); ok && t.value == "today" {
		return call{"today", nil}
	}
	return n
}

func isToday(n node) bool {
	c, ok := n.(call)
	return ok && c.function == "today"
}

func isTrue(n node) bool {
	t, ok := n.(truth)
	return ok && t.value
}

func (redcap) name(of string) string { return "[" + of + "]" }

func (redcap) op(op string) (string, error) {
	switch op {
	case "==":
		return "=", nil
	case "!=":
		return "<>", nil
	case "mod":
		return "", fault("REDCap has no mod")
	}
	return op, nil
}

func (redcap) truth(value bool) (string, int) {
	if value {
		return "1 = 1", levelCompare
	}
	return "1 = 0", levelCompare
}

func (redcap) not(of node) (string, int, error) {
	return "", tight, fault("REDCap cannot say the opposite of %s", Formula{of})
}

func (r redcap) call(n call) (string, int, error) {
	switch n.function {
	case "has":
		return r.ticked(n, "=", "'1'"), levelCompare, nil
	case unticked:
		return r.ticked(n, "<>", "'0'"), levelCompare, nil
	case "answered", unanswered:
		return r.answered(n)
	case "number":
		return leveled(n.with[0], r)
	case "years":
		of, err := list(r, n.with)
		return "datediff(" + of + ", 'today', 'y')", tight, err
	case "round", "abs", "sum", "mean", "min", "max", "if":
		with, err := list(r, n.with)
		if n.function == "round" && len(n.with) == 1 {
			with += ", 0"
		}
		return n.function + "(" + with + ")", tight, err
	}
	return "", tight, fault("REDCap has nothing like %s(…)", n.function)
}

// ticked asks about one box of several, or compares the one choice that there
// is.
func (r redcap) ticked(n call, oneChoice, box string) string {
	question, code := n.with[0].(name).of, n.with[1].(text).value
	if r.questions[question] == Code {
		return "[" + question + "] " + oneChoice + " " + quoted(code)
	}
	return "[" + question + "(" + code + ")] = " + box
}

func (r redcap) answered(n call) (string, int, error) {
	question := n.with[0].(name).of
	if r.questions[question] == Set {
		return "", tight, fault("REDCap cannot ask whether any box of %s was ticked", question)
	}
	op := " <> ''"
	if n.function == unanswered {
		op = " = ''"
	}
	return "[" + question + "]" + op, levelCompare, nil
}

// opposite operators of a comparison.
var opposite = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "and": "or", "or": "and"}

// What withoutNot makes of has and answered; they are functions of no language.
const (
	unticked   = "unticked"
	unanswered = "unanswered"
)

// withoutNot carries every "not" down to the comparisons.
func withoutNot(n node, turned bool) node {
	switch n := n.(type) {
	case not:
		return withoutNot(n.of, !turned)
	case truth:
		return truth{n.value != turned}
	case minus:
		return minus{withoutNot(n.of, false)}
	case binary:
		return binaryWithoutNot(n, turned)
	case call:
		return callWithoutNot(n, turned)
	}
	if turned {
		return not{n}
	}
	return n
}

func binaryWithoutNot(n binary, turned bool) node {
	inside := turned && (n.op == "and" || n.op == "or")
	n.left, n.right = withoutNot(n.left, inside), withoutNot(n.right, inside)
	switch {
	case !turned:
		return n
	case opposite[n.op] == "":
		return not{n}
	}
	n.op = opposite[n.op]
	return n
}

// callWithoutNot turns what a call gives: the opposite of a choice between two
// is the choice between their opposites.
func callWithoutNot(n call, turned bool) node {
	given := n.function == "if" || n.function == "first"
	with := make([]node, len(n.with))
	for i, w := range n.with {
		with[i] = withoutNot(w, turned && given && (i > 0 || n.function == "first"))
	}
	n.with = with
	switch {
	case !turned || given:
		return n
	case n.function == "has":
		n.function = unticked
	case n.function == "answered":
		n.function = unanswered
	default:
		return not{n}
	}
	return n
}

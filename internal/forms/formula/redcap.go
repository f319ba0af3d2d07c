package formula

import "strings"

// ReadREDCap reads REDCap's branching logic or calculation. What we cannot
// carry is a Fault that names it.
func ReadREDCap(words string) (Formula, error) { return read(words, redcap{}) }

// REDCap writes the formula for a REDCap data dictionary.
func (f Formula) REDCap() (string, error) {
	if f.Empty() {
		return "", nil
	}
	return write(withoutNot(f.root, false), redcap{})
}

type redcap struct{}

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

func (redcap) op(op string) string {
	switch op {
	case "==":
		return "="
	case "!=":
		return "<>"
	}
	return op
}

func (redcap) truth(value bool) (string, error) {
	if value {
		return "1 = 1", nil
	}
	return "1 = 0", nil
}

func (redcap) not(string) (string, error) { return "", fault("REDCap has no not(…) for that") }

func (redcap) call(w func(node) (string, error), n call) (string, error) {
	switch n.function {
	case "has":
		return "[" + n.with[0].(name).of + "(" + n.with[1].(text).value + ")] = '1'", nil
	case "unticked": // made by withoutNot
		return "[" + n.with[0].(name).of + "(" + n.with[1].(text).value + ")] = '0'", nil
	case "answered":
		return "[" + n.with[0].(name).of + "] <> ''", nil
	case "unanswered":
		return "[" + n.with[0].(name).of + "] = ''", nil
	case "number":
		return w(n.with[0])
	case "years":
		of, err := w(n.with[0])
		return "datediff(" + of + ", 'today', 'y')", err
	case "round", "abs", "sum", "mean", "min", "max", "if":
		with, err := list(w, n.with)
		if n.function == "round" && len(n.with) == 1 {
			with += ", 0"
		}
		return n.function + "(" + with + ")", err
	}
	return "", fault("REDCap has nothing like %s(…)", n.function)
}

// opposite operators of a comparison.
var opposite = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "and": "or", "or": "and"}

// withoutNot carries a "not" down to where REDCap can say it.
func withoutNot(n node, turned bool) node {
	switch n := n.(type) {
	case not:
		return withoutNot(n.of, !turned)
	case truth:
		return truth{n.value != turned}
	case binary:
		if n.op == "and" || n.op == "or" {
			n.left, n.right = withoutNot(n.left, turned), withoutNot(n.right, turned)
		}
		if turned && opposite[n.op] != "" {
			n.op = opposite[n.op]
		}
		return n
	case call:
		if turned && n.function == "has" {
			n.function = "unticked"
		}
		if turned && n.function == "answered" {
			n.function = "unanswered"
		}
		if n.function == "if" && !turned {
			n.with = append([]node{withoutNot(n.with[0], false)}, n.with[1:]...)
		}
		return n
	}
	if turned {
		return not{n}
	}
	return n
}

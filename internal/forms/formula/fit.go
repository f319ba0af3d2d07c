package formula

import "strconv"

// Fitted is a formula of another dialect, where choices have numbers and
// numbers stand in quotes, as it is said here of questions of these kinds:
// [mood] = 1 is mood == '1', [mood] > 2 is number(mood) > 2, [age] > '5' is
// age > 5.
func (f Formula) Fitted(questions map[string]Kind) Formula {
	if f.Empty() {
		return f
	}
	return Formula{fitted(f.root, questions)}
}

func fitted(n node, questions map[string]Kind) node {
	switch n := n.(type) {
	case minus:
		return minus{fitted(n.of, questions)}
	case not:
		return not{fitted(n.of, questions)}
	case binary:
		return fittedBinary(binary{n.op, fitted(n.left, questions), fitted(n.right, questions)}, questions)
	case call:
		return fittedCall(n, questions)
	}
	return n
}

func fittedCall(n call, questions map[string]Kind) node {
	with := make([]node, len(n.with))
	takesNumbers := n.function != "has" && n.function != "answered" && n.function != "count" && n.function != "number" && n.function != "length" && n.function != "years" && n.function != "if" && n.function != "first"
	for i, w := range n.with {
		if with[i] = fitted(w, questions); takesNumbers {
			with[i] = asNumberNode(with[i], questions)
		}
	}
	if n.function == "if" || n.function == "first" {
		alike(with[len(with)-choices(n.function, len(with)):], questions)
	}
	return call{n.function, with}
}

// choices is how many arguments of a call, counted from its end, are what it
// can give.
func choices(function string, of int) int {
	if function == "if" {
		return of - 1
	}
	return of
}

// alike reads choices as numbers where others of the same call are numbers.
func alike(with []node, questions map[string]Kind) {
	for _, w := range with {
		if kindIn(w, questions) == Number {
			for i := range with {
				with[i] = asNumberNode(with[i], questions)
			}
			return
		}
	}
}

func fittedBinary(n binary, questions map[string]Kind) node {
	switch n.op {
	case "and", "or":
		return n
	case "+", "-", "*", "/", "mod":
		n.left, n.right = asNumberNode(n.left, questions), asNumberNode(n.right, questions)
		return n
	}
	left, right := kindIn(n.left, questions), kindIn(n.right, questions)
	equality := n.op == "==" || n.op == "!="
	switch {
	case equality && left == Code && isNumber(n.right):
		n.right = asCode(n.right)
	case equality && right == Code && isNumber(n.left):
		n.left = asCode(n.left)
	case equality && left == Set && (right == Text || right == Number):
		return tickedNode(n, n.left, n.right)
	case left == Code && (right == Number || !equality), right == Code && (left == Number || !equality):
		n.left, n.right = asNumberNode(n.left, questions), asNumberNode(n.right, questions)
	case left == Truth && equality && (n.right == node(text{"true"}) || n.right == node(text{"false"})):
		n.right = truth{n.right == node(text{"true"})}
		if n.op == "==" && n.right == node(truth{true}) {
			return n.left
		}
	case left == Number && right == Text, left == Text && right == Number:
		n.left, n.right = numeral(n.left), numeral(n.right)
	}
	return n
}

func kindIn(n node, questions map[string]Kind) Kind {
	kind, err := checker(questions).of(n)
	if err != nil {
		return ""
	}
	return kind
}

// asNumberNode reads choices as numbers, and numbers in quotes.
func asNumberNode(n node, questions map[string]Kind) node {
	if kindIn(n, questions) == Code {
		return call{"number", []node{n}}
	}
	return numeral(n)
}

func numeral(n node) node {
	t, ok := n.(text)
	if !ok {
		return n
	}
	if v, err := strconv.ParseFloat(t.value, 64); err == nil {
		return number{v}
	}
	return n
}

func isNumber(n node) bool {
	_, ok := n.(number)
	return ok
}

func asCode(n node) node {
	if v, ok := n.(number); ok {
		return text{strconv.FormatFloat(v.value, 'f', -1, 64)}
	}
	return n
}

// tickedNode is a question with several choices that another dialect compares
// with one.
func tickedNode(n binary, set, code node) node {
	has := call{"has", []node{set, asCode(code)}}
	if n.op == "!=" {
		return not{has}
	}
	return has
}

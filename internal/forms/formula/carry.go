package formula

// Renamed is the formula with other names for its questions, by their old ones.
func (f Formula) Renamed(names map[string]string) Formula {
	return f.changed(func(n node) node {
		if q, ok := n.(name); ok && names[q.of] != "" {
			return name{names[q.of]}
		}
		return n
	})
}

// Recoded is the formula with other codes for the choices of questions, by
// question and old code.
func (f Formula) Recoded(codes map[string]map[string]string) Formula {
	recoded := func(question, code node) node {
		q, asked := question.(name)
		t, said := code.(text)
		if asked && said {
			if other, ok := codes[q.of][t.value]; ok {
				return text{other}
			}
		}
		return code
	}
	return f.changed(func(n node) node {
		switch n := n.(type) {
		case binary:
			return binary{n.op, recoded(n.right, n.left), recoded(n.left, n.right)}
		case call:
			if n.function == "has" {
				return call{n.function, []node{n.with[0], recoded(n.with[0], n.with[1])}}
			}
		}
		return n
	})
}

// changed is the formula with every part changed, the innermost first.
func (f Formula) changed(change func(node) node) Formula {
	if f.Empty() {
		return f
	}
	return Formula{changed(f.root, change)}
}

func changed(n node, change func(node) node) node {
	switch part := n.(type) {
	case minus:
		n = minus{changed(part.of, change)}
	case not:
		n = not{changed(part.of, change)}
	case binary:
		n = binary{part.op, changed(part.left, change), changed(part.right, change)}
	case call:
		with := make([]node, len(part.with))
		for i, w := range part.with {
			with[i] = changed(w, change)
		}
		n = call{part.function, with}
	}
	return change(n)
}

// All is true where all formulas are; those that say nothing are passed over.
func All(formulas ...Formula) (all Formula) {
	for _, f := range formulas {
		switch {
		case f.Empty():
		case all.Empty():
			all = f
		default:
			all = Formula{binary{"and", all.root, f.root}}
		}
	}
	return all
}

// Bounds takes the least and the most of a question, or of its length or count,
// out of a rule: "age >= 0 and age <= 120 and age != 7" is 0, 120 and "age !=
// 7".
func (f Formula) Bounds(question, function string) (least, most *float64, rest Formula) {
	bounded := node(name{question})
	if function != "" {
		bounded = call{function, []node{bounded}}
	}
	for _, part := range conjuncts(f.root) {
		b, ok := part.(binary)
		bound, number := b.right.(number)
		switch {
		case ok && number && b.op == ">=" && least == nil && (Formula{b.left}).String() == (Formula{bounded}).String():
			least = &bound.value
		case ok && number && b.op == "<=" && most == nil && (Formula{b.left}).String() == (Formula{bounded}).String():
			most = &bound.value
		default:
			rest = All(rest, Formula{part})
		}
	}
	return least, most, rest
}

func conjuncts(n node) []node {
	if b, ok := n.(binary); ok && b.op == "and" {
		return append(conjuncts(b.left), conjuncts(b.right)...)
	}
	if n == nil {
		return nil
	}
	return []node{n}
}

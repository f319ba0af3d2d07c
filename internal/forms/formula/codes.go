package formula

import "slices"

// Codes are the choices of a question that a formula names: those that the
// question is compared with, and those that has asks for.
func (f Formula) Codes(question string) (codes []string) {
	add := func(of, code node) {
		q, named := of.(name)
		c, coded := code.(text)
		if named && coded && q.of == question && !slices.Contains(codes, c.value) {
			codes = append(codes, c.value)
		}
	}
	walk(f.root, func(n node) {
		switch n := n.(type) {
		case binary:
			if n.op == "==" || n.op == "!=" {
				add(n.left, n.right)
				add(n.right, n.left)
			}
		case call:
			if n.function == "has" {
				add(n.with[0], n.with[1])
			}
		}
	})
	return codes
}

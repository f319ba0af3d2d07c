package formula

// Formula is one that was read. The zero Formula says nothing; see Empty.
type Formula struct{ root node }

// Empty says whether there is nothing to work out.
func (f Formula) Empty() bool { return f.root == nil }

// node is a part of the tree.
type node interface{}

type (
	number struct{ value float64 }
	text   struct{ value string }
	truth  struct{ value bool }
	name   struct{ of string }
	minus  struct{ of node }
	not    struct{ of node }
	binary struct {
		op          string // or and == != < <= > >= + - * / mod
		left, right node
	}
	call struct {
		function string
		with     []node
	}
)

// Names are the questions that a formula speaks of, in the order in which they
// come first.
func (f Formula) Names() (names []string) {
	seen := make(map[string]bool)
	walk(f.root, func(n node) {
		if q, ok := n.(name); ok && !seen[q.of] {
			seen[q.of] = true
			names = append(names, q.of)
		}
	})
	return names
}

func walk(n node, visit func(node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, part := range partsOf(n) {
		walk(part, visit)
	}
}

func partsOf(n node) []node {
	switch n := n.(type) {
	case minus:
		return []node{n.of}
	case not:
		return []node{n.of}
	case binary:
		return []node{n.left, n.right}
	case call:
		return n.with
	}
	return nil
}

// function is what a call can name.
type function struct {
	least, most int  // arguments; most -1 for any number
	questions   bool // its first argument is a question, not a value
}

var functions = map[string]function{
	"has":      {2, 2, true},
	"answered": {1, 1, true},
	"count":    {1, 1, true},
	"number":   {1, 1, false},
	"length":   {1, 1, false},
	"years":    {1, 1, false},
	"today":    {0, 0, false},
	"abs":      {1, 1, false},
	"round":    {1, 2, false},
	"sum":      {1, -1, false},
	"mean":     {1, -1, false},
	"min":      {1, -1, false},
	"max":      {1, -1, false},
	"first":    {2, -1, false},
	"if":       {3, 3, false},
}

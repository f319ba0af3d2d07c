package prsb_test

import (
	"fmt"
	"strings"
	"testing"

	"linkwork/internal/prsb"
	"linkwork/internal/shareddata"
)

// spec is what the standard says of one node: the conformance letter (M, R or
// none) and the cardinality are two axes, and both are checked.
type spec struct {
	path  string
	group bool
	must  bool // M: mandatory
	least int
	most  int // 0 for any number
}

// model is the standard: nodes by path, and the children of each.
type model struct {
	nodes    map[string]spec
	children map[string][]spec // by path of the parent, "" for sections
}

func readModel(t *testing.T) model {
	t.Helper()
	m := model{make(map[string]spec), make(map[string][]spec)}
	for i, line := range strings.Split(strings.TrimSpace(string(shareddata.Read(t, "prsb/social-prescribing-v1.1-fields.tsv"))), "\n") {
		columns := strings.Split(line, "\t")
		if i == 0 || len(columns) < 5 {
			continue
		}
		s := spec{path: columns[0], group: columns[1] == "group", must: columns[2] == "M"}
		fmt.Sscan(columns[3], &s.least)
		fmt.Sscan(columns[4], &s.most) // "*" stays 0
		parent := ""
		if at := strings.LastIndex(s.path, " > "); at >= 0 {
			parent = s.path[:at]
		}
		m.nodes[s.path] = s
		m.children[parent] = append(m.children[parent], s)
	}
	return m
}

// fault is where a record departs from the standard.
type fault struct {
	path, what string
	must       bool
}

// check compares a tree with the model, and notes which nodes are filled.
func (m model) check(record prsb.Node, filled map[string]bool) []fault {
	return m.checkParts("", record.Parts, filled)
}

func (m model) checkParts(parent string, parts []prsb.Node, filled map[string]bool) (faults []fault) {
	count := make(map[string]int)
	for _, part := range parts {
		path := strings.TrimPrefix(parent+" > "+part.Name, " > ")
		s, known := m.nodes[path]
		switch {
		case !known:
			faults = append(faults, fault{path, "is not in the standard", true})
			continue
		case s.group && part.Text != "" || !s.group && len(part.Parts) > 0:
			faults = append(faults, fault{path, "is a group with text, or an item with parts", true})
		}
		count[path]++
		filled[path] = true
		faults = append(faults, m.checkParts(path, part.Parts, filled)...)
	}
	for _, s := range m.children[parent] {
		switch n := count[s.path]; {
		case n == 0 && s.must:
			faults = append(faults, fault{s.path, "is mandatory and missing", true})
		case n < s.least:
			faults = append(faults, fault{s.path, fmt.Sprintf("is there %d times, at least %d are wanted", n, s.least), false})
		case s.most > 0 && n > s.most:
			faults = append(faults, fault{s.path, fmt.Sprintf("is there %d times, at most %d are allowed", n, s.most), true})
		}
	}
	return faults
}

func TestTheModelIsReadWhole(t *testing.T) {
	m := readModel(t)
	mandatory := 0
	for _, s := range m.nodes {
		if s.must {
			mandatory++
		}
	}
	if len(m.nodes) != 355 || len(m.children[""]) != 19 || mandatory != 19 {
		t.Errorf("%d nodes, %d sections, %d mandatory", len(m.nodes), len(m.children[""]), mandatory)
	}
}

func TestTheValidatorFindsWhatIsWrong(t *testing.T) {
	m := readModel(t)
	item := func(name, text string) prsb.Node { return prsb.Node{Name: name, Text: text} }
	group := func(name string, parts ...prsb.Node) prsb.Node { return prsb.Node{Name: name, Parts: parts} }
	for _, c := range []struct {
		name, path string
		record     prsb.Node
	}{
		{"a mandatory section is missing", "Risks", group("r")},
		{"a mandatory item is missing", "GP practice > GP practice record entry > GP practice identifier", group("r", group("GP practice", group("GP practice record entry", item("GP practice details", "Bay Street"))))},
		{"an unknown node", "Shoe size", group("r", item("Shoe size", "9"))},
		{"too many", "Consent", group("r", group("Consent"), group("Consent"))},
		{"text in a group", "Consent", group("r", item("Consent", "yes"))},
	} {
		found := false
		for _, f := range m.check(c.record, map[string]bool{}) {
			found = found || f.path == c.path && f.must
		}
		if !found {
			t.Errorf("%s was not found", c.name)
		}
	}
}

package r4

import "strings"

// Has says whether the concept has this code of this system.
func (c *CodeableConcept) Has(system URI, code Code) bool {
	if c == nil {
		return false
	}
	for _, coding := range c.Coding {
		if coding.System == system && coding.Code == code {
			return true
		}
	}
	return false
}

// Words returns the concept in words: its text, or else the first display.
func (c *CodeableConcept) Words() string {
	if c == nil {
		return ""
	}
	if c.Text != "" {
		return c.Text
	}
	for _, coding := range c.Coding {
		if coding.Display != "" {
			return coding.Display
		}
	}
	return ""
}

// Concept makes a concept of one code.
func Concept(system URI, code Code, display string) *CodeableConcept {
	return &CodeableConcept{Coding: []Coding{{System: system, Code: code, Display: display}}}
}

// Words returns the name as one would write it.
func (n HumanName) Words() string {
	if n.Text != "" {
		return n.Text
	}
	parts := append(append([]string{}, n.Prefix...), n.Given...)
	parts = append(parts, n.Family)
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// Lines returns the address as one would write it, without the postcode.
func (a Address) Lines() []string {
	if len(a.Line) == 0 && a.Text != "" {
		return []string{a.Text}
	}
	var lines []string
	for _, line := range append(append([]string{}, a.Line...), a.City, a.District) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Yes says whether an optional boolean is there and true.
func Yes(b *bool) bool { return b != nil && *b }

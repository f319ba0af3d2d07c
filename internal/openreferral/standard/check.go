package standard

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// Shape is how much of a record is published.
type Shape int

// The shapes of a record.
const (
	Full   Shape = iota // as answered for one id: everything nested
	Listed              // as an element of a list: one-to-one relations only
)

// Rule is what a value breaks.
type Rule string

// The rules of a schema.
const (
	Missing    Rule = "missing"     // a required field is not there
	WrongType  Rule = "wrong type"  // null included
	WrongForm  Rule = "wrong form"  // a text is not a UUID, a web address, …
	WrongValue Rule = "wrong value" // a word is not one of those allowed
)

// Fault is one way in which a record is not as the standard says.
type Fault struct {
	Path  string // service_at_locations[0].location.latitude; empty is the record itself
	Rule  Rule
	Field Field // that the standard wants there
	Got   any   // the value, nil where it is missing
}

// Check compares a decoded record with a standard that has a table. Numbers
// must be json.Number. The faults come in the order of the table.
func (s Standard) Check(kind string, shape Shape, value any) []Fault {
	if !s.Knows(kind) {
		panic(fmt.Sprintf("standard: %q has no table of %q", s, kind))
	}
	if s == HSDSAny && HSDS30.Knows(kind) && HSDS12.Knows(kind) {
		return inBoth(HSDS30.Check(kind, shape, value), HSDS12.Check(kind, shape, value))
	}
	c := check{standard: s.telling(kind), shape: shape}
	c.record(kind, "", value, Field{Name: kind, Kind: One, Of: kind}, "")
	return c.faults
}

// inBoth are the faults by one version that are faults by the other too.
func inBoth(one, other []Fault) []Fault {
	return slices.DeleteFunc(one, func(f Fault) bool {
		return !slices.ContainsFunc(other, func(o Fault) bool { return o.Path == f.Path && o.Rule == f.Rule })
	})
}

type check struct {
	standard Standard
	shape    Shape
	faults   []Fault
}

func (c *check) fault(rule Rule, path string, want Field, got any) {
	c.faults = append(c.faults, Fault{path, rule, want, got})
}

// record looks at one record, which stands alone if it has no parent.
func (c *check) record(kind, parent string, value any, want Field, path string) {
	fields, ok := value.(map[string]any)
	if !ok {
		c.fault(WrongType, path, want, value)
		return
	}
	for _, f := range c.standard.entity(kind) {
		value, there := fields[f.Name]
		switch {
		case !c.looksAt(f, kind, parent):
		case there:
			c.field(kind, f, value, join(path, f.Name))
		case f.Required:
			c.fault(Missing, join(path, f.Name), f, nil)
		}
	}
}

// within are the kinds of record in which a service does not list its places
// again.
var within = []string{"service_at_location", "service_there", "review"}

// looksAt says whether a field is the standard's in this place.
func (c *check) looksAt(f Field, kind, parent string) bool {
	switch {
	case !c.standard.has(f):
		return false
	case f.Top && parent != "":
		return false
	case f.Name == "service_at_locations" && slices.Contains(within, parent):
		return false
	}
	return c.shape == Full || f.Kind != Many
}

func (c *check) field(kind string, f Field, value any, path string) {
	switch f.Kind {
	case One:
		c.record(f.Of, kind, value, f, path)
	case Many:
		list, ok := value.([]any)
		if !ok {
			c.fault(WrongType, path, f, value)
		}
		for i, element := range list {
			c.record(f.Of, kind, element, Field{Name: f.Name, Kind: One, Of: f.Of}, fmt.Sprintf("%s[%d]", path, i))
		}
	case Number, Whole, YesNo:
		if !isPlain(f.Kind, value) {
			c.fault(WrongType, path, f, value)
		}
	default:
		c.text(f, value, path)
	}
}

func isPlain(kind Kind, value any) bool {
	if kind == YesNo {
		_, ok := value.(bool)
		return ok
	}
	n, ok := value.(json.Number)
	if ok && kind == Whole {
		f, err := n.Float64()
		return err == nil && f == math.Trunc(f)
	}
	return ok
}

func (c *check) text(f Field, value any, path string) {
	text, ok := value.(string)
	switch {
	case f.Kind == OneOf && ok && !slices.Contains(f.Values, text):
		c.fault(WrongValue, path, f, value)
	case !ok:
		c.fault(WrongType, path, f, value)
	case !hasForm(f.Kind, text):
		c.fault(WrongForm, path, f, value)
	}
}

func hasForm(kind Kind, text string) bool {
	switch kind {
	case UUID:
		return uuidForm.MatchString(text)
	case URI:
		return IsURI(text)
	case Email:
		return IsEmail(text)
	case Instant:
		return isInstant(text)
	case Web:
		return IsURI(text) && webForm.MatchString(text)
	case HexUUID:
		return hexForm.MatchString(text)
	case Day:
		return IsDate(text)
	case FullTime:
		return isInstant("2000-01-01T" + text)
	}
	return true
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

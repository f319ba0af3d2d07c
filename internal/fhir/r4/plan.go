package r4

import (
	"reflect"
	"strings"
	"sync"
)

// field is an element of a struct, as its tags say:
//
//	fhir  name, ending in [x] for a choice; "-" is not an element
//	min   "1" when it must be there
//	in    the closed list its codes come from
//	is    positiveInt or unsignedInt
//	of    the types of a choice; "*" for any
//	to    the types of resource a reference may point to
type field struct {
	name     string
	place    int   // in the plan
	index    []int // in the struct
	many     bool
	required bool
	codes    map[string]bool
	is       string
	of       map[string]bool
	to       map[string]bool
}

// plan is how a struct is read and written.
type plan struct {
	fields  []field
	byName  map[string]*field
	choices []*field
	extra   []int // index of Extra
}

var plans sync.Map // reflect.Type to *plan

func planOf(t reflect.Type) *plan {
	if known, ok := plans.Load(t); ok {
		return known.(*plan)
	}
	made, _ := plans.LoadOrStore(t, newPlan(t))
	return made.(*plan)
}

func newPlan(t reflect.Type) *plan {
	p := &plan{byName: make(map[string]*field)}
	for _, sf := range reflect.VisibleFields(t) {
		name := sf.Tag.Get("fhir")
		switch {
		case sf.Name == "Extra":
			p.extra = sf.Index
		case name != "" && name != "-":
			p.fields = append(p.fields, newField(name, sf))
		}
	}
	for i := range p.fields {
		p.fields[i].place = i
		p.byName[p.fields[i].name] = &p.fields[i]
		if p.fields[i].of != nil {
			p.choices = append(p.choices, &p.fields[i])
		}
	}
	return p
}

func newField(name string, sf reflect.StructField) field {
	f := field{
		name: name, index: sf.Index, many: sf.Type.Kind() == reflect.Slice, required: sf.Tag.Get("min") == "1",
		is: sf.Tag.Get("is"), codes: codeSets[sf.Tag.Get("in")],
		of: words(sf.Tag.Get("of")), to: words(sf.Tag.Get("to")),
	}
	if base, ok := strings.CutSuffix(name, "[x]"); ok {
		f.name = base
	}
	return f
}

func words(list string) map[string]bool {
	if list == "" {
		return nil
	}
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

// find returns the element a member is, the type its name says if it is a
// choice, and whether there is one.
func (p *plan) find(name string) (f *field, choice string, ok bool) {
	if f = p.byName[name]; f != nil && f.of == nil {
		return f, "", true
	}
	for _, f := range p.choices {
		if !strings.HasPrefix(name, f.name) {
			continue
		}
		if typ, ok := choiceType(name[len(f.name):]); ok && (f.of["*"] || f.of[typ]) {
			return f, typ, true
		}
	}
	return nil, "", false
}

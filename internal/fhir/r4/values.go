package r4

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// field reads the value of an element.
func (r *reader) field(n node, f *field, v reflect.Value, extra *Extra) {
	switch {
	case f.many:
		r.list(n, f, v, extra)
	case n.kind == list:
		r.note("structure", "must be a single value, not a list")
	default:
		r.single(n, f, v)
	}
}

func (r *reader) list(n node, f *field, v reflect.Value, extra *Extra) {
	switch {
	case n.kind != list:
		r.note("structure", "must be a list")
		return
	case len(n.elements) == 0:
		r.note("structure", "must not be an empty list")
		return
	}
	whole := reflect.MakeSlice(v.Type(), len(n.elements), len(n.elements))
	gaps := false
	for i, element := range n.elements {
		if element.kind == null && primitive(v.Type().Elem()) {
			gaps = true // the extension of this value stands in the list beside it
			continue
		}
		r.down(step{index: i})
		r.single(element, f, whole.Index(i))
		r.up()
	}
	if gaps {
		extra.keep(f.name, n)
	}
	v.Set(whole)
}

var resourceType = reflect.TypeFor[Resource]()

func primitive(t reflect.Type) bool { return t.Kind() == reflect.String }

// single reads one value into v, which has the type of the element.
func (r *reader) single(n node, f *field, v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch {
	case v.Type() == resourceType:
		if resource := r.resource(n); resource != nil {
			v.Set(reflect.ValueOf(resource))
		}
	case v.Kind() == reflect.Struct:
		if n.kind != object {
			r.note("structure", "must be an object")
			return
		}
		r.object(n, v, false)
		r.reference(v, f)
	case v.Kind() == reflect.Bool:
		if n.kind != boolean {
			r.note("structure", "must be true or false")
			return
		}
		v.SetBool(n.text == "true")
	case v.Kind() == reflect.Int:
		r.integer(n, f.is, v)
	default:
		r.text(n, f, v)
	}
}

func (r *reader) integer(n node, is string, v reflect.Value) {
	i, err := strconv.ParseInt(n.text, 10, 32)
	switch {
	case n.kind != number || err != nil:
		r.note("structure", "must be a whole number")
	case is == "positiveInt" && i < 1:
		r.note("value", "must be a whole number above 0")
	case is == "unsignedInt" && i < 0:
		r.note("value", "must be a whole number, 0 or above")
	default:
		v.SetInt(i)
	}
}

var (
	decimalType = reflect.TypeFor[Decimal]()
	codeType    = reflect.TypeFor[Code]()
)

// text reads a primitive value that is held as it was written.
func (r *reader) text(n node, f *field, v reflect.Value) {
	wanted, is := text, "text"
	if v.Type() == decimalType {
		wanted, is = number, "number"
	}
	switch {
	case n.kind != wanted:
		r.note("structure", "must be a "+is)
		return
	case n.text == "":
		r.note("structure", "must not be empty")
		return
	case len(n.text) > maxPrimitive:
		r.note("too-long", fmt.Sprintf("is longer than %d bytes", maxPrimitive))
		return
	case strings.ContainsFunc(n.text, control):
		r.note("value", "has control characters")
		return
	}
	v.SetString(n.text)
	if checked, ok := v.Addr().Interface().(interface{ wrong() string }); ok {
		if wrong := checked.wrong(); wrong != "" {
			r.note("value", wrong)
			return
		}
	}
	if f.codes != nil && v.Type() == codeType && !f.codes[n.text] {
		r.note("code-invalid", "must be one of "+oneOf(f.codes))
	}
}

func control(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }

var rawType = reflect.TypeFor[json.RawMessage]()

// choice reads an element whose name says its type.
func (r *reader) choice(m member, typ string, f *field, target reflect.Value) {
	if !target.IsNil() {
		r.note("structure", "must have one value, not several of different types")
		return
	}
	held := choiceTypes[typ]
	value := reflect.New(held).Elem()
	if held == rawType {
		if m.value.kind != object {
			r.note("structure", "must be an object")
			return
		}
		value.SetBytes(m.value.raw())
	} else {
		of := field{name: f.name, to: f.to}
		if typ == "positiveInt" || typ == "unsignedInt" {
			of.is = typ
		}
		r.single(m.value, &of, value)
	}
	target.Set(reflect.ValueOf(&Choice{Type: typ, Value: value.Interface()}))
}

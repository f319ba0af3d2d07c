package r4

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
)

// Encode writes a resource as JSON. A resource from Decode comes out as it went
// in, order and white space apart. An error means that a struct holds what
// cannot be JSON.
func Encode(resource Resource) ([]byte, error) {
	var w writer
	w.resource(resource)
	if w.err != nil {
		return nil, w.err
	}
	return w.out.Bytes(), nil
}

type writer struct {
	out bytes.Buffer
	err error
}

func (w *writer) resource(resource Resource) {
	w.object(reflect.ValueOf(resource).Elem(), resource.ResourceType())
}

// object writes a struct: its fields in order, then what it has no field for.
func (w *writer) object(v reflect.Value, resourceType string) {
	p := planOf(v.Type())
	extra := *p.extraOf(v)
	begin := byte('{')
	name := func(name string) {
		w.out.WriteByte(begin)
		begin = ','
		writeText(&w.out, name)
		w.out.WriteByte(':')
	}
	if resourceType != "" {
		name("resourceType")
		writeText(&w.out, resourceType)
	}
	for i := range p.fields {
		f := &p.fields[i]
		value := v.FieldByIndex(f.index)
		if value.IsZero() || extra[f.name] != nil { // a list with gaps is in extra whole
			continue
		}
		if choice, ok := value.Interface().(*Choice); ok {
			name(choice.memberName(f.name))
			w.value(reflect.ValueOf(choice.Value))
			continue
		}
		name(f.name)
		w.value(value)
	}
	for _, member := range sorted(extra) {
		name(member)
		w.raw(extra[member])
	}
	if begin == '{' {
		w.out.WriteByte('{')
	}
	w.out.WriteByte('}')
}

func sorted(extra Extra) []string {
	names := make([]string, 0, len(extra))
	for name := range extra {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (w *writer) raw(message json.RawMessage) {
	if !json.Valid(message) {
		w.err = fmt.Errorf("fhir: what is kept in Extra is not JSON")
		return
	}
	w.out.Write(message)
}

func (w *writer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.out.WriteString("null")
			return
		}
		if resource, ok := v.Interface().(Resource); ok {
			w.resource(resource)
			return
		}
		w.value(v.Elem())
	case reflect.Struct:
		w.object(v, "")
	case reflect.Bool:
		fmt.Fprint(&w.out, v.Bool())
	case reflect.Int:
		fmt.Fprint(&w.out, v.Int())
	case reflect.String:
		if v.Type() == decimalType {
			w.raw(json.RawMessage(v.String()))
			return
		}
		writeText(&w.out, v.String())
	case reflect.Slice:
		if message, ok := v.Interface().(json.RawMessage); ok {
			w.raw(message)
			return
		}
		w.list(v)
	default:
		w.err = fmt.Errorf("fhir: %s cannot be written", v.Type())
	}
}

func (w *writer) list(v reflect.Value) {
	w.out.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.value(v.Index(i))
	}
	w.out.WriteByte(']')
}

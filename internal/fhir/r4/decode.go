package r4

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// MaxBody is the size of a body that Decode accepts unless told otherwise.
const MaxBody = 2 << 20 // bytes

// Option changes how Decode reads.
type Option func(*reader)

// Strict makes an element that R4 does not have a fault.
func Strict() Option { return func(r *reader) { r.strict = true } }

// Limit sets the size of a body that is accepted, in bytes.
func Limit(bytes int) Option { return func(r *reader) { r.limit = bytes } }

// Decode reads a resource. The error is Issues. A resource with faults is not
// returned, so nobody acts on half of it.
func Decode(body []byte, options ...Option) (Resource, error) {
	r := reader{limit: MaxBody}
	for _, option := range options {
		option(&r)
	}
	if len(body) > r.limit {
		return nil, Issues{{Code: "too-long", Text: fmt.Sprintf("The body is longer than %d bytes", r.limit)}}
	}
	n, issues := parse(body)
	if len(issues) > 0 {
		return nil, rooted(issues, n)
	}
	resource := r.resource(n)
	if len(r.issues) > 0 {
		return nil, r.issues
	}
	return resource, nil
}

// rooted puts the type of the resource in front of the faults of the parser,
// which did not know it yet.
func rooted(issues Issues, n node) Issues {
	root := n.member("resourceType").text
	for i := range issues {
		if root != "" && issues[i].Expression != "" {
			issues[i].Expression = root + "." + issues[i].Expression
		}
	}
	return issues
}

// reader turns nodes into structs and collects the faults.
type reader struct {
	strict bool
	limit  int
	path   []step // down to the element being read
	issues Issues
}

// note notes a fault of the element being read.
func (r *reader) note(code Code, text string) {
	if len(r.issues) < maxIssues {
		r.issues = append(r.issues, Issue{Code: code, Expression: expression(r.path), Text: text})
	}
}

// noteIn notes a fault of an element of the one being read.
func (r *reader) noteIn(name string, code Code, text string) {
	r.down(step{name: name})
	r.note(code, text)
	r.up()
}

func (r *reader) down(s step) { r.path = append(r.path, s) }

func (r *reader) up() { r.path = r.path[:len(r.path)-1] }

// resource reads a whole resource, at the top or in another one.
func (r *reader) resource(n node) Resource {
	if n.kind != object {
		r.note("structure", "must be a resource: an object")
		return nil
	}
	name := n.member("resourceType")
	if name.kind != text || !typeName(name.text) {
		r.noteIn("resourceType", "required", "must name the type of the resource")
		return nil
	}
	if len(r.path) == 0 {
		r.down(step{name: name.text})
		defer r.up()
	}
	resource := newResource(name.text)
	if other, ok := resource.(*Other); ok {
		other.keep(n)
		return other
	}
	before := len(r.issues)
	r.object(n, reflect.ValueOf(resource).Elem(), true)
	if len(r.issues) == before { // or they would tell of what was left out
		r.invariants(resource)
	}
	return resource
}

// keep takes a resource of another type as it is.
func (o *Other) keep(n node) {
	o.Extra = make(Extra)
	for _, m := range n.members {
		switch {
		case m.name == "resourceType":
		case m.name == "id" && m.value.kind == text && m.value.text != "":
			o.ID = ID(m.value.text)
		default:
			o.Extra[m.name] = m.value.raw()
		}
	}
}

func typeName(name string) bool {
	return name != "" && len(name) <= 64 && strings.IndexFunc(name, func(c rune) bool {
		return c < 'A' || c > 'z' || c > 'Z' && c < 'a'
	}) < 0
}

// object reads the members of an object into a struct.
func (r *reader) object(n node, v reflect.Value, isResource bool) {
	p := planOf(v.Type())
	extra := p.extraOf(v)
	given := make([]bool, len(p.fields))
	members := 0
	for _, m := range n.members {
		if isResource && m.name == "resourceType" {
			continue
		}
		members++
		f, choice, ok := p.find(m.name)
		if !ok {
			r.remainder(m, p, extra, given)
			continue
		}
		given[f.place] = true
		r.down(step{name: f.name})
		if f.of != nil {
			r.choice(m, choice, f, v.FieldByIndex(f.index))
		} else {
			r.field(m.value, f, v.FieldByIndex(f.index), extra)
		}
		r.up()
	}
	if members == 0 && !isResource {
		r.note("structure", "must not be empty")
	}
	for i := range p.fields {
		if p.fields[i].required && !given[i] {
			r.noteIn(p.fields[i].name, "required", "is missing")
		}
	}
}

func (p *plan) extraOf(v reflect.Value) *Extra {
	return v.FieldByIndex(p.extra).Addr().Interface().(*Extra)
}

func (e *Extra) keep(name string, n node) {
	if *e == nil {
		*e = make(Extra)
	}
	(*e)[name] = n.raw()
}

// remainder keeps a member that no field is for. The extension of a primitive
// value may say why the value is absent, so it counts as given.
func (r *reader) remainder(m member, p *plan, extra *Extra, given []bool) {
	extra.keep(m.name, m.value)
	if element, ok := strings.CutPrefix(m.name, "_"); ok {
		if f, _, known := p.find(element); known {
			given[f.place] = true
			if m.value.kind != object && m.value.kind != list {
				r.noteIn(element, "structure", "has extensions that are not an object")
			}
			return
		}
	}
	if r.strict {
		r.noteIn(m.name, "structure", "is not an element of FHIR R4"+p.similar(m.name))
	}
}

// similar points to the element that was probably meant.
func (p *plan) similar(name string) string {
	for i := range p.fields {
		if strings.EqualFold(p.fields[i].name, name) {
			return "; " + p.fields[i].name + " is"
		}
	}
	return ""
}

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

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
	resource := r.resource(n, "")
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
	issues Issues
}

func (r *reader) note(code Code, path, text string) {
	if len(r.issues) < maxIssues {
		r.issues = append(r.issues, Issue{Code: code, Expression: path, Text: text})
	}
}

// resource reads a whole resource; path is where it stands in another one,
// empty at the top.
func (r *reader) resource(n node, path string) Resource {
	if n.kind != object {
		r.note("structure", path, "must be a resource: an object")
		return nil
	}
	name := n.member("resourceType")
	if name.kind != text || !typeName(name.text) {
		r.note("required", strings.TrimPrefix(path+".resourceType", "."), "must name the type of the resource")
		return nil
	}
	if path == "" {
		path = name.text
	}
	resource := newResource(name.text)
	if other, ok := resource.(*Other); ok {
		other.keep(n)
		return other
	}
	before := len(r.issues)
	r.object(n, path, reflect.ValueOf(resource).Elem())
	if len(r.issues) == before { // or they would tell of what was left out
		r.invariants(resource, path)
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
func (r *reader) object(n node, path string, v reflect.Value) {
	p := planOf(v.Type())
	_, isResource := v.Addr().Interface().(Resource)
	given := make(map[string]bool)
	for _, m := range n.members {
		if isResource && m.name == "resourceType" {
			continue
		}
		f, choice, ok := p.find(m.name)
		if ok {
			given[f.name] = true
		} else {
			given[m.name] = true
		}
		switch {
		case ok && f.of != nil:
			r.choice(m, choice, path+"."+f.name, f, v)
		case ok:
			r.field(m.value, path+"."+m.name, f, v.FieldByIndex(f.index), p.extraOf(v))
		default:
			r.remainder(m, path, p, p.extraOf(v))
		}
	}
	if len(given) == 0 && !isResource {
		r.note("structure", path, "must not be empty")
	}
	for i := range p.fields { // an extension may say why a primitive value is absent
		if f := &p.fields[i]; f.required && !given[f.name] && !given["_"+f.name] {
			r.note("required", path+"."+f.name, "is missing")
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

// remainder keeps a member that no field is for.
func (r *reader) remainder(m member, path string, p *plan, extra *Extra) {
	extra.keep(m.name, m.value)
	if element, ok := strings.CutPrefix(m.name, "_"); ok {
		if _, _, known := p.find(element); known {
			if m.value.kind != object && m.value.kind != list {
				r.note("structure", path+"."+element, "has extensions that are not an object")
			}
			return
		}
	}
	if r.strict {
		r.note("structure", path+"."+m.name, "is not an element of FHIR R4"+p.similar(m.name))
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
func (r *reader) field(n node, path string, f *field, v reflect.Value, extra *Extra) {
	if !f.many {
		if n.kind == list {
			r.note("structure", path, "must be a single value, not a list")
			return
		}
		r.single(n, path, f, v)
		return
	}
	switch {
	case n.kind != list:
		r.note("structure", path, "must be a list")
		return
	case len(n.elements) == 0:
		r.note("structure", path, "must not be an empty list")
		return
	}
	whole := reflect.MakeSlice(v.Type(), len(n.elements), len(n.elements))
	nulls := false
	for i, element := range n.elements {
		if element.kind == null && primitive(v.Type().Elem()) {
			nulls = true // the extension of this value stands in the list beside it
			continue
		}
		r.single(element, fmt.Sprintf("%s[%d]", path, i), f, whole.Index(i))
	}
	if nulls {
		extra.keep(f.name, n)
	}
	v.Set(whole)
}

var resourceType = reflect.TypeFor[Resource]()

func primitive(t reflect.Type) bool { return t.Kind() == reflect.String }

// single reads one value into v, which has the type of the element.
func (r *reader) single(n node, path string, f *field, v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch {
	case v.Type() == resourceType:
		if resource := r.resource(n, path); resource != nil {
			v.Set(reflect.ValueOf(resource))
		}
	case v.Kind() == reflect.Struct:
		if n.kind != object {
			r.note("structure", path, "must be an object")
			return
		}
		r.object(n, path, v)
		r.reference(v, path, f)
	case v.Kind() == reflect.Bool:
		if n.kind != boolean {
			r.note("structure", path, "must be true or false")
			return
		}
		v.SetBool(n.text == "true")
	case v.Kind() == reflect.Int:
		r.integer(n, path, f.is, v)
	default:
		r.text(n, path, f, v)
	}
}

func (r *reader) integer(n node, path, is string, v reflect.Value) {
	i, err := strconv.ParseInt(n.text, 10, 32)
	least := map[string]int64{"positiveInt": 1, "unsignedInt": 0}
	if min, bounded := least[is]; n.kind != number || err != nil || bounded && i < min {
		r.note("structure", path, "must be a whole number"+map[string]string{"positiveInt": " above 0", "unsignedInt": ", 0 or above"}[is])
		return
	}
	v.SetInt(i)
}

var decimalType = reflect.TypeFor[Decimal]()

// text reads a primitive value that is held as it was written.
func (r *reader) text(n node, path string, f *field, v reflect.Value) {
	wanted, is := text, "text"
	if v.Type() == decimalType {
		wanted, is = number, "number"
	}
	switch {
	case n.kind != wanted:
		r.note("structure", path, "must be a "+is)
		return
	case n.text == "":
		r.note("structure", path, "must not be empty")
		return
	case len(n.text) > maxPrimitive:
		r.note("too-long", path, fmt.Sprintf("is longer than %d bytes", maxPrimitive))
		return
	case strings.ContainsFunc(n.text, control):
		r.note("value", path, "has control characters")
		return
	}
	v.SetString(n.text)
	if checked, ok := v.Interface().(interface{ wrong() string }); ok {
		if wrong := checked.wrong(); wrong != "" {
			r.note("value", path, wrong)
			return
		}
	}
	if f.codes != nil && v.Type() == reflect.TypeFor[Code]() && !f.codes[n.text] {
		r.note("code-invalid", path, "must be one of "+oneOf(f.codes))
	}
}

func control(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }

// choice reads an element whose name says its type.
func (r *reader) choice(m member, typ, path string, f *field, v reflect.Value) {
	target := v.FieldByIndex(f.index)
	if !target.IsNil() {
		r.note("structure", path, "must have one value, not several of different types")
		return
	}
	held := choiceTypes[typ]
	value := reflect.New(held).Elem()
	if held == reflect.TypeFor[json.RawMessage]() {
		if m.value.kind != object {
			r.note("structure", path, "must be an object")
			return
		}
		value.SetBytes(m.value.raw())
	} else {
		of := field{name: f.name, to: f.to}
		if typ == "positiveInt" || typ == "unsignedInt" {
			of.is = typ
		}
		r.single(m.value, path, &of, value)
	}
	target.Set(reflect.ValueOf(&Choice{Type: typ, Value: value.Interface()}))
}

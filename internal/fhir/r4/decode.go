package r4

import (
	"fmt"
	"reflect"
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

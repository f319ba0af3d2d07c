package r4

import (
	"fmt"
	"reflect"
)

// References visits every reference in a resource, those in extensions and in
// contained resources included, with the FHIRPath of each. The visitor may
// change them.
func References(resource Resource, visit func(path string, ref *Reference)) {
	walk(reflect.ValueOf(resource), resource.ResourceType(), visit)
}

func walk(v reflect.Value, path string, visit func(string, *Reference)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), path, visit)
		}
	case reflect.Slice:
		if primitive(v.Type().Elem()) || v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	case reflect.Struct:
		walkObject(v, path, visit)
	}
}

func walkObject(v reflect.Value, path string, visit func(string, *Reference)) {
	if choice, ok := v.Interface().(Choice); ok {
		walk(reflect.ValueOf(choice.Value), path, visit)
		return
	}
	if ref, ok := v.Addr().Interface().(*Reference); ok {
		visit(path, ref)
	}
	p := planOf(v.Type())
	for i := range p.fields {
		f := &p.fields[i]
		if value := v.FieldByIndex(f.index); value.Kind() != reflect.String && !value.IsZero() {
			walk(value, path+"."+f.name, visit)
		}
	}
}

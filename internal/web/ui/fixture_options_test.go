package ui

import (
	"fmt"
	"slices"
	"sort"
)

// options reads the options of a fixture and remembers which were asked for, so
// that a fixture with an option we do not have is noticed and not half tested.
type options struct {
	path string
	m    map[string]any
	used map[string]bool
	kids []*options
}

func newOptions(path string, m map[string]any) *options {
	return &options{path: path, m: m, used: map[string]bool{}}
}

func (o *options) take(key string) any {
	o.used[key] = true
	return o.m[key]
}

func (o *options) str(key string) string {
	switch v := o.take(key).(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return fmt.Sprint(v)
	}
	delete(o.used, key) // of another shape: not supported
	return ""
}

func (o *options) flag(key string) bool {
	v, ok := o.take(key).(bool)
	if o.m[key] != nil && !ok {
		delete(o.used, key)
	}
	return v
}

// unless reads an option that is on unless it is false.
func (o *options) unless(key string) bool {
	v, ok := o.take(key).(bool)
	return ok && !v
}

func (o *options) num(key string) int {
	v, ok := o.take(key).(float64)
	if o.m[key] != nil && !ok {
		delete(o.used, key)
	}
	return int(v)
}

// sub returns the options within an option; a string stands for {text: …}.
func (o *options) sub(key string) *options {
	var m map[string]any
	switch v := o.take(key).(type) {
	case map[string]any:
		m = v
	case string:
		m = map[string]any{"text": v}
	case []any:
		m = map[string]any{"items": v}
	}
	k := newOptions(o.path+"."+key, m)
	o.kids = append(o.kids, k)
	return k
}

// list returns the non-empty items of an option that is a list.
func (o *options) list(key string) []*options {
	all, _ := o.take(key).([]any)
	var out []*options
	for _, v := range all {
		m, _ := v.(map[string]any)
		if text, ok := v.(string); ok {
			m = map[string]any{"text": text}
		}
		if m == nil {
			continue // the fixtures show that empty items are ignored
		}
		k := newOptions(o.path+"."+key, m)
		o.kids = append(o.kids, k)
		out = append(out, k)
	}
	return out
}

// text reads {text} or {heading}, and reports which of them it was.
func (o *options) text() (s string, heading bool) {
	if s = o.str("heading"); s != "" {
		return s, true
	}
	return o.str("text"), false
}

// unread lists the options nobody asked for.
func (o *options) unread() []string {
	var out []string
	for k, v := range o.m {
		if !o.used[k] && v != nil {
			out = append(out, o.path+"."+k)
		}
	}
	for _, k := range o.kids {
		out = append(out, k.unread()...)
	}
	sort.Strings(out)
	return slices.Compact(out)
}

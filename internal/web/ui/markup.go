package ui

import (
	"cmp"
	"strings"

	"github.com/a-h/templ"
)

// words joins the non-empty parts with single spaces: class lists, id lists.
func words(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

// when returns s if the condition holds, else nothing.
func when(cond bool, s string) string {
	if cond {
		return s
	}
	return ""
}

// modifier returns "base--name", or nothing without a name.
func modifier(base, name string) string {
	return when(name != "", base+"--"+name)
}

// fieldID makes an id out of a field name: brackets and dots are legal in
// names but awkward in fragments.
func fieldID(name string) string {
	return strings.NewReplacer("[", "-", "]", "", ".", "-", " ", "-").Replace(name)
}

// idOr returns the id given, or one made from the name.
func idOr(id, name string) string { return cmp.Or(id, fieldID(name)) }

// Text is a component of plain text, for the places that take a component.
func Text(s string) templ.Component { return text(s) }

// orElse returns s, or the default when s is empty.
func orElse(s, fallback string) string { return cmp.Or(s, fallback) }

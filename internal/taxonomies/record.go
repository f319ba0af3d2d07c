package taxonomies

import (
	"encoding/json"
	"slices"
	"strconv"
)

// record is a JSON object, read tolerantly: what has the wrong type is left out
// and noted.
type record struct {
	fields map[string]any
	line   int
	draft  *draft
}

func (r record) has(name string) bool { return r.fields[name] != nil }

// text returns the first of some fields that is there.
func (r record) text(names ...string) (text string) {
	for _, name := range names {
		switch v := r.fields[name].(type) {
		case nil:
			continue
		case string:
			text = v
		case json.Number:
			text = v.String()
		case bool:
			text = strconv.FormatBool(v)
		default:
			r.draft.note(r.line, r.id(), name, "is not a text; left out")
		}
		if text != "" {
			return text
		}
	}
	return ""
}

func (r record) id() string {
	id, _ := r.fields["id"].(string)
	return clip(id, maxName)
}

// texts returns a list of texts, or one text as a list.
func (r record) texts(names ...string) (list []string) {
	for _, name := range names {
		switch v := r.fields[name].(type) {
		case string:
			list = append(list, v)
		case []any:
			for _, element := range v {
				if text, ok := element.(string); ok {
					list = append(list, text)
				}
			}
		}
	}
	return list
}

// Only terms have these fields.
var termFields = []string{"parent_id", "taxonomy", "taxonomy_id", "taxonomy_detail", "term_uri", "code", "term", "vocabulary"}

// record takes a taxonomy or a term.
func (f *jsonFile) record(r record) error {
	isTerm := slices.ContainsFunc(termFields, r.has)
	if !isTerm && (r.has("version") || r.has("uri")) {
		f.addHead(r.head(), r.line)
		return nil
	}
	return f.add(draftTerm{line: r.line, taxonomy: r.taxonomy(), parent: r.text("parent_id", "parent"), field: "parent_id", Term: Term{
		ID: r.text("id"), Name: r.text("name", "term", "label"), Description: r.text("description"), Code: r.text("code"), URI: r.text("term_uri", "uri"),
		AlternateNames: r.texts("alternate_name", "alternate_names", "synonyms"),
	}})
}

func (r record) head() Taxonomy {
	return Taxonomy{ID: r.text("id"), Name: r.text("name"), Description: r.text("description"), URI: r.text("uri"), Version: r.text("version")}
}

// taxonomy returns what the record calls its taxonomy, and keeps what it says
// of it.
func (r record) taxonomy() string {
	for _, name := range []string{"taxonomy_detail", "taxonomy"} {
		if fields, ok := r.fields[name].(map[string]any); ok {
			head := record{fields, r.line, r.draft}.head()
			r.draft.addHead(head, r.line)
			return clip(firstOf(head.ID, head.URI, head.Name), maxName)
		}
	}
	return r.text("taxonomy_id", "taxonomy", "vocabulary")
}

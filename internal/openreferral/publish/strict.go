package publish

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/standard"
)

// published are the standards whose tables every record must pass.
var published = []standard.Standard{standard.HSDS31, standard.ORUK3}

// rounds is how often a record is mended: mending one fault can show another.
const rounds = 6

// strict makes a record valid by the tables of the standards. What is optional
// and not valid is left out; what is required and missing gets the nearest
// thing that is true. The error says what could not be mended.
func strict(kind, source string, body fields) error {
	prune(body)
	for range rounds {
		faults := faultsOf(kind, standard.Full, body)
		if len(faults) == 0 {
			return nil
		}
		for _, fault := range faults {
			mend(kind, body, source, fault)
		}
		prune(body)
	}
	left := faultsOf(kind, standard.Full, body)
	return fmt.Errorf("%s at %q", left[0].Rule, left[0].Path)
}

func faultsOf(kind string, shape standard.Shape, body fields) (faults []standard.Fault) {
	for _, s := range published {
		faults = append(faults, s.Check(kind, shape, body)...)
	}
	return faults
}

// mend changes the one value that a fault is about.
func mend(kind string, body fields, source string, fault standard.Fault) {
	owner, name := ownerOf(body, fault.Path)
	if owner == nil {
		return
	}
	value, ok := mended(kind, owner, source, fault)
	switch {
	case ok:
		owner[name] = value
	case fault.Field.Required && fault.Path != name: // a part without what it must have says nothing
		clear(owner)
	default:
		delete(owner, name)
	}
}

// mended is the value that belongs there, if there is one.
func mended(kind string, owner fields, source string, fault standard.Fault) (any, bool) {
	f := fault.Field
	switch {
	case fault.Rule == standard.Missing:
		return filled(owner, f)
	case fault.Rule == standard.WrongValue:
		return usual[f.Name], f.Required && usual[f.Name] != ""
	case f.Kind == standard.UUID:
		text := textOf(fault.Got)
		return openreferral.StableID(source, kindOf(kind, fault.Path), text), text != ""
	case f.Kind == standard.URI && fault.Rule == standard.WrongForm:
		return webAddress(textOf(fault.Got))
	case f.Kind == standard.Number || f.Kind == standard.Whole:
		return numberIn(textOf(fault.Got))
	case f.Kind == standard.Many:
		one, ok := fault.Got.(fields)
		return []any{one}, ok
	case isText(f.Kind) && fault.Rule == standard.WrongType:
		text := textOf(fault.Got)
		return text, text != ""
	}
	return nil, false
}

func isText(kind standard.Kind) bool {
	return kind == standard.Text || kind == standard.Date || kind == standard.Time || kind == standard.OneOf
}

// usual is what a word is where none is said.
var usual = map[string]string{"status": "active", "location_type": "physical", "address_type": "physical", "country": "GB"}

// filled finds something true for what must be there.
func filled(owner fields, f standard.Field) (any, bool) {
	switch f.Name {
	case "id":
		body, err := json.Marshal(owner)
		return openreferral.StableID("", "part", string(body)), err == nil && len(owner) > 0
	case "description":
		name := textOf(owner["name"])
		return name, name != ""
	case "address_1", "city", "state_province", "postal_code":
		return "", owner["address_1"] != nil || owner["postal_code"] != nil || owner["city"] != nil
	case "identifier_type":
		return "unknown", owner["identifier"] != nil
	}
	return usual[f.Name], usual[f.Name] != ""
}

// webAddress mends one without a scheme.
func webAddress(text string) (any, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), " ", "%20")
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || !strings.Contains(u.Hostname(), ".") || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false
	}
	return u.String(), true
}

func numberIn(text string) (any, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return nil, false
	}
	return json.Number(strconv.FormatFloat(n, 'f', -1, 64)), true
}

func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

var step = regexp.MustCompile(`([^.\[\]]+)|\[(\d+)\]`)

// ownerOf walks a path and returns the object that holds its last name.
func ownerOf(body fields, path string) (owner fields, name string) {
	var at any = body
	steps := step.FindAllStringSubmatch(path, -1)
	for i, s := range steps {
		here, isObject := at.(fields)
		if s[1] != "" {
			if !isObject {
				return nil, ""
			}
			owner, name = here, s[1]
			at = here[s[1]]
			continue
		}
		list, isList := at.([]any)
		n, _ := strconv.Atoi(s[2])
		if !isList || n >= len(list) {
			return nil, ""
		}
		if i == len(steps)-1 { // the element itself is of a wrong type
			list[n] = nil
			return nil, ""
		}
		at = list[n]
	}
	return owner, name
}

// prune leaves out what has no value: null, empty texts, lists and objects. An
// empty text that an address must have stays.
func prune(body fields) {
	for name, value := range body {
		switch v := value.(type) {
		case nil:
			delete(body, name)
		case string:
			if strings.TrimSpace(v) == "" && !mustStay(name) {
				delete(body, name)
			}
		case fields:
			if prune(v); len(v) == 0 {
				delete(body, name)
			}
		case []any:
			if list := pruned(v); len(list) > 0 {
				body[name] = list
			} else {
				delete(body, name)
			}
		}
	}
}

func mustStay(name string) bool {
	return name == "address_1" || name == "city" || name == "state_province" || name == "postal_code"
}

func pruned(list []any) (kept []any) {
	for _, element := range list {
		switch v := element.(type) {
		case nil:
			continue
		case fields:
			if prune(v); len(v) == 0 {
				continue
			}
		}
		kept = append(kept, element)
	}
	return kept
}

// kindOf is the kind of record that an id is of, from where it stands: that of
// what holds it, or what the name says it leads to.
func kindOf(root, path string) string {
	steps := step.FindAllStringSubmatch(path, -1)
	name, holder := steps[len(steps)-1][1], root
	for _, s := range steps[:len(steps)-1] {
		if s[1] != "" {
			holder = s[1]
		}
	}
	switch kind := strings.TrimSuffix(name, "_id"); {
	case name == "id":
		return singular(holder)
	case kind == "parent_organization":
		return "organization"
	case kind == "parent":
		return "taxonomy_term"
	case kind == "link":
		return singular(holder)
	default:
		return kind
	}
}

// singular is the kind of record in a list of this name.
func singular(list string) string {
	if kind, ok := strings.CutSuffix(list, "sses"); ok { // addresses
		return kind + "ss"
	}
	return strings.TrimSuffix(list, "s")
}

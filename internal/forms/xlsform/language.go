package xlsform

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// heading is a language as XLSForm says it: Welsh (cy).
func heading(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code + " (" + code + ")"
	}
	name := strings.NewReplacer("(", "", ")", "").Replace(display.English.Tags().Name(tag))
	if name == "" {
		name = code
	}
	return name + " (" + code + ")"
}

var inBrackets = regexp.MustCompile(`\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\)\s*$`)

// codes are the languages by their English names.
var codes = sync.OnceValue(func() map[string]string {
	all := make(map[string]string)
	for _, tag := range display.Supported.Tags() {
		if base, _, region := tag.Raw(); region == (language.Region{}) {
			all[strings.ToLower(display.English.Languages().Name(base))] = base.String()
		}
	}
	return all
})

// codeOf is the language of a heading; ok is false for one that we do not know.
func codeOf(heading string) (code string, ok bool) {
	if found := inBrackets.FindStringSubmatch(heading); found != nil {
		return found[1], true
	}
	code, ok = codes()[strings.ToLower(strings.TrimSpace(heading))]
	return code, ok
}

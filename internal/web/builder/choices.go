package builder

import (
	"strconv"
	"strings"
	"unicode"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/visit"
)

// choiceLines are choices as they are typed, one a line: money = Money and debts.
// In a language in which none is written there is nothing.
func choiceLines(choices []form.Choice, language string) string {
	var lines []string
	for _, c := range choices {
		if words := c.Label[language]; words != "" {
			lines = append(lines, c.Code+" = "+words)
		}
	}
	return strings.Join(lines, "\n")
}

// takeChoices reads choices from the box of the main language, and what they are
// called in others. A line without a code gets one from its words.
func takeChoices(f visit.Fields, of form.Form, bad *db.Invalid) (choices []form.Choice) {
	field := box("choices", of.Main())
	place := make(map[string]int)
	for _, line := range lines(f.Get(field)) {
		code, words := choiceOf(line)
		if code == "" {
			code = codeFrom(words, func(code string) bool { _, taken := place[code]; return taken })
		}
		if _, twice := place[code]; twice {
			bad.Add(field, "Two choices have the code “"+code+"”. Give each its own")
			return choices
		}
		place[code] = len(choices)
		choices = append(choices, form.Choice{Code: code, Label: form.Words{of.Main(): words}})
	}
	for _, language := range of.Languages {
		if language == of.Main() {
			continue
		}
		for _, line := range lines(f.Get(box("choices", language))) {
			code, words := choiceOf(line)
			n, ok := place[code]
			if !ok {
				bad.Add(box("choices", language), "Begin each line with the code of a choice above and =, like “"+exampleCode(choices)+" = …”. No choice fits: “"+line+"”")
				break
			}
			choices[n].Label[language] = words
		}
	}
	return choices
}

func exampleCode(choices []form.Choice) string {
	if len(choices) == 0 {
		return "yes"
	}
	return choices[0].Code
}

func lines(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// choiceOf is the code and the words of a line; no code where there is no =.
func choiceOf(line string) (code, words string) {
	code, words, ok := strings.Cut(line, "=")
	if !ok {
		return "", line
	}
	return strings.TrimSpace(code), strings.TrimSpace(words)
}

// longestCode is how long a code from words gets.
const longestCode = 24

// codeFrom makes a code or a name from words: the first few, in small letters.
func codeFrom(words string, taken func(string) bool) string {
	var b strings.Builder
	for _, r := range strings.ToLower(words) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		if b.Len() > longestCode {
			break
		}
	}
	code := b.String()
	if len(code) > longestCode { // a word that has no room is left out, unless it is the first
		code = code[:max(strings.LastIndexByte(code, '_'), 0)]
		if code == "" {
			code = b.String()[:longestCode]
		}
	}
	if code = strings.Trim(code, "_"); code == "" {
		code = "other"
	}
	for n, first := 2, code; taken(code); n++ {
		code = first + "_" + strconv.Itoa(n)
	}
	return code
}

// freeName is a name for a question that no other has, from what it asks.
func freeName(f form.Form, asks string, kind form.Kind) string {
	if asks = strings.TrimLeft(asks, "0123456789 "); asks == "" {
		asks = string(kind)
	}
	return codeFrom(asks, func(name string) bool {
		_, taken := f.Item(name)
		return taken || reserved(name)
	})
}

// reserved says whether a name means something in formulas.
func reserved(name string) bool {
	f := form.Form{Title: form.Say("en", "x"), Languages: []string{"en"}, Items: []form.Item{{Name: name, Kind: form.Text, Label: form.Say("en", "x")}}}
	return len(f.Check()) > 0
}

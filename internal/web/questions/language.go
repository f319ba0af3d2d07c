package questions

import "linkwork/internal/vocabulary"

// LanguageName says a language of a form; its code, where we have no word for it.
func LanguageName(code string) string {
	if t, ok := vocabulary.Languages.Find(code); ok {
		return t.Label
	}
	return code
}

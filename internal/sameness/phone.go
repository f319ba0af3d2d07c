package sameness

import (
	"regexp"
	"strings"
	"unicode"
)

// PhoneError says what is wrong with a phone number, in a sentence for a form.
type PhoneError string

func (e PhoneError) Error() string { return string(e) }

// What ParsePhone may say.
const (
	ErrPhoneEmpty   = PhoneError("Enter a phone number")
	ErrPhoneUnknown = PhoneError("Enter a UK phone number with its area code, like 01632 960 001")
)

var (
	extension = regexp.MustCompile(`(?i)\s*(?:extension|ext|x|#|option)[\s.:]*[0-9]{1,6}\s*$`)
	// After the nought or +44: ten digits, or nine of some area codes and
	// freephone numbers. Numbers begin with 1, 2 (places), 3 (everywhere), 5, 7
	// (mobiles), 8 (freephone and the like), 9 (premium).
	national = regexp.MustCompile(`^(?:[1235789][0-9]{9}|1[0-9]{8}|[58]00[0-9]{6}|8001111)$`)
)

// ParsePhone returns a UK number as +441632960001 (E.164). It accepts spaces,
// dots, dashes, brackets, a label before a colon, "+44 (0)", "0044" and an
// extension, which it drops. Numbers of three digits, numbers of other countries
// and numbers without an area code are a PhoneError.
func ParsePhone(text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", ErrPhoneEmpty
	}
	if _, after, ok := strings.Cut(text, ":"); ok { // "Tel: 01632 960001", "tel:+44…"
		text = after
	}
	packed := packPhone(extension.ReplaceAllString(text, ""))
	for _, code := range []string{"+44", "0044", "44"} {
		if rest, ok := strings.CutPrefix(packed, code); ok {
			packed = "0" + strings.TrimPrefix(rest, "0") // "+44 (0)1632"
			break
		}
	}
	digits, ok := strings.CutPrefix(packed, "0")
	if !ok || !national.MatchString(digits) {
		return "", ErrPhoneUnknown
	}
	return "+44" + digits, nil
}

// packPhone drops what people put between digits. Anything else stays, and
// fits no number.
func packPhone(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("().,/[]'\"", r) {
			return -1
		}
		return r
	}, text)
}

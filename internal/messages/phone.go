package messages

import (
	"regexp"
	"strings"
)

// extension is what people write behind the number of a switchboard.
var extension = regexp.MustCompile(`(?i)[\s,;.]*(?:\bextension|\bextn?\b\.?|\bx|#)[\s.:]*([0-9]{1,6})$`)

// besideDigits are the signs with which people write a number down.
var besideDigits = strings.NewReplacer("(", " ", ")", " ", "-", " ", "–", " ", ".", " ", "/", " ", "\u00a0", " ")

// Phone reads a phone number as people type it: with brackets, dashes, and an extension
// that somebody has to ask for. number is digits with single spaces and a + before them.
func Phone(typed string) (number, ext string, ok bool) {
	typed = strings.TrimSpace(typed)
	if m := extension.FindStringSubmatch(typed); m != nil {
		typed, ext = strings.TrimSuffix(typed, m[0]), m[1]
	}
	if strings.HasPrefix(typed, "+") {
		typed = strings.Replace(typed, "(0)", " ", 1) // not dialled from abroad
	}
	number = strings.Join(strings.Fields(besideDigits.Replace(typed)), " ")
	return number, ext, IsPhone(number)
}

// IsPhone says whether to is a number that a message can be sent to: digits, with spaces
// and a + before them. What somebody typed is read with Phone first.
func IsPhone(to string) bool {
	digits := 0
	for i, r := range to {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == ' ' || r == '+' && i == 0:
		default:
			return false
		}
	}
	return digits >= 7 && digits <= 15
}

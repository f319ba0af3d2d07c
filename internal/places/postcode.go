package places

import (
	"regexp"
	"strings"
	"unicode"
)

// PostcodeError says what is wrong with a postcode, in a sentence for a form.
type PostcodeError string

func (e PostcodeError) Error() string { return string(e) }

// What ParsePostcode and ParseOutcode may say.
const (
	ErrPostcodeEmpty   = PostcodeError("Enter a postcode")
	ErrPostcodeUnknown = PostcodeError("Enter a real postcode, like QX3 7LB")
	ErrOutcodeUnknown  = PostcodeError("Enter a postcode or its first part, like QX3")
)

// Postcode is a UK postcode in capitals, without the space.
type Postcode struct {
	Outcode string // "QX3": the district
	Incode  string // "7LB": the street or house
}

func (p Postcode) String() string { return strings.TrimSpace(p.Outcode + " " + p.Incode) }

var (
	outcodeShape  = regexp.MustCompile(`^[A-Z]{1,2}[0-9]([0-9]|[A-Z])?$`)
	unfinished    = regexp.MustCompile(`^[0-9][A-Z]?$`)
	postcodeShape = regexp.MustCompile(`^([A-Z]{1,2}[0-9](?:[0-9]|[A-Z])?|GIR)([0-9][A-Z]{2})$`)
)

// ParsePostcode reads a whole postcode, with or without space and in any case.
// The letter O and the letter I where only a digit can stand are read as 0 and
// 1, a common slip. The error is a PostcodeError.
func ParsePostcode(text string) (Postcode, error) {
	packed := pack(text)
	if packed == "" {
		return Postcode{}, ErrPostcodeEmpty
	}
	if n := len(packed); n >= 5 && n <= 7 {
		packed = packed[:n-3] + digitSlip(packed[n-3]) + packed[n-2:]
	}
	parts := postcodeShape.FindStringSubmatch(packed)
	if parts == nil {
		return Postcode{}, ErrPostcodeUnknown
	}
	return Postcode{Outcode: parts[1], Incode: parts[2]}, nil
}

// ParseOutcode reads the first half of a postcode. A whole postcode, or one
// that is not finished ("QX3 7"), is accepted too and the rest dropped.
func ParseOutcode(text string) (string, error) {
	packed := pack(text)
	if halves := strings.Fields(text); len(halves) == 2 && unfinished.MatchString(pack(halves[1])) {
		packed = pack(halves[0])
	}
	switch {
	case packed == "":
		return "", ErrPostcodeEmpty
	case outcodeShape.MatchString(packed):
		return packed, nil
	}
	whole, err := ParsePostcode(packed)
	if err != nil {
		return "", ErrOutcodeUnknown
	}
	return whole.Outcode, nil
}

// pack drops spaces and signs and turns letters to capitals.
func pack(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case unicode.IsSpace(r), r == '-', r == '.', unicode.Is(unicode.Cf, r):
			return -1
		}
		return '?' // matches no shape
	}, text)
}

func digitSlip(b byte) string {
	switch b {
	case 'O':
		return "0"
	case 'I':
		return "1"
	}
	return string(b)
}

package vocabulary

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// NHSNumberSystem is the identifier system of NHS numbers in FHIR messages.
const NHSNumberSystem = "https://fhir.nhs.uk/Id/nhs-number"

// NHSNumberError says what is wrong with a number, in a sentence for a form.
type NHSNumberError string

func (e NHSNumberError) Error() string { return string(e) }

// What ParseNHSNumber may say, besides how many digits there are.
const (
	ErrNHSNumberEmpty      = NHSNumberError("Enter an NHS number, or leave it out if it is not known")
	ErrNHSNumberNI         = NHSNumberError("This looks like a National Insurance number. An NHS number has 10 digits and no letters")
	ErrNHSNumberPhone      = NHSNumberError("This looks like a phone number. An NHS number has 10 digits")
	ErrNHSNumberCharacters = NHSNumberError("An NHS number has 10 digits and no letters or other signs")
	ErrNHSNumberCheck      = NHSNumberError("Check the NHS number: one of its digits is wrong, because the last digit does not fit the others")
	ErrNHSNumberRepeated   = NHSNumberError("This NHS number is the same digit 10 times. If the number is not known, leave it out")
)

var nationalInsurance = regexp.MustCompile(`^[A-Z]{2}[0-9]{6}[A-D]?$`)

// ParseNHSNumber returns the ten digits of an NHS number typed or pasted with
// any spaces, dashes or dots in it. The error is a sentence for a form.
func ParseNHSNumber(text string) (string, error) {
	packed := strings.Map(dropSeparators, text)
	switch {
	case packed == "":
		return "", ErrNHSNumberEmpty
	case nationalInsurance.MatchString(strings.ToUpper(packed)):
		return "", ErrNHSNumberNI
	case looksLikePhone(packed):
		return "", ErrNHSNumberPhone
	case !onlyDigits(packed):
		return "", ErrNHSNumberCharacters
	case len(packed) != 10:
		return "", NHSNumberError(fmt.Sprintf("An NHS number has 10 digits. This has %d", len(packed)))
	case strings.Count(packed, packed[:1]) == 10:
		return "", ErrNHSNumberRepeated
	}
	if check, ok := nhsCheckDigit(packed[:9]); !ok || check != packed[9] {
		return "", ErrNHSNumberCheck
	}
	return packed, nil
}

// ValidNHSNumber says whether digits is an NHS number as stored: ten digits,
// nothing else, with the right check digit.
func ValidNHSNumber(digits string) bool {
	parsed, err := ParseNHSNumber(digits)
	return err == nil && parsed == digits
}

// FormatNHSNumber shows ten digits as 999 123 4560. Anything else comes back
// unchanged, so that a page can show what was sent.
func FormatNHSNumber(digits string) string {
	if len(digits) != 10 || !onlyDigits(digits) {
		return digits
	}
	return digits[:3] + " " + digits[3:6] + " " + digits[6:]
}

const madeUpNumbers = 900_000

// MakeNHSNumber returns the n-th made-up NHS number: from the 999 range, which
// is never issued to a person, with a right check digit. The first 900,000 are
// all different; neighbours do not look alike.
func MakeNHSNumber(n int) string {
	n = (n%madeUpNumbers + madeUpNumbers) % madeUpNumbers
	n = n * 7919 % madeUpNumbers // coprime, so still one number for each n
	// Of the ten possible ninth digits at most one has no check digit, so
	// every five digits in front carry at least nine numbers.
	front, wanted := "999"+fmt.Sprintf("%05d", n/9), n%9
	for ninth := 0; ; ninth++ {
		nine := front + strconv.Itoa(ninth)
		check, ok := nhsCheckDigit(nine)
		if !ok {
			continue
		}
		if wanted == 0 {
			return nine + string(check)
		}
		wanted--
	}
}

// nhsCheckDigit is modulus 11 over nine digits with weights 10 to 2. A result
// of ten means that no number begins with these digits.
func nhsCheckDigit(nine string) (digit byte, ok bool) {
	sum := 0
	for i := range 9 {
		sum += int(nine[i]-'0') * (10 - i)
	}
	check := (11 - sum%11) % 11
	return byte('0' + check%10), check != 10
}

func dropSeparators(r rune) rune {
	if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r) || r == '.' {
		return -1
	}
	return r
}

func looksLikePhone(packed string) bool {
	return strings.HasPrefix(packed, "+44") || len(packed) == 11 && packed[0] == '0' && onlyDigits(packed)
}

func onlyDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

package sameness

import (
	"strings"
	"unicode"

	"linkwork/internal/words"
)

// The schemes that publishers spell in many ways; others are compared as they
// are written, without case and signs. GB-CHC and the like are prefixes of the
// register of lists at org-id.guide.
const (
	EnglishCharity  = "GB-CHC"
	ScottishCharity = "GB-SC"
	IrishCharity    = "GB-NIC"
	Company         = "GB-COH"
	UPRN            = "UPRN" // unique property reference number
)

var schemes = map[string]string{
	"gbchc": EnglishCharity, "charity": EnglishCharity, "charitynumber": EnglishCharity, "registeredcharity": EnglishCharity, "charitycommission": EnglishCharity,
	"registeredcharitynumber": EnglishCharity, "charitycommissionnumber": EnglishCharity, "charitycommissionforenglandandwales": EnglishCharity,
	"gbsc": ScottishCharity, "oscr": ScottishCharity, "scottishcharity": ScottishCharity, "scottishcharitynumber": ScottishCharity,
	"gbnic": IrishCharity, "ccni": IrishCharity, "northernirelandcharity": IrishCharity,
	"gbcoh": Company, "company": Company, "companynumber": Company, "companieshouse": Company, "companieshousenumber": Company, "companyregistration": Company,
	"uprn": UPRN, "gbuprn": UPRN, "uniquepropertyreferencenumber": UPRN,
}

// Tidy brings an identifier to the usual scheme and number: capitals, no
// spaces, companies with eight digits, charities without noughts in front. A
// charity number that begins with SC or NI is of Scotland or Northern Ireland.
// The zero Identifier comes back where the number has no digit but noughts.
func (i Identifier) Tidy() Identifier {
	for {
		tidy := i.tidyOnce()
		if tidy == i {
			return tidy
		}
		i = tidy
	}
}

func (i Identifier) tidyOnce() Identifier {
	number := strings.ToUpper(packed(i.Number))
	scheme := packed(i.Scheme)
	if usual, ok := schemes[scheme]; ok {
		scheme = usual
	}
	for _, prefix := range []string{EnglishCharity, ScottishCharity, IrishCharity, Company} { // "GB-CHC-1234567"
		if bare := strings.ToUpper(packed(prefix)); strings.HasPrefix(number, bare) && len(number) > len(bare)+4 {
			scheme, number = prefix, strings.TrimPrefix(number, bare)
		}
	}
	switch scheme {
	case EnglishCharity, ScottishCharity, IrishCharity:
		scheme, number = charity(scheme, number)
	case Company:
		if onlyDigits(number) && len(number) < 8 {
			number = strings.Repeat("0", 8-len(number)) + number
		}
	case UPRN:
		number = strings.TrimLeft(number, "0")
	}
	if !strings.ContainsAny(number, "123456789") {
		return Identifier{}
	}
	return Identifier{scheme, number}
}

func charity(scheme, number string) (tidyScheme, tidyNumber string) {
	if rest, ok := strings.CutPrefix(number, "SC"); ok && onlyDigits(rest) {
		return ScottishCharity, "SC" + strings.TrimLeft(rest, "0")
	}
	if rest, ok := strings.CutPrefix(number, "NIC"); ok && onlyDigits(rest) {
		return IrishCharity, "NIC" + strings.TrimLeft(rest, "0")
	}
	return scheme, strings.TrimLeft(number, "0")
}

// spoken names a scheme in a sentence.
func (i Identifier) spoken() string {
	switch i.Scheme {
	case EnglishCharity, ScottishCharity, IrishCharity:
		return "charity number"
	case Company:
		return "company number"
	case UPRN:
		return "property number (UPRN)"
	}
	return "registered number"
}

// packed keeps folded letters and digits.
func packed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, words.Fold(text))
}

func onlyDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

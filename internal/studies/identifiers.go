package studies

import (
	"regexp"
	"strings"

	"linkwork/internal/db"
)

// The forms of numbers that others give a study. They are checked for slips of the
// pen, not for whether there is such a number.
var (
	irasNumber = regexp.MustCompile(`^[0-9]{4,7}$`)
	recNumber  = regexp.MustCompile(`^[0-9]{2}/[A-Z]{2,3}/[0-9]{4}$`)
	beginsREC  = regexp.MustCompile(`^[0-9]+ ?/`) // as committees of the NHS begin theirs
	registers  = map[string]*regexp.Regexp{"ISRCTN": regexp.MustCompile(`\bISRCTN ?[0-9]{8}\b`), "NCT": regexp.MustCompile(`\bNCT[0-9]{8}\b`)}
	anyDigit   = regexp.MustCompile(`[0-9]`)
)

// check adds what is wrong with the form of a number. A university's committee gives
// references of its own form.
func (x *Identifiers) check(bad *db.Invalid) {
	if x.IRAS != "" && !irasNumber.MatchString(x.IRAS) {
		bad.Add("iras", "Enter the IRAS number as 4 to 7 digits, like 312345")
	}
	x.REC = strings.ToUpper(x.REC)
	switch {
	case x.REC == "":
	case beginsREC.MatchString(x.REC) && !recNumber.MatchString(x.REC):
		bad.Add("rec", "Enter the reference as two digits, two letters and four digits, like 24/SC/0123")
	case !anyDigit.MatchString(x.REC):
		bad.Add("rec", "Enter the committee’s reference with its number, like 24/SC/0123")
	}
	for register, form := range registers {
		if words := strings.ToUpper(x.Registration); strings.Contains(words, register) && !form.MatchString(words) {
			bad.Add("registration", "Enter "+register+" with 8 digits after it, like "+register+"12345678")
			return
		}
	}
	if x.Registration != "" && !anyDigit.MatchString(x.Registration) {
		bad.Add("registration", "Enter the register and the number that the study has there, like ISRCTN12345678")
	}
}

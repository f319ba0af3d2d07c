package practicalhelp

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Pence is an amount of money.
type Pence int64

// most is the largest amount that a form takes: a million pounds.
const most = Pence(100_000_000)

// ErrNotMoney is returned for text that is no amount of pounds and pence.
var ErrNotMoney = errors.New("not an amount of money")

// ParsePounds reads "49", "49.50" or "£1,049.5" up to a million pounds; empty
// text is 0.
func ParsePounds(text string) (Pence, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, "£"), ",", "")
	pounds, rest, dotted := strings.Cut(text, ".")
	if dotted && (len(rest) == 0 || len(rest) > 2) || len(pounds) == 0 || len(pounds) > 7 || !digits(pounds) || !digits(rest) {
		return 0, ErrNotMoney
	}
	whole, err := strconv.Atoi(pounds)
	if err != nil {
		return 0, ErrNotMoney
	}
	part := 0
	if dotted {
		if part, err = strconv.Atoi((rest + "0")[:2]); err != nil {
			return 0, ErrNotMoney
		}
	}
	amount := Pence(whole*100 + part)
	if amount > most {
		return 0, ErrNotMoney
	}
	return amount, nil
}

func digits(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}

// String is the amount as people write it: "£1,049.50", "£49".
func (p Pence) String() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	pounds := strconv.FormatInt(int64(p/100), 10)
	for i := len(pounds) - 3; i > 0; i -= 3 {
		pounds = pounds[:i] + "," + pounds[i:]
	}
	if p%100 == 0 {
		return sign + "£" + pounds
	}
	return sign + "£" + pounds + fmt.Sprintf(".%02d", p%100)
}

// Pounds is the amount as a form takes it back: "1049.50", "" for nothing.
func (p Pence) Pounds() string {
	if p == 0 {
		return ""
	}
	return strings.ReplaceAll(strings.TrimPrefix(p.String(), "£"), ",", "")
}

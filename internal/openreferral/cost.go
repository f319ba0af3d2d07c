package openreferral

import (
	"regexp"
	"strconv"
	"strings"

	"linkwork/internal/directory"
)

var (
	saysFree = regexp.MustCompile(`(?i)^\s*free\b|\bfree of charge\b|\bno (charge|cost|fee)\b|\bis free\b`)
	saysNot  = regexp.MustCompile(`(?i)£ *[0-9]|[0-9] *(pounds|p)\b|\bnot free\b|\bfree (for|to) (members|under|over|those|children)`)
)

// cost says what a service costs and whether it is free. Free means free for
// everybody: a price for anybody makes it no, and silence is not stated.
func cost(service object) (text string, free directory.Answer) {
	var parts []string
	priced, nothing := false, false
	for _, option := range service.list("cost_options") {
		amount, stated := option.number("amount")
		if stated {
			priced, nothing = priced || amount > 0, nothing || amount == 0
		}
		if words := costWords(option, amount, stated); words != "" {
			parts = append(parts, words)
		}
	}
	fees := firstOf(service.plain("fees_description"), service.plain("fees"))
	text = joinSentences(strings.Join(parts, "; "), fees)
	switch {
	case priced, saysNot.MatchString(text):
		return text, directory.No
	case nothing, saysFree.MatchString(text):
		return text, directory.Yes
	}
	return text, directory.NotStated
}

// costWords says one price: "Under 18s: £35 per session".
func costWords(option object, amount float64, stated bool) string {
	price := ""
	switch {
	case stated && amount == 0:
		price = "free"
	case stated:
		price = money(amount, option.text("currency", 3))
	}
	price = joinNonEmpty(" ", price, option.text("amount_description", shortText))
	name := option.text("option", shortText)
	if name == "" {
		return capital(price)
	}
	return joinNonEmpty(": ", name, price)
}

func money(amount float64, currency string) string {
	digits := strconv.FormatFloat(amount, 'f', 2, 64)
	digits = strings.TrimSuffix(digits, ".00")
	if currency == "" || strings.EqualFold(currency, "GBP") {
		return "£" + digits
	}
	return strings.ToUpper(currency) + " " + digits
}

package listing

import (
	"net/mail"
	"net/url"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/directory"
)

// NotStated makes silence visible.
const NotStated = "Not stated"

// Checked says when somebody last looked whether a record is right: "Checked 3
// November 2026 (9 months ago)". The day is text as it was imported.
func Checked(assured string, today dates.Date) string {
	day, err := dates.Parse(assured)
	if err != nil || day.IsZero() {
		return neverChecked
	}
	return "Checked " + day.Long() + " (" + Ago(day, today) + ")"
}

const neverChecked = "Nobody says when this was last checked"

// CheckedBy says when somebody last looked, and who: "Checked 3 November 2026 by
// the organisation". Without a who its source says so.
func CheckedBy(on dates.Date, who string) string {
	switch {
	case on.IsZero():
		return neverChecked
	case who == "":
		return "Checked " + on.Long() + ", says the list that it comes from"
	}
	return "Checked " + on.Long() + " by " + who
}

// Ago is how long ago a day was, as roughly as it matters.
func Ago(day, today dates.Date) string {
	days := today.Sub(day)
	switch {
	case days < 1:
		return "today"
	case days < 14:
		return dates.Days(days) + " ago"
	case days < 60:
		return dates.Count(days/7, "week", "weeks") + " ago"
	case days < 730:
		return dates.Count(days*12/365, "month", "months") + " ago"
	}
	return dates.Count(days/365, "year", "years") + " ago"
}

// Room says whether there is room, who saw it and when.
func Room(c directory.Capacity, now time.Time) string {
	if c.State == "" {
		return "Not known: nobody has said"
	}
	words := c.Words()
	if c.Note != "" {
		words += " (" + c.Note + ")"
	}
	words += ", seen " + dates.Of(c.ObservedAt).Long() + " by " + observer(c)
	switch {
	case c.Stale(now) && !c.Until.IsZero():
		words += ". That day has come: ask again"
	case c.Stale(now):
		words += ". That is " + Ago(dates.Of(c.ObservedAt), dates.Of(now)) + ": ask again"
	}
	return words
}

// Limit says how many referrals a month a service would like, who said so and
// when; "" when it has not said.
func Limit(l directory.Limit) string {
	if l.AMonth == 0 {
		return ""
	}
	who := l.ObserverName
	if who == "" {
		who = "the organisation"
	}
	return l.Words() + ", please, said " + dates.Of(l.SaidAt).Long() + " by " + who
}

// PublicRoom says whether there is room to anybody: without who saw it.
func PublicRoom(c directory.Capacity, now time.Time) string {
	if c.State == "" || c.Stale(now) {
		return "Ask them: nobody has said lately"
	}
	return c.Words() + ", as of " + dates.Of(c.ObservedAt).Long()
}

func observer(c directory.Capacity) string {
	switch {
	case c.ObserverName != "":
		return c.ObserverName
	case c.Observer == directory.ByOrganisation:
		return "the organisation"
	case c.Observer == directory.ByImport:
		return "the directory it comes from"
	}
	return "a colleague"
}

// Cost says the price, or that it is free, or that nobody says.
func Cost(words string, free directory.Answer) string {
	switch {
	case words != "":
		return words
	case free == directory.Yes:
		return "Free"
	case free == directory.No:
		return "Costs money; how much is not stated"
	}
	return NotStated
}

// Caption is who runs a service, to stand above its name; "" where that is the
// same.
func Caption(s directory.Service) string {
	if s.Organisation.Name == s.Name {
		return ""
	}
	return s.Organisation.Name
}

// OrNotStated makes silence visible.
func OrNotStated(text string) string {
	if strings.TrimSpace(text) == "" {
		return NotStated
	}
	return text
}

// OneLine is the beginning of a description, cut at a word.
func OneLine(text string) string {
	const room = 160
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= room {
		return text
	}
	cut := string(runes[:room])
	if i := strings.LastIndexByte(cut, ' '); i > room/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// Ages says for which ages a service is.
func Ages(from, to *int) string {
	switch {
	case from != nil && to != nil:
		return "From " + dates.Count(*from, "year", "years") + " to " + dates.Count(*to, "year", "years")
	case from != nil:
		return "From " + dates.Count(*from, "year", "years")
	case to != nil:
		return "Up to " + dates.Count(*to, "year", "years")
	}
	return NotStated
}

// WebHref is an address that a page may link to, "" for anything that is not
// plainly a website.
func WebHref(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// MailHref is a mailto link for one bare address, "" for anything else.
func MailHref(address string) string {
	a, err := mail.ParseAddress(address)
	if err != nil || a.Address != address || strings.ContainsAny(address, "?&%\"") {
		return ""
	}
	return "mailto:" + address
}

// PhoneHref is a tel link for what is plainly one number, "" for anything else,
// such as two numbers or a number with words.
func PhoneHref(number string) string {
	if strings.HasPrefix(number, "+") {
		number = strings.Replace(number, "(0)", "", 1) // not dialled from abroad
	}
	plain := strings.NewReplacer(" ", "", "-", "", "(", "", ")", "").Replace(number)
	digits := strings.TrimPrefix(plain, "+")
	if len(digits) < 3 || len(digits) > 15 || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return "tel:" + plain
}

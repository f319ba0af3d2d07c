package find

import (
	"net/mail"
	"net/url"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/directory"
)

const notStated = "Not stated"

// checked says when somebody last looked whether a record is right: "Checked 9
// months ago". The day is text as it was imported.
func checked(assured string, today dates.Date) string {
	day, err := dates.Parse(assured)
	if err != nil || day.IsZero() {
		return "Nobody says when this was last checked"
	}
	return "Checked " + ago(day, today)
}

// ago is how long ago a day was, as roughly as it matters.
func ago(day, today dates.Date) string {
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

// room says whether there is room, who saw it and when.
func room(c directory.Capacity, now time.Time) string {
	if c.State == "" {
		return "Not known: nobody has said"
	}
	words := c.Words() + ", seen " + dates.Of(c.ObservedAt).Long() + " by " + observer(c)
	if c.Stale(now) {
		words += ". That is " + ago(dates.Of(c.ObservedAt), dates.Of(now)) + ": ask again"
	}
	return words
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

// cost says the price, or that it is free, or that nobody says.
func cost(words string, free directory.Answer) string {
	switch {
	case words != "":
		return words
	case free == directory.Yes:
		return "Free"
	case free == directory.No:
		return "Costs money; how much is not stated"
	}
	return notStated
}

// orNotStated makes silence visible.
func orNotStated(text string) string {
	if strings.TrimSpace(text) == "" {
		return notStated
	}
	return text
}

// oneLine is the beginning of a description, cut at a word.
func oneLine(text string) string {
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

// ages says for which ages a service is.
func ages(from, to *int) string {
	switch {
	case from != nil && to != nil:
		return "From " + dates.Count(*from, "year", "years") + " to " + dates.Count(*to, "year", "years")
	case from != nil:
		return "From " + dates.Count(*from, "year", "years")
	case to != nil:
		return "Up to " + dates.Count(*to, "year", "years")
	}
	return notStated
}

// webHref is an address that a page may link to, "" for anything that is not
// plainly a website.
func webHref(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// mailHref is a mailto link for one bare address, "" for anything else.
func mailHref(address string) string {
	a, err := mail.ParseAddress(address)
	if err != nil || a.Address != address || strings.ContainsAny(address, "?&%\"") {
		return ""
	}
	return "mailto:" + address
}

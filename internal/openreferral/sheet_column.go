package openreferral

import "strings"

// Column is something that a column of a spreadsheet can hold.
type Column struct {
	Code  string
	Label string
	guess []string // headers that say so, in lower case with spaces
}

// Columns are what a spreadsheet can tell of a service, in the order in which a
// page asks for them.
var Columns = []Column{
	{"id", "A number or name of its own, that stays", []string{"import id", "id", "service id", "reference", "ref", "unique id"}},
	{"part-of", "The service above that this line adds a place or time to", []string{"import id reference", "part of"}},
	{"name", "Name", []string{"name", "service name", "service", "title", "activity", "group name"}},
	{"description", "What it is", []string{"description", "about", "details", "summary", "service description"}},
	{"organisation", "Who runs it", []string{"organisation", "organization", "provider", "organisation name", "run by"}},
	{"website", "Website", []string{"url", "website", "web", "web address", "link"}},
	{"email", "Email", []string{"email", "contact email", "e mail", "email address"}},
	{"phone", "Phone", []string{"phone", "contact phone", "telephone", "tel", "phone number", "contact number"}},
	{"contact-shown", "Whether email and phone may be shown", []string{"contact visible"}},
	{"place", "Name of the place", []string{"location name", "venue", "venue name", "place"}},
	{"address", "Street", []string{"location address 1", "address", "address 1", "street", "address line 1"}},
	{"town", "Town", []string{"location city", "city", "town"}},
	{"postcode", "Postcode", []string{"location postcode", "postcode", "post code", "postal code"}},
	{"latitude", "Latitude", []string{"location latitude", "latitude", "lat"}},
	{"longitude", "Longitude", []string{"location longitude", "longitude", "lng", "lon", "long"}},
	{"access", "Access for disabled people", []string{"location accessibilities", "accessibility", "access"}},
	{"place-shown", "Whether the place may be shown", []string{"location visible"}},
	{"address-hidden", "Whether the street stays hidden", []string{"mask exact address"}},
	{"free", "Free: yes or no", []string{"free"}},
	{"cost", "Cost in words", []string{"cost", "price", "fee", "fees", "cost option"}},
	{"amount", "Price in pounds", []string{"cost amount", "amount"}},
	{"amount-for", "What the price is for", []string{"cost type"}},
	{"minimum-age", "Lowest age", []string{"min age", "minimum age", "age from"}},
	{"maximum-age", "Highest age", []string{"max age", "maximum age", "age to"}},
	{"eligibility", "Who it is for", []string{"eligibility", "suitabilities", "who is it for", "for whom", "suitable for"}},
	{"topics", "Topics", []string{"service taxonomies", "taxonomies", "topics", "categories", "category", "type"}},
	{"days", "Days of the week", []string{"scheduled weekday", "weekday", "day", "days"}},
	{"opens", "Begins at", []string{"schedules opens at", "opens at", "opens", "start time", "starts"}},
	{"closes", "Ends at", []string{"schedules closes at", "closes at", "closes", "end time", "ends"}},
	{"times", "Days and times in words", []string{"opening hours", "opening times", "times", "when"}},
	{"languages", "Languages", []string{"languages", "language"}},
	{"how-to-come", "How to come", []string{"how to start", "how to apply", "how to access", "referral route"}},
	{"needs-referral", "Whether it needs a referral: yes or no", []string{"needs referral"}},
	{"notice", "A notice", []string{"alert", "notice"}},
	{"closed", "Closed for now: yes or no", []string{"temporarily closed"}},
	{"listed", "Whether it may be shown: yes or no", []string{"visible", "published"}},
	{"checked", "Day it was last checked", []string{"assured date", "last checked", "checked", "verified"}},
}

// Mapping says which column of a spreadsheet holds what: by code, the header.
// What no column is named for is not read, and never published.
type Mapping map[string]string

// Guess finds columns by the usual names of their headers.
func Guess(header []string) Mapping {
	m := make(Mapping)
	for _, column := range Columns {
		for _, usual := range column.guess {
			if found := headerLike(header, usual); found != "" {
				m[column.Code] = found
				break
			}
		}
	}
	return m
}

func headerLike(header []string, usual string) string {
	for _, name := range header {
		plain := strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '/' }), " ")
		if plain == usual {
			return name
		}
	}
	return ""
}

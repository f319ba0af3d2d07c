package openreferral

import (
	"regexp"
	"strings"

	"linkwork/internal/directory"
	"linkwork/internal/places"
)

var (
	saysStepFree = regexp.MustCompile(`(?i)step[ -]free|wheelchair|level access|\bramp|\blift\b|accessible`)
	// accessibleThings say nothing of the way in.
	accessibleThings = regexp.MustCompile(`(?i)\b(wheelchair[ -])?accessible (toilets?|loos?|wcs?|bathrooms?|parking|changing[ -]places?|minibus(es)?|transport)`)
	saysSteps        = regexp.MustCompile(`(?i)\b(no|not|without|in)[ -]*(wheelchair|step[ -]free|level|ramp|lift|accessible)|steps only|only by stairs`)
)

// location reads a place. ok is false when it has no id and no address to make
// one from.
func (f *feed) location(o object) (l directory.Location, ok bool) {
	address := physicalAddress(o)
	l = directory.Location{
		Name:      o.text("name", shortText),
		Kind:      o.oneOf("location_type", "physical", "physical", "postal", "virtual"),
		Address:   addressLine(address),
		Transport: o.plain("transportation"),
		Point:     o.point(),
	}
	if strings.EqualFold(o.text("external_identifier_type", 60), "UPRN") {
		l.Property = o.text("external_identifier", 60)
	}
	l.Postcode, l.Outcode = address.postcode()
	l.Accessibility, l.StepFree = accessibility(o)
	published := firstOf(o.text("id", shortText), joinNonEmpty(", ", l.Name, l.Address, l.Postcode))
	if published == "" {
		o.warn("id", "is missing, and so is an address; the place is left out")
		return l, false
	}
	l.ID = stableID(f.source, "location", published)
	l.Origin = f.origin(o, published)
	return l, true
}

// physicalAddress returns the address where people go.
func physicalAddress(o object) object {
	all := o.list("addresses")
	for _, address := range all {
		if strings.EqualFold(address.text("address_type", shortText), "physical") {
			return address
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return object{note: o.note}
}

func addressLine(o object) string {
	return joinNonEmpty(", ", o.text("address_1", shortText), o.text("address_2", shortText), o.text("city", shortText))
}

func (o object) postcode() (postcode, outcode string) {
	text := o.text("postal_code", 40)
	if text == "" {
		return "", ""
	}
	if whole, err := places.ParsePostcode(text); err == nil {
		return whole.String(), whole.Outcode
	}
	outcode, err := places.ParseOutcode(text)
	if err != nil {
		o.warn("postal_code", "is not a UK postcode; left out")
		return "", ""
	}
	return outcode, outcode
}

// point returns a position in the United Kingdom, or none.
func (o object) point() places.Point {
	lat, okLat := o.number("latitude")
	lon, okLon := o.number("longitude")
	p := places.Point{Lat: lat, Lon: lon}
	switch {
	case !okLat && !okLon:
		return places.Point{}
	case !okLat || !okLon:
		o.warn("latitude", "is there without the other half of the position; left out")
		return places.Point{}
	case !p.InUK():
		o.warn("latitude", "with longitude gives a position outside the United Kingdom; left out")
		return places.Point{}
	}
	return p
}

// accessibility collects what is said of a place. Words against come first:
// "no wheelchair access" speaks of wheelchairs too.
func accessibility(o object) (text string, stepFree directory.Answer) {
	var said []string
	for _, a := range o.list("accessibility") {
		said = append(said, joinSentences(a.plain("description"), a.plain("details")))
	}
	text = joinNonEmpty(" ", said...)
	return text, StepFree(text)
}

// StepFree says what words about a place mean for somebody who cannot climb
// steps.
func StepFree(words string) directory.Answer {
	words = accessibleThings.ReplaceAllString(words, "")
	switch {
	case saysSteps.MatchString(words):
		return directory.No
	case saysStepFree.MatchString(words):
		return directory.Yes
	}
	return directory.NotStated
}

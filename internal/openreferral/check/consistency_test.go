package check_test

import (
	"testing"

	"linkwork/internal/openreferral/check"
)

func TestWhatNoSchemaSees(t *testing.T) {
	for what, c := range map[string]struct {
		change       func(f *madeUp)
		where, words string
	}{
		"an id twice":      {func(f *madeUp) { f.services[4]["id"] = uuid(1, 2) }, "/services", "The id is that of an earlier record"},
		"no such term":     {func(f *madeUp) { f.terms[1]["parent_id"] = uuid(5, 9) }, "/taxonomy_terms", "It refers to a taxonomy term that the feed does not have"},
		"no such taxonomy": {func(f *madeUp) { f.terms[0]["taxonomy_id"] = uuid(4, 9) }, "/taxonomy_terms", "It refers to a taxonomy that the feed does not have"},
		"no such service":  {func(f *madeUp) { f.places[1]["service_id"] = uuid(1, 99); delete(f.places[1], "service") }, "/service_at_locations", "It refers to a service that the feed does not have"},
		"no such provider": {func(f *madeUp) {
			f.organizations = []object{{"id": uuid(2, 7), "name": "Others", "description": "Others"}}
		}, "/services", "It refers to an organisation that the feed does not have"},
		"another provider": {func(f *madeUp) { f.services[1]["organization_id"] = uuid(2, 8) }, "/services", "“organization_id” is not the id of the “organization” beside it"},
		"its own ancestor": {func(f *madeUp) { f.terms[0]["parent_id"] = uuid(5, 2) }, "/taxonomy_terms", "Its parents go round in a circle"},
		"its own parent":   {func(f *madeUp) { f.terms[0]["parent_id"] = uuid(5, 1) }, "/taxonomy_terms", "Its parents go round in a circle"},
		"closes first":     {func(f *madeUp) { at(f.services[0], "schedules", 0)["closes_at"] = "09:00:00" }, "/services/{id}", "It closes before it opens"},
		"closes at once":   {func(f *madeUp) { at(f.services[0], "schedules", 0)["closes_at"] = "10:00:00" }, "/services/{id}", "It closes before it opens"},
		"ends first":       {func(f *madeUp) { at(f.services[0], "schedules", 0)["valid_to"] = "2025-01-01" }, "/services/{id}", "“valid_to” is before “valid_from”"},
		"no such day":      {func(f *madeUp) { at(f.services[0], "schedules", 0)["valid_to"] = "2026-02-30" }, "/services/{id}", "“valid_to” is not a day that there is"},
		"no time of day":   {func(f *madeUp) { at(f.services[0], "schedules", 0)["opens_at"] = "10am" }, "/services/{id}", "“opens_at” is not a time of day"},
		"a day as typed":   {func(f *madeUp) { f.services[0]["assured_date"] = "20/10/2026" }, "/services", "“assured_date” is not a day that there is"},
		"nobody's age":     {func(f *madeUp) { f.services[0]["minimum_age"] = 120 }, "/services", "The minimum age is above the maximum age"},
		"no age":           {func(f *madeUp) { f.services[0]["maximum_age"] = 999 }, "/services", "“maximum_age” is not an age in years"},
		"out at sea":       {func(f *madeUp) { at(f.services[0], "service_at_locations", 0, "location")["longitude"] = 40.0 }, "/services/{id}", "The position is not in the United Kingdom"},
		"turned round": {func(f *madeUp) {
			l := at(f.services[0], "service_at_locations", 0, "location")
			l["latitude"], l["longitude"] = -0.12, 51.5
		}, "/services/{id}", "Latitude and longitude are the wrong way round"},
		"half a position": {func(f *madeUp) { delete(at(f.services[0], "service_at_locations", 0, "location"), "longitude") }, "/services/{id}", "A position needs both"},
		"half a postcode": {func(f *madeUp) {
			at(f.services[0], "service_at_locations", 0, "location", "addresses", 0)["postal_code"] = "SW1A 1A1"
		}, "/services/{id}", "The postcode is not a whole postcode"},
		"a day that is none": {func(f *madeUp) { at(f.services[0], "schedules", 0)["byday"] = "MO,QQ" }, "/services/{id}", "It names a day that there is not"},
		"a name of nothing":  {func(f *madeUp) { f.services[0]["name"] = " " }, "/services", "“name” is empty. It must have words"},
		"totals":             {func(f *madeUp) { f.envelope = func(page object) { page["total_items"] = 90 } }, "/services", "The address counts wrongly"},
		"two last pages":     {func(f *madeUp) { f.envelope = func(page object) { page["last_page"] = true } }, "/services", "“last_page” and “total_pages” contradict each other"},
		"not empty":          {func(f *madeUp) { f.envelope = func(page object) { page["empty"] = true } }, "/services", "“empty” does not say whether the page is empty"},
		"not the first":      {func(f *madeUp) { f.envelope = func(page object) { page["first_page"] = false } }, "/services", "“first_page” and “page_number” contradict each other"},
		"another key": {func(f *madeUp) {
			f.envelope = func(page object) { page["items"] = page["contents"]; delete(page, "contents") }
		}, "/services", "The records are under “items”"},
		"filters ignored": {func(f *madeUp) { f.ignoresFilters = true }, "/services", "The filter search is ignored"},
		"another version": {func(f *madeUp) { f.base["version"] = "newest" }, "/", "The version cannot be read"},
		"no profile":      {func(f *madeUp) { delete(f.base, "profile") }, "/", "“profile” is missing"},
	} {
		feed := newFeed(25)
		c.change(feed)
		if r := checked(t, feed, check.Options{Sample: 100}); true {
			if f := found(t, r, check.Warning, c.where, c.words); f.Level != check.Consistency || r.Errors() {
				t.Errorf("%s: %+v, %v", what, f, r.Levels)
			}
		}
		if r := checked(t, feed, check.Options{Sample: 100, Own: true}); verdicts(r)[1] != check.Fails && c.where != "/" && what != "filters ignored" {
			t.Errorf("%s: on our own feed it is an error: %v", what, verdicts(r))
		}
	}
}

// Every part of an address must be there, and nobody may know it: also on our
// own feed that is no error.
func TestWhatNobodyKnowsIsNoErrorOfOurs(t *testing.T) {
	feed := newFeed(25)
	address := at(feed.services[0], "service_at_locations", 0, "location", "addresses", 0)
	address["city"], address["postal_code"] = "", "QX3"
	r := checked(t, feed, check.Options{Sample: 100, Own: true})
	found(t, r, check.Warning, "/services/{id}", "The postcode is not a whole postcode")
	found(t, r, check.Warning, "/services/{id}", "“city” is empty")
	if r.Errors() {
		t.Errorf("%v", verdicts(r))
	}
}

func TestEmptyTextsAreAdvice(t *testing.T) {
	feed := newFeed(3)
	feed.services[0]["fees"] = ""
	r := checked(t, feed, check.Options{})
	found(t, r, check.Advice, "/services", "“fees” is empty. Leave the field out")
	if verdicts(r)[1] != check.Passes {
		t.Errorf("%v", verdicts(r))
	}
}

func TestEveryFilterIsTried(t *testing.T) {
	feed := newFeed(25)
	feed.ignoresFilters = true
	r := checked(t, feed, check.Options{})
	for name, severity := range map[string]check.Severity{"search": check.Warning, "taxonomy_term_id": check.Warning, "minimum_age": check.Warning, "maximum_age": check.Warning, "modified_after": check.Advice} {
		found(t, r, severity, "/services", "The filter "+name+" is ignored")
	}
}

func TestShortTimesAndSingleDaysAreNoFaults(t *testing.T) {
	feed := newFeed(3)
	s := at(feed.services[0], "schedules", 0)
	s["closes_at"], s["valid_from"], s["valid_to"] = "10:01", "2026-03-01", "2026-03-01"
	feed.services[1]["minimum_age"], feed.services[1]["maximum_age"] = 60, 60
	address := at(feed.services[2], "service_at_locations", 0, "location", "addresses", 0)
	address["country"], address["postal_code"] = "FR", "62100"
	if r := checked(t, feed, check.Options{Own: true}); len(r.Findings) > 0 {
		t.Errorf("%+v", r.Findings)
	}
}

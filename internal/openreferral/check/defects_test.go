package check_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"linkwork/internal/openreferral/check"
)

// Each test here holds one decision of docs/decisions/0028.

func TestAServiceAtALocationMayAnswerInEitherForm(t *testing.T) {
	feed := newFeed(2)
	if r := checked(t, feed, check.Options{}); len(r.Findings) > 0 {
		t.Errorf("with the service's name and status: %+v", r.Findings)
	}
	for _, p := range feed.places {
		delete(p, "name")
		delete(p, "status")
	}
	r := checked(t, feed, check.Options{})
	found(t, r, check.Advice, "/service_at_locations/{id}", "The official document names the schema of a service here")
	if verdicts(r)[0] != check.Passes {
		t.Errorf("%v", verdicts(r))
	}
}

func TestABarePageAndADocumentWithoutContentsPass(t *testing.T) {
	feed := newFeed(2)
	feed.envelope = func(page object) {
		for name := range page {
			if name != "contents" {
				delete(page, name)
			}
		}
	}
	if r := checked(t, feed, check.Options{}); verdicts(r)[0] != check.Passes || verdicts(r)[1] != check.Passes {
		t.Errorf("%+v", r.Findings)
	}
}

// Age filters are documented as bounds on what a service says. A feed that
// reads them as the age of a person lets through services without limits; that
// is what people expect, and no fault.
func TestAgeFiltersMayLetServicesWithoutLimitsThrough(t *testing.T) {
	feed := newFeed(5)
	for _, s := range feed.services[:3] {
		delete(s, "minimum_age")
		delete(s, "maximum_age")
	}
	overlap := func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/services" || !r.URL.Query().Has("minimum_age") && !r.URL.Query().Has("maximum_age") {
			return false
		}
		write(w, object{"total_items": 3, "contents": []any{listed(feed.services[0]), listed(feed.services[1]), listed(feed.services[2])}})
		return true
	}
	feed.before = overlap
	if r := checked(t, feed, check.Options{}); r.Levels[1].Advice+r.Levels[1].Warnings > 0 {
		t.Errorf("%+v", r.Findings)
	}
	delete(feed.services[3], "minimum_age")
	delete(feed.services[3], "maximum_age")
	delete(feed.services[4], "minimum_age")
	delete(feed.services[4], "maximum_age")
	feed.before, feed.ignoresFilters = nil, true
	if _, told := finds(checked(t, feed, check.Options{}), "minimum_age is ignored"); told {
		t.Error("where no service says an age, nothing can be told of the filter")
	}
}

func TestFieldsThatTheChangelogsNameAndTheSchemaLacks(t *testing.T) {
	service := walk(1)
	for _, name := range []string{"alternate_name", "application_process", "eligibility_description", "wait_time", "interpretation_services", "fees_description"} {
		service[name] = 7 // not looked at: the schema of the UK does not have them
	}
	service["phones"] = []any{object{"number": "01632 960 100"}} // without an id, which HSDS would want
	feed := newFeed(1)
	feed.services[0] = service
	if r := checked(t, feed, check.Options{}); verdicts(r)[0] != check.Passes {
		t.Errorf("%+v", r.Findings)
	}
	delete(service, "email")
	delete(service, "minimum_age")
	delete(service, "maximum_age")
	service["eligibility_description"] = "People over 60"
	if r := checked(t, feed, check.Options{}); r.Useful.Score != 100 {
		t.Errorf("a phone and words on eligibility count, though the schema does not know them: %+v", r.Useful)
	}
}

func TestAVersionThatCannotBeReadIsNot1(t *testing.T) {
	for _, version := range []any{"", "latest", "HSDS", nil} {
		feed := newFeed(1)
		feed.base["version"] = version
		if version == nil {
			delete(feed.base, "version")
		}
		if r := checked(t, feed, check.Options{}); r.Standard != "Open Referral UK 3.0" || verdicts(r)[0] != check.Passes {
			t.Errorf("%v: checked as %q, %v", version, r.Standard, verdicts(r))
		}
	}
}

func TestTheProviderIsRequiredOfOurOwnFeedOnly(t *testing.T) {
	feed := newFeed(1)
	delete(feed.services[0], "organization_id")
	delete(feed.services[0], "organization")
	found(t, checked(t, feed, check.Options{}), check.Advice, "/services", "“organization_id” is missing")
	found(t, checked(t, feed, check.Options{Own: true}), check.Error, "/services", "“organization_id” is missing")
}

func TestTheOpenAPIDocumentIsNeverFetched(t *testing.T) {
	feed := newFeed(1)
	feed.before = func(w http.ResponseWriter, r *http.Request) bool {
		if strings.Contains(r.URL.Path, "openapi") {
			t.Errorf("%s was asked for", r.URL)
		}
		return false
	}
	server := reader(t, feed)
	feed.base["openapi_url"] = fmt.Sprint(server.Base(), "/openapi.json")
	if r, err := check.Feed(t.Context(), server, check.Options{Today: today}); err != nil || r.Errors() {
		t.Errorf("%v, %+v", err, r.Findings)
	}
}

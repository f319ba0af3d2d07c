package fhir

import (
	"os"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
	"linkwork/internal/shareddata"
)

func TestRefusalsNameTheElement(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	for _, c := range []struct{ why, body, want string }{
		{"not JSON", `{"resourceType":`, "400\nstructure resourceType"},
		{"nothing", ` `, "400\nstructure "},
		{"not a Bundle", `{"resourceType":"Patient"}`, "422\nnot-supported Patient"},
		{"a message Bundle", `{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader"}}]}`, "422\nnot-supported Bundle.type"},
		{"an empty transaction", `{"resourceType":"Bundle","type":"transaction"}`, "422\nrequired Bundle.entry\nrequired Bundle.entry\nrequired Bundle.entry"},
		{"a wrong code", message("1", `"status":"active","intent"`, `"status":"banana","intent"`), "400\ncode-invalid Bundle.entry[1].resource.status"},
		{"an unknown element", message("1", `"intent":"order"`, `"intent":"order","Intent":"x"`), "400\nstructure Bundle.entry[1].resource.Intent"},
		{"an object for a list", message("1", `"reasonCode":[`, `"basedOn":{"reference":"CarePlan/1"},"reasonCode":[`), "400\nstructure Bundle.entry[1].resource.basedOn"},
		{"a missing element", message("1", `"intent":"order",`, ``), "400\nrequired Bundle.entry[1].resource.intent"},
		{"PUT", message("1", `"POST","url":"Patient"`, `"PUT","url":"Patient/1"`), "422\nnot-supported Bundle.entry[0].request.method"},
		{"another type than its URL", message("1", `"url":"Patient"`, `"url":"Person"`), "422\nvalue Bundle.entry[0].request.url"},
		{"a type that cannot come", message("1", `"url":"Consent"},"resource":{"resourceType":"Consent"`, `"url":"Encounter"},"resource":{"resourceType":"Encounter"`), "422\nnot-supported Bundle.entry[5].resource"},
		{"a reference to nothing", message("1", `"reference":"urn:uuid:00000000-0000-4000-8000-000000000004"`, `"reference":"urn:uuid:9"`), "422\nnot-found Bundle.entry[1].resource.requester.reference"},
		{"another subject", message("1", `"subject":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"}`, `"subject":{"reference":"Patient/elsewhere"}`), "422\nbusiness-rule Bundle.entry[1].resource.subject"},
		{"no focus", message("1", `"focus":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000002"},`, ``), "422\nbusiness-rule Bundle.entry[2].resource.focus"},
		{"a draft", message("1", `"status":"active","intent"`, `"status":"draft","intent"`), "422\nbusiness-rule Bundle.entry[1].resource.status"},
		{"a Task that is done", message("1", `"status":"requested"`, `"status":"completed"`), "422\nbusiness-rule Bundle.entry[2].resource.status"},
		{"somebody who died", message("1", `"birthDate"`, `"deceasedBoolean":true,"birthDate"`), "422\nbusiness-rule Bundle.entry[0].resource.deceased"},
		{"no consent", message("1", `"status":"active","scope"`, `"status":"rejected","scope"`), "422\nbusiness-rule Bundle.entry[5].resource.status"},
		{"a consent that says no", message("1", `"policyRule"`, `"provision":{"type":"deny"},"policyRule"`), "422\nbusiness-rule Bundle.entry[5].resource.provision.type"},
		{"a wrong NHS number", message("1", "9990000018", "9990000019"), "422\nbusiness-rule Bundle.entry[0].resource.identifier[0].value"},
		{"no name", message("1", `"name":[{"use":"official","family":"Okafor","given":["Ruth","May"],"prefix":["Mrs"]}],`, ``), "422\nbusiness-rule Bundle.entry[0].resource.name\nbusiness-rule Bundle.entry[0].resource.name"},
		{"a child", message("1", `"birthDate":"1951-04-07"`, `"birthDate":"2020-04-07"`), "422\nbusiness-rule Bundle.entry[0].resource.birthDate"},
	} {
		if got := k.refused("POST", "/fhir/R4", harbour, c.body); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.why, got, c.want)
		}
	}
	if n := k.all(harbour); n != 0 {
		t.Errorf("%d referrals were stored", n)
	}
}

func TestARefusalRepeatsNoValue(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	for _, body := range []string{message("1", "9990000018", "9990000019"), message("1", `"birthDate":"1951-04-07"`, `"birthDate":"1951-04-37"`)} {
		w := k.send("POST", "/fhir/R4", harbour, body)
		for _, value := range []string{"99900000", "1951", "Okafor"} {
			if strings.Contains(w.Body.String(), value) {
				t.Errorf("%q is repeated: %s", value, w.Body)
			}
		}
	}
}

func TestHTTP(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	for _, c := range []struct {
		why, method, path, token, body, want string
		headers                              []string
	}{
		{"no token", "POST", "/fhir/R4", "", message("1"), "401\nlogin http.authorization", nil},
		{"a wrong token", "GET", "/fhir/R4/Task", "x", "", "401\nlogin http.authorization", nil},
		{"no token, no hint that the body is wrong", "POST", "/fhir/R4", "", "{", "401\nlogin http.authorization", nil},
		{"another scheme", "GET", "/fhir/R4/Task/1", "", "", "401\nlogin http.authorization", []string{"Authorization", "Basic " + harbour}},
		{"another type", "GET", "/fhir/R4/Medication/1", harbour, "", "404\nnot-supported ", nil},
		{"an unknown path", "GET", "/fhir/R4/Task/1/2/3", harbour, "", "404\nnot-supported ", nil},
		{"no such resource", "GET", "/fhir/R4/Task/1", harbour, "", "404\nnot-found ", nil},
		{"an id with signs", "GET", "/fhir/R4/Patient/%00%ff", harbour, "", "404\nnot-found ", nil},
		{"GET on the root", "GET", "/fhir/R4", harbour, "", "405\nnot-supported ", nil},
		{"DELETE", "DELETE", "/fhir/R4/Task/1", harbour, "", "405\nnot-supported ", nil},
		{"XML in", "POST", "/fhir/R4", harbour, "<Bundle/>", "415\nnot-supported http.content-type", []string{"Content-Type", "application/fhir+xml"}},
		{"XML out", "GET", "/fhir/R4/metadata", "", "", "406\nnot-supported http._format", []string{"Accept", "application/fhir+xml"}},
		{"too long", "POST", "/fhir/R4", harbour, `{"resourceType":"Bundle","id":"` + strings.Repeat("x", 3<<20), "413\ntoo-long ", nil},
	} {
		if got := k.refused(c.method, c.path, c.token, c.body, c.headers...); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.why, got, c.want)
		}
	}
	w := k.send("GET", "/fhir/R4/Task", "", "")
	if w.Header().Get("WWW-Authenticate") == "" || w.Header().Get("Content-Type") != contentType || w.Header().Get("Cache-Control") != "no-store" {
		t.Error(w.Header())
	}
}

func TestARevokedTokenEnds(t *testing.T) {
	d := dbtest.SQLite(t)
	k := newDesk(t, d)
	dbtest.Write(t, d, func(tx *db.Tx) error {
		token, err := identity.FindToken(tx, harbour)
		if err != nil {
			return err
		}
		return identity.RevokeToken(tx, k.worker().Audit(), token.ID)
	})
	if got := k.refused("GET", "/fhir/R4/Task", harbour, ""); !strings.HasPrefix(got, "401") {
		t.Error(got)
	}
}

// Whatever published examples are sent, each is refused with a reason.
func TestPublishedExamplesAreRefused(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	for _, folder := range []string{"bars", "ukcore", "hsd"} {
		for _, path := range shareddata.Glob(t, "fhir/"+folder, "*.json") {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got := k.refused("POST", "/fhir/R4", harbour, string(body)); !strings.HasPrefix(got, "4") {
				t.Errorf("%s: %s", path, got)
			}
		}
	}
}

func FuzzTransaction(f *testing.F) {
	f.Add([]byte(message("1")))
	f.Add([]byte(compact(message("2", `"POST","url":"Patient"`, `"POST","url":"Patient","ifNoneExist":"identifier=a|b"`))))
	f.Fuzz(func(t *testing.T, body []byte) {
		req, err := parseRequest(body)
		if err != nil {
			if status := refused(err).status; status < 400 || status > 422 {
				t.Fatalf("%d for %q", status, body)
			}
			return
		}
		r := req.referral("practice")
		if !storable(r.Reason + r.Given + r.Family + r.Identifier + r.IdentifierSystem + r.AsSent + r.Phone + r.ReferrerName) {
			t.Fatalf("cannot be stored: %+v", r)
		}
		if _, err := reopen(r.AsSent); err != nil {
			t.Fatal(err)
		}
	})
}

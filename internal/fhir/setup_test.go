package fhir

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/identity"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

const (
	harbour = "token-of-harbour-surgery"
	hill    = "token-of-hill-surgery"
)

// desk is a server with two practices, each with a token.
type desk struct {
	testing.TB
	db        *db.DB
	handler   *Handler
	teamID    string
	practices map[string]string // by token
}

func newDesk(t testing.TB, d *db.DB) *desk {
	t.Helper()
	k := &desk{TB: t, db: d, handler: New(d, "https://linkwork.example/"), practices: make(map[string]string)}
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		if k.teamID, err = teams.AddTeam(tx, teams.Team{Name: "Harbour", Outcodes: []string{"QY1"}}); err != nil {
			return err
		}
		for i, token := range []string{harbour, hill} {
			id, err := teams.AddPractice(tx, teams.Practice{TeamID: k.teamID, Name: fmt.Sprint("Surgery ", i), ODSCode: fmt.Sprint("Y0000", i)})
			if err != nil {
				return err
			}
			k.practices[token] = id
			if _, err := identity.SetToken(tx, audit.System, id, "clinical system", token); err != nil {
				return err
			}
		}
		return access.Join(tx, "w1", access.Membership{Role: access.LinkWorker, TeamID: k.teamID})
	})
	return k
}

// send makes a request and returns status, body and headers. A body is JSON;
// an empty token sends none.
func (k *desk) send(method, path, token, body string, headers ...string) *httptest.ResponseRecorder {
	k.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/fhir+json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	k.handler.ServeHTTP(w, r)
	if w.Code >= 500 {
		k.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	return w
}

// decode reads an answer, which is always valid R4.
func decode[T r4.Resource](k *desk, w *httptest.ResponseRecorder, status int) (resource T) {
	k.Helper()
	if w.Code != status {
		k.Fatalf("%d %s, want %d", w.Code, w.Body, status)
	}
	got, err := r4.Decode(w.Body.Bytes(), r4.Strict())
	if err != nil {
		k.Fatalf("%s: %v", w.Body, err)
	}
	resource, ok := got.(T)
	if !ok {
		k.Fatalf("%s is a %s", w.Body, got.ResourceType())
	}
	return resource
}

// posted sends a transaction and returns where its resources are, by type.
func (k *desk) posted(token, body string) (locations map[string]string, answer string) {
	k.Helper()
	w := k.send("POST", "/fhir/R4", token, body)
	bundle := decode[*r4.Bundle](k, w, http.StatusOK)
	locations = make(map[string]string)
	for _, entry := range bundle.Entry {
		typ, _, _ := strings.Cut(string(entry.Response.Location), "/")
		locations[typ] = string(entry.Response.Location)
	}
	return locations, w.Body.String()
}

// get reads a resource that is there.
func get[T r4.Resource](k *desk, token, path string) T {
	k.Helper()
	return decode[T](k, k.send("GET", "/fhir/R4/"+path, token, ""), http.StatusOK)
}

// refused sends and returns the status and the issues, a line each.
func (k *desk) refused(method, path, token, body string, headers ...string) string {
	k.Helper()
	w := k.send(method, path, token, body, headers...)
	outcome := decode[*r4.OperationOutcome](k, w, w.Code)
	lines := []string{fmt.Sprint(w.Code)}
	for _, issue := range outcome.Issue {
		lines = append(lines, fmt.Sprintf("%s %s%s", issue.Code, strings.Join(issue.Expression, ","), strings.Join(issue.Location, ",")))
	}
	return strings.Join(lines, "\n")
}

// worker is a link worker of the team.
func (k *desk) worker() access.Actor {
	return access.Actor{AccountID: "w1", Name: "Amina Yusuf", Memberships: []access.Membership{{Role: access.LinkWorker, TeamID: k.teamID}}}
}

// decide decides a referral at triage.
func (k *desk) decide(id string, decision referrals.Decision) {
	k.Helper()
	var version int
	dbtest.Read(k, k.db, func(s *db.Snapshot) error {
		r, err := referrals.Unscoped(s, id)
		version = r.Version
		return err
	})
	if err := referrals.Decide(context.Background(), k.db, k.worker(), once.Key{}, id, version, decision); err != nil {
		k.Fatal(err)
	}
}

// follow brings a referral along with its case.
func (k *desk) follow(id string, to referrals.State) {
	k.Helper()
	dbtest.Write(k, k.db, func(tx *db.Tx) error { return referrals.Follow(tx, k.worker(), id, to, "") })
}

// message is a request as a practice's system sends it. Edits replace text in it.
func message(number string, edits ...string) string {
	body := fmt.Sprintf(`{"resourceType":"Bundle","type":"transaction","entry":[
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","request":{"method":"POST","url":"Patient"},"resource":{"resourceType":"Patient",
		"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}],
		"name":[{"use":"official","family":"Okafor","given":["Ruth","May"],"prefix":["Mrs"]}],"birthDate":"1951-04-07",
		"telecom":[{"system":"phone","use":"home","value":"01632 960123"},{"system":"phone","use":"mobile","value":"07700 900123"}],
		"address":[{"use":"home","line":["1 Quay"],"city":"Harbour","postalCode":"QY1 1AA"}],
		"communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"pl"}]},"preferred":true}],
		"_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthTime","valueDateTime":"1951-04-07T10:00:00+01:00"}]}}},
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000002","request":{"method":"POST","url":"ServiceRequest"},"resource":{"resourceType":"ServiceRequest",
		"identifier":[{"system":"https://surgery.example/requests","value":"%[1]s"}],"status":"active","intent":"order","priority":"urgent",
		"category":[{"coding":[{"system":"http://snomed.info/sct","code":"410606002"}]}],
		"code":{"coding":[{"system":"http://snomed.info/sct","code":"871731000000106","display":"Referral to social prescribing service"}]},
		"subject":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"},"authoredOn":"2026-11-23T08:55:00Z",
		"requester":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000004"},
		"reasonCode":[{"coding":[{"system":"urn:linkwork:need","code":"loneliness"}]},{"text":"Lost her sister in May"}]}},
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000003","request":{"method":"POST","url":"Task"},"resource":{"resourceType":"Task",
		"identifier":[{"system":"https://surgery.example/tasks","value":"T%[1]s"}],"status":"requested","intent":"order",
		"code":{"coding":[{"system":"http://hl7.org/fhir/CodeSystem/task-code","code":"fulfill"}]},
		"focus":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000002"},"for":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"}}},
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000004","request":{"method":"POST","url":"PractitionerRole"},"resource":{"resourceType":"PractitionerRole",
		"practitioner":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000005"},"code":[{"text":"GP"}],"telecom":[{"system":"phone","value":"01632 960001"}]}},
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000005","request":{"method":"POST","url":"Practitioner"},"resource":{"resourceType":"Practitioner",
		"name":[{"family":"Lindqvist","given":["Sara"],"prefix":["Dr"]}]}},
	{"request":{"method":"POST","url":"Consent"},"resource":{"resourceType":"Consent","status":"active","scope":{"text":"referral"},"category":[{"text":"referral"}],
		"patient":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"},"dateTime":"2026-11-20","policyRule":{"text":"opt in"}}}]}`, number)
	for i := 0; i+1 < len(edits); i += 2 {
		if !strings.Contains(body, edits[i]) {
			panic("the message has no " + edits[i])
		}
		body = strings.Replace(body, edits[i], edits[i+1], 1)
	}
	return body
}

func compact(text string) string {
	var out bytes.Buffer
	if err := json.Compact(&out, []byte(text)); err != nil {
		panic(err)
	}
	return out.String()
}

package fhir

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// found searches and returns the ids on all pages, following the links.
func (k *desk) found(token, path string) (ids []string) {
	k.Helper()
	for path != "" {
		page := get[*r4.Bundle](k, token, path)
		path = ""
		for _, entry := range page.Entry {
			ids = append(ids, string(entry.Resource.Common().ID))
		}
		for _, link := range page.Link {
			if link.Relation == "next" {
				path = strings.TrimPrefix(string(link.URL), "https://linkwork.example/fhir/R4/")
			}
		}
	}
	return ids
}

func TestForeignIsNotFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		where, _ := k.posted(harbour, message("1"))
		for _, location := range where {
			typ, foreign, _ := strings.Cut(location, "/")
			unknown := "00000000-0000-7000-8000-000000000000"
			a, b := k.send("GET", "/fhir/R4/"+typ+"/"+foreign, hill, ""), k.send("GET", "/fhir/R4/"+typ+"/"+unknown, hill, "")
			if a.Code != http.StatusNotFound || a.Body.String() != b.Body.String() || fmt.Sprint(a.Header()) != fmt.Sprint(b.Header()) {
				t.Errorf("%s: %d %s, unknown %d %s", location, a.Code, a.Body, b.Code, b.Body)
			}
		}
		for _, query := range []string{"Task", "ServiceRequest?identifier=https://surgery.example/requests|1", "Task?_id=" + id(where["Task"]), "Task?status=requested"} {
			if got := k.found(hill, query); len(got) != 0 {
				t.Errorf("%s: %v", query, got)
			}
		}
		// Ids of one type are nothing to another.
		for _, path := range []string{"Patient/" + id(where["Task"]), "Task/" + id(where["Patient"]), "Practitioner/" + id(where["PractitionerRole"]), "Consent/" + id(where["Task"]) + ".99"} {
			if got := k.refused("GET", "/fhir/R4/"+path, harbour, ""); got != "404\nnot-found " {
				t.Errorf("%s: %s", path, got)
			}
		}
	})
}

func TestSearch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		clock := dbtest.ClockOf(d)
		var all []string
		for i := range 5 {
			where, _ := k.posted(harbour, message(fmt.Sprint(i)))
			all = append(all, id(where["Task"]))
			clock.Advance(time.Hour)
		}
		k.posted(hill, message("0"))
		k.decide(all[1], referrals.Decision{To: referrals.Waiting}) // now the latest change
		order := []string{all[0], all[2], all[3], all[4], all[1]}
		for query, want := range map[string][]string{
			"":         order,
			"_count=2": order, "_count=1&_sort=_lastUpdated": order, "_count=5000": order,
			"_id=" + all[2]: {all[2]}, "_id=" + all[4] + "," + all[2] + ",x": {all[2], all[4]},
			"identifier=https://surgery.example/requests|3": {all[3]}, "identifier=3": {all[3]}, "identifier=|3": nil, "identifier=https://other.example|3": nil,
			"identifier=3&_id=" + all[2]: nil, "identifier=3&status=completed": nil, "identifier=3&status=active": {all[3]},
			"status=active": order, "status=active,revoked&_count=2": order, "status=completed": nil, "status=draft": nil,
			"_lastUpdated=2026-11-23": order, "_lastUpdated=2026-11-22": nil, "_lastUpdated=ge2026": order,
			"_lastUpdated=gt2026-11-23T09:00:00Z":                                         order[1:],
			"_lastUpdated=ge2026-11-23T10:00:00%2B01:00":                                  order,
			"_lastUpdated=lt2026-11-23T11:00:00Z":                                         {all[0]},
			"_lastUpdated=le2026-11-23T11:00:00Z":                                         {all[0], all[2]},
			"_lastUpdated=ge2026-11-23T11:00:00Z&_lastUpdated=lt2026-11-23T13:00:00Z":     {all[2], all[3]},
			"_lastUpdated=sa2026-11-23&_format=json":                                      nil,
			"_lastUpdated=eb2026-11-23T09:00:01Z":                                         {all[0]},
			"_lastUpdated=gt2026-11-23T08:59:59.999Z&_lastUpdated=lt2026-11-23T09:00:01Z": {all[0]},
		} {
			if got := k.found(harbour, "ServiceRequest?"+query); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", query, got, want)
			}
		}
		for query, want := range map[string][]string{
			"status=requested": {all[0], all[2], all[3], all[4]}, "status=accepted": {all[1]}, "status=requested,accepted": order, "status=received": nil,
			"identifier=https://surgery.example/tasks|T3": {all[3]}, "identifier=https://surgery.example/requests|3": nil,
		} {
			if got := k.found(harbour, "Task?"+query); !slices.Equal(got, want) {
				t.Errorf("Task %s: %v, want %v", query, got, want)
			}
		}
	})
}

func TestPagesAreComplete(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	for i := range 7 { // all in one millisecond
		k.posted(harbour, message(fmt.Sprint(i)))
	}
	page := get[*r4.Bundle](k, harbour, "Task?_count=3")
	if len(page.Entry) != 3 || len(page.Link) != 2 || page.Entry[0].Search.Mode != "match" || !strings.HasPrefix(string(page.Entry[0].FullURL), "https://linkwork.example/fhir/R4/Task/") {
		t.Errorf("%+v", page)
	}
	got := k.found(harbour, "Task?_count=3&status=requested")
	slices.Sort(got)
	if len(slices.Compact(got)) != 7 {
		t.Errorf("%v", got)
	}
}

func TestPostedSearch(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	where, _ := k.posted(harbour, message("1"))
	form := url.Values{"identifier": {"https://surgery.example/requests|1"}}
	w := k.send("POST", "/fhir/R4/ServiceRequest/_search", harbour, form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	bundle := decode[*r4.Bundle](k, w, http.StatusOK)
	if len(bundle.Entry) != 1 || string(bundle.Entry[0].Resource.Common().ID) != id(where["ServiceRequest"]) {
		t.Errorf("%s", w.Body)
	}
}

func TestWrongSearches(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	for query, want := range map[string]string{
		"_lastUpdated=yesterday": "_lastUpdated", "_lastUpdated=ne2026": "_lastUpdated", "_lastUpdated=2026-11-23T09:00Z": "_lastUpdated", "_lastUpdated=": "_lastUpdated",
		"_count=0": "_count", "_count=-1": "_count", "_count=many": "_count", "_sort=-status": "_sort", "status=banana": "status", "status=": "status", "status=active&status=active": "status",
		"identifier=": "identifier", "identifier=a|b|c": "identifier", "identifier=%00": "identifier", "identifier=%ff": "identifier", "_cursor=x": "_cursor", "_cursor=" + "MSAA": "_cursor",
		"name=Ruth": "name", "_include=Task:focus": "_include", "_id=": "_id", "_id=%00": "_id", "%": "",
	} {
		if got := k.refused("GET", "/fhir/R4/ServiceRequest?"+query, harbour, ""); got != "400\nvalue http."+want {
			t.Errorf("%s: %s", query, got)
		}
	}
}

func TestTheTaskTellsWhereItStands(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		stands := func(location string) string {
			task := get[*r4.Task](k, harbour, "Task/"+id(location))
			order := get[*r4.ServiceRequest](k, harbour, "ServiceRequest/"+id(location))
			return fmt.Sprintf("%s|%s|%s", task.Status, task.StatusReason.Words(), order.Status)
		}
		one, _ := k.posted(harbour, message("1"))
		task := one["Task"]
		k.decide(id(task), referrals.Decision{To: referrals.MoreAsked, Words: "Which evenings?"})
		if got := stands(task); got != "on-hold|More information is asked for: Which evenings?|on-hold" {
			t.Error(got)
		}
		k.decide(id(task), referrals.Decision{To: referrals.Waiting})
		if got := stands(task); got != "accepted||active" {
			t.Error(got)
		}
		k.follow(id(task), referrals.TakenOn)
		k.follow(id(task), referrals.Supporting)
		if got := stands(task); got != "in-progress||active" {
			t.Error(got)
		}
		k.follow(id(task), referrals.Finished)
		if got := stands(task); got != "completed||completed" {
			t.Error(got)
		}
		two, _ := k.posted(harbour, message("2"))
		k.decide(id(two["Task"]), referrals.Decision{To: referrals.NotNow, Reason: "another-service", Words: "Try the sailing club"})
		if got := stands(two["Task"]); got != "rejected|Not the right service now: another service fits better. Try the sailing club|revoked" {
			t.Error(got)
		}
		three, _ := k.posted(harbour, message("3"))
		k.decide(id(three["Task"]), referrals.Decision{To: referrals.NotNow, Reason: "person-declined"})
		declined := get[*r4.Task](k, harbour, three["Task"])
		if declined.Status != "rejected" || !declined.StatusReason.Has("http://snomed.info/sct", "871711000000103") {
			t.Errorf("%+v", declined.StatusReason)
		}
		w := k.send("GET", "/fhir/R4/"+three["Task"], harbour, "")
		if w.Header().Get("ETag") != `W/"2"` || k.send("GET", "/fhir/R4/"+three["Task"], harbour, "", "If-None-Match", `W/"2"`).Code != http.StatusNotModified {
			t.Error(w.Header())
		}
	})
}

func TestEveryStateHasAStatus(t *testing.T) {
	for _, state := range referrals.States {
		if !r4.KnownCode("task-status", string(statusOn("Task", state))) || !r4.KnownCode("request-status", string(statusOn("ServiceRequest", state))) {
			t.Errorf("%s: %q %q", state, statusOn("Task", state), statusOn("ServiceRequest", state))
		}
	}
}

func TestAReferralFromAFormIsReadToo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		made := referrals.Referral{
			Channel: referrals.FromPractice, PracticeID: k.practices[harbour], ReferrerName: "Dr Sara Lindqvist", Permission: "Yes, today", Risk: referrals.RiskNoneKnown,
			Details: people.Details{Given: "Ruth", Family: "Okafor", BirthDate: dates.Date{Year: 1951, Month: 4, Day: 7}, Phone: "07700 900123", Address: "1 Quay", Postcode: "QY1 1AA"},
			Needs:   []string{"food"}, Reason: "Meals",
		}
		key, err := referrals.Receive(context.Background(), d, audit.Actor{ID: "p1", Name: "Sara"}, once.Key{}, made)
		if err != nil {
			t.Fatal(err)
		}
		task := get[*r4.Task](k, harbour, "Task/"+key)
		order := get[*r4.ServiceRequest](k, harbour, task.Focus.Reference)
		patient := get[*r4.Patient](k, harbour, order.Subject.Reference)
		if !order.Code.Has("http://snomed.info/sct", "871731000000106") || order.ReasonCode[0].Words() != "Food" || patient.BirthDate != "1951-04-07" || len(k.found(harbour, "Task")) != 1 {
			t.Errorf("%+v %+v", order, patient)
		}
	})
}

func TestLookingIsNoted(t *testing.T) {
	d := dbtest.SQLite(t)
	k := newDesk(t, d)
	where, _ := k.posted(harbour, message("1"))
	get[*r4.Patient](k, harbour, where["Patient"])
	k.found(harbour, "Task")
	dbtest.Read(t, d, func(s *db.Snapshot) error {
		rows, err := audit.Latest(s, audit.Row{}, 10)
		var acts []string
		for _, row := range rows {
			acts = append(acts, string(row.What)+" "+row.Act)
			if strings.Contains(fmt.Sprint(row), "Okafor") {
				t.Errorf("%+v", row)
			}
		}
		if len(acts) < 3 || acts[0] != string(audit.Viewed)+" FHIR Task" || acts[1] != string(audit.Viewed)+" FHIR Patient" || acts[2] != string(audit.Changed)+" referral.received" {
			t.Errorf("%q", acts)
		}
		return err
	})
}

func TestMetadata(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	statement := decode[*r4.CapabilityStatement](k, k.send("GET", "/fhir/R4/metadata", "", ""), http.StatusOK)
	if statement.FHIRVersion != "4.0.1" || len(statement.Rest[0].Resource) != len(kept) || statement.Implementation.URL != "https://linkwork.example/fhir/R4" {
		t.Errorf("%+v", statement)
	}
	for _, resource := range statement.Rest[0].Resource {
		for _, param := range resource.SearchParam {
			if params[param.Name] == nil {
				t.Errorf("%s is told of and not offered", param.Name)
			}
		}
	}
}

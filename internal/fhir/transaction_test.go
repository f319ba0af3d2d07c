package fhir

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

func id(location string) string {
	_, id, _ := strings.Cut(location, "/")
	return id
}

func (k *desk) referral(id string) (r referrals.Referral) {
	k.Helper()
	dbtest.Read(k, k.db, func(s *db.Snapshot) (err error) {
		r, err = referrals.Unscoped(s, id)
		return err
	})
	return r
}

// all counts the referrals a practice has sent.
func (k *desk) all(token string) (n int) {
	k.Helper()
	dbtest.Read(k, k.db, func(s *db.Snapshot) error {
		found, err := referrals.SearchOfSender(s, k.practices[token], referrals.SenderQuery{Limit: 1000})
		n = len(found)
		return err
	})
	return n
}

func TestTransaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		where, _ := k.posted(harbour, message("1"))
		got := k.referral(id(where["ServiceRequest"]))
		if where["Patient"] != "Patient/"+got.SubjectID || where["Task"] != "Task/"+got.ID {
			t.Errorf("%v", where)
		}
		want := people.Details{
			Given: "Ruth May", Family: "Okafor", BirthDate: got.BirthDate, NHSNumber: "9990000018", Phone: "07700 900123",
			Address: "1 Quay, Harbour", Postcode: "QY1 1AA", ContactBy: people.ByPhone, Voicemail: people.VoicemailUnknown, Language: "Polish",
		}
		if diff := cmp.Diff(want, got.Details); diff != "" || got.BirthDate.String() != "1951-04-07" {
			t.Error(diff)
		}
		if got.Channel != referrals.FromMessage || got.PracticeID != k.practices[harbour] || got.TeamID != k.teamID || got.Urgency != "soon" ||
			len(got.Needs) != 1 || got.Needs[0] != "loneliness" || got.Reason != "Lost her sister in May" || got.Risk != referrals.RiskNotAsked {
			t.Errorf("%+v", got)
		}
		if got.ReferrerName != "Dr Sara Lindqvist" || got.ReferrerRole != "GP" || got.ReferrerContact != "01632 960001" ||
			got.Permission != "The sender's system records that the person agreed, 20 November 2026" {
			t.Errorf("%+v", got)
		}
	})
}

func TestResourcesAreReadAsSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		where, _ := k.posted(harbour, message("1"))
		order := get[*r4.ServiceRequest](k, harbour, where["ServiceRequest"])
		if order.Subject.Reference != where["Patient"] || order.Requester.Reference != where["PractitionerRole"] || order.Status != "active" ||
			order.Identifier[0].Value != "1" || string(order.ID) != id(where["ServiceRequest"]) || order.Meta.VersionID != "1" {
			t.Errorf("%+v", order)
		}
		task := get[*r4.Task](k, harbour, where["Task"])
		if task.Focus.Reference != where["ServiceRequest"] || task.For.Reference != where["Patient"] || task.Status != "requested" ||
			task.StatusReason != nil || task.BusinessStatus.Text != "New, 23 November 2026" {
			t.Errorf("%+v", task)
		}
		patient := get[*r4.Patient](k, harbour, where["Patient"])
		if patient.Name[0].Family != "Okafor" || patient.Extra["_birthDate"] == nil || string(patient.ID) != id(where["Patient"]) {
			t.Errorf("%+v", patient)
		}
		role := get[*r4.PractitionerRole](k, harbour, where["PractitionerRole"])
		if role.Practitioner.Reference != where["Practitioner"] {
			t.Errorf("%+v", role)
		}
		get[*r4.Practitioner](k, harbour, where["Practitioner"])
		get[*r4.Consent](k, harbour, where["Consent"])
	})
}

func TestTheSameAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		_, first := k.posted(harbour, message("1"))
		dbtest.ClockOf(d).Advance(time.Second)
		if _, again := k.posted(harbour, compact(message("1"))); again != first {
			t.Errorf("the same again:\n%s\nfirst\n%s", again, first)
		}
		if !strings.Contains(first, "201 Created") {
			t.Error(first)
		}
		other := message("1", "Lost her sister in May", "Lost her brother in May")
		if got := k.refused("POST", "/fhir/R4", harbour, other); got != "409\nduplicate Bundle.entry[1].resource.identifier" {
			t.Errorf("other content: %s", got)
		}
		other = message("2", `"value":"T2"`, `"value":"T1"`)
		if got := k.refused("POST", "/fhir/R4", harbour, other); got != "409\nduplicate Bundle.entry[2].resource.identifier[0]" {
			t.Errorf("the Task of another request: %s", got)
		}
		if n := k.all(harbour); n != 1 {
			t.Errorf("%d referrals", n)
		}
		if _, elsewhere := k.posted(hill, message("1")); elsewhere == first || k.all(hill) != 1 {
			t.Error("another practice has its own identifiers")
		}
	})
}

func TestTheSameAgainWhenOnceHasForgotten(t *testing.T) {
	d := dbtest.SQLite(t)
	k := newDesk(t, d)
	_, first := k.posted(harbour, message("1"))
	dbtest.Write(t, d, func(tx *db.Tx) error {
		_, err := once.Forget(tx, tx.Now().Add(time.Hour))
		return err
	})
	if _, again := k.posted(harbour, message("1")); again != first || k.all(harbour) != 1 {
		t.Error(again)
	}
	dbtest.Write(t, d, func(tx *db.Tx) error {
		_, err := once.Forget(tx, tx.Now().Add(time.Hour))
		return err
	})
	if got := k.refused("POST", "/fhir/R4", harbour, message("1", "Lost her", "Misses her")); got != "409\nduplicate Bundle.entry[1].resource.identifier[0]" {
		t.Error(got)
	}
}

func TestWithoutAnIdentifierEachIsNew(t *testing.T) {
	k := newDesk(t, dbtest.SQLite(t))
	body := message("1", `"identifier":[{"system":"https://surgery.example/requests","value":"1"}],`, "", `"identifier":[{"system":"https://surgery.example/tasks","value":"T1"}],`, "")
	k.posted(harbour, body)
	k.posted(harbour, body)
	if n := k.all(harbour); n != 2 {
		t.Errorf("%d referrals", n)
	}
}

func TestSentAtTheSameTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		var all sync.WaitGroup
		answers := make([]string, 8)
		for i := range answers {
			all.Go(func() {
				w := k.send("POST", "/fhir/R4", harbour, message("1"))
				answers[i] = fmt.Sprint(w.Code, w.Body)
			})
		}
		all.Wait()
		for _, answer := range answers {
			if answer != answers[0] || !strings.HasPrefix(answer, "200") {
				t.Errorf("%s\n%s", answer, answers[0])
			}
		}
		if n := k.all(harbour); n != 1 {
			t.Errorf("%d referrals", n)
		}
	})
}

func TestIfNoneExist(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		first, _ := k.posted(harbour, message("1"))
		onRequest := func(number, criteria string) string {
			return message(number, `"url":"ServiceRequest"`, `"url":"ServiceRequest","ifNoneExist":"`+criteria+`"`, "Lost her", "Misses her")
		}
		where, answer := k.posted(harbour, onRequest("1", "identifier=https://surgery.example/requests|1"))
		if where["ServiceRequest"] != first["ServiceRequest"] || where["Patient"] != first["Patient"] || where["Task"] != first["Task"] || strings.Contains(answer, "201") {
			t.Errorf("found: %s", answer)
		}
		where, answer = k.posted(harbour, onRequest("2", "identifier=https%3A%2F%2Fsurgery.example%2Frequests%7C2"))
		if where["ServiceRequest"] == first["ServiceRequest"] || strings.Contains(answer, "200 OK") {
			t.Errorf("not found: %s", answer)
		}
		if _, again := k.posted(harbour, onRequest("2", "identifier=https%3A%2F%2Fsurgery.example%2Frequests%7C2")); again != answer {
			t.Errorf("the first answer again: %s", again)
		}
		samePerson := message("3", `"url":"Patient"`, `"url":"Patient","ifNoneExist":"identifier=https://fhir.nhs.uk/Id/nhs-number|9990000018"`)
		where, answer = k.posted(harbour, samePerson)
		if where["Patient"] != first["Patient"] || where["ServiceRequest"] == first["ServiceRequest"] || strings.Count(answer, "200 OK") != 1 {
			t.Errorf("the same person: %s", answer)
		}
		if order := get[*r4.ServiceRequest](k, harbour, where["ServiceRequest"]); order.Subject.Reference != first["Patient"] {
			t.Errorf("refers to %s", order.Subject.Reference)
		}
		get[*r4.Patient](k, harbour, where["Patient"])
		if where, _ := k.posted(hill, samePerson); where["Patient"] == first["Patient"] {
			t.Error("another practice's Patient is found")
		}
		for _, criteria := range []string{"name=Ruth", "identifier=", "identifier=a|b&identifier=c", "%", "identifier=a%00b"} {
			if got := k.refused("POST", "/fhir/R4", harbour, onRequest("9", criteria)); got != "422\nnot-supported Bundle.entry[1].request.ifNoneExist" {
				t.Errorf("%s: %s", criteria, got)
			}
		}
	})
}

package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/proactive"
	"linkwork/internal/reflections"
	"linkwork/internal/studies"
	"linkwork/internal/studies/custodian"
	"linkwork/internal/studies/studytest"
)

func TestARequestFindsTheNotesThatNameThePerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person, other := c.Supported(amina), c.Supported(amina)
		c.Contact(amina, person, casework.Entry{Reflection: reflections.Reflection{PersonID: person, Words: "Stayed until her son came."}})
		c.Contact(amina, other, casework.Entry{Reflection: reflections.Reflection{Words: "Met on the bench."}})
		var out bytes.Buffer
		c.OK(namedNotes(t.Context(), d, person, &out))
		if !strings.Contains(out.String(), "Stayed until her son came.") || strings.Contains(out.String(), "bench") {
			t.Errorf("%s", out.String())
		}
		out.Reset()
		c.OK(namedNotes(t.Context(), d, other, &out))
		if strings.Join(strings.Fields(out.String()), "") != `{"notes":[],"offers":[],"studies":[]}` {
			t.Errorf("somebody whom no note names gets %s", out.String())
		}
		offered := c.Referral()
		_, err := proactive.Add(t.Context(), d, c.Harbour.Practice, once.Key{}, proactive.New{PracticeID: c.Harbour.PracticeID, Name: "Over 80", Purpose: "A call", Basis: "told", BasisWords: "By letter", AgreedOn: c.Today(),
			Text: "Name,NHS number,Phone,Note\n" + offered.FullName() + "," + offered.NHSNumber + ",07700 900 123,Uses a frame", In: []int{2}})
		c.OK(err)
		out.Reset()
		c.OK(namedNotes(t.Context(), d, c.Take(amina, c.Receive(offered), ""), &out))
		if !strings.Contains(out.String(), "Uses a frame") {
			t.Errorf("a line on a list is not found: %s", out.String())
		}
		if err := namedNotes(t.Context(), d, "nobody", &out); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
	})
}

func TestARequestFindsTheStudiesThatKnowThePerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		s := studytest.New(c)
		amina := c.Harbour.First
		_, err := studies.Take(t.Context(), d, c.Lead, once.Key{}, studies.Member{StudyID: s.ID, AccountID: amina.AccountID, Role: studies.Custodian, SiteID: s.A})
		c.OK(err)
		person, p := c.Supported(amina), s.Consented(studies.Patient, s.A)
		c.OK(custodian.JoinWith(t.Context(), d, amina, once.Key{}, s.ID, p.ID, person, custodian.Record))
		var out bytes.Buffer
		c.OK(namedNotes(t.Context(), d, person, &out))
		for _, want := range []string{"Link workers in primary care", p.Number, custodian.Record.Words()} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q in %s", want, out.String())
			}
		}
	})
}

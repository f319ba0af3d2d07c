package main

import (
	"strings"
	"testing"

	"linkwork/internal/vocabulary"
	"linkwork/internal/web/webtest"
)

// TestAPracticeGivesAListAndAWorkerMakesTheOffers walks the whole way in a
// browser: what was typed comes back with its faults, each line is checked, and
// a yes is a referral.
func TestAPracticeGivesAListAndAWorkerMakesTheOffers(t *testing.T) {
	s := startDemo(t)
	b := webtest.Start(t)
	p := b.Page(t, s.url)
	p.Width(375)
	p.Go("/demo")
	p.Submit(buttonOf("practice"))
	p.Go("/offers/new")
	p.Fill("What was searched for?", "Carers over 65")
	p.Fill("What is offered, and why to these people?", "A call about a break from caring.")
	p.Choose("Direct care")
	p.Fill("Who agreed to it with whom?", "Dr Okafor with Jo Hart")
	p.Fill("The people", "Orla Quince,31/2/1940,,07700 900 321")
	p.Submit("Check the list")
	p.See("Line 1, date of birth")
	p.Check()
	p.Fill("The people", "Orla Quince,28/2/1940,"+vocabulary.MakeNHSNumber(870_001)+",07700 900 321\nPerry Wold,1/3/1941,"+vocabulary.MakeNHSNumber(870_002)+",07700 900 322")
	p.Fill("agreed_on-day", "1")
	p.Fill("agreed_on-month", "6")
	p.Fill("agreed_on-year", "2025")
	p.Submit("Check the list")
	p.See("2 lines were read. Nothing is kept yet.")
	p.Check()
	p.Shot("offers-check")
	p.Untick("Perry Wold")
	p.Submit("Give the list to the team")
	p.See("Nobody on it is a referral until they say yes.")
	p.Check()
	list := strings.Split(p.Path(), "?")[0]
	p.Go("/demo")
	p.Submit(buttonOf("link-worker"))
	p.Go(list)
	p.See("1 person left to ask")
	p.DontSee("Perry Wold")
	p.Submit("Yes please Orla Quince")
	p.See("They said yes. This is a referral now")
	p.Check()
}

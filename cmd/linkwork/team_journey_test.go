package main

import (
	"testing"

	"linkwork/internal/web/webtest"
)

// TestPeopleOfWhoHasLeftAreGivenOn has the manager find the people of somebody
// who has left and spread them, and a worker read what to know.
func TestPeopleOfWhoHasLeftAreGivenOn(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("manager")
	p.See("Nadia Ferris")
	p.Click("Give to somebody the people of Nadia Ferris")
	j.shown(p, "team-give")
	p.Submit("Continue")
	p.See("Choose at least one person")
	orphans := webtest.Eval[[]string](p, `[...document.querySelectorAll('[name=people]')].map(b => b.labels[0].innerText)`)
	for _, name := range append(orphans, "Amina Yusuf") {
		p.Choose(name)
	}
	p.Submit("Continue")
	p.Fill("What to know about all of them", "Nadia has said goodbye to both.")
	p.Fill("What to know about "+orphans[0], "Rings back in the evening.")
	j.shown(p, "team-give-look")
	p.Submit("Hand over")
	p.See("2 people are handed over")
	p.Check()

	w := j.be("link-worker")
	w.See("Handed to you")
	w.See("Nadia leaves on Friday.")
	w.See("Nadia has said goodbye to both.")
	j.shown(w, "day-handed")
	w.Submit("I have read all 2 notes")
	w.Submit("I have read it about")
	w.DontSee("Handed to you")
	p.NoTroubles()
}

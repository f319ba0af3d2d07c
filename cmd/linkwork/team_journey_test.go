package main

import (
	"strconv"
	"testing"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
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

// TestCoverIsHandedOverAndReturns has a worker say that they are away, hand
// over, and come back to what happened.
func TestCoverIsHandedOverAndReturns(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	w := j.be("link-worker")
	w.See("Covering for Callum Reid")
	j.shown(w, "day-covering")
	w.Click("Say when you are away")
	first := dates.Of(time.Now()).AddDays(12)
	for name, day := range map[string]dates.Date{"from": first, "to": first.AddDays(14)} {
		w.Fill(name+"-day", strconv.Itoa(day.Day))
		w.Fill(name+"-month", strconv.Itoa(int(day.Month)))
		w.Fill(name+"-year", strconv.Itoa(day.Year))
	}
	j.shown(w, "away")
	w.Submit("Continue")
	w.See("Now say who covers")
	j.shown(w, "away-cover")
	w.Submit("Hand over")
	w.See("It begins and ends by itself.")
	w.See("Callum Reid covers.")
	w.Submit("Call it off")
	w.See("Cover is over.")
	w.DontSee(first.AddDays(14).Long())

	if err := j.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE absences SET from_day = $2, to_day = $3 WHERE account_id = $1 AND to_day >= from_day`, j.cast.LinkWorker,
			dates.Of(tx.Now()).AddDays(-300).String(), dates.Of(tx.Now()).AddDays(-1).String())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	w.Go("/day")
	w.See("While you were away")
	j.shown(w, "day-back")
	w.Submit("I have read it what happened while I was away")
	w.DontSee("While you were away")

	m := j.be("manager")
	m.Click("Time away and cover")
	j.shown(m, "away-team")
	m.Click("Who covers for Callum Reid")
	m.Check()
	w.NoTroubles()
}

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

// TestATeamTakesSomebodyOver has the team accept one transfer, and the worker
// read another team's no and ask again.
func TestATeamTakesSomebodyOver(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	w := j.be("link-worker")
	w.See("Another team declined")
	w.See("Our garden is full too.")
	j.shown(w, "day-declined")
	person := webtest.Eval[string](w, `document.querySelector('#declined a').getAttribute('href')`)
	w.Click("#declined button")
	w.DontSee("Another team declined")
	w.Go(person + "/transfer")
	j.shown(w, "transfer-before")
	w.Submit("Ask the other team")
	w.See("Choose another team")
	w.Select("Which team?", "Collegegate network")
	w.Choose("They asked for it")
	w.Fill("What the other team should know", "Studies there in the afternoons.")
	w.Fill("agreed", "Yes, by phone.")
	w.Submit("Ask the other team")
	w.See("Nothing changes until the other team accepts.")
	j.shown(w, "transfer-asked")
	w.Submit("Withdraw the request")
	w.See("stays with your team")

	m := j.be("manager")
	m.Click("Referrals")
	m.See("Other teams ask you to take over")
	j.shown(m, "referrals-transfers")
	taken := webtest.Eval[string](m, `document.querySelector('a[href^="/transfers/"]').innerText`)
	m.Click(taken)
	j.shown(m, "transfer")
	m.Submit("Decline")
	m.See("Say why")
	m.Choose("Callum Reid")
	m.Submit("Take over")
	m.See("Taken over, with everything that is due.")
	m.See("Handed over")
	m.Check()
	w.NoTroubles()
	m.NoTroubles()
}

// TestTwoRecordsAreBroughtTogetherAndApart has the manager compare two records,
// make them one, follow the old address, and take it back.
func TestTwoRecordsAreBroughtTogetherAndApart(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	m := j.be("manager")
	m.Click("Records that look alike")
	j.shown(m, "duplicates")
	m.Click("Compare")
	newer := webtest.Eval[string](m, `[...document.querySelectorAll('main a')].find(a => a.innerText === 'open the newer record').getAttribute('href')`)
	m.Submit("Make them one record")
	m.See("Choose which is right: Phone")
	j.shown(m, "duplicates-compare")
	for _, group := range webtest.Eval[[]string](m, `[...new Set([...document.querySelectorAll('main input[type=radio]')].map(i => i.name))]`) {
		webtest.Eval[bool](m, `(document.querySelector('input[name=`+group+`]').click(), true)`)
	}
	m.Submit("Make them one record")
	m.See("The two records are one now.")
	m.See("Two records in one")
	j.shown(m, "duplicates-one")
	kept := m.Path()
	m.Go(newer)
	m.See("That record is part of this one now.")
	if m.Path() != kept {
		t.Errorf("%s leads to %s, want %s", newer, m.Path(), kept)
	}
	m.Click("Take it back")
	j.shown(m, "duplicates-undo")
	m.Submit("Take it back")
	m.See("Taken back.")
	m.DontSee("Two records in one")
	m.Go(newer)
	m.See("Closed")
	m.Go("/duplicates")
	m.Click("Compare")
	m.Submit("They are not the same person")
	m.See("No two records of your team look like one person.")
	m.NoTroubles()
}
